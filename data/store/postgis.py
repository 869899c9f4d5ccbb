"""The backend for many users or many cities: PostGIS, by ``STORE_URL=postgresql+psycopg://user:password@host/database``.

Readers see one snapshot (REPEATABLE READ) and never wait for a load; loads of one region take turns by locking its row of
``board_state``. Every primary key begins with the region, so that Citus or partitions can spread regions over machines.
"""

from __future__ import annotations

from sqlalchemy import URL, Connection, create_engine, event, insert, inspect, text

from data.store.engine import PROJECT_MAP, PROJECT_MAP_SELECT, PROJECT_MAP_TITLE, Backing, check_version
from data.store.errors import StoreError, explained
from data.store.schema import SCHEMA_VERSION, schema_for
from data.store.upgrade import upgrade

CONNECT_SECONDS = 10

# One number for "making the tables", so that two processes starting at once do not both make them.
_MAKING = 330282


def open_postgis(url: URL) -> Backing:
    """The database at url, its tables made if they are not there. Raises StoreError when it cannot be reached or used."""
    where, schema = url.render_as_string(hide_password=True), schema_for("postgis")
    with explained(where):
        engine = create_engine(
            url.set(drivername="postgresql+psycopg"), pool_pre_ping=True, isolation_level="REPEATABLE READ",
            connect_args={"connect_timeout": CONNECT_SECONDS},
        )
        event.listen(engine, "begin", _begin)
        with engine.connect() as connection:
            made = inspect(connection).has_table(schema.version.name)
        backing = Backing(engine, schema, where)
        if not made:
            _make(backing)
        upgrade(backing)
        with engine.connect() as connection:
            check_version(connection, schema, where=where)
    return backing


def _begin(connection: Connection) -> None:
    """Writers read what is committed once they hold the lock; readers are told to the database as such."""
    if connection.get_execution_options().get("writing"):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")


def _make(backing: Backing) -> None:
    schema = backing.schema
    with backing.writing() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _MAKING})
        if inspect(connection).has_table(schema.version.name):
            return
        if not connection.scalar(text("SELECT count(*) FROM pg_extension WHERE extname = 'postgis'")):
            available = connection.scalar(text("SELECT count(*) FROM pg_available_extensions WHERE name = 'postgis'"))
            if not available:
                raise StoreError(f"{backing.where} 没有 PostGIS 扩展", "请在数据库服务器上安装 PostGIS")
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS postgis"))
        schema.metadata.create_all(connection)
        connection.execute(insert(schema.version).values(version=SCHEMA_VERSION))
        connection.execute(text(f"CREATE VIEW {PROJECT_MAP} AS {PROJECT_MAP_SELECT.format(identity='')}"))
        connection.execute(text(f"COMMENT ON VIEW {PROJECT_MAP} IS '{PROJECT_MAP_TITLE}'"))


