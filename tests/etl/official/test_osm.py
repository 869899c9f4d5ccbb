"""OpenStreetMap in each of its forms: the same content gives the same features, whatever order and pieces it comes in."""

import itertools
import json
import random

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.model import Precision
from data.region import load_region
from etl.errors import InputError
from etl.official import read_features
from tests.etl.official import osm_files

REGION = load_region()
FORMS = ("pbf", "osm", "out geom", "out body")
QUOTED = '老"甲"路,又名\\乙路'

# A row of places along 30.20 N, a hundredth of a degree apart; a pond around 121.40 E with an island with a pond on it; a station.
PLACES = {i: (round(121.20 + 0.01 * i, 7), 30.20, {}) for i in range(1, 9)}
POND = {20: (121.40, 30.20, {}), 21: (121.42, 30.20, {}), 22: (121.42, 30.22, {}), 23: (121.40, 30.22, {})}
ISLE = {30: (121.408, 30.208, {}), 31: (121.412, 30.208, {}), 32: (121.412, 30.212, {}), 33: (121.408, 30.212, {})}
WELL = {34: (121.409, 30.209, {}), 35: (121.411, 30.209, {}), 36: (121.411, 30.211, {})}
NODES = PLACES | POND | ISLE | WELL | {
    40: (121.21, 30.21, {"name": "甲站", "railway": "station"}), 41: (121.21, 30.22, {"name": "甲路站", "highway": "bus_stop"}),
}  # fmt: skip
WAYS = {
    # one road in four pieces: out of order, two of them backwards, one with a bridge
    1: ([7, 6], {"name": "甲长路", "highway": "primary", "alt_name": QUOTED}), 2: ([1, 2, 3], {"name": "甲长路", "highway": "primary"}),
    3: ([6, 5, 4], {"name": "甲长路", "highway": "primary", "bridge": "yes"}), 4: ([3, 4], {"name": "甲长路", "highway": "trunk"}),
    5: ([1, 2], {"name": "余慈大道", "highway": "trunk"}), 6: ([2, 3], {"name": "余慈大道", "highway": "trunk"}),
    7: ([4, 5], {"name": "甲河", "waterway": "river"}), 8: ([2, 3], {"waterway": "canal"}), 9: ([3, 4], {"waterway": "canal"}),
    10: ([1, 8], {"name": "甲铁路", "railway": "rail"}),
    11: ([20, 21, 22, 20], {"name": "甲湖", "natural": "water"}),
    12: ([20, 21, 22, 23], {}), 13: ([20, 23], {}), 14: ([30, 31, 32, 33, 30], {}), 20: ([34, 35, 36, 34], {}),
    15: ([20, 21, 22, 20], {"name": "甲路小学", "amenity": "school", "building": "yes"}),
    16: ([1, 3], {"highway": "service"}),
    17: ([8, 99], {"name": "断头路", "highway": "tertiary"}), 18: ([6, 7, 99, 8], {"name": "缺点路", "highway": "tertiary"}),
    19: ([30, 31, 32, 30], {"name": "乙水库", "landuse": "reservoir"}),
}
WATER = {"type": "multipolygon", "natural": "water", "water": "reservoir"}
RELATIONS = {
    1: ([(12, "outer"), (13, "outer"), (14, "inner"), (20, "outer")], WATER | {"name": "甲水库"}),
    2: ([(8, ""), (9, "main_stream")], {"type": "waterway", "waterway": "canal", "name": "乙河"}),
    3: ([(1, ""), (2, ""), (16, "")], {"type": "route", "route": "bus", "name": "12路公交"}),
    4: ([(77, "outer")], WATER | {"name": "界外水库"}),
}
EXPECTED = {
    ("甲长路", "road"): "LineString", ("228国道", "road"): "LineString", ("甲河", "river"): "LineString", ("乙河", "river"): "LineString",
    ("甲铁路", "rail"): "LineString", ("甲湖", "reservoir"): "Polygon", ("甲水库", "reservoir"): "MultiPolygon",
    ("乙水库", "reservoir"): "Polygon",
    ("缺点路", "road"): "LineString", ("甲站", "station"): "Point",
}  # fmt: skip


def saved(folder, form, nodes=NODES, ways=WAYS, relations=RELATIONS):
    if not form.startswith("out"):
        return osm_files.extract(folder / f"cixi.osm.{form}" if form == "pbf" else folder / "cixi.osm", nodes, ways, relations)
    path = folder / "answer.json"
    answer = osm_files.overpass(nodes, ways, relations, geometry=form == "out geom")
    path.write_text(json.dumps(answer, ensure_ascii=False), "utf-8")
    return path


def one(report, name):
    [found] = [feature for feature in report.features if feature.name == name]
    return found


@pytest.fixture(params=FORMS)
def report(request, tmp_path):
    return read_features(saved(tmp_path, request.param), REGION)


def test_named_things_of_use_are_taken_and_nothing_else(report):
    assert {(f.name, f.kind): f.geometry.geom_type for f in report.features} == EXPECTED
    assert {f.precision for f in report.features} == {Precision.ALIGNMENT}
    assert any("ODbL" in line for line in report.lines)


