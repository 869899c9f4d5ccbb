"""A mosaic of towns: square tiles that lie wholly in one town know it, tiles near a border say that one must look closer.

Almost all of a map is far from every border. A vertex in a tile that knows its town needs no geometry at all.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

# About as many tiles as there are; finer ones leave less to look at closely, and cost more to lay.
_TILES = 3_000_000

# Marks along an edge are so many sides apart.
_MARKS = 0.25

NEAR = -2


class Mosaic:
    """Tiles over the edges of towns (rows x, y, x, y in metres).

    clear_m: a vertex in a tile that is not NEAR is at least that far from every border, so no shorter step can take it to one.
    """

    def __init__(self, edges: np.ndarray, locate: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> None:
        """locate: x, y (n) to the index of the town there, -1 outside."""
        low, high = np.minimum(edges[:, :2], edges[:, 2:]).min(0), np.maximum(edges[:, :2], edges[:, 2:]).max(0)
        self._side = float(np.sqrt(np.prod(high - low) / _TILES))
        self.clear_m = self._side * (1 - _MARKS / 2)
        self._west, self._south = low - 3 * self._side
        self._columns, self._rows = (np.ceil((high - low) / self._side) + 6).astype(int).tolist()
        near = self._near(edges)
        # A row's tiles between two near ones lie in one town: asking at the first of each run is enough.
        begins = ~near
        begins[:, 1:] &= near[:, :-1]
        row, column = np.nonzero(begins)
        x, y = self._west + (column + 0.5) * self._side, self._south + (row + 0.5) * self._side
        run = np.cumsum(begins.ravel()) - 1
        self._town = np.where(near.ravel(), NEAR, locate(x, y)[np.maximum(run, 0)]).astype(np.int32)

    def at(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """The town's index at each place, -1 outside all towns, NEAR where a border may be near."""
        column = ((x - self._west) * (1 / self._side)).astype(np.int64)
        row = ((y - self._south) * (1 / self._side)).astype(np.int64)
        # What lies beyond the last tile is outside, and so are the outermost tiles.
        np.clip(column, 0, self._columns - 1, out=column)
        np.clip(row, 0, self._rows - 1, out=row)
        return self._town[row * self._columns + column]

    def _near(self, edges: np.ndarray) -> np.ndarray:
        """Tiles with a mark of an edge in them, and all around them.

        An edge lies at most half the marks' distance from a mark, so what is a whole tile away from every mark is almost as far
        from every edge. Marking every tile exactly would need a second ring of tiles around for its corners.
        """
        start, step = edges[:, :2], edges[:, 2:] - edges[:, :2]
        count = np.ceil(np.hypot(step[:, 0], step[:, 1]) / (_MARKS * self._side)).astype(int) + 1
        edge = np.repeat(np.arange(len(edges)), count)
        number = np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count)
        share = number / np.maximum(count - 1, 1)[edge]
        x, y = (start[edge, axis] + share * step[edge, axis] for axis in (0, 1))
        near = np.zeros((self._rows, self._columns), dtype=bool)
        near[((y - self._south) / self._side).astype(int), ((x - self._west) / self._side).astype(int)] = True
        down = near.copy()
        down[1:] |= near[:-1]
        down[:-1] |= near[1:]
        around = down.copy()
        around[:, 1:] |= down[:, :-1]
        around[:, :-1] |= down[:, 1:]
        return around
