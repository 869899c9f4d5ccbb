"""The embedded backend: one GeoPackage, written by SQLAlchemy inside SQL transactions, opened as it is by QGIS and GDAL.

Journal. Write-ahead (WAL), measured against the rollback journal: after a writer is killed, a rollback journal is left "hot",
and GDAL, which opens for reading only, fails ("attempt to write a readonly database") until some writer has opened the file;
and a large load locks readers out while it writes. With WAL everyone can read the last good state at once, and readers never
wait. Its price: the main file alone is not the database while a connection is open. So no connection is kept (NullPool): the
last one to close folds the log back into the one file. WAL needs a local disk: for several machines there is PostGIS.

A new file is made beside its place and linked into it when complete: no one ever meets half a database.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, Table, create_engine, event, insert, text
from sqlalchemy.pool import NullPool

from data.store.engine import PROJECT_MAP, PROJECT_MAP_SELECT, PROJECT_MAP_TITLE, Backing, check_version
from data.store.errors import StoreError, explained
from data.store.geopackage_tables import describe, has_geopackage_tables, make_geopackage_tables
from data.store.schema import SCHEMA_VERSION, Schema, geometry_field, schema_for
from data.store.upgrade import upgrade

BUSY_SECONDS = 30

TICK_NS = 3_000_000_000
"""More than the coarsest clock of a file system (FAT: two seconds)."""


def open_geopackage(path: Path) -> Backing:
    """The GeoPackage at path, made if it is not there. Raises StoreError for a file that is damaged or not ours."""
    where, schema = str(path), schema_for("geopackage")
    with explained(where):
        if not path.exists() or not path.stat().st_size:
            _make(path, schema)
        writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
        backing = Backing(_engine(path, writable=writable), schema, where, writable, lambda: _mark(path))
        with backing.engine.connect() as connection:
            if not has_geopackage_tables(connection):
                raise StoreError(f"{where} 不是 GeoPackage", "请改用别的路径,或移走该文件后重新载入")
        upgrade(backing)
        with backing.engine.connect() as connection:
            check_version(connection, schema, where=where)
    return backing


def _mark(path: Path) -> tuple[int, ...] | None:
    """Time, size and number of the file and of its log; None where the last write is so recent that another could bear the same time.

    Every commit writes to one of the two. Clocks of file systems tick, some every two seconds, so within a tick a second write
    would not show: git's index has the same trouble ("racy git") and the same answer, to trust no mark that is younger.
    """
    files = []
    for one in (path, path.with_name(f"{path.name}-wal")):
        try:
            found = one.stat()
        except OSError:
            files += [0, 0, 0]
            continue
        # Each reader makes an empty log and takes it away again: that is no change.
        files += [found.st_mtime_ns, found.st_size, found.st_ino] if one is path or found.st_size else [0, 0, 0]
    return tuple(files) if time.time_ns() - max(files[::3]) > TICK_NS else None


def _engine(path: Path, *, writable: bool) -> Engine:
    """An engine that keeps no connection. A file that may only be read is opened as one that nobody changes."""
    mode = "mode=rw" if writable else "mode=ro&immutable=1"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"file:{quote(str(path))}?{mode}", uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA synchronous=FULL")  # WAL's default would let a power cut undo the last load
        connection.execute("PRAGMA cache_size=-65536")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """Python's sqlite3 begins late or not at all; we begin at once, and writers with the lock in hand: no deadlock."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN")


def _make(path: Path, schema: Schema) -> None:
    """Write an empty store and put it in its place whole; if another process was first, its file stands."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    os.close(handle)
    fresh = Path(name)
    try:
        fresh.chmod(0o644)
        engine = _engine(fresh, writable=True)
        with engine.connect() as connection, connection.begin():
            make_geopackage_tables(connection)
            schema.metadata.create_all(connection)
            _register(connection, schema)
            connection.execute(insert(schema.version).values(version=SCHEMA_VERSION))
        with sqlite3.connect(fresh) as raw:
            raw.execute("PRAGMA journal_mode=WAL")
        raw.close()
        if path.exists() and not path.stat().st_size:
            path.unlink()
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        except OSError:  # a file system without hard links
            fresh.rename(path)
    finally:
        for left in (fresh, Path(f"{name}-wal"), Path(f"{name}-shm"), Path(f"{name}-journal")):
            left.unlink(missing_ok=True)


def _register(connection: Connection, schema: Schema) -> None:
    """Tell GeoPackage readers of our tables: features with geometry, the rest as attributes; Chinese names for every column."""
    for record, table in schema.of.items():
        describe(connection, table, geometry=geometry_field(record))
    connection.execute(text(f"CREATE VIEW {PROJECT_MAP} AS {PROJECT_MAP_SELECT.format(identity='l.fid AS OGC_FID,')}"))
    describe(connection, PROJECT_MAP, title=PROJECT_MAP_TITLE, geometry="geometry")


def touch(connection: Connection, tables: list[Table]) -> None:
    """Note in gpkg_contents that the tables changed; their extents are forgotten, readers work them out."""
    for name in [table.name for table in tables] + [PROJECT_MAP]:
        connection.execute(
            text(
                "UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),"
                " min_x = NULL, min_y = NULL, max_x = NULL, max_y = NULL WHERE table_name = :name"
            ),
            {"name": name},
        )


