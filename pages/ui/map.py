"""The map on a page: a component that is given data as arguments and says what was clicked.

A run of the page sends a few hundred bytes, whatever the number of projects. What is big, geometry and the facts of a board, is made
once per version, as parcels (:mod:`pages.ui.parcels`), and named by its address. The map stands in the page itself, in a shadow
root of its own, by which neither's styles reach the other; it keeps its zoom and centre through all reruns: it is never rebuilt.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from data.views import Board, BoardRow, MapLayers, Precision
from pages.ui import address, filterbar, ground, mapscript, packing, parcels, parts, tiles, words
from pages.ui.measures import MEASURES, light_kind, spec
from pages.ui.remember import remembered

TITLE = "重点工程挂图作战"

# Sent with every message, so no more than the way to the script itself. Streamlit takes a single line for the name of a file.
_component = st.components.v2.component("board_map", js=f"""
const script = import(new URL("{mapscript.ADDRESS}", document.baseURI).href);
export default async (host) => (await script).mount(host);
""")


def board_map(
    board: Board,
    layers: MapLayers,
    *,
    measure: str,
    scope: Iterable[int] | None,
    active: Iterable[str],
    picked: str | None,
    towns: Sequence[str] = (),
    offer: Sequence[str] = (),
    dates: Sequence[date] = (),
    tint: Mapping[str, object] | None = None,
    wall: parcels.Parcel | None = None,
    paper: bool = False,
    compact: bool = False,
    awaited: bool = False,
    note: str = "",
    draw: Mapping[str, Any] | None = None,
    pick: Mapping[str, Any] | None = None,
    filtered: Sequence[str] = (),
    dated: Callable[[], None] = parts.run,
    key: str = "map",
) -> str:
    """Draw the map. Gives what was said to it.

    scope: positions in ``board.rows`` that pass every filter but the legend's own, or None for all; active: the legend's
    classes that are filtered for; picked: the chosen project's id; towns: names the view goes to when they change; offer: names it
    offers to go to; dates: data dates the time line leads through; tint: how towns are tinted (:mod:`pages.ui.ground`);
    wall: what the wall screen shows (:mod:`pages.ui.wallboard`); paper: laid out to be printed; compact: without the legend's
    body; awaited: the page is run again once the map is drawn; draw: a shape to show or to edit upon the map (key, shape as
    GeoJSON, editable, still: the view stays), for :func:`sketched` to tell of; pick: the base's features are there to be clicked
    (key, chosen: name and kind of each, kinds: the words for them), for :func:`clicked` to tell of. A click on the map puts the
    project into the address, one on the legend sets its filter, before the page runs again. filtered:
    where the map is a part of the page, keys of the parts that a filter of the legend concerns; dated: runs those that another date
    of the time line does.
    """
    version = f"{board.region}/{board.version}"
    geometry, facts = _geometry(version, layers), _facts(f"{version}/{board.rules_stamp}/{board.as_of}/{board.rule}", board)
    if dates and board.as_of == max(dates) and "rule" not in st.query_params:  # what a visitor sees first
        parcels.send_ahead(geometry=geometry, facts=facts)
    view = {
        "geometry": geometry.address,
        "facts": facts.address,
        "wall": wall and wall.address,
        "again": st.session_state.get(f"{key}.again", 0),  # what says nothing new is not said to the map
        "measure": measure,
        "scope": None if scope is None else list(scope),
        "active": list(active),
        "picked": picked,
        "towns": list(towns),
        "offer": list(offer),
        "dates": [day.isoformat() for day in sorted(dates)],
        "as_of": board.as_of.isoformat() if board.as_of else None,
        "ground": tint,
        "paper": paper,
        "compact": compact,
        "awaited": awaited,
        "draw": draw,
        "pick": pick and {**pick, "seen": st.session_state.get(f"{key}.seen", 0)},
        "stamp": {
            "title": TITLE,
            "as_of": f"数据截至 {words.day(board.as_of)}",
            "demo": board.demo,
            "approximate": board.approximate_towns,
            "note": " ".join(part for part in (note, tiles.TROUBLE) if part),
        },
    }
    said = json.dumps(view, ensure_ascii=False, separators=(",", ":"))
    _component(
        data=said.encode(),  # bytes: of a list or mapping Streamlit asks at length whether there is a table in it
        key=key,
        on_said_change=lambda: _answer(key, board, dates, filtered=filtered, dated=dated, first=awaited),
    )
    return said


def drawn(key: str = "map") -> bool:
    """Whether the map on this page has said that it is drawn (or anything after that)."""
    return _said(key) is not None


def sketched(shape: str, *, key: str = "map") -> tuple[dict[str, Any] | None] | None:
    """What was drawn under a shape's key: None for nothing yet, (None,) for a shape that was cleared, else (GeoJSON,)."""
    told = st.session_state.get(f"{key}.shape")
    return (told[1],) if told and told[0] == shape else None


