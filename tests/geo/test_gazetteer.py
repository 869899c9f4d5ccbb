"""Names in text: the longest, in the role that the words beside them leave."""

import dataclasses
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.model import Precision, Village
from data.region import load_region
from geo.gazetteer import Gazetteer
from geo.locate.names import by_context
from geo.named import Role
from geo.near_names import NearNames
from geo.variants import road_variants
from geo.vocabulary import plain
from tests.geo.network import network

NETWORK = network()
GAZETTEER = Gazetteer(NETWORK)
PACK = Gazetteer(load_region("330282"))


def names(gazetteer, text):
    return [(mention.name.text, str(mention.name.role)) for mention in gazetteer.mentions(plain(text))]


@pytest.mark.parametrize(("text", "expected"), [
    ("甲平路支线", [("甲平路支线", "feature")]),
    ("甲平路支路", [("甲平路", "feature")]),
    ("甲平路桥", []),
    ("甲平路小学", []),
    ("甲平路站", []),
    ("望海站站房", [("望海站", "feature")]),
    ("西甲平路", []),
    ("至甲平路", [("甲平路", "feature")]),
    ("东川路", []),
    ("东川镇", [("东川镇", "town")]),
    ("东川街道", [("东川街道", "town")]),
    ("东川段", [("东川", "town")]),
    ("东川中学", []),
    ("望川市东川镇沙田", [("望川市", "region"), ("东川镇", "town"), ("沙田", "village")]),
    ("沙田", []),
    ("沙田社区", [("沙田社区", "village")]),
    ("老城片区", [("老城片区", "group")]),
    ("西川至东川公路", [("西川", "town"), ("东川", "town")]),
    ("蛇溪路", []),
    ("蛇溪路面", [("蛇溪", "feature")]),
    ("蛇溪横江", []),
    ("蛇溪江堤", [("蛇溪", "feature")]),
    ("长安大道南路", []),
    ("长安大道北路灯", [("长安大道", "feature")]),
    ("长安高架桥", [("长安高架", "feature")]),
    ("蛇溪大闸", []),
    ("清泉水库路", []),
    ("望海站前路", []),
    ("望海站前广场", [("望海站", "feature")]),
    ("东川镇沙田路", [("东川镇", "town")]),
    ("东川镇沙田、石桥两村", [("东川镇", "town"), ("沙田", "village"), ("石桥", "village")]),
    ("无名国道东川段", [("东川", "town")]),
    ("大东川段", []),
])
def test_names_in_the_invented_city(text, expected):
    assert names(GAZETTEER, text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("潮塘横江", [("潮塘横江", "feature")]),
    ("中部三塘横江", [("中部三塘横江", "feature")]),
    ("三塘横江横河段", [("三塘横江", "feature"), ("横河", "town")]),
    ("横河片", [("横河片", "group")]),
    ("横河镇梅湖水库", [("横河镇", "town"), ("梅湖水库", "feature")]),
    ("观海卫路", []),
    ("周巷大道", []),
    ("5座桥头跳车", []),
    ("桥头镇", [("桥头镇", "town")]),
    ("桥头、横河等镇", [("桥头", "town"), ("横河", "town")]),
    ("白沙路改造", []),
    ("白沙路街道", [("白沙路街道", "town")]),
    ("慈溪高铁站", [("慈溪高铁站", "feature")]),
    ("宁波至慈溪市域(郊)铁路", [("宁波至慈溪市域(郊)铁路", "feature")]),
    ("宁波至慈溪市域铁路", [("宁波至慈溪市域铁路", "feature")]),
    ("西二环改造", [("西二环", "feature")]),
    ("新城大道站", []),
])
def test_names_in_the_pack(text, expected):
    assert names(PACK, text) == expected


def test_a_name_of_two_kinds_is_told_by_the_words_beside_it():
    both = GAZETTEER.features("长塘").features
    assert [f.kind for f in by_context(both, "长塘河道整治")[0]] == ["river", "road"]
    assert by_context(both, "长塘河道整治")[1] == "河道"
    assert [f.kind for f in by_context(both, "长塘")[0]] == ["road", "river"]
    assert by_context(both, "长塘")[1] == ""


