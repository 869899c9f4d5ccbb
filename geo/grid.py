"""Square tiles over a box, and which of them a segment runs through.

Looking a segment up in a grid is arithmetic on arrays; a tree of boxes costs a visit each. What lies beyond the box belongs to
its outermost tiles, so those must be kept empty.
"""

from __future__ import annotations

import numpy as np

# Empty tiles around the box on every side.
_AROUND = 3
# A segment that goes no further east or west is upright.
_UPRIGHT = 1e-6


class Grid:
    """Tiles of one size (side, in the unit of its box), numbered by row, each row from the west."""

    def __init__(self, low: np.ndarray, high: np.ndarray, *, tiles: int) -> None:
        """low, high: x, y of the box's corners; tiles: about how many there shall be."""
        width, height = np.maximum(high - low, 1.0)
        self.side = float(max(np.sqrt(width * height / tiles), width / tiles, height / tiles))
        self._west, self._south = (low - _AROUND * self.side).tolist()
        self.columns, self.rows = (int(np.ceil(extent / self.side)) + 2 * _AROUND for extent in (width, height))

    def at(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """The tile of each place."""
        return self._row(y) * self.columns + self._column(x)

    def middle(self, tile: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The middle of each tile: x, y."""
        row, column = np.divmod(tile, self.columns)
        return self._west + (column + 0.5) * self.side, self._south + (row + 0.5) * self.side

    def cover(
        self, x_1: np.ndarray, y_1: np.ndarray, x_2: np.ndarray, y_2: np.ndarray, *, margin: float = 0.0
    ) -> tuple[np.ndarray, np.ndarray]:
        """Every tile that comes within margin of a segment, as pairs of arrays: index of the segment, tile.

        Column by column: within one the segment spans a range of rows.
        """
        turned = x_1 > x_2
        x_1, x_2, y_1, y_2 = (np.where(turned, *pair) for pair in ((x_2, x_1), (x_1, x_2), (y_2, y_1), (y_1, y_2)))
        first, last = self._column(x_1 - margin), self._column(x_2 + margin)
        one = last == first
        tiles = [self._rows_of(np.flatnonzero(one), first[one], np.minimum(y_1, y_2)[one], np.maximum(y_1, y_2)[one], margin)]
        if not one.all():
            many = np.flatnonzero(~one)
            row, nth = spread((last - first + 1)[many])
            owner = many[row]
            column = first[owner] + nth
            x, y, dx, dy = x_1[owner], y_1[owner], (x_2 - x_1)[owner], (y_2 - y_1)[owner]
            west = self._west + column * self.side - margin
            # What is next to upright has all its height in every column that it touches.
            upright = dx < _UPRIGHT
            dx[upright] = 1.0
            enter = np.where(upright, 0.0, np.clip((west - x) / dx, 0.0, 1.0))
            leave = np.where(upright, 1.0, np.clip((west + self.side + 2 * margin - x) / dx, 0.0, 1.0))
            one_end, other_end = y + enter * dy, y + leave * dy
            tiles.append(self._rows_of(owner, column, np.minimum(one_end, other_end), np.maximum(one_end, other_end), margin))
        owner, tile = (np.concatenate(column) for column in zip(*tiles, strict=True))
        return owner, tile

    def _rows_of(
        self, owner: np.ndarray, column: np.ndarray, low: np.ndarray, high: np.ndarray, margin: float
    ) -> tuple[np.ndarray, np.ndarray]:
        """The tiles of each column between two heights."""
        first = self._row(low - margin)
        row, nth = spread(self._row(high + margin) - first + 1)
        return owner[row], (first[row] + nth) * self.columns + column[row]

    def _column(self, x: np.ndarray) -> np.ndarray:
        return _clipped((x - self._west) * (1 / self.side), self.columns)

    def _row(self, y: np.ndarray) -> np.ndarray:
        return _clipped((y - self._south) * (1 / self.side), self.rows)


def spread(count: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """So many rows for each item: the item each row belongs to, and its number among the item's rows, from 0."""
    row = np.repeat(np.arange(len(count)), count)
    return row, np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)


def _clipped(place: np.ndarray, count: int) -> np.ndarray:
    return np.clip(place, 0, count - 1).astype(np.intp)
