"""Why a place is doubted, and in which order."""

import pytest

from data.model import Location, Precision, Project
from data.region import load_region
from data.views import Doubt
from data.views.placing import doubt_of
from geo.locate import Locator

ROAD = Project(id="p", name="甲路", length_m=4000.0)


def at(precision=Precision.SCHEMATIC, **more):
    return Location(project="p", precision=precision, **more)


@pytest.mark.parametrize(
    ("place", "drawn", "doubt", "reason"),
    [
        (None, False, Doubt.NOWHERE, "没有可用"), (at(Precision.NONE, reason="未收录“甲”"), False, Doubt.NOWHERE, "未收录“甲”"),
        (at(Precision.CITY), True, Doubt.CITY, "全市"), (at(Precision.TOWN, reason="只知在乙以西"), True, Doubt.TOWN, "乙以西"),
        (at(partial=True, reason="共 5 条,列名 1 条"), True, Doubt.PARTIAL, "共 5 条"), (at(method="beside"), True, Doubt.VAGUE, "一侧"),
        (at(length_m=5000.0), True, Doubt.LENGTH, "4.00 公里"), (at(length_m=4100.0), True, Doubt.NOT, ""),
        (at(method="geocoded"), True, Doubt.VAGUE, "天地图"), (at(Precision.TOWN, method="corrected"), True, Doubt.NOT, "区域包"),
    ],
)
def test_each_doubt_has_its_reason(place, drawn, doubt, reason):
    found, said = doubt_of(ROAD, place, drawn=drawn)
    assert found is doubt and reason in said


def test_a_place_found_by_a_near_name_is_doubted_as_such():
    found = Locator(load_region()).locate("城市北外环(许崇公路—胜陆公路段)")
    assert found.method == "between" and any("近似名" in line for line in found.evidence)
    assert doubt_of(Project(id="p", name="x"), found, drawn=True)[0] is Doubt.NEAR


def test_the_gravest_comes_first():
    assert [one.rank for one in (Doubt.UNUSABLE, Doubt.NOWHERE, Doubt.CITY, Doubt.TOWN, Doubt.PARTIAL, Doubt.NEAR)] == list(range(6))
    assert max(Doubt, key=lambda one: one.rank) is Doubt.NOT
