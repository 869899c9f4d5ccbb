"""The store: what was loaded, what people added, and the version by which answers may be kept."""

from __future__ import annotations

import os
from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from data.model import Correction, Feature, Judgement, Location, Problem, Run, Town, TownShare
from data.model.environment import region_code
from data.store.batch import Batch
from data.store.changes import Changer
from data.store.engine import Backing
from data.store.errors import NoStore, StoreChanged, StoreError
from data.store.geopackage import open_geopackage, touch
from data.store.postgis import open_postgis
from data.store.reader import Reader

Record = TypeVar("Record")
Kept = TypeVar("Kept", Correction, Judgement, Problem)

DEFAULT_PATH = Path(__file__).parents[2] / "var" / "board.gpkg"


class Store:
    """One region's records in one database. Safe to share among threads; every method is one transaction."""

    def __init__(self, backing: Backing, region: str) -> None:
        self._backing = backing
        self.region = region
        self._known: tuple[Hashable, int] | None = None

    @property
    def where(self) -> str:
        """The store's address, without its password."""
        return self._backing.where

    def for_region(self, region: str) -> Store:
        """The same database, seen as another region's."""
        return Store(self._backing, region)

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """A reader whose every answer is of one and the same state, whatever is loaded meanwhile."""
        with self._backing.reading() as connection:
            yield Reader(connection, self._backing.schema, self.region)

    def version(self) -> int:
        """Grows by one with every change; the key under which answers may be kept.

        Every page asks for it all the time, so the database is asked only where it may have changed since.
        """
        mark, known = self._backing.mark(), self._known
        if mark is not None and known is not None and known[0] == mark:
            return known[1]
        with self.reading() as now:
            version = now.version()
        self._known = (mark, version)
        return version

    def fetch(self, record: type[Record], **equals: Any) -> tuple[Record, ...]:
        """All records of a class with these field values, ordered by key; see :meth:`Reader.fetch`."""
        with self.reading() as now:
            return now.fetch(record, **equals)

    def content(self, sha256: str) -> bytes:
        """The file as it was read. Raises KeyError for a file the store has not seen."""
        with self.reading() as now:
            return now.content(sha256)

    def load(self, batch: Batch, *, version: int | None = None) -> Run:
        """Bring a batch in, whole or not at all.

        A file whose bytes the store knows adds nothing; if that is true of all of the batch's files, nothing changes at all and
        the run that took them in is returned. A later load wins: it displaces what is known under the same key (an observation
        of the same project and date, a match, a project's description, a place), and :meth:`undo_last` brings that back.
        version: the store's when the batch was made from it; another load that came in since raises StoreChanged. Raises StoreError.
        """
        with self._changing() as change:
            if version is not None and change.now.version() != version:
                raise StoreChanged("预览之后库中的数据有了变化", "请重新预览后再载入")
            runs = change.now.count(Run)
            run = change.load(batch)
            if change.now.count(Run) > runs:
                change.grow()
            return run

    def undo_last(self, *, expected: int | None = None) -> Run | None:
        """Take the last load of files back whole, with what was settled since, and return it; None if there is none.

        What people added stays. expected: the number of the load that is meant; when another has come in since, StoreChanged is
        raised and nothing is taken back.
        """
        with self._changing() as change:
            last = max((run.id for run in change.now.fetch(Run) if run.sources), default=None)
            if last is None:
                return None
            if expected not in (None, last):
                raise StoreChanged(f"最近一次载入已不是第 {expected} 次,而是第 {last} 次", "请核对后再撤回")
            while (run := change.undo()) is not None and run.id != last:
                pass  # a settling of names since then
            change.grow()
            return run

    def replace_places(
        self,
        *,
        towns: Sequence[Town] = (),
        features: Sequence[Feature] = (),
        locations: Sequence[Location] = (),
        shares: Sequence[TownShare] = (),
    ) -> None:
        """Put official or corrected places in the stead of known ones, in one transaction.

        towns replace all towns; features those of the same name and kind; locations and shares all that was known of the place
        of each project they name. This is no load and is not taken back with one.
        """
        with self._changing() as change:
            change.place(towns=towns, features=features, locations=locations, shares=shares)
            change.grow()

    def add(self, record: Kept) -> Kept:
        """Keep what a person says. A correction or problem gets its number here; the record is returned as it is kept."""
        with self._changing() as change:
            kept = record if isinstance(record, Judgement) else replace(record, id=change.next_id(type(record)))
            change.insert(type(record), [kept])
            change.grow()
            return kept

    def withdraw(self, correction_id: int, *, who: str, at: datetime | None = None) -> Correction:
        """Withdraw a correction; it stays on record, with who withdrew it and when.

        Raises StoreError when nobody is named, when there is no such correction, or it is withdrawn already.
        """
        if not who.strip():
            raise StoreError("没有写撤回人", "请填写撤回人,以便日后查考")
        return self._close(Correction, correction_id, at, {"withdrawn_by": who}, field="withdrawn_at", said="更正", done="撤回")

    def close_problem(self, problem_id: int, *, by: str, evidence: str, at: datetime | None = None) -> Problem:
        """销号: close a problem, with who and on what evidence. Raises StoreError without evidence or such a problem."""
        if not evidence.strip() or not by.strip():
            raise StoreError("销号缺少依据或销号人", "请填写销号人和销号依据(文件、照片编号或验收结论)")
        values = {"closed_by": by, "evidence": evidence}
        return self._close(Problem, problem_id, at, values, field="closed_at", said="问题", done="销号")

    def _close(
        self,
        record: type[Kept],
        identity: int,
        at: datetime | None,
        values: dict[str, Any],
        *,
        field: str,
        said: str,
        done: str,
    ) -> Kept:
        with self._changing() as change:
            found = change.now.fetch(record, id=identity)
            if not found:
                raise StoreError(f"没有第 {identity} 号{said}", "请刷新页面后再试")
            if getattr(found[0], field) is not None:
                raise StoreError(f"第 {identity} 号{said}已{done}", "无须再次操作")
            change.update(record, identity, **values, **{field: at or datetime.now(UTC)})
            change.grow()
            return change.now.fetch(record, id=identity)[0]

    @contextmanager
    def _changing(self) -> Iterator[Changer]:
        with self._backing.writing() as connection:
            change = Changer(connection, self._backing.schema, self.region)
            yield change
            if self._backing.schema.backend == "geopackage":
                touch(connection, list(self._backing.schema.of.values()))

    def close(self) -> None:
        """Let go of the database's connections."""
        self._backing.engine.dispose()


