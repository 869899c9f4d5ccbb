"""The own reading of xlsx against openpyxl's, on random workbooks; and what openpyxl does not tell."""

from datetime import date, datetime
from io import BytesIO

import openpyxl
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.ledger.grid import Span
from etl.ledger.xlsx import read_xlsx

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), max_size=12)
VALUES = st.one_of(
    st.none(), TEXTS.filter(lambda text: text.strip() and not text.startswith("=") and "_x" not in text), st.booleans(),
    st.integers(-(10**12), 10**12), st.floats(-1e12, 1e12, allow_nan=False), st.dates(date(1901, 1, 1), date(2100, 1, 1)),
)  # fmt: skip
TABLES = st.lists(st.lists(VALUES, max_size=6), max_size=8)


def cells(grid):
    return {
        (row, column): cell.value
        for row, values in grid.rows.items()
        for column, cell in enumerate(values, start=1)
        if cell.value is not None
    }


def expected(data):
    sheet = openpyxl.load_workbook(BytesIO(data), data_only=True).worksheets[0]
    found = {}
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                found[cell.row, cell.column] = cell.value.date() if isinstance(cell.value, datetime) else cell.value
    return found


@settings(deadline=None, max_examples=120)
@given(TABLES)
def test_same_values_as_openpyxl_reads_and_writes(table):
    book = openpyxl.Workbook()
    for number, row in enumerate(table, start=1):
        for column, value in enumerate(row, start=1):
            book.active.cell(number, column, value)
    buffer = BytesIO()
    book.save(buffer)
    (grid,), _ = read_xlsx(buffer.getvalue())
    wanted = {at: value for at, value in expected(buffer.getvalue()).items() if not isinstance(value, str) or value.strip()}
    found = {at: value for at, value in cells(grid).items() if not isinstance(value, str) or value.strip()}
    assert found == wanted


@settings(deadline=None, max_examples=80)
@given(TABLES)
def test_same_values_with_shared_strings(table):
    buffer = BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "yyyy-mm-dd"}
    )
    sheet = book.add_worksheet()
    for number, row in enumerate(table):
        sheet.write_row(number, 0, row)
    book.close()
    (grid,), _ = read_xlsx(buffer.getvalue())
    wanted = {at: value for at, value in expected(buffer.getvalue()).items() if not isinstance(value, str) or value.strip()}
    assert {at: value for at, value in cells(grid).items() if not isinstance(value, str) or value.strip()} == wanted


def test_merges_hidden_parts_and_formula_without_result():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["甲", None, 1], ["乙", "=A1", 2], ["丙", None, 3]):
        sheet.append(row)
    sheet.merge_cells("A1:B1")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    buffer = BytesIO()
    book.save(buffer)
    (grid,), _ = read_xlsx(buffer.getvalue())
    assert grid.cell(1, 2).value == "甲"
    assert grid.covered == {(1, 2): Span(1, 1, 1, 2)}
    assert (grid.hidden_rows, grid.hidden_columns) == ({3}, {3})
    assert "公式" in grid.cell(2, 2).fault
    assert not grid.cell(2, 2).blank


def test_dates_of_the_1904_calendar():
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "date_1904": True, "default_date_format": "yyyy-mm-dd"})
    book.add_worksheet().write_datetime(0, 0, datetime(2024, 5, 31))
    book.close()
    (grid,), _ = read_xlsx(buffer.getvalue())
    assert grid.cell(1, 1).value == date(2024, 5, 31)
