"""本期变化: what became different between two data dates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from data.model import ABSENT, Finding, Light, Progress, Stage
from data.store import Reader, Store
from data.views.assemble import assemble
from data.views.connect import rule_in_force
from data.views.shapes import BoardRow, Change

KINDS = (
    "新增", "开工", "完工", "投用", "停工", "复工", "取消", "转红", "转黄", "转绿", "环节推进", "环节倒退",
    "计划调减", "计划调增", "累计下降", ABSENT, "差距缩小", "差距扩大",
)  # fmt: skip
"""Every kind of change, in the order in which a bulletin tells them."""

_RATED = (Light.RED, Light.YELLOW, Light.GREEN)
_LEAST_GAP = 0.01
"""百分点; below it a gap that is shown with two decimals has not changed."""


def changes(store: Store, since: date, until: date, rule: str | None = None) -> tuple[Change, ...]:
    """What changed for each project between the boards of two data dates, by kind, the largest first within a kind.

    amount: 元 for 计划调减, 计划调增 and 累计下降 (negative when it fell); 百分点 for 差距缩小 (positive) and 差距扩大
    (negative); the gap reached for 转红, 转黄 and 转绿. Figures of a year are compared within the year only.
    Raises ValueError when until is before since.
    """
    if until < since:
        raise ValueError(f"changes from {since} to {until}: the dates are in the wrong order")
    in_force = rule_in_force(store, rule)
    with store.reading() as now:
        before = {row.id: row for row in assemble(now, as_of=since, rule=in_force).rows}
        after = assemble(now, as_of=until, rule=in_force).rows
        found = list(_absent(now, after, since, until))
    found += [change for row in after for change in compare(before.get(row.id), row, same_year=since.year == until.year)]
    return tuple(sorted(found, key=lambda change: (KINDS.index(change.kind), -abs(change.amount or 0), change.project)))


def compare(was: BoardRow | None, now: BoardRow, *, same_year: bool) -> Iterator[Change]:
    """What changed from one row of a project to the next. 差距 is how far a project is behind; one ahead has none."""
    if was is None:
        yield _change(now, "新增", "", now.stage or "")
        return
    yield from _stage(was, now)
    if was.lit.light is not now.lit.light and was.lit.light in _RATED and now.lit.light in _RATED:
        yield _change(now, f"转{now.lit.light}", was.lit.light.label, now.lit.light.label, now.lit.gap)
    if was.progress is None or now.progress is None:
        return
    yield from _figures(was.progress, now.progress, now, same_year=same_year)
    if same_year and was.lit.gap is not None and now.lit.gap is not None:
        moved = max(0.0, -was.lit.gap) - max(0.0, -now.lit.gap)
        if abs(moved) >= _LEAST_GAP:
            yield _change(now, "差距缩小" if moved > 0 else "差距扩大", _gap(was.lit.gap), _gap(now.lit.gap), moved)


def _absent(now: Reader, rows: Sequence[BoardRow], since: date, until: date) -> Iterator[Change]:
    """Projects that a ledger of the time between no longer reports, and none since."""
    silent = {file.sha256: file.as_of for file in now.files(until) if file.as_of and since < file.as_of <= until}
    last = {one.project: silent[one.source] for one in now.fetch(Finding, kind=ABSENT, source=set(silent)) if one.project}
    for row in rows:
        if row.id in last and row.as_of is not None and row.as_of < last[row.id]:
            yield _change(row, ABSENT, row.stage or "", "")


def _stage(was: BoardRow, now: BoardRow) -> Iterator[Change]:
    if was.stage is None or now.stage is None or was.stage is now.stage:
        return
    kind = _stage_kind(was.stage, now.stage)
    if kind:
        yield _change(now, kind, was.stage, now.stage)


def _stage_kind(was: Stage, now: Stage) -> str:
    """The word for a step from one stage to another; empty for a mere 开工 → 在建, which is the same work going on."""
    if now is Stage.SUSPENDED:
        return "停工"
    if now is Stage.CANCELLED:
        return "取消"
    under_way = now in (Stage.START, Stage.BUILDING)
    if was.rank is None and under_way:
        return "复工"
    if was.rank is not None and now.rank < was.rank:
        return "环节倒退"
    if now in (Stage.COMPLETED, Stage.IN_USE):
        return "完工" if now is Stage.COMPLETED else "投用"
    if under_way:
        return "" if was is Stage.START else "开工"
    return "环节推进"


def _figures(was: Progress, now: Progress, row: BoardRow, *, same_year: bool) -> Iterator[Change]:
    if same_year:
        yield from _amount(row, was, now, lambda one: one.year_plan, less="计划调减", more="计划调增")
        yield from _amount(row, was, now, lambda one: one.year_done, less="累计下降")
    if not same_year or None in (was.year_done, now.year_done) or now.year_done >= was.year_done:
        yield from _amount(row, was, now, lambda one: one.total_done, less="累计下降")


def _amount(
    row: BoardRow, was: Progress, now: Progress, field: Callable[[Progress], int | None], *, less: str, more: str = ""
) -> Iterator[Change]:
    """A change of a sum of money, when both are known. A fall of 本年累计 is told once, not again as a fall of 开累."""
    before, after = field(was), field(now)
    if before is None or after is None or before == after:
        return
    kind = less if after < before else more
    if kind:
        yield _change(row, kind, yuan(before), yuan(after), after - before)


def yuan(amount: int) -> str:
    """An amount of 元 in 万元, as bulletins write it."""
    return f"{amount / 10_000:,.2f}".rstrip("0").rstrip(".") + "万元"


def _gap(points: float) -> str:
    return f"{'欠' if points < 0 else '超'}时序{abs(points):.2f}个百分点"


def _change(row: BoardRow, kind: str, was: str, now: str, amount: float | None = None) -> Change:
    return Change(project=row.id, name=row.name, kind=kind, was=str(was), now=str(now), amount=amount)
