"""Forty and more expressions on an invented network, each with its exact answer (network_gold.csv)."""

import csv
import dataclasses
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapely.geometry import GeometryCollection, LineString, Point, Polygon

from benchmarks.places import city, expressions
from data.model import Precision
from geo.locate import Locator, Question
from tests.geo.network import box, degrees, line, local, network

GOLD = list(csv.DictReader((Path(__file__).parent / "network_gold.csv").open(encoding="utf-8")))
NETWORK = network()
LOCATOR = Locator(NETWORK)


def points(text):
    return {tuple(float(number) for number in point.split()) for point in text.split(";") if point}


def rounded(coordinates):
    return {tuple(round(float(value)) + 0.0 for value in point) for point in coordinates}


def tips(geometry):
    """Both ends of a place in local metres: of a line in several parts, the first and the last."""
    parts = [shapely.get_coordinates(part) for part in shapely.get_parts(local(geometry))]
    return rounded([parts[0][0], parts[-1][-1]])


def test_the_table_is_as_long_as_promised():
    assert len(GOLD) >= 40
    assert len({row["text"] for row in GOLD}) == len(GOLD)


@pytest.mark.parametrize("row", GOLD, ids=[row["text"] for row in GOLD])
def test_expression_on_the_network(row):
    found = LOCATOR.locate(row["text"])
    assert (found.method or "none", str(found.precision)) == (row["method"], row["precision"]), (found.evidence, found.reason)
    assert found.partial is (row["partial"] == "True")
    assert row["said"] in "\n".join((*found.evidence, found.reason))
    assert (found.geometry is None) is (row["method"] == "none")
    assert found.geometry is not None or found.reason
    if row["length_m"]:
        assert found.length_m == pytest.approx(float(row["length_m"]), abs=0.05)
    if row["ends"]:
        assert tips(found.geometry) == points(row["ends"])


def test_a_gap_between_schematic_lines_is_bridged_and_told():
    found = Locator(network(precision=Precision.SCHEMATIC)).locate("甲平路(乙安路—丁秀路)")
    assert (found.method, found.precision, found.partial) == ("between", Precision.SCHEMATIC, False)
    assert tips(found.geometry) == {(2000.0, 0.0), (8000.0, 0.0)}
    assert any("80 米" in said for said in found.evidence)


def test_a_schematic_line_that_stops_short_of_the_border_reaches_it():
    found = Locator(network(precision=Precision.SCHEMATIC)).locate("近界路(西端—市界)")
    assert tips(found.geometry) == {(10000.0, -2500.0), (19200.0, -2500.0)}
    assert any("800 米" in said for said in found.evidence)


def test_a_block_is_what_its_four_sides_enclose():
    found = LOCATOR.locate("地块东至丙和路,南至甲平路,西至乙安路,北至长安大道")
    assert local(found.geometry).symmetric_difference(box(2000, 0, 6000, 2500)).area < 100


@pytest.mark.parametrize(("text", "all_of_it"), [
    ("西川街道、东川镇部分区域", "西川街道、东川镇"), ("甲平路部分路段", "甲平路"),
    ("甲平路(乙安路—丙和路)局部路段", "甲平路(乙安路—丙和路)"), ("全市部分镇街", "全市"), ("老城片区部分地块", "老城片区"),
    ("东川镇沙田村部分区域", "东川镇沙田村"),
])
def test_a_part_that_is_not_told_is_all_of_it_partial_and_said(text, all_of_it):
    found, whole = LOCATOR.locate(text), LOCATOR.locate(all_of_it)
    assert found.partial and not whole.partial and "未写明是哪一部分" in found.reason
    assert found.geometry.equals(whole.geometry) and found.precision.rank >= whole.precision.rank
    assert found.precision.rank > whole.precision.rank or whole.precision.rank >= Precision.TOWN.rank
    assert found.length_m == whole.length_m


def test_a_part_of_nothing_known_is_nothing():
    found = LOCATOR.locate("无名路部分路段")
    assert found.geometry is None and not found.partial and "无名路" in found.reason


