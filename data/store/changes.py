"""The three ways in which loads change the store: bring in, take back, place anew. Each within the caller's transaction."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam, delete, func, insert, literal, select, update

from data.model import (
    Feature,
    Finding,
    Location,
    Match,
    Observation,
    Project,
    Rejection,
    Run,
    Town,
    TownShare,
    fields_of,
)
from data.store.batch import Batch
from data.store.errors import StoreError
from data.store.reader import Reader
from data.store.schema import DISPLACED_BY, OF_PEOPLE, Schema
from data.store.tidy import tidied


class Changer:
    """Writes to one region within one transaction. Making it waits for other writers of the region."""

    def __init__(self, connection: Connection, schema: Schema, region: str) -> None:
        self._connection = connection
        self._schema = schema
        self._region = region
        self.now = Reader(connection, schema, region)
        self._lock()

    def load(self, batch: Batch) -> Run:
        """Bring a batch in as one run; when it brings nothing new, the last run that knew its files."""
        given = {source.sha256 for source, _ in batch.sources}
        known = self._runs_of(given)
        tidy = tidied(batch, known)
        if given and given == set(known):
            return self.now.fetch(Run, id=max(known.values()))[0]
        self._check_projects(tidy.records)
        number = self._next_run()
        records = {record: found for record, found in tidy.records.items() if found}
        for record in DISPLACED_BY:
            owners = self._in_the_way(record, records, tidy.contents)
            owners += [dict(owner) for kind, owner in batch.retracted if kind is record]
            self._displace(record, number, list({tuple(owner.values()): owner for owner in owners}.values()))
        for record, found in records.items():
            self.insert(record, self._renumbered(record, found), run=number)
        contents = [{"sha256": sha256, "content": content, "run": number} for sha256, content in tidy.contents.items()]
        self._insert_rows(self._schema.content, contents)
        receipts = [dataclasses.asdict(receipt) for receipt in (*batch.receipts, tidy.receipt)]
        run = Run(
            id=number, started_at=batch.started_at, finished_at=datetime.now(UTC), sources=tuple(tidy.contents),
            receipts=tuple(receipts), versions=dict(batch.versions),
        )
        self.insert(Run, [run])
        return self.now.fetch(Run, id=number)[0]

    def undo(self) -> Run | None:
        """Take the last run back: what it gave goes, what it displaced returns. None when there is no run."""
        runs = self._schema.of[Run]
        number = self._connection.scalar(select(func.max(runs.c.id)).where(runs.c.region == self._region))
        if number is None:
            return None
        (run,) = self.now.fetch(Run, id=number)
        for record, table in self._schema.of.items():
            if record not in OF_PEOPLE and record is not Run:
                self._connection.execute(delete(table).where(table.c.region == self._region, table.c.run == number))
        for record, replaced in self._schema.replaced.items():
            back = and_(replaced.c.region == self._region, replaced.c.replaced_by == number)
            columns = [column.name for column in replaced.columns if column.name != "replaced_by"]
            restored = select(*(replaced.c[name] for name in columns)).where(back)
            self._connection.execute(insert(self._schema.of[record]).from_select(columns, restored, include_defaults=False))
            self._connection.execute(delete(replaced).where(back))
        content = self._schema.content
        self._connection.execute(delete(content).where(content.c.region == self._region, content.c.run == number))
        self._connection.execute(delete(runs).where(runs.c.region == self._region, runs.c.id == number))
        return run

    def place(
        self, *, towns: Sequence[Town], features: Sequence[Feature], locations: Sequence[Location], shares: Sequence[TownShare]
    ) -> None:
        """Put places in the stead of what was known, under the run that first gave them: undoing a later one keeps them."""
        if towns:
            first = self._first_run(Town, [])
            self._forget(Town, [{}], by=())
            self.insert(Town, towns, run=first)
        for record, given in ((Feature, features), (Location, locations)):
            for one in given:
                owner = _row(one, DISPLACED_BY[record])
                first = self._first_run(record, [owner])
                self._forget(record, [owner], by=DISPLACED_BY[record])
                self.insert(record, [one], run=first)
        placed = {one.project for one in (*locations, *shares)}
        for project in placed:
            first = self._first_run(Location, [{"project": project}])
            self._forget(TownShare, [{"project": project}], by=("project",))
            self.insert(TownShare, [share for share in shares if share.project == project], run=first)

    def insert(self, record: type, records: Sequence[Any], *, run: int | None = None) -> None:
        """Add records to their table."""
        names = [field.name for field in fields_of(record)]
        extra = {} if run is None else {"run": run}
        self._insert_rows(self._schema.of[record], [_row(one, names) | extra for one in records])

    def update(self, record: type, identity: int, **values: Any) -> None:
        """Set fields of the record with this id."""
        table = self._schema.of[record]
        self._connection.execute(
            update(table).where(table.c.region == self._region, table.c.id == identity).values(**values)
        )

    def next_id(self, record: type) -> int:
        """The next free id of a record that people keep."""
        table = self._schema.of[record]
        return (self._connection.scalar(select(func.max(table.c.id)).where(table.c.region == self._region)) or 0) + 1

    def grow(self) -> None:
        """Count a change: whoever keeps answers by the version asks anew."""
        state = self._schema.state
        self._connection.execute(update(state).where(state.c.region == self._region).values(version=state.c.version + 1))

    def _lock(self) -> None:
        state = self._schema.state
        held = select(state.c.region).where(state.c.region == self._region).with_for_update()
        if self._connection.scalar(held) is not None:
            return
        row = {"region": self._region, "version": 0, "runs": 0}
        insert_once = _insert_for(self._connection)(state).values(row).on_conflict_do_nothing()
        self._connection.execute(insert_once)
        self._connection.scalar(held)

    def _next_run(self) -> int:
        """A number never given before, also not to a load that was taken back."""
        state = self._schema.state
        self._connection.execute(update(state).where(state.c.region == self._region).values(runs=state.c.runs + 1))
        return self._connection.scalar(select(state.c.runs).where(state.c.region == self._region)) or 1

    def _runs_of(self, sources: Iterable[str]) -> dict[str, int]:
        content = self._schema.content
        where = and_(content.c.region == self._region, content.c.sha256.in_(list(sources)))
        return dict(self._connection.execute(select(content.c.sha256, content.c.run).where(where)).all())

    def _check_projects(self, records: dict[type, list[Any]]) -> None:
        """A figure of a project that nobody knows would be on no board: refuse the whole, name the project."""
        mentioned = {one.project for record in (Match, Observation, Location) for one in records[record] if one.project}
        missing = mentioned - {project.id for project in records[Project]}
        missing -= {project.id for project in self.now.fetch(Project, id=missing)}
        if missing:
            raise StoreError(
                f"有记录指向库中没有的项目:{'、'.join(sorted(missing)[:5])}", "请把这些项目随同载入(登记表或新建项目)"
            )

    def _renumbered(self, record: type, records: Sequence[Any]) -> Sequence[Any]:
        """Findings and rejections on a file already known go on counting where it stopped."""
        if record not in (Finding, Rejection):
            return records
        table = self._schema.of[record]
        where = and_(table.c.region == self._region, table.c.source.in_({one.source for one in records}))
        counted = select(table.c.source, func.max(table.c.number)).where(where).group_by(table.c.source)
        last = dict(self._connection.execute(counted).all())
        return [dataclasses.replace(one, number=one.number + last.get(one.source, 0)) for one in records]

    def _in_the_way(self, record: type, records: dict[type, list[Any]], new_sources: Collection[str]) -> list[dict[str, Any]]:
        """Owners of what must go before these records come in: as a rule none, for a new file and a new date."""
        given = [*records.get(record, []), *(records.get(Location, []) if record is TownShare else [])]
        if record is Match:
            given = [one for one in given if one.source not in new_sources]
        elif record is Observation and given:
            projects, dates = {one.project for one in given}, {one.as_of for one in given}
            given = self.now.fetch(Observation, project=projects, as_of=dates)
        # A new place of a project replaces all its earlier shares: one owner for many records.
        by = DISPLACED_BY[record]
        return [_row(one, by) for one in given]

    def _displace(self, record: type, number: int, owners: Sequence[dict[str, Any]]) -> None:
        """Move what is in the way of a run to the replaced table."""
        if not owners:
            return
        table, replaced = self._schema.of[record], self._schema.replaced[record]
        names = [column.name for column in replaced.columns if column.name != "replaced_by"]
        where = self._owned(table, DISPLACED_BY[record])
        moved = select(*(table.c[name] for name in names), literal(number)).where(where)
        self._connection.execute(
            insert(replaced).from_select([*names, "replaced_by"], moved, include_defaults=False), _bound(owners)
        )
        self._connection.execute(delete(table).where(where), _bound(owners))

    def _forget(self, record: type, owners: Sequence[dict[str, Any]], *, by: Sequence[str]) -> None:
        """Remove records of these owners, also what later loads had displaced of them."""
        for table in (self._schema.of[record], self._schema.replaced[record]):
            self._connection.execute(delete(table).where(self._owned(table, by)), _bound(owners))

    def _first_run(self, record: type, owners: Sequence[dict[str, Any]]) -> int:
        """The run that first gave what these owners have; for something new, the last run."""
        found = []
        for table in (self._schema.of[record], self._schema.replaced[record]):
            query = select(func.min(table.c.run)).where(self._owned(table, tuple(owners[0]) if owners else ()))
            found.append(self._connection.scalar(query, _bound(owners)[0] if owners else {}))
        known = [number for number in found if number is not None]
        if known:
            return min(known)
        runs = self._schema.of[Run]
        return self._connection.scalar(select(func.max(runs.c.id)).where(runs.c.region == self._region)) or 0

    def _owned(self, table: Table, by: Sequence[str]) -> Any:
        return and_(table.c.region == self._region, *(table.c[name] == bindparam(f"owner_{name}") for name in by))

    def _insert_rows(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(insert(table), [{"region": self._region, **row} for row in rows])


def _row(record: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def _bound(owners: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{f"owner_{name}": value for name, value in owner.items()} for owner in owners]


def _insert_for(connection: Connection) -> Any:
    from sqlalchemy.dialects import postgresql, sqlite

    return postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
