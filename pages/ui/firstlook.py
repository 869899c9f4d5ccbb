"""The first look (首屏): until its map is drawn, a page is heading, figures and map, as the address asks, with no widget yet.

A browser fetches the scripts of every kind of widget before the map's, some forty files: measured, they held the map up by
half a second. So widgets and list come with the run that follows when the map says that it is drawn; or when someone does
not want to wait. What the widgets would say is read from the address (:mod:`pages.ui.filterbar`).
"""

from __future__ import annotations

import streamlit as st

from pages.ui import map


def alone(key: str = "map") -> bool:
    """Whether the page is to show its map alone for now. A page laid out for the printer is shown whole at once."""
    return not (map.drawn(key) or st.session_state.get(f"{key}.list") or st.query_params.get("paper") == "true")


def waiting(key: str = "map") -> None:
    """In the list's place: it and the filters come after the map, or at once for who asks."""
    st.button("筛选和清单随地图之后显示", key="list-now", type="tertiary", width="stretch", on_click=_no_longer, args=(key,))


def _no_longer(key: str) -> None:
    st.session_state[f"{key}.list"] = True
    st.rerun()  # all of the page, not the fragment that the button stands in
