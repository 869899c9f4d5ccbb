"""项目: all there is to say of one project, every figure with its source."""

import streamlit as st

from pages.ui import address, card, dossier, frame, origin, states

view = frame.begin("项目")
board = view.board
picked = address.choice(board)
if address.asked() and not picked:
    states.unknown_project()
dossier.chooser(board, picked)
if picked is None:
    st.stop()

full = view.card(picked)
left, right = st.columns([1.25, 1], gap="small")
with left:
    card.sheet(full.row)
    origin.button(full)
    dossier.course(full)
    dossier.history(full)
    dossier.quotes(full)
with right:
    dossier.map_of(view, full)
    dossier.place(full)
    dossier.problems(full)
    dossier.corrections(full)
    dossier.neighbours(full)
origin.show(full)
