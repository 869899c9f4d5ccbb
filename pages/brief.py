"""简报: the week's briefing as it will go out: pages to look at, the 综述 to edit, what changed, and the files to take away."""

import streamlit as st

from pages.ui import briefs, editor, frame, paper, takeaway

view = frame.begin("简报")
brief = briefs.chosen(view)
if brief is None:
    st.stop()

desk, sheet = st.columns([1, 1.5], gap="small")
with desk:
    editor.panel(brief)
    takeaway.panel(brief)
    paper.changes(brief)
with sheet:
    paper.pages(brief)
