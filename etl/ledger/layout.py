"""What a table's columns hold: the layout that reading its rows goes by, and what must be asked of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from etl.ledger.cells import Cell
from etl.ledger.percent import Scale
from etl.ledger.table import Column, Table
from etl.ledger.text import means_nothing, squeeze

SAMPLE = 600
MONEY = ("total_investment", "year_plan", "year_done", "total_done")
RATES = ("year_rate", "total_rate", "rate")
IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Question:
    """A column whose meaning or unit the clerk must confirm once; kept for every ledger of the same shape.

    Answer with a mapping {shape: {column: field}}, the field followed by a unit where that was asked: ``year_done:万元``;
    ``ignore`` leaves a column out.
    """

    sheet: str
    row: int
    column: str
    letter: str
    shape: str
    candidates: tuple[tuple[str, str], ...]
    samples: tuple[str, ...]
    problem: str
    remedy: str


@dataclass(slots=True)
class Layout:
    """The meaning of a table's columns. ``units`` by field ("" unknown), ``inferred`` what was concluded and from what."""

    table: Table
    shape: str
    fields: dict[str, Column] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    months: list[Column] = field(default_factory=list)
    rates: dict[str, Column] = field(default_factory=dict)
    scales: dict[str, Scale] = field(default_factory=dict)
    remarks: Column | None = None
    questions: list[Question] = field(default_factory=list)
    inferred: list[str] = field(default_factory=list)

    def unit_of(self, name: str, heading: str) -> str:
        """The unit of a field below a heading that states the unit ``heading`` ("" if it states none)."""
        column = self.fields.get(name)
        return heading if heading and column and not column.unit else self.units.get(name, "")

    def column(self, name: str) -> Column | None:
        """The column of a field, if the table has one."""
        return self.fields.get(name)


def shape_of(headers: Iterable[str]) -> str:
    """Fingerprint of a table's shape: its headers in order, whatever months and years they name."""
    return hashlib.sha256("|".join(shape_key(header) for header in headers).encode()).hexdigest()[:12]


def shape_key(header: str) -> str:
    """A header as it counts for a shape: whatever months and years it names."""
    return re.sub(r"\d+", "#", squeeze(header))


def samples(table: Table, column: Column) -> list[Cell]:
    """The cells of a column's first rows that say something."""
    cells = (table.grid.cell(number, column.index) for number in table.body[:SAMPLE])
    return [cell for cell in cells if not cell.blank and not (isinstance(cell.value, str) and means_nothing(cell.value))]
