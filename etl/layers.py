"""The operator's official layers into the store: boundaries and named features take effect, and every project is placed anew."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from data.model import LedgerRow, Match, PlanItem, Project, Region, Run, SourceFile, SourceKind, Town
from data.region import load_region
from data.store import Store
from data.store.batch import Batch
from etl.errors import InputError
from etl.geocoding import geocoder
from etl.known import current_region, known_projects, place_hints, standing_corrections
from etl.official import FeaturesReport, TownsReport
from etl.places import Placing, place, with_layers

Report = TownsReport | FeaturesReport
Told = Callable[[int, int], None]


def adopt(report: Report, path: Path, store: Store, *, region: Region | None = None, progress: Told = lambda *_: None) -> Run:
    """Let a report's towns or features take effect: stored with their file as one load, every project placed anew.

    ``undo`` takes it back as it takes any load back. Raises InputError for a report that says it must not take effect.
    """
    if report.blocked:
        raise InputError(f"{path.name} 不能采用:{report.lines[0]}", "按报告处理后再载入")
    pack = region or load_region(store.region)
    now = current_region(store, pack)
    content = path.read_bytes()
    is_towns = isinstance(report, TownsReport)
    towns, features = (report.towns, ()) if is_towns else ((), report.features)
    placing = place_all(store, with_layers(now, towns=towns, features=features), pack, progress=progress)
    source = SourceFile(
        sha256=hashlib.sha256(content).hexdigest(), name=path.name, kind=SourceKind.TOWNS if is_towns else SourceKind.FEATURES,
        as_of=None, loaded_at=datetime.now(UTC).replace(microsecond=0), title="官方镇界" if is_towns else "官方要素",
    )
    fresh = not store.fetch(Town)
    return store.load(Batch(
        sources=((source, content),), projects=known_projects(store, pack) if fresh else (),
        towns=towns or (now.towns if fresh else ()), features=(*(now.features if fresh else ()), *features),
        locations=placing.locations, shares=placing.shares, receipts=(placing.receipt,),
    ))


def place_all(store: Store, region: Region, pack: Region, *, progress: Told = lambda *_: None) -> Placing:
    """The place of every known project under a region's layers, from all that was ever said of it and all corrections."""
    hints = place_hints(store.fetch(PlanItem), store.fetch(LedgerRow), store.fetch(Match))
    chosen = {project.id: project for project in (*known_projects(store, pack), *store.fetch(Project))}
    return place(
        list(chosen.values()), region, hints=hints, corrections=standing_corrections(store, pack), geocoder=geocoder(region),
        progress=progress,
    )
