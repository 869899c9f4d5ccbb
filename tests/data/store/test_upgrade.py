"""A store made by the first version is brought up when it is opened, on both backends, and nothing in it is lost."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import psycopg
import pytest

from data.model import Correction, Location, Observation, Project, TownShare
from data.store import StoreError, open_store
from data.store.schema import SCHEMA_VERSION
from tests.conftest import BACKENDS
from tests.data.store.samples import JUNE, NOW, first_load, ledger

ADDED = (("correction", "withdrawn_by"), ("location", "stated_towns"), ("replaced_location", "stated_towns"))
FREED = ("town_share", "replaced_town_share")
INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql != ''"
KEPT = Correction(id=0, subject="place:r-1", field="expression", was="", becomes="甲路", reason="图纸", who="张三", at=NOW)


def age_geopackage(path):
    """The file as the first version left it."""
    with closing(sqlite3.connect(path)) as connection:
        for table, column in ADDED:
            connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
            connection.execute("DELETE FROM gpkg_data_columns WHERE table_name = ? AND column_name = ?", (table, column))
        for table in FREED:
            (made,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
            indexes = connection.execute(INDEXES, (table,)).fetchall()
            assert "share DOUBLE" in made
            connection.execute(f"ALTER TABLE {table} RENAME TO gone")
            for name, _ in indexes:
                connection.execute(f'DROP INDEX "{name}"')
            connection.execute(made.replace("share DOUBLE", "share DOUBLE NOT NULL", 1))
            for _, index in indexes:
                connection.execute(index)
            connection.execute(f"INSERT INTO {table} SELECT * FROM gone")
            connection.execute("DROP TABLE gone")
        connection.execute("UPDATE store_schema SET version = 1")
        connection.commit()


def age_postgis(url):
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        for table, column in ADDED:
            connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        for table in FREED:
            connection.execute(f"ALTER TABLE {table} ALTER COLUMN share SET NOT NULL")
        connection.execute("UPDATE store_schema SET version = 1")


@pytest.fixture(params=BACKENDS)
def old(request, tmp_path, opened):
    """The address of a store of the first version with a load, a displaced load and a correction in it; and what it held."""
    url = tmp_path / "board.gpkg" if request.param == "geopackage" else request.getfixturevalue("postgis").new_database()
    store = opened(url)
    store.load(first_load())
    store.load(replace(ledger("六月", JUNE, {"r-1": 5}), locations=first_load().locations, shares=first_load().shares))
    store.add(KEPT)
    held = {record: store.fetch(record) for record in (Project, Location, TownShare, Observation, Correction)}
    store.close()
    (age_geopackage if request.param == "geopackage" else age_postgis)(url)
    return url, held


def test_everything_is_still_there(old, opened):
    url, held = old
    store = opened(url)
    assert {record: store.fetch(record) for record in held} == held
    assert store.fetch(Correction)[0].withdrawn_by == "" and store.fetch(Location)[0].stated_towns == ()


def test_what_is_new_can_be_kept(old, opened):
    url, held = old
    opened(url).close()
    store = opened(url)
    (share,) = [one for one in held[TownShare] if one.project == "r-1"]
    place = replace(next(one for one in held[Location] if one.project == "r-1"), stated_towns=("甲镇",))
    unknown = replace(share, town="330282999000", name="甲镇", share=None, length_m=None, basis="stated")
    store.replace_places(locations=[place], shares=[share, unknown])
    assert store.fetch(Location, project="r-1") == (place,)
    assert set(store.fetch(TownShare, project="r-1")) == {share, unknown}
    store.withdraw(store.fetch(Correction)[0].id, who="李四")
    assert store.fetch(Correction)[0].withdrawn_by == "李四"


def test_a_load_can_still_be_taken_back(old, opened):
    store = opened(old[0])
    store.undo_last()
    assert store.fetch(TownShare) == first_load().shares
    store.undo_last()
    assert store.fetch(TownShare) == ()


def test_the_columns_say_what_they_mean(tmp_path, opened):
    opened(tmp_path / "board.gpkg").close()
    age_geopackage(tmp_path / "board.gpkg")
    opened(tmp_path / "board.gpkg").close()
    with closing(sqlite3.connect(tmp_path / "board.gpkg")) as connection:
        asked = "SELECT title FROM gpkg_data_columns WHERE table_name = 'correction' AND column_name = 'withdrawn_by'"
        assert connection.execute(asked).fetchone() == ("撤回人",)
        assert connection.execute("SELECT version FROM store_schema").fetchall() == [(SCHEMA_VERSION,)]
        assert connection.execute("SELECT name FROM sqlite_master WHERE name LIKE '%_old'").fetchall() == []


def test_an_old_store_that_may_only_be_read_is_told_what_to_do(tmp_path, opened, monkeypatch):
    path = tmp_path / "board.gpkg"
    opened(path).close()
    age_geopackage(path)
    monkeypatch.setattr("data.store.geopackage.os.access", lambda *_: False)
    with pytest.raises(StoreError, match="旧版") as error:
        open_store(path)
    assert "能写" in error.value.remedy
