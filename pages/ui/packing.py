"""Geometry as the map takes it (打包): whole numbers, each vertex as the step from the one before.

A map of five thousand lines is two hundred thousand vertices. As GeoJSON each is a list of two decimal fractions, which a
browser reads, and collects as garbage, one by one; as one list of small whole numbers a line is read at once, and the text is a
third as long. ``shape.js`` is the other side.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

SCALE = 100_000
"""Whole numbers a degree: the five decimals that a map layer has (:mod:`data.views.layers`), about 1 m."""

POINT, LINE, RING, HOLE = range(4)


def gzipped(text: str) -> bytes:
    """A text, gzipped, as a browser unpacks it."""
    return gzip.compress(text.encode("utf-8"), compresslevel=6, mtime=0)


def parts(geometry: Mapping[str, Any]) -> list[list[int]]:
    """A GeoJSON geometry of any type as its parts. Each is a kind (POINT, LINE, RING for an area's edge, HOLE for what is cut out of
    the RING before it), then longitude and latitude of its first vertex, then steps, all in 1/SCALE of a degree.
    """
    return [[kind, *_steps(vertices)] for kind, vertices in _plain(geometry) if vertices]


def features(collection: str) -> list[dict[str, Any]]:
    """The features of a GeoJSON FeatureCollection: the properties of each, and its geometry's ``parts`` (none where it has none)."""
    return [
        {**one["properties"], "parts": parts(one["geometry"]) if one["geometry"] else []} for one in json.loads(collection)["features"]
    ]


def _plain(geometry: Mapping[str, Any]) -> Iterator[tuple[int, list[Any]]]:
    if geometry["type"] == "GeometryCollection":
        for one in geometry["geometries"]:
            yield from _plain(one)
        return
    at = geometry["coordinates"]
    match geometry["type"]:
        case "Point":
            yield POINT, [at] if at else []
        case "MultiPoint":
            yield from ((POINT, [point]) for point in at)
        case "LineString":
            yield LINE, at
        case "MultiLineString":
            yield from ((LINE, line) for line in at)
        case "Polygon":
            yield from _rings(at)
        case "MultiPolygon":
            for area in at:
                yield from _rings(area)


def _rings(area: list[Any]) -> Iterator[tuple[int, list[Any]]]:
    yield from ((HOLE if number else RING, ring) for number, ring in enumerate(area))


def _steps(vertices: list[Any]) -> list[int]:
    whole = np.rint(np.array([vertex[:2] for vertex in vertices]) * SCALE).astype(np.int64)
    return np.concatenate([whole[:1], np.diff(whole, axis=0)]).ravel().tolist()
