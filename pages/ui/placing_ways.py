"""The four ways to say where a project lies: words, features, a drawing, towns. Each gives a placement, or nothing yet."""

from __future__ import annotations

import json
import zlib
from typing import Any

import shapely
import streamlit as st

from data.views import MapLayers, PlaceState, Precision
from etl.pipeline import Drawn, Expression, InputError, InTowns, Picked, Placement, Preview, read_geojson
from pages.ui import map, notice, placing

WORDS, FEATURES, DRAWING, TOWNS = "写地点", "选要素", "图上画", "选镇街"
WAY = "placing.way"
MAP = "map.places"

CLICKED = "placing.clicked"
"""What was last chosen by clicks: the map stays where it is for it, and goes to what was chosen in the list."""

MOST_VERTICES = 400
"""A place of more is shown, not taken up for editing: nobody moves a thousand vertices by hand."""


def ask(state: PlaceState) -> Placement | None:
    """Ask where the project lies, in the way that is chosen."""
    way = st.segmented_control(
        "更正方式", [WORDS, FEATURES, DRAWING, TOWNS], default=WORDS, key=WAY, label_visibility="collapsed", width="stretch",
    )
    match way:
        case "选要素":
            return _features(state)
        case "图上画":
            return _drawing(state)
        case "选镇街":
            return _towns(state)
        case _:
            return _words(state)


def _words(state: PlaceState) -> Placement | None:
    said = st.text_input(
        "地点表述", key=f"placing.words.{state.id}", placeholder="如 甲路(乙路—丙路段)、甲江乙镇段、甲镇乙村",
        help="写法同工作要点:某路(甲—乙段)、甲路与乙路交叉口以东、某河某镇段、某镇某村。回车后在图上预览。",
    )
    return Expression(said.strip()) if said.strip() else None


def _features(state: PlaceState) -> Placement | None:
    known = placing.previewer().features()
    field = _picked_field(state.id)
    if (clicked := map.clicked(_picking_key(state.id), key=MAP)) is not None:
        st.session_state[field] = [key for key in clicked if key in known]
        st.session_state[CLICKED] = tuple(st.session_state[field])
    named = lambda key: f"{key[0]}({known.get(key, key[1])})"  # noqa: E731
    chosen = st.multiselect(
        "地名要素", sorted(known), format_func=named, key=field, placeholder="在图上点选,或输入名称查找",
    )
    if not chosen:
        return None
    between = None
    if len(chosen) == 1 and (ends := placing.previewer().ends(chosen[0])):
        left, right = st.columns(2)
        a = left.selectbox("起", ends, index=None, format_func=named, key=f"placing.from.{state.id}", placeholder="整条")
        b = right.selectbox("讫", ends, index=None, format_func=named, key=f"placing.to.{state.id}", placeholder="整条")
        if (a is None) != (b is None):
            st.caption("起、讫都选定后取其间一段;都不选为整条。")
            return None
        between = (a, b) if a and b else None
    return Picked(tuple(chosen), between)


def _drawing(state: PlaceState) -> Placement | None:
    st.caption("在地图上选“点”“线”或“面”画出;已有位置可直接拖动节点。手绘的位置按“示意”处理,不作实测。")
    told = map.sketched(_drawing_key(state.id), key=MAP)
    if told is None or told[0] is None:
        return None
    try:
        return Drawn(read_geojson(json.dumps(told[0])))
    except InputError as error:
        notice.show(notice.WARNING, error.problem, more=error.remedy)
        return None


def _towns(state: PlaceState) -> Placement | None:
    towns = {town.name: town.code for town in placing.previewer().region.towns}
    chosen = st.multiselect("所在镇(街道)", list(towns), key=f"placing.towns.{state.id}", placeholder="选一个或几个")
    return InTowns(tuple((towns[name], name) for name in chosen)) if chosen else None


def sketch(project: str, preview: Preview | None, layers: MapLayers) -> dict[str, Any]:
    """What the map is to show over the board: the preview of a placement, or the shape that is being drawn."""
    if st.session_state.get(WAY) == DRAWING:
        return {"key": _drawing_key(project), "shape": _start(project, layers), "editable": True}
    geometry = preview.location.geometry if preview else None
    shape = None if geometry is None else shapely.to_geojson(shapely.transform(geometry, lambda points: points.round(5)))
    number = zlib.crc32(shape.encode()) if shape else 0
    still = st.session_state.get(WAY) == FEATURES and st.session_state.get(CLICKED) == tuple(_chosen(project))
    return {"key": f"{project}/shown/{number}", "shape": json.loads(shape) if shape else None, "editable": False, "still": still}


def picking(project: str) -> dict[str, Any] | None:
    """What the map needs for features to be picked by clicks upon it; None in the other ways."""
    if st.session_state.get(WAY) != FEATURES:
        return None
    kinds = {kind: word for (_, kind), word in placing.previewer().features().items()}
    return {"key": _picking_key(project), "chosen": [list(key) for key in _chosen(project)], "kinds": kinds}


def _chosen(project: str) -> list[tuple[str, str]]:
    return st.session_state.get(_picked_field(project), [])


def _picked_field(project: str) -> str:
    return f"placing.features.{project}"


def _picking_key(project: str) -> str:
    return f"{project}/picked/{placing.reads.version()[1]}"


def _drawing_key(project: str) -> str:
    """One drawing to each project and version of the store: what was saved or withdrawn begins anew."""
    return f"{project}/drawn/{placing.reads.version()[1]}"


def _start(project: str, layers: MapLayers) -> dict[str, Any] | None:
    """The place as it is known, to be moved; nothing where only the town is known."""
    state = next(one for one in placing.queue() if one.id == project)
    shape = layers.shapes.get(project)
    if shape is None or state.precision in (Precision.TOWN, Precision.CITY, Precision.NONE):
        return None
    count = shapely.get_num_coordinates(shapely.from_geojson(json.dumps(shape)))
    return shape if count <= MOST_VERTICES else None
