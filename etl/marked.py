"""A ledger handed back with what was refused marked in it: the clerk mends the cells and loads the file again."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Sequence

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook.child import INVALID_TITLE_REGEX
from openpyxl.worksheet.worksheet import Worksheet

from data.model import Rejection
from etl.errors import InputError
from etl.ledger.opening import open_sheets
from etl.ledger.text import squeeze

REFUSED = PatternFill("solid", fgColor="FFC7CE")
HEADINGS = ("工作表", "行", "列", "原值", "问题", "处理办法")
WIDTHS = (16, 8, 22, 26, 44, 44)
SUMMARY = "未收清单"
MOST_BYTES = 20 * 1024 * 1024
"""A larger workbook is redrawn: openpyxl needs some fifty times a file's size."""
MOST_CHARACTERS = 32_767
"""What a cell can hold."""
HEADING_ROWS = 15
"""How far down headings are looked for."""


def marked_copy(content: bytes, rejections: Sequence[Rejection], *, name: str = "") -> bytes:
    """The ledger as a workbook, every refused cell filled red with its problem and remedy as a comment, and a list of them all.

    An xlsx stays as it was, save for macros; xls, csv and web tables (told by content; name gives a csv its sheet's name) come
    back as plain sheets of the same rows and columns; what cannot be opened comes back as the list alone.
    """
    book = _as_it_was(content) or _redrawn(content, name)
    by_cell: dict[str, list[Rejection]] = defaultdict(list)
    for rejection in rejections:
        by_cell[rejection.sheet].append(rejection)
    for sheet, refused in by_cell.items():
        title = sheet if sheet in book.sheetnames else _title(sheet)
        if title in book.sheetnames and isinstance(book[title], Worksheet):
            _mark(book[title], refused)
    _list(book, rejections)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _as_it_was(content: bytes) -> Workbook | None:
    if not content.startswith(b"PK") or len(content) > MOST_BYTES:
        return None
    try:
        return load_workbook(io.BytesIO(content))
    except Exception:  # a workbook that the ledger's own reader took may still trip openpyxl in any way: then it is redrawn
        return None


def _redrawn(content: bytes, name: str) -> Workbook:
    """The values of a file's sheets in a new workbook, each where it stood."""
    book = Workbook()
    book.remove(book.active)
    try:
        grids, _ = open_sheets(content, name)
    except InputError:
        return book
    for grid in grids:
        page = book.create_sheet(_title(grid.name))
        for number in grid.rows:
            for column, cell in grid.filled(number):
                _put(page.cell(number, column), cell.value)
    return book


def _title(name: str) -> str:
    """A sheet's name as a workbook can hold it."""
    return INVALID_TITLE_REGEX.sub("_", name)[:31]


def _put(cell: Cell, value: object) -> None:
    """A value as a value: what looks like a formula is text, what a workbook cannot hold is a space."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", value)[:MOST_CHARACTERS] if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"


def _mark(sheet: Worksheet, rejections: Iterable[Rejection]) -> None:
    for rejection in rejections:
        if rejection.row is None or rejection.row > sheet.max_row:
            continue
        said = ILLEGAL_CHARACTERS_RE.sub(" ", f"{rejection.problem}。{rejection.remedy}")
        for cell in _cells(sheet, rejection):
            cell.fill = REFUSED
            if not cell.comment:
                cell.comment = Comment(said, "挂图作战", width=320, height=120)


def _cells(sheet: Worksheet, rejection: Rejection) -> list[Cell]:
    """The cell that held the refused value; of a wholly refused row, or a value not found in it, every filled cell.

    Where the row holds the value twice, the cell under a heading that the refusal names.
    """
    filled = [cell for cell in sheet[rejection.row] if isinstance(cell, Cell) and cell.value not in (None, "")]
    if rejection.whole_row:
        return filled
    held = [cell for cell in filled if rejection.value and str(cell.value).strip() == rejection.value.strip()]
    return [cell for cell in held if _is_under(sheet, cell, rejection.column)] or held or filled


def _is_under(sheet: Worksheet, cell: Cell, heading: str) -> bool:
    plain = squeeze(heading)
    above = (sheet.cell(number, cell.column).value for number in range(1, min(cell.row, HEADING_ROWS)))
    return any(isinstance(text, str) and squeeze(text) and squeeze(text) in plain for text in above)


def _list(book: Workbook, rejections: Sequence[Rejection]) -> None:
    """The refusals as a sheet of their own, texts as texts."""
    page = book.create_sheet(SUMMARY, 0)
    page.append(HEADINGS)
    for rejection in rejections:
        line = (rejection.sheet, rejection.row, rejection.column, rejection.value, rejection.problem, rejection.remedy)
        below = page.max_row + 1
        for number, value in enumerate(line, 1):
            _put(page.cell(below, number), value)
    for row in page.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for number, width in enumerate(WIDTHS):
        page.column_dimensions["ABCDEF"[number]].width = width
        page.cell(1, number + 1).font = Font(bold=True)
    page.freeze_panes = "A2"
    book.active = 0
