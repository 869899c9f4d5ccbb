"""The columns of money: which holds which figure, in which unit; proved from the sheet's own figures, or asked."""

from __future__ import annotations

import re

from etl.ledger.evidence import Figures, scope_of_done, scope_of_plan
from etl.ledger.grid import column_letters
from etl.ledger.layout import IGNORE, MONEY, SAMPLE, Layout, Question, samples
from etl.ledger.money import UNITS, Amount, read_amount
from etl.ledger.table import Column, Table, stated_unit
from etl.ledger.text import squeeze
from etl.ledger.vocabulary import labels

_AMBIGUOUS = {
    "done": ("year_done", "total_done"),
    "plan": ("year_plan", "total_investment"),
    "money": ("total_investment", "year_plan"),
}


def take_money(layout: Layout, found: dict[str, list[tuple[int, Column]]], answered: set[str]) -> None:
    """Enter the money columns into the layout. found: by field, (rank, column); answered: the fields that a person has said."""
    table = layout.table
    for name in MONEY:
        if name in found:
            # What the clerk confirmed (rank 0) stands before what the header says.
            confirmed = [column for rank, column in found[name] if rank == 0]
            column = confirmed[0] if len(confirmed) == 1 else _one_of(layout, name, [column for _, column in found[name]])
            if column:
                layout.fields[name] = column
    layout.months = [column for _, column in found.get("month_done", ()) if re.search(r"\d{1,2}月", column.leaf)]
    for name in [name for name in ("plan", "done", "money") if name in found]:
        for _, column in found[name]:
            _settle(layout, name, column, answered)
    for name in [name for name in MONEY if name in layout.fields]:
        layout.units[name] = layout.units.get(name) or layout.fields[name].unit or table.unit
        if not layout.units[name] and _needs_unit(table, layout.fields[name]):
            _ask(
                layout,
                layout.fields[name],
                [f"{name}:{unit}" for unit in ("万元", "亿元", "元")],
                f"表上写有{'、'.join(table.units)}几种单位,分不清这一列用哪一种" if table.units else "没有写明金额单位",
                "请确认这一列的单位,或在表头写明,如“(万元)”",
            )
            del layout.fields[name]


def _one_of(layout: Layout, name: str, columns: list[Column]) -> Column | None:
    """Of several columns with the same meaning: the visible, the adjusted plan, or either where they agree; else ask."""
    visible = [column for column in columns if not column.hidden] or columns
    adjusted = [column for column in visible if re.search(r"调整(?!前)|调后|修订|最新", column.joined)]
    if len(adjusted) == 1:
        layout.inferred.append(f"{labels()[name]}取“{adjusted[0].header}”")
        return adjusted[0]
    visible = [column for column in visible if not re.search(r"调整前|调前|原", column.joined)] or visible
    whole = [column for column in visible if column.sums_up(visible)]
    if len(whole) == 1:
        return whole[0]
    texts = {tuple(layout.table.grid.cell(n, column.index).text for n in layout.table.body[:SAMPLE]) for column in visible}
    if len(visible) == 1 or len(texts) == 1:
        return visible[0]
    for column in visible:
        _ask(layout, column, [name, IGNORE], f"有 {len(visible)} 列都像“{labels()[name]}”", "请确认以哪一列为准")
    return None


def _settle(layout: Layout, name: str, column: Column, answered: set[str]) -> None:
    figures = Figures(layout.table, layout.fields, layout.rates, column, _sample_amounts(layout))
    proof = scope_of_done(figures) if name == "done" else scope_of_plan(figures) if name == "plan" else None
    if proof and proof.field not in layout.fields:
        layout.fields[proof.field] = column
        layout.inferred.append(f"“{column.header}”按{labels()[proof.field]}读取:{proof.reason}")
        return
    open_fields = [candidate for candidate in _AMBIGUOUS[name] if candidate not in layout.fields and candidate not in answered]
    if open_fields and not (name == "money" and "total_investment" not in open_fields):
        wanted = (
            "还是".join(labels()[candidate] for candidate in open_fields) if len(open_fields) > 1 else f"是否{labels()[open_fields[0]]}"
        )
        _ask(
            layout,
            column,
            [*open_fields, IGNORE],
            f"表头分不清是{wanted}" if len(open_fields) > 1 else f"表头分不清{wanted}",
            f"请确认这一列的含义,或在表头写明“{'”或“'.join(labels()[candidate] for candidate in _AMBIGUOUS[name])}”",
        )


def _sample_amounts(layout: Layout):  # noqa: ANN202 — a closure for Figures
    table = layout.table

    def amounts(column: Column) -> list[int | None]:
        unit = column.unit or table.unit or "万元"
        found = (read_amount(table.grid.cell(number, column.index), unit) for number in table.body[:SAMPLE])
        return [amount.yuan if isinstance(amount, Amount) else None for amount in found]

    return amounts


def _needs_unit(table: Table, column: Column) -> bool:
    """Whether any of the column's figures names no unit itself, and no heading over the first of them does."""
    if not table.units and any(stated_unit(cell.text) for number in table.body[:1] for _, cell in table.grid.filled(number)):
        return False
    for cell in samples(table, column):
        if cell.is_number and cell.form.unit not in UNITS and cell.number != 0:
            return True
        if isinstance(cell.value, str) and re.fullmatch(r"[约近]?[\d,.]+", squeeze(cell.value)):
            return True
    return False


def _ask(layout: Layout, column: Column, candidates: list[str], problem: str, remedy: str) -> None:
    names = {**labels(), IGNORE: "不读"}

    def label(candidate: str) -> str:
        name, _, unit = candidate.partition(":")
        return f"{names.get(name, name)}({unit})" if unit else names.get(name, name)

    shown = tuple(cell.text for cell in samples(layout.table, column)[:3])
    layout.questions.append(
        Question(
            sheet=layout.table.grid.name,
            row=layout.table.bottom,
            column=column.header,
            letter=column_letters(column.index),
            shape=layout.shape,
            candidates=tuple((candidate, label(candidate)) for candidate in candidates),
            samples=shown, problem=problem, remedy=remedy,
        )
    )  # fmt: skip
