"""The frame and the router. Pages are files under ``pages/``; each is reached under its file's name.

``streamlit run app.py`` starts the server that is named here; it runs this file as the script of every visit.
"""

import streamlit as st

from pages.ui.navigation import NAVIGATION, bar

if __name__ == "__main__":
    from pages.ui.frame import MARK, WORDMARK

    st.set_page_config(page_title="挂图作战", page_icon=MARK, layout="wide", initial_sidebar_state="collapsed")
    st.logo(WORDMARK, size="large")
    bar().run()
else:
    from pages.ui.server import middleware, routes

    server = st.App(__file__, routes=routes([name for name, _, _ in NAVIGATION]), middleware=middleware())
