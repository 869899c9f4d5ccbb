"""The first look (首屏): until its map is drawn, a page is heading, figures and map, as the address asks, with no widget yet
and without the bar of pages (:mod:`pages.ui.navigation`).

A browser fetches the scripts of every kind of widget before the map's, some forty files: measured, they held the map up by
half a second. So widgets and list come with the run that follows when the map says that it is drawn; or when someone does
not want to wait. What the widgets would say is read from the address (:mod:`pages.ui.filterbar`). Where the document has set the
stage (:mod:`pages.ui.opening`), all of this is there before the page runs.
"""

from __future__ import annotations

import streamlit as st

from pages.ui import address, map, markup

WHOLE = "whole"


def alone(key: str = "map") -> bool:
    """Whether the page is to show its map alone for now. A page laid out for the printer is shown whole at once."""
    return not (map.drawn(key) or "true" in (st.query_params.get(WHOLE), st.query_params.get("paper")))


def waiting() -> None:
    """In the list's place: it and the filters come after the map, or at once for who asks. A link, for a button is a widget."""
    link = markup.text(address.with_more(**{WHOLE: "true"}))
    markup.show(f'<a class="list-now" href="{link}" target="_self">筛选和清单随地图之后显示</a>')
