"""Official layers take effect at once, for every project, and one command takes them back."""

import json

import numpy as np
import pytest
import shapely
from shapely import to_geojson
from shapely.affinity import translate
from typer.testing import CliRunner

from data.model import Feature, Location, Precision, SourceFile, SourceKind, Town
from data.region import load_region
from data.views import board
from etl.__main__ import app
from etl.errors import InputError
from etl.layers import adopt
from etl.official import read_features, read_towns
from etl.pipeline import load
from geo.crs import convert_datum
from tests.etl.files import ledger
from tests.etl.official import osm_files

ROAD = ("中横线快速路二期", 37.32, 90000, 30000, "35%", "市交通运输局")
REGION = load_region()


@pytest.fixture
def store(opened, tmp_path):
    store = opened(tmp_path / "board.gpkg")
    load([ledger([ROAD])], store)
    return store


def layer(path, named):
    """A GeoJSON file of these shapes, by name."""
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"名称": name}, "geometry": json.loads(to_geojson(shape))} for name, shape in named
    ]}, ensure_ascii=False), "utf-8")
    return path


def swapped(one="宗汉街道", other="周巷镇"):
    """The region's own boundaries, with two towns' areas exchanged: no real file, but its effect is easy to tell."""
    shapes = {town.name: town.geometry for town in REGION.towns}
    return [(name, shapes[{one: other, other: one}.get(name, name)]) for name in shapes]


def shares(store):
    (row,) = board(store).rows
    return {share.name: round(share.share, 6) for share in row.towns}


def test_boundaries_take_effect_for_projects_already_stored_and_lose_the_mark(store, tmp_path):
    before = shares(store)
    path = layer(tmp_path / "镇界.geojson", swapped())
    adopt(read_towns(path, REGION), path, store)
    after = shares(store)
    assert after["宗汉街道"] == before["周巷镇"] and after["周巷镇"] == before["宗汉街道"]
    assert not board(store).approximate_towns
    assert {source.kind for source in store.fetch(SourceFile)} == {SourceKind.LEDGER, SourceKind.TOWNS}


def test_a_later_load_places_by_the_official_boundaries(store, tmp_path):
    path = layer(tmp_path / "镇界.geojson", swapped())
    adopt(read_towns(path, REGION), path, store)
    official = shares(store)
    load([ledger([(ROAD[0], 37.32, 90000, 35000, "40%", ROAD[5])], name="七月.xlsx")], store)
    assert shares(store) == official


def test_undo_brings_the_approximate_towns_and_the_old_shares_back(store, tmp_path):
    before = shares(store)
    path = layer(tmp_path / "镇界.geojson", swapped())
    adopt(read_towns(path, REGION), path, store)
    store.undo_last()
    assert shares(store) == before and all(town.approximate for town in store.fetch(Town))


def test_boundaries_that_lack_a_town_do_not_take_effect(store, tmp_path):
    path = layer(tmp_path / "缺.geojson", swapped()[1:])
    before = store.version()
    with pytest.raises(InputError, match=REGION.towns[0].name):
        adopt(read_towns(path, REGION), path, store)
    assert store.version() == before


def test_a_surveyed_line_replaces_the_schematic_one_and_its_precision_shows(store, tmp_path):
    (road,) = [feature for feature in REGION.features if feature.name == "中横线"]
    path = layer(tmp_path / "道路.geojson", [("中横线", translate(road.geometry, 0, 0.0005))])
    adopt(read_features(path, REGION, kind="road"), path, store)
    (place,) = [found for found in store.fetch(Location) if found.project == board(store).rows[0].id]
    assert place.geometry.bounds[1] > 30.2066
    (kept,) = [feature for feature in store.fetch(Feature) if feature.name == "中横线"]
    assert kept.precision is Precision.SURVEYED


def test_official_layers_before_any_ledger_are_kept_for_the_first_one(opened, tmp_path):
    store = opened(tmp_path / "empty.gpkg")
    path = layer(tmp_path / "镇界.geojson", swapped())
    adopt(read_towns(path, REGION), path, store)
    load([ledger([ROAD])], store)
    assert not board(store).approximate_towns and len(store.fetch(Town)) == 19


def test_the_command_reports_checks_and_takes_effect(tmp_path):
    path, store = layer(tmp_path / "镇界.geojson", swapped()), tmp_path / "b.gpkg"
    runner = CliRunner()
    looked = runner.invoke(app, ["towns", str(path), "--check", "--store", str(store)])
    assert looked.exit_code == 0 and "19 个镇" in looked.stderr and not store.exists()
    assert runner.invoke(app, ["towns", str(path), "--store", str(store)]).exit_code == 0
    wrong = runner.invoke(app, ["towns", str(layer(tmp_path / "x.geojson", swapped()[3:])), "--store", str(store)])
    assert wrong.exit_code == 2 and "Traceback" not in wrong.output


