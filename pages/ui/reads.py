"""Cached reads: each question to the store is asked once per version of it, and the answer shared by everyone.

Answers are frozen records, so they are shared as they are, not copied for every rerun. The version is asked for whenever a page
or its filters run: it is what makes a load visible at once, and is no read at all while nobody writes (:meth:`Store.version`).
"""

from __future__ import annotations

import os
from collections.abc import Hashable, Iterable
from datetime import date
from typing import Any

from data import views
from data.views import (
    Board,
    BoardRow,
    Card,
    Correction,
    Lagging,
    Loaded,
    Location,
    MapLayers,
    Problem,
    RuleWords,
    Totals,
    TownTotals,
    Unmatched,
    Waiting,
)
from pages.ui import heap
from pages.ui.remember import remembered

Version = tuple[str, int, int]


def _url() -> str:
    return os.environ.get("STORE_URL", "")


@remembered(1)
def _store(url: str) -> Any:
    heap.spare_what_stays()
    return views.connect(url or None)


def store() -> Any:
    """The store of this installation, opened once."""
    return _store(_url())


def version() -> Version:
    """What answers are kept under: the store's address and version, and when the light rules were last changed."""
    return _url(), store().version(), views.rules_stamp(store())


def board(as_of: date | None = None, rule: str | None = None, *, now: Version | None = None) -> Board:
    """The board as of a data date (the latest if None) under a light rule (the region's own if None).

    Here and below: now is the version to answer from, for pages that ask several questions of one; else it is asked for.
    """
    return _board(store(), now or version(), as_of, rule)


def totals(rows: tuple[BoardRow, ...], board: Board, choice: Hashable) -> Totals:
    """The roll-up of the rows that a choice of filters leaves of a board."""
    return _totals((board.region, board.version, board.rules_stamp, board.as_of, board.rule), choice, rows, board.as_of)


def town_totals(board: Board, names: tuple[str, ...] | None = None) -> tuple[TownTotals, ...]:
    """The roll-up of each town; the caller keeps it."""
    return views.town_totals(board, names)


def map_layers(*, now: Version | None = None) -> MapLayers:
    """Geometry for the map."""
    return _layers(store(), now or version())


def card(project: str, as_of: date | None = None, rule: str | None = None, *, now: Version | None = None) -> Card:
    """All there is to say of one project."""
    return _card(store(), now or version(), project, as_of, rule)


def places(rows: Iterable[BoardRow]) -> dict[str, Location]:
    """Where the rows that are on the map lie, as exactly as it is known; asked only for what is taken away."""
    mapped = [row.id for row in rows if row.mapped]
    return {place.project: place for place in store().fetch(Location, project=mapped)} if mapped else {}


def data_dates(*, now: Version | None = None) -> tuple[date, ...]:
    """Every data date that is loaded, latest first."""
    return _dates(store(), now or version())


def rules(*, now: Version | None = None) -> tuple[RuleWords, ...]:
    """The light rules to choose from, the one in force first."""
    return _rules(store(), now or version())


def loaded() -> tuple[Loaded, ...]:
    """Files in the store, and what became of them."""
    return _loaded(store(), version())


def project_names() -> dict[str, str]:
    """Every project the store knows, id to name."""
    return _project_names(store(), version())


def lagging(board: Board) -> tuple[Lagging, ...]:
    """The red and yellow projects of a board, with how long they have been so."""
    return _lagging(store(), version(), (board.as_of, board.rule), board)


def waiting() -> tuple[Waiting, ...]:
    """Names that may mean a known project, with what there is to tell by."""
    return _waiting(store(), version())


def unmatched() -> Unmatched:
    """Projects that only work plans name, or only ledgers report."""
    return _unmatched(store(), version())


def corrections() -> tuple[Correction, ...]:
    """People's decisions that stand."""
    return store().fetch(Correction, withdrawn_at=None)


@remembered(4)
def _waiting(_store: Any, version: Version) -> tuple[Waiting, ...]:
    return views.waiting(_store)


@remembered(4)
def _unmatched(_store: Any, version: Version) -> Unmatched:
    return views.unmatched(_store)


def problems() -> tuple[Problem, ...]:
    """The 问题清单."""
    return store().fetch(Problem)


@remembered(24)
def _lagging(_store: Any, version: Version, key: tuple, _board: Board) -> tuple[Lagging, ...]:
    return views.lagging(_store, _board)


@remembered(4)
def _project_names(_store: Any, version: Version) -> dict[str, str]:
    return {project.id: project.name for project in _store.fetch(views.Project)}


@remembered(24, says="正在计算看板…")
def _board(_store: Any, version: Version, as_of: date | None, rule: str | None) -> Board:
    return views.board(_store, as_of, rule)


@remembered(256)
def _totals(key: tuple, choice: Hashable, _rows: tuple[BoardRow, ...], _as_of: date | None) -> Totals:
    return views.totals(_rows, _as_of)


@remembered(4, says="正在读取地图…")
def _layers(_store: Any, version: Version) -> MapLayers:
    return views.map_layers(_store)


@remembered(512)
def _card(_store: Any, version: Version, project: str, as_of: date | None, rule: str | None) -> Card:
    return views.card(_store, project, as_of, rule)


@remembered(4)
def _dates(_store: Any, version: Version) -> tuple[date, ...]:
    return tuple(sorted(views.data_dates(_store), reverse=True))


@remembered(4)
def _rules(_store: Any, version: Version) -> tuple[Any, ...]:
    return tuple(views.rules(_store))


@remembered(4)
def _loaded(_store: Any, version: Version) -> tuple[Loaded, ...]:
    return tuple(views.loaded(_store))
