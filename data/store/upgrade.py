"""A store that an earlier version of this program made, brought up to this one's tables: nothing in it is lost.

What changed from version to version is read off the tables themselves: columns that are missing are added with the record's
own default, and columns that may now be empty are allowed to be. Nothing else has ever changed.
"""

from __future__ import annotations

import dataclasses

from sqlalchemy import Column, Connection, Table, inspect, literal, select, text, update

from data.store.engine import Backing
from data.store.geopackage_tables import describe_column
from data.store.schema import SCHEMA_VERSION, Schema


def upgrade(backing: Backing) -> None:
    """Bring the store's tables to this version in one transaction; does nothing where they are, or are newer."""
    schema = backing.schema
    with backing.reading() as connection:
        if not inspect(connection).has_table(schema.version.name) or not _older(connection, schema):
            return
    if not backing.writable:
        return  # the check of the version says what there is to do
    with backing.writing() as connection:
        if schema.backend == "postgis":
            connection.execute(text("LOCK TABLE store_schema IN EXCLUSIVE MODE"))
        if not _older(connection, schema):
            return  # another process was first
        for records, displaced in ((schema.of, False), (schema.replaced, True)):
            for record, table in records.items():
                _bring_up(connection, schema, record, table, described=not displaced)
        connection.execute(update(schema.version).values(version=SCHEMA_VERSION))


def _older(connection: Connection, schema: Schema) -> bool:
    found = connection.scalar(select(schema.version.c.version))
    return found is not None and 1 <= found < SCHEMA_VERSION


def _bring_up(connection: Connection, schema: Schema, record: type, table: Table, *, described: bool) -> None:
    there = {column["name"]: column for column in inspect(connection).get_columns(table.name)}
    for column in table.columns:
        if column.name not in there:
            _add(connection, record, column)
            if described and schema.backend == "geopackage":
                describe_column(connection, column)
    freed = [column for column in table.columns if column.nullable and not there.get(column.name, {"nullable": True})["nullable"]]
    if not freed:
        return
    if schema.backend == "postgis":
        for column in freed:
            connection.exec_driver_sql(f'ALTER TABLE "{table.name}" ALTER COLUMN "{column.name}" DROP NOT NULL')
    else:
        _remake(connection, table)


def _add(connection: Connection, record: type, column: Column) -> None:
    dialect, name = connection.dialect, f'"{column.table.name}"'
    kind = column.type.compile(dialect=dialect)
    default = next(field.default for field in dataclasses.fields(record) if field.name == column.name)
    worded = literal(default, column.type).compile(dialect=dialect, compile_kwargs={"literal_binds": True})
    rule = "" if column.nullable else f" NOT NULL DEFAULT {worded}"
    connection.exec_driver_sql(f'ALTER TABLE {name} ADD COLUMN "{column.name}" {kind}{rule}'.replace("%", "%%"))
    if dialect.name == "postgresql":
        if rule:  # new rows are always written whole
            connection.exec_driver_sql(f'ALTER TABLE {name} ALTER COLUMN "{column.name}" DROP DEFAULT')
        said = literal(column.comment).compile(dialect=dialect, compile_kwargs={"literal_binds": True})
        connection.exec_driver_sql(f'COMMENT ON COLUMN {name}."{column.name}" IS {said}'.replace("%", "%%"))


def _remake(connection: Connection, table: Table) -> None:
    """SQLite frees no column: the table is made anew, and its rows go over."""
    old = f"{table.name}_old"
    for index in inspect(connection).get_indexes(table.name):
        if not str(index["name"]).startswith("sqlite_"):
            connection.exec_driver_sql(f'DROP INDEX "{index["name"]}"')
    connection.exec_driver_sql(f'ALTER TABLE "{table.name}" RENAME TO "{old}"')
    table.create(connection)
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({columns}) SELECT {columns} FROM "{old}"')
    connection.exec_driver_sql(f'DROP TABLE "{old}"')
