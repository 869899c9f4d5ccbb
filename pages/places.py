"""落图: places by doubt, and the desk at which a person sets one right: by words, by features, by drawing, or by town."""

import streamlit as st

from pages.ui import address, frame, map, notice, placing, placing_queue, placing_ways, states

view = frame.begin("落图")
placing.looks()
board = view.board
with st.container(key="placing-notice"):  # always there: what comes above the map and goes again would build the map anew
    notice.show_kept()
queue = placing.queue()
picked = address.choice(board)
if address.asked() and not picked:
    states.unknown_project()

preview = None
listed, drawn, desk = st.columns([1, 1.45, 1.1], gap="small")
with listed, st.container(key="placing-queue"):
    placing_queue.show(queue, picked=picked)
with desk, st.container(key="placing-desk"):
    if picked:
        state = next(one for one in queue if one.id == picked)
        placing.about(state, view.card(picked))
        placement = placing_ways.ask(state)
        preview = placing.tried(picked, placement)
        placing.outcome(preview)
        placing.save(state, placement, preview)
    else:
        placing.nothing_chosen(queue)
with drawn, st.container(key="placing-map"):
    sketch = placing_ways.sketch(picked, preview, view.layers()) if picked else None
    only = [index for index, row in enumerate(board.rows) if row.id == picked] if picked else None
    map.board_map(
        board, view.layers(), measure="light", scope=only, active=(), picked=picked, compact=True, draw=sketch,
        pick=placing_ways.picking(picked) if picked else None, key="map.places",
    )
