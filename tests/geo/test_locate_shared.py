"""Names that belong to several things, and texts that say several: nothing of it is drawn twice, in another's place, or left untold."""

import pytest

from geo.locate import Locator
from tests.geo.network import network
from tests.geo.test_locate import tips

LOCATOR = Locator(network())


def between(text, start, end):
    found = LOCATOR.locate(text)
    assert found.method == "between", (found.evidence, found.reason)
    assert tips(found.geometry) == {start, end}
    return found


def test_of_a_road_and_a_river_of_one_name_the_one_that_has_both_ends_is_meant():
    found = between("长塘(甲平路—长安大道)", (7000, 0), (7000, 2500))  # the road of that name meets neither
    assert any("长塘(河道" in said for said in found.evidence)
    assert "只有河道有这两端" in "\n".join(found.evidence)
    assert (found.precision, found.reason) == ("surveyed", "")


def test_where_the_first_has_both_ends_it_stays_in_doubt():
    found = between("长塘(乙安路—丙和路)", (2000, -2000), (6000, -2000))
    assert "待核" in found.reason


def test_the_whole_line_is_not_drawn_over_a_part_of_it_that_is_known():
    found = LOCATOR.locate("甲平路(乙安路—丙和路、戊远路—东端)")
    assert (found.method, found.partial, round(found.length_m)) == ("between", True, 4000)
    assert tips(found.geometry) == {(2000, 0), (6000, 0)}
    assert found.precision == "surveyed"
    assert "戊远路与甲平路在图上不相交" in found.reason
    assert "这一段未画出" in found.reason


def test_where_no_part_is_known_the_whole_line_is_drawn_once():
    found = LOCATOR.locate("甲平路(戊远路—东端、无名路—丙和路)")
    assert (found.partial, round(found.length_m)) == (True, 10000)


@pytest.mark.parametrize("text", ["甲平路沿线、丙和路改造", "丙和路与甲平路南侧绿化"])
def test_what_is_named_beside_a_line_that_is_followed_is_told(text):
    found = LOCATOR.locate(text)
    assert found.partial
    assert "文中另有丙和路" in found.reason


@pytest.mark.parametrize("text", [
    "甲平路(西川东川界—丙和路)", "甲平路(西川东川交界处至丙和路段)", "甲平路(西川镇东川镇界—丙和路)",
])
def test_two_bare_names_of_towns_before_a_border_are_the_towns(text):
    between(text, (5000, 0), (6000, 0))


@pytest.mark.parametrize("text", ["丙和路(甲平路南侧500米—甲平路)", "丙和路(甲平路南面500米至甲平路段)", "丙和路(甲平路以南500米—甲平路)"])
def test_so_far_on_a_side_needs_no_preposition(text):
    between(text, (6000, -500), (6000, 0))


@pytest.mark.parametrize("dash", ["→", "\ufe58", "\u2e3a", "一", "- ", "\u2012"])
def test_whatever_stands_for_a_dash(dash):
    between(f"甲平路(乙安路{dash}丙和路段)", (2000, 0), (6000, 0))


def test_a_line_with_its_preposition_doubled():
    found = LOCATOR.locate("甲平路上的丙和路以西")
    assert (found.method, tips(found.geometry)) == ("side", {(0, 0), (6000, 0)})
