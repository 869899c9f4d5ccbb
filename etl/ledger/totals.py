"""Totals as checks: 合计, 小计, headings with sums and counts against the projects they cover."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from etl.ledger.layout import Layout
from etl.ledger.line import Kind, Line
from etl.ledger.money import Amount, Doubt, in_words
from etl.ledger.notes import Notes
from etl.ledger.sums import Sum, Verdict, reconcile
from etl.ledger.text import squeeze
from etl.ledger.vocabulary import row_words


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that takes part in sums: a project, a total, or a heading.

    amounts: as written, by field; missing: fields whose cell holds something that is no amount; crossing: it stands under
    竣工投产, whose projects are counted among 续建 or 新建 as well; rows: positions of the records it gave.
    """

    line: Line
    amounts: dict[str, Amount] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    crossing: bool = False
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Slip:
    """A project's amount that a total proves wrong."""

    entry: Entry
    field: str
    doubt: Doubt


def check_totals(entries: list[Entry], *, layout: Layout, notes: Notes) -> list[Slip]:
    """Check every total of a table. What does not add up is a finding; a unit proved wrong is a slip to be refused."""
    slips: list[Slip] = []
    held = 0
    for position, entry in enumerate(entries):
        if entry.line.kind is Kind.PROJECT:
            continue
        _check_count(entries, position, layout, notes)
        if entry.line.kind is Kind.OF_WHICH:
            _check_of_which(entries, position, layout, notes)
            continue
        for name, total in entry.amounts.items():
            outcome = _outcome(entries, position, name, total)
            if outcome is None:
                continue
            parts, verdict = outcome
            held += verdict.holds
            if verdict.kind is Sum.UNIT_SLIP:
                slips += [_slip(parts[suspect], name, total, verdict) for suspect in verdict.suspects]
            elif verdict.kind is not Sum.EQUAL:
                _report(entry, name, total, parts, verdict, layout, notes)
    if held:
        notes.remark(f"工作表“{layout.table.grid.name}”:{held} 个合计、小计与各行之和相符")
    return slips


def _outcome(entries: list[Entry], position: int, name: str, total: Amount) -> tuple[list[Entry], Verdict] | None:
    """The best agreement among the sets of projects a total may cover; None where there is nothing to compare."""
    outcomes: list[tuple[list[Entry], Verdict]] = []
    for scope in _scopes(entries, position):
        parts = [entry for entry in scope if name in entry.amounts]
        if not parts or any(name in entry.missing for entry in scope):
            continue
        verdict = reconcile([entry.amounts[name] for entry in parts], total)
        if verdict.holds:
            return parts, verdict
        outcomes.append((parts, verdict))
    return next((outcome for outcome in outcomes if outcome[1].kind is not Sum.UNEQUAL), outcomes[0] if outcomes else None)


def _scopes(entries: list[Entry], position: int) -> Iterator[list[Entry]]:
    """The sets of projects that a total, a subtotal or a heading may sum up, likeliest first."""
    kind, level = entries[position].line.kind, entries[position].line.level
    if kind is Kind.PARENT:
        yield _following(entries, position, lambda line: line.kind is not Kind.PROJECT or line.level == 0)
        return
    if kind is Kind.SECTION:
        yield _projects(
            _following(entries, position, lambda line: line.kind is Kind.TOTAL or (line.kind is Kind.SECTION and line.level <= level))
        )
        return
    stops = (Kind.SUBTOTAL, Kind.TOTAL, Kind.SECTION) if kind is Kind.SUBTOTAL else (Kind.TOTAL,)
    above = _projects(_preceding(entries, position, stops))
    below = _projects(_following(entries, position, lambda line: line.kind in stops))
    if kind is Kind.SUBTOTAL:
        if above:
            yield above
            # 小计 of a heading that has sub-headings.
            yield _projects(_preceding(entries, position, (Kind.SUBTOTAL, Kind.TOTAL)))
        yield below
        return
    everything = _projects(entries)
    yield everything
    yield [entry for entry in everything if not entry.crossing]
    yield above
    yield [entry for entry in above if not entry.crossing]
    yield below
    # A total over headings that carry the sums, with few or no projects below them.
    headings = [entry for entry in entries if entry.line.kind is Kind.SECTION and entry.amounts]
    top = min((entry.line.level for entry in headings), default=0)
    yield [entry for entry in headings if entry.line.level == top and not entry.crossing]
    subtotals = [entry for entry in entries if entry.line.kind is Kind.SUBTOTAL and entry.amounts]
    yield [entry for entry in subtotals if not entry.crossing]


