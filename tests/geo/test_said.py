"""Which towns a text says, on the invented network; and that they come with the place."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.model import Precision
from data.model.placement import Expression, Picked
from geo.gazetteer import Gazetteer
from geo.grammar import parse
from geo.locate import Locator, Stated
from geo.locate.said import towns_said
from tests.geo.network import network

CITY = network(precision=Precision.SCHEMATIC)
LOCATOR = Locator(CITY)
WEST, EAST = "西川街道", "东川镇"


@pytest.mark.parametrize(("text", "towns"), [
    ("东川镇甲平路(乙安路—丙和路)", (EAST,)), ("东川镇甲平路改造", (EAST,)), ("甲平路东川段", (EAST,)), ("甲平路", ()),
    ("甲平路途经西川街道、东川镇", (WEST, EAST)), ("东川镇沙田村", (EAST,)), ("沙田村甲平路", (EAST,)), ("湾里社区道路", (WEST,)),
    ("西川街道、东川镇甲平路", (WEST, EAST)), ("东川镇甲平路清泉段", (EAST,)),
    ("甲平路(东川镇—市界)", ()), ("甲平路(乙安路—东川镇界段)", ()), ("石桥村甲平路", ()), ("全市农村公路", ()), ("老城片区改造", ()),
])
def test_towns_that_a_text_names_as_where_the_place_lies(text, towns):
    assert towns_said(parse(text, Gazetteer(CITY)), Gazetteer(CITY)) == towns


def test_they_come_with_the_place_and_are_said():
    found = LOCATOR.locate("东川镇乙安路(甲平路—长安大道)")
    assert found.stated_towns == (EAST,) and any("文中所述在:东川镇" in said for said in found.evidence)
    assert LOCATOR.locate("甲平路(乙安路—丙和路)").stated_towns == ()


def test_what_was_published_of_a_whole_feature_comes_with_it_and_not_with_a_part():
    assert LOCATOR.locate("甲平路").stated_towns == (WEST, EAST)
    assert LOCATOR.locate("甲平路望川段").stated_towns == (WEST, EAST)
    assert LOCATOR.locate("甲平路、乙安路").stated_towns == (WEST, EAST)
    assert LOCATOR.locate("甲平路(乙安路—丙和路)").stated_towns == LOCATOR.locate("甲平路(乙安路—无名路)").stated_towns == ()
    stated = Stated(CITY, LOCATOR)
    road = ("甲平路", "road")
    assert stated.locate(Picked((road,))).stated_towns == (WEST, EAST)
    assert stated.locate(Picked((road,), (("乙安路", "road"), ("丙和路", "road")))).stated_towns == ()
    assert stated.locate(Expression("东川镇甲平路")).stated_towns == (EAST,)


def test_the_words_stand_before_what_was_published():
    assert LOCATOR.locate("东川镇甲平路").stated_towns == (EAST,)


def test_every_text_of_a_project_may_say_it():
    project = dataclasses.replace(CITY.projects[0], name="甲平路二期")
    assert LOCATOR.locate(project.name, project=project).stated_towns == ()
    assert LOCATOR.locate(project.name, project=project, hints=("东川镇",)).stated_towns == (EAST,)
    named = dataclasses.replace(project, name="西川街道甲平路二期")
    assert LOCATOR.locate(named.name, project=named, hints=("东川镇沙田村",)).stated_towns == (WEST, EAST)


def test_no_place_no_statement():
    found = LOCATOR.locate("没有写明的地方")
    assert found.geometry is None and found.stated_towns == ()


PIECES = ["甲平路", "东川镇", "西川街道", "沙田村", "石桥村", "(", "—", ")", "、", "途经", "乙安路", "段", "等", "以北"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@settings(max_examples=200, deadline=None)
def test_only_towns_of_the_region_are_ever_said(text):
    found = LOCATOR.locate(text)
    assert set(found.stated_towns) <= {WEST, EAST} and len(set(found.stated_towns)) == len(found.stated_towns)
    assert found.stated_towns == next(Locator(CITY).locate_many([text])).stated_towns
