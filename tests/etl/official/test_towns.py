"""Official boundaries: every format, CRS, code table and naming comes to the same towns; what is wrong is said beforehand."""

import dataclasses
import json
import zipfile

import geopandas
import pytest
import shapely

from data.region import load_region
from etl.errors import InputError
from etl.official import read_towns
from geo.crs import convert_datum
from geo.doubts import swap_axes

REGION = load_region()


def layer(**columns):
    fields = {"XZQMC": [town.name for town in REGION.towns], "XZQDM": [town.code[:9] for town in REGION.towns], **columns}
    fields = {name: [values] * 19 if isinstance(values, str) else values for name, values in fields.items()}
    return geopandas.GeoDataFrame(fields, geometry=[town.geometry for town in REGION.towns], crs=4490)


def shp_zip(frame, tmp_path, *, encoding="GBK", folder="慈溪/", cpg=False, prj=True):
    frame.to_file(tmp_path / "towns.shp", encoding=encoding)
    path = tmp_path / "boundaries.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for suffix in (".shp", ".shx", ".dbf", *([".prj"] if prj else []), *([".cpg"] if cpg else [])):
            archive.write(tmp_path / f"towns{suffix}", f"{folder}towns{suffix}")
    return path


def saved(frame, path, **options):
    frame.to_file(path, **options)
    return path


def unmoved(report):
    assert [town.name for town in report.towns] == [town.name for town in REGION.towns]
    for new, old in zip(report.towns, REGION.towns, strict=True):
        assert new.geometry.symmetric_difference(old.geometry).area < 1e-3 * old.geometry.area
        assert (new.code, new.approximate) == (old.code, False)
    assert not report.blocked
    assert report.seats_outside == report.overlaps == report.gaps_m2 == ()


class TestEveryFormComesToTheSame:
    def test_gbk_shapefile_in_a_zip_in_metres(self, tmp_path):
        report = read_towns(shp_zip(layer().to_crs(4549), tmp_path), REGION)
        unmoved(report)
        assert any("换算" in line for line in report.lines)

    def test_utf8_shapefile(self, tmp_path):
        unmoved(read_towns(shp_zip(layer(), tmp_path, encoding="UTF-8", cpg=True), REGION))

    def test_shapefile_with_a_zone_number_in_front(self, tmp_path):
        unmoved(read_towns(shp_zip(layer().to_crs(4528), tmp_path), REGION))

    def test_shapefile_without_prj_in_degrees(self, tmp_path):
        report = read_towns(shp_zip(layer(), tmp_path, prj=False), REGION)
        unmoved(report)
        assert any("没有写明坐标系" in line for line in report.lines)

    def test_geopackage(self, tmp_path):
        unmoved(read_towns(saved(layer(), tmp_path / "towns.gpkg"), REGION))

    def test_the_right_layer_of_several(self, tmp_path):
        path = saved(layer(XZQMC="未名", XZQDM="0"), tmp_path / "all.gpkg", layer="a")
        layer().to_file(path, layer="乡镇界")
        report = read_towns(path, REGION)
        unmoved(report)
        assert report.layer == "乡镇界"

    def test_geojson(self, tmp_path):
        unmoved(read_towns(saved(layer().to_crs(4326), tmp_path / "towns.geojson"), REGION))

    def test_kml(self, tmp_path):
        frame = layer().rename(columns={"XZQMC": "Name"})
        unmoved(read_towns(saved(frame.to_crs(4326), tmp_path / "towns.kml", driver="KML"), REGION))

    @pytest.mark.parametrize("datum", ["GCJ-02", "BD-09"])
    def test_a_declared_datum(self, tmp_path, datum):
        frame = layer()
        frame["geometry"] = convert_datum(frame.geometry.to_numpy(), "CGCS2000", datum)
        unmoved(read_towns(saved(frame, tmp_path / "towns.gpkg"), REGION, datum=datum))

    def test_latitude_first(self, tmp_path):
        frame = layer()
        frame["geometry"] = swap_axes(frame.geometry.to_numpy())
        report = read_towns(saved(frame, tmp_path / "towns.gpkg"), REGION)
        unmoved(report)
        assert any("对调" in line for line in report.lines)

    def test_north_first_in_metres(self, tmp_path):
        frame = layer().to_crs(4549)
        frame["geometry"] = swap_axes(frame.geometry.to_numpy())
        report = read_towns(saved(frame, tmp_path / "towns.gpkg"), REGION)
        unmoved(report)
        assert any("对调" in line for line in report.lines)


