"""The ledger handed back: refused cells marked, everything else as it was."""

import io

from openpyxl import Workbook, load_workbook

from etl.ledger import read_ledger
from etl.marked import REFUSED, SUMMARY, marked_copy
from tests.etl.files import ledger

FILE = ledger([("中横线快速路二期", 37.32, 90000, 30000, "35%", "交通局"), ("周家路江整治工程一期", 10, 20000, "11.3元", "50%", "水利局")])


def test_the_refused_cell_is_filled_and_says_why():
    rejections = read_ledger(FILE.data, FILE.name).rejections
    book = load_workbook(io.BytesIO(marked_copy(FILE.data, rejections)))
    sheet = book["进度"]
    (marked,) = [cell for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == REFUSED.fgColor.rgb]
    assert marked.value == "11.3元" and marked.row == 5
    assert rejections[0].problem in marked.comment.text and rejections[0].remedy in marked.comment.text
    assert sheet["B4"].value == "中横线快速路二期"


def test_a_list_of_all_refusals_comes_first():
    rejections = read_ledger(FILE.data, FILE.name).rejections
    book = load_workbook(io.BytesIO(marked_copy(FILE.data, rejections)))
    assert book.sheetnames[0] == SUMMARY
    assert [cell.value for cell in book[SUMMARY][2]][:4] == ["进度", 5, rejections[0].column, "11.3元"]


CSV = """2024年重点项目进度表(截至2024年5月31日) 单位:万元
项目名称,总投资,年度计划投资,本年累计完成投资
甲路新建工程,10000,5000,2000
"=HYPERLINK(""http://x"")路新建工程",20000,6000,11.3元
"""


def test_a_csv_comes_back_as_a_sheet_with_the_cell_marked_and_nothing_a_formula():
    name = "进度[1]表:五月—一个比三十一个字还要长得多的文件名字用来看看表名会不会出错.csv"
    rejections = read_ledger(CSV.encode("gbk"), name).rejections
    assert [refused.value for refused in rejections] == ["11.3元"]
    book = load_workbook(io.BytesIO(marked_copy(CSV.encode("gbk"), rejections, name=name)))
    assert book.sheetnames[0] == SUMMARY and len(book.sheetnames) == 2
    sheet = book[book.sheetnames[1]]
    (marked,) = [cell for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == REFUSED.fgColor.rgb]
    assert marked.coordinate == "D4" and marked.comment
    assert sheet["A4"].data_type == "s" and sheet["A4"].value.startswith("=HYPERLINK")


def test_a_file_that_cannot_be_opened_comes_back_as_the_list():
    rejections = read_ledger(FILE.data, FILE.name).rejections
    book = load_workbook(io.BytesIO(marked_copy(b"", rejections)))
    assert book.sheetnames == [SUMMARY] and book[SUMMARY].max_row == 1 + len(rejections)


def test_of_two_cells_with_the_same_value_the_one_under_the_named_heading_is_marked():
    file = ledger([("周家路江整治工程一期", 10, "11.3元", "11.3元", "50%", "水利局")])
    first = read_ledger(file.data, file.name).rejections[0]
    sheet = load_workbook(io.BytesIO(marked_copy(file.data, [first])))["进度"]
    (marked,) = [cell for cell in sheet[4] if cell.fill.fgColor.rgb == REFUSED.fgColor.rgb]
    assert sheet.cell(3, marked.column).value in first.column


def test_characters_no_workbook_can_hold_do_not_stop_it():
    from dataclasses import replace

    (refused,) = read_ledger(FILE.data, FILE.name).rejections
    made = marked_copy(FILE.data, [replace(refused, value="11.3\x00元\x1b", problem="含\x08控制符")])
    assert load_workbook(io.BytesIO(made))[SUMMARY]["D2"].value == "11.3 元 "


def test_a_value_that_looks_like_a_formula_stays_text():
    from dataclasses import replace

    (refused,) = read_ledger(FILE.data, FILE.name).rejections
    made = marked_copy(b"", [replace(refused, value='=HYPERLINK("http://x","y")')])
    cell = load_workbook(io.BytesIO(made))[SUMMARY]["D2"]
    assert cell.data_type == "s" and cell.value.startswith("=HYPERLINK")


def test_a_row_refused_whole_is_marked_whole():
    from dataclasses import replace

    (refused,) = read_ledger(FILE.data, FILE.name).rejections
    sheet = load_workbook(io.BytesIO(marked_copy(FILE.data, [replace(refused, whole_row=True)])))["进度"]
    assert sum(cell.fill.fgColor.rgb == REFUSED.fgColor.rgb for cell in sheet[5]) == 7


def test_an_empty_book_does_not_stop_it():
    book = Workbook()
    out = io.BytesIO()
    book.save(out)
    assert marked_copy(out.getvalue(), [])
