"""What waits for a person: names that may mean a known project, and projects that only one side, plan or ledger, knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.model import LedgerRow, Match, PlanItem, Project, ProjectClass, SourceFile, TownShare
from data.store import Reader, Store
from data.views.assemble import evidence_of
from data.views.shapes import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A known project that a waiting name may mean, with the facts by which a person tells. Money in 元."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    unit: str = ""
    project_class: ProjectClass | None = None
    total_investment: int | None = None
    towns: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A name in doubt, once however often it stands in files: where, what is said beside it, and what it may mean.

    why: the rule that raised the doubt; quote: a work plan's words; candidates: the likeliest first. Money in 元.
    """

    name: str
    why: str
    places: tuple[Evidence, ...]
    unit: str = ""
    total_investment: int | None = None
    year_plan: int | None = None
    place: str = ""
    quote: str = ""
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSided:
    """A project that only work plans name, or only ledgers report: where it stands, and the words or figures there."""

    id: str
    name: str
    unit: str
    evidence: Evidence
    quote: str = ""
    total_investment: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmatched:
    """Both sides: promised in a work plan but in no ledger, and reported in a ledger but in no work plan."""

    only_planned: tuple[OneSided, ...]
    only_reported: tuple[OneSided, ...]


def waiting(store: Store) -> tuple[Waiting, ...]:
    """The names in doubt, those that stand in most places first."""
    with store.reading() as now:
        by_name: dict[str, list[Match]] = defaultdict(list)
        for match in now.fetch(Match, project=None):
            by_name[match.name].append(match)
        files = {source.sha256: source for source in now.fetch(SourceFile)}
        some = {"source": {match.source for same in by_name.values() for match in same}, "name": set(by_name)}
        rows, items = _by_name(now.fetch(LedgerRow, **some)), _by_name(now.fetch(PlanItem, **some))
        candidates = _candidates(now, {one for same in by_name.values() for match in same for one in match.candidates})
    found = [_waiting(name, same, files, rows[name], items[name], candidates) for name, same in by_name.items()]
    return tuple(sorted(found, key=lambda one: (-len(one.places), one.name)))


def _by_name(records: Iterable[LedgerRow | PlanItem]) -> dict[str, list]:
    grouped: dict[str, list] = defaultdict(list)
    for record in records:
        grouped[record.name].append(record)
    return grouped


def _waiting(
    name: str, same: Sequence[Match], files: Mapping[str, SourceFile], rows: Sequence[LedgerRow], items: Sequence[PlanItem],
    candidates: Mapping[str, Candidate],
) -> Waiting:
    """One name; of its rows the latest speaks for it."""
    row = max(rows, key=lambda one: (str(one.as_of or ""), one.row), default=None)
    wanted = dict.fromkeys(candidate for match in same for candidate in match.candidates)
    return Waiting(
        name=name, why=same[0].rule.removeprefix("待确认:"), places=tuple(_where(match, files) for match in same),
        unit=(row.unit if row else "") or next((item.unit for item in items if item.unit), ""),
        total_investment=row.total_investment if row else None, year_plan=row.year_plan if row else None,
        place=(row.place if row else "") or next(("、".join(item.places) for item in items if item.places), ""),
        quote=items[0].verbatim if items else "",
        candidates=tuple(candidates[one] for one in wanted if one in candidates),
    )  # fmt: skip


def _where(match: Match, files: Mapping[str, SourceFile]) -> Evidence:
    file = files[match.source].name if match.source in files else match.source[:12]
    sheet, mark, row = match.key.rpartition("!")
    number = row.partition("#")[0]
    if mark and number.isdigit():
        return Evidence(file=file, sheet=sheet, row=int(number))
    return Evidence(file=file, clause=match.key.partition(" ")[0])


def _candidates(now: Reader, ids: set[str]) -> dict[str, Candidate]:
    seen = {one.project: one for one in now.latest(projects=ids)} if ids else {}
    towns: dict[str, list[str]] = defaultdict(list)
    for share in now.fetch(TownShare, project=ids):
        towns[share.project].append(share.name or "市域以外")
    found = {}
    for project in now.fetch(Project, id=ids):
        last = seen.get(project.id)
        found[project.id] = Candidate(
            id=project.id, name=project.name, aliases=project.aliases, unit=(last.unit if last else "") or project.unit,
            project_class=(last.project_class if last else None) or project.project_class,
            total_investment=(last.total_investment if last else None) or project.total_investment,
            towns=tuple(towns[project.id]), place=project.place,
        )  # fmt: skip
    return found


def unmatched(store: Store) -> Unmatched:
    """The projects that only one side knows, over all that is loaded; each with the place where it stands."""
    with store.reading() as now:
        planned, reported = set(), set()
        for match in now.spellings():
            (reported if "!" in match.key else planned).add(match.project)
        files = {source.sha256: source for source in now.fetch(SourceFile)}
        projects = {project.id: project for project in now.fetch(Project, id=planned ^ reported)}
        seen = {one.project: one for one in now.latest(projects=reported - planned)}
        only_reported = [
            OneSided(
                id=one, name=projects[one].name, unit=seen[one].unit or projects[one].unit, evidence=evidence_of(seen[one], files),
                total_investment=seen[one].total_investment,
            )
            for one in reported - planned if one in seen and one in projects
        ]  # fmt: skip
        only_planned = _promised(now, projects, planned - reported, files)
    return Unmatched(
        only_planned=tuple(sorted(only_planned, key=lambda one: one.id)), only_reported=tuple(sorted(only_reported, key=lambda one: one.id))
    )


def _promised(
    now: Reader, projects: Mapping[str, Project], wanted: set[str], files: Mapping[str, SourceFile],
) -> list[OneSided]:
    """The projects of work plans, each with the last clause that names it."""
    matches = {match.project: match for match in now.fetch(Match, project=wanted)}
    named = {"source": {match.source for match in matches.values()}, "name": {match.name for match in matches.values()}}
    items = {(item.source, f"{item.clause} {item.name}"): item for item in now.fetch(PlanItem, **named)}
    found = []
    for one, match in matches.items():
        item = items.get((match.source, match.key))
        if one in projects:
            found.append(OneSided(
                id=one, name=projects[one].name, unit=(item.unit if item else "") or projects[one].unit,
                evidence=_where(match, files), quote=item.verbatim if item else "",
            ))  # fmt: skip
    return found
