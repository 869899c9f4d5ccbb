"""The whole way of the data on one screen: read, extract, match, locate, check, store.

One direction; no stage reaches back. Each stage takes records and returns records with a receipt. Nothing is written before
the last line of :func:`load`, and that is one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from data.model import Match, Project, Receipt, Region, Run, SourceFile, Town
from data.model.placement import Drawn, Expression, InTowns, Picked, Placement
from data.region import load_region
from data.store import Store, StoreChanged
from data.store.batch import Batch
from etl.absent import absent
from etl.check import check, numbered, observe
from etl.correcting import Preview, Previewer, correct_place, preview_place, read_geojson
from etl.decisions import confirm_mapping, decide_match, undo_load, withdraw
from etl.errors import InputError, StaleError
from etl.excerpt import SheetExcerpt, TextExcerpt, sheet_excerpt, text_excerpt
from etl.geocoding import geocoder
from etl.inputs import Input, RefusedFile, open_inputs
from etl.known import (
    current_region,
    decisions,
    earlier_matches,
    known_projects,
    mappings,
    matches_of,
    neighbours,
    next_number,
    not_worse,
    place_hints,
    seen_at,
    standing_corrections,
    stored_precision,
)
from etl.marked import marked_copy
from etl.match import match
from etl.places import place
from etl.samples import SAMPLES, sample_files

__all__ = [  # the one door for pages that load, correct and confirm
    "Drawn", "Expression", "InTowns", "Input", "InputError", "Loading", "Picked", "Placement", "Preview", "Previewer", "SheetExcerpt",
    "TextExcerpt", "commit", "confirm_mapping", "correct_place", "decide_match", "ledger_template", "load", "marked_copy", "prepare",
    "preview_place", "read_geojson", "sample_inputs", "sheet_excerpt", "text_excerpt", "undo_load", "withdraw",
]

Progress = Callable[[str, int, int], None]
"""Told a stage's Chinese name, how many are done, and of how many."""


def sample_inputs() -> list[Input]:
    """The bundled sample (演示数据): a work plan and eight weekly ledgers."""
    return [Input.from_path(path) for path in sample_files()]


def ledger_template() -> Input | None:
    """The empty ledger that departments fill in, with units, notes and checks in it; None where it was not bundled."""
    path = SAMPLES / "ledger_template.xlsx"
    return Input.from_path(path) if path.exists() else None


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Loading:
    """What a load would store, or has stored (then with its run), and what it would not take."""

    batch: Batch
    version: int
    refused: tuple[RefusedFile, ...] = ()
    already_known: tuple[str, ...] = ()
    questions: tuple[object, ...] = ()
    run: Run | None = None

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """The account of every stage."""
        return self.batch.receipts

    @property
    def doubtful(self) -> tuple[Match, ...]:
        """Records that wait for a person to say which project they mean."""
        return tuple(found for found in self.batch.matches if found.project is None)

    @property
    def status(self) -> int:
        """Exit status: 0 all taken, 3 taken with rejections, 2 nothing taken."""
        if not self.batch.sources and not self.already_known:
            return 2
        return 3 if self.refused or self.batch.rejections else 0


def load(inputs: Iterable[Input], store: Store, *, region: Region | None = None, progress: Progress = silent) -> Loading:
    """Read the files and store what they say, whole or not at all. A file already known adds nothing."""
    return commit(prepare(inputs, store, region=region, progress=progress), store, progress=progress)


def commit(loading: Loading, store: Store, *, progress: Progress = silent) -> Loading:
    """Store what was prepared, in one transaction. Raises StaleError where the store has changed since."""
    if not loading.batch.sources:
        return loading
    progress("存储", 0, 1)
    try:
        run = store.load(loading.batch, version=loading.version)
    except StoreChanged as error:
        raise StaleError(error.problem, error.remedy) from error
    progress("存储", 1, 1)
    return replace(loading, run=run)


def prepare(inputs: Iterable[Input], store: Store, *, region: Region | None = None, progress: Progress = silent) -> Loading:
    """Everything up to the store, writing nothing: what a preview shows, and what :func:`load` then stores."""
    started, version = datetime.now(UTC), store.version()
    pack = region or load_region()
    region = current_region(store, pack)
    corrections = standing_corrections(store, pack)
    projects = known_projects(store, pack)
    files = store.fetch(SourceFile)

    opened = open_inputs(inputs, region, known=[file.sha256 for file in files], mappings=mappings(corrections), progress=progress)

    progress("比对项目", 0, 1)
    matching = match(
        opened.items, opened.rows, projects, region=region, decisions=decisions(corrections),
        next_number=next_number(projects, region), earlier=earlier_matches(store),
    )
    mentioned = {found.project for found in matching.matches if found.project}

    after, conflicts = observe(opened.rows, matching.matches)
    current = {project.id: project for project in (*projects, *matching.projects)}
    missing = absent(
        [file for file, _ in opened.sources], files, current,
        matches_of=matches_of(store, matching.matches), seen_at=seen_at(store, after),
    )
    findings = (*opened.findings, *conflicts, *check(neighbours(store, after), after), *missing)

    unseen = current.keys() - {project.id for project in store.fetch(Project)}  # the registry may have grown since the last load
    to_place = [project for project in current.values() if project.id in mentioned or project.id in unseen]
    placing = place(
        to_place, region, hints=place_hints(opened.items, opened.rows, matching.matches), corrections=corrections,
        geocoder=geocoder(region), progress=lambda done, total: progress("落图", done, total),
    )
    locations, shares = not_worse(placing, stored_precision(store, mentioned))

    changed = unseen | {project.id for project in matching.projects}
    fresh = not store.fetch(Town)
    batch = Batch(
        sources=tuple(opened.sources), items=tuple(opened.items), rows=tuple(opened.rows),
        rejections=tuple(opened.rejections), findings=numbered(findings),
        projects=tuple(current[project] for project in sorted(changed)), matches=matching.matches, observations=after,
        locations=locations, shares=shares, towns=region.towns if fresh else (), features=region.features if fresh else (),
        receipts=(*opened.receipts, matching.receipt, placing.receipt), started_at=started,
    )
    return Loading(batch, version, tuple(opened.refused), tuple(opened.already_known), tuple(opened.questions))

