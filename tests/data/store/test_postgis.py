"""What is particular to PostGIS: comments, keys by region, native geometry, and being out of reach."""

from __future__ import annotations

import socket

import psycopg
import pytest

from data.store import StoreError, open_store
from data.store.schema import TITLES, key_of, schema_for, table_name
from tests.data.store.samples import first_load

needs_server = pytest.mark.postgis


@pytest.fixture(scope="module")
def connection(postgis):
    url = postgis.new_database()
    store = open_store(url)
    store.load(first_load())
    store.close()
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        yield connection


class TestLoaded:
    pytestmark = needs_server

    def test_geometry_is_native_and_in_cgcs2000(self, connection):
        row = connection.execute(
            "SELECT name, ST_GeometryType(geometry), ST_SRID(geometry), ST_X(ST_StartPoint(geometry)) FROM project_map"
            " WHERE project = 'r-1'"
        ).fetchone()
        assert row == ("东环路", "ST_LineString", 4490, 121.21)

    def test_geometry_is_indexed(self, connection):
        found = connection.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'location'").fetchall()
        assert any("gist" in definition for (definition,) in found)

    def test_columns_carry_their_chinese_names(self, connection):
        (said,) = connection.execute(
            "SELECT col_description('observation'::regclass, attnum) FROM pg_attribute"
            " WHERE attrelid = 'observation'::regclass AND attname = 'year_plan'"
        ).fetchone()
        assert said == "年度计划投资(元):本年计划,可在年中调整"

    @pytest.mark.parametrize("record", TITLES, ids=table_name)
    def test_every_primary_key_begins_with_the_region(self, connection, record):
        key = connection.execute(
            "SELECT string_agg(a.attname, ',' ORDER BY array_position(i.indkey::int[], a.attnum::int)) FROM pg_index i"
            " JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)"
            " WHERE i.indisprimary AND i.indrelid = %s::regclass",
            (f'"{table_name(record)}"',),
        ).fetchone()
        assert key == (",".join(("region", *key_of(record))),)

    def test_a_database_without_postgis_is_told(self, postgis):
        try:
            url = postgis.new_database(template="template0")
            open_store(url).close()
        except StoreError as error:
            assert "PostGIS" in error.problem
        else:
            with psycopg.connect(url.replace("+psycopg", "")) as made:
                assert made.execute("SELECT postgis_version()").fetchone(), "where it may, the store installs it itself"

    def test_one_who_may_only_read_is_told(self, postgis, opened):
        url = postgis.new_database()
        store = opened(url)
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as owner:
            owner.execute("ALTER DATABASE " + url.rsplit("/", 1)[1] + " SET default_transaction_read_only = on")
        store.close()
        with pytest.raises(StoreError, match="只读"):
            store.load(first_load())


def test_an_unreachable_database_is_told_without_its_password():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(StoreError, match="连不上数据库") as error:
        open_store(f"postgresql+psycopg://board:geheim@127.0.0.1:{port}/board")
    assert "geheim" not in str(error.value)
    assert "STORE_URL" in error.value.remedy


@pytest.mark.parametrize("url", ["mysql://a/b", "http://somewhere", "sqlite://"])
def test_another_kind_of_database_is_refused(url):
    with pytest.raises(StoreError, match="不支持"):
        open_store(url)


def test_both_schemas_hold_the_same_columns():
    of, also = schema_for("postgis").of, schema_for("geopackage").of
    for record in TITLES:
        assert [column.name for column in also[record].columns if column.name != "fid"] == [
            column.name for column in of[record].columns
        ]
        assert all(column.comment for column in of[record].columns), f"{record.__name__} has a column that says nothing"
