"""The place in a file where a figure stands, opened as it was read."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from etl.errors import InputError
from etl.excerpt import MOST_CHARACTERS, MOST_COLUMNS, sheet_excerpt, text_excerpt

HEADER = [
    ["某市重点工程进度表"],
    ["序号", "项目名称", "总投资(亿元)", "2024年投资(万元)", None],
    [None, None, None, "年度计划", "本年累计"],
]


def ledger(*lines, sheet="进度", merged=("A1:E1", "A2:A3", "B2:B3", "C2:C3", "D2:E2")):
    book = Workbook()
    page = book.active
    page.title = sheet
    for line in (*HEADER, *lines):
        page.append(line)
    for area in merged:
        page.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


LINES = [[n, f"{n}号河道整治", 1.5 * n, 1000 * n, 400 * n] for n in range(1, 9)]


def test_a_row_is_shown_with_its_neighbours_under_the_tables_header():
    seen = sheet_excerpt(ledger(*LINES), name="台账.xlsx", sheet="进度", row=7)
    assert seen.row == 7
    assert seen.columns == ("A", "B", "C", "D", "E")
    assert [line.number for line in seen.lines if line.heading] == [2, 3]
    assert [line.number for line in seen.lines if not line.heading] == [5, 6, 7, 8, 9]
    assert next(line.cells for line in seen.lines if line.number == 7) == ("4", "4号河道整治", "6", "4000", "1600")


def test_a_merged_cell_is_shown_once():
    seen = sheet_excerpt(ledger(*LINES), name="台账.xlsx", sheet="进度", row=4)
    upper, lower = seen.lines[0].cells, seen.lines[1].cells
    assert upper == ("序号", "项目名称", "总投资(亿元)", "2024年投资(万元)", "")
    assert lower == ("", "", "", "年度计划", "本年累计")


def test_a_merged_cell_that_begins_out_of_sight_is_shown_where_it_is_in_force():
    content = ledger(*LINES, merged=("B4:B11",))
    seen = sheet_excerpt(content, name="台账.xlsx", sheet="进度", row=10, around=1)
    assert [line.cells[1] for line in seen.lines if not line.heading] == ["1号河道整治"] * 3


def test_a_csv_opens_as_well():
    content = "项目名称,年度计划(万元)\n甲路,100\n乙路,200\n".encode("gb18030")
    seen = sheet_excerpt(content, name="某台账.csv", sheet="某台账", row=3)
    assert seen.lines[-1].cells == ("乙路", "200")


@pytest.mark.parametrize(("sheet", "row"), [("没有这张表", 4), ("进度", 4000), ("进度", 0)])
def test_a_place_that_is_not_in_the_file_is_said_with_a_remedy(sheet, row):
    with pytest.raises(InputError) as error:
        sheet_excerpt(ledger(*LINES), name="台账.xlsx", sheet=sheet, row=row)
    assert error.value.problem and error.value.remedy


def test_very_wide_and_very_long_rows_are_cut_and_say_so():
    content = ledger([1, "甲" * 5000, *range(100)])
    seen = sheet_excerpt(content, name="台账.xlsx", sheet="进度", row=4)
    assert len(seen.columns) == MOST_COLUMNS and seen.more_columns == 102 - MOST_COLUMNS
    assert len(seen.lines[-1].cells[1]) == MOST_CHARACTERS + 1


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_whatever_the_bytes_are_there_is_an_excerpt_or_a_remedy(data):
    for ask in (lambda: sheet_excerpt(data, name="x", sheet="x", row=1), lambda: text_excerpt(data, name="x.txt", words="甲")):
        try:
            ask()
        except InputError as error:
            assert error.problem and error.remedy


PLAN = "某市5月份工作要点\n一、交通\n(一)加快推进甲路建设,抓好征迁。(市交通局)\n(二)完成乙河整治。\n".encode()


def test_a_quote_is_shown_in_its_paragraph_with_those_around_it():
    seen = text_excerpt(PLAN, name="要点.txt", words="加快推进甲路建设")
    assert seen.paragraphs[seen.at].startswith("(一)加快推进甲路建设")
    assert seen.paragraphs == ("一、交通", "(一)加快推进甲路建设,抓好征迁。(市交通局)", "(二)完成乙河整治。")


def test_words_that_stand_in_no_single_paragraph_are_shown_alone():
    assert text_excerpt(PLAN, name="要点.txt", words="推进甲路……整治").at is None
