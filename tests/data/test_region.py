"""Region packs: the one that is shipped holds what it promises, another city is a folder, a broken one says what is wrong."""

import csv
import json
import shutil
from pathlib import Path

import pytest
import shapely

from data.model import Precision
from data.region import REGIONS, RegionError, load_region, region_dirs

SHARED = Path(__file__).parents[2] / ".." / "shared"
REGION = load_region()


def feature(name):
    return next(f for f in REGION.features if f.name == name)


def project(name):
    return next(p for p in REGION.projects if name in (p.name, *p.aliases))


class TestTheShippedPack:
    def test_counts(self):
        assert (len(REGION.towns), len(REGION.features), len(REGION.villages)) == (19, 41, 406)

    def test_towns_are_approximate_and_carry_official_codes(self):
        assert all(town.approximate for town in REGION.towns)
        codes = {town.name: town.code for town in REGION.towns}
        assert codes["坎墩街道"] == "330282003000"
        assert codes["龙山镇"] == "330282123000"

    def test_cells_fill_the_outline_without_gap_or_overlap(self):
        cells = [town.geometry for town in REGION.towns]
        assert shapely.coverage_is_valid(cells)
        assert shapely.union_all(cells).symmetric_difference(REGION.outline).area < 1e-9 * REGION.outline.area

    def test_every_cell_is_one_piece(self):
        assert {town.geometry.geom_type for town in REGION.towns} == {"Polygon"}

    def test_each_seat_lies_in_its_own_cell(self):
        for town in REGION.towns:
            assert town.geometry.contains(shapely.Point(town.seat_lon, town.seat_lat)), town.name

    @pytest.mark.parametrize("name", ["control_points.csv", "stated_points.csv"])
    def test_each_known_point_lies_in_its_towns_cell(self, name):
        cells = {town.name: town.geometry for town in REGION.towns}
        with (REGIONS / "330282/sources" / name).open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                assert cells[row["town"]].contains(shapely.Point(float(row["lon"]), float(row["lat"]))), row

    @pytest.mark.parametrize("feature", REGION.features, ids=lambda f: f.name)
    def test_stated_towns_are_crossed(self, feature):
        crossed = {town.name for town in REGION.towns if town.geometry.intersects(feature.geometry)}
        # A group of towns (中心城区) is kept as a point: its towns are in the groups.
        crossed |= set(REGION.groups.get(feature.name, ()))
        assert crossed >= set(feature.stated_towns)

    def test_features_keep_what_was_published(self):
        guodao = feature("228国道")
        assert guodao.stated_length_m == 8610
        assert "G228" in guodao.aliases
        assert guodao.precision is Precision.SCHEMATIC
        assert feature("杜湖").precision is Precision.ALIGNMENT

    def test_registry_holds_published_figures_and_nothing_else(self):
        assert project("中横线二期").total_investment == 3_732_000_000
        assert project("中横线快速路二期").length_m == 3691
        assert project("中横线一期").total_investment == 3_630_000_000
        assert project("建筑垃圾资源化处置中心").total_investment == 552_210_000
        assert project("青少年宫北路").total_investment is None
        assert all(p.project_class is None for p in REGION.projects), "a class is this year's plan's to give"

    def test_near_names_are_two_projects(self):
        for one, other in [
            ("梅湖水库扩容工程", "梅湖水库清淤扩容工程"), ("中部三塘横江", "西部三塘横江"),
            ("中横线一期", "中横线二期"), ("扩大北排", "防洪排涝二期"), ("北段", "南段"),
        ]:  # fmt: skip
            first = next(p for p in REGION.projects if any(one in name for name in (p.name, *p.aliases)))
            second = next(p for p in REGION.projects if any(other in name for name in (p.name, *p.aliases)))
            assert first.id != second.id

    def test_no_name_or_alias_belongs_to_two_projects(self):
        names = [name for p in REGION.projects for name in (p.name, *p.aliases)]
        assert len(names) == len(set(names))

    def test_children_name_their_parent(self):
        assert project("228国道慈溪南段").parent == project("228国道慈溪段").id

    @pytest.mark.skipif(not SHARED.exists(), reason="the shared reference is not beside the checkout")
    def test_every_project_of_the_gold_is_registered(self):
        gold = json.loads((SHARED / "gold/work_plan_2024-05.items.json").read_text("utf-8"))
        known = {plain(name) for p in REGION.projects for name in (p.name, *p.aliases)}
        missing = [
            item["name"] for item in gold
            if item["tier"] == "A" and not {plain(item["name"]), plain(item["name_mention"])} & known
        ]  # fmt: skip
        assert not missing

    @pytest.mark.skipif(not SHARED.exists(), reason="the shared reference is not beside the checkout")
    def test_sources_are_the_reference_unchanged(self):
        for name in ("towns.csv", "control_points.csv", "features.csv", "county_outline.geojson"):
            assert (REGIONS / "330282/sources" / name).read_bytes() == (SHARED / "reference" / name).read_bytes()


