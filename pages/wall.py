"""大屏: the board for a wall. Filters, date and rule of the address hold; the screen itself turns through what is behind."""

import streamlit as st

from pages.ui import filterbar, filters, frame, map, reads, wallboard

view = frame.begin("大屏")
wallboard.cover()
board = view.board
if map.left():
    st.switch_page("pages/overview.py")

measure = filterbar.asked_measure()
choice = filterbar.asked(board, measure=measure)
kept = filters.kept(board, choice)
totals = reads.totals(kept.rows, board, choice)
with st.container(key="wall-box"):
    map.board_map(
        board, view.layers(), measure=measure, scope=kept.scope, active=choice.active, picked=None,
        wall=wallboard.shown(board, kept.rows, totals, choice),
    )
wallboard.watch(view.now)
