"""Linear referencing: places on a line as distances along it, and the stretches between them.

A ``Route`` is one feature's line, in metres for measuring and in degrees for cutting, vertex by vertex: a stretch is cut from
the degrees at the fraction of the segment that the metres give, so it lies exactly on the line it is taken from. Distances
are metres along the drawn line from its first vertex; gaps between the parts of a line have no length.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString, Point
from shapely.geometry.base import BaseGeometry

from geo.cutting import Piece, Stretch, draw
from geo.moments import moments
from geo.parts import in_order

XY = tuple[float, float]
Part = tuple[float, float, LineString]  # measures of its ends, and the line in metres

# Ends of parts nearer than this are the same point; spots nearer than this are the same crossing.
SAME_POINT_M = 1.0
ROUNDING_M = 1e-6


class Spot(NamedTuple):
    """A place on a route: measure in metres along it.

    gap: metres that were bridged to reach it (0: it lies on it); part: which part of the line it is on, for where one part
    ends another begins at the same measure; lonlat: the place in degrees, where it is known already.
    """

    measure: float
    gap: float = 0.0
    part: int = 0
    lonlat: XY | None = None


class Span(NamedTuple):
    """Part of a route from start to end in metres along it; on a ring start may lie beyond end."""

    start: float
    end: float

    def holds(self, measure: float) -> bool:
        """Whether a place is on it."""
        if self.start <= self.end:
            return self.start - ROUNDING_M <= measure <= self.end + ROUNDING_M
        return measure >= self.start - ROUNDING_M or measure <= self.end + ROUNDING_M


class Route:
    """A line, or several parts of one line put in order, with distances along it."""

    __slots__ = ("_joints", "_marks", "_moments", "_parts", "closed", "gaps", "length", "lonlat", "measures", "metric", "xy")

    def __init__(self, metric: LineString | MultiLineString, degrees: LineString | MultiLineString) -> None:
        """The same line, vertex for vertex, in metres and in degrees. Raises ValueError when it has no length."""
        parts = in_order(metric, degrees) if shapely.length(metric) > 0 else []
        if not parts:
            raise ValueError(f"a line without length: {metric.wkt[:80]!r}")
        self.metric = metric
        gaps: list[tuple[float, float]] = []
        joints: list[int] = []
        spans: list[Part] = []
        vertices: list[np.ndarray] = []
        degrees_of: list[np.ndarray] = []
        along: list[np.ndarray] = []
        total, count = 0.0, 0
        for xy, lonlat, line in parts:
            steps = np.zeros(len(xy))
            np.cumsum(np.hypot(*np.diff(xy, axis=0).T), out=steps[1:])
            spans.append((total, total + float(steps[-1]), line))
            if vertices and (gap := math.dist(vertices[-1][-1], xy[0])) > SAME_POINT_M:
                joints.append(count)
                gaps.append((total, gap))
            elif vertices and gap == 0:  # a vertex that two parts share is there once
                xy, lonlat, steps = xy[1:], lonlat[1:], steps[1:]
            vertices.append(xy)
            degrees_of.append(lonlat)
            along.append(steps + total)
            total, count = float(along[-1][-1]), count + len(xy)
        single = len(parts) == 1
        self.xy = vertices[0] if single else np.concatenate(vertices)
        self.lonlat = degrees_of[0] if single else np.concatenate(degrees_of)
        self.measures = along[0] if single else np.concatenate(along)
        self.gaps, self._joints, self._parts = tuple(gaps), tuple(joints), tuple(spans)
        self._look_up()
        self.closed = len(self._marks) > 3 and not self._joints and math.dist(self.xy[0], self.xy[-1]) <= SAME_POINT_M

    @classmethod
    def of_arrays(cls, metric: LineString, xy: np.ndarray, lonlat: np.ndarray, measures: np.ndarray, *, closed: bool) -> Route:
        """A single line of which all is known already (:class:`geo.strands.Strands` knows it of thousands)."""
        route = cls.__new__(cls)
        route.metric, route.xy, route.lonlat, route.measures, route.closed = metric, xy, lonlat, measures, closed
        route._look_up()
        route.gaps, route._joints, route._parts = (), (), ((0.0, route.length, metric),)
        if not route.length > 0:
            raise ValueError(f"a line without length: {metric.wkt[:80]!r}")
        return route

    def _look_up(self) -> None:
        # Looking up one measure in a short list is several times faster by bisect than by numpy.
        self._marks: list[float] = self.measures.tolist()
        self._moments: list[XY] | None = None
        self.length = self._marks[-1]

    # -- places on the line --------------------------------------------------------------------------------------------

    def nearest(self, point: Point) -> Spot:
        """The place on the route nearest to a point in metres."""
        gap, part = min((float(shapely.distance(line, point)), part) for part, (_, _, line) in enumerate(self._parts))
        return self._on_part(part, point, gap)

    def _under(self, point: Point) -> Spot:
        """The place of a point that lies on the route."""
        spot = self.nearest(point) if len(self._parts) > 1 else None
        return self._on_part(spot.part if spot else 0, point, 0.0)

    def _on_part(self, part: int, point: Point, gap: float) -> Spot:
        """The nearest place on one part; one that differs from the part's end by rounding only is at the end."""
        start, end, line = self._parts[part]
        measure = start + float(shapely.line_locate_point(line, point))
        return Spot(end if abs(end - measure) < ROUNDING_M else measure, gap, part)

    def crossings(self, other: BaseGeometry, *, bridge: float = 0.0) -> list[Spot]:
        """Where another geometry (in metres) meets the route, in order along it.

        A polygon meets it where its edge does. Where the two run together, the middle counts. When they never meet, the
        nearest place counts if it is at most ``bridge`` metres away; else the list is empty.
        """
        if other.geom_type == "Point":
            spot = self.nearest(other)
            if spot.gap <= SAME_POINT_M:
                return [Spot(spot.measure, 0.0, spot.part)]
            return [spot] if spot.gap <= bridge else []
        if other.geom_type in ("Polygon", "MultiPolygon"):
            other = shapely.boundary(other)
        shared = shapely.intersection(self.metric, other)
        if not shapely.is_empty(shared):
            spots = sorted((self._under(point) for point in _points(shared)), key=lambda spot: (spot.measure, spot.part))
            return [spot for i, spot in enumerate(spots) if not i or spot.measure - spots[i - 1].measure > SAME_POINT_M]
        gap = float(shapely.distance(self.metric, other))
        if not gap <= max(bridge, SAME_POINT_M):
            return []
        spot = self.nearest(shapely.get_point(shapely.shortest_line(self.metric, other), 0))
        return [Spot(spot.measure, gap if gap > SAME_POINT_M else 0.0, spot.part)]

    def at(self, measure: float, *, degrees: bool = True) -> XY:
        """The point at a measure, in degrees or in metres."""
        i = min(max(bisect_left(self._marks, measure), 1), len(self._marks) - 1)
        return self._on(self.lonlat if degrees else self.xy, i, measure)

    def place(self, spot: Spot) -> XY:
        """The point of a spot, in degrees."""
        if spot.lonlat is not None:
            return spot.lonlat
        start, _, _ = self._parts[spot.part]
        return _pair(self.lonlat[self._first(start)]) if spot.measure - start < ROUNDING_M else self.at(spot.measure)

    def _first(self, start: float) -> int:
        """Index of the first vertex of the part that starts at a measure."""
        return bisect_right(self._marks, start) - 1

    def _on(self, points: np.ndarray, i: int, measure: float) -> XY:
        """The point at a measure on the segment that ends at vertex i."""
        share = self._share(i, measure)
        if share == 1.0:
            return _pair(points[i])
        (x, y), (x_2, y_2) = points[i - 1].tolist(), points[i].tolist()
        return x + (x_2 - x) * share, y + (y_2 - y) * share

    def _share(self, i: int, measure: float) -> float:
        """At which share (0 to 1) of the segment that ends at vertex i a measure lies."""
        before, after = self._marks[i - 1], self._marks[i]
        if measure >= after or after <= before:
            return 1.0
        return (measure - before) / (after - before) if measure > before else 0.0

    def stops(self) -> list[tuple[Spot, Point]]:
        """Where the parts of the route begin and end, with the point in metres."""
        return [
            (Spot(measure, 0.0, part), Point(point)) for part, (start, end, _) in enumerate(self._parts)
            for measure, point in ((start, self.xy[self._first(start)]), (end, self.at(end, degrees=False)))
        ]

    # -- stretches -----------------------------------------------------------------------------------------------------

    def extent(self, span: Span) -> float:
        """Length of a span in metres."""
        return span.end - span.start if span.start <= span.end else self.length - span.start + span.end

    def ways(self, a: Spot, b: Spot) -> list[Span]:
        """The spans between two places: one, or both ways round a ring, the shorter first."""
        low, high = (a.measure, b.measure) if a.measure <= b.measure else (b.measure, a.measure)
        spans = [Span(low, high)]
        if self.closed and 0 < high - low < self.length:
            spans.append(Span(high, low))
            spans.sort(key=self.extent)
        return spans

    def cut(self, spans: Iterable[Span]) -> LineString | MultiLineString:
        """The geometry of spans, in degrees. Raises ValueError when they have no length."""
        return draw([self.stretch(spans)])[0]

    def stretch(self, spans: Iterable[Span]) -> Stretch:
        """Spans as what is to be drawn, in degrees. Raises ValueError when they have no length."""
        pieces: list[Piece] = []
        for start, end in spans:
            if start <= end:
                pieces += self._pieces(start, end)
            else:  # only a ring has such spans, and no gaps
                before = self._pieces(start, self.length)
                pieces += before + self._pieces(0.0, end, onward=bool(before))
        if not pieces:
            raise ValueError("spans without length")
        return Stretch(pieces)

    def _pieces(self, start: float, end: float, *, onward: bool = False) -> list[Piece]:
        """The vertices from one measure on to another, one piece for each stretch without a gap."""
        if end <= start:
            return []
        first = bisect_right(self._marks, start, 0, len(self._marks) - 1)
        last = bisect_left(self._marks, end, 1)
        head, tail = self._share(first, start), self._share(last, end)
        joints = self._joints and [joint for joint in self._joints if first <= joint < last]
        if not joints:
            return [Piece(self.lonlat[first - 1:last + 1], head, tail, onward)]
        bounds = zip([first - 1, *joints], [*joints, last + 1], strict=True)
        pieces = [Piece(self.lonlat[begin:stop], 0.0, 1.0) for begin, stop in bounds]
        pieces[0], pieces[-1] = pieces[0]._replace(head=head), pieces[-1]._replace(tail=tail)
        return pieces

    def gaps_in(self, span: Span) -> list[float]:
        """Widths in metres of the gaps between parts that a span leaps."""
        return [gap for measure, gap in self.gaps if span.start < measure < span.end]

    def middle(self, span: Span) -> XY:
        """The centroid of a span in metres, weighted by length; of one without length, its place."""
        length = self.extent(span)
        if length <= 0:
            return self.at(span.start, degrees=False)
        (x, y), (x_2, y_2) = self._moment(span.start), self._moment(span.end)
        if span.start > span.end:
            x_all, y_all = self._moment(self.length)
            x_2, y_2 = x_2 + x_all, y_2 + y_all
        x_0, y_0 = self.xy[0].tolist()
        return x_0 + (x_2 - x) / length, y_0 + (y_2 - y) / length

    def _moment(self, measure: float) -> XY:
        """The sum of all places from the first vertex on up to a measure, as seen from that vertex, in square metres."""
        if measure == 0.0:
            return 0.0, 0.0
        if self._moments is None:
            self._moments = moments(self.xy.tolist(), self._marks)
        i = min(max(bisect_left(self._marks, measure), 1), len(self._marks) - 1)
        (x, y), (x_0, y_0), (x_i, y_i) = self._on(self.xy, i, measure), self.xy[0].tolist(), self.xy[i - 1].tolist()
        step = measure - self._marks[i - 1]
        x_sum, y_sum = self._moments[i - 1]
        return x_sum + step * ((x + x_i) / 2 - x_0), y_sum + step * ((y + y_i) / 2 - y_0)


def _points(shared: BaseGeometry) -> Iterator[Point]:
    """One point for each separate piece of an intersection; pieces that run together in one are one."""
    if shared.geom_type == "Point":
        yield shared
    elif shared.geom_type == "LineString":
        yield shapely.line_interpolate_point(shared, 0.5, normalized=True)
    elif shared.geom_type == "MultiLineString":
        for line in shapely.get_parts(shapely.line_merge(shared)):
            yield shapely.line_interpolate_point(line, 0.5, normalized=True)
    else:
        for part in shapely.get_parts(shared):
            yield from _points(part)


def _pair(point: np.ndarray) -> XY:
    x, y = point.tolist()
    return x, y
