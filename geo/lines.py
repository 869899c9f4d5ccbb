"""Linear referencing: places on a line as distances along it, and the stretches between them.

A ``Route`` is one feature's line, in metres for measuring and in degrees for cutting, vertex by vertex: a stretch is cut from
the degrees at the fraction of the segment that the metres give, so it lies exactly on the line it is taken from. Distances
are metres along the drawn line from its first vertex; gaps between the parts of a line have no length.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString, Point
from shapely.geometry.base import BaseGeometry

from geo.cutting import Run, Stretch, draw
from geo.moments import Moments
from geo.parts import in_order

XY = tuple[float, float]
Part = tuple[float, float, LineString]  # measures of its ends, and the line in metres

# Ends of parts nearer than this are the same point; spots nearer than this are the same crossing.
SAME_POINT_M = 1.0
ROUNDING_M = 1e-6
# Of a line with more vertices a run is given only those about it.
_LONG = 512


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


class Laid(Protocol):
    """Lines laid end to end: xy in metres, lonlat in degrees, measures along each in metres, all by vertex."""

    xy: np.ndarray
    lonlat: np.ndarray
    measures: np.ndarray


class _Own(NamedTuple):
    """One line laid by itself."""

    xy: np.ndarray
    lonlat: np.ndarray
    measures: np.ndarray


class Route:
    """A line, or several parts of one line put in order, with distances along it."""

    __slots__ = ("_joints", "_laid", "_marks", "_moments", "_parts", "_window", "closed", "gaps", "length", "metric")

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
        laid = _Own(*(some[0] if single else np.concatenate(some) for some in (vertices, degrees_of, along)))
        ends = laid.xy[0], laid.xy[-1]
        closed = len(laid.xy) > 3 and not joints and math.dist(*ends) <= SAME_POINT_M
        self._lay(laid, slice(0, len(laid.xy)), closed=closed)
        self.gaps, self._joints, self._parts = tuple(gaps), tuple(joints), tuple(spans)

    @classmethod
    def of_laid(cls, metric: LineString, laid: Laid, window: slice, *, closed: bool) -> Route:
        """A single line that is laid among others already (:class:`geo.strands.Strands` lays thousands)."""
        route = cls.__new__(cls)
        route.metric = metric
        route._lay(laid, window, closed=closed)
        route.gaps, route._joints, route._parts = (), (), ((0.0, route.length, metric),)
        if not route.length > 0:
            raise ValueError(f"a line without length: {metric.wkt[:80]!r}")
        return route

    def _lay(self, laid: Laid, window: slice, *, closed: bool) -> None:
        self._laid, self._window, self.closed = laid, window, closed
        self.length = float(laid.measures[window.stop - 1])
        self._marks: list[float] = []
        self._moments: Moments | None = None

    @property
    def xy(self) -> np.ndarray:
        """Its vertices in metres."""
        return self._laid.xy[self._window]

    @property
    def lonlat(self) -> np.ndarray:
        """Its vertices in degrees."""
        return self._laid.lonlat[self._window]

    @property
    def measures(self) -> np.ndarray:
        """How far along it each vertex is, in metres."""
        return self._laid.measures[self._window]

    @property
    def marks(self) -> list[float]:
        """The measures as a list: looking one up in a short list is several times faster by bisect than by numpy."""
        if not self._marks:
            self._marks = self.measures.tolist()
        return self._marks

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
        i = min(max(bisect_left(self.marks, measure), 1), len(self.marks) - 1)
        return self._on(self.lonlat if degrees else self.xy, i, measure)

    def place(self, spot: Spot) -> XY:
        """The point of a spot, in degrees."""
        if spot.lonlat is not None:
            return spot.lonlat
        start, _, _ = self._parts[spot.part]
        return _pair(self.lonlat[self._first(start)]) if spot.measure - start < ROUNDING_M else self.at(spot.measure)

    def _first(self, start: float) -> int:
        """Index of the first vertex of the part that starts at a measure."""
        return bisect_right(self.marks, start) - 1

    def _on(self, points: np.ndarray, i: int, measure: float) -> XY:
        """The point at a measure on the segment that ends at vertex i."""
        share = self._share(i, measure)
        if share == 1.0:
            return _pair(points[i])
        (x, y), (x_2, y_2) = points[i - 1].tolist(), points[i].tolist()
        return x + (x_2 - x) * share, y + (y_2 - y) * share

    def _share(self, i: int, measure: float) -> float:
        """At which share (0 to 1) of the segment that ends at vertex i a measure lies."""
        before, after = self.marks[i - 1], self.marks[i]
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
        runs: list[Run] = []
        for start, end in spans:
            if start < end:
                runs.append(self._run(start, end))
            elif start > end:  # only a ring has such spans, and no gaps
                if before := start < self.length:
                    runs.append(self._run(start, self.length))
                if end > 0:
                    runs.append(self._run(0.0, end, onward=before))
        if not runs:
            raise ValueError("spans without length")
        return Stretch(runs)

    def _run(self, start: float, end: float, *, onward: bool = False) -> Run:
        """The line from one measure on to another; of a long one, the vertices there."""
        points, measures, joints = self.lonlat, self.measures, self._joints
        if len(measures) > _LONG:
            low, high = (int(vertex) for vertex in np.searchsorted(measures, (start, end)))
            low = max(low - 1, 0)
            points, measures = points[low:high + 1], measures[low:high + 1]
            joints = tuple(joint - low for joint in joints if low < joint <= high)
        return Run(points, measures, joints, start, end, onward)

    def gaps_in(self, span: Span) -> list[float]:
        """Widths in metres of the gaps between parts that a span leaps."""
        return [gap for measure, gap in self.gaps if span.start < measure < span.end]

    def middle(self, span: Span) -> XY:
        """The centroid of a span in metres, weighted by length; of one without length, its place."""
        length = self.extent(span)
        if length <= 0:
            return self.at(span.start, degrees=False)
        if self._moments is None:
            self._moments = Moments(self.xy.tolist(), self.marks)
        (x, y), (x_2, y_2) = self._moments.up_to(span.start), self._moments.up_to(span.end)
        if span.start > span.end:
            x_all, y_all = self._moments.up_to(self.length)
            x_2, y_2 = x_2 + x_all, y_2 + y_all
        x_0, y_0 = self.xy[0].tolist()
        return x_0 + (x_2 - x) / length, y_0 + (y_2 - y) / length


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
