"""Crossings worked out together are those that GEOS finds one by one."""

import itertools

import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiLineString, Point

from geo.lines import SAME_POINT_M, Route
from geo.strands import Strands

PLACE = st.tuples(st.integers(0, 12), st.integers(0, 12))
LINE = st.lists(PLACE, min_size=2, max_size=8).filter(lambda xy: len(set(xy)) > 1)


def strands(*lines):
    shapes = np.array([LineString(xy) for xy in lines], dtype=object)
    return Strands(shapes, shapes)


def measures(spots):
    return [spot.measure for spot in spots]


def test_two_lines_that_cross_twice():
    found = strands([(0, 0), (100, 0)], [(20, -10), (20, 10), (60, 10), (60, -10)]).crossings([(0, 1), (1, 0)])
    assert measures(found[0]) == pytest.approx([20, 60])
    assert measures(found[1]) == pytest.approx([10, 70])
    assert [spot.lonlat for spot in found[1]] == [pytest.approx((20, 0)), pytest.approx((60, 0))]


def test_a_shared_vertex_is_a_crossing():
    found = strands([(0, 0), (50, 0), (100, 0)], [(50, -10), (50, 0), (50, 10)]).crossings([(0, 1)])
    assert set(measures(found[0])) == {50}


def test_where_a_ring_begins_it_is_met_once():
    ring = [(0, 0), (100, 0), (100, 100), (0, 100), (0, 0)]
    assert measures(strands(ring, [(-50, -50), (50, 50)]).crossings([(0, 1)])[0]) == [0]


@pytest.mark.parametrize(
    "other", [[(20, 0), (60, 0)], [(0, 5), (100, 5)], [(200, 0), (300, 0)]], ids=["together", "beside", "beyond"],
)
def test_what_needs_judgement_is_left_open(other):
    assert strands([(0, 0), (100, 0)], other).crossings([(0, 1)]) == [None]


def test_points_and_lines_in_parts_are_left_open():
    shapes = np.array(
        [LineString([(0, 0), (9, 0)]), Point(4, 0), MultiLineString([[(4, -1), (4, 1)], [(6, -1), (6, 1)]]), LineString()],
        dtype=object,
    )
    found = Strands(shapes, shapes)
    assert found.crossings(list(itertools.product(range(4), repeat=2))) == [None] * 16
    assert [found.span(i).stop - found.span(i).start for i in range(4)] == [2, 0, 0, 0]


@given(LINE, LINE)
@example([(2, 7), (12, 4)], [(1, 12), (5, 6), (6, 9), (3, 1)])
@settings(deadline=None, max_examples=200)
def test_answers_are_those_of_the_exact_geometry(a, b):
    first, second = LineString(np.array(a) * 100.0), LineString(np.array(b) * 100.0)
    shapes = np.array([first, second], dtype=object)
    prepared = Strands(shapes, shapes)
    [found] = prepared.crossings([(0, 1)])
    if found is None:
        return
    route = Route(first, first)
    places = [Point(spot.lonlat) for spot in found]
    assert all(Point(prepared_route(prepared).at(spot.measure)).distance(place) < 1e-6 for spot, place in zip(found, places, strict=True))
    shared = shapely.intersection(first, second)
    assert shared.geom_type in ("Point", "MultiPoint")
    assert all(shapely.distance(place, second) < 1e-6 for place in places)
    # crossings that are hardly apart count as one
    assert all(min(shapely.distance(point, place) for place in places) <= SAME_POINT_M for point in shapely.get_parts(shared))
    if first.is_simple:
        assert measures(found) == pytest.approx(measures(route.crossings(second)), abs=1e-6)


def prepared_route(prepared):
    span = prepared.span(0)
    return Route.of_laid(LineString(prepared.xy[span]), prepared, span, closed=bool(prepared.closed[0]))


@given(st.lists(LINE, min_size=1, max_size=6))
@settings(deadline=None, max_examples=60)
def test_measures_are_those_of_a_route(lines):
    shapes = np.array([LineString(xy) for xy in lines], dtype=object)
    found = Strands(shapes, shapes)
    for number, shape in enumerate(shapes):
        assert found.measures[found.span(number)] == pytest.approx(Route(shape, shape).measures, abs=1e-9)
        assert found.closed[number] == Route(shape, shape).closed
