"""One table read from top to bottom: lines grouped into projects, headings carried, totals kept as checks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from data.model import LedgerRow
from etl.ledger.grid import column_letters
from etl.ledger.layout import MONEY, Layout, Question
from etl.ledger.line import Kind, Line
from etl.ledger.money import Amount, Doubt, read_amount
from etl.ledger.months import month_columns
from etl.ledger.notes import Notes
from etl.ledger.progress import doubt_progress
from etl.ledger.project import Context, Project, Section
from etl.ledger.record import read_project
from etl.ledger.rows import read_lines
from etl.ledger.stages import class_of, is_crossing
from etl.ledger.table import stated_unit
from etl.ledger.text import means_nothing, squeeze
from etl.ledger.totals import Entry, check_totals
from etl.ledger.vocabulary import row_words


@dataclass(slots=True)
class SheetReading:
    """What one table gave."""

    rows: list[LedgerRow] = field(default_factory=list)
    taken: int = 0
    refused: int = 0
    questions: tuple[Question, ...] = ()
    shape: str = ""


def read_table(layout: Layout, *, notes: Notes, source: str, as_of: date | None) -> SheetReading:
    """Rows of a table. Columns that stay open are refused once, with the question."""
    reading = SheetReading(questions=tuple(layout.questions), shape=layout.shape)
    sheet = layout.table.grid.name
    for question in layout.questions:
        notes.refuse(
            sheet,
            question.row,
            question.column,
            value="、".join(question.samples),
            doubt=Doubt(question.problem, question.remedy),
        )
    if layout.table.beside:
        first = layout.table.beside[0]
        doubt = Doubt("两张表左右并列,右边一张未读", "请把右边一张移到左边一张的下方")
        notes.refuse(sheet, layout.table.top, f"{column_letters(first.index)}列起", value=first.header, doubt=doubt)
    for text in layout.inferred:
        notes.remark(text)
    lines = read_lines(layout)
    projects, owners, units = _projects(lines, layout.table.above)
    context = Context(layout, notes, source, as_of, owners, month_columns(layout, as_of))
    entries: list[Entry] = []
    for line in lines:
        if line.kind is Kind.PROJECT:
            project = projects[line.number]
            rows, amounts = read_project(context, project)
            places = tuple(range(len(reading.rows), len(reading.rows) + len(rows)))
            reading.rows += rows
            reading.taken += 1
            missing = _missing(layout, project, amounts)
            entries.append(Entry(line, amounts, missing=missing, crossing=project.section.crossing, rows=places))
        elif line.kind in _REFUSED:
            reading.refused += 1
            _refuse_row(layout, line, notes)
        elif line.kind in (Kind.TOTAL, Kind.SUBTOTAL, Kind.OF_WHICH, Kind.SECTION, Kind.PARENT):
            if line.kind is Kind.PARENT:
                text = f"“{line.label}”下有分项,按分项收入,这一行作为小计核对"
                notes.find("上级项目", text, sheet=sheet, row=line.number, now=line.label)
            entries.append(Entry(line, _amounts(layout, line.number, units.get(line.number, "")), crossing=is_crossing(line.label)))
    for slip in check_totals(entries, layout=layout, notes=notes):
        column = layout.fields[slip.field]
        value = layout.table.grid.cell(slip.entry.line.number, column.index).text
        notes.refuse(sheet, slip.entry.line.number, column, value=value, doubt=slip.doubt)
        for place in slip.entry.rows:
            reading.rows[place] = replace(reading.rows[place], **{slip.field: None})
    doubt_progress(reading.rows, layout=layout, notes=notes)
    hidden = sorted(layout.table.grid.hidden_rows & projects.keys())
    if hidden:
        notes.find("隐藏行", f"有 {len(hidden)} 个项目在隐藏的行里,已照常收入", sheet=sheet, row=hidden[0])
    return reading


def _projects(lines: list[Line], above: Sequence[str]) -> tuple[dict[int, Project], dict[int, int], dict[int, str]]:
    """Projects by their first row, with continuing rows and the headings in force; row -> first row of its project; and the
    unit in force at rows that sum up.

    above: the texts over the table, of which the last heading (一、续建项目) holds for its first rows.
    """
    projects: dict[int, Project] = {}
    owners: dict[int, int] = {}
    units: dict[int, str] = {}
    over = [text for text in map(squeeze, above[-3:]) if row_words("section_number").match(text)]
    headings = {0: Line(0, Kind.SECTION, over[-1], unit=stated_unit(over[-1]))} if over else {}
    section = _section(headings)
    current: Project | None = None
    for line in lines:
        if line.kind is Kind.SECTION:
            headings = {level: heading for level, heading in headings.items() if 0 < level < line.level}
            headings[line.level] = line
            section = _section(headings)
        elif line.kind is Kind.NOTE and line.unit:
            section = replace(section, unit=line.unit)
        if line.kind is not Kind.TOTAL:
            units[line.number] = section.unit
        if line.kind is Kind.PROJECT:
            current = projects[line.number] = Project(line.number, section=section, whole=line.label if line.level else "")
            owners[line.number] = line.number
        elif line.kind is Kind.CONTINUATION and current is not None:
            current.lines.append(line.number)
            owners[line.number] = current.first
        elif line.kind is not Kind.HEADER:
            current = None
    return projects, owners, units


def _section(headings: dict[int, Line]) -> Section:
    """What the headings above a project say of it."""
    found = Section()
    for _, heading in sorted(headings.items()):
        name = re.sub(r"\(?共?\d+[个项条座].*$|\(\d+\)$", "", row_words("section_number").sub("", heading.label))
        name = re.sub(r"\([^()]*(?:单位|元)[^()]*\)|[::(]+$", "", name)
        found.unit = heading.unit or found.unit
        found.crossing |= is_crossing(name)
        project_class = class_of(name)
        if project_class and len(name) <= 12:
            found.project_class = project_class
        elif not is_crossing(name):
            found.sector = re.sub(r"(建设|重点)?(项目|工程|类)+$", "", name) or found.sector
    return found


def _missing(layout: Layout, project: Project, amounts: dict[str, Amount]) -> frozenset[str]:
    """Fields whose cell holds something that could not be read as an amount: a sum over it proves nothing."""
    grid = layout.table.grid
    return frozenset(
        name
        for name in MONEY
        if name not in amounts
        and (column := layout.fields.get(name))
        and not (cell := grid.cell(project.first, column.index)).blank
        and not (isinstance(cell.value, str) and means_nothing(cell.value))
    )


def _amounts(layout: Layout, number: int, unit: str) -> dict[str, Amount]:
    """The amounts of a total's row, ``unit`` being that of the headings in force; what cannot be read there checks nothing."""
    found: dict[str, Amount] = {}
    for name in MONEY:
        column = layout.fields.get(name)
        if column is not None:
            amount = read_amount(layout.table.grid.cell(number, column.index), layout.unit_of(name, unit))
            if isinstance(amount, Amount):
                found[name] = amount
    return found


_REFUSED = {
    Kind.NAMELESS: Doubt("这一行有内容,没有项目名称", "请补上名称;如与上一行是同一项目,请合并名称单元格"),
    Kind.UNCLEAR: Doubt(
        "序号像分类标题,下面却没有项目,分不清是一个项目还是一类的合计", "是项目,序号请写 1、2、3;是分类,请在名称后注明“(N个)”"
    ),
    Kind.STRUCK: Doubt("项目名称画有删除线", "已取消的项目请删去这一行;仍有效的请去掉删除线"),
}


def _refuse_row(layout: Layout, line: Line, notes: Notes) -> None:
    values = "、".join(squeeze(cell.text) for _, cell in layout.table.grid.filled(line.number))
    notes.refuse(
        layout.table.grid.name, line.number, layout.fields["name"], value=values, whole_row=True, doubt=_REFUSED[line.kind]
    )  # fmt: skip
