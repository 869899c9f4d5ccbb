"""镇街: towns side by side, with their projects, the shares that lie in them, their rates; the list to take away, sheets to print."""

import streamlit as st

from pages.ui import address, card, export, filterbar, filters, frame, ground, listing, map, ranking, states, townsheet

view = frame.begin("镇街")
board = view.board

controls = st.container(key="controls", horizontal=True, vertical_alignment="center", gap="small")
with controls:
    filterbar.measure()
    filterbar.widgets(controls, view)
    on_paper = townsheet.toggle()

choice = filterbar.stands(board)
kept = filters.kept(board, choice)
chosen = ranking.chosen_towns(choice)
picked = address.chosen(board)

if on_paper and kept.rows:
    townsheet.show(board, choice, chosen)
    st.stop()

wide, side = st.columns([1, 1], gap="small")
with wide, st.container(key="map-half"):
    map.board_map(board, view.layers(), measure=choice.measure, scope=kept.scope, active=choice.active, picked=picked and picked.id,
                  towns=chosen, tint=ground.spec(board, kept.rows, choice), note=filters.noted(choice))
with side, st.container(key="beside"):
    if address.asked() and not picked:
        states.unknown_project()
    ranking.table(board, kept, choice)
    if picked:
        card.show(picked, view.place(picked.id))

if kept.rows:
    listing.heading(f"{'、'.join(chosen) or '全部镇街'}:{len(kept.rows)} 项", "跨镇街的项目在每个镇街各计一次,全市合计只计一次")
    export.buttons(board, kept.rows, choice, towns=chosen)
    listing.table(board, kept.rows, choice, picked=picked and picked.id, shares=chosen)
else:
    states.nothing_passes()
