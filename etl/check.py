"""What a ledger says of each project at its date, and what must be looked at: figures that fell, plans lowered, dates slipped.

Nothing here stops a load: a finding is kept and shown, the figure goes in as it was reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

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
    """Compare each new observation with those before it in time, and with those after it where an older ledger comes late.

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
        past: list[Observation] = []
        for later in (history[day] for day in sorted(history)):
            for change in _changes(past, later):
                if later.as_of in new[project] or change.earlier.as_of in new[project]:
                    findings.append(_finding(change, later, later if later.as_of in new[project] else change.earlier))
            past.insert(0, later)
    return numbered(findings)


def unsaid(one: Observation, other: Observation) -> bool:
    """Whether one gives something that the other is silent on, so that it can only be compared with a date further off."""
    if other.stage is not None and other.stage.rank is None:
        return True
    return any(getattr(one, field) is not None and getattr(other, field) is None for field in LABELS)


@dataclass(frozen=True, slots=True)
class _Change:
    """One thing that moved the wrong way, or stopped being said, since an earlier observation."""

    kind: str
    field: str
    earlier: Observation
    was: str
    now: str
    verb: str
    tail: str = ""


def _changes(past: Sequence[Observation], later: Observation) -> Iterator[_Change]:
    """What changed since the observations before it, the latest first.

    Each figure is compared with the last that was given: a month without a report does not hide a fall.
    """
    this_year = [seen for seen in past if seen.as_of.year == later.as_of.year]
    # A new year begins with a new plan and with nothing done.
    yield from _fall(this_year, later, "year_done", "累计下降")
    yield from _fall(this_year, later, "year_plan", "计划调减")
    yield from _silence(this_year, later)
    yield from _fall(past, later, "total_done", "累计下降")
    yield from _investment(past, later)
    yield from _physical(past, later)
    yield from _stage(past, later)
    yield from _slip(past, later, "planned_start", "开工时间推迟")
    yield from _slip(past, later, "planned_finish", "完工时间推迟")


def _since(past: Sequence[Observation], later: Observation, field: str) -> Iterator[tuple[Observation, Any, Any]]:
    """The last observation that gives a field, its value and the later one; nothing where either is not given."""
    now = getattr(later, field)
    earlier = next((seen for seen in past if getattr(seen, field) is not None), None)
    if now is not None and earlier is not None:
        yield earlier, getattr(earlier, field), now


def _fall(past: Sequence[Observation], later: Observation, field: str, kind: str) -> Iterator[_Change]:
    verb = "降为" if kind == "累计下降" else "调减为"
    for earlier, was, now in _since(past, later, field):
        if now < was:
            yield _Change(kind, field, earlier, _wan(was), _wan(now), verb, f",减少{_wan(was - now)}")


def _silence(past: Sequence[Observation], later: Observation) -> Iterator[_Change]:
    for earlier in past[:1]:
        for field in ("year_plan", "year_done"):
            was = getattr(earlier, field)
            if was is not None and getattr(later, field) is None:
                yield _Change("缺报", field, earlier, _wan(was), "未报", "变为")


def _investment(past: Sequence[Observation], later: Observation) -> Iterator[_Change]:
    for earlier, was, now in _since(past, later, "total_investment"):
        if was != now:
            tail = f",{'增加' if now > was else '减少'}{_wan(abs(now - was))}"
            yield _Change("总投资变化", "total_investment", earlier, _wan(was), _wan(now), "变为", tail)


def _physical(past: Sequence[Observation], later: Observation) -> Iterator[_Change]:
    for earlier, was, now in _since(past, later, "physical_progress"):
        if now < was:
            yield _Change("形象进度下降", "physical_progress", earlier, f"{was:g}%", f"{now:g}%", "降为")


def _stage(past: Sequence[Observation], later: Observation) -> Iterator[_Change]:
    """A standstill when it begins; a step back also when a standstill lay between."""
    for earlier, was, now in _since(past, later, "stage"):
        if now.rank is None and was is not now:
            yield _Change("项目停工" if now is Stage.SUSPENDED else "项目取消", "stage", earlier, was, now, "变为")
    in_course = [seen for seen in past if seen.stage is None or seen.stage.rank is not None]
    for earlier, was, now in _since(in_course, later, "stage"):
        if now.rank is not None and now.rank < was.rank:
            yield _Change("环节倒退", "stage", earlier, was, now, "退回")


def _slip(past: Sequence[Observation], later: Observation, field: str, kind: str) -> Iterator[_Change]:
    for earlier, was, now in _since(past, later, field):
        if now > was:
            yield _Change(kind, field, earlier, was.isoformat(), now.isoformat(), "推迟到")


def _finding(change: _Change, later: Observation, bearer: Observation) -> Finding:
    label = LABELS[change.field]
    text = (
        f"“{later.name or change.earlier.name}”{label}由{change.was}({change.earlier.as_of}){change.verb}"
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
