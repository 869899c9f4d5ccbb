"""All there is to say of one project."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from datetime import date

import shapely

from data.model import (
    Correction,
    Finding,
    Judgement,
    Location,
    Match,
    Observation,
    PlanItem,
    Precision,
    Problem,
    Project,
    SourceFile,
    SourceKind,
    TownShare,
)
from data.store import Reader, Store
from data.views.assemble import NOT_ON_MAP, assemble, evidence_of
from data.views.board import latest_date
from data.views.connect import rule_in_force
from data.views.shapes import NOT_PLACED, Card

NEIGHBOURS = 5

_METRES_PER_DEGREE = 111_320.0
"""Of latitude; of longitude times its cosine. Good to 0.5 % over a city, which is enough to rank neighbours."""


def card(store: Store, project_id: str, as_of: date | None = None, rule: str | None = None) -> Card:
    """The card of a project as of a data date (the latest when None). Raises KeyError for a project the store does not know."""
    in_force = rule_in_force(store, rule)
    with store.reading() as now:
        projects = now.fetch(Project, id=project_id)
        if not projects:
            raise KeyError(f"no project {project_id!r} in the store")
        day = as_of or latest_date(now)
        (row,) = assemble(now, as_of=day, rule=in_force, only=[project_id]).rows
        files = {source.sha256: source for source in now.fetch(SourceFile)}
        known = {file.sha256 for file in now.files(day)}
        observed = [one for one in now.fetch(Observation, project=project_id) if day is None or one.as_of <= day]
        location = next(iter(now.fetch(Location, project=project_id)), Location(project=project_id, reason=NOT_PLACED))
        return Card(
            row=row, location=location, history=tuple((one.as_of, one, evidence_of(one, files)) for one in observed),
            quotes=_quotes(now, project_id, {sha256: files[sha256] for sha256 in known}),
            findings=_findings(now, project_id, known),
            problems=now.fetch(Problem, project=project_id), judgements=now.fetch(Judgement, project=project_id),
            corrections=_corrections(now, projects[0]), neighbours=_neighbours(now, projects[0], location, day),
        )  # fmt: skip


def _quotes(now: Reader, project: str, files: dict[str, SourceFile]) -> tuple[tuple[SourceFile, PlanItem], ...]:
    """What work plans promised of the project, oldest first."""
    found = []
    for match in now.fetch(Match, project=project):
        source = files.get(match.source)
        if source is None or source.kind is not SourceKind.WORK_PLAN:
            continue
        items = now.fetch(PlanItem, source=match.source, name=match.name)
        found += [(source, item) for item in items if item.clause in match.key]
    unique = {(source.sha256, item.clause, item.name): (source, item) for source, item in found}
    return tuple(sorted(unique.values(), key=lambda pair: (pair[0].as_of or date.min, pair[1].clause)))


def _findings(now: Reader, project: str, known: Collection[str]) -> tuple[Finding, ...]:
    """What the files known by then gave rise to, save on rows that a person has since said to be of another project."""
    theirs = {(match.source, match.key.partition("#")[0]) for match in now.fetch(Match, project=project)}
    return tuple(
        one for one in now.fetch(Finding, project=project)
        if one.source in known and (one.row is None or (one.source, f"{one.sheet}!{one.row}") in theirs)
    )  # fmt: skip


def _corrections(now: Reader, project: Project) -> tuple[Correction, ...]:
    """People's decisions on the project: those that name its id, and those that say a name means it."""
    names = {project.name, *project.aliases}
    return tuple(
        one for one in now.fetch(Correction)
        if one.subject.partition(":")[2] in {project.id, *names} or one.becomes == project.id
    )  # fmt: skip


def _neighbours(
    now: Reader, project: Project, location: Location, as_of: date | None
) -> tuple[tuple[str, str, float], ...]:
    """The nearest other projects of the board that share a town with this one: id, name, metres between the nearest points.

    Its own whole and its own parts lie on it by nature, and are no neighbours.
    """
    if location.geometry is None or location.geometry.is_empty or location.precision in NOT_ON_MAP:
        return ()
    towns = {share.town for share in now.fetch(TownShare, project=location.project) if share.town}
    family = {project.id, project.parent, *(part.id for part in now.fetch(Project, parent=project.id))}
    others = {share.project for share in now.fetch(TownShare, town=towns)} & now.named(as_of) - family
    exact = sorted(set(Precision) - {*NOT_ON_MAP, Precision.TOWN})
    placed = [one for one in now.fetch(Location, project=others, precision=exact) if one.geometry is not None]
    if not placed:
        return ()
    metres = _distances(location, placed)
    nearest = sorted(zip(metres, (one.project for one in placed), strict=True))[:NEIGHBOURS]
    names = {project.id: project.name for project in now.fetch(Project, id=[project for _, project in nearest])}
    return tuple((project, names.get(project, project), round(distance)) for distance, project in nearest)


def _distances(location: Location, others: Sequence[Location]) -> list[float]:
    here = location.geometry
    scale = (_METRES_PER_DEGREE * math.cos(math.radians(here.centroid.y)), _METRES_PER_DEGREE)
    flat = shapely.transform([here, *(one.geometry for one in others)], lambda points: points * scale)
    return shapely.distance(flat[0], flat[1:]).tolist()