def plain(name):
    return name.replace("—", "-").replace("(", "(").replace(")", ")").removeprefix("慈溪市")


class TestAnotherCity:
    def test_is_a_folder_and_no_code(self, tmp_path):
        write_pack(tmp_path / "999901")
        region = load_region("999901", root=tmp_path)
        assert region.name == "甲市"
        assert [town.name for town in region.towns] == ["东镇", "西镇"]
        assert region.projects[0].total_investment == 12_000_000
        assert region.corrections[0].at.isoformat() == "2024-05-31T00:00:00+00:00"
        assert list(region_dirs(root=tmp_path)) == ["999901"]

    def test_its_version_changes_with_its_files(self, tmp_path):
        write_pack(tmp_path / "one/999901")
        write_pack(tmp_path / "two/999901", villages="code,name,town\n999901001001,乙村,东镇\n")
        assert load_region("999901", root=tmp_path / "one").version != load_region("999901", root=tmp_path / "two").version

    def test_an_unknown_code_names_those_at_hand(self):
        with pytest.raises(RegionError, match="330282"):
            load_region("110101")


BOWTIE = shapely.Polygon([(121, 30), (121.1, 30.1), (121.1, 30), (121, 30.1)])

BREAKAGES = {
    "missing file": ({"villages": None}, "villages.csv.*缺少此文件"),
    "unknown key": ({"toml": "colour = 'red'"}, "colour"),
    "key twice": ({"toml": "name = 'x'"}, "TOML"),
    "unknown column": ({"villages": "code,name,town,area\n"}, "area"),
    "missing column": ({"villages": "code,name\n"}, "town"),
    "ragged row": ({"villages": "code,name,town\n1,甲村\n"}, "第 2 行"),
    "village of no town": ({"villages": "code,name,town\n999901001001,甲村,北镇\n"}, "北镇"),
    "group of no town": ({"toml": '[groups]\n"片区" = ["北镇"]'}, "北镇"),
    "code of another region": ({"town": {"code": "330282003000"}}, "330282003000"),
    "town is a line": ({"town_geometry": shapely.LineString([(121, 30), (121.1, 30)])}, "应为面"),
    "invalid polygon": ({"town_geometry": BOWTIE}, "不合规"),
    "approximate is a word": ({"town": {"approximate": "yes"}}, "approximate"),
    "swapped axes": ({"feature_geometry": shapely.LineString([(30.01, 121.01), (30.02, 121.02)])}, "超出区域范围框"),
    "unknown kind": ({"feature": {"kind": "canal"}}, "canal"),
    "unknown precision": ({"feature": {"precision": "good"}}, "good"),
    "unknown property": ({"feature": {"width": 3}}, "width"),
    "length is a word": ({"feature": {"stated_length_m": "8公里"}}, "8公里"),
    "length is a flag": ({"feature": {"stated_length_m": True}}, "True"),
    "stated town unknown": ({"feature": {"stated_towns": ["北镇"]}}, "北镇"),
    "amount with a unit": ({"project": {"total_investment": "1200万元"}}, "1200万元"),
    "parent unknown": ({"project": {"parent": "999901-0009"}}, "999901-0009"),
    "class unknown": ({"project": {"class": "大修"}}, "大修"),
    "correction without a time": ({"corrections": "1,place:x,,,,改,李,昨天,"}, "corrections.csv"),
    "not json": ({"features_text": "{"}, "features.geojson"),
    "no geometry": ({"features_text": '{"features": [{"properties": {}, "geometry": null}]}'}, "features.geojson"),
}


