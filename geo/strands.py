"""Many lines laid end to end in arrays, and where pairs of them cross, worked out for all pairs at once.

One crossing of two short lines costs GEOS some 25 microseconds, most of it for setting up; ten thousand pairs worked out
together cost one or two each. Only the plain case is answered here (two lines that cross or touch at points); where they run
together, or do not meet, the answer is None and whoever asks turns to the exact geometry.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

# A place on a line: metres from its head, and longitude and latitude.
Crossing = tuple[float, tuple[float, float]]

_LINESTRING = 1
# Longer lines are left to GEOS, which has an index for their segments.
_MOST_VERTICES = 512
# How far beyond its end, as a share of its length, a segment still reaches: rounding, no more.
_REACH = 1e-9


class Strands:
    """The single lines among shapes, in metres and degrees. Shapes that are no single line have no vertices here."""

    def __init__(self, metric: np.ndarray, degrees: Sequence[shapely.Geometry]) -> None:
        single = (shapely.get_type_id(metric) == _LINESTRING) & ~shapely.is_empty(metric)
        self.xy, owner = shapely.get_coordinates(np.where(single, metric, None), return_index=True)
        self.lonlat = shapely.get_coordinates(np.where(single, np.asarray(degrees, dtype=object), None))
        self.start = np.searchsorted(owner, np.arange(len(metric) + 1))
        steps = np.zeros(len(owner))
        if len(owner):
            steps[1:] = np.hypot(*np.diff(self.xy, axis=0).T) * (owner[1:] == owner[:-1])
        ruler = np.cumsum(steps)
        heads = self.start[:-1][np.diff(self.start) > 0]
        self.measures = ruler - np.repeat(ruler[heads], np.diff(self.start)[np.diff(self.start) > 0])
        self._low, self._high = np.full((len(metric), 2), np.inf), np.full((len(metric), 2), -np.inf)
        if len(heads):
            filled = np.flatnonzero(np.diff(self.start) > 0)
            self._low[filled], self._high[filled] = (bound.reduceat(self.xy, heads) for bound in (np.minimum, np.maximum))

    def span(self, number: int) -> slice:
        """Where a shape's vertices are; empty when it is no single line."""
        return slice(int(self.start[number]), int(self.start[number + 1]))

    def crossings(self, pairs: Sequence[tuple[int, int]]) -> list[list[Crossing] | None]:
        """For each pair of shapes, the crossings on the first where the second meets it, in order along it."""
        found: list[list[Crossing] | None] = [None] * len(pairs)
        if not pairs:
            return found
        first, second = np.array(pairs, dtype=np.intp).T
        size = np.diff(self.start)
        fit = np.flatnonzero((np.minimum(size[first], size[second]) > 1) & (np.maximum(size[first], size[second]) <= _MOST_VERTICES))
        pair_a, a = self._near(first[fit], second[fit])
        pair_b, b = self._near(second[fit], first[fit])
        row_a, row_b = _products(pair_a, pair_b, len(fit))
        pair, a, b = pair_a[row_a], a[row_a], b[row_b]
        t, meets, parallel = _meet(self.xy[a], self.xy[a + 1], self.xy[b], self.xy[b + 1])
        together = np.zeros(len(fit), dtype=bool)
        together[pair[parallel]] = True
        rows = np.flatnonzero(meets & ~together[pair])
        pair, a, share = pair[rows], a[rows], np.clip(t[rows], 0.0, 1.0)
        measure = self.measures[a] + share * (self.measures[a + 1] - self.measures[a])
        lonlat = self.lonlat[a] + share[:, None] * (self.lonlat[a + 1] - self.lonlat[a])
        order = np.lexsort((measure, pair))
        number, measure, lonlat = fit[pair[order]].tolist(), measure[order].tolist(), lonlat[order].tolist()
        for i, metres, (lon, lat) in zip(number, measure, lonlat, strict=True):
            known = found[i]
            if known is None:
                found[i] = [(metres, (lon, lat))]
            else:
                known.append((metres, (lon, lat)))
        return found

    def _near(self, lines: np.ndarray, others: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Segments of each line (by their first vertex) whose box meets the other's box, with the pair each belongs to."""
        count = self.start[lines + 1] - self.start[lines] - 1
        pair = np.repeat(np.arange(len(lines)), count)
        vertex = self.start[lines][pair] + np.arange(len(pair)) - (np.cumsum(count) - count)[pair]
        head, tail, other = self.xy[vertex], self.xy[vertex + 1], others[pair]
        near = ((np.minimum(head, tail) <= self._high[other]) & (np.maximum(head, tail) >= self._low[other])).all(axis=1)
        return pair[near], vertex[near]


def _products(pair_a: np.ndarray, pair_b: np.ndarray, pairs: int) -> tuple[np.ndarray, np.ndarray]:
    """Every row of a with every row of b that belongs to the same pair; both are sorted by pair."""
    count = np.bincount(pair_b, minlength=pairs)
    begin = np.cumsum(count) - count
    times = count[pair_a]
    row_a = np.repeat(np.arange(len(pair_a)), times)
    row_b = begin[pair_a][row_a] + np.arange(len(row_a)) - (np.cumsum(times) - times)[row_a]
    return row_a, row_b


def _meet(p: np.ndarray, p_end: np.ndarray, q: np.ndarray, q_end: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Segments against segments, row by row: where on the first (0 to 1), whether they meet, whether they may run together."""
    r, s, way = p_end - p, q_end - q, q - p
    cross = r[:, 0] * s[:, 1] - r[:, 1] * s[:, 0]
    scale = np.hypot(*r.T) * np.hypot(*s.T)
    parallel = np.abs(cross) <= 1e-9 * scale
    with np.errstate(divide="ignore", invalid="ignore"):
        t = (way[:, 0] * s[:, 1] - way[:, 1] * s[:, 0]) / cross
        u = (way[:, 0] * r[:, 1] - way[:, 1] * r[:, 0]) / cross
    meets = (t >= -_REACH) & (t <= 1 + _REACH) & (u >= -_REACH) & (u <= 1 + _REACH) & ~parallel
    apart = (np.minimum(p, p_end) > np.maximum(q, q_end)).any(axis=1) | (np.maximum(p, p_end) < np.minimum(q, q_end)).any(axis=1)
    return t, meets, parallel & ~apart
