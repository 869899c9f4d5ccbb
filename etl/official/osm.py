"""OpenStreetMap in: an extract (.osm.pbf, .osm) or an answer of Overpass (.json), as layers of named things with their tags.

Data © OpenStreetMap contributors, Open Database Licence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from etl.errors import InputError
from etl.official.files import Layer

_WGS84 = pyproj.CRS.from_epsg(4326)
# other_relations: a river's relation (type=waterway) often has the name that its ways lack.
_GDAL_LAYERS = ("points", "lines", "multilinestrings", "multipolygons", "other_relations")
_TAG = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')


def is_osm(head: bytes) -> bool:
    """Whether a file's first bytes are those of an extract or of an Overpass answer."""
    return b"OSMHeader" in head[:64] or b"<osm" in head[:512] or (head.lstrip().startswith(b"{") and b'"elements"' in head)


def read_osm(path: Path, head: bytes, *, bbox: tuple[float, float, float, float]) -> tuple[Layer, ...]:
    """Named points, ways and areas within the box, with their tags as fields. Raises InputError for a broken file."""
    if head.lstrip().startswith(b"{"):
        return tuple(layer for layer in _overpass(path) if len(layer))
    if b"<osm" in head and b"<!ENTITY" in head:
        raise InputError(f"{path.name} 含有实体定义", "请从 OpenStreetMap 重新导出")
    try:
        read = [pyogrio.raw.read(path, layer=layer, bbox=bbox, where="name IS NOT NULL", force_2d=True) for layer in _GDAL_LAYERS]
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FeatureError, ValueError):
        raise InputError(f"{path.name} 不是完好的 OpenStreetMap 数据", "请重新下载 .osm.pbf,或改用 Overpass 的 json") from None
    layers = []
    for name, (meta, _, shapes, columns) in zip(_GDAL_LAYERS, read, strict=True):
        plain = [dict(zip(meta["fields"], row, strict=True)) for row in zip(*columns, strict=True)]
        tags = [{**_hstore(row.pop("other_tags", None)), **{k: v for k, v in row.items() if v is not None}} for row in plain]
        layers.append(_layer(name, tags, shapely.from_wkb(shapes, on_invalid="ignore")))
    return tuple(layer for layer in layers if len(layer))


def _hstore(text: str | None) -> dict[str, str]:
    """Tags that GDAL keeps in one field: "key"=>"value","key"=>"value"."""
    return {key: re.sub(r"\\(.)", r"\1", value) for key, value in _TAG.findall(text or "")}


def _overpass(path: Path) -> tuple[Layer, ...]:
    try:
        elements = json.loads(path.read_bytes().decode("utf-8-sig"))["elements"]
        nodes = {e["id"]: (float(e["lon"]), float(e["lat"])) for e in elements if e["type"] == "node"}
        ways = {e["id"]: way for e in elements if e["type"] == "way" and len(way := _way(e, nodes)) > 1}
        named = [(e, shape) for e in elements if (e.get("tags") or {}).get("name") and (shape := _shape(e, nodes, ways))]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise InputError(f"{path.name} 不是 Overpass 的完整回答", "请用 [out:json] 与 out geom 重新查询") from None
    return (_layer(path.stem, [dict(e["tags"]) for e, _ in named], np.array([shape for _, shape in named], dtype=object)),)


def _way(element: Mapping[str, Any], nodes: Mapping[int, tuple[float, float]]) -> list[tuple[float, float]]:
    """A way's coordinates: given with it (out geom), else looked up; nodes outside the query are left out."""
    if element.get("geometry"):
        return [(float(at["lon"]), float(at["lat"])) for at in element["geometry"] if at]
    return [nodes[node] for node in element.get("nodes", ()) if node in nodes]


def _shape(
    element: Mapping[str, Any], nodes: Mapping[int, tuple[float, float]], ways: Mapping[int, list]
) -> BaseGeometry | None:
    if element["type"] == "node":
        return shapely.Point(nodes[element["id"]])
    tags = element["tags"]
    areal = tags.get("natural") == "water" or tags.get("landuse") == "reservoir" or tags.get("area") == "yes"
    if element["type"] == "way":
        way = ways.get(element["id"])
        if not way:
            return None
        return shapely.Polygon(way) if areal and len(way) > 3 and way[0] == way[-1] else shapely.LineString(way)
    return _relation(element, ways, areal=areal or tags.get("type") == "multipolygon")


def _relation(element: Mapping[str, Any], ways: Mapping[int, list], *, areal: bool) -> BaseGeometry | None:
    lines: dict[bool, list[BaseGeometry]] = {True: [], False: []}
    for member in element.get("members", ()):
        if member.get("type") == "way":
            line = _way(member, {}) or ways.get(member.get("ref"), [])
            if len(line) > 1:
                lines[member.get("role") == "inner"].append(shapely.LineString(line))
    if not lines[False]:
        return None
    if not areal:
        return shapely.union_all(lines[False])
    water, holes = (shapely.get_parts(shapely.polygonize(rings)) for rings in (lines[False], lines[True]))
    land = shapely.union_all(holes)
    # Water on an island is water again: an outer ring that a hole encloses.
    whole = shapely.union_all([shapely.difference(shapely.union_all(water), land), *water[shapely.covered_by(water, land)]])
    return None if whole.is_empty else whole


def _layer(name: str, tags: Iterable[Mapping[str, Any]], geometry: np.ndarray) -> Layer:
    rows = list(tags)
    keys = list(dict.fromkeys(key for row in rows for key in row))
    return Layer(name, {key: [row.get(key) for row in rows] for key in keys}, geometry, _WGS84)
