"""Linear referencing on lines whose answers can be worked out by hand."""

import itertools

import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiLineString, Point, box

from geo.lines import SAME_POINT_M, Route, Span, Spot
from geo.stretches import central, nearest_pair, on_side, tip

EAST, NORTH = (1.0, 0.0), (0.0, 1.0)


def route(*lines):
    """A route whose degrees are its metres divided by 100000."""
    metric = LineString(lines[0]) if len(lines) == 1 else MultiLineString(lines)
    return Route(metric, shapely.transform(metric, lambda xy: xy / 1e5))


def coordinates(geometry):
    return [[tuple(round(float(v) * 1e5, 3) for v in xy) for xy in part.coords] for part in shapely.get_parts(geometry)]


STRAIGHT = route([(0, 0), (400, 0), (1000, 0)])
BENT = route([(0, 0), (1000, 0), (1000, 1000)])
RING = route([(0, 0), (400, 0), (400, 400), (0, 400), (0, 0)])
BROKEN = route([(900, 0), (1000, 0)], [(300, 0), (0, 0)], [(310, 0), (500, 0)])


def test_length_and_places():
    assert (STRAIGHT.length, BENT.length, RING.length, BROKEN.length) == (1000, 2000, 1600, 590)
    assert BENT.nearest(Point(1200, 500)) == Spot(1500, 200)
    assert BENT.at(1500, degrees=False) == (1000, 500)


def test_a_line_without_length_is_refused():
    with pytest.raises(ValueError, match="without length"):
        route([(1, 1), (1, 1)])


def test_parts_are_put_head_to_tail():
    assert [x for x, _ in BROKEN.xy] == [0, 300, 310, 500, 900, 1000]
    assert [round(gap) for _, gap in BROKEN.gaps] == [10, 400]
    assert not BROKEN.closed


def test_parts_that_touch_are_one_line():
    joined = route([(0, 0), (500, 0)], [(1000, 0), (500, 0)])
    assert joined.gaps == () and joined.length == 1000
    assert coordinates(joined.cut([Span(400, 600)])) == [[(400, 0), (500, 0), (600, 0)]]


def test_a_ring_in_parts_is_a_ring():
    assert route([(0, 0), (400, 0), (400, 400)], [(0, 0), (0, 400), (400, 400)]).closed


def test_cutting_across_a_gap_leaves_the_gap_open():
    start, end = BROKEN.nearest(Point(100, 0)), BROKEN.nearest(Point(950, 0))
    span = Span(start.measure, end.measure)
    assert coordinates(BROKEN.cut([span])) == [[(100, 0), (300, 0)], [(310, 0), (500, 0)], [(900, 0), (950, 0)]]
    assert BROKEN.extent(span) == 50 + 190 + 200
    assert [round(gap) for gap in BROKEN.gaps_in(span)] == [10, 400]


def test_a_cut_at_a_joint_takes_no_sliver_of_the_other_part():
    joint = 300
    assert coordinates(BROKEN.cut([Span(0, joint)])) == [[(0, 0), (300, 0)]]
    assert coordinates(BROKEN.cut([Span(joint, joint + 100)])) == [[(310, 0), (410, 0)]]
    assert [BROKEN.place(spot) for spot in (Spot(joint, 0, 0), Spot(joint, 0, 1))] == [
        pytest.approx((0.00300, 0)), pytest.approx((0.00310, 0)),
    ]


def test_a_cut_keeps_the_vertices_between():
    assert coordinates(STRAIGHT.cut([Span(100, 700)])) == [[(100, 0), (400, 0), (700, 0)]]
    assert coordinates(RING.cut([Span(1500, 100)])) == [[(0, 100), (0, 0), (100, 0)]]
    with pytest.raises(ValueError, match="without length"):
        STRAIGHT.cut([Span(5, 5)])


@pytest.mark.parametrize(("other", "bridge", "expected"), [
    (LineString([(250, -10), (250, 10)]), 0, [Spot(250)]),
    (LineString([(250, -10), (250, 10), (750, 10), (750, -10)]), 0, [Spot(250), Spot(750)]),
    (LineString([(200, 5), (200, 0), (600, 0), (600, 5)]), 0, [Spot(400)]),
    (LineString([(250, 30), (250, 90)]), 0, []),
    (LineString([(250, 30), (250, 90)]), 30, [Spot(250, 30)]),
    (LineString([(250, 31), (250, 90)]), 30, []),
    (Point(300, 40), 50, [Spot(300, 40)]),
    (Point(300, 60), 50, []),
    (Point(300, 0), 0, [Spot(300)]),
    (box(200, -50, 300, 50), 0, [Spot(200), Spot(300)]),
])
def test_crossings(other, bridge, expected):
    assert STRAIGHT.crossings(other, bridge=bridge) == expected


