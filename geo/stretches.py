"""Which stretch of a route is meant: between two places, on one side of one, or so far from it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from geo.lines import SAME_POINT_M, XY, Route, Span, Spot

# Two halves of a line lie on the two sides of a crossing when the way between their middles runs at least this much in the
# asked direction (cosine; 0.2 is 78 degrees off).
CLEAR_SIDE = 0.2


def nearest_pair(
    route: Route, a: Sequence[Spot], b: Sequence[Spot], *, published: float | None = None, via: Sequence[Sequence[Spot]] = (),
) -> tuple[Spot, Spot, Span] | None:
    """Of several places for each end, the two with the shortest stretch between them, and the stretch.

    With a published length in metres, the stretch nearest to it is taken instead. One that passes the places in ``via`` (any
    of each) is preferred to one that does not. None when all of them coincide.
    """
    if len(a) == len(b) == 1 and not route.closed:  # by far the most frequent: there is nothing to choose
        [spot_a], [spot_b] = a, b
        low, high = (spot_a.measure, spot_b.measure) if spot_a.measure <= spot_b.measure else (spot_b.measure, spot_a.measure)
        return (spot_a, spot_b, Span(low, high)) if high - low > SAME_POINT_M else None
    choices = [
        (spot_a, spot_b, span) for spot_a in a for spot_b in b for span in route.ways(spot_a, spot_b)
        if route.extent(span) > SAME_POINT_M
    ]
    if len(choices) < 2:
        return choices[0] if choices else None
    # rounded to centimetres, so that of two equal ways the one that begins first is taken, whichever end is named first
    return min(
        choices, default=None,
        key=lambda choice: (
            _missed(choice[2], via), round(abs(route.extent(choice[2]) - (published or 0.0)), 2), choice[2].start, choice[2].end,
        ),
    )


def _missed(span: Span, via: Sequence[Sequence[Spot]]) -> int:
    """How many of the places to pass a span does not."""
    return sum(not any(span.holds(spot.measure) for spot in spots) for spots in via)


def shortened(span: Span, spot: Spot, metres: float) -> Span:
    """So much of a span as lies within a distance along it from the end that is at a spot."""
    if span.start > span.end:
        return span
    if abs(span.start - spot.measure) <= abs(span.end - spot.measure):
        return Span(span.start, min(span.start + metres, span.end))
    return Span(max(span.end - metres, span.start), span.end)


def central(route: Route, spots: Sequence[Spot]) -> Spot:
    """Of several crossings the one nearest to the middle of the route: the same for both of its sides."""
    if len(spots) == 1:
        return spots[0]
    return min(spots, key=lambda spot: (round(abs(spot.measure - route.length / 2), 2), spot.measure))


def on_side(route: Route, spots: Sequence[Spot], direction: XY) -> list[Span] | None:
    """The spans of a route on one side (a unit step east, north) of where something crosses it.

    A line is divided at its ``central`` crossing; a ring at every crossing. The two opposite sides add up to the route.
    Empty when nothing lies on that side; None when the line runs across the direction, so that sides mean nothing.
    """
    if not spots or (route.closed and len(spots) < 2):
        return None
    if route.closed:
        measures = sorted(spot.measure for spot in spots)
        spans = [Span(a, b) for a, b in pairwise(measures)] + [Span(measures[-1], measures[0])]
        points = [route.at(measure, degrees=False) for measure in measures]
        centre = (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))
        steps = [_along(centre, route.middle(span), direction) for span in spans]
        if max(abs(share) for share, _ in steps) < CLEAR_SIDE:
            return None
        return [span for span, (share, _) in zip(spans, steps, strict=True) if share > 0]
    measure = central(route, spots).measure
    before, after = Span(0.0, measure), Span(measure, route.length)
    share, _ = _along(route.middle(before), route.middle(after), direction)
    if abs(share) < CLEAR_SIDE:
        return None
    chosen = after if share > 0 else before
    return [chosen] if route.extent(chosen) > SAME_POINT_M else []


def off(route: Route, spot: Spot, direction: XY, metres: float) -> Spot | None:
    """The place so many metres along the route from another, on one side of it; None where the line does not go so far."""
    spans = on_side(route, [spot], direction)
    if not spans or route.extent(spans[0]) < metres - SAME_POINT_M:
        return None
    stretch = shortened(spans[0], spot, metres)
    return Spot(stretch.end if abs(stretch.start - spot.measure) <= SAME_POINT_M else stretch.start)


def tip(route: Route, direction: XY) -> Spot | None:
    """The end of the route that lies furthest in a direction; None on a ring, or where neither end does."""
    share, _ = _along(route.xy[0], route.xy[-1], direction)
    if route.closed or abs(share) < CLEAR_SIDE:
        return None
    return Spot(route.length if share > 0 else 0.0)


def _along(start: XY, end: XY, direction: XY) -> tuple[float, float]:
    """How much of the way from start to end runs in a direction (cosine), and the length of the way."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    return ((dx * direction[0] + dy * direction[1]) / length if length else 0.0), length
