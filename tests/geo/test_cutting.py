"""Stretches drawn together are those drawn one by one."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiLineString

from geo.cutting import Piece, Stretch, draw
from geo.lines import Route, Span

WALK = np.array([(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (20.0, 10.0)])


def coordinates(geometry):
    return [shapely.get_coordinates(part).tolist() for part in shapely.get_parts(geometry)]


def test_nothing_is_drawn_of_nothing():
    assert draw([]) == []


def test_both_ends_lie_part_of_the_way():
    [drawn] = draw([Stretch([Piece(WALK, 0.5, 0.25)])])
    assert coordinates(drawn) == [[[5, 0], [10, 0], [10, 10], [12.5, 10]]]


def test_both_ends_may_lie_on_one_segment():
    [drawn] = draw([Stretch([Piece(WALK[:2], 0.25, 0.75)])])
    assert coordinates(drawn) == [[[2.5, 0], [7.5, 0]]]


def test_pieces_apart_make_a_line_in_parts_and_one_that_goes_on_does_not():
    two = [Piece(WALK[:2], 0.0, 1.0), Piece(WALK[2:], 0.0, 0.5)]
    on = [Piece(WALK[:2], 0.5, 1.0), Piece(WALK[1:3], 0.0, 0.5, onward=True)]
    parted, alone, joined = draw([Stretch(two), Stretch(two[1:]), Stretch(on)])
    assert coordinates(parted) == [[[0, 0], [10, 0]], [[10, 10], [15, 10]]]
    assert coordinates(alone) == [[[10, 10], [15, 10]]]
    assert coordinates(joined) == [[[5, 0], [10, 0], [10, 5]]]


def test_vertices_are_left_as_they_are():
    before = WALK.copy()
    draw([Stretch([Piece(WALK, 0.5, 0.5)])])
    assert (before == WALK).all()


ROUTES = [
    Route(shape, shape) for shape in (
        LineString(WALK), LineString([(0, 0), (400, 0), (400, 400), (0, 400), (0, 0)]),
        MultiLineString([[(0, 0), (50, 0)], [(50, 0), (90, 0)], [(120, 0), (300, 0)]]), LineString([(0, 0), (5, 0), (5, 0), (9, 0)]),
    )
]
STRETCHES = st.lists(st.tuples(st.sampled_from(ROUTES), st.floats(0, 0.9), st.floats(0.05, 1)), min_size=1, max_size=8)


@settings(deadline=None, max_examples=150)
@given(STRETCHES)
def test_company_changes_nothing(chosen):
    asked = []
    for route, start, end in chosen:
        span = Span(start * route.length, min(start + end, 1) * route.length)
        if route.closed and start > end:
            span = Span(span.end, span.start)
        asked.append((route, span))
    together = draw([route.stretch([span]) for route, span in asked])
    for (route, span), drawn in zip(asked, together, strict=True):
        assert shapely.equals_exact(drawn, route.cut([span]), tolerance=0)
        assert shapely.length(drawn) == pytest.approx(route.extent(span))
        assert shapely.distance(route.metric, drawn) == 0
