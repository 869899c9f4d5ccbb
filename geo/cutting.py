"""Stretches of lines drawn, any number of them at once.

To find the vertices that a stretch runs along, to place its two ends between vertices and to make geometry of it costs ten times
less for a thousand stretches together than for each by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString

from geo.grid import spread


class Run(NamedTuple):
    """A line, or a part of one, and from where to where along it is run; never to a place before the start.

    points: its vertices (n x 2, n at least 2); measures: of each, how far along the line it is; joints: the vertices, by number,
    that a gap lies before; onward: it goes on where the run before ended.
    """

    points: np.ndarray
    measures: np.ndarray
    joints: Sequence[int]
    start: float
    end: float
    onward: bool = False


class Stretch(NamedTuple):
    """What is to be drawn as one geometry: at least one run."""

    runs: Sequence[Run]


def draw(stretches: Sequence[Stretch]) -> list[LineString | MultiLineString]:
    """The geometry of each stretch, in the unit of its vertices."""
    if not stretches:
        return []
    lines, owner = _lines([run for stretch in stretches for run in stretch.runs])
    if len(lines) == len(stretches):
        return lines.tolist()
    stretch = np.repeat(np.arange(len(stretches)), [len(one.runs) for one in stretches])[owner]
    split = np.split(lines, np.flatnonzero(np.diff(stretch)) + 1)
    return [own[0] if len(own) == 1 else shapely.multilinestrings(own) for own in split]


def _lines(runs: Sequence[Run]) -> tuple[np.ndarray, np.ndarray]:
    """The lines of all runs, one for each piece without a gap, and the number of the run that each begins in."""
    points, measures, joints, starts, ends, goes_on = zip(*runs, strict=True)
    onward, start, end = np.array(goes_on), np.array(starts), np.array(ends)
    size = np.array([len(part) for part in measures])
    offset = np.cumsum(size) - size
    mark = np.concatenate(measures)
    # Each run's first and last segment, by the vertex that they end at.
    first = offset + np.minimum(_count(mark <= np.repeat(start, size), offset), size - 1)
    last = offset + np.maximum(_count(mark < np.repeat(end, size), offset), 1)
    run, nth = spread(last - first + 2)
    vertex = (first - 1)[run] + nth
    xy = np.concatenate(points)[vertex]
    stop = np.cumsum(last - first + 2) - 1
    begin = stop - (last - first + 1)
    head = _along(xy[begin], xy[begin + 1], _share(mark, first, start))
    xy[stop] = _along(xy[stop - 1], xy[stop], _share(mark, last, end))
    xy[begin] = head
    begins = np.zeros(len(mark), dtype=bool)
    begins[[at + joint for at, some in zip(offset.tolist(), joints, strict=True) if some for joint in some]] = True
    begins = begins[vertex]
    begins[begin] = ~onward
    owner, line = run[begins], np.cumsum(begins) - 1
    if onward.any():  # its first vertex is there already
        kept = np.ones(len(xy), dtype=bool)
        kept[begin[onward]] = False
        xy, line = xy[kept], line[kept]
    return shapely.linestrings(xy, indices=line), owner


def _count(true: np.ndarray, offset: np.ndarray) -> np.ndarray:
    """How many are true from each offset on up to the next."""
    return np.add.reduceat(true, offset, dtype=np.intp)


def _share(mark: np.ndarray, vertex: np.ndarray, measure: np.ndarray) -> np.ndarray:
    """At which share (0 to 1) of the segment that ends at a vertex a measure lies."""
    before, after = mark[vertex - 1], mark[vertex]
    whole = (measure >= after) | (after <= before)
    return np.where(whole, 1.0, np.maximum(measure - before, 0.0) / np.where(whole, 1.0, after - before))


def _along(start: np.ndarray, end: np.ndarray, share: np.ndarray) -> np.ndarray:
    """The place at a share of each way; at the whole of it exactly its end."""
    return np.where(share[:, None] < 1.0, start + (end - start) * share[:, None], end)
