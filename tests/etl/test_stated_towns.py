"""Towns that the source states, all the way into the shares of projects; numbers still sum to 1."""

import dataclasses

import pytest

from data.model import Precision, Project
from data.region import load_region
from etl.places import locate_text, place
from tests.geo.network import network

CITY = network(precision=Precision.SCHEMATIC)
WEST, EAST = "西川街道", "东川镇"


def shares(name, *, region=CITY, hints=(), registered=""):
    placing = place([Project(id="p", name=name, place=registered)], region, hints={"p": hints})
    return {share.name: (share.share, share.basis) for share in placing.shares}


def test_a_town_of_the_text_that_a_schematic_line_misses_gets_in_without_a_share():
    assert shares("乙安路(甲平路—长安大道)", hints=("东川镇", "西川街道")) == {WEST: (1.0, "length"), EAST: (None, "stated")}


def test_a_line_that_reaches_none_of_the_stated_towns_is_overruled():
    assert shares("东川镇乙安路改造") == {EAST: (None, "stated")}


def test_what_was_published_of_a_line_is_added_to_what_it_reaches():
    far = dataclasses.replace(next(f for f in CITY.features if f.name == "乙安路"), stated_towns=(WEST, EAST))
    city = dataclasses.replace(CITY, features=tuple(far if f.name == far.name else f for f in CITY.features))
    assert shares("乙安路", region=city) == {WEST: (1.0, "length"), EAST: (None, "stated")}
    assert shares("乙安路(甲平路—长安大道)", region=city) == {WEST: (1.0, "length")}


def test_a_surveyed_line_over_real_boundaries_stands():
    assert shares("东川镇乙安路改造", region=network()) == {WEST: (1.0, "length")}


def test_the_command_shows_it():
    towns = locate_text("东川镇乙安路改造", CITY)["towns"]
    assert towns == [{"code": CITY.towns[1].code, "name": EAST, "share": None, "length_m": None}]


def test_every_project_of_the_pack_has_shares_that_sum_to_one_and_its_stated_towns():
    region = load_region()
    placing = place(region.projects, region)
    for found in placing.locations:
        parts = [share for share in placing.shares if share.project == found.project]
        numbers = [share.share for share in parts if share.share is not None]
        assert not numbers or sum(numbers) == pytest.approx(1)
        if parts:
            assert {town.name for town in region.towns} & set(found.stated_towns) <= {share.name for share in parts}
