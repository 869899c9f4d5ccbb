"""The tables, made from the records: one model, worded for each backend.

Every row carries its region's code, first in the primary key, so that a distributed PostgreSQL can keep each city on its
own shard. A GeoPackage table must have one integer key (OGC 12-128r19, requirement 29): there the record's key is a UNIQUE
constraint beside ``fid``.

What a load gave carries the load's number (``run``). What a later load displaced is kept whole in a ``replaced_…`` table,
so that a load can be taken back exactly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import get_args

from shapely.geometry.base import BaseGeometry
from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from data.model import (
    Correction,
    Feature,
    FieldAbout,
    Finding,
    Judgement,
    LedgerRow,
    Location,
    Match,
    Observation,
    PlanItem,
    Problem,
    Project,
    Rejection,
    Run,
    SourceFile,
    Town,
    TownShare,
    fields_of,
)
from data.store.types import Backend, column_type

SCHEMA_VERSION = 2

TITLES: dict[type, str] = {
    SourceFile: "文件", PlanItem: "工作要点事项", LedgerRow: "台账行", Rejection: "未收", Finding: "预警", Run: "载入",
    Project: "项目", Match: "比对", Observation: "各期进度", Location: "项目位置", TownShare: "镇街占比", Town: "镇街",
    Feature: "地名要素", Correction: "更正", Judgement: "主管研判", Problem: "问题清单",
}  # fmt: skip
"""Every record the store keeps, and what its table is called in QGIS."""

OF_PEOPLE: tuple[type, ...] = (Correction, Judgement, Problem)
"""Kept by people, never touched by a load."""

DISPLACED_BY: dict[type, tuple[str, ...]] = {
    Project: ("id",), Match: ("source", "key"), Observation: ("project", "as_of"), Location: ("project",),
    TownShare: ("project",), Town: ("code",), Feature: ("name", "kind"),
}  # fmt: skip
"""Records that a later load may displace, and the fields in which the new and the displaced agree."""

# Questions asked often, beyond the key.
_INDEXES: dict[type, tuple[tuple[str, ...], ...]] = {
    Match: (("project",),),
    Finding: (("project",),),
    Problem: (("project",),),
}


@dataclass(frozen=True)
class Schema:
    """The tables of one backend: of records by class, what was displaced by class, and the store's own."""

    backend: Backend
    metadata: MetaData
    of: dict[type, Table]
    replaced: dict[type, Table]
    content: Table
    state: Table
    version: Table


def table_name(record: type) -> str:
    """snake_case of the record's name."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", record.__name__).lower()


def geometry_field(record: type) -> str | None:
    """The record's geometry field, if it has one."""
    return next((field.name for field in fields_of(record) if _is_geometry(field)), None)


def _is_geometry(field: FieldAbout) -> bool:
    kinds = get_args(field.type) or (field.type,)
    return any(isinstance(kind, type) and issubclass(kind, BaseGeometry) for kind in kinds)


@cache
def schema_for(backend: Backend) -> Schema:
    """The schema in the words of a backend; made once."""
    metadata = MetaData()
    of = {record: _record_table(record, metadata, backend) for record in TITLES}
    replaced = {record: _replaced_table(record, metadata, backend) for record in DISPLACED_BY}
    content = Table(
        "source_content", metadata,
        Column("region", Text, nullable=False, comment="区域代码"),
        Column("sha256", Text, nullable=False, comment="文件内容的 SHA-256"),
        Column("content", LargeBinary, nullable=False, comment="文件原样"),
        Column("run", _integer(), nullable=False, comment="载入序号"),
        PrimaryKeyConstraint("region", "sha256"),
        comment="读过的文件,原样保存",
    )
    state = Table(
        "board_state", metadata,
        Column("region", Text, primary_key=True, comment="区域代码"),
        Column("version", _integer(), nullable=False, comment="每次改动加一"),
        Column("runs", _integer(), nullable=False, comment="已用到的载入序号"),
        comment="数据版本",
    )
    version = Table(
        "store_schema", metadata, Column("version", Integer, primary_key=True, comment="库结构版本"), comment="库结构版本"
    )
    return Schema(backend, metadata, of, replaced, content, state, version)


def _integer() -> BigInteger:
    return BigInteger().with_variant(Integer(), "sqlite")


def _columns(record: type, backend: Backend) -> list[Column]:
    columns = [Column("region", Text, nullable=False, comment="区域代码")]
    for field in fields_of(record):
        kind, nullable = column_type(field.type, backend)
        columns.append(Column(field.name, kind, nullable=nullable, comment=comment_of(field)))
    if record not in (*OF_PEOPLE, Run):
        columns.append(Column("run", _integer(), nullable=False, comment="载入序号"))
    return columns


def comment_of(field: FieldAbout) -> str:
    """The label, the unit and the meaning in one line."""
    about = field.about
    unit = f"({about.unit})" if about.unit else ""
    return f"{about.label}{unit}" + (f":{about.meaning}" if about.meaning else "")


def key_of(record: type) -> tuple[str, ...]:
    """The fields that identify a record within its region, in their order."""
    return tuple(field.name for field in fields_of(record) if field.about.key)


def _record_table(record: type, metadata: MetaData, backend: Backend) -> Table:
    name, key = table_name(record), ("region", *key_of(record))
    columns, keyed = _columns(record, backend), PrimaryKeyConstraint(*key)
    if backend == "geopackage":
        columns.insert(0, Column("fid", Integer, primary_key=True, autoincrement=True))
        keyed = UniqueConstraint(*key)
    table = Table(name, metadata, *columns, keyed, comment=TITLES[record], sqlite_autoincrement=backend == "geopackage")
    for number, fields in enumerate(_INDEXES.get(record, ()), 1):
        Index(f"{name}_by_{number}", table.c.region, *(table.c[field] for field in fields))
    return table


def _replaced_table(record: type, metadata: MetaData, backend: Backend) -> Table:
    name = f"replaced_{table_name(record)}"
    table = Table(
        name, metadata, *_columns(record, backend),
        Column("replaced_by", _integer(), nullable=False, comment="取代它的载入序号"),
        comment=f"被后来的载入取代的{TITLES[record]}",
    )
    Index(f"{name}_by_run", table.c.region, table.c.replaced_by)
    Index(f"{name}_by_key", table.c.region, *(table.c[field] for field in DISPLACED_BY[record]))
    return table
