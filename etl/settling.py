"""What people decided of names, applied to what is stored: to records that waited for it, and to those a decision no longer holds.

Only the records of such names are read, however many ledgers hold them: a name may have waited for a year.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from data.model import (
    Correction,
    Finding,
    Judgement,
    LedgerRow,
    Location,
    Match,
    Observation,
    PlanItem,
    Problem,
    Project,
    Region,
    Run,
    TownShare,
)
from data.model.placement import PLACE_SUBJECT
from data.region import load_region
from data.store import Store
from data.store.batch import Batch
from etl.check import check, numbered, observe
from etl.known import (
    current_region,
    decisions,
    earlier_matches,
    known_projects,
    neighbours,
    next_number,
    not_worse,
    place_hints,
    standing_corrections,
    stored_precision,
)
from etl.match import Matching, key_of, match
from etl.matching.matcher import DECIDED, DECIDED_NEW, NEW
from etl.matching.names import Reader
from etl.places import place

Keys = Collection[tuple[str, str]]


def settle(store: Store, *, region: Region | None = None) -> Run | None:
    """Match again, in one transaction, every record whose match is not what the decisions in force say; None where all are.

    A record that waited goes to the project decided on. One that a decision had settled which was withdrawn, or which now says
    something else, is asked about again; a project that only it had made goes, unless people have spoken of it.
    """
    pack = region or load_region()
    corrections = standing_corrections(store, pack)
    asked = _unsettled(store, decisions(corrections), Reader(pack))
    return _match_again(store, asked, corrections, pack) if asked else None


def _unsettled(store: Store, decided: Mapping[str, str], reader: Reader) -> list[Match]:
    by_key = {reader.read(name).key: becomes for name, becomes in decided.items()}
    found = (*store.fetch(Match, project=None), *store.fetch(Match, rule={DECIDED, DECIDED_NEW}))
    said = {name: by_key.get(reader.read(name).key) for name in {one.name for one in found}}

    def holds(one: Match) -> bool:
        if one.project is None:
            return said[one.name] is None
        return said[one.name] == (NEW if one.rule == DECIDED_NEW else one.project)

    return [one for one in found if not holds(one)]


@dataclass(frozen=True)
class _Records:
    """The records asked about, and the others of the projects that they belonged to: what is left there without them."""

    asked: Sequence[Match]
    items: Sequence[PlanItem]
    rows: Sequence[LedgerRow]
    left: Sequence[Match]
    left_rows: Sequence[LedgerRow]


def _records(store: Store, asked: Sequence[Match]) -> _Records:
    keys = {(one.source, one.key) for one in asked}
    belonged = {one.project for one in asked if one.project}
    left = [one for one in store.fetch(Match, project=belonged) if (one.source, one.key) not in keys]
    items, rows = _read(store, PlanItem, asked, keys), _read(store, LedgerRow, asked, keys)
    return _Records(asked, items, rows, left, _rows_of(store, left))


def _rows_of(store: Store, matches: Sequence[Match]) -> list[LedgerRow]:
    """The ledger rows of these matches."""
    return _read(store, LedgerRow, matches, {(one.source, one.key) for one in matches})


def _read(store: Store, record: type, matches: Iterable[Match], keys: Keys) -> list:
    sources, names = {one.source for one in matches}, {one.name for one in matches}
    return [one for one in store.fetch(record, source=sources, name=names) if (one.source, key_of(one)) in keys]


def _match_again(store: Store, asked: Sequence[Match], corrections: Sequence[Correction], pack: Region) -> Run:
    region = current_region(store, pack)
    records = _records(store, asked)
    known = known_projects(store, pack)
    orphans = _orphans(store, records, pack)
    projects = [_without_code(project, records, pack) for project in known if project.id not in orphans]
    matching = match(
        records.items, records.rows, projects, region=region, decisions=decisions(corrections),
        next_number=next_number(known, region), earlier=[one for one in earlier_matches(store) if one.project not in orphans],
    )
    figures = _observed(store, records, matching)
    mentioned = {found.project for found in matching.matches if found.project}
    precision = stored_precision(store, mentioned)
    chosen = {project.id: project for project in (*projects, *matching.projects) if project.id in mentioned}
    placing = place(
        list(chosen.values()), region, hints=place_hints(records.items, records.rows, matching.matches), corrections=corrections,
    )
    locations, shares = not_worse(placing, precision)
    stored = {project.id: project for project in store.fetch(Project)}
    stripped = [project for project in projects if project.id in stored and project != stored[project.id]]
    absent = [project for project in chosen.values() if project.id not in stored]
    retracted = [(Observation, {"project": project, "as_of": day}) for project, day in figures.gone]
    retracted += [(record, {field: one}) for one in orphans for record, field in _OF_A_PROJECT]
    return store.load(Batch(
        projects=tuple({project.id: project for project in (*stripped, *absent, *matching.projects)}.values()),
        matches=matching.matches, observations=(*figures.gained, *figures.again),
        findings=numbered((*figures.conflicts, *check(neighbours(store, figures.gained), figures.gained))),
        locations=locations, shares=shares, receipts=(matching.receipt, placing.receipt), retracted=tuple(retracted),
    ))


_OF_A_PROJECT: tuple[tuple[type, str], ...] = ((Project, "id"), (Location, "project"), (TownShare, "project"))


def _orphans(store: Store, records: _Records, pack: Region) -> set[str]:
    """Projects that a decision had made and that nothing else names: no other record, no registry, no person."""
    made = {one.project for one in records.asked if one.project and one.rule == DECIDED_NEW}
    named = {one.project for one in records.left} | {project.id for project in pack.projects}
    spoken = {one.project for record in (Judgement, Problem) for one in store.fetch(record, project=made)}
    placed = {one.subject.removeprefix(PLACE_SUBJECT) for one in store.fetch(Correction, withdrawn_at=None)}
    return made - named - spoken - placed


def _without_code(project: Project, records: _Records, pack: Region) -> Project:
    """The project without a code that it has from the records asked about alone: else they would match by it again."""
    theirs = {(one.source, one.key) for one in records.asked if one.project == project.id}
    codes = {row.code for row in records.rows if (row.source, key_of(row)) in theirs}
    if project.code is None or project.code not in codes or any(row.code == project.code for row in records.left_rows):
        return project
    registered = next((one for one in pack.projects if one.id == project.id), None)
    return replace(project, code=registered.code if registered else None)


@dataclass(frozen=True)
class _Figures:
    """What the projects' figures become at the dates of the records asked about.

    gained: observations of projects that these records now belong to; again: what stands without them at those they left;
    gone: (project, date) left without any; conflicts: rows of one project and date that disagree.
    """

    gained: Sequence[Observation]
    again: Sequence[Observation]
    gone: Collection[tuple[str, date]]
    conflicts: Sequence[Finding]


def _observed(store: Store, records: _Records, matching: Matching) -> _Figures:
    """Weigh the rows against the one that stands for the same project and date without them."""
    before = {(one.source, one.key): one.project for one in records.asked}
    now = {(one.source, one.key): one.project for one in matching.matches}
    keys = [((row.source, key_of(row)), row.as_of) for row in records.rows]
    left = {(before[key], day) for key, day in keys if before[key] and day}
    joined = {(now[key], day) for key, day in keys if now.get(key) and day}
    theirs = store.fetch(Match, project={project for project, _ in joined})
    others = list({(one.source, one.key): one for one in (*theirs, *records.left)}.values())
    others = [one for one in others if (one.source, one.key) not in before]
    rows = [row for row in _rows_of(store, others) if row.as_of in {day for _, day in keys}]
    stood = {(one.source, one.sheet, one.row) for one in observe(rows, others)[0]}
    standing = [row for row in rows if (row.source, row.sheet, row.row) in stood]
    after, conflicts = observe([*standing, *records.rows], [*others, *matching.matches])
    known = {(one.project, one.as_of): one for one in store.fetch(Observation, project={one.project for one in after})}
    new = [one for one in after if known.get((one.project, one.as_of)) != one]
    return _Figures(
        gained=[one for one in new if (one.project, one.as_of) in joined],
        again=[one for one in new if (one.project, one.as_of) in left - joined],
        gone=left - {(one.project, one.as_of) for one in after}, conflicts=conflicts,
    )
