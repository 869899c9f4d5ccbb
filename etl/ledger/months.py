"""Columns by month (1月 … 12月): their sum is this year's done, where no column says it; a check where one does."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from etl.ledger.doubts import Figure
from etl.ledger.layout import Layout
from etl.ledger.money import Amount, in_words, read_amount
from etl.ledger.notes import Notes
from etl.ledger.table import Column


def month_columns(layout: Layout, as_of: date | None) -> list[Column]:
    """The columns from January to the data date's month, if all of them are there; else none."""
    if as_of is None:
        return []
    by_month = {int(found[1]): column for column in layout.months if (found := re.search(r"(?<!\d)(\d{1,2})月", column.leaf))}
    wanted = range(1, as_of.month + 1)
    return [by_month[month] for month in wanted] if len(by_month) > 1 and all(month in by_month for month in wanted) else []


def sum_of_months(layout: Layout, columns: list[Column], row: int, *, heading: str = "") -> Figure | None:
    """Done this year as the sum of the months; blank months count nothing, an unreadable one leaves the sum unknown.

    heading: the unit that a heading above the row states.
    """
    found: list[Amount] = []
    for column in columns:
        amount = read_amount(layout.table.grid.cell(row, column.index), column.unit or heading or layout.table.unit)
        if isinstance(amount, Amount):
            found.append(amount)
        elif amount is not None:
            return None
    if not found:
        return None
    total = Amount(sum(amount.yuan for amount in found), found[0].unit, sum((amount.half_step for amount in found), Decimal(0)))
    return Figure(columns[-1], total, in_words(total.yuan))


def check_months(stated: Figure, summed: Figure, *, sheet: str, row: int, notes: Notes) -> None:
    """The stated 本年累计 against the sum of the months."""
    gap = abs(stated.amount.yuan - summed.amount.yuan)
    if gap > stated.amount.half_step + summed.amount.half_step:
        text = f"{stated.column.header}写 {in_words(stated.amount.yuan)},各月相加为 {in_words(summed.amount.yuan)}"
        notes.find("合计不符", text, sheet=sheet, row=row, column=stated.column, was=in_words(summed.amount.yuan), now=stated.text)
