"""数据: what is loaded and how fresh; this month's files, previewed and then stored; the way back; names to confirm."""

from datetime import date

import streamlit as st

from pages.ui import frame, intake, notice, pending, shelf, states

files = frame.open_page("数据")
notice.show_kept()

if files:
    shelf.freshness(files, date.today())
load, loaded, confirm, sides, found = st.tabs(
    ["载入", "已载入", "待确认", "两边对照", "需留意"], key="tab", bind="query-params", on_change="rerun",
)
with load:
    intake.panel(empty=not files)
with loaded:
    if loaded.open:
        if files:
            shelf.undo(files)
            shelf.listing(files)
        else:
            states.empty_store()
with confirm:
    if confirm.open:
        pending.names()
with sides:
    if sides.open:
        pending.both_sides()
with found:
    if found.open:
        shelf.findings(files)