def test_pieces_out_of_order_and_turned_round_become_one_line(report):
    road = one(report, "甲长路")
    assert road.geometry.equals(shapely.LineString([PLACES[i][:2] for i in range(1, 8)]))
    assert QUOTED in road.aliases


def test_an_island_is_no_water_and_a_pond_on_it_is(report):
    pond, isle, well = (shapely.Polygon([place[:2] for place in ring.values()]) for ring in (POND, ISLE, WELL))
    assert one(report, "甲水库").geometry.equals((pond - isle) | well)


def test_a_river_named_on_its_relation_only(report):
    assert one(report, "乙河").geometry.equals(shapely.LineString([PLACES[2][:2], PLACES[4][:2]]))


def test_what_an_extract_cut_off_is_left_out_without_a_word_lost(report):
    assert one(report, "缺点路").geometry.equals(shapely.LineString([PLACES[6][:2], PLACES[8][:2]]))


def test_every_form_gives_the_same_features(tmp_path):
    reports = [read_features(saved(tmp_path, form), REGION) for form in FORMS]
    first, *others = [{(f.name, f.kind): (shapely.normalize(f.geometry), f.aliases) for f in report.features} for report in reports]
    assert len(first) == len(EXPECTED)
    for other in others:
        assert other.keys() == first.keys()
        assert all(shapely.equals_exact(other[key][0], first[key][0], 1e-9) and other[key][1:] == first[key][1:] for key in first)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32 - 1), st.integers(2, 12))
def test_a_line_comes_out_whole_however_it_was_cut_up(tmp_path, seed, pieces):
    chance = random.Random(seed)
    line = [(round(121.2 + 0.002 * i, 7), round(30.2 + 0.004 * chance.random(), 7)) for i in range(40)]
    nodes = {i: (*place, {}) for i, place in enumerate(line, 1)}
    cuts = [1, *sorted(chance.sample(range(2, 40), pieces - 1)), 40]
    spans = [list(range(a, b + 1))[:: chance.choice((1, -1))] for a, b in itertools.pairwise(cuts)]
    chance.shuffle(spans)
    path = saved(tmp_path, "pbf", nodes, {i: (span, {"name": "甲长路", "highway": "primary"}) for i, span in enumerate(spans, 1)}, {})
    assert one(read_features(path, REGION), "甲长路").geometry.equals(shapely.LineString(line))


def test_two_carriageways_are_kept_counted_once_and_said(tmp_path):
    # 潮塘横江 is published as 9.4 km; drawn here as two lines 20 m apart, end to end in pieces
    length, sides = 9400 / 96_300, (30.19, 30.19018)
    nodes = {10 * side + i: (round(121.2145 + length * i / 4, 7), sides[side - 1], {}) for side in (1, 2) for i in range(5)}
    tags = {"name": "潮塘横江", "waterway": "river"}
    ways = {1: ([10, 11, 12], tags), 2: ([12, 13, 14], tags), 3: ([24, 23], tags), 4: ([23, 22, 21, 20], tags)}
    report = read_features(saved(tmp_path, "pbf", nodes, ways, {}), REGION)
    assert report.doubled == ("潮塘横江",) and report.lengths == ()
    assert any("双线并行" in line for line in report.lines)
    assert len(one(report, "潮塘横江").geometry.geoms) == 2, "the file's own lines are stored as they are"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """An extract of several blocks, of some hundred kilobytes."""
    chance = random.Random(1)
    nodes, ways = {}, {}
    for way in range(500):  # streets that wind to the north-east, as streets do: none crosses itself
        steps = [(0.0008 * chance.random(), 0.0004 * chance.random()) for _ in range(40)]
        line = zip(*(itertools.accumulate(axis, initial=start) for axis, start in zip(zip(*steps, strict=True), (
            121.2 + 0.2 * chance.random(), 30.2 + 0.1 * chance.random()), strict=True)), strict=True)
        ids = [len(nodes) + number for number in range(1, 42)]
        nodes |= {one: (x, y, {}) for one, (x, y) in zip(ids, line, strict=True)}
        ways[way] = (ids, {"name": f"第{way}大街", "highway": "primary"})
    path = osm_files.extract(tmp_path_factory.mktemp("osm") / "whole.osm.pbf", nodes, {i + 1: way for i, way in ways.items()})
    assert len(read_features(path, REGION).features) == 500
    return path.read_bytes()


@pytest.mark.parametrize("share", [0.0005, 0.01, 0.3, 0.5, 0.9, 0.99999])
def test_a_download_that_broke_off_is_refused(tmp_path, whole, share):
    path = tmp_path / "cut.osm.pbf"
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(InputError) as refused:
        read_features(path, REGION)
    assert "OpenStreetMap" in refused.value.problem and "重新下载" in refused.value.remedy and "\n" not in str(refused.value)


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32 - 1))
def test_a_damaged_extract_is_refused_or_read_whole(tmp_path, whole, seed):
    data = bytearray(whole)
    data[random.Random(seed).randrange(len(data))] ^= 0xFF
    path = tmp_path / "damaged.osm.pbf"
    path.write_bytes(data)
    try:
        assert len(read_features(path, REGION).features) == 500
    except InputError as refused:
        assert refused.remedy and "\n" not in str(refused)
