from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, box

from briefing.anchors import place_marks
from briefing.sheet import Box

EDGE = Box(0, 0, 1000, 800)


def test_a_lone_mark_stands_on_its_work():
    line = LineString([(100, 100), (300, 300)])
    (mark,) = place_marks([("a", line)], 24, EDGE)
    assert line.distance(Point(mark.x, mark.y)) < 1e-6 and not mark.moved


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(100, 900), st.floats(100, 700)), min_size=1, max_size=40))
def test_marks_never_touch_each_other_what_is_taken_or_the_edge(points):
    taken = [Box(400, 300, 600, 360)]
    marks = place_marks([(str(n), Point(point)) for n, point in enumerate(points)], 24, EDGE, taken=taken)
    boxes = [Box.around(mark.x, mark.y, 24, 24) for mark in marks]
    assert all(one.within(EDGE) and not one.overlaps(taken[0]) for one in boxes)
    assert not any(one.overlaps(other) for n, one in enumerate(boxes) for other in boxes[n + 1 :])


def test_many_works_in_one_town_spread_inside_it():
    town = box(200, 200, 500, 500)
    marks = place_marks([(str(n), town) for n in range(30)], 24, EDGE)
    assert all(town.contains(Point(mark.x, mark.y)) for mark in marks)
    assert len({(round(mark.x), round(mark.y)) for mark in marks}) == 30


def test_a_work_outside_the_map_is_marked_at_its_edge():
    (mark,) = place_marks([("a", Point(5000, -300))], 24, EDGE)
    assert Box.around(mark.x, mark.y, 24, 24).within(EDGE)
