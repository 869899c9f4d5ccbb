"""A small table as a workbook to take away: notes above, typed cells, and no text that is ever a formula."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST = 32_767
"""Characters a cell can hold."""


def made(
    title: str, lines: Sequence[Mapping[str, Any]], *, notes: Sequence[str] = (), widths: Mapping[str, int] | None = None,
    sheet: str = "",
) -> bytes:
    """A workbook of one sheet (named sheet, else title): title, notes, headings (the keys of the first line), lines.

    Widths are in characters, by heading.
    """
    book = Workbook()
    page = book.active
    page.title = sheet or title
    headings = list(lines[0]) if lines else []
    for number, values in enumerate((*([note] for note in (title, *notes)), headings, *(line.values() for line in lines)), 1):
        for column, value in enumerate(values, 1):
            _put(page.cell(number, column), value)
    page["A1"].font = Font(bold=True, size=14)
    top = len(notes) + 2
    for cell in page[top]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F4E79")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for column, heading in enumerate(headings, 1):
        page.column_dimensions[get_column_letter(column)].width = (widths or {}).get(heading, 14)
    for row in page.iter_rows(min_row=top + 1):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = f"A{top + 1}"
    if headings:
        page.auto_filter.ref = f"A{top}:{get_column_letter(len(headings))}{top + len(lines)}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _put(cell: Any, value: Any) -> None:
    if isinstance(value, (int, float, date)) or value is None:
        cell.value = value
    else:
        cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", str(value))[:_MOST]
        cell.data_type = "s"
