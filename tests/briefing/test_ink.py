import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point

from briefing.ink import Ink
from briefing.sheet import Box

EDGE = Box(100, 50, 900, 650)
spot = st.tuples(st.floats(0, 1000), st.floats(0, 700))


def test_a_box_on_a_line_is_touched_and_one_beside_it_is_not():
    ink = Ink([LineString([(200, 300), (800, 300)])], EDGE)
    on, beside, outside = ink.share(np.array([[300, 290, 400, 310], [300, 400, 400, 420], [0, 0, 50, 40]], dtype=float))
    assert 0 < on < 0.5 and beside == 0 and outside == 0


def test_no_works_no_ink():
    assert Ink([], EDGE).share(np.array([[300.0, 290.0, 400.0, 310.0]])).tolist() == [0]


@settings(max_examples=100, deadline=None)
@given(st.lists(spot, min_size=2, max_size=20), st.floats(100, 800), st.floats(50, 600))
def test_a_share_is_a_share_and_whoever_is_crossed_has_one(points, left, top):
    line = LineString(points)
    (share,) = Ink([line, Point(points[0])], EDGE).share(np.array([[left, top, left + 80, top + 30]]))
    assert 0 <= share <= 1
