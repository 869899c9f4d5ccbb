"""The GeoPackage as others find it (GDAL, QGIS), and as we find what others left in its place."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import warnings
from contextlib import closing
from pathlib import Path

import pyogrio
import pytest

from data.model import Observation, Project, fields_of
from data.store import StoreError, open_store
from data.store.schema import SCHEMA_VERSION, TITLES, table_name
from tests.data.store.samples import MAY, TOWN, first_load, ledger

ROOT = Path(__file__).parents[3]


@pytest.fixture
def path(tmp_path, opened):
    path = tmp_path / "库" / "board.gpkg"
    store = opened(path)
    store.load(first_load())
    store.load(ledger("五月", MAY, {"r-1": 400_000}))
    return path


@pytest.fixture(autouse=True)
def gdal_complains_of_nothing():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def raw(path):
    return closing(sqlite3.connect(path))


def aged(path):
    """As if nobody had written for a minute."""
    then = time.time() - 60
    os.utime(path, (then, then))


def test_the_version_of_a_file_that_nobody_writes_is_not_asked_for_again(path, opened, monkeypatch):
    store = opened(path)
    aged(path)
    assert store.version() == 2
    monkeypatch.setattr(type(store), "reading", lambda self: pytest.fail("the database was asked"))
    assert store.version() == 2


def test_a_change_by_someone_else_shows_in_the_version_at_once(path, opened):
    store, other = opened(path), opened(path)
    for number in range(3, 6):
        aged(path)
        assert store.version() == store.version() == number - 1
        other.load(ledger(f"另{number}", MAY, {"r-1": 400_000 + number}))
        assert store.version() == number


def test_of_two_changes_within_a_tick_of_the_clock_none_is_missed(path, opened):
    store, other = opened(path), opened(path)
    now = time.time()
    for number in range(3, 8):
        other.load(ledger(f"再{number}", MAY, {"r-1": 400_000 + number}))
        os.utime(path, (now, now))  # a file system whose clock stands still
        assert store.version() == number


def test_a_change_that_is_still_in_the_log_shows_while_someone_reads(path, opened):
    store, other = opened(path), opened(path)
    aged(path)
    assert store.version() == 2
    with other.reading() as reader:
        reader.version()
        other.load(ledger("读时", MAY, {"r-1": 500_000}))
        assert store.version() == 3


def test_gdal_lists_what_is_in_it(path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pyogrio names a type "" for tables without geometry
        layers = dict(pyogrio.list_layers(path).tolist())
    assert {name for name, kind in layers.items() if kind} == {"location", "town", "feature", "project_map"}
    assert set(layers) == {table_name(record) for record in TITLES} | {"project_map"}


def test_gdal_reads_places_under_their_names_with_crs_and_figures(path):
    frame = pyogrio.read_dataframe(path, layer="project_map").set_index("project")
    assert frame.crs.to_epsg() == 4490
    assert frame.loc["r-1", "name"] == "东环路"
    assert frame.loc["r-1", "year_done"] == 400_000
    assert frame.loc["r-1"].geometry.geom_type == "LineString"
    assert frame.loc["r-2"].geometry is None
    assert frame.loc["r-2", "reason"] == "文中没有地点"


@pytest.mark.parametrize("layer", ["town", "feature", "location"])
def test_gdal_reads_each_layer_of_geometry(path, layer):
    info = pyogrio.read_info(path, layer=layer, force_total_bounds=True)
    assert info["crs"] == "EPSG:4490"
    assert info["fid_column"] == "fid"
    west, south, east, north = info["total_bounds"]
    assert 121 < west <= east < 122 and 30 < south <= north < 31


def test_gdal_filters_towns_by_place(path):
    assert list(pyogrio.read_dataframe(path, layer="town", bbox=(121.22, 30.12, 121.23, 30.13))["code"]) == [TOWN.code]
    assert not len(pyogrio.read_dataframe(path, layer="town", bbox=(10, 10, 11, 11)))


@pytest.mark.parametrize("record", TITLES, ids=table_name)
def test_gdal_reads_every_table_without_complaint(path, record):
    frame = pyogrio.read_dataframe(path, layer=table_name(record))
    assert {field.name for field in fields_of(record)} - set(frame.columns) == set()


def test_columns_carry_their_chinese_names(path):
    with raw(path) as connection:
        said = connection.execute(
            "SELECT title, description FROM gpkg_data_columns WHERE table_name = 'observation' AND column_name = 'year_plan'"
        ).fetchone()
    assert said == ("年度计划投资(元)", "年度计划投资(元):本年计划,可在年中调整")


def test_it_is_a_geopackage_by_the_book(path):
    with raw(path) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        systems = dict(connection.execute("SELECT srs_id, organization FROM gpkg_spatial_ref_sys"))
        assert systems == {-1: "NONE", 0: "NONE", 4326: "EPSG", 4490: "EPSG"}
        triggers = connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()
        assert triggers == (0,), "r-tree triggers call functions that SQLite alone has not"


def test_text_written_by_other_hands_in_qgis_is_read(path, opened):
    with raw(path) as connection:
        connection.execute("UPDATE project SET name = '改过的名称' WHERE id = 'r-1'")
        connection.commit()
    assert opened(path).fetch(Project, id="r-1")[0].name == "改过的名称"


def test_another_program_s_file_is_not_taken_for_ours(tmp_path):
    other = tmp_path / "other.gpkg"
    with raw(other) as connection:
        connection.execute("CREATE TABLE t (x)")
        connection.commit()
    with pytest.raises(StoreError, match="不是 GeoPackage") as error:
        open_store(other)
    assert error.value.remedy


def test_another_geopackage_is_not_taken_for_ours(path):
    with raw(path) as connection:
        connection.execute("DROP TABLE store_schema")
        connection.commit()
    with pytest.raises(StoreError, match="不是本系统的数据库"):
        open_store(path)


@pytest.mark.parametrize(("version", "said"), [(SCHEMA_VERSION + 1, "升级本程序"), (0, "旧版")])
def test_a_store_of_another_version_is_refused_with_the_remedy(path, version, said):
    with raw(path) as connection:
        connection.execute("UPDATE store_schema SET version = ?", (version,))
        connection.commit()
    with pytest.raises(StoreError, match=said):
        open_store(path)


@pytest.mark.parametrize("content", [b"PK\x03\x04 this is no database" * 100, "不是数据库".encode() * 500])
def test_a_file_that_is_no_database_is_refused(tmp_path, content):
    path = tmp_path / "board.gpkg"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="损坏"):
        open_store(path)
    assert path.read_bytes() == content, "what we cannot read we do not touch"


def test_a_damaged_store_is_told_as_such(path):
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + os.urandom(len(whole) - 4096))
    with pytest.raises(StoreError, match="损坏"):
        open_store(path).fetch(Observation)


def test_a_folder_in_its_place_is_told(tmp_path):
    (tmp_path / "board.gpkg").mkdir()
    with pytest.raises(StoreError, match="打不开"):
        open_store(tmp_path / "board.gpkg")


def test_a_full_disk_leaves_the_last_good_state(path, opened, monkeypatch):
    from sqlalchemy import event

    store = opened(path)
    engine = store._backing.engine

    @event.listens_for(engine, "connect")
    def no_more_room(connection, _):
        connection.execute("PRAGMA max_page_count = 1")  # SQLite never goes below what the file has: not one page more

    with pytest.raises(StoreError, match="磁盘空间已满"):
        store.load(ledger("六月" * 2000, MAY, {"r-1": 1, "r-2": 2}))
    assert [one.year_done for one in opened(path).fetch(Observation)] == [400_000]


@pytest.mark.skipif(os.getuid() != 0, reason="needs root to become someone who may only read")
def test_one_who_may_only_read_reads_and_is_told_why_not_to_write(path, request):
    public = Path(tempfile.mkdtemp())  # pytest's own folders are closed to others
    request.addfinalizer(lambda: shutil.rmtree(public))
    public.chmod(0o755)
    path = shutil.copy(path, public / "board.gpkg")
    script = f"""
import os
from data.store import StoreError, open_store
from data.model import Observation, Project
from tests.data.store.samples import JUNE, ledger
os.setgid(65534); os.setuid(65534)
store = open_store("{path}")
print(len(store.fetch(Project)))
try:
    store.load(ledger("六月", JUNE, {{"r-1": 1}}))
except StoreError as error:
    print(error.problem)
"""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", script]
    said = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT, check=False)
    assert said.stdout.splitlines()[0] == "3", said.stderr
    assert "只读" in said.stdout


@pytest.mark.parametrize("as_of", [None, MAY])
def test_the_last_figures_are_searched_by_project_and_not_through_all_history(path, opened, as_of):
    from sqlalchemy.dialects import sqlite

    with opened(path).reading() as now:
        question = now._latest(as_of, None).compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
        plan = [row[3] for row in now._connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {question}")]
    assert [step for step in plan if "observation" in step], plan
    assert all("project=?" in step for step in plan if "observation" in step), plan


def test_a_path_with_odd_characters_is_a_path(tmp_path, opened):
    path = tmp_path / "a?b#c%20 &.gpkg"
    opened(path).load(first_load())
    assert path.exists()
    assert len(opened(path).fetch(Project)) == 3
