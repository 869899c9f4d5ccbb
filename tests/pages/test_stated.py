"""A town that the source states and the map does not show: on every page it is named, and its share is said to be unknown."""

import json
import shutil
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console
from typer.testing import CliRunner

from data.model import Location, Town, TownShare
from data.store import open_store
from data.views import board, places, town_totals
from etl import show
from etl.__main__ import app
from pages.ui import geofile
from pages.ui.listing import share_in
from tests.pages.conftest import Page

UNKNOWN = "占比不详"


@pytest.fixture
def stated(sample_store, tmp_path, monkeypatch):
    """A line of the sample with one town more, stated only: the store, its row on the board, and the town's name."""
    path = tmp_path / "board.gpkg"
    shutil.copy(sample_store, path)
    monkeypatch.setenv("STORE_URL", str(path))
    store = open_store(path)
    row = next(row for row in board(store).rows if row.length_m and len(row.towns) == 1 and row.progress)
    town = next(town for town in store.fetch(Town) if town.code != row.towns[0].town)
    (place,) = store.fetch(Location, project=row.id)
    more = TownShare(project=row.id, town=town.code, name=town.name, share=None, basis="stated")
    store.replace_places(locations=[replace(place, stated_towns=(town.name,))], shares=[more, *row.towns])
    yield store, next(one for one in board(store).rows if one.id == row.id), town.name
    store.close()


def test_the_board_has_it_last_and_the_town_counts_the_project(stated):
    store, row, town = stated
    assert [share.name for share in row.towns][-1] == town and row.towns[-1].share is None
    (total,) = town_totals(board(store), [town])
    assert total.totals.projects == sum(town in {share.name for share in one.towns} for one in board(store).rows)
    assert next(one for one in places(store) if one.id == row.id).towns[-1] == town


def test_the_towns_page_lists_it_with_an_empty_share_and_its_sheet_has_it(stated):
    _, row, town = stated
    line = Page("towns", town=town).list.set_index("项目名称").loc[row.name]
    assert line.isna()["所选占比"] and line.isna()["所选长度"]
    both = Page("towns", town=[row.towns[0].name, town]).list.set_index("项目名称").loc[row.name]
    assert both["所选占比"] == pytest.approx(100)
    assert row.name in Page("towns", town=town, sheet="true").html


@pytest.mark.parametrize("page", ["overview", "project", "places"])
def test_the_pages_of_a_project_say_that_it_is_not_known(stated, page):
    _, row, town = stated
    html = Page(page, id=row.id).html
    assert town in html and f"写明在此,{UNKNOWN}" in html


def test_exports_leave_it_open(stated, tmp_path):
    store, row, town = stated
    for kind, name in (("xlsx", "b.xlsx"), ("geojson", "b.geojson"), ("oc4ids", "b.json"), ("html", "b.html"), ("geoparquet", "b.parquet")):
        done = CliRunner().invoke(app, ["export", kind, str(tmp_path / name), "--store", str(tmp_path / "board.gpkg")])
        assert done.exit_code == 0, done.output
    assert f"{town} {UNKNOWN}" in (tmp_path / "b.html").read_text("utf-8")
    listed = {one["properties"]["项目名称"]: one["properties"] for one in json.loads(geofile.geojson(board(store), [row], {}))["features"]}
    assert listed[row.name]["镇街"][-1] == {"代码": row.towns[-1].town, "名称": town, "占比_%": None, "长度_m": None, "面积_m2": None}


def test_a_share_in_several_towns_is_that_of_those_whose_share_is_known(stated):
    _, row, town = stated
    assert share_in(row, (town,)) is None and share_in(row, (town, row.towns[0].name)) == pytest.approx(1)
    assert share_in(row, ("别处",)) == 0


def test_the_command_says_it(stated):
    _, row, town = stated
    told = StringIO()
    found = {"text": row.name, "precision": "schematic", "method": "whole", "evidence": [], "reason": "",
             "towns": [{"name": share.name, "share": share.share, "length_m": share.length_m} for share in row.towns]}
    show.place(Console(file=told, width=200), found)
    assert f"{town} 写明在此,{UNKNOWN}" in told.getvalue()
