"""Doubts about coordinates: axes exchanged, or a datum other than the declared one. A doubt is told, never acted on."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from data.model import Region
from geo.crs import to_metres
from geo.datums import convert_datum, named_datum


def axes_swapped(geometry: BaseGeometry | np.ndarray, bbox: tuple[float, float, float, float]) -> bool:
    """Whether the middle of the geometry lies in the box only once its axes are exchanged (latitude came first)."""
    west, south, east, north = shapely.total_bounds(geometry)
    box, x, y = shapely.box(*bbox), (west + east) / 2, (south + north) / 2
    return not shapely.intersects_xy(box, x, y) and bool(shapely.intersects_xy(box, y, x))


def swap_axes(geometry: BaseGeometry | np.ndarray) -> BaseGeometry | np.ndarray:
    """The geometry (or an array of them) with x and y exchanged."""
    return shapely.transform(geometry, lambda x, y: (y, x), interleaved=False)


def datum_fits(points: np.ndarray, reference: BaseGeometry, region: Region) -> dict[str, float]:
    """How far points would lie from where they ought to, were they in each datum: the median distance in metres.

    points: shapely Points as given, in degrees; reference: geometry in EPSG:4490 on which the points lie if read rightly (an
    outline for a layer's outer border, roads for road vertices). The two names of one datum stand as 'CGCS2000'.
    """
    onto = to_metres(reference, region)
    shapely.prepare(onto)
    fits = {}
    for datum in ("CGCS2000", "GCJ-02", "BD-09"):
        moved = to_metres(convert_datum(points, datum, "CGCS2000"), region)
        fits[datum] = float(np.median(shapely.distance(onto, moved)))
    return fits


def suspected_datum(fits: dict[str, float], declared: str, *, at_least_m: float = 100.0) -> str | None:
    """The datum that fits so much better than the declared one that the declaration must be doubted, or None.

    It must fit at least twice as well and bring the points at least_m nearer: a rough reference proves nothing by metres.
    """
    declared = "CGCS2000" if named_datum(declared) == "WGS-84" else named_datum(declared)
    best = min(fits, key=fits.__getitem__)
    clearly = fits[best] * 2 <= fits[declared] and fits[declared] - fits[best] >= at_least_m
    return best if best != declared and clearly else None