def test_towns_are_drawn_as_their_polygons_and_united():
    found = LOCATOR.locate("西川街道、东川镇等镇(街道)")
    assert found.geometry.equals(shapely.union_all([town.geometry for town in network().towns]))


def test_a_project_is_read_by_its_place_then_its_name_then_hints():
    project = next(project for project in network().projects if project.name == "甲平路二期")
    assert LOCATOR.locate("随便什么", project=project).length_m == pytest.approx(4000, abs=0.05)
    assert LOCATOR.locate("随便什么", project=project).project == project.id
    unplaced = next(project for project in network().projects if not project.place)
    assert LOCATOR.locate(unplaced.name, project=unplaced).geometry is None
    hinted = LOCATOR.locate(unplaced.name, project=unplaced, hints=("东川镇", "清泉水库"))
    assert hinted.precision is Precision.SURVEYED, "a finer hint stands in for a coarser one"
    assert any("清泉水库" in said for said in hinted.evidence)


def test_projects_asked_together_are_answered_as_one_by_one():
    asked = [Question(project.name, project, ("东川镇", "乙安路-丙和路")) for project in NETWORK.projects]
    asked.append(Question("甲平路改造", None, ("蛇溪",)))
    one_by_one = [LOCATOR.locate(one.text, project=one.project, hints=one.hints) for one in asked]
    assert list(Locator(NETWORK).locate_many(asked)) == one_by_one


def test_a_hint_of_two_ends_narrows_a_whole_line_and_nothing_else():
    narrowed = LOCATOR.locate("甲平路改造", hints=("乙安路-丙和路",))
    assert (narrowed.method, round(narrowed.length_m)) == ("between", 4000)
    assert LOCATOR.locate("甲平路(金波桥—丙和路)", hints=("乙安路-丙和路",)).length_m == pytest.approx(2000, abs=0.05)


def test_a_coarser_hint_never_blurs_a_line():
    assert LOCATOR.locate("甲平路(乙安路—丙和路)", hints=("东川镇", "全市")).method == "between"


def test_the_whole_line_never_stands_in_for_a_stretch_of_unknown_ends():
    project = dataclasses.replace(NETWORK.projects[0], name="甲平路改造", place="甲平路(乙安路—无名路)")
    found = LOCATOR.locate("甲平路", project=project, hints=("甲平路",))
    assert (found.partial, found.precision) == (True, Precision.ALIGNMENT)
    assert "未收录“无名路”" in found.reason


def test_of_two_ways_the_published_length_decides():
    ring = network().projects[0]
    project = dataclasses.replace(ring, name="大环路", place="大环路(辛东路—壬西路)", length_m=9000.0)
    found = LOCATOR.locate(project.name, project=project)
    assert found.length_m == pytest.approx(9000, abs=0.05)
    assert any("公布长度" in said for said in found.evidence)


def test_a_point_lies_at_the_crossing():
    assert local(LOCATOR.locate("甲平路与丙和路交叉口").geometry).distance(Point(6000, 0)) < 0.01


def test_a_crossing_where_a_part_begins_lies_on_that_part():
    at_joint = dataclasses.replace(NETWORK.features[0], name="接头路", aliases=(), geometry=degrees(line((9000, 4500), (9000, 5500))))
    found = Locator(dataclasses.replace(NETWORK, features=(*NETWORK.features, at_joint))).locate("分段路与接头路交叉口")
    assert local(found.geometry).distance(Point(9000, 5000)) < 0.01


# -- properties --------------------------------------------------------------------------------------------------------------

LINES_ON_IT = sorted({f.name for f in NETWORK.features if "Line" in f.geometry.geom_type and f.name != "长塘"})
OTHERS = [*LINES_ON_IT, "长塘", "金波桥", "银波桥", "望海站", "西川街道", "东川镇", "市界", "东端", "无名路"]
# As far apart as is just bridged, to the metre: a rounding decides.
AT_THE_LIMIT = {("蛇溪", "金波桥"), ("长安大道", "望海站")}
BY_NAME = {feature.name: feature for feature in NETWORK.features}
lines_of_it, ends = st.sampled_from(LINES_ON_IT), st.sampled_from(OTHERS)


