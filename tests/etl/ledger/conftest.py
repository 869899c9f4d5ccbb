"""Ledgers built as real files, cell by cell."""

from collections.abc import Sequence
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter

from etl.ledger import read_ledger

HEADER = ("序号", "项目名称", "责任单位", "总投资(万元)", "年度计划投资(万元)", "本年累计完成投资(万元)", "开累完成投资(万元)", "形象进度")


def to_xlsx(sheets, *, merges=(), formats=None, hidden=None) -> bytes:
    """Rows (or {sheet: rows}) as xlsx; merges as A1:B2 in the first sheet; formats as {cell: number format}."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in (sheets if isinstance(sheets, dict) else {"台账": sheets}).items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    first = book.worksheets[0]
    for area in merges:
        first.merge_cells(area)
    for cell, code in (formats or {}).items():
        first[cell].number_format = code
    if hidden:
        hidden(book)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def to_shared_xlsx(rows) -> bytes:
    """The same with a table of shared strings, as spreadsheet programs write it."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("台账")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return buffer.getvalue()


@pytest.fixture
def shared_xlsx():
    return to_shared_xlsx


@pytest.fixture
def xlsx():
    return to_xlsx


@pytest.fixture
def read():
    """Read rows (a list, or {sheet: rows}) as an xlsx ledger of 2024年5月 unless told otherwise."""

    def reader(sheets: Sequence | dict, *, name="台账2024年5月.xlsx", merges=(), formats=None, hidden=None, **more):
        reading = read_ledger(to_xlsx(sheets, merges=merges, formats=formats, hidden=hidden), name, **more)
        receipt = reading.receipt
        assert receipt.seen == receipt.taken + receipt.set_aside + sum(refusal.count for refusal in receipt.refused)
        return reading

    return reader


@pytest.fixture
def header():
    return HEADER


@pytest.fixture
def one(read):
    """Read a table of one project given as {header: value}; returns the reading."""

    def reader(cells: dict, **more):
        return read([["序号", "项目名称", *cells], [1, "甲路工程", *cells.values()]], **more)

    return reader
