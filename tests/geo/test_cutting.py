"""Stretches drawn together are those drawn one by one."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiLineString

from geo.cutting import Run, Stretch, draw
from geo.lines import Route, Span

WALK = np.array([(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (20.0, 10.0)])
MEASURES = np.array([0.0, 10.0, 20.0, 30.0])


def coordinates(geometry):
    return [shapely.get_coordinates(part).tolist() for part in shapely.get_parts(geometry)]


def test_nothing_is_drawn_of_nothing():
    assert draw([]) == []


def walk(start, end, *, joints=(), onward=False):
    return Run(WALK, MEASURES, joints, start, end, onward)


def test_both_ends_lie_part_of_the_way():
    [drawn] = draw([Stretch([walk(5, 22.5)])])
    assert coordinates(drawn) == [[[5, 0], [10, 0], [10, 10], [12.5, 10]]]


def test_both_ends_may_lie_on_one_segment():
    [drawn] = draw([Stretch([walk(2.5, 7.5)])])
    assert coordinates(drawn) == [[[2.5, 0], [7.5, 0]]]


def test_a_stretch_from_vertex_to_vertex_has_each_vertex_once():
    [drawn] = draw([Stretch([walk(10, 20)])])
    assert coordinates(drawn) == [[[10, 0], [10, 10]]]


def test_runs_apart_make_a_line_in_parts_and_one_that_goes_on_does_not():
    two = [walk(0, 10), walk(20, 25)]
    on = [walk(5, 10), walk(10, 15, onward=True)]
    parted, alone, joined = draw([Stretch(two), Stretch(two[1:]), Stretch(on)])
    assert coordinates(parted) == [[[0, 0], [10, 0]], [[10, 10], [15, 10]]]
    assert coordinates(alone) == [[[10, 10], [15, 10]]]
    assert coordinates(joined) == [[[5, 0], [10, 0], [10, 5]]]


def test_a_gap_is_left_open_and_has_no_length():
    points, measures = np.array([(0.0, 0.0), (10.0, 0.0), (50.0, 0.0), (60.0, 0.0)]), np.array([0.0, 10.0, 10.0, 20.0])
    over, before = draw([Stretch([Run(points, measures, (2,), 5, 15)]), Stretch([Run(points, measures, (2,), 0, 10)])])
    assert coordinates(over) == [[[5, 0], [10, 0]], [[50, 0], [55, 0]]]
    assert coordinates(before) == [[[0, 0], [10, 0]]]


def test_vertices_are_left_as_they_are():
    before = WALK.copy()
    draw([Stretch([walk(5, 25)])])
    assert (before == WALK).all()


ROUTES = [
    Route(shape, shape) for shape in (
        LineString(WALK), LineString([(0, 0), (400, 0), (400, 400), (0, 400), (0, 0)]),
        MultiLineString([[(0, 0), (50, 0)], [(50, 0), (90, 0)], [(120, 0), (300, 0)]]), LineString([(0, 0), (5, 0), (5, 0), (9, 0)]),
        LineString([(x, x % 7) for x in range(2000)]),
        MultiLineString([[(x, x % 3) for x in range(900)], [(x, 0) for x in range(1000, 1900)]]),
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
