"""What the two backends have in common: an engine, reading and writing, and the check that the tables are ours."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, inspect, select

from data.store.errors import StoreError, explained
from data.store.schema import SCHEMA_VERSION, Schema

PROJECT_MAP = "project_map"

# What a person opening the database in QGIS wants to see: places under their projects' names, with the latest figures.
PROJECT_MAP_SELECT = """
SELECT {identity} l.region, l.project, p.name, p.sector, COALESCE(o.project_class, p.project_class) AS project_class,
       COALESCE(NULLIF(o.unit, ''), p.unit) AS unit, o.stage, o.as_of, o.total_investment, o.year_plan, o.year_done,
       o.total_done, o.physical_progress, o.problems, l.precision, l.method, l.reason, l.length_m, l.geometry
FROM location l
JOIN project p ON p.region = l.region AND p.id = l.project
LEFT JOIN observation o ON o.region = l.region AND o.project = l.project AND o.as_of = (
    SELECT MAX(x.as_of) FROM observation x WHERE x.region = l.region AND x.project = l.project)
"""

PROJECT_MAP_TITLE = "项目上图(最近一期进度)"


@dataclass(frozen=True)
class Backing:
    """A database ready for use. writable is False where the file or its folder may only be read.

    mark tells the database's present state from any other without asking it, or gives None where that cannot be told.
    """

    engine: Engine
    schema: Schema
    where: str
    writable: bool = True
    mark: Callable[[], Hashable] = lambda: None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One connection, one snapshot: all that is asked within sees the same state, whatever is loaded meanwhile."""
        with explained(self.where), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, alone among writers: whole or not at all."""
        if not self.writable:
            raise StoreError(f"数据库只读,不能写入({self.where})", "请检查文件和所在文件夹的写权限")
        with explained(self.where), self.engine.connect() as connection:
            writer = connection.execution_options(writing=True)
            with writer.begin():
                yield writer


def check_version(connection: Connection, schema: Schema, *, where: str) -> None:
    """Refuse a database whose tables are not ours, or are of another version of this program."""
    if not inspect(connection).has_table(schema.version.name):
        raise StoreError(f"{where} 不是本系统的数据库", "请改用别的路径,或移走该文件后重新载入")
    found = connection.scalar(select(schema.version.c.version))
    if found is None or found < SCHEMA_VERSION:
        raise StoreError(
            f"{where} 的库结构是旧版({found},本程序为 {SCHEMA_VERSION})",
            "请用能写该库的账号打开一次,库会自动更新;仍不行则移走旧库,重新载入各期文件",
        )
    if found > SCHEMA_VERSION:
        raise StoreError(f"{where} 的库结构较新({found},本程序为 {SCHEMA_VERSION})", "请升级本程序,或改用与之相配的数据库")
