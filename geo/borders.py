"""Cutting many lines at many borders at once, without a general overlay.

A line is only ever asked where it comes near a border. Near is within a tolerance: what runs there runs *along* the border
and belongs to both sides. So each line is cut where it enters and where it leaves that band, and whoever asks gives every
piece to the polygons its middle lies in. Everything is arrays; which edges a segment may meet, a grid of tiles says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely

from geo.grid import Grid, spread

# Tiles for each border edge, and the most there are: finer ones leave less to look at closely, and cost more to lay.
_TILES_PER_EDGE = 20
_MOST_TILES = 3_000_000

# Rows of (line segment x border edge) looked at in one go: keeps memory near 100 MB whatever comes.
_ROWS = 1_000_000


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces of lines, in order along each line: index of the line, length in metres, the point half-way along (x, y), and
    whether the piece runs along a border.
    """

    line: np.ndarray
    length: np.ndarray
    x: np.ndarray
    y: np.ndarray
    along: np.ndarray


# Odd numbers without a pattern.
_MIX = np.array([0x1E3779B97F4A7C15, 0x3F58476D1CE4E5B9])

# A run in the band no longer than so many tolerances is a crossing.
_CROSSING = 10

# Of the steps from each vertex to the next (x, y, and lengths in metres): those that surely come near no border.
Clear = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]


