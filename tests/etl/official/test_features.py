"""Official features and OpenStreetMap: joined by name, told apart by kind, under the gazetteer's names, with what is doubtful said."""

import dataclasses
import zipfile

import geopandas
import pytest
import shapely

from data.model import Precision
from data.region import load_region
from etl.errors import InputError
from etl.official import read_features
from geo.crs import convert_datum, to_metres

REGION = load_region()
A, B, C = (121.20, 30.20), (121.22, 30.20), (121.25, 30.21)


def saved(path, *, crs=4490, **columns):
    geopandas.GeoDataFrame(columns, crs=crs).to_file(path)
    return path


def one(report, name):
    [found] = [feature for feature in report.features if feature.name == name]
    return found


class TestOfficialLayers:
    def test_pieces_of_a_name_become_one_line(self, tmp_path):
        path = saved(tmp_path / "r.gpkg", 路名=["新建路", "新建路"], geometry=[shapely.LineString([A, B]), shapely.LineString([B, C])])
        road = one(read_features(path, REGION), "新建路")
        assert (road.kind, road.geometry.geom_type, road.precision) == ("road", "LineString", Precision.SURVEYED)
        assert road.geometry.equals(shapely.LineString([A, B, C]))

    def test_an_alias_goes_under_the_gazetteers_name_and_keeps_what_was_published(self, tmp_path):
        path = saved(tmp_path / "r.gpkg", name=["中横线快速路"], geometry=[shapely.LineString([A, C])])
        report = read_features(path, REGION)
        road = one(report, "中横线")
        assert "中横线快速路" in road.aliases
        assert road.stated_length_m == 11700
        assert (report.replaced, report.added) == (("中横线",), ())

    def test_a_length_or_town_that_disagrees_with_the_published_is_said(self, tmp_path):
        path = saved(tmp_path / "r.gpkg", name=["潮塘横江"], geometry=[shapely.LineString([(121.4, 30.1), (121.45, 30.1)])])
        report = read_features(path, REGION)
        [(name, published, found)] = report.lengths
        assert (name, published) == ("潮塘横江", 9400)
        assert found == pytest.approx(4819, rel=0.01)
        assert report.towns == (("潮塘横江", ("宗汉街道", "逍林镇")),)
        assert any("9.40 公里" in line for line in report.lines)

    def test_kind_is_told_by_the_ending_or_said(self, tmp_path):
        names = ["甲河", "乙大桥", "丙水库", "丁海塘", "戊站", "己铁路", "庚街", "辛"]
        spots = [shapely.LineString([A, B])] * 8
        path = saved(tmp_path / "x.gpkg", 名称=names, geometry=spots)
        report = read_features(path, REGION)
        kinds = {f.name: f.kind for f in report.features}
        assert list(kinds.values()) == ["river", "bridge", "reservoir", "seawall", "station", "rail", "road"]
        assert report.unknown == ("辛",)
        assert one(read_features(path, REGION, kind="river"), "辛").kind == "river"

    def test_the_names_column_is_found_whatever_it_is_called(self, tmp_path):
        path = saved(tmp_path / "x.gpkg", F1=["20", "21"], F2=["甲路", "乙路"], geometry=[shapely.LineString([A, B])] * 2)
        assert {f.name for f in read_features(path, REGION).features} == {"甲路", "乙路"}

    def test_gbk_shapefile_in_metres(self, tmp_path):
        frame = geopandas.GeoDataFrame({"路名": ["青少年宫北路"]}, geometry=[shapely.LineString([A, B])], crs=4490).to_crs(4549)
        frame.to_file(tmp_path / "r.shp", encoding="GBK")
        with zipfile.ZipFile(tmp_path / "r.zip", "w") as archive:
            for suffix in ("shp", "shx", "dbf", "prj"):
                archive.write(tmp_path / f"r.{suffix}", f"r.{suffix}")
        road = one(read_features(tmp_path / "r.zip", REGION), "青少年宫北路")
        assert shapely.hausdorff_distance(road.geometry, shapely.LineString([A, B])) < 1e-6

    def test_nameless_and_far_records_are_counted(self, tmp_path):
        lines = [shapely.LineString([A, B]), shapely.LineString([A, B]), shapely.LineString([(100, 20), (101, 20)])]
        report = read_features(saved(tmp_path / "x.gpkg", name=["甲路", None, "乙路"], geometry=lines), REGION)
        assert (len(report.features), report.unnamed, report.outside) == (1, 1, 1)

    def test_a_layer_that_is_elsewhere_stops_no_other(self, tmp_path):
        path = saved(tmp_path / "x.gpkg", name=["甲路"], geometry=[shapely.LineString([A, B])])
        far = geopandas.GeoDataFrame({"name": ["乙路"]}, geometry=[shapely.LineString([(100, 20), (101, 20)])], crs=4490)
        far.to_file(path, layer="别处")
        report = read_features(path, REGION)
        assert [f.name for f in report.features] == ["甲路"]
        assert any("别处" in line and "未取" in line for line in report.lines)

    def test_what_leaves_the_box_is_cut_off(self, tmp_path):
        path = saved(tmp_path / "x.gpkg", name=["长路"], geometry=[shapely.LineString([(120, 30.2), (123, 30.2)])])
        assert one(read_features(path, REGION), "长路").geometry.bounds == pytest.approx((121.0, 30.2, 121.7, 30.2))

    def test_two_far_things_of_one_name_are_pointed_out(self, tmp_path):
        lines = [shapely.LineString([A, B]), shapely.LineString([(121.5, 30.1), (121.51, 30.1)])]
        assert read_features(saved(tmp_path / "x.gpkg", name=["中山路"] * 2, geometry=lines), REGION).apart == ("中山路",)

    def test_a_wrong_datum_is_suspected_against_lines_that_are_known(self, tmp_path):
        known = [f for f in REGION.features if f.name in ("中横线", "浒崇公路", "三塘横江")]
        sure = tuple(dataclasses.replace(f, precision=Precision.SURVEYED) for f in known)
        region = dataclasses.replace(REGION, features=sure)
        shifted = [convert_datum(f.geometry, "CGCS2000", "GCJ-02") for f in known]
        path = saved(tmp_path / "x.gpkg", name=[f.name for f in known], geometry=shifted)
        report = read_features(path, region)
        assert report.suspected_datum == "GCJ-02"
        assert report.blocked
        declared = read_features(path, region, datum="GCJ-02")
        assert not declared.blocked
        assert to_metres(one(declared, "中横线").geometry, REGION).hausdorff_distance(to_metres(known[0].geometry, REGION)) < 0.01


@pytest.mark.parametrize("columns", [{"name": ["辛"]}, {"code": [3]}, {"name": [None]}], ids=["kindless", "no names", "nameless"])
def test_nothing_to_take_is_an_error_with_a_remedy(tmp_path, columns):
    path = saved(tmp_path / "x.gpkg", geometry=[shapely.LineString([A, B])], **columns)
    with pytest.raises(InputError, match="没有可用的要素"):
        read_features(path, REGION)


def test_a_kind_may_be_said_in_chinese(tmp_path):
    path = saved(tmp_path / "x.gpkg", 名称=["辛"], geometry=[shapely.LineString([A, B])])
    assert one(read_features(path, REGION, kind="河道"), "辛").kind == "river"


def test_an_unknown_kind_is_refused(tmp_path):
    with pytest.raises(InputError, match="canal"):
        read_features(tmp_path / "x.gpkg", REGION, kind="canal")
