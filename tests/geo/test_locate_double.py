"""Roads drawn as two carriageways: a stretch is as long as the road, whichever way it is asked for, and evidence says so."""

import dataclasses

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiLineString

from data.model.placement import Picked
from geo.locate import Locator, Stated
from tests.geo.network import LINES, degrees, local, network

NETWORK = network()
PLAIN = Locator(NETWORK)
DOUBLED = ("甲平路", "乙安路", "丙和路", "望海高铁线", "大环路")
SAID = "双线并行"


def doubled(*names, apart=24.0):
    """The network with these lines drawn twice, the second in the other direction, as OpenStreetMap has them."""
    features = []
    for feature in NETWORK.features:
        shape = LINES.get((feature.name, feature.kind))
        if feature.name in names:
            shape = MultiLineString([shape, shape.offset_curve(-apart, join_style="mitre").reverse()])
            feature = dataclasses.replace(feature, geometry=degrees(shape))
        features.append(feature)
    return dataclasses.replace(NETWORK, features=tuple(features))


CITY = doubled(*DOUBLED)
LOCATOR = Locator(CITY)

TEXTS = [
    "甲平路(乙安路—丙和路段)", "甲平路(丙和路—乙安路)", "甲平路(西端—丙和路)", "甲平路", "甲平路沿线", "甲平路西川街道段", "甲平路望川段",
    "甲平路与丙和路交叉口以东", "甲平路丙和路以西", "乙安路甲平路以北", "甲平路(金波桥—丙和路)", "望海高铁线", "甲平路二期", 
    "大环路(庚路线—壬西路)", "东川镇甲平路", "甲平路、乙安路", "甲平路等5条道路", "西川街道甲平路金波段",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_double_road_is_placed_like_a_single_one(text):
    once, twice = PLAIN.locate(text), LOCATOR.locate(text)
    assert (twice.method, twice.precision, twice.partial) == (once.method, once.precision, once.partial)
    assert twice.length_m == pytest.approx(once.length_m, abs=60)
    assert local(once.geometry).hausdorff_distance(local(twice.geometry)) < 40
    assert twice.length_m == pytest.approx(local(twice.geometry).length, abs=0.5), "what is shown and shared is what is counted"
    assert any(SAID in said for said in twice.evidence) and not any(SAID in said for said in once.evidence)


def test_picked_features_count_once_too():
    stated = Stated(CITY, LOCATOR)
    whole = stated.locate(Picked((("甲平路", "road"),)))
    stretch = stated.locate(Picked((("甲平路", "road"),), (("乙安路", "road"), ("丙和路", "road"))))
    assert (whole.length_m, stretch.length_m) == (pytest.approx(10_000, abs=30), pytest.approx(4000, abs=60))
    for found in (whole, stretch):
        assert found.length_m == pytest.approx(local(found.geometry).length, abs=0.5) and any(SAID in said for said in found.evidence)


def test_a_crossing_with_a_double_road_is_one_crossing():
    found = LOCATOR.locate("蛇溪甲平路以北")
    assert not any("可取的有 4 处" in said for said in found.evidence)
    assert local(LOCATOR.locate("甲平路与丙和路交叉口").geometry).distance(shapely.Point(6000, 0)) < 40


LONG = sorted({name for (name, kind), shape in LINES.items() if shape.length > 1000 and name not in ("长塘", "分段路")})


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(LONG), st.sampled_from(LONG), st.sampled_from(LONG), st.integers(8, 30))
def test_doubling_any_line_changes_no_stretch_of_it(x, a, b, apart):
    text = f"{x}({a}—{b}段)"
    once, twice = PLAIN.locate(text), Locator(doubled(x, apart=apart)).locate(text)
    assert twice.method == once.method
    assert twice.length_m == pytest.approx(once.length_m, abs=12 * apart)


def test_many_at_once_are_answered_as_one_by_one():
    many = list(Locator(CITY).locate_many(TEXTS))
    assert [place.length_m for place in many] == [LOCATOR.locate(text).length_m for text in TEXTS]
