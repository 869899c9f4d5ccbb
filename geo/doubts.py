"""Doubts about coordinates: axes exchanged, or a datum other than the declared one. A doubt is told, never acted on."""

from __future__ import annotations

from collections.abc import Sequence

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


# Ends of lines that may have been cut off at the border are those within this of it, in any datum: more than any shift.
_NEAR_BORDER_M = 1500.0
# So well (metres) do cut ends lie on the border when the datum is right: a public outline is good to about a hundred.
_ON_BORDER_M = 150.0
# Fewer ends, or ends of fewer lines, say nothing.
_LEAST_ENDS, _LEAST_LINES = 12, 6


def border_fits(lines: Sequence[BaseGeometry], region: Region) -> dict[str, float]:
    """``datum_fits`` of a layer by the ends of its lines, where these were cut off at the region's border; {} where they were not.

    lines: as given, in degrees. A layer of one city's roads and rivers ends where the city does. If half of the ends near the
    border lie on it in one datum, and in no other, that is its datum; ends that lie anywhere fit none. Lines drawn from a
    description cannot tell: they are further from the truth than one datum from another.
    """
    outer = to_metres(region.outline.boundary, region)
    tips = [(number, tip) for number, line in enumerate(lines) for part in shapely.get_parts(line) for tip in _tips(part)]
    if not tips:
        return {}
    number, points = np.array([one for one, _ in tips]), np.array([tip for _, tip in tips], dtype=object)
    apart = [
        shapely.distance(outer, to_metres(convert_datum(points, datum, "CGCS2000"), region)) for datum in ("CGCS2000", "GCJ-02", "BD-09")
    ]
    near = np.min(apart, axis=0) <= _NEAR_BORDER_M
    if near.sum() < _LEAST_ENDS or len(set(number[near].tolist())) < _LEAST_LINES:
        return {}
    fits = datum_fits(points[near], region.outline.boundary, region)
    best, second = sorted(fits.values())[:2]
    return fits if best <= _ON_BORDER_M and best * 2 <= second else {}


def _tips(line: BaseGeometry) -> list[BaseGeometry]:
    return [] if line.geom_type != "LineString" or line.is_closed else [shapely.get_point(line, 0), shapely.get_point(line, -1)]


def suspected_datum(fits: dict[str, float], declared: str, *, at_least_m: float = 100.0) -> str | None:
    """The datum that fits so much better than the declared one that the declaration must be doubted, or None.

    It must fit at least twice as well and bring the points at least_m nearer: a rough reference proves nothing by metres.
    """
    declared = "CGCS2000" if named_datum(declared) == "WGS-84" else named_datum(declared)
    best = min(fits, key=fits.__getitem__)
    clearly = fits[best] * 2 <= fits[declared] and fits[declared] - fits[best] >= at_least_m
    return best if best != declared and clearly else None
