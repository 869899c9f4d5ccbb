"""GeoJSON (RFC 7946): the geometry as it is kept, lon/lat. CGCS2000 and the WGS 84 of the standard agree within a metre."""

from __future__ import annotations

import json
from typing import Any

import shapely
from shapely.geometry import mapping

from etl.export.subject import Subject
from etl.export.table import COLUMNS, Value


def to_geojson(subject: Subject) -> bytes:
    """A FeatureCollection; a project that is not on the map has no geometry, and says why."""
    board = subject.board
    features = [
        {
            "type": "Feature", "id": row.id, "geometry": _geometry(subject, row.id),
            "properties": {column.name: plain(column.value(row)) for column in COLUMNS} | {"demo": board.demo},
        }
        for row in board.rows
    ]  # fmt: skip
    about = {
        "title": subject.title, "as_of": plain(board.as_of), "rule": board.rule, "demo": board.demo,
        "sources": [source.name for source in board.sources],
    }  # fmt: skip
    return json.dumps({"type": "FeatureCollection", **about, "features": features}, ensure_ascii=False, indent=1).encode()


def plain(value: Value) -> Any:
    """The value as JSON has it: dates as ISO text."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def _geometry(subject: Subject, project: str) -> dict[str, Any] | None:
    place = subject.places.get(project)
    # Right-handed rings, as RFC 7946 asks.
    return None if place is None else mapping(shapely.orient_polygons(place.geometry, exterior_cw=False))
