"""What an ambiguous header (累计完成投资, 计划投资) means, proved from the sheet's own figures, or left open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from etl.ledger.percent import read_percent, scale_of
from etl.ledger.table import Column, Table

RATE_TOLERANCE = Decimal("0.6")
_ENOUGH_ROWS = 2


@dataclass(frozen=True, slots=True)
class Proof:
    """The field a column holds, and why."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Figures:
    """A column in question and the table's known ones; ``amounts`` gives a column's figures in 元, None where there is none."""

    table: Table
    fields: dict[str, Column]
    rates: dict[str, Column]
    column: Column
    amounts: Callable[[Column], list[int | None]]

    def of(self, field: str) -> list[int | None] | None:
        """The figures of a known field."""
        column = self.fields.get(field)
        return self.amounts(column) if column else None


def scope_of_done(figures: Figures) -> Proof | None:
    """Whether a 累计完成投资 is this year's or that since the start.

    Proofs, in order: the sheet's own 完成率; the other of the two standing beside it; sizes no single year can have.
    """
    done = figures.amounts(figures.column)
    return _by_rate(figures, done) or _by_elimination(figures, done) or _by_size(figures, done)


def _by_rate(figures: Figures, done: list[int | None]) -> Proof | None:
    plan, total = figures.of("year_plan"), figures.of("total_investment")
    for name, column in figures.rates.items():
        cells = [figures.table.grid.cell(number, column.index) for number in figures.table.body[: len(done)]]
        scale = scale_of(cells)
        rates = [read_percent(cell, scale) for cell in cells]
        agrees = {
            field: _agreement(done, base, rates)
            for field, base in (("year_done", plan), ("total_done", total))
            if base and not (name == "total_rate" and field == "year_done") and not (name == "year_rate" and field == "total_done")
        }
        proved = [field for field, share in agrees.items() if share >= 0.8]
        if len(proved) == 1:
            base = "年度计划" if proved[0] == "year_done" else "总投资"
            return Proof(proved[0], f"除以{base}即得“{column.header}”")
    return None


def _agreement(done: list[int | None], base: list[int | None], rates: list[object]) -> float:
    """Share of rows whose stated rate is done ÷ base; 0 where too few rows can tell."""
    rows = [(d, b, r) for d, b, r in zip(done, base, rates, strict=False) if d and b and isinstance(r, Decimal) and r]
    if len(rows) < _ENOUGH_ROWS:
        return 0.0
    return sum(abs(Decimal(d) / b * 100 - r) <= RATE_TOLERANCE for d, b, r in rows) / len(rows)


def _by_elimination(figures: Figures, done: list[int | None]) -> Proof | None:
    year, total = figures.of("year_done"), figures.of("total_done")
    if year and not total and _at_least(done, year):
        return Proof("total_done", "表中另有本年累计,且各行不小于它")
    if total and not year and _at_least(total, done):
        return Proof("year_done", "表中另有开累,且各行不大于它")
    return None


def _at_least(larger: list[int | None], smaller: list[int | None]) -> bool:
    pairs = [(a, b) for a, b in zip(larger, smaller, strict=False) if a is not None and b is not None]
    return bool(pairs) and sum(a >= b for a, b in pairs) / len(pairs) >= 0.9


def _by_size(figures: Figures, done: list[int | None]) -> Proof | None:
    plan, total = figures.of("year_plan"), figures.of("total_investment")
    if not plan:
        return None
    pairs = [(d, p) for d, p in zip(done, plan, strict=False) if d and p]
    large = sum(d > 2 * p for d, p in pairs)
    within = total is None or _at_least([t and t * 11 // 10 for t in total], done)
    if large >= _ENOUGH_ROWS and large * 5 >= len(pairs) and within:
        return Proof("total_done", f"{len(pairs)} 行里有 {large} 行超过年度计划的两倍")
    return None


def scope_of_plan(figures: Figures) -> Proof | None:
    """A bare 计划投资 beside 总投资 is the year's, if it is smaller."""
    total = figures.of("total_investment")
    plan = figures.amounts(figures.column)
    if total and _at_least(total, plan) and total != plan:
        return Proof("year_plan", "表中另有总投资,且各行不大于它")
    return None
