"""One project's lines in a table, and how its cells are looked at: continued lines joined, merged cells once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from data.model import ProjectClass
from etl.ledger.cells import Cell
from etl.ledger.grid import Span
from etl.ledger.layout import Layout
from etl.ledger.money import Doubt
from etl.ledger.notes import Notes
from etl.ledger.table import Column
from etl.ledger.text import means_nothing, tidy

SHARED = Doubt("一个合并单元格为几个项目共用,分不清各是多少", "请取消合并,分别填写")
_ONE_LINE = ("unit", "place", "sector", "class", "stage")


@dataclass(slots=True)
class Section:
    """The headings in force: a class (续建项目) and a sector (交通类), whether they cross the classes (竣工投产), and the money
    unit that they state for what stands below them ("" if none).
    """

    project_class: ProjectClass | None = None
    sector: str = ""
    crossing: bool = False
    unit: str = ""


@dataclass(slots=True)
class Project:
    """One project's lines in a sheet: its first row and those that carry it on.

    whole: the project that it is a part of, where its own name does not say so.
    """

    first: int
    lines: list[int] = field(default_factory=list)
    section: Section = field(default_factory=Section)
    whole: str = ""


@dataclass(slots=True)
class Context:
    """A table being read. ``owners``: row -> first row of the project it belongs to."""

    layout: Layout
    notes: Notes
    source: str
    as_of: date | None
    owners: dict[int, int]
    months: list[Column] = field(default_factory=list)
    _joint: dict[Span, bool] = field(default_factory=dict)

    @property
    def sheet(self) -> str:
        """The sheet's name."""
        return self.layout.table.grid.name

    def cells(self, project: Project, column: Column | None) -> list[tuple[int, Cell]]:
        """(row, cell) of a column over the project's lines, merged ones once, blank ones not at all."""
        if column is None:
            return []
        grid = self.layout.table.grid
        if not project.lines:
            cell = grid.cell(project.first, column.index)
            return [] if cell.blank else [(project.first, cell)]
        rows = [project.first, *(number for number in project.lines if (number, column.index) not in grid.covered)]
        return [(number, cell) for number in rows if not (cell := grid.cell(number, column.index)).blank]

    def text(self, project: Project, name: str) -> str:
        """A field's text, the lines of a project joined; empty where there is none."""
        return self.words(project, self.layout.fields.get(name), one_line=name in _ONE_LINE)

    def words(self, project: Project, column: Column | None, *, one_line: bool = False) -> str:
        """A column's text."""
        if column is None:
            return ""
        if not project.lines:
            cell = self.layout.table.grid.cell(project.first, column.index)
            said = "" if cell.fault or means_nothing(cell.text) else cell.text
            return tidy(said) if one_line else said
        texts = [cell.text for _, cell in self.cells(project, column) if not cell.fault and not means_nothing(cell.text)]
        texts = list(dict.fromkeys(texts))
        return "、".join(map(tidy, texts)) if one_line else "\n".join(texts)

    def shared(self, project: Project, column: Column) -> bool:
        """Whether a merged cell gives one figure to several projects."""
        grid, at = self.layout.table.grid, (project.first, column.index)
        span = grid.covered.get(at) or grid.spans.get(at)
        if span is None or span.top == span.bottom:
            return False
        if span not in self._joint:
            last = min(span.bottom, self.layout.table.body[-1])
            owners = {self.owners[number] for number in range(span.top, last + 1) if number in self.owners}
            self._joint[span] = len(owners) > 1
        return self._joint[span]

    def unit(self, project: Project, name: str) -> str:
        """The money unit of a project's figure: the column's own, else that of the headings above the row, else the table's."""
        return self.layout.unit_of(name, project.section.unit)

    def refuse(self, row: int, column: Column, cell: Cell | str, doubt: Doubt) -> None:
        """A cell that is not taken."""
        self.notes.refuse(self.sheet, row, column, value=cell.text if isinstance(cell, Cell) else cell, doubt=doubt)
