"""What everything is measured against: a Streamlit page with a line of text."""

import streamlit as st

st.markdown('<p id="empty">空页</p>', unsafe_allow_html=True)
