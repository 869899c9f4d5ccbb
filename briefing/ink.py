"""Where works are drawn, as a coarse grid: how much of any box they cover is four look-ups, however many works there are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from briefing.sheet import Box

CELL = 4.0
"""Units; about the width of a work's line."""


class Ink:
    """The cells of a box that lines or points of works touch, summed up to the left and above (a summed-area table)."""

    def __init__(self, works: Sequence[BaseGeometry], edge: Box) -> None:
        self._edge = edge
        shape = int(edge.height // CELL) + 2, int(edge.width // CELL) + 2
        touched = np.zeros(shape, dtype=bool)
        if len(works):
            shapes = np.asarray(works, dtype=object)
            # A line of no length cannot be parted; its points stand for it.
            long = shapely.length(shapes) > 0
            shapes[long] = shapely.segmentize(shapes[long], CELL * 0.9)
            x, y = shapely.get_coordinates(shapes).T
            inside = (x >= edge.left) & (x < edge.right) & (y >= edge.top) & (y < edge.bottom)
            touched[((y[inside] - edge.top) // CELL).astype(int), ((x[inside] - edge.left) // CELL).astype(int)] = True
        self._sums = np.pad(touched.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))

    def share(self, boxes: np.ndarray) -> np.ndarray:
        """How much of each box (n, 4: left, top, right, bottom, in units) is touched, from 0 to 1."""
        left, top, right, bottom = boxes.T
        rows, columns = self._sums.shape
        first, last = self._cells(left, self._edge.left, columns), self._cells(right, self._edge.left, columns) + 1
        upper, lower = self._cells(top, self._edge.top, rows), self._cells(bottom, self._edge.top, rows) + 1
        touched = self._sums[lower, last] - self._sums[upper, last] - self._sums[lower, first] + self._sums[upper, first]
        return touched / ((last - first) * (lower - upper))

    @staticmethod
    def _cells(values: np.ndarray, start: float, count: int) -> np.ndarray:
        return np.clip(((values - start) // CELL).astype(int), 0, count - 2)
