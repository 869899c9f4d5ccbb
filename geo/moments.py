"""Moments of a line: from them the centroid of any stretch is known without going along it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise


def moments(xy: Sequence[Sequence[float]], measures: Sequence[float]) -> list[tuple[float, float]]:
    """By vertex, the sum of all places from the first vertex up to it, as seen from the first, in square metres.

    xy: metres; measures: metres along the line. Plain numbers: most lines have a dozen vertices, too few for arrays to pay.
    """
    x_0, y_0 = xy[0]
    x_sum = y_sum = 0.0
    found = [(0.0, 0.0)]
    for ((x, y), (x_2, y_2)), (before, after) in zip(pairwise(xy), pairwise(measures), strict=True):
        half = (after - before) / 2
        x_sum, y_sum = x_sum + ((x_2 - x_0) + (x - x_0)) * half, y_sum + ((y_2 - y_0) + (y - y_0)) * half
        found.append((x_sum, y_sum))
    return found
