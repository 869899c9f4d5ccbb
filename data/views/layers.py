"""Geometry for the map, slim: simplified by 0.00005° (about 5 m), five decimals (about 1 m), as GeoJSON texts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from data.model import Feature, Location, Town
from data.store import Store
from data.views.assemble import NOT_ON_MAP
from data.views.connect import region_of
from data.views.shapes import MapLayers

TOLERANCE = 0.00005
DECIMALS = 5


def map_layers(store: Store) -> MapLayers:
    """Towns, base and the projects' shapes of the store as it is; to be kept by the caller for as long as the version stays.

    Before the first load the towns and base are those of the region pack. Each town carries code, name, approximate and
    ``label``: a point [lon, lat] well inside its largest part, where its name can stand.
    """
    with store.reading() as now:
        towns, features = now.fetch(Town), now.fetch(Feature)
        places = now.fetch(Location)
    pack = region_of(store)
    towns, features = towns or pack.towns, features or pack.features
    drawn = [place for place in places if place.geometry is not None and not place.geometry.is_empty]
    placed = [place for place in drawn if place.precision not in NOT_ON_MAP]
    shapes = slim([place.geometry for place in placed])
    return MapLayers(
        towns=_collection([_town(town) for town in towns], slim_coverage([town.geometry for town in towns])),
        base=_collection([{"name": one.name, "kind": one.kind} for one in features], slim([one.geometry for one in features])),
        shapes={place.project: shape for place, shape in zip(placed, shapes, strict=True)},
        places={place.project: replace(place, geometry=None) for place in places}, bbox=tuple(pack.bbox),
    )  # fmt: skip


def slim(geometries: Sequence[BaseGeometry]) -> list[dict[str, Any]]:
    """GeoJSON geometries, simplified and rounded; what simplifying would make vanish keeps its form."""
    return _geojson(shapely.simplify(np.array(geometries, dtype=object), TOLERANCE, preserve_topology=True))


def slim_coverage(geometries: Sequence[BaseGeometry]) -> list[dict[str, Any]]:
    """The same for areas that share borders: a shared border stays shared, so that no gap opens between towns."""
    areas = np.array(geometries, dtype=object)
    if not len(areas) or not shapely.coverage_is_valid(areas):
        return slim(geometries)
    return _geojson(shapely.coverage_simplify(areas, TOLERANCE))


def _geojson(geometries: np.ndarray) -> list[dict[str, Any]]:
    if not len(geometries):
        return []
    rounded = shapely.transform(geometries, lambda points: np.round(points, DECIMALS))
    return [json.loads(text) for text in shapely.to_geojson(rounded)]


def _town(town: Town) -> dict[str, Any]:
    return {"code": town.code, "name": town.name, "approximate": town.approximate, "label": label_point(town.geometry)}


def label_point(area: BaseGeometry) -> list[float]:
    """The centre of the largest circle inside an area's largest part, [lon, lat]."""
    parts = shapely.get_parts(area)
    largest = parts[int(np.argmax(shapely.area(parts)))]
    centre = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=0.001), 0)
    if centre is None or not shapely.contains(largest, centre):
        centre = largest.representative_point()
    return [round(centre.x, DECIMALS), round(centre.y, DECIMALS)]


def _collection(properties: Sequence[dict[str, Any]], geometries: Sequence[dict[str, Any]]) -> str:
    features = [
        {"type": "Feature", "properties": about, "geometry": shape}
        for about, shape in zip(properties, geometries, strict=True)
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":"))
