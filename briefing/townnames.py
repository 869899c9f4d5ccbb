"""Every town named, inside itself where there is room, clear of the marks and of each other."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from briefing.ink import Ink
from briefing.sheet import Box

# What a short name leaves off, the longest ending first.
ENDINGS = ("街道", "镇", "乡")
SIZES = (24.0, 21.0, 18.0)


@dataclass(frozen=True, slots=True)
class TownName:
    """A town's name on the sheet: text, middle, size in units, and its box."""

    town: str
    text: str
    x: float
    y: float
    size: float
    box: Box


def place_names(
    towns: Sequence[tuple[str, BaseGeometry]],
    edge: Box,
    taken: Sequence[Box],
    width: Callable[[str, float], float],
    *,
    works: Sequence[BaseGeometry] = (),
    dense: bool = False,
    only: str = "",
) -> tuple[TownName, ...]:
    """Names for towns (name, extent in units) that show inside ``edge``.

    A name never stands on ``taken`` or on another name as long as any place inside its town, then just beside it, is free;
    it keeps off ``works`` where it can. The smallest towns choose first; ``dense`` sets all names short and
    small. With ``only``, that one town must be named, and its neighbours where they show well and there is room.
    """
    blocked = list(taken)
    ink = Ink(works, edge)
    placed = []
    for town, extent in sorted(towns, key=lambda one: (one[1].area, one[0])):
        visible = extent.intersection(_polygon(edge))
        if visible.is_empty or visible.area <= 0:
            continue
        name = _best(town, visible, edge, blocked, ink, width, dense=dense)
        neighbour = only and town != only
        if neighbour and (visible.area < _NEIGHBOUR * edge.width * edge.height or any(name.box.overlaps(box) for box in blocked)):
            continue
        blocked.append(name.box)
        placed.append(name)
    return tuple(placed)


def short(town: str) -> str:
    """The name without its 镇 or 街道, where at least two characters remain."""
    return next((town.removesuffix(end) for end in ENDINGS if town.endswith(end) and len(town) - len(end) >= 2), town)


def _best(
    town: str, extent: BaseGeometry, edge: Box, blocked: Sequence[Box], ink: Ink, width: Callable[[str, float], float], *, dense: bool
) -> TownName:
    middles, costs = _places(extent)
    texts = (short(town),) if dense else tuple(dict.fromkeys((town, short(town))))
    last: tuple[float, float] | None = None
    for size, text in ((size, text) for size in (SIZES[1:] if dense else SIZES) for text in texts):
        wide, high = width(text, size) + 6, size * 1.12
        half = np.array((wide / 2, high / 2))
        boxes = np.hstack((middles - half, middles + half))
        free = np.flatnonzero(_free(boxes, edge, blocked))
        if not len(free):
            continue
        total = costs[free] + _ON_WORKS * ink.share(boxes[free])
        best = free[int(np.argmin(total))]
        # Outside its town is the last resort: a smaller name inside is better, if there is one.
        if total.min() < _OUTSIDE:
            return _name(town, text, middles[best], size, wide, high)
        last = last or tuple(middles[best])
    text, size = short(town), SIZES[-1]
    at = last or extent.representative_point().coords[0]
    return _name(town, text, at, size, width(text, size) + 6, size * 1.12)


def _name(town: str, text: str, at: Sequence[float], size: float, wide: float, high: float) -> TownName:
    x, y = float(at[0]), float(at[1])
    return TownName(town, text, x, y, size, Box.around(x, y, wide, high))


# Least share of the map that a neighbour must fill to be named.
_NEIGHBOUR = 0.015
_OUTSIDE = 1000.0
_REACH = 90.0
# What it costs a name to lie wholly on works, in units of distance: a name moves some way to keep off, but stays in its town.
_ON_WORKS = 400.0


def _places(extent: BaseGeometry) -> tuple[np.ndarray, np.ndarray]:
    """Candidate middles of a name (n, 2) and their costs (n,): the distance from the town's middle, more if outside it."""
    middle = extent.representative_point()
    left, top, right, bottom = extent.bounds
    step = max(math.sqrt(extent.area) / 14, 4.0)
    across = np.arange(left - _REACH, right + _REACH, step)
    down = np.arange(top - _REACH, bottom + _REACH, step)
    middles = np.array(np.meshgrid(across, down)).reshape(2, -1).T
    middles = np.vstack(([middle.x, middle.y], middles))
    spots = shapely.points(middles)
    away = shapely.distance(extent, spots)
    return middles, shapely.distance(middle, spots) + np.where(away > 0, _OUTSIDE + away * 10, 0.0)


def _free(boxes: np.ndarray, edge: Box, blocked: Sequence[Box]) -> np.ndarray:
    left, top, right, bottom = boxes.T
    free = (left >= edge.left) & (right <= edge.right) & (top >= edge.top) & (bottom <= edge.bottom)
    for box in blocked:
        free &= (left >= box.right) | (right <= box.left) | (top >= box.bottom) | (bottom <= box.top)
    return free


def _polygon(box: Box) -> BaseGeometry:
    return shapely.box(box.left, box.top, box.right, box.bottom)
