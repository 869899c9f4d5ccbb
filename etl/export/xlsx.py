"""A workbook that opens clean: typed cells, widths, a frozen heading, a filter; text from files never becomes a formula."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from data.views import Light
from etl.export.subject import DEMO, Subject
from etl.export.table import COLUMNS, Column, Kind

LONGEST = 32_767
"""Characters a cell holds."""

_FORMATS = {
    Kind.YUAN: "#,##0.00", Kind.RATIO: "0.00%", Kind.PERCENT: "0.0", Kind.POINTS: "+0.00;-0.00;0.00", Kind.METRES: "#,##0",
    Kind.DATE: "yyyy-mm-dd",
}  # fmt: skip
_UNITS = {Kind.YUAN: "万元", Kind.PERCENT: "%", Kind.POINTS: "百分点", Kind.METRES: "米"}
_FILLS = {
    Light.RED: "F8D3D0", Light.YELLOW: "FBEBC0", Light.GREEN: "D3EBD8", Light.BLUE: "D2E3F3", Light.GREY: "E6E6E6",
}  # fmt: skip
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_HEADING_ROW = 3


def to_xlsx(subject: Subject) -> bytes:
    """The board's list on one sheet, where it comes from on another. Amounts in 万元: shown with two decimals, kept to the 元."""
    book = Workbook()
    book.properties.title = subject.title
    _projects(book.active, subject)
    _sources(book.create_sheet("说明"), subject)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_text(cell: Cell, text: str) -> None:
    """Put text into a cell as text: what looks like a formula is marked as text and stays inert, also when edited."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST]
    cell.data_type = "s"
    if text.startswith(_FORMULA_SIGNS):
        cell.quotePrefix = True


def _projects(sheet: Worksheet, subject: Subject) -> None:
    sheet.title = "项目"
    write_text(sheet.cell(1, 1), subject.title)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    totals = subject.board.totals
    mark = f"【{DEMO}】" if subject.board.demo else ""
    write_text(sheet.cell(2, 1), f"{mark}共 {totals.projects} 项,上图 {totals.mapped} 项;亮灯规则:{subject.board.rule}")
    for number, column in enumerate(COLUMNS, 1):
        heading = sheet.cell(_HEADING_ROW, number)
        unit = _UNITS.get(column.kind)
        write_text(heading, f"{column.heading}({unit})" if unit else column.heading)
        heading.font, heading.fill = Font(bold=True), PatternFill("solid", fgColor="E8EEF4")
        heading.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for number, row in enumerate(subject.board.rows, _HEADING_ROW + 1):
        for place, column in enumerate(COLUMNS, 1):
            _fill(sheet.cell(number, place), column, column.value(row))
        colour = _FILLS.get(row.lit.light)
        if colour:
            sheet.cell(number, _place("light")).fill = PatternFill("solid", fgColor=colour)
    last = _HEADING_ROW + len(subject.board.rows)
    sheet.freeze_panes = sheet.cell(_HEADING_ROW + 1, _place("name") + 1)
    sheet.auto_filter.ref = f"A{_HEADING_ROW}:{get_column_letter(len(COLUMNS))}{last}"
    sheet.print_title_rows = f"{_HEADING_ROW}:{_HEADING_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _fill(cell: Cell, column: Column, value: Any) -> None:
    if value is None or value == "":
        return
    if column.kind is Kind.TEXT:
        write_text(cell, str(value))
        return
    cell.value = value / 10_000 if column.kind is Kind.YUAN else value
    cell.number_format = _FORMATS[column.kind]


def _sources(sheet: Worksheet, subject: Subject) -> None:
    lines = [
        subject.title,
        "金额单位为万元;空格为未知,不是零;超过 100% 的完成率如实列出。",
        *subject.board.rule_words,
        "数据来源:",
        *(f"{source.name}(数据截至 {source.as_of or '未注明'}){DEMO if source.demo else ''}" for source in subject.board.sources),
    ]
    if subject.board.approximate_towns:
        lines.append("镇(街道)范围由驻地推算,不是法定界线。")
    for number, line in enumerate(lines, 1):
        write_text(sheet.cell(number, 1), line)
    sheet.column_dimensions["A"].width = 100


def _place(name: str) -> int:
    return [column.name for column in COLUMNS].index(name) + 1
