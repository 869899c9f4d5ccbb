"""What a person says of a place comes back as it was said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, Polygon

from data.model.placement import Drawn, Expression, InTowns, Picked, described, read, written

WORDS = st.text(min_size=1, max_size=20).filter(str.strip)
KEYS = st.tuples(WORDS, st.sampled_from(("road", "river", "bridge")))
LONS, LATS = st.floats(121, 121.7).map(lambda x: round(x, 6)), st.floats(30, 30.5).map(lambda y: round(y, 6))
SHAPES = st.lists(st.tuples(LONS, LATS), min_size=2, max_size=20).map(LineString) | st.tuples(LONS, LATS).map(Point)
PLACEMENTS = st.one_of(
    WORDS.map(Expression), st.builds(Picked, st.lists(KEYS, min_size=1, max_size=4).map(tuple), st.none() | st.tuples(KEYS, KEYS)),
    st.builds(Drawn, SHAPES, st.booleans()),
    st.dictionaries(st.from_regex(r"\d{12}", fullmatch=True), WORDS, min_size=1, max_size=4).map(lambda d: InTowns(tuple(d.items()))),
)


@settings(max_examples=150, deadline=None)
@given(PLACEMENTS)
def test_what_is_written_is_read_as_it_was(placement):
    assert read(*written(placement)) == placement


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["expression", "features", "drawn", "geometry", "towns", "别的"]), st.text(max_size=60))
def test_nothing_but_value_error_comes_of_anything_else(field, becomes):
    try:
        read(field, becomes)
    except ValueError:
        assert described(field, becomes) == becomes[:80]


@pytest.mark.parametrize(
    ("placement", "words"),
    [
        (Expression("甲路(乙路—丙路段)"), "地点表述“甲路(乙路—丙路段)”"),
        (Picked((("甲路", "road"),), (("乙路", "road"), ("丙河", "river"))), "要素:甲路(乙路—丙河段)"),
        (Drawn(LineString([(121, 30), (121.1, 30)])), "手绘的线"),
        (Drawn(Polygon([(121, 30), (121.1, 30), (121, 30.1)]), by_hand=False), "给定坐标的面"),
        (InTowns((("330282100000", "甲镇"), ("330282101000", "乙镇"))), "仅知所在镇(街道):甲镇、乙镇"),
    ],
)
def test_a_reader_is_told_in_words(placement, words):
    assert described(*written(placement)) == words
