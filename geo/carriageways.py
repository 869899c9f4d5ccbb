"""Two carriageways drawn as two lines, the two tracks of a railway: one of them, so that a length is counted once.

The rule looks at the shape only, whatever the kind and in whichever direction the lines were drawn. A place on a line has
company where another line of the same feature lies

- within ``APART_M``: more than the middles of a motorway's or a broad avenue's carriageways are apart (some 15 to 50 metres),
  less than two streets with a row of blocks between them (100 metres and more);
- to its side (``SIDEWAYS``: at most 30 degrees off square), not before or behind it, as the next piece of one line is;
- in its direction (``ALIKE``: at most 25 degrees off), as a street that crosses or leaves it is not.

From the longest line on, so much of each line is set aside as has the company of a longer one for ``LEAST_M`` or more. Along a
shorter way roundabouts, forks and slip roads look the same, and the length in question is small. What is left of a line
between and beyond, up to ``APART_M``, goes with it, and so does a link between the two.

Two carriageways that meet at their ends are one thin ring, or one line that turns back on itself. It is parted at its tips if
its halves keep company nearly all the way (``FOLDED``) and are ``SLENDER`` times as long as they are apart: a ring road, a
loop, a hairpin bend are not so.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString, Polygon
from shapely.geometry.base import BaseGeometry

from geo.lines import SAME_POINT_M, Route, Span

APART_M = 60.0
SIDEWAYS = math.sin(math.radians(30))
ALIKE = math.cos(math.radians(25))
LEAST_M = 200.0
FOLDED = 0.9
# How far from its middle a line may turn back: of two carriageways the outer one is the longer, by the bends of the road.
_UNEVEN = 0.1
SLENDER = 10.0

_LINESTRING, _MULTILINESTRING = 1, 5
_STEP_M = 20.0
_MOST_STEPS = 5_000

Line = LineString | MultiLineString


@dataclass(frozen=True, slots=True)
class Single:
    """A line that runs nowhere beside itself. beside_m: metres of the drawn line that were set aside for it."""

    degrees: Line
    beside_m: float = 0.0


def may_run_beside(metric: BaseGeometry | np.ndarray) -> bool | np.ndarray:
    """Whether shapes (in metres) are lines that can run beside themselves at all: several parts, or ends that lie together."""
    shapes = np.asarray(metric, dtype=object)
    kind = shapely.get_type_id(shapes)
    ends = shapely.distance(shapely.get_point(shapes, 0), shapely.get_point(shapes, -1))  # of several parts there are none: nan
    several = (kind == _MULTILINESTRING) & (shapely.get_num_geometries(shapes) > 1)
    return (shapely.length(shapes) >= 2 * LEAST_M) & (several | (kind == _LINESTRING) & (ends <= APART_M))


def single(degrees: Line, project: Callable[[Line], Line]) -> Single:
    """A line of which every stretch is drawn once; the line itself where it runs nowhere beside itself.

    degrees: in EPSG:4490; project: from those to metres.
    """
    metric = project(degrees)
    if not may_run_beside(metric):
        return Single(degrees)
    merged = shapely.line_merge(degrees) if degrees.geom_type == "MultiLineString" else degrees
    pieces = (Route(project(part), part) for part in shapely.get_parts(merged) if shapely.length(part) > 0)
    routes = sorted((half for piece in pieces for half in _unfolded(piece, project)), key=lambda route: (-route.length, *route.xy[0]))
    seen, kept, aside = routes[:1], [(route, Span(0.0, route.length)) for route in routes[:1]], []
    for route in routes[1:]:
        alone, accompanied = _parted(route, _company(route, seen))
        kept += [(route, span) for span in alone]
        aside += [(route, span) for span in accompanied]
        seen.append(route)
    if not aside:
        return Single(degrees)
    beside = sum(route.extent(span) for route, span in aside)
    lines = [route.cut([span]) for route, span in _without_links(kept, aside)]
    return Single(shapely.line_merge(shapely.multilinestrings(lines)) if len(lines) > 1 else lines[0], beside)


def _company(route: Route, others: Sequence[Route]) -> np.ndarray:
    """For each step along a route, evenly from end to end, whether another line runs beside it."""
    count = min(math.ceil(route.length / _STEP_M), _MOST_STEPS) + 1
    points = shapely.line_interpolate_point(route.metric, np.linspace(0.0, route.length, count))
    places = shapely.get_coordinates(points)
    heading = np.gradient(places, axis=0)
    starts, ends = (np.concatenate([other.xy[part] for other in others]) for part in (slice(None, -1), slice(1, None)))
    long = (starts != ends).any(axis=1)
    starts, ways = starts[long], (ends - starts)[long]
    segments = shapely.linestrings(np.stack([starts, starts + ways], axis=1))
    step, segment = shapely.STRtree(segments).query(points, predicate="dwithin", distance=APART_M)
    start, way, place, ahead = starts[segment], ways[segment], places[step], _unit(heading[step])
    share = np.clip(((place - start) * way).sum(axis=1) / (way * way).sum(axis=1), 0.0, 1.0)
    aside = place - start - share[:, None] * way
    gap = np.hypot(*aside.T)
    sideways = (np.abs((aside * ahead).sum(axis=1)) <= SIDEWAYS * gap) | (gap <= SAME_POINT_M)
    alike = np.abs((_unit(way) * ahead).sum(axis=1)) >= ALIKE
    found = np.zeros(count, dtype=bool)
    found[step[sideways & alike]] = True
    return found


def _parted(route: Route, company: np.ndarray) -> tuple[list[Span], list[Span]]:
    """The spans of a route that lie alone, and those that have company for long enough."""
    marks = np.linspace(0.0, route.length, len(company))
    accompanied: list[list[float]] = []
    for start, end in _runs(company):
        if accompanied and marks[start] - accompanied[-1][1] <= APART_M:
            accompanied[-1][1] = float(marks[end])
        else:
            accompanied.append([float(marks[start]), float(marks[end])])
    spans = [
        Span(start if start > APART_M else 0.0, end if route.length - end > APART_M else route.length)
        for start, end in accompanied if end - start >= LEAST_M
    ]
    borders = [0.0, *(measure for span in spans for measure in (span.start, span.end)), route.length]
    alone = [Span(start, end) for start, end in zip(borders[::2], borders[1::2], strict=True) if end > start]
    return alone, spans


def _runs(flags: np.ndarray) -> Iterator[tuple[int, int]]:
    """First and last index of each row of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return ((start, end - 1) for start, end in edges.reshape(-1, 2).tolist())


