"""Where on a work its mark stands: on the work itself, and no two marks on top of each other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shapely import Point
from shapely.geometry.base import BaseGeometry

from briefing.sheet import Box

# Shares of a line's length to try, the middle first.
_ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.25, 0.75, 0.15, 0.85, 0.06, 0.94)
_RINGS, _DIRECTIONS = 14, 12


@dataclass(frozen=True, slots=True)
class Anchor:
    """A mark's place in units; ``home`` is the point on the work, elsewhere only where the work itself is too crowded."""

    id: str
    x: float
    y: float
    home: tuple[float, float]

    @property
    def moved(self) -> bool:
        """Whether the mark stands beside its work."""
        return math.hypot(self.x - self.home[0], self.y - self.home[1]) > 0.5


def place_marks(
    works: Sequence[tuple[str, BaseGeometry]], size: float, edge: Box, *, taken: Sequence[Box] = (), beside: bool = True
) -> tuple[Anchor, ...]:
    """Give every work (id, shape in units) a place for a mark ``size`` units across, first come first served.

    Marks keep clear of each other, of ``taken`` and of the edge; a place on the work is preferred, then the nearest beside it
    (not where ``beside`` is False: small marks may rather touch). A work wholly outside the edge gets the nearest place inside.
    Only a hopelessly full map lets two marks touch.
    """
    inside = edge.inset(size * 0.7)
    room = _Room(size, taken)
    anchors = []
    for id_, shape in works:
        home, spot = _free_place(shape, size, inside, room, beside=beside)
        room.add(spot)
        anchors.append(Anchor(id_, *spot, home))
    return tuple(anchors)


def _free_place(
    shape: BaseGeometry, size: float, inside: Box, room: _Room, *, beside: bool
) -> tuple[tuple[float, float], tuple[float, float]]:
    on_work = [point for point in _places_on(shape, size) if _holds(inside, point)] or [_pulled(_first(shape), inside)]
    for point in on_work:
        if room.free(point):
            return point, point
    home = on_work[0]
    for point in _around(home, size) if beside else ():
        if _holds(inside, point) and room.free(point):
            return min(on_work, key=lambda place: math.dist(place, point)), point
    return home, home


def _places_on(shape: BaseGeometry, size: float) -> Iterator[tuple[float, float]]:
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        yield _first(shape)
        step = size * 1.2
        left, top, right, bottom = shape.bounds
        rows, columns = min(int((bottom - top) / step), 40), min(int((right - left) / step), 40)
        centre = _first(shape)
        grid = [(left + step * (0.5 + across), top + step * (0.5 + down)) for down in range(rows) for across in range(columns)]
        yield from (point for point in sorted(grid, key=lambda place: math.dist(place, centre)) if shape.contains(Point(point)))
    elif shape.geom_type in ("LineString", "MultiLineString", "LinearRing"):
        longest = max(getattr(shape, "geoms", (shape,)), key=lambda part: part.length)
        for share in _ALONG:
            point = longest.interpolate(share, normalized=True)
            yield point.x, point.y
    else:
        yield _first(shape)


def _first(shape: BaseGeometry) -> tuple[float, float]:
    point = shape.representative_point()
    return point.x, point.y


def _around(home: tuple[float, float], size: float) -> Iterator[tuple[float, float]]:
    for ring in range(1, _RINGS):
        count = _DIRECTIONS + 6 * ring
        for turn in range(count):
            angle = 2 * math.pi * turn / count
            yield home[0] + ring * size * 0.6 * math.cos(angle), home[1] + ring * size * 0.6 * math.sin(angle)


def _holds(box: Box, point: tuple[float, float]) -> bool:
    return box.left <= point[0] <= box.right and box.top <= point[1] <= box.bottom


def _pulled(point: tuple[float, float], box: Box) -> tuple[float, float]:
    return min(max(point[0], box.left), box.right), min(max(point[1], box.top), box.bottom)


class _Room:
    """Where a mark of this size may stand: not on a box that is taken, not on another mark; both looked up by cell."""

    def __init__(self, size: float, taken: Sequence[Box]) -> None:
        self.size, self.reach = size, size * 1.06
        self.marks: dict[tuple[int, int], list[tuple[float, float]]] = {}
        self.boxes: dict[tuple[int, int], list[Box]] = {}
        for box in taken:
            for column in range(int(box.left // self.reach) - 1, int(box.right // self.reach) + 2):
                for line in range(int(box.top // self.reach) - 1, int(box.bottom // self.reach) + 2):
                    self.boxes.setdefault((column, line), []).append(box)

    def _cell(self, point: tuple[float, float]) -> tuple[int, int]:
        return int(point[0] // self.reach), int(point[1] // self.reach)

    def add(self, point: tuple[float, float]) -> None:
        """A mark stands here now."""
        self.marks.setdefault(self._cell(point), []).append(point)

    def free(self, point: tuple[float, float]) -> bool:
        """Whether a mark may stand here. Squares as well as discs must not touch: distance is the greater of the two sides."""
        column, line = self._cell(point)
        for across in (column - 1, column, column + 1):
            for down in (line - 1, line, line + 1):
                for x, y in self.marks.get((across, down), ()):
                    if abs(x - point[0]) < self.reach and abs(y - point[1]) < self.reach:
                        return False
        mark = Box.around(*point, self.size, self.size)
        return not any(mark.overlaps(box) for box in self.boxes.get((column, line), ()))
