"""Cutting many lines at many borders at once, without a general overlay.

A line is only ever asked where it comes near a border. Near is within a tolerance: what runs there runs *along* the border
and belongs to both sides. So each line is cut where it enters and where it leaves that band, and whoever asks gives every
piece to the polygons its middle lies in. Everything is arrays; a line that meets no border costs one look into a tree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely

# Segments looked up together, by their common box: fewer looks, and boxes still small beside towns.
_RUN = 8

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


# A run in the band no longer than so many tolerances is a crossing.
_CROSSING = 10

# Of the steps from each vertex to the next (x, y, and lengths in metres): those that surely come near no border.
Far = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]


class Borders:
    """The borders of polygons, in metres, ready to cut lines. Edges that two polygons share are kept once."""

    def __init__(self, polygons: np.ndarray, *, tolerance: float) -> None:
        self.edges = edges = _edges(polygons)
        along = edges[:, 2:] - edges[:, :2]
        self._tolerance = tolerance
        self._x, self._y = edges[:, 0].copy(), edges[:, 1].copy()
        self._length = np.hypot(along[:, 0], along[:, 1])
        self._unit_x, self._unit_y = along[:, 0] / self._length, along[:, 1] / self._length
        low, high = np.minimum(edges[:, :2], edges[:, 2:]) - tolerance, np.maximum(edges[:, :2], edges[:, 2:]) + tolerance
        self._tree = shapely.STRtree(_diagonals(low[:, 0], low[:, 1], high[:, 0], high[:, 1]))

    def cut(self, x: np.ndarray, y: np.ndarray, line: np.ndarray, *, far: Far | None = None) -> Pieces:
        """The pieces of lines between entering and leaving a border's band.

        x, y: metres, by vertex; line: the line each vertex belongs to, ascending; far: see Far. The lengths of a line's pieces add
        up to its length; a line without length has no pieces.
        """
        same = line[1:] == line[:-1]
        dx, dy = np.diff(x), np.diff(y)
        steps = np.sqrt(dx * dx + dy * dy)
        # One ruler: all lines laid end to end, so that sorting and looking up need no loop over lines.
        ruler = np.concatenate([[0.0], np.cumsum(steps * same)])
        heads = np.flatnonzero(np.concatenate([[True], ~same]))[: len(line)]
        tails = np.concatenate([heads[1:] - 1, [len(line) - 1]])[: len(heads)]
        maybe = np.flatnonzero(same & ~far(x, y, steps)) if far else self._maybe(x, y, np.flatnonzero(same), line, heads)
        vertex, enter, leave = self._bands(x, y, maybe, line)
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
        return Pieces(owner[1:][real], length[real], x[at] + share * dx[at], y[at] + share * dy[at], inside[real])

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
        count = end - begin + 1
        moved = np.repeat(begin, count) + np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        moved_marks = mark.copy()
        moved_marks[moved] = np.repeat((mark[begin] + mark[end]) / 2, count)
        return moved_marks

    def _maybe(
        self, x: np.ndarray, y: np.ndarray, segments: np.ndarray, line: np.ndarray, heads: np.ndarray
    ) -> np.ndarray:
        """The segments of those lines whose box meets the box of an edge."""
        if not len(self._length):
            return segments[:0]
        boxes = [bound.reduceat(axis, heads) for bound in (np.minimum, np.maximum) for axis in (x, y)]
        maybe = np.zeros(line[-1] + 1, dtype=bool)
        maybe[line[heads[self._tree.query(_diagonals(*boxes))[0]]]] = True
        return segments[maybe[line[segments]]]

    def _bands(
        self, x: np.ndarray, y: np.ndarray, segments: np.ndarray, line: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Where segments run within bands: the first vertex of each, and at which shares of its length it enters and leaves."""
        if not len(segments):
            return np.empty(0, dtype=np.intp), np.empty(0), np.empty(0)
        first, count = _runs(line[segments])
        x_1, y_1, x_2, y_2 = x[segments], y[segments], x[segments + 1], y[segments + 1]
        low = [np.minimum.reduceat(np.minimum(one, other), first) for one, other in ((x_1, x_2), (y_1, y_2))]
        high = [np.maximum.reduceat(np.maximum(one, other), first) for one, other in ((x_1, x_2), (y_1, y_2))]
        run, edge = self._tree.query(_diagonals(*low, *high))
        found = []
        chunk = np.cumsum(count[run]) // _ROWS
        for part in np.split(np.arange(len(run)), np.flatnonzero(np.diff(chunk)) + 1):
            rows = np.repeat(np.arange(len(part)), count[run[part]])
            begin = np.cumsum(count[run[part]]) - count[run[part]]
            vertex = segments[first[run[part]][rows] + np.arange(len(rows)) - begin[rows]]
            found.append(self._within(x, y, vertex, edge[part][rows]))
        vertex, enter, leave = (np.concatenate(column) for column in zip(*found, strict=True))
        return vertex, enter, leave

    def _within(self, x: np.ndarray, y: np.ndarray, vertex: np.ndarray, edge: np.ndarray) -> tuple[np.ndarray, ...]:
        """Of segments paired with edges: those that run within the edge's band, and from where to where.

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


def _edges(polygons: np.ndarray) -> np.ndarray:
    """Each edge of the polygons' rings once, as rows x, y, x, y; neighbours run along a shared edge in opposite directions."""
    xy, ring = shapely.get_coordinates(shapely.get_rings(polygons), return_index=True)
    same = (ring[1:] == ring[:-1]) & (xy[1:] != xy[:-1]).any(1)
    edges = np.concatenate([xy[:-1][same], xy[1:][same]], axis=1)
    backward = (edges[:, 0] > edges[:, 2]) | ((edges[:, 0] == edges[:, 2]) & (edges[:, 1] > edges[:, 3]))
    edges[backward] = edges[backward][:, [2, 3, 0, 1]]
    edges = edges[np.lexsort(edges.T)]
    return edges[np.concatenate([[True], (edges[1:] != edges[:-1]).any(1)])[: len(edges)]]


def _runs(owner: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Cut a sequence of segments into runs of at most _RUN of one line: where each begins, and how many it has."""
    begin = np.flatnonzero(np.concatenate([[True], owner[1:] != owner[:-1]]))
    place = np.arange(len(owner)) - np.repeat(begin, np.diff(np.concatenate([begin, [len(owner)]])))
    first = np.flatnonzero(place % _RUN == 0)
    return first, np.diff(np.concatenate([first, [len(owner)]]))


def _diagonals(west: np.ndarray, south: np.ndarray, east: np.ndarray, north: np.ndarray) -> np.ndarray:
    """A line across each box: all a tree needs of a box, and cheaper to make."""
    return shapely.linestrings(np.stack([west, south, east, north], axis=1).reshape(-1, 2, 2))


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
