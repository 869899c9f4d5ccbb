"""The template: what is filled in comes back; what lies in the samples is what the command writes."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from data.model import ProjectClass, Stage
from etl.errors import InputError
from etl.ledger import read_ledger
from etl.ledger.template import FIRST_ROW, SAMPLE, build_template

FILLED = {
    "序号": 1,
    "项目名称": "甲路(乙路—丙路)工程",
    "项目代码": "2312-330282-04-01-310969",
    "项目类别": "续建",
    "行业": "交通",
    "责任单位": "交通局",
    "建设地点": "东镇",
    "建设阶段": "在建",
    "计划开工时间": date(2023, 3, 1),
    "实际开工时间": date(2023, 4, 2),
    "计划完工时间": date(2026, 12, 31),
    "总投资(万元)": 335000,
    "年度计划投资(万元)": 46642.5,
    "本年累计完成投资(万元)": 20000,
    "开工以来累计完成投资(万元)": 100000,
    "形象进度(%)": 45.5,
    "进展情况": "主线高架完成75%",
    "存在问题": "管线未迁改",
}


def filled(rows):
    book = openpyxl.load_workbook(BytesIO(build_template()))
    sheet = book.worksheets[0]
    sheet["A2"] = "截至2024年5月31日"
    columns = {cell.value: cell.column for cell in sheet[FIRST_ROW - 1]}
    for number, row in enumerate(rows, start=FIRST_ROW):
        for header, value in row.items():
            sheet.cell(number, columns[header], value)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_what_is_filled_in_comes_back():
    total = {"项目名称": "合计", "总投资(万元)": 335000, "年度计划投资(万元)": 46642.5}
    reading = read_ledger(filled([FILLED, total]), "模板.xlsx")
    assert (reading.rejections, reading.findings, reading.questions) == ((), (), ())
    (row,) = reading.rows
    assert (row.name, row.code, row.sector, row.unit, row.place) == (
        "甲路(乙路—丙路)工程",
        "2312-330282-04-01-310969",
        "交通",
        "交通局",
        "东镇",
    )
    assert (row.project_class, row.stage) == (ProjectClass.CONTINUED, Stage.BUILDING)
    assert (row.total_investment, row.year_plan, row.year_done, row.total_done) == (3_350_000_000, 466_425_000, 200_000_000, 1_000_000_000)
    assert (row.physical_progress, row.progress_words, row.problems) == (45.5, "主线高架完成75%", "管线未迁改")
    assert (row.planned_start, row.actual_start, row.planned_finish) == (date(2023, 3, 1), date(2023, 4, 2), date(2026, 12, 31))
    assert row.as_of == date(2024, 5, 31)


def test_the_empty_template_has_no_rows_and_asks_for_its_date():
    reading = read_ledger(build_template(), "模板.xlsx")
    assert reading.rows == ()
    assert reading.rejections[0].column == "数据截至"


def test_it_validates_and_explains():
    book = openpyxl.load_workbook(BytesIO(build_template()))
    sheet = book.worksheets[0]
    ranges = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert {rule.type for rule in ranges.values()} >= {"list", "decimal", "date", "textLength"}
    assert "续建" in next(rule.formula1 for rule in ranges.values() if rule.type == "list")
    assert all(cell.comment for cell in sheet[FIRST_ROW - 1])
    assert any("截至" in str(cell.value) for row in book["填表说明"].iter_rows() for cell in row)


def test_the_sample_is_what_the_command_writes():
    kept, made = (openpyxl.load_workbook(source) for source in (SAMPLE, BytesIO(build_template())))
    for old, new in zip(kept.worksheets, made.worksheets, strict=True):
        assert [[cell.value for cell in row] for row in old.iter_rows()] == [[cell.value for cell in row] for row in new.iter_rows()]


def test_a_word_file_is_not_taken_for_it():
    with pytest.raises(InputError):
        read_ledger("请填写模板".encode(), "模板.csv")