class TestMatching:
    def test_by_code_alone(self, tmp_path):
        frame = layer().drop(columns="XZQMC")
        unmoved(read_towns(saved(frame, tmp_path / "towns.gpkg"), REGION))

    def test_codes_kept_as_numbers(self, tmp_path):
        frame = layer(XZQDM=[float(town.code) for town in REGION.towns]).drop(columns="XZQMC")
        unmoved(read_towns(saved(frame, tmp_path / "towns.gpkg"), REGION))

    @pytest.mark.parametrize("written", [
        lambda name: f"慈溪市{name}", lambda name: name.removesuffix("街道").removesuffix("镇"),
        lambda name: f" {name[:1]} {name[1:]}", lambda name: name + ("办事处" if "街道" in name else "人民政府"),
    ])  # fmt: skip
    def test_names_as_people_write_them(self, tmp_path, written):
        frame = layer(XZQMC=[written(town.name) for town in REGION.towns], XZQDM="")
        unmoved(read_towns(saved(frame, tmp_path / "towns.gpkg"), REGION))

    def test_codes_of_another_table_lose_to_names(self, tmp_path):
        codes = [town.code for town in REGION.towns]
        report = read_towns(saved(layer(XZQDM=[*codes[1:], codes[0]]), tmp_path / "towns.gpkg"), REGION)
        unmoved(report)
        assert any("其他编码表" in line for line in report.lines)

    def test_parts_of_a_town_are_joined(self, tmp_path):
        halves = []
        for town in REGION.towns:
            west, south, east, north = town.geometry.bounds
            middle = (west + east) / 2
            halves += [(town.name, town.geometry & shapely.box(west, south, middle, north))]
            halves += [(town.name, town.geometry & shapely.box(middle, south, east, north))]
        names, shapes = zip(*halves, strict=True)
        frame = geopandas.GeoDataFrame({"名称": names}, geometry=list(shapes), crs=4490)
        unmoved(read_towns(saved(frame, tmp_path / "towns.gpkg"), REGION))


class TestWhatIsWrongIsSaid:
    def test_a_missing_town_blocks(self, tmp_path):
        report = read_towns(saved(layer().iloc[1:], tmp_path / "towns.gpkg"), REGION)
        assert report.missing == ("宗汉街道",)
        assert report.blocked
        assert "宗汉街道" in report.lines[0]

    def test_a_stranger_is_listed_and_not_taken(self, tmp_path):
        frame = layer()
        frame.loc[len(frame)] = {"XZQMC": "杭州湾新区", "XZQDM": "", "geometry": shapely.box(121.1, 30.3, 121.2, 30.31)}
        report = read_towns(saved(frame, tmp_path / "towns.gpkg"), REGION)
        assert report.extra == ("杭州湾新区",)
        assert len(report.towns) == 19

    def test_overlap_gap_and_seat(self, tmp_path):
        frame = layer().set_index("XZQMC", drop=False)
        fat, thin = frame.geometry["横河镇"].buffer(0.002), frame.geometry["逍林镇"]
        seat = next(town for town in REGION.towns if town.name == "逍林镇")
        hole = shapely.Point(seat.seat_lon, seat.seat_lat).buffer(0.003)
        frame.loc["横河镇", "geometry"], frame.loc["逍林镇", "geometry"] = fat, thin - hole
        report = read_towns(saved(frame.reset_index(drop=True), tmp_path / "towns.gpkg"), REGION)
        assert {one for one, _, _ in report.overlaps} | {other for _, other, _ in report.overlaps} >= {"横河镇", "浒山街道"}
        assert len(report.gaps_m2) == 1
        assert report.seats_outside == ("逍林镇",)
        assert not report.blocked

    @pytest.mark.parametrize("really", ["GCJ-02", "BD-09"])
    def test_an_undeclared_datum_is_suspected_and_blocks(self, tmp_path, really):
        frame = layer()
        frame["geometry"] = convert_datum(frame.geometry.to_numpy(), "CGCS2000", really)
        report = read_towns(saved(frame, tmp_path / "towns.gpkg"), REGION)
        assert report.suspected_datum == really
        assert report.blocked
        assert any(really in line for line in report.lines)

    def test_broken_polygons_are_mended(self, tmp_path):
        frame = layer()
        bowtie = shapely.Polygon([(121.2, 30.2), (121.3, 30.3), (121.3, 30.2), (121.2, 30.3)])
        frame.loc[0, "geometry"] = bowtie
        report = read_towns(saved(frame, tmp_path / "towns.gpkg"), REGION)
        assert all(town.geometry.is_valid for town in report.towns)


REFUSALS = {
    "another city": lambda: layer(XZQMC="甲镇", XZQDM="110101001000"),
    "elsewhere": lambda: layer().set_geometry(layer().geometry.translate(3, 3)),
    "points": lambda: layer().set_geometry(layer().geometry.centroid),
    "metres without a crs": lambda: layer().to_crs(4549).set_crs(None, allow_override=True),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("frame", REFUSALS.values(), ids=REFUSALS)
def test_what_cannot_be_towns_is_refused_with_a_remedy(tmp_path, frame):
    with pytest.raises(InputError) as caught:
        read_towns(saved(frame(), tmp_path / "towns.gpkg"), REGION)
    assert caught.value.problem
    assert caught.value.remedy


def test_an_unknown_datum_is_refused(tmp_path):
    with pytest.raises(InputError, match="北京54"):
        read_towns(saved(layer(), tmp_path / "towns.gpkg"), REGION, datum="北京54")


def test_the_accepted_towns_make_a_region(tmp_path):
    report = read_towns(saved(layer(), tmp_path / "towns.gpkg"), REGION)
    official = dataclasses.replace(REGION, towns=report.towns)
    assert not any(town.approximate for town in official.towns)
    assert json.dumps([town.origin for town in official.towns[:1]]) == '["towns.gpkg"]'
