"""What is loaded, from what, and what was refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from data.model import Finding, LedgerRow, Location, Match, PlanItem, Precision, Rejection, Run, SourceFile, Town
from data.store import Store
from data.views.assemble import NOT_ON_MAP
from data.views.connect import region_of
from data.views.shapes import Loaded, Status


def loaded(store: Store) -> tuple[Loaded, ...]:
    """Every file in the store, the latest loaded first: what was taken of it, what refused, what must be looked at."""
    with store.reading() as now:
        taken = defaultdict(int, now.tally(LedgerRow, "source"))
        for source, count in now.tally(PlanItem, "source").items():
            taken[source] += count
        runs = now.runs(SourceFile, "sha256")
        rejections, findings = _by_source(now.fetch(Rejection)), _by_source(now.fetch(Finding))
        found = [
            Loaded(
                source=source, taken=taken[source.sha256], rejections=tuple(rejections[source.sha256]),
                findings=tuple(findings[source.sha256]), run=runs[source.sha256], loaded_at=source.loaded_at,
            )
            for source in now.fetch(SourceFile)
        ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-one.run, one.source.name)))


def status(store: Store) -> Status:
    """The store in a few figures."""
    with store.reading() as now:
        files, named, runs = now.fetch(SourceFile), now.named(), now.fetch(Run)
        places = now.fetch_without(Location, "geometry", precision=sorted(set(Precision) - set(NOT_ON_MAP)))
        unplaced = {place.project for place in now.fetch_without(Location, "geometry", geometry=None)}
        return Status(
            where=store.where, region=store.region, version=now.version(), projects=len(named),
            mapped=len({place.project for place in places} & named - unplaced), data_dates=now.data_dates(), files=len(files),
            rejections=now.count(Rejection), findings=now.count(Finding), doubtful=len(now.fetch(Match, project=None)),
            demo=any(source.demo for source in files), last_run=runs[-1] if runs else None,
        )  # fmt: skip


def doubtful(store: Store) -> tuple[Match, ...]:
    """Records that wait for a person to say which project they mean."""
    return store.fetch(Match, project=None)


def towns(store: Store) -> tuple[tuple[str, str], ...]:
    """Code and name of every town, by code: of the store, or of the region pack before the first load."""
    with store.reading() as now:
        found: Iterable[Town] = now.fetch_without(Town, "geometry")
    return tuple(sorted((town.code, town.name) for town in found or region_of(store).towns))


def _by_source(records: Iterable[Any]) -> dict[str, list[Any]]:
    grouped: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        grouped[record.source].append(record)
    return grouped
