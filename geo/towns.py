"""How much of a place lies in which town: lines by length, areas by area, points by number.

All measuring is done in the region's projected CRS. What lies outside every town is kept under the code ''. A line that
runs along the border of two towns (within half a metre of it) is shared equally between them: a road on the border belongs
to both sides, and neither digitiser's half metre may decide. Shares of a place always sum to 1.

Shares by area are of the towns as drawn: where a town's polygon includes sea or tidal flats they are not shares of land.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from data.model import Region, TownShare
from geo.borders import Borders
from geo.crs import projector
from geo.mosaic import BORDER, Mosaic
from geo.projection import Fitted

# Within this distance of a border (metres) a line runs along it.
BORDER_M = 0.5

# A piece is a sliver, given to the place's largest piece, when below this and below a hundredth of the whole.
SLIVER_M = 5.0
SLIVER_M2 = 25.0
SLIVER_SHARE = 0.01

# Places shared out in one go: their coordinates still fit a processor's cache, and every processor gets some.
_BATCH = 4_000

_FAR_M = 1e8
_NOWHERE = shapely.Point(0, -90)
_POLYGON = 3  # shapely's type ids above are collections

BASES = ("point", "length", "area")


@dataclass(frozen=True, slots=True)
class ShareTable:
    """Shares of many places as arrays of equal length, sorted by place, the largest share of a place first.

    place: index of the place; town: index of the town, -1 outside; share: 0-1; measure: metres, square metres or a count;
    dimension (by place): 0 points, 1 lines, 2 areas, -1 for a place without geometry, which has no rows.
    """

    place: np.ndarray
    town: np.ndarray
    share: np.ndarray
    measure: np.ndarray
    dimension: np.ndarray


class TownIndex:
    """The towns of a region, prepared to say what lies in which. Building it costs milliseconds; keep it for many places.

    Threads may share it.
    """

    def __init__(self, region: Region) -> None:
        self.region = region
        # The last stands for what is outside, whose number is -1.
        self._towns = [*((town.code, town.name) for town in region.towns), ("", f"{region.name}以外")]
        shapes = np.array([town.geometry for town in region.towns], dtype=object)
        self._project = Fitted(projector(region).transform, _around(shapes))
        self._polygons = shapely.transform(shapes, self._project, interleaved=False)
        shapely.prepare(self._polygons)
        # GEOS changes a prepared polygon while it answers, without care for who else asks: two at once end the process.
        self._polygons_in_use = threading.Lock()
        bounds = shapely.bounds(self._polygons) + np.array([-BORDER_M, -BORDER_M, BORDER_M, BORDER_M])
        self._boxes = shapely.STRtree(shapely.box(*bounds.T))
        self._borders = Borders(self._polygons, tolerance=BORDER_M)

    def shares(self, geometry: BaseGeometry | None, *, project: str = "") -> tuple[TownShare, ...]:
        """Shares of one place in degrees (EPSG:4490), the largest first; () without a geometry."""
        return self.shares_many([geometry], projects=[project])[0]

    def shares_many(
        self, geometries: Sequence[BaseGeometry | None], *, projects: Sequence[str] = ()
    ) -> list[tuple[TownShare, ...]]:
        """Shares of many places at once, in their order. projects: ids to write into the shares, one a place."""
        table = self.table(geometries)
        names = projects or [""] * len(geometries)
        ends = np.searchsorted(table.place, np.arange(len(geometries) + 1))
        rows = list(zip(table.town.tolist(), table.share.tolist(), table.measure.tolist(), strict=True))
        return [
            tuple([self._share(name, dimension, *row) for row in rows[begin:end]])
            for name, dimension, (begin, end) in zip(names, table.dimension.tolist(), pairwise(ends.tolist()), strict=True)
        ]

    def table(self, geometries: Sequence[BaseGeometry | None]) -> ShareTable:
        """Shares of many places as arrays: the fast way. Of a mixed collection only the parts of highest dimension count."""
        batches = [geometries[begin:begin + _BATCH] for begin in range(0, len(geometries), _BATCH)] or [geometries]
        if len(batches) == 1:
            return self._table(geometries)
        _ = self._mosaic  # laid once, before threads ask for it together
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            tables = list(pool.map(self._table, batches))
        for number, table in enumerate(tables):
            table.place[:] += number * _BATCH
        return ShareTable(*(np.concatenate([getattr(table, column) for table in tables]) for column in ShareTable.__slots__))

    def _table(self, geometries: Sequence[BaseGeometry | None]) -> ShareTable:
        parts, place = _parts(np.array(geometries, dtype=object))
        dimension = shapely.get_dimensions(parts)
        # A line without length, a polygon without area: it is at a place, but has no extent to share.
        dimension = np.where((dimension == 1) & (shapely.length(parts) == 0), 0, dimension)
        dimension = np.where((dimension == 2) & (shapely.area(parts) == 0), 0, dimension)
        highest = np.full(len(geometries), -1)
        np.maximum.at(highest, place, dimension)
        rows = [
            measure(parts[chosen], place[chosen])
            for number, measure in enumerate((self._points, self._lines, self._areas))
            if (chosen := (dimension == number) & (highest[place] == number)).any()
        ]
        return _merged([np.concatenate(column) for column in zip(*rows, strict=True)] if rows else [np.empty(0)] * 3, highest)

    def _metres(self, xy: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Degrees to metres. The far side of the earth has no place in the projection: it stays far away, but finite."""
        x, y = self._project(xy[:, 0], xy[:, 1])
        return np.clip(x, -_FAR_M, _FAR_M), np.clip(y, -_FAR_M, _FAR_M)

    def _points(self, points: np.ndarray, place: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        xy, owner = shapely.get_coordinates(points, return_index=True)
        first = np.searchsorted(owner, np.arange(len(points)))
        x, y = self._metres(xy[first])
        return self._settled(place, np.ones(len(points)), x, y, near=np.ones(len(points), dtype=bool))

    def _lines(self, lines: np.ndarray, place: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        xy, line = shapely.get_coordinates(lines, return_index=True)
        pieces = self._borders.cut(*self._metres(xy), line, clear=self._mosaic.clear)
        owner, town = place[pieces.line], self._mosaic.at(pieces.x, pieces.y)
        known, close = town != BORDER, town == BORDER
        settled = self._settled(owner[close], pieces.length[close], pieces.x[close], pieces.y[close], near=pieces.along[close])
        ready = owner[known], town[known], pieces.length[known]
        place, town, measure = (np.concatenate(pair) for pair in zip(ready, settled, strict=True))
        return place, town, measure

    @cached_property
    def _mosaic(self) -> Mosaic:
        return Mosaic(self._borders.grid, self._borders.bordered, self._town_at)

    def _town_at(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """The town at each place (metres), -1 outside."""
        index, town, _ = self._settled(np.arange(len(x)), np.ones(len(x)), x, y, near=np.zeros(len(x), dtype=bool))
        found = np.full(len(x), -1)
        found[index] = town
        return found

    def _areas(self, areas: np.ndarray, place: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        areas = shapely.transform(areas, self._project, interleaved=False)
        index, town = self._boxes.query(areas)
        with self._polygons_in_use:
            whole = shapely.covers(self._polygons[town], areas[index])
        measure = np.where(whole, shapely.area(areas[index]), 0.0)
        cut = ~whole
        measure[cut] = shapely.area(shapely.intersection(areas[index[cut]], self._polygons[town[cut]]))
        inside = np.bincount(index, measure, minlength=len(areas))
        # Overlapping towns (a faulty layer) count an area twice; what is counted is then more than there is.
        outside = np.maximum(shapely.area(areas) - inside, 0.0)
        beyond = np.full(len(areas), -1)
        return np.concatenate([place[index], place]), np.concatenate([town, beyond]), np.concatenate([measure, outside])

    def _settled(
        self, place: np.ndarray, measure: np.ndarray, x: np.ndarray, y: np.ndarray, *, near: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Give each measure to the town at its point; where near says so, equally to all within the border's tolerance."""
        points = shapely.points(x, y)
        index, town = self._boxes.query(points)
        order = np.argsort(town, kind="stable")  # one prepared polygon after the other
        index, town = index[order], town[order]
        beside = near[index]
        with self._polygons_in_use:
            there = shapely.intersects_xy(self._polygons[town], x[index], y[index])
            there[beside] = shapely.dwithin(self._polygons[town[beside]], points[index[beside]], BORDER_M)
        index, town = index[there], town[there]
        sharing = np.bincount(index, minlength=len(points))
        lost = np.flatnonzero(sharing == 0)
        return (
            np.concatenate([place[index], place[lost]]),
            np.concatenate([town, np.full(len(lost), -1)]),
            np.concatenate([measure[index] / sharing[index], measure[lost]]),
        )

    def _share(self, project: str, dimension: int, town: int, share: float, measure: float) -> TownShare:
        code, name = self._towns[town]
        return TownShare(
            project=project,
            town=code,
            name=name,
            share=share,
            length_m=measure if dimension == 1 else None,
            area_m2=measure if dimension == 2 else None,
            basis=BASES[dimension],
        )


def _around(shapes: np.ndarray) -> tuple[float, float, float, float]:
    """The box of towns in degrees, and a tenth of it more on every side, where lines still run."""
    if not len(shapes):
        return (0.0, 0.0, 0.0, 0.0)
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    return west - (east - west) / 10, south - (north - south) / 10, east + (east - west) / 10, north + (north - south) / 10


def _parts(geometries: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The single points, lines and valid polygons that geometries are made of, and which geometry each belongs to."""
    # Degrees that are none cannot be projected: they are nowhere near any town, and a point says so.
    xy = shapely.get_coordinates(geometries)
    strange = ~((np.abs(xy[:, 0]) <= 360) & (np.abs(xy[:, 1]) <= 90))
    if strange.any():
        _, owner = shapely.get_coordinates(geometries, return_index=True)
        geometries[owner[strange]] = _NOWHERE
    parts, place = geometries, np.arange(len(geometries))
    areas = np.flatnonzero(shapely.get_dimensions(parts) == 2)
    broken = areas[~shapely.is_valid(parts[areas])]
    parts[broken] = shapely.make_valid(parts[broken])
    while (shapely.get_type_id(parts) > _POLYGON).any():
        parts, index = shapely.get_parts(parts, return_index=True)
        place = place[index]
    kept = ~(shapely.is_empty(parts) | shapely.is_missing(parts))
    return parts[kept], place[kept]


def _merged(columns: Sequence[np.ndarray], dimension: np.ndarray) -> ShareTable:
    """One row a place and town, slivers merged, largest first, shares normalised."""
    place, town, measure = columns
    place, town = place.astype(np.intp), town.astype(np.intp)
    width = int(town.max(initial=0)) + 2
    key, group = np.unique(place * width + town + 1, return_inverse=True)
    measure = np.bincount(group, measure, minlength=len(key))
    place, town = key // width, key % width - 1
    order = np.lexsort((town, -measure, place))
    place, town, measure = place[order], town[order], measure[order]
    whole = np.bincount(place, measure, minlength=len(dimension))
    limit = np.array([0.0, SLIVER_M, SLIVER_M2])[dimension[place]]
    largest = np.concatenate([[True], place[1:] != place[:-1]]) if len(place) else np.empty(0, dtype=bool)
    kept = largest | ((measure >= limit) & (measure > 0)) | (measure > SLIVER_SHARE * whole[place])
    merged = np.bincount(place[~kept], measure[~kept], minlength=len(dimension))
    measure = np.where(largest, measure + merged[place], measure)[kept]
    place, town = place[kept], town[kept]
    return ShareTable(place, town, measure / whole[place], measure, dimension)
