"""The exports, opened as their users open them."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import geopandas
import jsonschema
import openpyxl
import pytest
import shapely
from shapely.geometry import GeometryCollection, LineString, Point, shape

from data.model import Location, Precision, ProjectClass, SourceKind, Stage
from data.store import Batch
from data.views import data_dates
from etl.errors import InputError
from etl.export import ExportFormat, export, subject_of
from etl.export.geojson import to_geojson
from etl.export.geoparquet import to_geoparquet
from etl.export.html import to_html
from etl.export.oc4ids import PREFIX_VARIABLE, STATUS, sectors_of, to_oc4ids
from etl.export.table import COLUMNS
from etl.export.xlsx import to_xlsx
from tests.data.store.samples import LINE, MAY, PROJECTS, first_load, ledger

HOSTILE = "=HYPERLINK(\"http://x\")<img src=x onerror=alert(1)>"
SCHEMA = json.loads((Path(__file__).parent / "oc4ids_subset.json").read_text("utf-8"))


@pytest.fixture
def store(tmp_path, opened):
    store = opened(tmp_path / "board.gpkg")
    first = first_load()
    projects = (
        replace(PROJECTS[0], code="2403-330282-04-01-123456", sector="道路", unit="@甲局"), replace(PROJECTS[1], name=HOSTILE),
        PROJECTS[2],
    )  # fmt: skip
    store.load(replace(first, projects=projects))
    may = ledger("五月", MAY, {"r-1": 466_420_000, "r-2": 5, "r-3": 0}, plan=1_000_000_000, demo=True)
    full = replace(
        may.observations[0], stage=Stage.SUSPENDED, total_investment=3_350_000_000, total_done=10, physical_progress=37.5,
        planned_start=date(2023, 3, 1), actual_start=date(2023, 4, 2), planned_finish=date(2025, 12, 31),
        project_class=ProjectClass.CONTINUED, progress_words="+主线", problems="-征迁",
    )  # fmt: skip
    store.load(replace(may, observations=(full, *may.observations[1:])))
    return store


@pytest.fixture
def subject(store):
    return subject_of(store)


@pytest.mark.parametrize("format", ExportFormat)
def test_every_format_is_written_whole(store, tmp_path, format):
    out = tmp_path / "出" / f"board.{format}"
    assert export(store, out, format=format).board.as_of == MAY
    assert out.stat().st_size > 500
    assert list(out.parent.iterdir()) == [out]


def test_an_unknown_format_an_empty_board_and_a_closed_place_are_told(store, tmp_path, opened):
    with pytest.raises(InputError, match="可选"):
        export(store, tmp_path / "x", format="shp")
    with pytest.raises(InputError, match="没有可导出"):
        export(opened(tmp_path / "empty.gpkg"), tmp_path / "x", format="geojson")
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="写不了"):
        export(store, tmp_path / "file" / "x", format="geojson")


class TestGeoJson:
    def test_places_figures_and_what_is_unknown(self, subject):
        collection = json.loads(to_geojson(subject))
        features = {feature["id"]: feature for feature in collection["features"]}
        assert shape(features["r-1"]["geometry"]) == LINE
        assert features["r-2"]["geometry"] is None
        assert features["r-2"]["properties"]["place_reason"] == "文中没有地点"
        assert features["r-1"]["properties"]["year_done"] == 466_420_000
        assert features["r-2"]["properties"]["total_investment"] is None
        assert collection["demo"] and all(feature["properties"]["demo"] for feature in collection["features"])
        assert "演示数据" in collection["title"]

    def test_an_earlier_board_can_be_exported(self, store):
        collection = json.loads(to_geojson(subject_of(store, as_of=date(2024, 1, 1))))
        assert collection["features"] == []

    def test_gdal_opens_it(self, subject, tmp_path):
        path = tmp_path / "board.geojson"
        path.write_bytes(to_geojson(subject))
        assert set(geopandas.read_file(path)["name"]) == {"东环路", HOSTILE, "南站"}


class TestGeoParquet:
    def test_types_places_and_crs(self, subject):
        frame = geopandas.read_parquet(io.BytesIO(to_geoparquet(subject))).set_index("id")
        assert frame.crs.to_epsg() == 4490
        assert frame.loc["r-1"].geometry == LINE
        assert frame.loc["r-2"].geometry is None
        assert str(frame["year_done"].dtype).lower().startswith("int64")
        assert frame.loc["r-1", "year_done"] == 466_420_000
        assert frame["demo"].all()
        assert set(frame.columns) == {column.name for column in COLUMNS if column.name != "id"} | {"demo", "geometry"}


class TestWorkbook:
    @pytest.fixture
    def sheet(self, subject):
        return openpyxl.load_workbook(io.BytesIO(to_xlsx(subject)))["项目"]

    def column(self, sheet, heading):
        (found,) = [cell.column for cell in sheet[3] if str(cell.value).startswith(heading)]
        return {sheet.cell(number, 1).value: sheet.cell(number, found) for number in range(4, sheet.max_row + 1)}

    def test_amounts_are_numbers_in_wan(self, sheet):
        cell = self.column(sheet, "本年累计")["r-1"]
        assert (cell.value, cell.data_type, cell.number_format) == (46_642, "n", "#,##0.00")
        assert sheet.cell(3, cell.column).value == "本年累计完成投资(万元)"

    def test_a_rate_is_a_number_shown_as_per_cent_and_a_date_a_date(self, sheet):
        rate = self.column(sheet, "年度投资完成率")["r-1"]
        assert (rate.value, rate.number_format) == (pytest.approx(0.46642), "0.00%")
        assert self.column(sheet, "数据截至")["r-1"].is_date

    def test_unknown_is_empty_and_nought_is_nought(self, sheet):
        assert self.column(sheet, "总投资(")["r-2"].value is None
        assert self.column(sheet, "本年累计")["r-3"].value == 0

    def test_text_never_becomes_a_formula(self, sheet):
        for heading, project in (("项目名称", "r-2"), ("责任单位", "r-1"), ("进展情况", "r-1"), ("存在问题", "r-1")):
            cell = self.column(sheet, heading)[project]
            assert cell.data_type == "s" and cell.quotePrefix, cell.value
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]

    def test_it_opens_ready_to_read(self, sheet):
        assert sheet.freeze_panes == "C4"
        assert sheet.auto_filter.ref.startswith("A3:")
        assert sheet.column_dimensions["B"].width > 20
        assert "演示数据" in sheet["A1"].value and "上图 2 项" in sheet["A2"].value

    def test_control_characters_do_not_break_it(self, store):
        store.load(Batch(projects=(replace(PROJECTS[0], name="东\x07环\x1b路" + "长" * 40_000),)))
        sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(subject_of(store))))["项目"]
        assert self.column(sheet, "项目名称")["r-1"].value.startswith("东环路长")


class TestPage:
    def test_hostile_text_is_text_and_nothing_is_fetched(self, subject):
        page = to_html(subject).decode()
        assert "<img" not in page and "&lt;img" in page
        assert "<script" not in page
        assert not re.search(r"""(?:src|href)\s*=\s*["']?http""", page)
        assert "default-src 'none'" in page

    def test_it_says_what_matters(self, subject):
        page = to_html(subject).decode()
        assert "上图 2 / 共 3" in page and "演示数据" in page and "46,642 万元" in page and "五月.xlsx «台账» 第 4 行" in page


