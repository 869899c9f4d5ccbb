"""Moments of a line: from them the centroid of any stretch is known without going along it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

XY = tuple[float, float]


class Moments:
    """By place along a line, the sum of all places from its first vertex up to there, as seen from that vertex.

    Plain numbers: most lines have a dozen vertices, too few for arrays to pay.
    """

    __slots__ = ("_marks", "_steps", "_sums")

    def __init__(self, xy: Sequence[Sequence[float]], marks: Sequence[float]) -> None:
        """xy: vertices in metres; marks: how far along the line each is, in metres."""
        x_0, y_0 = xy[0]
        self._marks = marks
        self._steps = [(x - x_0, y - y_0) for x, y in xy]
        x_sum = y_sum = 0.0
        self._sums = [(x_sum, y_sum)]
        for ((x, y), (x_2, y_2)), (before, after) in zip(pairwise(self._steps), pairwise(marks), strict=True):
            half = (after - before) / 2
            x_sum, y_sum = x_sum + (x_2 + x) * half, y_sum + (y_2 + y) * half
            self._sums.append((x_sum, y_sum))

    def up_to(self, measure: float) -> XY:
        """The sum up to a measure, in square metres."""
        if measure <= 0:
            return 0.0, 0.0
        i = bisect_left(self._marks, measure, 1, len(self._marks) - 1)
        before, after = self._marks[i - 1], self._marks[i]
        if measure >= after:
            return self._sums[i]
        (x, y), (x_2, y_2), (x_sum, y_sum) = self._steps[i - 1], self._steps[i], self._sums[i - 1]
        way = measure - before
        half = way / (after - before) / 2
        return x_sum + way * (x + (x_2 - x) * half), y_sum + way * (y + (y_2 - y) * half)
