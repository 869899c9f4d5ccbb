"""Invented projects over a region's real towns, in a store of their own: as many lines, and as long a history, as asked for.

The same numbers give the same store. Names are made of a number, so that none is anyone's project.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import shapely

from data.model import (
    Location,
    Match,
    Observation,
    Precision,
    Project,
    ProjectClass,
    Region,
    SourceFile,
    SourceKind,
    Stage,
    TownShare,
)
from data.region import load_region
from data.store import Batch, Store, open_store

LAST_DATE = date(2024, 5, 31)
VERTICES = 40
SEED = 330282

_SECTORS = ("公路", "河道", "水务", "教育", "环境", "产业")
_UNITS = ("甲局", "乙局", "丙局", "丁中心")
_STAGES = (Stage.BUILDING,) * 6 + (Stage.PREPARATION, Stage.TENDER, Stage.START, Stage.COMPLETED, Stage.SUSPENDED)
_CLASSES = (ProjectClass.CONTINUED,) * 4 + (ProjectClass.NEW,) * 4 + (ProjectClass.RESERVE, ProjectClass.PREPARATORY)
_PRECISIONS = (Precision.ALIGNMENT, Precision.ALIGNMENT, Precision.SCHEMATIC)
_WAN = 10_000


def fill(path: Path, projects: int, *, dates: int = 3, region: str = "330282") -> Store:
    """A new GeoPackage store with so many projects, each a line, and a ledger of all of them at each of so many data dates."""
    store = open_store(path, region=region)
    for batch in batches(load_region(region), projects, dates=dates):
        store.load(batch)
    return store


def batches(region: Region, projects: int, *, dates: int) -> Iterator[Batch]:
    """The loads of such a store: what the projects are and where they lie, then a ledger a week, the last on LAST_DATE."""
    chance = random.Random(SEED)
    ids = [f"b-{number:05d}" for number in range(projects)]
    yield Batch(
        sources=(_file("清单", SourceKind.FEATURES, None),),
        projects=tuple(
            Project(
                id=one, name=f"第{number}号{chance.choice(('道路', '河道', '管网', '学校'))}工程", sector=chance.choice(_SECTORS),
                project_class=chance.choice(_CLASSES), unit=chance.choice(_UNITS),
            )
            for number, one in enumerate(ids)
        ),
        **_places(region, ids), towns=region.towns, features=region.features,
    )  # fmt: skip
    plans = {one: chance.randint(300, 40_000) * _WAN for one in ids}
    pace = {one: max(0.0, chance.gauss(1.0, 0.4)) for one in ids}
    stages = {one: chance.choice(_STAGES) for one in ids}
    for week in reversed(range(dates)):
        yield _ledger(ids, LAST_DATE - timedelta(weeks=week), plans, pace, stages)


def lines(region: Region, count: int, *, vertices: int = VERTICES, seed: int = SEED) -> tuple[np.ndarray, list[int]]:
    """Winding lines of some 4 km (EPSG:4490), dealt out evenly among the towns; and each one's town, by position."""
    rng = np.random.default_rng(seed)
    inside = shapely.get_coordinates(shapely.point_on_surface([town.geometry for town in region.towns]))
    town = np.arange(count) % len(inside)
    heading = rng.uniform(0, 2 * np.pi, (count, 1)) + np.cumsum(rng.normal(0, 0.12, (count, vertices - 1)), axis=1)
    steps = 0.001 * np.stack([np.cos(heading), np.sin(heading)], axis=2)
    start = inside[town][:, None, :] + rng.normal(0, 0.015, (count, 1, 2))
    points = np.concatenate([start, start + np.cumsum(steps, axis=1)], axis=1)
    return shapely.linestrings(points), town.tolist()


def _places(region: Region, ids: Sequence[str]) -> dict[str, tuple]:
    shapes, towns = lines(region, len(ids))
    chance = random.Random(SEED + 1)
    locations, shares = [], []
    for one, shape, number in zip(ids, shapes, towns, strict=True):
        locations.append(Location(project=one, text="", geometry=shape, method="between", precision=chance.choice(_PRECISIONS),
                                  evidence=("据两端",), length_m=4000.0))  # fmt: skip
        for town, share in ((region.towns[number], 0.7), (region.towns[(number + 1) % len(region.towns)], 0.3)):
            shares.append(TownShare(project=one, town=town.code, name=town.name, share=share, length_m=4000.0 * share))
    return {"locations": tuple(locations), "shares": tuple(shares)}


def _ledger(
    ids: Sequence[str], day: date, plans: dict[str, int], pace: dict[str, float], stages: dict[str, Stage]
) -> Batch:
    source, content = _file(f"台账{day}", SourceKind.LEDGER, day)
    chance = random.Random(day.toordinal())
    elapsed = (day - date(day.year, 1, 1)).days / 366
    observed, matched = [], []
    for row, one in enumerate(ids, 4):
        plan = plans[one]
        done = round(plan * max(0.0, elapsed * pace[one] + chance.gauss(0, 0.02)) / 100) * 100
        observed.append(Observation(
            project=one, as_of=day, source=source.sha256, sheet="台账", row=row, stage=stages[one], total_investment=plan * 4,
            year_plan=None if row % 13 == 0 else plan, year_done=None if row % 17 == 0 else done, total_done=done * 2,
            physical_progress=round(min(100.0, 90 * elapsed * pace[one]), 1), progress_words="主体施工", unit="甲局",
            planned_start=date(day.year, 1 + row % 12, 1),
        ))  # fmt: skip
        matched.append(Match(source=source.sha256, key=f"台账!{row}", name=one, project=one, rule="同名", score=100.0))
    return Batch(sources=((source, content),), observations=tuple(observed), matches=tuple(matched))


def _file(name: str, kind: SourceKind, day: date | None) -> tuple[SourceFile, bytes]:
    content = name.encode()
    about = SourceFile(
        sha256=hashlib.sha256(content).hexdigest(), name=f"{name}.xlsx", kind=kind, as_of=day,
        loaded_at=datetime(2024, 6, 1, tzinfo=UTC), demo=True,
    )  # fmt: skip
    return about, content
