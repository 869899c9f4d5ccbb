"""What can be asked of the store. All questions put to one reader see the same state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, exists, func, select, true

from data.model import Match, Observation, Project, SourceFile, SourceKind, fields_of
from data.store.schema import Schema, key_of

Record = TypeVar("Record")

# Bound parameters a statement may carry; SQLite's limit is 32,766.
_MANY = 20_000


class Reader:
    """One snapshot of one region's records."""

    def __init__(self, connection: Connection, schema: Schema, region: str) -> None:
        self._connection = connection
        self._schema = schema
        self.region = region

    def version(self) -> int:
        """How many changes the store has seen; 0 for an empty one."""
        state = self._schema.state
        return self._connection.scalar(select(state.c.version).where(state.c.region == self.region)) or 0

    def fetch(self, record: type[Record], **equals: Any) -> tuple[Record, ...]:
        """All records of a class whose fields equal what is given, ordered by key.

        None asks for what is empty; a list or set asks for any of its values. Raises KeyError for an unknown field.
        """
        return self._fetch(record, equals, without=frozenset())

    def fetch_without(self, record: type[Record], *fields: str, **equals: Any) -> tuple[Record, ...]:
        """:meth:`fetch` without reading some fields (geometry, say): they are None in the records given."""
        return self._fetch(record, equals, without=frozenset(fields))

    def _fetch(self, record: type[Record], equals: Mapping[str, Any], *, without: frozenset[str]) -> tuple[Record, ...]:
        table = self._table(record)
        many = {name: sorted(set(value)) for name, value in equals.items() if isinstance(value, (list, set, frozenset))}
        plain = {name: value for name, value in equals.items() if name not in many}
        if not all(many.values()):
            return ()
        if not equals:
            return tuple(self._records(record, self._select(record, without).order_by(*_key_columns(record, table)), without))
        found: list[Record] = []
        for conditions in _in_parts(table, many):
            where = [table.c[name].is_(None) if value is None else table.c[name] == value for name, value in plain.items()]
            found.extend(self._records(record, self._select(record, without).where(*where, *conditions), without))
        # Sorted here, for an order in the question makes SQLite walk the key's index from end to end, through all history,
        # where the condition has an index of its own.
        found.sort(key=attrgetter(*key_of(record)))
        return tuple(found)

    def count(self, record: type, **equals: Any) -> int:
        """How many :meth:`fetch` would give, without fetching them."""
        table = self._table(record)
        where = [table.c[name] == value for name, value in equals.items()]
        return self._connection.scalar(select(func.count()).where(table.c.region == self.region, *where)) or 0

    def runs(self, record: type, field: str) -> dict[Any, int]:
        """Which load gave each record, by a field of it."""
        table = self._table(record)
        rows = self._connection.execute(select(table.c[field], table.c.run).where(table.c.region == self.region))
        return dict(rows.all())

    def content(self, sha256: str) -> bytes:
        """The file as it was read. Raises KeyError for a file the store has not seen."""
        table = self._schema.content
        where = and_(table.c.region == self.region, table.c.sha256 == sha256)
        found = self._connection.scalar(select(table.c.content).where(where))
        if found is None:
            raise KeyError(f"no source {sha256!r} in the store")
        return bytes(found)

    def latest(self, as_of: date | None = None, *, projects: Iterable[str] | None = None) -> tuple[Observation, ...]:
        """The last observation of each project at a data date (or of all time), by project.

        One search of the index for each project: the cost does not grow with the number of ledgers kept.
        """
        found: list[Observation] = []
        for part in [None] if projects is None else _parts(sorted(set(projects))):
            found.extend(self._records(Observation, self._latest(as_of, part)))
        return tuple(found)

    def following(self, as_of: date, *, projects: Iterable[str]) -> tuple[Observation, ...]:
        """The first observation after a data date of each of these projects that has one, by project."""
        found: list[Observation] = []
        for part in _parts(sorted(set(projects))):
            found.extend(self._records(Observation, self._latest(as_of, part, after=True)))
        return tuple(found)

    def spellings(self) -> tuple[Match, ...]:
        """What all loads together know of names: one match for each name, project and rule, of ledgers and of work plans.

        Its source and key are the least of those it stands for. However many ledgers are kept, a name is given once.
        """
        table = self._table(Match)
        alike = (table.c.name, table.c.project, table.c.rule, table.c.key.contains("!"))
        least = (func.min(table.c.source), func.min(table.c.key), func.max(table.c.score))
        query = select(*least, *alike[:3]).where(table.c.region == self.region, table.c.project.is_not(None))
        rows = self._connection.execute(query.group_by(*alike).order_by(*alike[:3]))
        return tuple(
            Match(source=source, key=key, name=name, project=project, rule=rule, score=score)
            for source, key, score, name, project, rule in rows
        )

    def _latest(self, as_of: date | None, projects: Sequence[str] | None, *, after: bool = False) -> Select:
        """The query of :meth:`latest`, or of :meth:`following` with after.

        It is said so that each planner goes from project to project and not through all history.

        PostgreSQL does so for LATERAL. SQLite has none; it does so when the dates are worked out first (MATERIALIZED), which
        PostgreSQL in turn answers with a join over everything (measured: 5 s instead of 0.1 s).
        """
        seen, project = self._table(Observation), self._table(Project)
        other = seen.alias()
        columns = [field.name for field in fields_of(Observation)]
        wanted = [project.c.region == self.region]
        if projects is not None:
            wanted.append(project.c.id.in_(projects))
        until = [] if as_of is None else [other.c.as_of > as_of if after else other.c.as_of <= as_of]
        pick, order = (func.min, other.c.as_of.asc()) if after else (func.max, other.c.as_of.desc())
        own = and_(other.c.region == project.c.region, other.c.project == project.c.id, *until)
        if self._connection.dialect.name == "postgresql":
            last = select(*(other.c[name] for name in columns)).where(own).order_by(order).limit(1).lateral()
            return select(*last.columns).select_from(project.join(last, true())).where(*wanted).order_by(project.c.id)
        newest = select(pick(other.c.as_of)).where(own).scalar_subquery().label("newest")
        dates = select(project.c.region, project.c.id, newest).where(*wanted).cte("dates").prefix_with("MATERIALIZED")
        same = and_(seen.c.region == dates.c.region, seen.c.project == dates.c.id, seen.c.as_of == dates.c.newest)
        return select(*(seen.c[name] for name in columns)).select_from(dates.join(seen, same)).order_by(dates.c.id)

    def named(self, as_of: date | None = None) -> frozenset[str]:
        """The projects that a file that counts at a data date had named (or any ever)."""
        match, project = self._table(Match), self._table(Project)
        naming = exists().where(match.c.region == project.c.region, match.c.project == project.c.id)
        if as_of is not None:
            naming = naming.where(match.c.source.in_([file.sha256 for file in self.files(as_of)]))
        query = select(project.c.id).where(project.c.region == self.region, naming)
        return frozenset(self._connection.scalars(query))

    def files(self, as_of: date | None = None) -> tuple[SourceFile, ...]:
        """The files that count at a data date (or all): ledgers up to it, and the work plans then in force.

        A work plan is dated by the last day of its month and holds from the first. At the last data date every plan counts: the
        coming month's is known before that month's first ledger.
        """
        files = self.fetch(SourceFile)
        if as_of is None:
            return files
        dates = self.data_dates()
        last = bool(dates) and as_of >= dates[-1]

        def begins(file: SourceFile) -> date | None:
            if file.kind is SourceKind.WORK_PLAN and file.as_of:
                return None if last else file.as_of.replace(day=1)
            return file.as_of

        return tuple(file for file in files if (since := begins(file)) is None or since <= as_of)

    def data_dates(self) -> tuple[date, ...]:
        """The data dates of the ledgers, oldest first."""
        table = self._table(SourceFile)
        query = select(table.c.as_of).distinct().where(
            table.c.region == self.region, table.c.kind == SourceKind.LEDGER, table.c.as_of.is_not(None)
        )
        return tuple(self._connection.scalars(query.order_by(table.c.as_of)))

    def tally(self, record: type, field: str) -> dict[Any, int]:
        """How many records there are for each value of a field."""
        column = self._table(record).c[field]
        query = select(column, func.count()).where(self._table(record).c.region == self.region).group_by(column)
        return dict(self._connection.execute(query).all())

    def _table(self, record: type) -> Table:
        try:
            return self._schema.of[record]
        except KeyError:
            raise TypeError(f"the store keeps no {record.__name__}") from None

    def _select(self, record: type, without: frozenset[str] = frozenset()) -> Select:
        table = self._table(record)
        columns = [table.c[field.name] for field in fields_of(record) if field.name not in without]
        return select(*columns).where(table.c.region == self.region)

    def _records(self, record: type[Record], query: Select, without: frozenset[str] = frozenset()) -> Iterator[Record]:
        names = [field.name for field in fields_of(record) if field.name not in without]
        left_out = dict.fromkeys(without)
        for row in self._connection.execute(query).all():  # at once: SQLAlchemy asks the driver row by row otherwise
            yield record(**left_out, **dict(zip(names, row, strict=True)))


def _key_columns(record: type, table: Table) -> Iterator[ColumnElement[Any]]:
    return (table.c[name] for name in key_of(record))


def _in_parts(table: Table, many: Mapping[str, list]) -> Iterator[list[ColumnElement[bool]]]:
    """The IN conditions, the longest of them in parts that a statement can carry."""
    if not many:
        yield []
        return
    longest = max(many, key=lambda name: len(many[name]))
    others = [table.c[name].in_(values) for name, values in many.items() if name != longest]
    for part in _parts(many[longest]):
        yield [table.c[longest].in_(part), *others]


def _parts(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    yield from (values[start : start + _MANY] for start in range(0, len(values), _MANY))
