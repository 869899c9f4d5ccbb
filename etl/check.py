"""What a ledger says of each project at its date, and what must be looked at: figures that fell, plans lowered, dates slipped.

Nothing here stops a load: a finding is kept and shown, the figure goes in as it was reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from data.model import Finding, LedgerRow, Match, Observation, Progress, Stage
from etl.match import key_of

FIGURES = ("year_plan", "year_done", "total_investment", "total_done", "physical_progress", "stage")
"""What two rows of one project and date must agree on, and by which the fuller row is chosen."""

LABELS = {
    "year_plan": "年度计划", "year_done": "本年累计", "total_investment": "总投资", "total_done": "开累",
    "physical_progress": "形象进度", "stage": "环节", "planned_start": "计划开工", "planned_finish": "计划完工",
}


def observe(rows: Iterable[LedgerRow], matches: Iterable[Match]) -> tuple[tuple[Observation, ...], tuple[Finding, ...]]:
    """One observation a project and data date, from the rows whose project is known; and the conflicts found.

    Where several rows speak of one project at one date, the row with most figures is taken, among equals the first; a
    finding names the others if their figures differ. Amounts are never added: two rows may be one figure reported twice.
    """
    project_of = {(match.source, match.key): match.project for match in matches if match.project}
    groups: dict[tuple[str, date], list[LedgerRow]] = defaultdict(list)
    for row in rows:
        project = project_of.get((row.source, key_of(row)))
        if project and row.as_of:
            groups[project, row.as_of].append(row)
    observations, findings = [], []
    for (project, _), same in sorted(groups.items()):
        chosen = max(same, key=_fullness)  # max keeps the first among equals
        observations.append(_observation(project, chosen))
        findings += [_conflict(project, chosen, row) for row in same if row is not chosen and _differences(chosen, row)]
    return tuple(observations), numbered(findings)


def check(before: Sequence[Observation], after: Sequence[Observation]) -> tuple[Finding, ...]:
    """Compare each new observation with the one before it in time, and with the one after it where an older ledger comes late.

    before: all that was known of these projects; after: what this load brings. Findings belong to the newly loaded file.
    """
    findings: list[Finding] = []
    known: dict[str, dict[date, Observation]] = defaultdict(dict)
    for seen in before:
        known[seen.project][seen.as_of] = seen
    new: dict[str, dict[date, Observation]] = defaultdict(dict)
    for seen in after:
        stored = known[seen.project].get(seen.as_of)
        if stored and stored.source != seen.source and _differences(stored, seen):
            findings.append(_conflict(seen.project, seen, stored))
        new[seen.project][seen.as_of] = seen
    for project in sorted(new):
        history = known[project] | new[project]
        for earlier, later in pairwise(history[day] for day in sorted(history)):
            if earlier.as_of in new[project] or later.as_of in new[project]:
                bearer = later if later.as_of in new[project] else earlier
                findings += [_finding(change, earlier, later, bearer) for change in _changes(earlier, later)]
    return numbered(findings)


@dataclass(frozen=True, slots=True)
class _Change:
    """One thing that moved the wrong way, or stopped being said."""

    kind: str
    field: str
    was: str
    now: str
    verb: str
    tail: str = ""


def _changes(earlier: Observation, later: Observation) -> Iterator[_Change]:
    same_year = earlier.as_of.year == later.as_of.year
    if same_year:  # a new year begins with a new plan and with nothing done
        yield from _fall(earlier, later, "year_done", "累计下降")
        yield from _fall(earlier, later, "year_plan", "计划调减")
        yield from _silence(earlier, later)
    yield from _fall(earlier, later, "total_done", "累计下降")
    yield from _investment(earlier, later)
    yield from _physical(earlier, later)
    yield from _stage(earlier, later)
    yield from _slip(earlier, later, "planned_start", "开工时间推迟")
    yield from _slip(earlier, later, "planned_finish", "完工时间推迟")


def _fall(earlier: Observation, later: Observation, field: str, kind: str) -> Iterator[_Change]:
    was, now = getattr(earlier, field), getattr(later, field)
    if was is not None and now is not None and now < was:
        yield _Change(kind, field, _wan(was), _wan(now), "降为" if kind == "累计下降" else "调减为", f",减少{_wan(was - now)}")


def _silence(earlier: Observation, later: Observation) -> Iterator[_Change]:
    for field in ("year_plan", "year_done"):
        was = getattr(earlier, field)
        if was is not None and getattr(later, field) is None:
            yield _Change("缺报", field, _wan(was), "未报", "变为")


def _investment(earlier: Observation, later: Observation) -> Iterator[_Change]:
    was, now = earlier.total_investment, later.total_investment
    if was is not None and now is not None and was != now:
        direction = "增加" if now > was else "减少"
        yield _Change("总投资变化", "total_investment", _wan(was), _wan(now), "变为", f",{direction}{_wan(abs(now - was))}")


def _physical(earlier: Observation, later: Observation) -> Iterator[_Change]:
    was, now = earlier.physical_progress, later.physical_progress
    if was is not None and now is not None and now < was:
        yield _Change("形象进度下降", "physical_progress", f"{was:g}%", f"{now:g}%", "降为")


def _stage(earlier: Observation, later: Observation) -> Iterator[_Change]:
    was, now = earlier.stage, later.stage
    if was is None or now is None or was is now:
        return
    if now.rank is None:
        yield _Change("项目停工" if now is Stage.SUSPENDED else "项目取消", "stage", was, now, "变为")
    elif was.rank is not None and now.rank < was.rank:
        yield _Change("环节倒退", "stage", was, now, "退回")


def _slip(earlier: Observation, later: Observation, field: str, kind: str) -> Iterator[_Change]:
    was, now = getattr(earlier, field), getattr(later, field)
    if was is not None and now is not None and now > was:
        yield _Change(kind, field, was.isoformat(), now.isoformat(), "推迟到")


def _finding(change: _Change, earlier: Observation, later: Observation, bearer: Observation) -> Finding:
    label = LABELS[change.field]
    text = (
        f"“{later.name or earlier.name}”{label}由{change.was}({earlier.as_of}){change.verb}"
        f"{change.now}({later.as_of}){change.tail}"
    )
    return Finding(
        source=bearer.source, number=0, kind=change.kind, text=text, project=bearer.project, sheet=bearer.sheet,
        row=bearer.row, column=label, was=change.was, now=change.now,
    )


def _fullness(row: LedgerRow) -> int:
    return sum(getattr(row, field) is not None for field in FIGURES)


def _differences(one: Progress, other: Progress) -> list[str]:
    """The figures that both give, and give differently."""
    pairs = ((field, getattr(one, field), getattr(other, field)) for field in FIGURES)
    return [field for field, mine, theirs in pairs if mine is not None and theirs is not None and mine != theirs]


def _conflict(project: str, chosen: LedgerRow | Observation, other: LedgerRow | Observation) -> Finding:
    """Two rows of one project and date that disagree: which was taken, and where they differ."""
    differing = _differences(chosen, other)
    was, now = ("、".join(_said(row, field) for field in differing) for row in (other, chosen))
    elsewhere = "" if other.source == chosen.source else "另一份台账"
    text = (
        f"“{chosen.name}”{chosen.as_of}有两行数据且{'、'.join(LABELS[field] for field in differing)}不一致,"
        f"取用“{chosen.sheet}”第{chosen.row}行({now}),未取{elsewhere}“{other.sheet}”第{other.row}行({was})"
    )
    return Finding(
        source=chosen.source, number=0, kind="同日数据不一致", text=text, project=project, sheet=chosen.sheet, row=chosen.row,
        column="、".join(LABELS[field] for field in differing), was=was, now=now,
    )


def _said(row: Progress, field: str) -> str:
    value = getattr(row, field)
    if field == "stage":
        return str(value)
    return f"{value:g}%" if field == "physical_progress" else _wan(value)


def _observation(project: str, row: LedgerRow) -> Observation:
    progress = {field.name: getattr(row, field.name) for field in fields(Progress)}
    return Observation(
        **progress, project=project, as_of=row.as_of, source=row.source, sheet=row.sheet, row=row.row, name=row.name,
        unit=row.unit, project_class=row.project_class,
    )


def _wan(amount: int) -> str:
    return f"{(Decimal(amount) / 10_000).normalize():,f}万元"


def numbered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings numbered within their file, in order."""
    counts: dict[str, int] = defaultdict(int)
    result = []
    for finding in findings:
        counts[finding.source] += 1
        result.append(replace(finding, number=counts[finding.source]))
    return tuple(result)