def is_made(url: str | Path | None = None) -> bool:
    """Whether there is a store at url already, as :func:`open_store` understands it; a database server is taken to have one."""
    path = _address(url).removeprefix("sqlite:///")
    return "://" in path or Path(path).expanduser().exists()


def _address(url: str | Path | None) -> str:
    return str(url or os.environ.get("STORE_URL") or DEFAULT_PATH)


def open_store(url: str | Path | None = None, *, region: str | None = None, make: bool = True) -> Store:
    """The store at url: a path or ``sqlite:///path`` for a GeoPackage, ``postgresql+psycopg://…`` for PostGIS.

    Without url: the environment's STORE_URL, else ``var/board.gpkg`` of this checkout. An empty store is made where there is
    none, unless make is False. region: the city's code, else that of the environment (REGION).
    Raises StoreError for what cannot be opened: not there (NoStore), unreachable, damaged, not ours, of another version.
    """
    region = region or region_code()
    given = _address(url)
    if not make and not is_made(given):
        raise NoStore(f"还没有这个库({given})", "请核对 --store 或 STORE_URL,或先用 python -m etl run 载入文件")
    if "://" not in given:
        return Store(open_geopackage(Path(given).expanduser().absolute()), region)
    try:
        address = make_url(given)
    except ArgumentError as error:
        raise StoreError("STORE_URL 不是有效的数据库地址", "写法如 postgresql+psycopg://用户:密码@主机/库名") from error
    kind = address.get_backend_name()
    if kind == "sqlite" and address.database:
        return Store(open_geopackage(Path(address.database).expanduser().absolute()), region)
    if kind in ("postgresql", "postgres"):
        return Store(open_postgis(address), region)
    raise StoreError(f"不支持的数据库类型:{kind}", "请用 GeoPackage 文件路径,或 postgresql+psycopg:// 开头的 PostGIS 地址")
