"""Read the old binary xls through xlrd, with merged ranges and number formats."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import xlrd
from xlrd.xldate import XLDateError, xldate_as_datetime

from etl.errors import InputError, ReplaceFile, UnlockFirst
from etl.ledger.cells import GENERAL, Cell, NumberForm, number_form, unstruck
from etl.ledger.grid import Grid, Span, make_grid


def read_xls(data: bytes) -> tuple[list[Grid], tuple[str, ...]]:
    """Grids of the visible sheets, and notes on hidden ones. Raises InputError."""
    try:
        with xlrd.open_workbook(file_contents=data, formatting_info=True, on_demand=True, logfile=_Silence()) as book:
            sheets = [book.sheet_by_index(index) for index in range(book.nsheets)]
            shown = [sheet for sheet in sheets if not sheet.visibility]
            notes = tuple(f"隐藏的工作表“{sheet.name}”未读" for sheet in sheets if sheet.visibility)
            return [_grid(book, sheet) for sheet in shown], notes
    except InputError:
        raise
    except Exception as error:
        # xlrd meets damage with whatever it trips over (struct.error, AssertionError, IndexError …): all mean the same here.
        if "encrypted" in str(error).lower():
            raise UnlockFirst("文件有密码保护", "请取消密码后另存,再载入") from error
        raise ReplaceFile("xls 文件不完整或已损坏", "请用表格软件打开并另存为 .xlsx 后再载入") from error


class _Silence:
    """xlrd prints warnings; a reader of files does not."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None: ...


def _grid(book: Any, sheet: Any) -> Grid:
    merges = [Span(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
    return make_grid(
        sheet.name,
        _rows(book, sheet),
        merges=merges,
        hidden_rows=[number + 1 for number, about in sheet.rowinfo_map.items() if about.hidden],
        hidden_columns=[number + 1 for number, about in sheet.colinfo_map.items() if about.hidden],
    )


def _rows(book: Any, sheet: Any) -> Iterator[tuple[int, list[Cell]]]:
    for number in range(sheet.nrows):
        cells = [_cell(book, cell) for cell in sheet.row(number)]
        for column, cell in enumerate(sheet.row(number)):
            if (runs := sheet.rich_text_runlist_map.get((number, column))) and isinstance(cell.value, str):
                cells[column] = unstruck(_runs(book, cell, runs))
            elif _strikes(book, cell.xf_index):
                cells[column] = cells[column]._replace(struck=True)
        yield number + 1, cells


def _runs(book: Any, cell: Any, runs: list[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """A text's runs, each with whether it is crossed out; up to the first run the cell's own font holds."""
    starts = [(0, _strikes(book, cell.xf_index)), *((offset, bool(book.font_list[font].struck_out)) for offset, font in runs)]
    for (start, struck), (end, _) in zip(starts, [*starts[1:], (len(cell.value), False)], strict=True):
        yield cell.value[start:end], struck


def _strikes(book: Any, style: int | None) -> bool:
    """Whether a cell's font crosses it out."""
    if style is None or style >= len(book.xf_list):
        return False
    font = book.xf_list[style].font_index
    return font < len(book.font_list) and bool(book.font_list[font].struck_out)


def _form(book: Any, cell: Any) -> NumberForm:
    if cell.xf_index is None or cell.xf_index >= len(book.xf_list):
        return GENERAL
    named = book.format_map.get(book.xf_list[cell.xf_index].format_key)
    return number_form(named.format_str or "") if named else GENERAL


def _cell(book: Any, cell: Any) -> Cell:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return Cell(cell.value)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return Cell(cell.value, _form(book, cell))
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return Cell(xldate_as_datetime(cell.value, book.datemode).date(), _form(book, cell))
        except (XLDateError, OverflowError, ValueError):
            return Cell(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return Cell(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Cell(fault=xlrd.error_text_from_code.get(cell.value, "#ERR"))
    return Cell()