@pytest.mark.parametrize(("changes", "message"), BREAKAGES.values(), ids=BREAKAGES)
def test_a_broken_pack_says_which_file_and_what_to_do(tmp_path, changes, message):
    write_pack(tmp_path / "999901", **changes)
    with pytest.raises(RegionError, match=message) as caught:
        load_region("999901", root=tmp_path)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


def test_folder_and_code_must_agree(tmp_path):
    write_pack(tmp_path / "999901")
    shutil.move(tmp_path / "999901", tmp_path / "999902")
    with pytest.raises(RegionError, match="999901"):
        load_region("999902", root=tmp_path)


def write_pack(
    directory, *, toml="", villages="code,name,town\n", town=(), town_geometry=None, feature=(), feature_geometry=None,
    project=(), corrections="1,place:999901-0001,geometry,,x,踏勘,李工,2024-05-31T08:00:00+08:00,", features_text=None,
):  # fmt: skip
    """A tiny invented region: two square towns, one road, one project."""
    directory.mkdir(parents=True)
    (directory / "region.toml").write_text(
        'code = "999901"\nname = "甲市"\nshort_names = ["甲市", "全市"]\ncrs = 4549\ndatum = "CGCS2000"\n'
        'bbox = [120.9, 29.9, 121.3, 30.2]\nlight_rule = "默认"\n' + toml,
        "utf-8",
    )
    east, west = town_geometry or shapely.box(121.1, 30, 121.2, 30.1), shapely.box(121.0, 30, 121.1, 30.1)
    kept = {"kind": "镇", "seat_lon": None, "seat_lat": None, "approximate": False, "origin": ""}
    towns = [({**kept, "code": "999901001000", "name": "东镇", **dict(town)}, east)]
    towns.append(({**kept, "code": "999901002000", "name": "西镇"}, west))
    road = {
        "name": "一路", "kind": "road", "aliases": [], "precision": "surveyed", "stated_towns": ["东镇"],
        "stated_length_m": None, "basis": "", "origin": "", **dict(feature),
    }  # fmt: skip
    outline = {"code": "999901", "name": "甲市", "origin": ""}
    write_layer(directory / "towns.geojson", towns)
    write_layer(directory / "outline.geojson", [(outline, shapely.box(121.0, 30, 121.2, 30.1))])
    along = feature_geometry or shapely.LineString([(121.01, 30.05), (121.19, 30.05)])
    write_layer(directory / "features.geojson", [(road, along)])
    if features_text is not None:
        (directory / "features.geojson").write_text(features_text, "utf-8")
    if villages is not None:
        (directory / "villages.csv").write_text(villages, "utf-8")
    row = {
        "id": "999901-0001", "name": "一路改造", "aliases": "一路|老路改造", "code": "", "sector": "道路", "class": "新建",
        "unit": "", "parent": "", "place": "一路", "total_investment": "12000000", "length_m": "", "source": "", **dict(project),
    }  # fmt: skip
    (directory / "projects.csv").write_text(",".join(row) + "\n" + ",".join(row.values()) + "\n", "utf-8")
    header = "id,subject,field,was,becomes,reason,who,at,withdrawn_at\n"
    (directory / "corrections.csv").write_text(header + corrections + "\n", "utf-8")


def write_layer(path, records):
    features = [
        {"type": "Feature", "properties": values, "geometry": shapely.geometry.mapping(shape)} for values, shape in records
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")


def test_the_environment_names_the_city_that_is_served(monkeypatch):
    monkeypatch.setenv("REGION", "999999")
    with pytest.raises(RegionError, match="999999"):
        load_region()
    monkeypatch.setenv("REGION", "")
    assert load_region().code == "330282"