def _unfolded(route: Route, project: Callable[[Line], Line]) -> list[Route]:
    """The two halves of a line that turns back on itself all the way; else the line."""
    if not may_run_beside(route.metric):
        return [route]
    half = route.length / 2
    if route.closed:  # it may begin anywhere
        first = _tip(route, half, half)
        marks = sorted((first, _tip(route, (first + half) % route.length, _UNEVEN * half)))
        spans = [Span(*marks), Span(marks[1], marks[0])]
    else:
        mark = _tip(route, half, _UNEVEN * half)
        spans = [Span(0.0, mark), Span(mark, route.length)]
    short, long = sorted(map(route.extent, spans))
    area = shapely.area(shapely.make_valid(Polygon(route.xy)))
    apart = (long - math.sqrt(max(long * long - 4 * area, 0.0))) / 2  # as of a rectangle: long is its length and its width
    if short < max(LEAST_M, (1 - _UNEVEN) ** 2 * long) or apart * SLENDER > long:
        return [route]
    halves = [Route(project(cut), cut) for cut in (route.cut([span]) for span in spans)]
    together = all(_company(one, [other]).mean() >= FOLDED for one, other in (halves, halves[::-1]))
    return halves if together else [route]


def _tip(route: Route, around: float, within: float) -> float:
    """Where a line turns back on itself, if it does: the measure from which its two ways run nearest to each other."""
    marks = around + np.arange(-within, within + _STEP_M / 2, _STEP_M / 2)
    steps = np.arange(1, LEAST_M / _STEP_M + 1) * _STEP_M
    onward, back = (_places(route, marks[:, None] + way * steps) for way in (1, -1))
    best = float(marks[np.argmin(np.hypot(*np.moveaxis(onward - back, -1, 0)).mean(axis=1))])
    return best % route.length if route.closed else best


def _places(route: Route, measures: np.ndarray) -> np.ndarray:
    """Points in metres at measures; on a ring these go round, else they end at its ends."""
    measures = measures % route.length if route.closed else measures
    return np.stack([np.interp(measures, route.measures, axis) for axis in route.xy.T], axis=-1)


def _without_links(kept: list[tuple[Route, Span]], aside: list[tuple[Route, Span]]) -> list[tuple[Route, Span]]:
    """Without the short pieces that lead from a line to the one set aside beside it, and end at it."""
    gone = shapely.multilinestrings([route.metric for route, _ in aside])

    def is_link(route: Route) -> bool:
        if route.length > 2 * APART_M:
            return False
        rest = shapely.multilinestrings([other.metric for other, _ in kept if other is not route])
        tips = shapely.points(route.xy[[0, -1]])
        on_kept, on_gone = (shapely.distance(lines, tips) <= SAME_POINT_M for lines in (rest, gone))
        return bool((on_kept != on_gone).all() and on_kept[0] != on_kept[1])

    return [(route, span) for route, span in kept if not is_link(route)]


def _unit(vectors: np.ndarray) -> np.ndarray:
    """Vectors of length one; those without length stay as they are."""
    length = np.hypot(*vectors.T)[:, None]
    return np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 0)
