"""Roll-ups: ratios of sums, each project once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from data.lights import time_progress
from data.model import Light, Progress, Stage
from data.views.assemble import rate
from data.views.shapes import Board, BoardRow, Totals, TownTotals

FIGURES = ("total_investment", "year_plan", "year_done", "total_done")
"""The amounts that are added up."""
_UNDER_WAY = (Stage.START, Stage.BUILDING)


def totals(rows: Sequence[BoardRow], as_of: date | None) -> Totals:
    """The roll-up of rows at a data date.

    A sum is over the projects that know the figure. A rate is Σ done ÷ Σ plan over the projects that know both and have a
    plan above 0 (``rated`` says how many), never the mean of rates and never clipped. Where a project and its parts both
    stand among the rows, the parts are left out of what the whole gives itself: they are in it.
    """
    rated = [one for one in _progress(rows, "year_plan", "year_done") if one.year_plan > 0]
    whole = [one for one in _progress(rows, "total_investment", "total_done") if one.total_investment > 0]
    year_rate = rate(_sum(rated, "year_done"), _sum(rated, "year_plan"))
    elapsed = time_progress(as_of) if as_of else 0.0
    lights = Counter(row.lit.light for row in rows)
    return Totals(
        projects=len(rows), building=sum(row.stage in _UNDER_WAY for row in rows),
        **{figure: _sum(_progress(rows, figure), figure) for figure in FIGURES}, year_rate=year_rate,
        total_rate=rate(_sum(whole, "total_done"), _sum(whole, "total_investment")),
        time_progress=elapsed, gap=None if year_rate is None or as_of is None else (year_rate - elapsed) * 100,
        lights={colour: lights[colour] for colour in Light}, mapped=sum(row.mapped for row in rows),
        without_figures=sum(not any(_gives(row, figure) for figure in FIGURES) for row in rows), rated=len(rated),
        invested=len(_progress(rows, "total_investment")), total_rated=len(whole),
    )  # fmt: skip


def town_totals(board: Board, names: Iterable[str] | None = None) -> tuple[TownTotals, ...]:
    """The roll-up of each town, in the order of names (all towns, by code, when None).

    A project counts whole in every town it touches, so towns do not add up to the region; ``shared`` says how many do.
    """
    codes = {share.name: share.town for row in board.rows for share in row.towns if share.town}
    wanted = sorted(codes, key=codes.__getitem__) if names is None else names
    return tuple(_town(board, name, codes.get(name, "")) for name in wanted)


def without_parts(rows: Sequence[BoardRow], *figures: str) -> list[BoardRow]:
    """The rows of which these figures may be added up: no part of a whole that is among them and gives them all itself."""
    if not any(row.parent for row in rows):
        return list(rows)
    by_id = {row.id: row for row in rows}
    return [row for row in rows if not _in_a_whole(row, by_id, figures)]


def _in_a_whole(row: BoardRow, by_id: Mapping[str, BoardRow], figures: Sequence[str]) -> bool:
    passed = {row.id}
    above = row.parent
    while above is not None and above not in passed:
        passed.add(above)
        parent = by_id.get(above)
        if parent is None:
            return False
        if _gives(parent, *figures):
            return True
        above = parent.parent
    return False


def _gives(row: BoardRow, *figures: str) -> bool:
    return row.progress is not None and all(getattr(row.progress, figure) is not None for figure in figures)


def _progress(rows: Sequence[BoardRow], *figures: str) -> list[Progress]:
    """What is known of the rows that give these figures and may be added up."""
    return [row.progress for row in without_parts(rows, *figures) if row.progress and _gives(row, *figures)]


def _sum(found: Iterable[Progress], figure: str) -> int | None:
    """The sum of amounts that are all known; None when none is known: unknown is not nought."""
    amounts = [getattr(one, figure) for one in found]
    return sum(amounts) if amounts else None


def _town(board: Board, name: str, code: str) -> TownTotals:
    rows = [row for row in board.rows if any(share.name == name for share in row.towns)]
    lengths = [share.length_m for row in rows for share in row.towns if share.name == name and share.length_m]
    return TownTotals(
        code=code, name=name, totals=totals(rows, board.as_of), length_m=sum(lengths) if lengths else None,
        shared=sum(any(share.name != name and share.town for share in row.towns) for row in rows),
    )
