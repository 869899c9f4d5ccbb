"""What a person says of a place (落图更正): words, features, a drawing, a measured geometry, or towns.

A Correction keeps it as said, not as it came out: words and features are worked out anew whenever the region's layers change,
so that a correction made on schematic lines follows the official ones. ``written`` gives a Correction's ``field`` and
``becomes``; ``read`` is its inverse; ``described`` is what a reader is shown.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

FeatureKey = tuple[str, str]
"""A feature's name and kind, as in :class:`data.model.Feature`."""

PLACE_SUBJECT = "place:"
"""A Correction of a place has this and the project's id as its subject."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A place expression, as one would write it in a plan: 北外环(甲路—乙路段)."""

    text: str


@dataclass(frozen=True, slots=True)
class Picked:
    """Features of the gazetteer; of one line, with two ends, the stretch between where these cross it."""

    features: tuple[FeatureKey, ...]
    between: tuple[FeatureKey, FeatureKey] | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A geometry (EPSG:4490). by_hand: drawn on the board's map; else given with its coordinates."""

    geometry: BaseGeometry
    by_hand: bool = True


@dataclass(frozen=True, slots=True)
class InTowns:
    """Only the towns are known: code and name of each."""

    towns: tuple[tuple[str, str], ...]


Placement = Expression | Picked | Drawn | InTowns


def written(placement: Placement) -> tuple[str, str]:
    """A Correction's field and becomes."""
    match placement:
        case Expression(text):
            return "expression", text
        case Picked(features, between):
            said = {"features": [list(key) for key in features], "between": [list(key) for key in between] if between else None}
            return "features", json.dumps(said, ensure_ascii=False)
        case Drawn(geometry, by_hand):
            return ("drawn" if by_hand else "geometry"), shapely.to_geojson(geometry)
        case InTowns(towns):
            return "towns", json.dumps(dict(towns), ensure_ascii=False)


def read(field: str, becomes: str) -> Placement:
    """The inverse of :func:`written`. Raises ValueError for what it never wrote."""
    try:
        return _READERS[field](becomes)
    except (KeyError, TypeError, AttributeError, ValueError, shapely.errors.ShapelyError) as error:
        raise ValueError(f"not a placement: {field!r} {becomes[:60]!r}") from error


def _picked(text: str) -> Picked:
    said = json.loads(text)
    keys = tuple((str(name), str(kind)) for name, kind in said["features"])
    between = said.get("between")
    if not keys or (between and len(between) != 2):
        raise ValueError("one feature at least, and two ends or none")
    return Picked(keys, tuple((str(name), str(kind)) for name, kind in between) if between else None)


def _geometry(text: str) -> BaseGeometry:
    geometry = shapely.from_geojson(text)
    if geometry is None or geometry.is_empty:
        raise ValueError("no geometry")
    return geometry


def _expression(text: str) -> Expression:
    if not text.strip():
        raise ValueError("no words")
    return Expression(text)


def _towns(text: str) -> InTowns:
    towns = tuple((str(code), str(name)) for code, name in json.loads(text).items())
    if not towns:
        raise ValueError("no town")
    return InTowns(towns)


_READERS: dict[str, Callable[[str], Placement]] = {
    "expression": _expression,
    "features": _picked,
    "drawn": lambda text: Drawn(_geometry(text), by_hand=True),
    "geometry": lambda text: Drawn(_geometry(text), by_hand=False),
    "towns": _towns,
}

_SHAPES = {"Point": "点", "LineString": "线", "Polygon": "面"}


def described(field: str, becomes: str) -> str:
    """A placement in a reader's words; what cannot be read is shown as it stands."""
    try:
        placement = read(field, becomes)
    except ValueError:
        return becomes[:80]
    match placement:
        case Expression(text):
            return f"地点表述“{text}”"
        case Picked(features, between):
            names = "、".join(name for name, _ in features)
            return f"要素:{names}" + (f"({between[0][0]}—{between[1][0]}段)" if between else "")
        case Drawn(geometry, by_hand):
            shape = _SHAPES.get(geometry.geom_type.removeprefix("Multi"), "图形")
            return f"手绘的{shape}" if by_hand else f"给定坐标的{shape}"
        case InTowns(towns):
            return f"仅知所在镇(街道):{'、'.join(name for _, name in towns)}"
