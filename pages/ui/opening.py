"""What the document shows before its page has run (首屏先行): heading, key figures and map of the overview, as the page last showed them
to someone who asked for the same.

A browser has the map's script and data in its hands in half the time that Streamlit needs to be there. So the document sets the stage
(舞台) itself: the map is drawn at once, can be moved and asked, and goes into its place in the page when the page has one
(``mount.js``). Nothing is shown that the page would not show: a stage is kept under the store's version, and where that is another by
now, or nobody has asked for this since, there is none and the page begins as any other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl

import streamlit as st

from pages.ui import parcels, reads, remember
from pages.ui.parcels import Parcel

LOOKS = Path(__file__).with_name("opening.css").read_text("utf-8")
MOST = 32

Asked = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """heading and figures: HTML already made safe; said: what the page says to the map (:func:`pages.ui.map.board_map`); parcels: what
    it will draw, by kind.
    """

    heading: str
    figures: str
    said: str
    parcels: Mapping[str, Parcel]

    @property
    def html(self) -> str:
        """The stage. It stands before all that Streamlit draws, and upon it."""
        said = self.said.replace("<", "\\u003c")  # so that no text ends the element
        return (
            f'<div id="opening" aria-busy="true"><div class="head">{self.heading}</div>{self.figures}<div class="map"></div>'
            f'<script type="application/json">{said}</script></div>'
        )


_kept: dict[tuple[reads.Version, Asked], Opening] = remember.with_the_rest({})


def keep(version: reads.Version, *, heading: str, figures: str, said: str) -> None:
    """What the overview shows at its first look to who asks for what the address in hand asks for."""
    params, told = st.query_params, json.loads(said)
    drawn = {kind: parcel for kind in ("geometry", "facts") if (parcel := parcels.at(told[kind]))}
    asked = _asked((name, value) for name in params for value in params.get_all(name))
    _kept[version, asked] = Opening(heading, figures, said, drawn)
    for oldest in list(_kept)[:-MOST]:
        _kept.pop(oldest, None)


def of(query: str) -> Opening | None:
    """What there is to show to who asks for this (the address's query) while the page is on its way."""
    if not _kept:
        return None
    try:
        return _kept.get((reads.version(), _asked(parse_qsl(query, keep_blank_values=True))))
    except Exception:  # the store is outside our hands, and the page itself will say what is wrong
        return None


def _asked(pairs: Iterable[tuple[str, str]]) -> Asked:
    return tuple(sorted(pairs))