class Borders:
    """The borders of polygons, in metres, ready to cut lines. Edges that two polygons share are kept once.

    edges: x, y, x, y of each (4 x n); grid: tiles over them; bordered: whether an edge comes into each tile, or within twice the tolerance.
    """

    def __init__(self, polygons: np.ndarray, *, tolerance: float) -> None:
        self.edges = edges = _edges(polygons)
        self._tolerance = tolerance
        number = edges.shape[1]
        # The beginning of an edge is never further east than its end.
        low, high = ((edges[0].min(), edges[1::2].min()), (edges[2].max(), edges[1::2].max())) if number else ((0, 0), (0, 0))
        self.grid = Grid(np.array(low), np.array(high), tiles=min(_TILES_PER_EDGE * number + 1, _MOST_TILES))
        edge, tile = self.grid.cover(*edges, margin=2 * tolerance)
        count = np.bincount(tile, minlength=self.grid.rows * self.grid.columns)
        # Tile by tile, so that what is looked at together lies together; an edge in several tiles is there several times.
        edge = edge[np.argsort(tile)]
        self._x, self._y, along_x, along_y = edges[0][edge], edges[1][edge], *(edges[2:] - edges[:2])[:, edge]
        self._length = np.hypot(along_x, along_y)
        self._unit_x, self._unit_y = along_x / self._length, along_y / self._length
        self._first = (np.cumsum(count) - count).astype(np.int32)
        self._count = count.astype(np.int32)
        self.bordered = count > 0

    def cut(self, x: np.ndarray, y: np.ndarray, line: np.ndarray, *, clear: Clear | None = None) -> Pieces:
        """The pieces of lines between entering and leaving a border's band.

        x, y: metres, by vertex; line: the line each vertex belongs to, ascending; clear: see Clear. The lengths of a line's
        pieces add up to its length; a line without length has no pieces.
        """
        between = np.flatnonzero(line[1:] != line[:-1])  # what leads from a line's last vertex to the next line is no step
        heads = np.concatenate([[0], between + 1])[: len(line)]
        tails = np.concatenate([between, [len(line) - 1]])[: len(line)]
        steps = _steps(x, y)
        steps[between] = 0.0
        # One ruler: all lines laid end to end, so that sorting and looking up need no loop over lines.
        ruler = np.zeros(len(line))
        np.cumsum(steps, out=ruler[1:])
        asked = ~clear(x, y, steps) if clear else np.ones(len(steps), dtype=bool)
        asked[between] = False
        vertex, enter, leave = self._bands(x, y, np.flatnonzero(asked))
        length = ruler[vertex + 1] - ruler[vertex]
        mark = np.concatenate([ruler[heads], ruler[tails], ruler[vertex] + enter * length, ruler[vertex] + leave * length])
        owner = np.concatenate([line[heads], line[heads], line[vertex], line[vertex]])
        depth = np.concatenate([np.zeros(2 * len(heads)), np.ones(len(vertex)), -np.ones(len(vertex))])
        order = np.lexsort((mark, owner))
        mark, owner = mark[order], owner[order]
        inside = np.cumsum(depth[order])[:-1] > 0
        mark = self._crossings(mark, owner, inside)
        length = np.diff(mark)
        real = (owner[1:] == owner[:-1]) & (length > 0)
        middle = ((mark[1:] + mark[:-1]) / 2)[real]
        at = np.searchsorted(ruler, middle, side="right") - 1
        share = (middle - ruler[at]) / (ruler[at + 1] - ruler[at])
        middle_x, middle_y = (places[at] + share * (places[at + 1] - places[at]) for places in (x, y))
        return Pieces(owner[1:][real], length[real], middle_x, middle_y, inside[real])

    def _crossings(self, mark: np.ndarray, owner: np.ndarray, inside: np.ndarray) -> np.ndarray:
        """A short run in the band is a crossing, no way along: the line is cut once, in the run's middle.

        Not at a line's very end: nothing follows there that the other half could go to.
        """
        begin = np.flatnonzero(inside & ~np.concatenate([[False], inside[:-1]]))
        end = np.flatnonzero(inside & ~np.concatenate([inside[1:], [False]])) + 1
        within = (begin > 0) & (end < len(mark) - 1)
        begin, end = begin[within], end[within]
        short = (owner[begin - 1] == owner[end + 1]) & (mark[end] - mark[begin] < _CROSSING * self._tolerance)
        begin, end = begin[short], end[short]
        run, nth = spread(end - begin + 1)
        moved = mark.copy()
        moved[begin[run] + nth] = ((mark[begin] + mark[end]) / 2)[run]
        return moved

    def _bands(self, x: np.ndarray, y: np.ndarray, segments: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Where segments run within bands: the first vertex of each, and at which shares of its length it enters and leaves.

        An edge in two of a segment's tiles is met twice over, which changes nothing.
        """
        row, tile = self.grid.cover(x[segments], y[segments], x[segments + 1], y[segments + 1])
        held = self.bordered[tile]
        vertex, tile = segments[row[held]], tile[held]
        count = self._count[tile]
        chunk = np.cumsum(count) // _ROWS
        found = []
        for part in np.split(np.arange(len(tile)), np.flatnonzero(np.diff(chunk)) + 1):
            row, nth = spread(count[part])
            found.append(self._within(x, y, vertex[part][row], self._first[tile[part]][row] + nth))
        vertex, enter, leave = (np.concatenate(column) for column in zip(*found, strict=True))
        return vertex, enter, leave

    def _within(self, x: np.ndarray, y: np.ndarray, vertex: np.ndarray, edge: np.ndarray) -> tuple[np.ndarray, ...]:
        """Of segments (by first vertex) paired with edges (as they lie in the tiles): those that run within the edge's band, and
        from where to where.

        In the edge's own axes (along, across) its band is a box and a segment is linear in t, so what lies in the box is one
        interval of t (clipping by slabs).
        """
        away_x, away_y = x[vertex] - self._x[edge], y[vertex] - self._y[edge]
        step_x, step_y = x[vertex + 1] - x[vertex], y[vertex + 1] - y[vertex]
        unit_x, unit_y = self._unit_x[edge], self._unit_y[edge]
        across, drift = unit_x * away_y - unit_y * away_x, unit_x * step_y - unit_y * step_x
        beyond = across + drift
        near = (np.minimum(across, beyond) <= self._tolerance) & (np.maximum(across, beyond) >= -self._tolerance)
        away_x, away_y, step_x, step_y, unit_x, unit_y, across, drift, vertex, edge = (
            column[near] for column in (away_x, away_y, step_x, step_y, unit_x, unit_y, across, drift, vertex, edge)
        )
        enter, leave = _slab(across, drift, -self._tolerance, self._tolerance)
        reach = self._length[edge] + self._tolerance
        enter_2, leave_2 = _slab(unit_x * away_x + unit_y * away_y, unit_x * step_x + unit_y * step_y, -self._tolerance, reach)
        enter, leave = np.maximum(np.maximum(enter, enter_2), 0.0), np.minimum(np.minimum(leave, leave_2), 1.0)
        within = enter <= leave
        return vertex[within], enter[within], leave[within]


def _steps(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """How far it is from each place to the next. In place, for there are millions."""
    steps, north = x[1:] - x[:-1], y[1:] - y[:-1]
    steps *= steps
    north *= north
    steps += north
    return np.sqrt(steps, out=steps)


def _edges(polygons: np.ndarray) -> np.ndarray:
    """Each edge of the polygons' rings once, as x, y, x, y (4 x n), from its western end on; of an upright one, the southern.

    Neighbours run along a shared edge in opposite directions. Sorted by one number made of both ends whichever comes first, several
    times faster than by four: what is equal comes to lie together.
    """
    xy, ring = shapely.get_coordinates(shapely.get_rings(polygons), return_index=True)
    x, y = xy.T + 0.0  # no vertex at minus nought
    finite = np.isfinite(x) & np.isfinite(y)
    moves = (x[1:] != x[:-1]) | (y[1:] != y[:-1])
    begin = np.flatnonzero((ring[1:] == ring[:-1]) & moves & finite[1:] & finite[:-1])
    mixed = x.view(np.int64) * _MIX[0] + y.view(np.int64) * _MIX[1]
    mixed *= mixed | 1
    begin = begin[np.argsort(mixed[begin] + mixed[begin + 1])]
    end = begin + 1
    turned = (x[begin] > x[end]) | ((x[begin] == x[end]) & (y[begin] > y[end]))
    first, last = begin + turned, end - turned
    edges = np.stack([x[first], y[first], x[last], y[last]])
    new = np.ones(len(begin), dtype=bool)
    new[1:] = (edges[:, 1:] != edges[:, :-1]).any(0)
    return edges[:, new]


def _slab(
    start: np.ndarray, step: np.ndarray, low: np.ndarray | float, high: np.ndarray | float
) -> tuple[np.ndarray, np.ndarray]:
    """The interval of t in which low <= start + t * step <= high; empty (inf, -inf) or everything where step is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = (low - start) / step, (high - start) / step
    still = step == 0
    within = still & (start >= low) & (start <= high)
    enter = np.where(still, np.where(within, -np.inf, np.inf), np.minimum(one, other))
    leave = np.where(still, np.where(within, np.inf, -np.inf), np.maximum(one, other))
    return enter, leave
