"""Roll-ups: ratios of sums, each project once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from data.lights import time_progress
from data.model import Light, Progress, Stage
from data.views.assemble import rate
from data.views.shapes import Board, BoardRow, Totals, TownTotals

_UNDER_WAY = (Stage.START, Stage.BUILDING)


def totals(rows: Sequence[BoardRow], as_of: date | None) -> Totals:
    """The roll-up of rows at a data date.

    A sum is over the projects that know the figure. A rate is Σ done ÷ Σ plan over the projects that know both and have a
    plan above 0 (``rated`` says how many), never the mean of rates and never clipped. Where a project and its parts both
    stand among the rows, and the whole has figures of its own, the parts are left out of the sums: they are in the whole.
    """
    counted = [row.progress for row in without_parts(rows) if row.progress]
    rated = [one for one in counted if one.year_plan and one.year_plan > 0 and one.year_done is not None]
    whole = [one for one in counted if one.total_investment and one.total_investment > 0 and one.total_done is not None]
    year_rate = rate(_sum(rated, lambda one: one.year_done), _sum(rated, lambda one: one.year_plan))
    elapsed = time_progress(as_of) if as_of else 0.0
    lights = Counter(row.lit.light for row in rows)
    return Totals(
        projects=len(rows), building=sum(row.stage in _UNDER_WAY for row in rows),
        total_investment=_sum(counted, lambda one: one.total_investment), year_plan=_sum(counted, lambda one: one.year_plan),
        year_done=_sum(counted, lambda one: one.year_done), total_done=_sum(counted, lambda one: one.total_done),
        year_rate=year_rate,
        total_rate=rate(_sum(whole, lambda one: one.total_done), _sum(whole, lambda one: one.total_investment)),
        time_progress=elapsed, gap=None if year_rate is None or as_of is None else (year_rate - elapsed) * 100,
        lights={colour: lights[colour] for colour in Light}, mapped=sum(row.mapped for row in rows),
        without_figures=sum(not _has_figures(row) for row in rows), rated=len(rated),
        invested=sum(one.total_investment is not None for one in counted), total_rated=len(whole),
    )  # fmt: skip


def town_totals(board: Board, names: Iterable[str] | None = None) -> tuple[TownTotals, ...]:
    """The roll-up of each town, in the order of names (all towns, by code, when None).

    A project counts whole in every town it touches, so towns do not add up to the region; ``shared`` says how many do.
    """
    codes = {share.name: share.town for row in board.rows for share in row.towns if share.town}
    wanted = sorted(codes, key=codes.__getitem__) if names is None else names
    return tuple(_town(board, name, codes.get(name, "")) for name in wanted)


def without_parts(rows: Sequence[BoardRow]) -> list[BoardRow]:
    """The rows whose figures may be added up: no part of a whole that is among them with figures of its own."""
    by_id = {row.id: row for row in rows}
    return [row for row in rows if not _in_a_whole(row, by_id)]


def _in_a_whole(row: BoardRow, by_id: dict[str, BoardRow]) -> bool:
    passed = {row.id}
    above = row.parent
    while above is not None and above not in passed:
        passed.add(above)
        parent = by_id.get(above)
        if parent is None:
            return False
        if _has_figures(parent):
            return True
        above = parent.parent
    return False


def _has_figures(row: BoardRow) -> bool:
    one = row.progress
    return one is not None and (one.year_plan, one.year_done, one.total_investment, one.total_done) != (None,) * 4


def _sum(found: Iterable[Progress], amount: Callable[[Progress], int | None]) -> int | None:
    """The sum of the known amounts; None when none is known: unknown is not nought."""
    known = [value for one in found if (value := amount(one)) is not None]
    return sum(known) if known else None


def _town(board: Board, name: str, code: str) -> TownTotals:
    rows = [row for row in board.rows if any(share.name == name for share in row.towns)]
    lengths = [share.length_m for row in rows for share in row.towns if share.name == name and share.length_m]
    return TownTotals(
        code=code, name=name, totals=totals(rows, board.as_of), length_m=sum(lengths) if lengths else None,
        shared=sum(any(share.name != name and share.town for share in row.towns) for row in rows),
    )
