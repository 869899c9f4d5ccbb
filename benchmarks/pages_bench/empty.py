"""What everything is measured against: a Streamlit page with a line of text."""

import streamlit as st

st.write("空页")
