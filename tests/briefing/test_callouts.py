from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.anchors import Anchor
from briefing.callouts import STYLES, choose_style, cross, lay_out, spread
from briefing.sheet import Box

BAND = Box(36, 122, 1884, 880)
spots = st.tuples(st.floats(600, 1300), st.floats(150, 850))


def anchors_at(points):
    return [Anchor(str(n), x, y, (x, y)) for n, (x, y) in enumerate(points)]


def laid(points):
    style = choose_style(len(points), BAND.height)
    middle = Box(BAND.left + style.margin, BAND.top, BAND.right - style.margin, BAND.bottom)
    return style, lay_out(anchors_at(points), style, middle, BAND)


@settings(max_examples=60, deadline=None)
@given(st.lists(spots, min_size=1, max_size=60, unique=True))
def test_every_anchor_is_named_no_leaders_cross_and_no_names_overlap(points):
    style, callouts = laid(points)
    assert sorted(one.id for one in callouts) == sorted(str(n) for n in range(len(points)))
    for n, one in enumerate(callouts):
        for other in callouts[n + 1 :]:
            if one.left == other.left:
                assert not cross(one.anchor, one.port, other.anchor, other.port)
            if one.text[0] == other.text[0]:
                assert abs(one.text[1] - other.text[1]) >= style.size


@pytest.mark.parametrize("count", [1, 15, 40, 100])
def test_the_roomiest_style_that_holds_all(count):
    style = choose_style(count, BAND.height)
    assert style.capacity(BAND.height) >= count
    assert all(roomier.capacity(BAND.height) < count for roomier in STYLES[: STYLES.index(style)])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(0, 1000), min_size=1, max_size=30))
def test_levels_keep_their_order_their_distance_and_their_bounds(wanted):
    levels = spread(sorted(wanted), 20, 0, 1000)
    assert all(-1e-6 <= level <= 1000 + 1e-6 for level in levels)
    assert all(lower - upper >= 20 - 1e-6 for upper, lower in pairwise(levels))


def test_levels_stay_where_they_want_to_be_when_there_is_room():
    assert spread([100, 300, 500], 20, 0, 1000) == [100, 300, 500]
    assert spread([100, 100], 20, 0, 1000) == [90, 110]


def test_more_than_fit_are_spaced_evenly():
    assert spread([5] * 5, 50, 0, 100) == [0, 25, 50, 75, 100]
