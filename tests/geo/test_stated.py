"""What a person says of a place, on the invented network: exact answers, and a reason for what cannot be."""

import pytest
from shapely.geometry import LineString, Point

from data.model import Precision
from data.model.placement import Drawn, Expression, InTowns, Picked
from geo.locate import Locator, Stated
from tests.geo.network import degrees, local, network

CITY = network()
STATED = Stated(CITY, Locator(CITY))
ROAD, A, B, FAR = ("甲平路", "road"), ("乙安路", "road"), ("丙和路", "road"), ("戊远路", "road")


def test_a_stretch_between_two_crossings_is_exact_whichever_end_comes_first():
    found, turned = STATED.locate(Picked((ROAD,), (A, B))), STATED.locate(Picked((ROAD,), (B, A)))
    assert found.length_m == pytest.approx(4000, abs=0.01) and found.geometry.equals(turned.geometry)
    assert local(found.geometry).equals_exact(LineString([(2000, 0), *((x, 0) for x in range(2250, 6001, 250))]), 0.01)
    assert any("乙安路" in line for line in found.evidence) and any("丙和路" in line for line in found.evidence)


def test_features_are_taken_whole_and_together():
    found = STATED.locate(Picked((ROAD, A)))
    assert found.geometry.geom_type == "MultiLineString" and found.length_m == pytest.approx(16_000, abs=0.1)
    assert len(found.evidence) == 2 and not found.partial


def test_one_of_two_features_gone_is_said():
    found = STATED.locate(Picked((ROAD, ("没有路", "road"))))
    assert found.partial and "没有路" in found.reason and found.geometry is not None


@pytest.mark.parametrize(
    ("placement", "reason"),
    [
        (Picked((("没有路", "road"),)), "未收录“没有路”"), (Picked((ROAD,), (A, FAR)), "不相交"), (Picked((ROAD,), (ROAD, A)), "本身"),
        (Picked((ROAD, A), (B, FAR)), "一条线"), (Picked((ROAD,), (A, A)), "同一点"), (InTowns((("0", "没有镇"),)), "没有镇"),
        (Expression("查无此处"), "查无此处"),
    ],
)
def test_what_leads_nowhere_says_why(placement, reason):
    found = STATED.locate(placement)
    assert found.geometry is None and reason in found.reason and found.precision is Precision.NONE


def test_only_features_that_meet_a_line_are_offered_as_its_ends():
    ends = STATED.meeting(ROAD)
    assert A in ends and B in ends and FAR not in ends and ROAD not in ends
    assert all(STATED.locate(Picked((ROAD,), (A, end))).geometry is not None for end in ends if end not in (A,))


def test_a_drawing_is_schematic_and_given_coordinates_are_an_alignment():
    line = degrees(LineString([(0, 0), (3000, 4000)]))
    drawn, given = STATED.locate(Drawn(line)), STATED.locate(Drawn(line, by_hand=False))
    assert drawn.precision is Precision.SCHEMATIC and "未经实测" in drawn.evidence[0]
    assert given.precision is Precision.ALIGNMENT and given.length_m == pytest.approx(5000, rel=1e-6)
    assert STATED.locate(Drawn(Point(121, 30))).length_m is None


def test_towns_are_found_by_code_and_by_name_and_united():
    one, two = CITY.towns[:2]
    found = STATED.locate(InTowns(((one.code, "旧名"), ("000000000000", two.name))))
    assert found.precision is Precision.TOWN and found.geometry.equals(one.geometry.union(two.geometry))