def test_a_road_goes_by_other_endings_of_its_stem():
    assert set(road_variants("长安大道")) == {"长安快速路", "长安公路", "长安高架路", "长安高架"}
    assert set(road_variants("中横线")) == {"中横线快速路", "中横线公路", "中横线高架"}
    assert not list(road_variants("永安路"))
    assert list(road_variants("西二环路")) == ["西二环"]
    assert list(road_variants("北外环")) == ["北外环路"]
    assert set(road_variants("228国道")) == {"G228", "国道228", "G228国道", "G228线"}
    assert set(road_variants("S319")) == {"319省道", "省道319", "S319省道", "S319线"}
    found = GAZETTEER.features("长安公路")
    assert found.features[0].name == "长安大道" and "长安大道" in found.note


def test_a_name_of_its_own_is_never_a_variant_of_another():
    feature = NETWORK.features[0]
    twin = dataclasses.replace(feature, name="长安公路", aliases=())
    gazetteer = Gazetteer(dataclasses.replace(NETWORK, features=(*NETWORK.features, twin)))
    assert gazetteer.features("长安公路").features == (twin,)


@pytest.mark.parametrize(("written", "known", "expected"), [
    ("城市北外欢", ["城市北外环"], None),
    ("城市背外环", ["城市北外环"], None),
    ("青少年功北路", ["青少年宫北路"], "青少年宫北路"),
    ("青少宫北路", ["青少年宫北路"], "青少年宫北路"),
    ("西部三塘横江", ["中部三塘横江"], None),
    ("一二三号公路", ["一二四号公路"], None),
    ("浒冲公路", ["浒崇公路"], "浒崇公路"),
    ("浒山公路", ["浒崇公路"], None),
    ("七塘", ["九塘"], None),
    ("青少年X北路", ["青少年宫北路", "青少年家北路"], None),
])
def test_near_names_are_misprints_and_nothing_more(written, known, expected):
    assert NearNames(known).nearest(written) == expected


def test_a_village_of_two_towns_is_both():
    assert {village.town for village in GAZETTEER.villages("石桥村")} == {"西川街道", "东川镇"}
    town = GAZETTEER.town("东川镇")
    assert [village.town for village in GAZETTEER.villages("石桥村", town)] == ["东川镇"]


def test_an_area_known_by_its_towns_only_is_a_group():
    area = dataclasses.replace(
        NETWORK.features[0], name="河东片", kind="area", precision=Precision.TOWN, stated_towns=("东川镇",), aliases=("河东",),
    )
    gazetteer = Gazetteer(dataclasses.replace(NETWORK, features=(area,)))
    assert names(gazetteer, "河东改造") == [("河东", "group")]
    assert [town.name for town in gazetteer.group("河东")] == ["东川镇"]


def test_an_empty_pack_has_no_names():
    empty = dataclasses.replace(NETWORK, features=(), towns=(), villages=(), groups={}, short_names=(), name="")
    assert names(Gazetteer(empty), "甲平路(乙安路—丙和路)") == []


ALPHABET = "甲乙丙路江"


@given(st.sets(st.text(ALPHABET, min_size=3, max_size=5), max_size=12), st.text(ALPHABET, max_size=25))
@settings(max_examples=200, deadline=None)
def test_mentions_never_overlap_and_none_is_part_of_a_longer_name_that_begins_with_it(known, text):
    villages = tuple(Village(code=str(i), name=name, town="") for i, name in enumerate(sorted(known)))
    gazetteer = Gazetteer(dataclasses.replace(NETWORK, features=(), towns=(), groups={}, villages=villages))
    mentions = gazetteer.mentions(text)
    assert all(text[m.start:m.end] == m.name.text and m.name.role is Role.VILLAGE for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    for mention in mentions:
        longer = [name for name in known if text.startswith(name, mention.start)]
        assert len(mention.name.text) == max(map(len, longer))
