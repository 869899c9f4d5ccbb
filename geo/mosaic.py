"""A mosaic of towns: square tiles that hold no border lie wholly in one town and know it.

Almost all of a map is far from every border. A place in a tile that knows its town needs no geometry at all, and a step between
two places that are further from every border than the step is long meets none.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from geo.grid import Grid

# Rings of tiles around a border that are told apart, in so many bits: a place in the second ring is at least one side away from
# every border, in the third two.
_BITS = 2
_RINGS = 2**_BITS - 1

# A tile's town where it holds a border.
BORDER = -2


class Mosaic:
    """The tiles of a grid, by town and by how far they are from a border."""

    def __init__(self, grid: Grid, bordered: np.ndarray, locate: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> None:
        """bordered: whether a border comes into each tile; locate: x, y (n) to the index of the town there, -1 outside."""
        self._grid = grid
        free = ~bordered.reshape(grid.rows, grid.columns)
        ring = np.zeros(free.shape, dtype=np.int8)
        clear = free
        for _ in range(_RINGS):
            ring += clear
            clear = _shrunk(clear)
        # One number a tile, for one look: the town above the lowest bits, the ring in them.
        self._tile = np.where(free.ravel(), self._towns(free, locate), BORDER) * (_RINGS + 1) + ring.ravel()
        # By ring: how far a place there surely is from every border.
        self._reach = np.maximum(np.arange(_RINGS + 1) - 1, 0) * grid.side

    def at(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """The town's index at each place, -1 outside all towns, BORDER where a border may be as near as a tile's side."""
        return self._tile[self._grid.at(x, y)] >> _BITS

    def clear(self, x: np.ndarray, y: np.ndarray, steps: np.ndarray) -> np.ndarray:
        """Of the steps from each place to the next (their lengths in metres): those that surely come near no border.

        Each place vouches for all that is within its reach; two that follow each other must cover the step between them.
        """
        reach = self._reach[self._tile[self._grid.at(x, y)] & _RINGS]
        return reach[1:] + reach[:-1] > steps

    def _towns(self, free: np.ndarray, locate: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> np.ndarray:
        """The town of each tile that holds no border. Such tiles side by side are in one town: it is asked once for all."""
        begins = free.copy()
        begins[:, 1:] &= ~free[:, :-1]
        first, free, columns = np.flatnonzero(begins), free.ravel(), free.shape[1]
        # A run of tiles in a row takes the town of one that it touches in the row before, and so on up. Where two runs touch, one
        # begins beside a tile of the other.
        upper = np.concatenate([first - columns, first])
        upper = upper[(upper >= 0) & (upper + columns < len(free))]
        upper = upper[free[upper] & free[upper + columns]]
        lower_run, upper_run = (np.searchsorted(first, tile, side="right") - 1 for tile in (upper + columns, upper))
        above = np.arange(len(first))
        above[lower_run] = upper_run
        while (above != (further := above[above])).any():
            above = further
        top, which = np.unique(above, return_inverse=True)
        towns = locate(*self._grid.middle(first[top]))[which].astype(np.int32)
        return np.repeat(towns, np.diff(first, append=len(free)))


def _shrunk(clear: np.ndarray) -> np.ndarray:
    """Without the tiles that have one beside or at a corner that is not clear. Beyond the grid all is clear."""
    down = clear.copy()
    down[1:] &= clear[:-1]
    down[:-1] &= clear[1:]
    around = down.copy()
    around[:, 1:] &= down[:, :-1]
    around[:, :-1] &= down[:, 1:]
    return around
