"""What the source says of a place's towns, beside what a drawing gives."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model import Location, Precision, TownShare
from geo.statements import STATED, with_stated
from tests.geo.network import network

CITY = network()
WEST, EAST = CITY.towns
NEAR = dataclasses.replace(CITY, towns=tuple(dataclasses.replace(town, approximate=True) for town in CITY.towns))
LINE = TownShare(project="p", town=WEST.code, name=WEST.name, share=1.0, length_m=900.0)
POINT = TownShare(project="p", town=WEST.code, name=WEST.name, share=1.0, basis="point")


def place(*stated, precision=Precision.SCHEMATIC):
    return Location(project="p", precision=precision, stated_towns=stated)


def test_a_stated_town_that_a_schematic_line_misses_is_one_of_its_towns_without_a_number():
    first, second = with_stated((LINE,), place(WEST.name, EAST.name), CITY)
    assert first == LINE
    assert (second.town, second.name, second.share, second.length_m, second.basis) == (EAST.code, EAST.name, None, None, STATED)


def test_a_town_that_only_the_line_reaches_stays():
    assert with_stated((LINE,), place(), CITY) == (LINE,)
    half = (dataclasses.replace(LINE, share=0.6), dataclasses.replace(LINE, town=EAST.code, name=EAST.name, share=0.4))
    assert with_stated(half, place(WEST.name), CITY) == half


def test_a_drawing_that_reaches_no_stated_town_is_overruled():
    (only,) = with_stated((LINE,), place(EAST.name), CITY)
    assert (only.name, only.share, only.basis) == (EAST.name, None, STATED)


def test_a_point_lies_wholly_in_the_one_town_that_is_stated():
    (only,) = with_stated((POINT,), place(EAST.name), CITY)
    assert (only.name, only.share, only.basis) == (EAST.name, 1.0, STATED)


@pytest.mark.parametrize("precision", [Precision.SURVEYED, Precision.ALIGNMENT])
def test_a_real_line_over_real_boundaries_is_believed(precision):
    assert with_stated((LINE,), place(EAST.name, precision=precision), CITY) == (LINE,)
    assert len(with_stated((LINE,), place(WEST.name, EAST.name, precision=precision), NEAR)) == 2, "these boundaries are not real"


def test_what_is_no_town_of_the_region_and_a_place_without_shares_change_nothing():
    assert with_stated((LINE,), place("外地镇"), CITY) == (LINE,)
    assert with_stated((), place(EAST.name), CITY) == ()


NAMES = st.sampled_from([WEST.name, EAST.name, "外地镇"])


@given(st.lists(NAMES, max_size=4), st.sampled_from(list(Precision)), st.lists(st.floats(0.01, 1), min_size=1, max_size=3), st.booleans())
def test_numbers_still_sum_to_one_and_every_stated_town_is_there(stated, precision, parts, near):
    towns = [(WEST.code, WEST.name), ("", "望川市以外"), (EAST.code, EAST.name)]
    drawn = tuple(
        TownShare(project="p", town=code, name=name, share=part / sum(parts), length_m=part)
        for (code, name), part in zip(towns, parts, strict=False)
    )
    found = with_stated(drawn, place(*stated, precision=precision), NEAR if near else CITY)
    numbers = [share.share for share in found if share.share is not None]
    assert not numbers or sum(numbers) == pytest.approx(1)
    assert len({share.town for share in found}) == len(found) and found
    if near or precision.rank >= Precision.SCHEMATIC.rank:
        assert {WEST.name, EAST.name} & set(stated) <= {share.name for share in found}