def test_the_exit_status_tells_whether_all_was_taken(tmp_path):
    road = REGION.features[1]
    files = {
        0: layer(tmp_path / "roads.geojson", [(road.name, road.geometry)]),
        3: layer(tmp_path / "odd.geojson", [(road.name, road.geometry), ("无类别之物", road.geometry)]),
        2: layer(tmp_path / "none.geojson", [("", road.geometry)]),
    }
    for status, path in files.items():
        told = CliRunner().invoke(app, ["features", str(path), "--check", "--store", str(tmp_path / "b.gpkg")])
        assert told.exit_code == status, told.output


def test_a_datum_that_nothing_can_vouch_for_is_said(tmp_path):
    road = next(feature for feature in REGION.features if feature.precision is Precision.SCHEMATIC and feature.kind == "road")
    report = read_features(layer(tmp_path / "roads.geojson", [(road.name, road.geometry)]), REGION)
    assert any("无从核对坐标基准" in line for line in report.lines) and not report.blocked


def test_an_openstreetmap_extract_takes_effect_and_a_broken_one_is_one_line(store, tmp_path):
    (road,) = [feature for feature in REGION.features if feature.name == "中横线"]
    line = [tuple(place) for place in shapely.get_coordinates(translate(road.geometry, 0, 0.0005)).round(7).tolist()]
    nodes = {number: (*place, {}) for number, place in enumerate(line, 1)}
    path = osm_files.extract(tmp_path / "zone.osm.pbf", nodes, {1: (list(nodes), {"name": "中横线快速路", "highway": "trunk"})})
    done = CliRunner().invoke(app, ["features", "--osm", str(path), "--store", str(tmp_path / "board.gpkg")])
    assert done.exit_code == 0 and "ODbL" in done.stderr
    (kept,) = [feature for feature in store.fetch(Feature) if feature.name == "中横线"]
    assert kept.precision is Precision.ALIGNMENT and kept.origin == path.name
    (place,) = [found for found in store.fetch(Location) if found.project == board(store).rows[0].id]
    assert place.geometry.bounds[1] > 30.2066
    path.write_bytes(path.read_bytes()[:-20])
    broken = CliRunner().invoke(app, ["features", "--osm", str(path), "--store", str(tmp_path / "board.gpkg")])
    assert broken.exit_code == 2 and len(broken.stderr.strip().splitlines()) == 1 and "重新下载" in broken.stderr


def test_a_second_file_is_judged_by_what_was_loaded_before(store, tmp_path):
    line = next(feature for feature in REGION.features if feature.name == "中横线").geometry
    roads = [("甲新路", line), ("乙新路", translate(line, 0, 0.03))]
    first = layer(tmp_path / "a.geojson", roads)
    runner, at = CliRunner(), ["--store", str(tmp_path / "board.gpkg")]
    assert runner.invoke(app, ["features", str(first), *at]).exit_code == 0
    second = layer(tmp_path / "b.geojson", [(name, convert_datum(shape, "CGCS2000", "GCJ-02")) for name, shape in roads])
    looked = runner.invoke(app, ["features", str(second), "--check", *at])
    assert looked.exit_code == 2 and "坐标疑为 GCJ-02(与已知要素" in looked.stderr
    refused = runner.invoke(app, ["features", str(second), *at])
    assert refused.exit_code == 2 and "Traceback" not in refused.output
    again = runner.invoke(app, ["features", str(second), "--check", "--datum", "GCJ-02", *at])
    assert again.exit_code == 0 and "替换 2 个要素,新增 0 个" in again.stderr


def test_a_first_file_of_roads_that_end_at_the_border_is_judged_by_it(tmp_path):
    west, south, east, north = REGION.outline.bounds
    lines = [shapely.LineString([(west - 0.1, lat), (east + 0.1, lat)]) for lat in np.linspace(south, north, 12)[1:-1]]
    cut = [(f"第{number}新路", shapely.intersection(line, REGION.outline)) for number, line in enumerate(lines)]
    shifted = layer(tmp_path / "b.geojson", [(name, convert_datum(shape, "CGCS2000", "GCJ-02")) for name, shape in cut])
    looked = CliRunner().invoke(app, ["features", str(shifted), "--check", "--store", str(tmp_path / "no.gpkg")])
    assert looked.exit_code == 2 and "坐标疑为 GCJ-02(与市界" in looked.stderr and not (tmp_path / "no.gpkg").exists()
    plain = CliRunner().invoke(app, ["features", str(layer(tmp_path / "a.geojson", cut)), "--check", "--store", str(tmp_path / "no.gpkg")])
    assert plain.exit_code == 0 and "疑为" not in plain.stderr
