import csv
import io
from dataclasses import replace

from openpyxl import load_workbook

from pages.ui.export import csv_text, notes, xlsx
from pages.ui.filters import Choice, noted
from tests.pages.boards import FakeViews

FORMULA = '=HYPERLINK("http://x","点我")'
BOARD = FakeViews(20, names=(FORMULA, "+1+1", "坏\x07字\x0b符")).board(None)


def opened():
    return load_workbook(io.BytesIO(xlsx(BOARD, BOARD.rows, towns=("浒山街道",), said="筛选:镇街 浒山街道"))).active


def test_the_workbook_says_what_it_is_before_the_list():
    page = opened()
    assert "演示数据" in page["A1"].value
    assert "2024年5月31日" in page["A2"].value and "各计一次" in page["A2"].value and "镇街 浒山街道" in page["A2"].value
    assert page.freeze_panes == "C4"


def test_texts_are_never_formulas_and_numbers_are_numbers():
    page = opened()
    cells = [cell for row in page.iter_rows(min_row=4) for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert FORMULA in [cell.value for cell in cells]
    headings = [cell.value for cell in page[3]]
    plans = [row[headings.index("年度计划投资(万元)")] for row in page.iter_rows(min_row=4, values_only=True)]
    known = [row.progress.year_plan / 10_000 for row in BOARD.rows if row.progress and row.progress.year_plan]
    assert sorted(value for value in plans if value is not None) == sorted(known)


def test_unknown_stays_empty():
    page = opened()
    headings = [cell.value for cell in page[3]]
    without = [row.name for row in BOARD.rows if row.progress is None]
    lines = {row[headings.index("项目名称")]: row for row in page.iter_rows(min_row=4, values_only=True)}
    assert without
    for name in without:
        assert lines[name][headings.index("年度投资完成率(%)")] is None


def test_each_line_names_its_source():
    page = opened()
    sources = [row[-1] for row in page.iter_rows(min_row=4, values_only=True)]
    assert sum(source is not None and "第" in source for source in sources) == sum(row.evidence is not None for row in BOARD.rows)


def test_csv_opens_as_chinese_and_disarms_formulas():
    data = csv_text(BOARD, BOARD.rows)
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    texts = [cell for line in lines[3:] for cell in line]
    assert not [cell for cell in texts if cell.startswith(("=", "@")) or (cell.startswith("+") and not cell[1:].replace(".", "").isdigit())]
    assert f"'{FORMULA}" in texts


def test_a_list_that_is_filtered_does_not_call_itself_the_whole_citys():
    assert "全市" in notes(BOARD)[1]
    red = noted(Choice((("light", frozenset({"红", "黄"})),), amount="1亿元以上", text="路"))
    assert red == "筛选:亮灯 红、黄;总投资 1亿元以上;名称含“路”"
    assert red in notes(BOARD, said=red)[1] and "全市" not in notes(BOARD, said=red)[1]


def test_real_data_is_not_called_demo():
    assert b"\xe6\xbc\x94\xe7\xa4\xba" not in csv_text(replace(BOARD, demo=False), ())


def test_columns_have_widths_and_numbers_their_format():
    page = opened()
    by_heading = {cell.value: cell.column_letter for cell in page[3]}
    assert page.column_dimensions[by_heading["项目名称"]].width >= 40
    amount = next(cell for cell in page[by_heading["年度计划投资(万元)"]][3:] if cell.value is not None)
    rate = next(cell for cell in page[by_heading["年度投资完成率(%)"]][3:] if cell.value is not None)
    assert (amount.number_format, rate.number_format) == ("#,##0.00", "0.0")
    assert page.auto_filter.ref.startswith("A3:")


def test_a_text_that_looks_like_a_formula_stays_a_text_when_it_is_typed_again():
    cells = [cell for row in opened().iter_rows(min_row=4) for cell in row if cell.value in (FORMULA, "+1+1")]
    assert len(cells) == 2 and all(cell.quotePrefix for cell in cells)
