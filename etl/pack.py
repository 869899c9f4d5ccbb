"""Rebuild a region pack's derived layers from the reference facts in its sources/ folder: `python -m etl pack DIR`.

    sources/towns.csv, control_points.csv, stated_points.csv, county_outline.geojson, features.csv
        -> outline.geojson, towns.geojson (cells, approximate), features.geojson (schematic lines)

The same sources give the same files, byte for byte.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from data.model import Precision, Receipt
from data.packfile import RegionError, read_geojson, read_rows
from data.region import read_region_settings
from geo.cells import TownPoint, derive_cells

DIGITS = 8

FEATURE_COLUMNS = ("name", "aliases", "kind", "precision", "stated_towns", "stated_length_km", "basis", "wkt")

# The reference writes 'published' for a position that was published as coordinates: real, but no survey.
_PRECISIONS = {"published": Precision.ALIGNMENT}

_CELL_ORIGIN = "由驻地、地名点与公布的位置推算(泰森多边形),按县界裁切;非法定界线"
_LINE_ORIGIN = "据公开描述绘制的示意线形"
_POINT_ORIGIN = "公布的坐标"


def rebuild(directory: Path) -> tuple[Receipt, ...]:
    """Derive the pack's layers anew and write them; returns a receipt for towns and one for features.

    Raises RegionError for sources that are missing or contradict each other.
    """
    sources = directory / "sources"
    settings = read_region_settings(directory)
    started = time.perf_counter()
    towns = read_rows(sources / "towns.csv", ("code", "name", "kind", "seat_lon", "seat_lat"))
    features = read_rows(sources / "features.csv", FEATURE_COLUMNS)
    parts = read_geojson(sources / "county_outline.geojson", ("code", "name", "source"))
    if not parts:
        raise RegionError("county_outline.geojson", "没有要素", "应有一个面要素")
    values, outline = parts[0][0], shapely.union_all([part for _, part in parts])
    points = [*_seats(towns), *_control_points(sources / "control_points.csv"), *_stated_points(sources / "stated_points.csv")]
    if strangers := {point.town for point in points} - {row["name"] for row in towns}:
        raise RegionError("sources", f"点所属的 {'、'.join(sorted(strangers))} 不在 towns.csv 中", "请核对镇(街道)名称")
    try:
        cells = derive_cells(points, outline, crs=settings["crs"])
    except ValueError as error:
        raise RegionError("sources", f"推算镇(街道)范围时出错({error})", "请核对坐标") from None
    # With the vertices the cells put on it: a straight edge between them is not straight in another projection.
    whole = shapely.coverage_union_all(list(cells.values()))
    layers = {
        "outline.geojson": _layer([({"code": values["code"], "name": values["name"], "origin": values["source"]}, whole)]),
        "towns.geojson": _layer((_town(row), cells[row["name"]]) for row in towns),
        "features.geojson": _layer((_feature(row), _shape(row)) for row in features),
    }
    for name, text in layers.items():
        (directory / name).write_text(text, "utf-8")
    seconds = time.perf_counter() - started
    return (
        _receipt("towns.geojson", len(towns), seconds, f"由 {len(points)} 个点推算,其中驻地 {len(towns)} 个"),
        _receipt("features.geojson", len(features), 0.0),
    )


def _receipt(subject: str, count: int, seconds: float, *notes: str) -> Receipt:
    return Receipt(stage="pack", subject=subject, seen=count, taken=count, notes=notes, seconds=seconds)


def _seats(towns: Iterable[Mapping[str, str]]) -> Iterable[TownPoint]:
    for row in towns:
        yield TownPoint(row["name"], _number("towns.csv", row["seat_lon"]), _number("towns.csv", row["seat_lat"]))


def _control_points(path: Path) -> Iterable[TownPoint]:
    for row in read_rows(path, ("geonameid", "name", "town", "lon", "lat")):
        yield TownPoint(row["town"], _number(path.name, row["lon"]), _number(path.name, row["lat"]))


def _stated_points(path: Path) -> Iterable[TownPoint]:
    """Places that a publication puts in a town: weaker than a seat where the place itself is only drawn schematically."""
    for row in read_rows(path, ("town", "lon", "lat", "basis")):
        yield TownPoint(row["town"], _number(path.name, row["lon"]), _number(path.name, row["lat"]))


def _town(row: Mapping[str, str]) -> dict[str, Any]:
    seat = {name: _number("towns.csv", row[name]) for name in ("seat_lon", "seat_lat")}
    return {"code": row["code"], "name": row["name"], "kind": row["kind"], **seat, "approximate": True, "origin": _CELL_ORIGIN}


def _feature(row: Mapping[str, str]) -> dict[str, Any]:
    length = row["stated_length_km"]
    return {
        "name": row["name"],
        "kind": row["kind"],
        "aliases": _listed(row["aliases"]),
        "precision": str(_PRECISIONS.get(row["precision"], row["precision"])),
        "stated_towns": _listed(row["stated_towns"]),
        "stated_length_m": round(_number("features.csv", length) * 1000, 1) if length else None,
        "basis": row["basis"],
        "origin": _POINT_ORIGIN if row["precision"] in _PRECISIONS else _LINE_ORIGIN,
    }


def _shape(row: Mapping[str, str]) -> BaseGeometry:
    try:
        return shapely.from_wkt(row["wkt"])
    except shapely.errors.ShapelyError:
        raise RegionError("features.csv", f"{row['name']!r} 的 WKT 无法读取", "请改正") from None


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]


def _number(where: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise RegionError(where, f"{text!r} 不是数", "请改正") from None


def _layer(records: Iterable[tuple[dict[str, Any], BaseGeometry]]) -> str:
    """A FeatureCollection, one feature a line, so that a change shows as the lines it changed."""
    lines = []
    for properties, geometry in records:
        shape = {"type": geometry.geom_type, "coordinates": _rounded(shapely.geometry.mapping(geometry)["coordinates"])}
        lines.append(json.dumps({"type": "Feature", "properties": properties, "geometry": shape}, ensure_ascii=False))
    body = ",\n".join(lines)
    return f'{{"type": "FeatureCollection", "features": [\n{body}\n]}}\n'


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, int | float):
        return round(coordinates, DIGITS)
    return [_rounded(part) for part in coordinates]
