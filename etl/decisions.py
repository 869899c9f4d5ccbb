"""What people decide, carried through: which project a name means, where a project lies, what a column holds.

Every decision is kept as a Correction, wins over every method, can be withdrawn, and is never asked again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from data.model import Correction, Finding, LedgerRow, Match, Observation, PlanItem, Project, Region, Run
from data.model.placement import PLACE_SUBJECT
from data.region import load_region
from data.store import Store
from data.store.batch import Batch
from etl.check import check, numbered, observe
from etl.correcting import keep, reinstate, replace_places
from etl.errors import InputError, StaleError
from etl.known import (
    MAPPING_SUBJECT,
    MATCH_SUBJECT,
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
from etl.match import key_of, match
from etl.matching.matcher import NEW
from etl.matching.names import Reader as NameReader
from etl.places import place


def decide_match(store: Store, name: str, becomes: str, *, who: str, reason: str, region: Region | None = None) -> Run | None:
    """Say which project a name means (its id, or 'new'): in every file in which it waits, and in all that come.

    Spellings that differ in width, brackets or a trailing 工程 are one name. Returns the run that settled it; None when no
    record was waiting for this name.
    """
    pack = region or load_region()
    if becomes != NEW and becomes not in {project.id for project in known_projects(store, pack)}:
        raise InputError(f"没有编号为 {becomes} 的项目", "请从列表中选择项目,或选“另一个新项目”")
    keep(store, MATCH_SUBJECT + name, "project", "", becomes, who, reason)
    reader = NameReader(pack)
    wanted = reader.read(name).key
    waiting = [found for found in store.fetch(Match, project=None) if reader.read(found.name).key == wanted]
    return _settle(store, waiting, pack) if waiting else None


def settle(store: Store, *, region: Region | None = None) -> Run | None:
    """Apply the decisions that stand to every record that still waits for one, as after an undo; None where none does."""
    pack = region or load_region()
    reader = NameReader(pack)
    decided = {reader.read(name).key for name in decisions(standing_corrections(store, pack))}
    waiting = [found for found in store.fetch(Match, project=None) if reader.read(found.name).key in decided]
    return _settle(store, waiting, pack) if waiting else None


def _settle(store: Store, waiting: Sequence[Match], pack: Region) -> Run:
    """Match these records again, whose names are decided by now, and bring their figures in. One transaction.

    Only they are read, however many ledgers hold them: a name may have waited for a year.
    """
    region = current_region(store, pack)
    keys = {(found.source, found.key) for found in waiting}
    some = {"source": {source for source, _ in keys}, "name": {found.name for found in waiting}}
    items = [item for item in store.fetch(PlanItem, **some) if (item.source, key_of(item)) in keys]
    rows = [row for row in store.fetch(LedgerRow, **some) if (row.source, key_of(row)) in keys]
    corrections, projects = standing_corrections(store, pack), known_projects(store, pack)
    matching = match(
        items, rows, projects, region=region, decisions=decisions(corrections), next_number=next_number(projects, region),
        earlier=earlier_matches(store),
    )
    after, conflicts = _observed(store, rows, matching.matches)
    mentioned = {found.project for found in matching.matches if found.project}
    known = stored_precision(store, mentioned)
    chosen = [project for project in (*projects, *matching.projects) if project.id in mentioned]
    placing = place(
        list({project.id: project for project in chosen}.values()), region, hints=place_hints(items, rows, matching.matches),
        corrections=corrections,
    )
    locations, shares = not_worse(placing, known)
    absent = [project for project in chosen if not store.fetch(Project, id=project.id)]
    return store.load(Batch(
        projects=tuple({project.id: project for project in (*absent, *matching.projects)}.values()), matches=matching.matches,
        observations=after, findings=numbered((*conflicts, *check(neighbours(store, after), after))),
        locations=locations, shares=shares, receipts=(matching.receipt, placing.receipt),
    ))


def _observed(
    store: Store, rows: Sequence[LedgerRow], matches: Sequence[Match],
) -> tuple[tuple[Observation, ...], tuple[Finding, ...]]:
    """What these rows say of their projects, weighed against the row that stood for the project at that date until now."""
    project_of = {(found.source, found.key): found.project for found in matches}
    wanted = {(project_of.get((row.source, key_of(row))), row.as_of) for row in rows}
    stood = [
        seen for seen in store.fetch(Observation, project={project for project, _ in wanted if project})
        if (seen.project, seen.as_of) in wanted
    ]
    theirs = [row for seen in stood for row in store.fetch(LedgerRow, source=seen.source, sheet=seen.sheet, row=seen.row)]
    before = store.fetch(Match, source={seen.source for seen in stood}, project={seen.project for seen in stood})
    return observe([*theirs, *rows], [*before, *matches])


def undo_load(store: Store, *, expected: int | None = None, region: Region | None = None) -> Run | None:
    """Take back the last load of files, and what was settled since; what people decided holds and is applied to what stays.

    expected: the number of the load that is meant; StaleError where another has come since. Returns the load that was taken
    back, None where there is none.
    """
    last = max((run.id for run in store.fetch(Run) if run.sources), default=None)
    if last is None:
        return None
    if expected not in (None, last):
        raise StaleError(f"最近一次载入已不是第 {expected} 次,而是第 {last} 次", "请核对后再撤回")
    while (run := store.undo_last()) is not None:
        if run.sources:
            settle(store, region=region)
            replace_places(store, corrected_places(store), region=region)
            return run
    return None


def corrected_places(store: Store) -> set[str]:
    """The projects whose place a person has set. Undoing a load brings back places of before, which must not displace these."""
    standing = store.fetch(Correction, withdrawn_at=None)
    return {one.subject.removeprefix(PLACE_SUBJECT) for one in standing if one.subject.startswith(PLACE_SUBJECT)}


def rematch(store: Store, sources: Iterable[str], *, region: Region | None = None) -> Run:
    """Match the stored records of these files again, with all that people have decided by now. One transaction."""
    pack = region or load_region()
    region = current_region(store, pack)
    wanted = set(sources)
    items, rows = store.fetch(PlanItem, source=wanted), store.fetch(LedgerRow, source=wanted)
    corrections, projects = standing_corrections(store, pack), known_projects(store, pack)
    matching = match(
        items, rows, projects, region=region, decisions=decisions(corrections), next_number=next_number(projects, region),
        earlier=earlier_matches(store, but=wanted),
    )
    after, _ = observe(rows, matching.matches)
    known = stored_precision(store, {project.id for project in matching.projects})
    placing = place(
        [project for project in matching.projects if project.id not in known], region,
        hints=place_hints(items, rows, matching.matches), corrections=corrections,
    )
    return store.load(Batch(
        rematched=tuple(wanted), projects=matching.projects, matches=matching.matches, observations=after,
        locations=placing.locations, shares=placing.shares, receipts=(matching.receipt, placing.receipt),
    ))


def withdraw(store: Store, correction: int, *, region: Region | None = None) -> Correction:
    """Take a correction back; what it decided is worked out anew. A place that an earlier correction had given returns."""
    gone = store.withdraw(correction)
    if gone.subject.startswith(PLACE_SUBJECT):
        reinstate(store, gone)
        replace_places(store, [gone.subject.removeprefix(PLACE_SUBJECT)], region=region)
    elif gone.subject.startswith(MATCH_SUBJECT):
        named = store.fetch(Match, name=gone.subject.removeprefix(MATCH_SUBJECT))
        if named:
            rematch(store, {found.source for found in named}, region=region)
    return gone


def confirm_mapping(store: Store, shape: str, columns: Mapping[str, str], *, who: str, reason: str) -> Correction:
    """Keep what the clerk said the columns of a ledger of this shape hold: column header → field."""
    return keep(store, MAPPING_SUBJECT + shape, "columns", "", json.dumps(columns, ensure_ascii=False), who, reason)