@given(lines_of_it, ends, ends)
@settings(max_examples=150, deadline=None)
def test_swapping_the_ends_changes_nothing(x, a, b):
    one, other = LOCATOR.locate(f"{x}({a}—{b}段)"), LOCATOR.locate(f"{x}({b}—{a}段)")
    assert (one.method, one.precision, one.partial) == (other.method, other.precision, other.partial)
    assert one.length_m == other.length_m
    assert one.geometry.equals(other.geometry)


@given(lines_of_it, ends, ends)
@settings(max_examples=150, deadline=None)
def test_a_stretch_lies_on_its_line(x, a, b):
    found = LOCATOR.locate(f"{x}({a}—{b}段)")
    whole = BY_NAME[x].geometry
    assert found.geometry.difference(whole.buffer(1e-9)).is_empty
    assert found.length_m <= local(whole).length + 0.01
    assert found.length_m == pytest.approx(local(found.geometry).length, abs=0.05)
    assert found.evidence and (found.method == "between" or found.reason or a == b == "市界")


@given(lines_of_it, st.sampled_from(LINES_ON_IT), st.sampled_from(["东西", "南北"]))
@settings(max_examples=150, deadline=None)
def test_both_sides_of_a_crossing_add_up_to_the_line(x, y, sides):
    first, second = (LOCATOR.locate(f"{x}{y}以{side}") for side in sides)
    if not first.method == second.method == "side":
        return
    names = [[said for said in found.evidence if said.startswith("所据要素")] for found in (first, second)]
    assert names[0] == names[1]
    whole = BY_NAME[names[0][0].split(":")[1].split("(")[0]].geometry
    assert first.length_m + second.length_m == pytest.approx(local(whole).length, abs=0.05)
    assert first.geometry.intersection(second.geometry).length < 1e-9


@given(lines_of_it, ends, ends, st.integers(-5000, 5000), st.integers(-5000, 5000))
@settings(max_examples=25, deadline=None)
def test_moving_everything_moves_the_answer(x, a, b, east, north):
    assume(not {(x, a), (x, b)} & AT_THE_LIMIT)
    moved = Locator(network(shift=(east, north)))
    for text in (f"{x}({a}—{b}段)", f"{x}{a}以北", f"{x}西川街道段"):
        here, there = LOCATOR.locate(text), moved.locate(text)
        assert (here.method, here.precision, here.partial) == (there.method, there.precision, there.partial)
        if here.geometry is not None:
            assert local(here.geometry).hausdorff_distance(local(there.geometry, shift=(east, north))) < 0.1


PIECES = [*OTHERS, *"(()—-至到与和、,;:以东西南北段期等一二35条座镇村界口的上 ", "交叉口", "街道", "全市", "\ue001"]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_jumble_of_its_words_is_placed_or_refused_with_a_reason(text):
    found = LOCATOR.locate(text, hints=(text[::-1],))
    assert (found.geometry is None) == (found.precision is Precision.NONE) == (not found.method)
    assert found.geometry is not None or found.reason
    assert found.geometry is None or not found.geometry.is_empty


@given(st.text(max_size=500))
@settings(max_examples=200, deadline=None)
def test_any_text_at_all_is_answered(text):
    assert LOCATOR.locate(text).text == text


HOSTILE = ["(" * 5000, "甲平路" * 3000, "等5条、" * 2000, "至" * 9000, "甲平路(" + "乙—" * 4000, "1" * 9000 + "条"]


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:4] for text in HOSTILE])
def test_long_and_hostile_texts_are_bounded_work(text):
    assert LOCATOR.locate(text).precision


BROKEN_SHAPES = {
    "空线路": LineString(),
    "零长路": LineString([(121.05, 30.17), (121.05, 30.17)]),
    "立体路": LineString([(121.05, 30.16, 5), (121.05, 30.18, 9)]),
    "蝶形湖": Polygon([(121.05, 30.16), (121.06, 30.18), (121.06, 30.16), (121.05, 30.18)]),
    "杂集路": GeometryCollection([Point(121.05, 30.17), LineString([(121.05, 30.16), (121.05, 30.18)])]),
    "无处桥": Point(),
}


