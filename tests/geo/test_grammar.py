"""What a text means, before anything is drawn."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.expression import (
    Beside,
    Between,
    Border,
    Bounded,
    CityWide,
    CountOf,
    Crossing,
    Cut,
    Either,
    EveryTown,
    Group,
    Named,
    Off,
    Partly,
    Phase,
    Reach,
    Several,
    SideOf,
    Tip,
    Towns,
    Unknown,
    Unplaced,
    Villages,
    Whole,
)
from geo.gazetteer import Gazetteer
from geo.grammar import parse
from geo.named import Mention, Role
from tests.geo.network import network

GAZETTEER = Gazetteer(network())


def tree(text):
    node = parse(text, GAZETTEER)
    return node.options[0] if isinstance(node, Either) else node


def f(name):
    return Named(name, Role.FEATURE)


def t(name):
    return Named(name, Role.TOWN)


BETWEEN = Between(f("甲平路"), f("乙安路"), f("丙和路"))


@pytest.mark.parametrize("text", [
    "甲平路(乙安路—丙和路段)", "甲平路(乙安路-丙和路)", "甲平路(乙安路\u2013丙和路段)",
    "甲平路(乙安路~丙和路)", "甲平路(乙安路\uff5e丙和路段)", "甲平路\uff08乙安路\uff0d丙和路\uff09",
    "甲平路(乙安路至丙和路)", "甲平路(自乙安路到丙和路)", "甲平路【乙安路——丙和路】",
    "甲平路〔乙安路-丙和路段〕道路有机更新", "甲平路乙安路至丙和路段",
    "甲平路乙安路—丙和路段", "甲平路 乙安路 至 丙和路 段", "甲平路从乙安路到丙和路",
    "加快甲平路(乙安路—丙和路段)建设", "甲平路改造工程(乙安路—丙和路)",
    "望川市甲平路(现状乙安路口—规划丙和路口)工程",
])
def test_the_forms_of_a_stretch(text):
    assert tree(text) == BETWEEN


@pytest.mark.parametrize("text", [
    "甲平路西起乙安路、东至丙和路", "甲平路(西起乙安路,东至丙和路)", "甲平路,西起乙安路,东至丙和路,全长4公里",
    "甲平路西起乙安路东至丙和路道路工程", "甲平路道路工程,起点位于乙安路,终点位于丙和路", "甲平路工程起于乙安路,止于丙和路",
    "甲平路工程起点乙安路终点丙和路", "甲平路起自乙安路,讫于丙和路", "甲平路改造工程:西起现状乙安路,东至规划丙和路",
])
def test_the_ends_of_a_stretch_told_one_by_one(text):
    assert tree(text) == BETWEEN


def test_ends_told_one_by_one_are_not_drawn_in_place_of_an_unknown_line():
    assert tree("无名路西起乙安路、东至丙和路") == Between(Named("无名路"), f("乙安路"), f("丙和路"))
    assert tree("新建工程西起乙安路、东至丙和路") == Between(None, f("乙安路"), f("丙和路"))


@pytest.mark.parametrize(("text", "expected"), [
    ("甲平路(丙和路—乙安路)", Between(f("甲平路"), f("丙和路"), f("乙安路"))),
    ("甲平路(金波桥—望海站)", Between(f("甲平路"), f("金波桥"), f("望海站"))),
    ("甲平路(东川镇—市界)", Between(f("甲平路"), t("东川镇"), Border(None, "市界"))),
    ("甲平路(东川镇界—余望界段)", Between(f("甲平路"), Border(t("东川镇"), "东川镇界"), Border(None, "余望界"))),
    ("甲平路(西端—丙和路)", Between(f("甲平路"), Tip("西", "西端"), f("丙和路"))),
    ("甲平路(丙和路—东端段)", Between(f("甲平路"), f("丙和路"), Tip("东", "东端"))),
    ("甲平路(乙安路—无名路)", Between(f("甲平路"), f("乙安路"), Named("无名路"))),
    ("甲平路(K1+200—K3+500)", Partly(Whole(f("甲平路")), "(K1+200-K3+500)")),
    ("甲平路K1+200至K3+500段大中修", Partly(Whole(f("甲平路")), "K1+200至K3+500段")),
    ("甲平路(乙安路—丙和路)K12+300处", Partly(BETWEEN, "K12+300处")),
    ("甲平路(乙安路—K3+500)", Between(f("甲平路"), f("乙安路"), Named("K3+500"))),
    ("甲平路二标段", Partly(Whole(f("甲平路")), "二标段")),
    ("甲平路(乙安路—丙和路)第2标段", Partly(BETWEEN, "第2标段")),
    ("甲平路工程(EPC一标)施工", Partly(Whole(f("甲平路")), "(EPC一标)")),
    ("甲平路TJ-02标", Partly(Whole(f("甲平路")), "TJ-02标")),
    ("甲平路工程共分3标段", Whole(f("甲平路"))),
    ("甲平路施工招标", Whole(f("甲平路"))),
    ("无名路(东川镇段)", Cut(Named("无名路"), t("东川镇"))),
    ("无名国道东川段", Cut(Named("无名国道"), t("东川"))),
    ("无名河(丙和路以东段)", SideOf(Named("无名河"), f("丙和路"), "东")),
    ("甲平路(西川段、东川段)", Several((Cut(f("甲平路"), t("西川")), Cut(f("甲平路"), t("东川"))))),
    ("甲平路(西川、东川段)", Several((Cut(f("甲平路"), t("西川")), Cut(f("甲平路"), t("东川"))))),
    ("甲平路(丙和路以东500米)", SideOf(f("甲平路"), f("丙和路"), "东", 500.0)),
    ("甲平路(丙和路往东1.5km)", SideOf(f("甲平路"), f("丙和路"), "东", 1500.0)),
    ("甲平路与丙和路交叉口西南角地块", Crossing(f("甲平路"), f("丙和路"), "西南")),
    ("甲平路与丙和路东北角", Crossing(f("甲平路"), f("丙和路"), "东北")),
    ("甲平路丙和路口东南角", Crossing(f("甲平路"), f("丙和路"), "东南")),
    ("甲平路与丙和路交叉口东侧", Crossing(f("甲平路"), f("丙和路"), "东")),
    ("甲平路-丙和路节点改造", Crossing(f("甲平路"), f("丙和路"))),
    ("甲平路丙和路互通立交工程", Crossing(f("甲平路"), f("丙和路"))),
    ("甲平路跨蛇溪大桥", Crossing(f("甲平路"), Named("蛇溪"))),
    ("甲平路下穿丙和路隧道", Crossing(f("甲平路"), Named("丙和路"))),
    ("甲平路与乙安路、丙和路交叉口", Several((Crossing(f("甲平路"), f("乙安路")), Crossing(f("甲平路"), f("丙和路"))))),
    ("丙和路以西、甲平路以北、乙安路以东、长安大道以南地块",
     Bounded((f("丙和路"), f("甲平路"), f("乙安路"), f("长安大道")))),
    ("东川镇甲平路北侧", Cut(f("甲平路"), t("东川镇"), implied=True)),
    ("望海高铁线新桥站", Reach(f("望海高铁线"), "新桥站")),
    ("蛇溪入海口", Reach(f("蛇溪"), "入海口")),
    ("东川镇沙田、石桥两村", Villages(((Named("沙田", Role.VILLAGE), t("东川镇")), (Named("石桥", Role.VILLAGE), t("东川镇"))))),
    ("东川镇沙田村等3个村", Villages(((Named("沙田村", Role.VILLAGE), t("东川镇")),), 3)),
    ("各街道", EveryTown("各街道", ("街道",))),
    ("甲平路(乙安路、丙和路、蛇溪)", Whole(f("甲平路"), others=(f("乙安路"), f("丙和路"), f("蛇溪")))),
    ("甲平路(乙安路—丙和路以东200米)", Between(f("甲平路"), f("乙安路"), Off(f("丙和路"), "东", 200.0))),
    ("甲平路乙安路以西1.5公里至丙和路段", Between(f("甲平路"), Off(f("乙安路"), "西", 1500.0), f("丙和路"))),
    ("甲平路西起乙安路、东至丙和路以东200米", Between(f("甲平路"), f("乙安路"), Off(f("丙和路"), "东", 200.0))),
    ("2个镇(街道)农村公路", EveryTown("2个镇(街道)", ("街道", "镇"), 2)),
    ("全市各乡镇", EveryTown("各乡镇", ("镇", "乡"))),
    ("乙安路至丙和路段", Between(None, f("乙安路"), f("丙和路"))),
    ("某某路(乙安路—丙和路段)", Between(Named("某某路"), f("乙安路"), f("丙和路"))),
    ("甲平路(2024—2026年)", Whole(f("甲平路"))),
    ("甲平路建设工程—望海站站房配套", Whole(f("甲平路"), others=(f("望海站"),))),
    ("丙和路以西甲平路改造", SideOf(f("甲平路"), f("丙和路"), "西")),
    ("甲平路南侧绿道", Whole(f("甲平路"), along=True)),
    ("甲平路南侧地块", Beside(((f("甲平路"), "南"),))),
    ("甲平路与乙安路交叉口至丙和路段", BETWEEN),
    ("甲平路乙安路以东、丙和路以西段", BETWEEN),
    ("甲平路-丙和路交叉口", Crossing(f("甲平路"), f("丙和路"))),
    ("蛇溪、甲平路(乙安路—丙和路段)", Several((Whole(f("蛇溪")), BETWEEN))),
    ("甲平路西川街道、东川镇段", Several((Cut(f("甲平路"), t("西川街道")), Cut(f("甲平路"), t("东川镇"))))),
    ("西川街道、东川镇甲平路", Whole(f("甲平路"))),
    ("丙和路(甲平路北侧)", SideOf(f("丙和路"), f("甲平路"), "北")),
    ("无名河、甲平路", Several((Whole(f("甲平路")), Whole(Named("无名河"))))),
    ("甲平路、无名河整治", Several((Whole(f("甲平路")), Whole(Named("无名河"))))),
    ("甲平路826号", Reach(f("甲平路"), "826号")),
    ("甲平路清泉站", Reach(f("甲平路"), "清泉站")),
    ("东川镇甲平路清泉段", Reach(f("甲平路"), "清泉段", within=t("东川镇"))),
    ("甲平路新建桥梁", Whole(f("甲平路"))),
    ("东至丙和路,南至甲平路,西至乙安路,北至长安大道", Bounded((f("丙和路"), f("甲平路"), f("乙安路"), f("长安大道")))),
    ("甲平路(乙安路—丙和路)、丙和路(甲平路—长安大道)等", Several((BETWEEN, Between(f("丙和路"), f("甲平路"), f("长安大道"))))),
    ("甲平路与丙和路交叉口", Crossing(f("甲平路"), f("丙和路"))),
    ("甲平路与丙和路交叉口以东桩基施工", SideOf(f("甲平路"), f("丙和路"), "东")),
    ("甲平路、丙和路路口往西南", SideOf(f("甲平路"), f("丙和路"), "西南")),
    ("甲平路上丙和路以北", SideOf(f("甲平路"), f("丙和路"), "北")),
    ("甲平路丙和路以北保通道路", SideOf(f("甲平路"), f("丙和路"), "北")),
    ("甲平路(丙和路以北段)", SideOf(f("甲平路"), f("丙和路"), "北")),
    ("甲平路以北、丙和路以东", Beside(((f("甲平路"), "北"), (f("丙和路"), "东")))),
    ("甲平路望川段", Cut(f("甲平路"), Named("望川", Role.REGION))),
    ("甲平路东川段", Cut(f("甲平路"), t("东川"))),
    ("甲平路(东川镇段)", Cut(f("甲平路"), t("东川镇"))),
    ("东川镇甲平路改造", Cut(f("甲平路"), t("东川镇"), implied=True)),
    ("甲平路沿线", Whole(f("甲平路"), along=True)),
    ("蛇溪两岸", Whole(f("蛇溪"), along=True)),
    ("甲平路二期工程", Phase(f("甲平路"), "二期")),
    ("甲平路快速化改造(一期)", Phase(f("甲平路"), "一期")),
    ("甲平路人民公园段", Reach(f("甲平路"), "人民公园段")),
    ("东部甲平路", Reach(f("甲平路"), "东部")),
    ("甲平路东延", Reach(f("甲平路"), "东延", beyond=True)),
    ("甲平路进入施工阶段", Whole(f("甲平路"))),
    ("甲平路、丙和路和蛇溪", Several((Whole(f("甲平路")), Whole(f("丙和路")), Whole(f("蛇溪"))))),
    ("东川镇沙田村", Villages(((Named("沙田村", Role.VILLAGE), t("东川镇")),))),
    ("西川街道湾里区块", Villages(((Named("湾里", Role.VILLAGE), t("西川街道")),))),
    ("西川街道、东川镇等镇(街道)", Towns((t("西川街道"), t("东川镇")), open=True)),
    ("西川、东川等2个镇(街道)", Towns((t("西川"), t("东川")), 2)),
    ("老城片区改造", Group((Named("老城片区", Role.GROUP),))),
    ("全市农村公路", CityWide("全市")),
    ("望川市", CityWide("望川市")),
    ("浙江省望川市", CityWide("浙江省望川市")),
    ("某某省某某市望川市", CityWide("某某省某某市望川市")),
    ("中国浙江望川", CityWide("中国浙江望川")),
    ("内蒙古自治区某某盟望川市境内", CityWide("内蒙古自治区某某盟望川市境内")),
    ("某某地区望川市范围内", CityWide("某某地区望川市范围内")),
    ("建设美丽望川", Unknown("建设美丽望川")),
    ("浙江省望川市甲平路", Whole(f("甲平路"))),
    ("西川街道、东川镇部分区域", Partly(Towns((t("西川街道"), t("东川镇"))), "部分区域")),
    ("西川、东川部分区域", Partly(Towns((t("西川"), t("东川"))), "部分区域")),
    ("东川部分村", Partly(Towns((t("东川"),)), "部分村")),
    ("西川街道、东川镇等镇(街道)的部分地段", Partly(Towns((t("西川街道"), t("东川镇")), open=True), "的部分地段")),
    ("甲平路部分路段", Partly(Whole(f("甲平路")), "部分路段")),
    ("甲平路局部路段改造", Partly(Whole(f("甲平路")), "局部路段")),
    ("蛇溪(甲平路—长塘)部分河段", Partly(Between(f("蛇溪"), f("甲平路"), f("长塘")), "部分河段")),
    ("老城片区部分地块", Partly(Group((Named("老城片区", Role.GROUP),)), "部分地块")),
    ("望川市部分镇(街道)", Partly(CityWide("望川市"), "部分镇(街道)")),
    ("全市部分镇街", Partly(CityWide("全市"), "部分镇街")),
    ("甲平路改造工程部分完工", Whole(f("甲平路"))),
    ("部分区域甲平路", Whole(f("甲平路"))),
    ("甲平路等5条人行道维修", CountOf((f("甲平路"),), 5, "条")),
    ("甲平路、无名路等十二条道路", CountOf((f("甲平路"), Named("无名路")), 12, "条")),
    ("5座桥头跳车整治", Unplaced("5座桥头跳车整治")),
    ("中医院扩建工程", Unknown("中医院扩建工程")),
    ("", Unknown("")),
])
def test_the_tree_of_a_text(text, expected):
    assert tree(text) == expected


def test_a_later_reading_stands_behind_an_earlier_one():
    assert parse("东川镇甲平路(乙安路—丙和路)", GAZETTEER) == Either((BETWEEN, Towns((t("东川镇"),))))


def test_a_stretch_without_its_line_is_not_read_as_one_of_its_ends():
    node = parse("乙安路至丙和路段", GAZETTEER)
    assert isinstance(node, Between), "the ends must not be drawn in place of what lies between"


WORDS = "甲平路乙安丙和西川东镇街道—-至到与和等段期界一二35条座以北部分区域省市望川(()),、\ue001\ue002\ue005 \x00"


@given(st.text(alphabet=st.sampled_from(WORDS), max_size=120))
@settings(max_examples=300, deadline=None)
def test_every_text_has_a_tree(text):
    assert parse(text, GAZETTEER) is not None


class Written:
    """A gazetteer of nothing but the names that are written into a text."""

    def __init__(self, names):
        self.names = names

    def mentions(self, text):
        found = [Mention(at, at + len(name.text), name) for name in self.names for at in places_of(name.text, text)]
        return sorted(found)


def places_of(name, text):
    return [match.start() for match in re.finditer(re.escape(name), text)]


ODD = ("界界界", "端段段", "期全市", "起点座", "桥站站", "五条处")
PLAIN = ("甲甲甲", "乙乙乙", "丙丙丙", "丁丁丁", "戊戊戊", "己己己")
SENTENCES = st.builds(
    lambda form, order: form.format(*order),
    st.sampled_from([
        "{}({}—{}段)整治", "{}{}至{}段", "{}与{}交叉口以东", "{}、{}等5条", "{}{}段", "{}({}以东)", "{}西起{}、东至{}",
        "{}({}—{}—{})", "{}", "{}以东200米—{}", "{}({}界—与{})", "{}上的{}以北", "{}{}部分区域", "{}至{}段{}",
        "东至{}、南至{}、西至{}、北至{}", "{}二期及{}", "各镇{}",
    ]),
    st.lists(st.sampled_from("①②③④⑤⑥"), min_size=4, max_size=4),
)


@given(SENTENCES, st.lists(st.sampled_from(list(Role)), min_size=6, max_size=6))
@settings(max_examples=300, deadline=None)
def test_what_a_sentence_says_does_not_hang_on_how_its_names_are_spelt(sentence, roles):
    def read(spelling):
        names = [Named(name, role) for name, role in zip(spelling, roles, strict=True)]
        text = sentence.translate(dict(zip(map(ord, "①②③④⑤⑥"), spelling, strict=True)))
        marks = dict(zip(spelling, "①②③④⑤⑥", strict=True))
        return re.sub("|".join(spelling), lambda match: marks[match[0]], repr(parse(text, Written(names))))

    assert read(ODD) == read(PLAIN)


def test_a_text_may_bring_the_signs_that_names_are_read_by():
    signs = "".join(map(chr, range(0xE000, 0xE800, 7)))
    assert parse(f"{signs[:50]}甲平路({signs[50:90]}乙安路—丙和路)", GAZETTEER) == BETWEEN


def test_every_name_of_a_long_text_is_told_apart():
    names = [Named(a + b, Role.FEATURE) for a in "甲乙丙丁戊己庚辛壬癸" for b in "一二三四五六七八九十"]
    assert parse("、".join(name.text for name in names), Written(names)) == Several(tuple(Whole(name) for name in names))
