"""The ground of the map: towns and the gazetteer's roads and water, pale, so that the works stand out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline
from shapely import get_parts, make_valid
from shapely.errors import ShapelyError
from shapely.geometry import box as rectangle
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from briefing.frame import Frame
from briefing.sheet import Sheet
from briefing.text import clean
from data.views.shapes import MapLayers

SEA, LAND, OTHER_LAND, BORDER = "#eaf1f7", "#ffffff", "#f1f1ee", "#9aa4ae"
KINDS = {
    "road": ("#d9cfbf", 2.2),
    "rail": ("#b9b2c4", 2.2),
    "river": ("#bcd8ec", 2.6),
    "water": ("#bcd8ec", 2.6),
    "reservoir": ("#bcd8ec", 2.6),
}


@dataclass(frozen=True, slots=True)
class TownShape:
    """A town on the map: its name and its extent in degrees."""

    name: str
    extent: BaseGeometry


def read_towns(layers: MapLayers) -> tuple[TownShape, ...]:
    """The towns of the layers, those without a usable extent left out."""
    return tuple(TownShape(name, extent) for about, extent in read_collection(layers.towns) if (name := clean(str(about.get("name", "")))))


def read_collection(text: str) -> Iterator[tuple[dict[str, Any], BaseGeometry]]:
    """Properties and geometry of a GeoJSON FeatureCollection; what is not a valid geometry is passed over."""
    for feature in json.loads(text or "{}").get("features", ()):
        geometry = read_shape(feature.get("geometry"))
        if geometry is not None:
            yield feature.get("properties") or {}, geometry


def read_shape(geometry: dict[str, Any] | None) -> BaseGeometry | None:
    """A GeoJSON geometry as a valid, non-empty shape; None where it is neither."""
    try:
        found = shape(geometry) if geometry else None
        found = found if found is None or found.is_valid else make_valid(found)
    except (ShapelyError, ValueError, TypeError, AttributeError, KeyError, IndexError):
        return None
    return found if found is not None and not found.is_empty else None


def draw_ground(sheet: Sheet, frame: Frame, layers: MapLayers, *, town: str = "", approximate: bool = True) -> Rectangle:
    """Draw sea, land, borders, roads and water; gives the map's edge, by which everything else is clipped."""
    edge = sheet.frame(frame.box, facecolor=SEA, edgecolor=BORDER, linewidth=sheet.points(1.2), zorder=1)
    style: Any = (0, (5, 3)) if approximate else "solid"
    for one in read_towns(layers):
        own = not town or one.name == town
        add_area(
            sheet,
            frame.place(one.extent),
            edge,
            facecolor=LAND if own else OTHER_LAND,
            edgecolor=BORDER,
            linewidth=sheet.points(1.4 if own else 1.0),
            linestyle=style,
            zorder=2 + own,
        )
    for about, geometry in read_collection(layers.base):
        colour, width = KINDS.get(str(about.get("kind", "")), ("#dddddd", 1.6))
        for line in lines_of(frame.place(geometry)):
            xs, ys = line.xy
            sheet.stroke(xs, ys, color=colour, linewidth=sheet.points(width), zorder=4).set_clip_path(edge)
    sheet.frame(frame.box, facecolor="none", edgecolor=BORDER, linewidth=sheet.points(1.6), zorder=26)
    return edge


def add_area(sheet: Sheet, area: BaseGeometry, edge: Rectangle, **looks: Any) -> None:
    """Add polygons, with their holes, clipped by the map's edge."""
    for polygon in (part for part in get_parts(area) if part.geom_type == "Polygon"):
        rings = [Outline(list(ring.coords), closed=True) for ring in (polygon.exterior, *polygon.interiors)]
        patch = PathPatch(Outline.make_compound_path(*rings), **looks)
        sheet.axes.add_patch(patch)
        patch.set_clip_path(edge)


def lines_of(geometry: BaseGeometry) -> Iterator[Any]:
    """The lines in a geometry; rings of polygons count as lines, points do not."""
    for part in get_parts(geometry):
        if part.geom_type in ("LineString", "LinearRing"):
            yield part
        elif part.geom_type == "Polygon":
            yield part.exterior
        elif hasattr(part, "geoms"):
            yield from lines_of(part)


def extent_of(layers: MapLayers, town: str = "") -> tuple[float, float, float, float]:
    """What the map shows, in degrees: one town, else all towns, else the layers' own box."""
    towns = [one for one in read_towns(layers) if not town or one.name == town]
    if not towns:
        return layers.bbox
    boxes = [one.extent.bounds for one in towns]
    west, south, east, north = (pick(values) for pick, values in zip((min, min, max, max), zip(*boxes, strict=True), strict=True))
    return rectangle(west, south, east, north).bounds
