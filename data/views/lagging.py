"""What is behind, since when, and why: the list that supervision (督办) works from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from data.lights import Rule, light
from data.model import ABSENT, Finding, Light, Observation, Problem
from data.store import Reader, Store
from data.views.connect import rule_in_force
from data.views.shapes import Board, BoardRow, Lagging

BEHIND = (Light.RED, Light.YELLOW)


def lagging(store: Store, board: Board) -> tuple[Lagging, ...]:
    """The red and yellow projects of a board, red first, then by the gap, the widest first.

    since is the data date from which the project has been red or yellow without a break, judged by the board's rule at each
    date; red_since likewise for red. The history of these few projects is read, of no others.
    """
    behind = [row for row in board.rows if row.lit.light in BEHIND]
    rule = rule_in_force(store, board.rule)
    with store.reading() as now:
        seen = now.fetch(Observation, project={row.id for row in behind})
        problems = now.fetch(Problem, project={row.id for row in behind})
        absent = _absent(now, board, behind)
    histories, open_problems = defaultdict(list), defaultdict(list)
    for observation in seen:
        if board.as_of is None or observation.as_of <= board.as_of:
            histories[observation.project].append(observation)
    for problem in problems:
        open_problems[problem.project].append(problem)
    found = [_lagging(row, histories[row.id], open_problems[row.id], rule, absent=row.id in absent) for row in behind]
    return tuple(sorted(found, key=lambda one: (BEHIND.index(one.row.lit.light), _gap(one.row), one.row.id)))


def _absent(now: Reader, board: Board, rows: Sequence[BoardRow]) -> set[str]:
    """The projects whose figures are older than a ledger that was found to be silent on them."""
    figures_of = {row.id: row.as_of for row in rows if row.as_of}
    dated = {file.sha256: file.as_of for file in now.files(board.as_of) if file.as_of}
    found = now.fetch(Finding, kind=ABSENT, project=set(figures_of))
    return {one.project for one in found if one.source in dated and dated[one.source] > figures_of[one.project]}


def _lagging(
    row: BoardRow, history: Sequence[Observation], problems: Sequence[Problem], rule: Rule, *, absent: bool,
) -> Lagging:
    past = [(seen.as_of, _light(row, seen, rule)) for seen in sorted(history, key=lambda seen: seen.as_of)]
    since = _unbroken(past, BEHIND)
    return Lagging(
        row=row, since=since, red_since=_unbroken(past, (Light.RED,)), reason=_reason(row), problems=tuple(problems),
        from_first=bool(past) and since == past[0][0], absent=absent,
    )  # fmt: skip


def _light(row: BoardRow, seen: Observation, rule: Rule) -> Light:
    return light(seen, project_class=seen.project_class or row.project_class, as_of=seen.as_of, rule=rule).light


def _unbroken(past: Sequence[tuple[date, Light]], wanted: Sequence[Light]) -> date | None:
    """The first date of the spell that lasts to the end; None where the last light is not of these."""
    start = None
    for day, lit in reversed(past):
        if lit not in wanted:
            break
        start = day
    return start


def _reason(row: BoardRow) -> str:
    """What the ledger itself gives as reason: its problems column. Words on progress tell how far a project is, not why."""
    return row.progress.problems if row.progress else ""


def _gap(row: BoardRow) -> float:
    """For sorting: the widest gap first, a light without a gap (停工, not started) last."""
    return row.lit.gap if row.lit.gap is not None else 0.0
