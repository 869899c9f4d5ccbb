"""Many lines laid end to end in arrays, and where pairs of them cross, worked out for all pairs at once.

One crossing of two short lines costs GEOS some 25 microseconds, most of it for setting up; ten thousand pairs worked out
together cost one or two each. Only the plain case is answered here (two lines that cross or touch at points); where they run
together, or do not meet, the answer is None and whoever asks turns to the exact geometry.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from geo.grid import spread
from geo.lines import ROUNDING_M, SAME_POINT_M, Spot

_LINESTRING = 1
# Longer lines are left to GEOS, which has an index for their segments.
_MOST_VERTICES = 512
# How far beyond its end, as a share of its length, a segment still reaches: rounding, no more.
_REACH = 1e-9


class Strands:
    """The single lines among shapes, in metres and degrees. Shapes that are no single line have no vertices here.

    start: where each shape's vertices begin (one more than shapes); xy, lonlat, measures: by vertex, measures in metres from the
    head of its line; closed: whether each shape ends where it begins.
    """

    def __init__(self, metric: np.ndarray, degrees: Sequence[shapely.Geometry]) -> None:
        single = (shapely.get_type_id(metric) == _LINESTRING) & ~shapely.is_empty(metric)
        self.xy, owner = shapely.get_coordinates(np.where(single, metric, None), return_index=True)
        self.lonlat = shapely.get_coordinates(np.where(single, np.asarray(degrees, dtype=object), None))
        self.start = np.searchsorted(owner, np.arange(len(metric) + 1))
        self._starts: list[int] = self.start.tolist()  # one number is looked up faster in a list
        self._size = size = np.diff(self.start)
        steps = np.zeros(len(owner))
        if len(owner):
            steps[1:] = np.hypot(*np.diff(self.xy, axis=0).T) * (owner[1:] == owner[:-1])
        ruler = np.cumsum(steps)
        filled = np.flatnonzero(size)
        heads = self.start[filled]
        self.measures = ruler - np.repeat(ruler[heads], size[filled])
        self.closed = np.zeros(len(metric), dtype=bool)
        ring = filled[size[filled] > 3]
        self.closed[ring] = np.hypot(*(self.xy[self.start[ring + 1] - 1] - self.xy[self.start[ring]]).T) <= SAME_POINT_M
        # Boxes as rows west, south, east, north; of no vertices, one that meets nothing.
        self._box = np.tile([np.inf, np.inf, -np.inf, -np.inf], (len(metric), 1))
        if len(filled):
            self._box[filled] = np.hstack([bound.reduceat(self.xy, heads) for bound in (np.minimum, np.maximum)])

    def span(self, number: int) -> slice:
        """Where a shape's vertices are; empty when it is no single line."""
        return slice(self._starts[number], self._starts[number + 1])

    def crossings(self, pairs: Sequence[tuple[int, int]]) -> list[list[Spot] | None]:
        """For each pair of shapes, the places on the first where the second meets it, in order along it."""
        found: list[list[Spot] | None] = [None] * len(pairs)
        if not pairs:
            return found
        first, second = np.array(pairs, dtype=np.intp).T
        sizes = self._size[first], self._size[second]
        fit = np.flatnonzero((np.minimum(*sizes) > 1) & (np.maximum(*sizes) <= _MOST_VERTICES))
        pair_a, a = self._near(first[fit], second[fit])
        pair_b, b = self._near(second[fit], first[fit])
        row_a, row_b = _products(pair_a, pair_b, len(fit))
        pair, a, b = pair_a[row_a], a[row_a], b[row_b]
        t, meets, parallel = _meet(*self._steps(a), *self._steps(b))
        together = np.zeros(len(fit), dtype=bool)
        together[pair[parallel]] = True
        rows = np.flatnonzero(meets & ~together[pair])
        pair, a, share = fit[pair[rows]], a[rows], np.clip(t[rows], 0.0, 1.0)
        measure = self.measures[a] + share * (self.measures[a + 1] - self.measures[a])
        length = self.measures[self.start[first[pair] + 1] - 1]
        measure = np.where(np.abs(length - measure) < ROUNDING_M, length, measure)
        lonlat = self.lonlat[a] + share[:, None] * (self.lonlat[a + 1] - self.lonlat[a])
        order = np.lexsort((measure, pair))
        for i, metres, place in zip(pair[order].tolist(), measure[order].tolist(), lonlat[order].tolist(), strict=True):
            known = found[i]
            if known is None:
                found[i] = [Spot(metres, 0.0, 0, (place[0], place[1]))]
            elif metres - known[-1].measure > SAME_POINT_M:
                known.append(Spot(metres, 0.0, 0, (place[0], place[1])))
        for i in np.flatnonzero(self.closed[first]).tolist():
            known = found[i]
            if known and len(known) > 1 and known[-1].measure - known[0].measure > self._length(first[i]) - SAME_POINT_M:
                known.pop()  # a ring's end is its beginning
        return found

    def _length(self, number: int) -> float:
        return float(self.measures[self.start[number + 1] - 1])

    def _near(self, lines: np.ndarray, others: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Segments of each line (by their first vertex) whose box meets the other's box, with the pair each belongs to."""
        pair, nth = spread(self._size[lines] - 1)
        vertex = self.start[lines][pair] + nth
        west, south, east, north = self._box[others].T
        x, y, x_2, y_2 = self._steps(vertex)
        near = (np.minimum(x, x_2) <= east[pair]) & (np.maximum(x, x_2) >= west[pair])
        near &= (np.minimum(y, y_2) <= north[pair]) & (np.maximum(y, y_2) >= south[pair])
        return pair[near], vertex[near]

    def _steps(self, vertex: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """The segments that begin at vertices: x, y of their beginnings, x, y of their ends."""
        (x, y), (x_2, y_2) = self.xy[vertex].T, self.xy[vertex + 1].T
        return x, y, x_2, y_2


def _products(pair_a: np.ndarray, pair_b: np.ndarray, pairs: int) -> tuple[np.ndarray, np.ndarray]:
    """Every row of a with every row of b that belongs to the same pair; both are sorted by pair."""
    count = np.bincount(pair_b, minlength=pairs)
    begin = np.cumsum(count) - count
    row_a, nth = spread(count[pair_a])
    return row_a, begin[pair_a][row_a] + nth


def _meet(
    p_x: np.ndarray, p_y: np.ndarray, p_x_2: np.ndarray, p_y_2: np.ndarray,
    q_x: np.ndarray, q_y: np.ndarray, q_x_2: np.ndarray, q_y_2: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Segments p against segments q, row by row: where on p (0 to 1), whether they meet, whether they may run together."""
    r_x, r_y, s_x, s_y, way_x, way_y = p_x_2 - p_x, p_y_2 - p_y, q_x_2 - q_x, q_y_2 - q_y, q_x - p_x, q_y - p_y
    cross = r_x * s_y - r_y * s_x
    parallel = np.abs(cross) <= 1e-9 * np.hypot(r_x, r_y) * np.hypot(s_x, s_y)
    with np.errstate(divide="ignore", invalid="ignore"):
        t = (way_x * s_y - way_y * s_x) / cross
        u = (way_x * r_y - way_y * r_x) / cross
    meets = (t >= -_REACH) & (t <= 1 + _REACH) & (u >= -_REACH) & (u <= 1 + _REACH) & ~parallel
    apart = (np.minimum(p_x, p_x_2) > np.maximum(q_x, q_x_2)) | (np.maximum(p_x, p_x_2) < np.minimum(q_x, q_x_2))
    apart |= (np.minimum(p_y, p_y_2) > np.maximum(q_y, q_y_2)) | (np.maximum(p_y, p_y_2) < np.minimum(q_y, q_y_2))
    return t, meets, parallel & ~apart