def test_of_several_crossings_the_nearest_pair_makes_the_stretch():
    a, b = [Spot(100), Spot(600)], [Spot(900)]
    assert nearest_pair(STRAIGHT, a, b) == (Spot(600), Spot(900), Span(600, 900))
    assert nearest_pair(STRAIGHT, a, b, published=810) == (Spot(100), Spot(900), Span(100, 900))
    assert nearest_pair(STRAIGHT, [Spot(5)], [Spot(5)]) is None


def test_a_ring_has_two_ways_and_the_shorter_is_taken():
    assert RING.ways(Spot(100), Spot(500)) == [Span(100, 500), Span(500, 100)]
    assert nearest_pair(RING, [Spot(100)], [Spot(1500)])[2] == Span(1500, 100)
    assert nearest_pair(RING, [Spot(100)], [Spot(1500)], published=1400)[2] == Span(100, 1500)
    assert STRAIGHT.ways(Spot(500), Spot(100)) == [Span(100, 500)]


def test_sides():
    assert on_side(STRAIGHT, [Spot(300)], EAST) == [Span(300, 1000)]
    assert on_side(STRAIGHT, [Spot(300)], (-1, 0)) == [Span(0, 300)]
    assert on_side(STRAIGHT, [Spot(300)], NORTH) is None, "a line that runs east has no north"
    assert on_side(STRAIGHT, [Spot(0)], (-1, 0)) == [], "nothing lies west of its west end"
    assert on_side(STRAIGHT, [], EAST) is None
    assert on_side(STRAIGHT, [Spot(100), Spot(600)], EAST) == [Span(600, 1000)]
    assert on_side(RING, [Spot(200), Spot(1000)], EAST) == [Span(200, 1000)]
    assert on_side(RING, [Spot(200), Spot(1000)], (-1, 0)) == [Span(1000, 200)]
    assert on_side(RING, [Spot(200)], EAST) is None


def test_tips():
    assert tip(STRAIGHT, EAST) == Spot(1000)
    assert tip(STRAIGHT, (-1, 0)) == Spot(0)
    assert tip(STRAIGHT, NORTH) is None
    assert tip(RING, EAST) is None


def test_the_central_crossing_is_the_same_for_both_sides():
    assert central(STRAIGHT, [Spot(100), Spot(450), Spot(900)]) == Spot(450)
    assert central(STRAIGHT, [Spot(400), Spot(600)]) == Spot(400)


grid = st.integers(-50, 50).map(lambda value: value * 20.0)
walks = st.lists(st.tuples(grid, grid), min_size=2, max_size=12)


@given(walks, st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=200, deadline=None)
def test_a_cut_is_as_long_as_its_measures_say_and_lies_on_the_line(points, a, b):
    assume(len(set(points)) > 1)
    line = route(points)
    low, high = sorted((a * line.length, b * line.length))
    assume(high - low > 1e-3)
    cut = shapely.transform(line.cut([Span(low, high)]), lambda xy: xy * 1e5)
    assert cut.length == pytest.approx(high - low, abs=1e-6)
    assert cut.within(line.metric.buffer(1e-3))


@given(walks, walks)
@settings(max_examples=200, deadline=None)
def test_crossings_lie_on_both_lines(points, others):
    assume(len(set(points)) > 1 and len(set(others)) > 1)
    line, other = route(points), LineString(others)
    spots = line.crossings(other)
    assert bool(spots) is (line.metric.distance(other) <= SAME_POINT_M)
    for spot in spots:
        assert 0 <= spot.measure <= line.length
        assert Point(line.at(spot.measure, degrees=False)).distance(other) <= SAME_POINT_M + 1e-6


@given(walks, st.floats(0.05, 0.95), st.sampled_from([EAST, NORTH, (0.7071, 0.7071)]))
@settings(max_examples=200, deadline=None)
def test_two_opposite_sides_are_the_whole_line(points, share, direction):
    assume(len(set(points)) > 1)
    line = route(points)
    assume(min(share, 1 - share) * line.length > SAME_POINT_M)
    spots = [Spot(share * line.length)]
    one, other = on_side(line, spots, direction), on_side(line, spots, (-direction[0], -direction[1]))
    if one is None or other is None:
        assert one is other is None
        return
    assert sum(map(line.extent, [*one, *other])) == pytest.approx(line.length)


@given(st.permutations([[(0, 0), (100, 0)], [(100, 0), (250, 0)], [(260, 0), (400, 0)], [(400, 0), (400, 90)]]),
       st.lists(st.booleans(), min_size=4, max_size=4))
@settings(max_examples=100, deadline=None)
def test_parts_in_any_order_and_direction_make_the_same_line(parts, turned):
    line = route(*[part[::-1] if turn else part for part, turn in zip(parts, turned, strict=True)])
    ends = {tuple(line.xy[0]), tuple(line.xy[-1])}
    assert ends == {(0.0, 0.0), (400.0, 90.0)}
    assert line.length == pytest.approx(480)
    assert all(a <= b for a, b in itertools.pairwise(line.measures))
