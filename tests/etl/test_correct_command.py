"""``etl correct``, ``corrections``, ``withdraw``."""

import json

import pytest
from shapely import to_geojson
from shapely.geometry import Point
from typer.testing import CliRunner

from data.model import Correction, Location
from data.views import board
from etl.__main__ import app
from etl.pipeline import load
from tests.etl.files import ledger

ROAD = ("中横线快速路二期", 37.32, 90000, 30000, "35%", "市交通运输局")
STRETCH = "北外环(浒崇公路—胜陆高架段)"
SAID = ("--who", "张三", "--why", "设计图")


@pytest.fixture
def store(opened, tmp_path):
    store = opened(tmp_path / "board.gpkg")
    load([ledger([ROAD])], store)
    return store


@pytest.fixture
def project(store):
    return board(store).rows[0].id


@pytest.fixture
def run(store, tmp_path):
    return lambda *arguments: CliRunner().invoke(app, [*map(str, arguments), "--store", str(tmp_path / "board.gpkg")])


def test_a_place_is_corrected_listed_and_withdrawn(run, store, project):
    before = store.fetch(Location, project=project)[0]
    done = run("correct", project, "--place", STRETCH, *SAID)
    assert done.exit_code == 0 and "withdraw 1" in done.stderr
    assert "张三" in store.fetch(Location, project=project)[0].evidence[0]
    (listed,) = json.loads(run("corrections", "--format", "json").stdout)
    assert listed["becomes"] == f"地点表述“{STRETCH}”" and listed["who"] == "张三" and listed["withdrawn_at"] is None
    assert STRETCH in run("corrections").stdout
    assert run("withdraw", 1, "--who", "李四").exit_code == 0
    assert store.fetch(Location, project=project)[0].geometry.equals(before.geometry)
    assert json.loads(run("corrections", "--format", "json").stdout) == []
    (gone,) = json.loads(run("corrections", "--all", "--format", "json").stdout)
    assert gone["withdrawn_at"] and gone["withdrawn_by"] == "李四"


def test_a_geojson_file_is_a_place_given_with_its_coordinates(run, store, project, tmp_path):
    path = tmp_path / "place.geojson"
    path.write_text(to_geojson(Point(121.25, 30.19)), "utf-8")
    assert run("correct", project, "--geometry", path, *SAID).exit_code == 0
    (kept,) = store.fetch(Correction)
    assert kept.field == "geometry" and store.fetch(Location, project=project)[0].geometry.equals(Point(121.25, 30.19))


def test_a_check_shows_where_it_would_lie_and_keeps_nothing(run, store, project):
    looked = run("correct", project, "--place", STRETCH, "--check", *SAID)
    assert looked.exit_code == 0 and "端点" in looked.stdout and store.fetch(Correction) == ()


@pytest.mark.parametrize(
    "arguments",
    [
        ("correct", "{project}", *SAID), ("correct", "{project}", "--place", "甲", "--geometry", "x", *SAID),
        ("correct", "{project}", "--place", "查无此处", *SAID), ("correct", "没有", "--place", STRETCH, *SAID),
        ("correct", "{project}", "--geometry", "没有这个文件", *SAID), ("correct", "{project}", "--geometry", "README.md", *SAID),
        ("correct", "{project}", "--place", STRETCH, "--who", "", "--why", "x"), ("withdraw", "99", *SAID[:2]),
        ("withdraw", "1", "--who", " "),
    ],
)
def test_what_goes_wrong_is_one_line_with_a_remedy_and_status_two(run, store, project, arguments):
    result = run(*(part.format(project=project) for part in arguments))
    assert result.exit_code == 2 and store.fetch(Correction) == ()
    (line,) = result.stderr.strip().splitlines()
    assert line.count("。") >= 2 and "Traceback" not in line