def clicked(picking: str, *, key: str = "map") -> tuple[tuple[str, str], ...] | None:
    """The features (name and kind of each) chosen by clicks under a picking's key. Said once; None where nothing was clicked."""
    told = st.session_state.pop(f"{key}.features", None)
    return told[1] if told and told[0] == picking else None


def left(key: str = "map") -> bool:
    """Whether the reader asked to leave the wall screen. Said once."""
    return bool(st.session_state.pop(f"{key}.left", False))


def _said(key: str) -> Any:
    """The last that the map said; None while it has said nothing."""
    state = st.session_state.get(key)
    return state.get("said") if isinstance(state, Mapping) else None


def _answer(
    key: str, board: Board, dates: Sequence[date], *, filtered: Sequence[str], dated: Callable[[], None], first: bool,
) -> None:  # fmt: skip
    """Take in what the map says. What concerns more than the part it stands in says which parts of the page are to run instead, or
    that the whole page is: that ends the callback. first: it is the first that a page hears of its map (:mod:`pages.ui.firstlook`).
    """
    match _said(key):
        case {"kind": "filter", "measure": str(measure), "keys": list(keys)} if measure in MEASURES:
            filterbar.set_from_legend(measure, keys)
            if filtered:
                parts.run(*filtered)
        case {"kind": "town", "name": str(name)} if any(share.name == name for row in board.rows for share in row.towns):
            st.session_state["town"] = [name]
            parts.run()  # the whole page: the widget must be drawn to show it
        case {"kind": "date", "date": str(day)} if address.day(day) in dates:
            st.session_state["date"] = day
            dated()
        case {"kind": "drawn"}:
            parts.run()  # the whole page: now the rest of it comes (pages.ui.firstlook)
        case answer:
            # A link that named no known project is said above the map: a choice takes that notice away.
            unknown = address.asked() is not None and address.choice(board) is None
            _small_answer(key, answer)
            if unknown or first:
                parts.run()


def _small_answer(key: str, answer: object) -> None:
    match answer:
        case {"kind": "pick", "id": str() | None as project}:
            address.choose(project)
        case {"kind": "need", "n": int(number)}:
            st.session_state[f"{key}.again"] = number
        case {"kind": "shape", "key": str(shape), "geometry": dict() | None as geometry}:
            st.session_state[f"{key}.shape"] = (shape, geometry)
        case {"kind": "features", "n": int(number), "key": str(picking), "features": list(features)}:
            chosen = tuple((str(one[0]), str(one[1])) for one in features if isinstance(one, list) and len(one) == 2)
            st.session_state[f"{key}.features"], st.session_state[f"{key}.seen"] = (picking, chosen), number
        case {"kind": "ground", "key": str(chosen)}:
            ground.choose(chosen)
        case {"kind": "leave"}:
            st.session_state[f"{key}.left"] = True


@remembered(4)
def _geometry(key: str, _layers: MapLayers) -> parcels.Parcel:
    return parcels.put(json.dumps({
        "towns": packing.features(_layers.towns),
        "base": packing.features(_layers.base),
        "shapes": {project: packing.parts(shape) for project, shape in _layers.shapes.items()},
        "bbox": _layers.bbox,
        "tiles": tiles.spec(tiles.SOURCE, _layers.bbox),
    }, ensure_ascii=False, separators=(",", ":")))  # fmt: skip


@remembered(16)
def _facts(key: str, _board: Board) -> parcels.Parcel:
    rows = _board.rows
    table = {
        "ids": [row.id for row in rows],
        "names": [row.name for row in rows],
        "tips": [tip(row) for row in rows],
        "precision": [row.precision.value for row in rows],
        "reasons": [why_not_mapped(row) for row in rows],
        "towns": [[share.town for share in row.towns if share.town] for row in rows],
        "measures": {key: spec(measure, _board) for key, measure in MEASURES.items()},
    }
    return parcels.put(json.dumps(table, ensure_ascii=False, separators=(",", ":")))


def tip(row: BoardRow) -> str:
    """One line under a project's name: its light, its year's rate, where it stands against 时序."""
    stage = row.stage.value if row.stage else ""
    year = f"年度完成率 {words.rate(row.year_rate)}" if row.year_rate is not None else "无年度完成率"
    return " · ".join(part for part in (light_kind(row).label, stage, year, words.gap(row.lit.gap)) if part)


def why_not_mapped(row: BoardRow) -> str:
    """Why a project has no place on the map; empty for one that has."""
    if row.precision is Precision.CITY:
        return row.place_reason or "全市性项目,不落在某一处"
    return "" if row.mapped else row.place_reason or "没有可用的地点信息"
