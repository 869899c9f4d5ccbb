"""Which column a record's field becomes: the one place where Python types meet SQL types."""

from __future__ import annotations

import json
import re
import types
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Literal, Union, get_args, get_origin

from shapely.geometry.base import BaseGeometry
from sqlalchemy import BigInteger, Boolean, Date, DateTime, Double, Integer, Text
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeDecorator, TypeEngine

from data.store.geometry import GeoPackageGeometry, PostgisGeometry

Backend = Literal["geopackage", "postgis"]

# NUL and lone surrogates: no database takes them, and files of others hold them.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """The text, with what no database can hold shown as U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", text)


class PlainText(TypeDecorator[str]):
    """Text from files: whatever it holds, it can be stored."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        """Text to text that a database takes."""
        return None if value is None else storable(value)


class Word(TypeDecorator[StrEnum]):
    """A word of a closed vocabulary, kept as the word users read."""

    impl = Text
    cache_ok = True

    def __init__(self, vocabulary: type[StrEnum]) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        self._members = {member.value: member for member in vocabulary}  # asking the enum takes four times as long

    def process_bind_param(self, value: StrEnum | None, dialect: Any) -> str | None:
        """Member to word; a word outside the vocabulary is refused."""
        return None if value is None else self.vocabulary(value).value

    def process_result_value(self, value: str | None, dialect: Any) -> StrEnum | None:
        """Word to member."""
        return None if value is None else self._members.get(value) or self.vocabulary(value)


class JsonText(TypeDecorator[Any]):
    """A tuple or dict as JSON text with its Chinese readable: QGIS shows it, every database has it."""

    impl = Text
    cache_ok = True

    def __init__(self, container: type) -> None:
        super().__init__()
        self.container = container

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:
        """Value to JSON."""
        return None if value is None else storable(json.dumps(value, ensure_ascii=False, default=str))

    def process_result_value(self, value: str | None, dialect: Any) -> Any:
        """JSON to value."""
        if value in ("[]", "{}"):  # most are empty, and reading JSON thousands of times takes its time
            return self.container()
        return None if value is None else self.container(json.loads(value))


class _GeoPackageTime(sqlite.DATETIME):
    """GeoPackage's text form of a moment: 2024-05-31T08:00:00.000Z."""

    def bind_processor(self, dialect: Any) -> Callable[[datetime | None], str | None]:
        """Datetime (UTC, without zone) to text."""
        return lambda value: None if value is None else f"{value.isoformat(timespec='milliseconds')}Z"

    def result_processor(self, dialect: Any, coltype: Any) -> Callable[[str | None], datetime | None]:
        """Text to datetime."""
        return lambda value: None if value is None else datetime.fromisoformat(value)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC, to the millisecond, as GeoPackage has it. A time without zone is taken as UTC."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Any) -> TypeEngine[Any]:
        """GeoPackage's own text form in SQLite, timestamptz in PostgreSQL."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(_GeoPackageTime())
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """To UTC; SQLite's type takes it without zone."""
        if value is None:
            return None
        moment = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        moment = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """From UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def column_type(hint: Any, backend: Backend) -> tuple[TypeEngine[Any], bool]:
    """The column type for a field's type, and whether it may be empty. Raises TypeError for a type no rule covers."""
    options = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    nullable = type(None) in options
    (kind,) = (option for option in options if option is not type(None))
    return _plain_type(kind, backend), nullable


def _plain_type(kind: Any, backend: Backend) -> TypeEngine[Any]:
    origin = get_origin(kind) or kind
    if origin in (tuple, dict):
        return JsonText(origin)
    if not isinstance(origin, type):
        raise TypeError(f"no column type for {kind!r}")
    if issubclass(origin, BaseGeometry):
        return PostgisGeometry() if backend == "postgis" else GeoPackageGeometry()
    if issubclass(origin, StrEnum):
        return Word(origin)
    simple: dict[type, TypeEngine[Any]] = {
        str: PlainText(),
        bool: Boolean(),
        int: BigInteger().with_variant(Integer(), "sqlite"),  # SQLite's INTEGER has 64 bits, and GeoPackage knows no BIGINT
        float: Double(),
        datetime: Instant(),
        date: Date(),
    }
    if origin not in simple:
        raise TypeError(f"no column type for {kind!r}")
    return simple[origin]
