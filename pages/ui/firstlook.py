"""The first look (首屏): until its map is drawn, a page is heading, figures and map, as the address asks, with no widget yet.

A browser fetches the scripts of every kind of widget before the map's, some forty files: measured, they held the map up by
half a second. So widgets and list come with the run that follows when the map says that it is drawn; or when someone does
not want to wait. What the widgets would say stands in the address, to which they are bound.
"""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from data.views import Board
from pages.ui import filters, map
from pages.ui.filters import Choice
from pages.ui.measures import BANDS, MEASURES


def alone(key: str = "map") -> bool:
    """Whether the page is to show its map alone for now. A page laid out for the printer is shown whole at once."""
    return not (map.drawn(key) or st.session_state.get(f"{key}.list") or st.query_params.get("paper") == "true")


def waiting(key: str = "map") -> None:
    """In the list's place: it and the filters come after the map, or at once for who asks."""
    st.button("筛选和清单随地图之后显示", key="list-now", type="tertiary", width="stretch", on_click=_no_longer, args=(key,))


def _no_longer(key: str) -> None:
    st.session_state[f"{key}.list"] = True
    st.rerun()  # all of the page, not the fragment that the button stands in


def one(key: str, allowed: Iterable[str]) -> str | None:
    """What the address says under a key, if that is allowed."""
    asked = st.query_params.get(key)
    return asked if asked in allowed else None


def measure() -> str:
    """The measure to colour by."""
    return next((key for key, measure in MEASURES.items() if measure.title == st.query_params.get("by")), next(iter(MEASURES)))


def choice(board: Board, *, measure: str) -> Choice:
    """The filters."""
    known = filters.known(board)
    fields = tuple((key, chosen) for key, values in known.items() if (chosen := _some(key, values)))
    band = _some("band", BANDS) if MEASURES[measure].filter == "band" else frozenset()
    return Choice(fields, band, one("amount", filters.AMOUNTS), st.query_params.get("q", ""), measure)


def _some(key: str, allowed: Iterable[str]) -> frozenset[str]:
    return frozenset(st.query_params.get_all(key)).intersection(allowed)