@pytest.mark.parametrize("name", BROKEN_SHAPES)
@pytest.mark.parametrize("form", [
    "{}", "甲平路({}—丙和路段)", "{}(乙安路—丙和路)", "{}与甲平路交叉口", "甲平路{}以东", "{}甲平路以东",
    "{}西川街道段", "{}望川段", "西川街道{}", "{}东段", "{}、甲平路",
    "{}等5条", "{}东延", "{}以南", "甲平路({}界—西端)", "东至{},南至甲平路,西至乙安路,北至长安大道",
])
def test_broken_geometry_is_refused_or_left_out_but_never_raises(name, form):
    like = NETWORK.features[0]
    odd = [dataclasses.replace(like, name=name, aliases=(), geometry=shape) for name, shape in BROKEN_SHAPES.items()]
    found = Locator(dataclasses.replace(NETWORK, features=(*NETWORK.features, *odd))).locate(form.format(name))
    assert found.geometry is None or not found.geometry.is_empty
    assert found.geometry is not None or found.reason


def test_invalid_town_borders_do_not_stop_a_cut():
    bowtie = Polygon([(121.0, 30.1), (121.2, 30.3), (121.2, 30.1), (121.0, 30.3)])
    towns = tuple(dataclasses.replace(town, geometry=bowtie) for town in NETWORK.towns)
    locator = Locator(dataclasses.replace(NETWORK, towns=towns, outline=bowtie))
    for text in ("甲平路西川街道段", "甲平路望川段", "甲平路(西川街道—市界)", "西川街道、东川镇", "西川街道甲平路"):
        assert locator.locate(text).method


def told(place):
    return place.text, place.method, place.precision, place.evidence, place.reason, place.partial


def same(places, others):
    return all(
        told(a) == told(b) and (a.geometry is None) is (b.geometry is None)
        and (a.geometry is None or shapely.equals_exact(a.geometry, b.geometry, tolerance=1e-10))
        for a, b in zip(places, others, strict=True)
    )


def test_many_at_once_are_answered_as_one_by_one():
    texts = [row["text"] for row in GOLD]
    assert same(list(Locator(NETWORK).locate_many(iter(texts))), [Locator(NETWORK).locate(text) for text in texts])


FORMS = [
    "{}({}—{}段)整治", "推进{}{}至{}段建设", "{}与{}交叉口以{s}", "{}与{}交叉口", "{}{}以{s}500米处", "{}沿线", "{}、{}等5条道路",
    "{}西川街道段", "{}({}—{}—{})", "{}({}—{}段)、({}—{}段)", "{}二期", "{}北延", "{}以{s}", "东川镇{}", "{}、{}、{}", "{}({}界—西端)",
    "{}至{}段{}", "{}×{}", "东至{},南至{},西至{},北至{}", "全市{}", "{}大桥段", "石桥村{}",
]
EXPRESSIONS = st.builds(
    lambda form, names, side: form.replace("{s}", side).format(*names),
    st.sampled_from(FORMS), st.lists(st.sampled_from([*OTHERS, "甲平络", "甲平快速路"]), min_size=5, max_size=5),
    st.sampled_from("东西南北"),
)


@given(st.lists(EXPRESSIONS, min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_company_changes_no_answer(texts):
    assert same(list(Locator(NETWORK).locate_many(texts)), map(LOCATOR.locate, texts))


def test_a_large_city_is_answered_in_batches_as_one_by_one(monkeypatch):
    region, tiles = city(2_000)
    texts = [text for _, text in expressions(tiles, 1_500)]
    alone = Locator(region)
    monkeypatch.setattr("geo.locate.locator._BATCH", 200)
    found = list(Locator(region).locate_many(iter(texts)))
    assert same(found, map(alone.locate, texts))
    assert {place.method for place in found} >= {"between", "side", "crossing", "along", "whole", "town", "count", ""}


def test_threads_may_share_a_locator():
    texts = [row["text"] for row in GOLD] * 3
    shared = Locator(NETWORK)
    with ThreadPoolExecutor(8) as pool:
        assert same(list(pool.map(shared.locate, texts)), list(map(LOCATOR.locate, texts)))
