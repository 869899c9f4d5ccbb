"""From the store's records to rows of the board: a handful of bulk questions, however many projects and ledgers there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from data.lights import Rule, light
from data.model import Judgement, Location, Observation, Precision, Project, SourceFile, TownShare
from data.store import Reader
from data.views.shapes import NOT_PLACED, BoardRow, Evidence

NOT_ON_MAP = (Precision.CITY, Precision.NONE)


@dataclass(frozen=True)
class Assembled:
    """Rows, and the files whose figures are in them."""

    rows: tuple[BoardRow, ...]
    sources: tuple[SourceFile, ...]


def assemble(now: Reader, *, as_of: date | None, rule: Rule, only: Collection[str] | None = None) -> Assembled:
    """The rows of all projects on the board at a data date, or of some of them.

    On the board is every project that a work plan or a ledger had named by then; what the registry knows beyond that is not.
    """
    wanted = now.named(as_of) if only is None else frozenset(only)
    some = {} if only is None else {"project": sorted(wanted)}
    projects = now.fetch(Project) if only is None else now.fetch(Project, id=sorted(wanted))
    seen = {one.project: one for one in now.latest(as_of, projects=None if only is None else wanted)}
    files = {source.sha256: source for source in now.fetch(SourceFile)}
    places = {place.project: place for place in now.fetch_without(Location, "geometry", "evidence", "text", **some)}
    unplaced = {place.project for place in now.fetch_without(Location, "geometry", geometry=None, **some)}
    towns = _by_project(now.fetch(TownShare, **some))
    judged = {judgement.project: judgement for judgement in _judgements(now, as_of, some)}
    rows = tuple(
        _row(
            project, seen.get(project.id), as_of=as_of, rule=rule, files=files, place=places.get(project.id),
            drawn=project.id not in unplaced,
            towns=towns.get(project.id, ()), judgement=judged.get(project.id),
        )
        for project in projects if project.id in wanted or project.id in seen
    )  # fmt: skip
    used = {row.progress.source for row in rows if isinstance(row.progress, Observation)}
    return Assembled(rows, tuple(files[sha256] for sha256 in sorted(used) if sha256 in files))


def progress_at(seen: Observation, as_of: date | None) -> Observation:
    """What an observation still says at a later data date: last year's plan and its fulfilment say nothing of this year."""
    if as_of is None or seen.as_of.year == as_of.year:
        return seen
    return replace(seen, year_plan=None, year_done=None)


def evidence_of(seen: Observation, files: Mapping[str, SourceFile]) -> Evidence:
    """The file, sheet and row of an observation."""
    source = files.get(seen.source)
    return Evidence(file=source.name if source else seen.source[:12], sheet=seen.sheet, row=seen.row, source=seen.source)


def rate(done: int | None, plan: int | None) -> float | None:
    """Done ÷ plan, never clipped; None where either is unknown or there is no plan."""
    return None if done is None or not plan or plan < 0 else done / plan


def _row(
    project: Project, seen: Observation | None, *, as_of: date | None, rule: Rule, files: Mapping[str, SourceFile],
    place: Location | None, drawn: bool, towns: tuple[TownShare, ...], judgement: Judgement | None,
) -> BoardRow:
    progress = progress_at(seen, as_of) if seen else None
    project_class = (seen.project_class if seen else None) or project.project_class
    # The light is that of the figures' own date: figures of April stand against April's 时序进度.
    lit_at = seen.as_of if seen else as_of or date.today()
    lit = light(progress, project_class=project_class, as_of=lit_at, rule=rule)
    precision = place.precision if place else Precision.NONE
    return BoardRow(
        id=project.id, name=project.name, aliases=project.aliases, sector=project.sector, project_class=project_class,
        unit=(seen.unit if seen else "") or project.unit, stage=progress.stage if progress else None, progress=progress,
        as_of=seen.as_of if seen else None, evidence=evidence_of(seen, files) if seen else None,
        year_rate=rate(progress.year_done, progress.year_plan) if progress else None,
        total_rate=rate(progress.total_done, progress.total_investment) if progress else None,
        lit=lit, judgement=judgement, towns=towns, precision=precision, partial=bool(place and place.partial),
        mapped=drawn and precision not in NOT_ON_MAP, place_reason=place.reason if place else NOT_PLACED,
        length_m=place.length_m if place else None, parent=project.parent,
    )  # fmt: skip


def largest_first(share: TownShare) -> tuple[bool, float, str]:
    """A key to sort shares by: the largest first, those that are unknown last."""
    return share.share is None, -(share.share or 0.0), share.town


def _by_project(shares: Iterable[TownShare]) -> dict[str, tuple[TownShare, ...]]:
    """Each project's towns, the largest share first, those whose share is unknown last."""
    grouped: dict[str, list[TownShare]] = defaultdict(list)
    for share in shares:
        grouped[share.project].append(share)
    return {project: tuple(sorted(parts, key=largest_first)) for project, parts in grouped.items()}


def _judgements(now: Reader, as_of: date | None, some: Mapping[str, list[str]]) -> Iterable[Judgement]:
    """Judgements in the order in which they were made, on the figures of this board's year and up to the day the next ledger's
    figures end.

    What a leader said on seeing April's figures belongs to April's board, though it was said in May. It speaks of one year's
    task: what was said on last year's figures says nothing of this year's.
    """
    made = now.fetch(Judgement, **some)
    if as_of is None:
        return made
    days = now.data_dates()
    later = next((day for day in days if day > as_of), date.max)
    return (one for one in made if one.at.date() < later and _year_seen(one, days) == as_of.year)


def _year_seen(one: Judgement, days: Sequence[date]) -> int:
    """The year of the figures that were before the person who judged; of the day itself where there were none."""
    said = one.at.date()
    return max((day for day in days if day <= said), default=said).year