def _projects(entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.line.kind is Kind.PROJECT]


def _preceding(entries: list[Entry], position: int, stops: tuple[Kind, ...]) -> list[Entry]:
    start = next((index + 1 for index in range(position - 1, -1, -1) if entries[index].line.kind in stops), 0)
    return entries[start:position]


def _following(entries: list[Entry], position: int, stops) -> list[Entry]:  # noqa: ANN001 — a predicate on lines
    end = next((index for index in range(position + 1, len(entries)) if stops(entries[index].line)), len(entries))
    return entries[position + 1 : end]


def _slip(entry: Entry, name: str, total: Amount, verdict: Verdict) -> Slip:
    proposed = in_words(int(entry.amounts[name].yuan * verdict.factor))
    problem = f"单位疑误:按 {proposed} 相加恰与合计 {in_words(total.yuan)} 相符,按所写则差 {in_words(abs(verdict.difference))}"
    return Slip(entry, name, Doubt(problem, f"疑为 {proposed},请核对单位后重填"))


def _report(entry: Entry, name: str, total: Amount, parts: list[Entry], verdict: Verdict, layout: Layout, notes: Notes) -> None:
    column = layout.fields[name]
    summed = sum(part.amounts[name].yuan for part in parts)
    text = f"{column.header}:“{entry.line.label}”写 {in_words(total.yuan)},{len(parts)} 行相加为 {in_words(summed)}"
    text += f",差 {in_words(abs(verdict.difference))}"
    if verdict.equal_to is not None:
        other = parts[verdict.equal_to].line.number
        text += f",恰为第 {other} 行的数,疑{'漏加' if verdict.difference > 0 else '重复计入'}"
    if verdict.kind is Sum.TOTAL_SLIP:
        text += f",疑合计的单位有误,应为 {in_words(int(total.yuan * verdict.factor))}"
    kind = "四舍五入差" if verdict.kind is Sum.ROUNDING else "合计不符"
    sheet = layout.table.grid.name
    notes.find(kind, text, sheet=sheet, row=entry.line.number, column=column, was=in_words(summed), now=in_words(total.yuan))


def _check_of_which(entries: list[Entry], position: int, layout: Layout, notes: Notes) -> None:
    """其中 can be no more than the row it belongs to."""
    whole = next((entry for entry in reversed(entries[:position]) if entry.line.kind is not Kind.OF_WHICH), None)
    for name, amount in entries[position].amounts.items():
        if whole is not None and name in whole.amounts and amount.yuan > whole.amounts[name].yuan + amount.half_step:
            column = layout.fields[name]
            text = f"{column.header}:“其中” {in_words(amount.yuan)} 大于所属的 {in_words(whole.amounts[name].yuan)}"
            notes.find("合计不符", text, sheet=layout.table.grid.name, row=entries[position].line.number, column=column)


def _check_count(entries: list[Entry], position: int, layout: Layout, notes: Notes) -> None:
    """一、续建项目(15个) must head fifteen; a package may be the reason where it does not."""
    entry = entries[position]
    cells = (cell.text for _, cell in layout.table.grid.filled(entry.line.number) if isinstance(cell.value, str))
    stated = next((int(found[1]) for text in cells if (found := re.search(row_words("count"), squeeze(text)))), None)
    if stated is None or entry.line.kind is Kind.OF_WHICH:
        return
    counts = [len(_projects(scope)) for scope in _scopes(entries, position)]
    named = [sum(max(len(part.rows), 1) for part in _projects(scope)) for scope in _scopes(entries, position)]
    headings = [
        number for other in entries if other.line.kind is Kind.SECTION and (number := _count_in(other.line.label)) and not other.crossing
    ]
    if not any(counts) or stated in (*counts, *named) or (entry.line.kind is Kind.TOTAL and stated == sum(headings)):
        return
    text = f"“{entry.line.label}”写 {stated} 个,表中有 {counts[0]} 行;如有打包项目,请注明个数的口径"
    notes.find("项目数不符", text, sheet=layout.table.grid.name, row=entry.line.number, was=str(counts[0]), now=str(stated))


def _count_in(label: str) -> int | None:
    found = row_words("count").search(label)
    return int(found[1]) if found else None