class TestOc4ids:
    @pytest.fixture
    def package(self, subject):
        return json.loads(to_oc4ids(subject))

    @pytest.fixture
    def project(self, package):
        return next(one for one in package["projects"] if one["id"].endswith("r-1"))

    def test_it_keeps_to_the_schema(self, package):
        jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(package)

    def test_the_schema_refuses_what_is_wrong(self, package):
        broken = json.loads(json.dumps(package))
        broken["projects"][0]["status"] = "suspended"
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.Draft4Validator(SCHEMA).validate(broken)

    def test_the_axes_are_longitude_then_latitude(self, subject, package):
        west, south, east, north = subject.region.bbox
        geometries = [place["geometry"] for one in package["projects"] for place in one.get("locations", []) if "geometry" in place]
        assert len(geometries) == 2
        for geometry in geometries:
            assert shapely.box(west, south, east, north).contains(shape(geometry))

    def test_the_mapping(self, project):
        assert project["identifiers"] == [{"scheme": "CN-TZXM", "id": "2403-330282-04-01-123456"}]
        assert project["status"] == "implementation"
        assert {"scheme": "环节", "id": "停工", "description": "停工"} in project["additionalClassifications"]
        assert project["sector"] == ["transport", "transport.road"]
        assert project["publicAuthority"] == {"name": "@甲局"}
        assert project["budget"]["amount"] == {"amount": 3_350_000_000, "currency": "CNY"}
        (plan,) = project["budget"]["budgetBreakdowns"][0]["budgetBreakdown"]
        assert plan["amount"]["amount"] == 1_000_000_000 and plan["period"]["endDate"].startswith("2024-12-31")
        assert [metric["id"] for metric in project["metrics"]] == ["financialProgress", "physicalProgress"]
        assert project["metrics"][1]["observations"][0]["measure"] == "37.5"
        (forecast,), done = project["forecasts"][0]["observations"], project["metrics"][0]["observations"][0]
        assert forecast["value"]["amount"] == 1_000_000_000 and forecast["period"] == plan["period"], "the plan is the year's"
        assert done["period"]["startDate"].startswith("2024-01-01") and done["period"]["endDate"].startswith(str(project["updated"])[:10])
        assert [(one["id"], one.get("status")) for one in project["milestones"]] == [("start", "met"), ("finish", None)]
        assert project["locations"][-1]["gazetteer"]["identifiers"] == ["330282101000"]
        assert "一(一):加快东环路建设" in project["policyAlignment"]["description"]
        assert "演示数据" in project["description"]

    def test_what_is_unknown_is_left_out(self, package):
        other = next(one for one in package["projects"] if one["id"].endswith("r-2"))
        assert not {"identifiers", "locations", "milestones", "policyAlignment", "publicAuthority"} & set(other)
        assert "amount" not in other["budget"]

    def test_a_place_of_several_kinds_is_several_locations(self, store):
        both = GeometryCollection([Point(121.21, 30.11), LineString([(121.2, 30.1), (121.3, 30.2)])])
        store.replace_places(locations=(Location(project="r-1", geometry=both, precision=Precision.SCHEMATIC),))
        package = json.loads(to_oc4ids(subject_of(store)))
        jsonschema.Draft4Validator(SCHEMA).validate(package)

    def test_the_prefix_is_the_offices_own(self, subject, monkeypatch):
        monkeypatch.setenv(PREFIX_VARIABLE, "ab12cd")
        assert json.loads(to_oc4ids(subject))["projects"][0]["id"] == "oc4ids-ab12cd-r-1"
        monkeypatch.setenv(PREFIX_VARIABLE, "../../x")
        with pytest.raises(InputError, match="前缀"):
            to_oc4ids(subject)

    def test_every_stage_has_a_status(self):
        assert set(STATUS) == set(Stage)

    @pytest.mark.parametrize(
        ("text", "codes"),
        [
            ("快速路", ["transport", "transport.road"]), ("轨道交通", ["transport", "transport.rail"]),
            ("防洪排涝", ["naturalResources", "naturalResources.floodProtection"]), ("水库", ["waterAndWaste"]),
            ("医疗", ["health"]), ("其他", []),
        ],
    )  # fmt: skip
    def test_sectors_come_with_their_parent(self, text, codes):
        assert sectors_of(text) == codes


def test_a_work_plan_alone_can_be_exported(tmp_path, opened):
    store = opened(tmp_path / "board.gpkg")
    store.load(first_load())
    for writer in (to_geojson, to_geoparquet, to_xlsx, to_html, to_oc4ids):
        assert writer(subject_of(store))
    assert subject_of(store).board.sources[0].kind is SourceKind.WORK_PLAN


def test_a_date_before_all_data_names_the_dates_there_are(store, tmp_path):
    with pytest.raises(InputError) as refused:
        export(store, tmp_path / "x.xlsx", format="xlsx", as_of=date(2020, 1, 1))
    assert "2020-01-01" in refused.value.problem and str(data_dates(store)[-1]) in refused.value.remedy
    assert not list(tmp_path.glob("x.*"))
