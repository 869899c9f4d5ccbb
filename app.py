"""The frame and the router. Pages are files under ``pages/``; each is reached under its file's name."""

import streamlit as st

from pages.ui.frame import MARK, WORDMARK
from pages.ui.navigation import bar

st.set_page_config(page_title="挂图作战", page_icon=MARK, layout="wide", initial_sidebar_state="collapsed")
st.logo(WORDMARK, size="large")
bar().run()
