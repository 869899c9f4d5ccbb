"""What the store already knows, in the form the stages take it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from data.model import (
    Correction,
    Feature,
    LedgerRow,
    Location,
    Match,
    Observation,
    PlanItem,
    Precision,
    Project,
    Region,
    SourceFile,
    SourceKind,
    Town,
    TownShare,
)
from data.store import Store
from etl.check import unsaid
from etl.match import key_of
from etl.places import CORRECTED, Placing, with_layers

MATCH_SUBJECT = "match:"
MAPPING_SUBJECT = "mapping:"

LATEST = 6
"""How many ledgers are looked at row by row, the latest: departments send several of one date."""


def current_region(store: Store, pack: Region) -> Region:
    """The pack, with the operator's official boundaries and features where they were loaded."""
    from_pack = {feature.origin for feature in pack.features}
    return with_layers(
        pack,
        towns=[town for town in store.fetch(Town) if not town.approximate],
        features=[feature for feature in store.fetch(Feature) if feature.origin not in from_pack],
    )


def known_projects(store: Store, pack: Region) -> tuple[Project, ...]:
    """The store's projects, and those of the registry that it has not seen yet."""
    stored = {project.id: project for project in store.fetch(Project)}
    return tuple(({project.id: project for project in pack.projects} | stored).values())


def standing_corrections(store: Store, pack: Region) -> tuple[Correction, ...]:
    """The corrections in force: those that travel with the region pack, and people's own, which stand before them.

    Where a person has spoken on a subject, the pack's word on it is not heard; it is again once the person's is withdrawn.
    """
    own = store.fetch(Correction, withdrawn_at=None)
    spoken = {one.subject for one in own}
    return (*(one for one in pack.corrections if one.withdrawn_at is None and one.subject not in spoken), *own)


def next_number(projects: Iterable[Project], region: Region) -> int:
    """The first free number for a new project; numbers are never given twice."""
    numbers = [int(tail) for p in projects if (tail := p.id.removeprefix(f"{region.code}-")).isdigit() and tail != p.id]
    return max(numbers, default=0) + 1


def decisions(corrections: Iterable[Correction]) -> dict[str, str]:
    """What people said of names: name → project id, or 'new'."""
    return {c.subject.removeprefix(MATCH_SUBJECT): c.becomes for c in corrections if c.subject.startswith(MATCH_SUBJECT)}


def mappings(corrections: Iterable[Correction]) -> dict[str, Mapping[str, str]]:
    """What the clerk confirmed of ledgers' shapes: fingerprint → {column header: field}."""
    return {
        c.subject.removeprefix(MAPPING_SUBJECT): json.loads(c.becomes)
        for c in corrections if c.subject.startswith(MAPPING_SUBJECT)
    }


def earlier_matches(store: Store) -> tuple[Match, ...]:
    """What is known of names: every spelling once, and row by row what the latest ledgers said.

    A year of weekly ledgers names the same projects fifty times. All that matching asks of the past is which name meant which
    project, and who stood on which row lately.
    """
    with store.reading() as now:
        ledgers = now.fetch(SourceFile, kind=SourceKind.LEDGER)
        latest = sorted(ledgers, key=lambda one: (one.as_of or date.min, one.loaded_at), reverse=True)[:LATEST]
        return now.spellings() + now.fetch(Match, source={one.sha256 for one in latest})


def neighbours(store: Store, observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """What the store has of the same projects at these dates, and next before and after each: all that a comparison needs.

    Of a project whose neighbour does not say what is to be compared, all dates: few have one, and only those are read.
    """
    by_date: dict[date, set[str]] = defaultdict(set)
    given: dict[str, list[Observation]] = defaultdict(list)
    for seen in observations:
        by_date[seen.as_of].add(seen.project)
        given[seen.project].append(seen)
    found: dict[tuple[str, date], Observation] = {}
    with store.reading() as now:
        for day, projects in by_date.items():
            near = (
                *now.latest(day - timedelta(days=1), projects=projects), *now.fetch(Observation, project=projects, as_of=day),
                *now.following(day, projects=projects),
            )
            found |= {(seen.project, seen.as_of): seen for seen in near}
            quiet = {seen.project for seen in near if any(unsaid(one, seen) for one in given[seen.project])}
            found |= {(seen.project, seen.as_of): seen for seen in now.fetch(Observation, project=quiet)}
    return tuple(found.values())


def matches_of(store: Store, new: Sequence[Match]) -> Callable[[str], Sequence[Match]]:
    """A file's matches by its sha256: of this load, or of the store."""
    of_file: dict[str, list[Match]] = defaultdict(list)
    for found in new:
        of_file[found.source].append(found)
    return lambda source: of_file.get(source) or store.fetch(Match, source=source)


def seen_at(store: Store, new: Sequence[Observation]) -> Callable[[date, Collection[str]], Mapping[str, Observation]]:
    """The last observations of projects up to a date, of this load or of the store."""

    def seen(day: date, projects: Collection[str]) -> Mapping[str, Observation]:
        with store.reading() as now:
            known = now.latest(day, projects=projects)
        ours = (one for one in new if one.project in projects and one.as_of <= day)
        return {one.project: one for one in sorted((*known, *ours), key=lambda one: one.as_of)}

    return seen


def stored_precision(store: Store, projects: Iterable[str]) -> dict[str, Precision]:
    """How well the store knows where these projects are; without those it has no place of."""
    with store.reading() as now:
        places = now.fetch_without(Location, "geometry", project=set(projects))
    return {place.project: place.precision for place in places}


def not_worse(placing: Placing, stored: Mapping[str, Precision]) -> tuple[tuple[Location, ...], tuple[TownShare, ...]]:
    """The new places, save where the store knows better: a load that says less of a place must not blur it.

    A person's word is never less.
    """
    worse = {
        place.project for place in placing.locations
        if place.project in stored and stored[place.project].rank < place.precision.rank and place.method != CORRECTED
    }
    return (
        tuple(place for place in placing.locations if place.project not in worse),
        tuple(share for share in placing.shares if share.project not in worse),
    )


def place_hints(items: Sequence[PlanItem], rows: Sequence[LedgerRow], matches: Sequence[Match]) -> dict[str, list[str]]:
    """The places that plan items and ledger rows name, by project."""
    project_of = {(found.source, found.key): found.project for found in matches if found.project}
    hints: dict[str, list[str]] = {}
    for record in (*items, *rows):
        project = project_of.get((record.source, key_of(record)))
        if project is None:
            continue
        named = record.places if isinstance(record, PlanItem) else (record.place,)
        known = hints.setdefault(project, [])
        known.extend(text for text in named if text and text not in known)
    return hints
