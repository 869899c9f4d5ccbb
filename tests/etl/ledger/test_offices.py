"""Sheets as departments keep them: columns that look like another figure, units that change on the way, headings that are projects."""

from io import BytesIO

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from data.model import ProjectClass
from etl.ledger import read_ledger

WAN = 10_000
TITLE = ["2024年5月底项目进度 单位:万元"]
HEADER = ["项目名称", "总投资", "年度计划", "本年完成"]


@pytest.fixture
def figures(read):
    """The figures (total, plan, done this year, done since the start) in 万元 of one project under these headers."""

    def reader(headers: list[str], values: list, *, rows=1, merges=(), **more):
        lines = [["甲路工程", *values] for _ in range(rows)]
        reading = read([TITLE, ["项目名称", *headers], *lines], merges=merges, **more)
        row = reading.rows[0]
        found = (row.total_investment, row.year_plan, row.year_done, row.total_done)
        return tuple(None if amount is None else amount / WAN for amount in found), reading

    return reader


@pytest.mark.parametrize(
    "header",
    ["预计全年完成投资", "本年预计完成", "力争年内完成投资", "5月底应完成投资", "上期累计完成投资", "2023年完成投资", "下月计划完成投资"],
)
def test_what_is_expected_due_or_past_is_not_done_this_year(figures, header):
    found, _ = figures(["总投资", "年度计划", header], [9000, 5000, 4800])
    assert found == (9000, 5000, None, None)


@pytest.mark.parametrize("header", ["截至5月底完成", "5月底实际完成投资", "至2024年5月底累计完成投资", "实际完成"])
def test_as_far_as_the_date_may_be_the_years_or_since_the_start_and_is_asked(figures, header):
    found, reading = figures(["总投资", "年度计划", header], [9000, 5000, 4800])
    assert found == (9000, 5000, None, None)
    assert [question.candidates[0][0] for question in reading.questions] == ["year_done"]


def test_as_far_as_the_date_beside_this_years_is_since_the_start(figures):
    headers = ["总投资", "2024年度投资计划", "2024年度累计完成投资", "至2024年5月底累计完成投资"]
    assert figures(headers, [9000, 5000, 2000, 4500])[0] == (9000, 5000, 2000, 4500)


def test_the_rate_proves_what_was_done_of_a_bare_plan(read):
    rows = [["甲路工程", 9000, 5000, 2000, "40%"], ["乙路工程", 8000, 4000, 1000, "25%"]]
    reading = read([["2024年1-5月 单位:万元"], ["项目名称", "总投资", "计划", "完成", "完成率"], *rows])
    assert [(row.year_plan, row.year_done) for row in reading.rows] == [(5000 * WAN, 2000 * WAN), (4000 * WAN, 1000 * WAN)]
    assert reading.rejections == ()


def test_one_month_beside_the_years_and_since_the_start(read):
    reading = read(
        [
            TITLE,
            ["项目名称", "总投资", "年度计划", "2024年5月", "2024年1-5月", "自开工至2024年5月底"],
            [None, None, None, "完成投资", "完成投资", "完成投资"],
            ["甲路工程", 9000, 5000, 400, 2000, 6000],
        ],
        merges=["A2:A3", "B2:B3", "C2:C3"],
    )
    assert [(row.year_done, row.total_done) for row in reading.rows] == [(2000 * WAN, 6000 * WAN)]


def test_one_month_below_the_year(read):
    reading = read(
        [
            TITLE,
            ["项目名称", "总投资", "2024年度", None, None],
            [None, None, "计划", "5月完成", "累计完成"],
            ["甲路工程", 9000, 5000, 400, 2000],
        ],
        merges=["A2:A3", "B2:B3", "C2:E2"],
    )
    assert [(row.year_plan, row.year_done) for row in reading.rows] == [(5000 * WAN, 2000 * WAN)]


def test_of_a_figure_and_its_sources_the_whole_is_taken(read):
    reading = read(
        [
            TITLE,
            ["项目名称", "总投资", "年度计划投资", None, None, "本年累计完成投资", None, None],
            [None, None, "合计", "中央", "地方", "合计", "中央", "地方"],
            ["甲路工程", 9000, 5000, 2000, 3000, 2000, 500, 1500],
        ],
        merges=["A2:A3", "B2:B3", "C2:E2", "F2:H2"],
    )
    assert [(row.year_plan, row.year_done) for row in reading.rows] == [(5000 * WAN, 2000 * WAN)]
    assert reading.rejections == ()


@pytest.mark.parametrize(("header", "value"), [("同比增长(%)", 11.1), ("占1-5月计划%", 90.9), ("1-5月计划完成率", "90.9%")])
def test_growth_and_shares_of_the_months_plan_do_not_contradict_the_years_rate(figures, header, value):
    found, reading = figures(["总投资", "年度计划", "本年完成", header], [9000, 5000, 2000, value])
    assert found == (9000, 5000, 2000, None)
    assert reading.rejections == ()


@pytest.mark.parametrize(
    "note",
    ["单位:公里、万元、%", "单位:万元/公里", "注:本表金额单位均为万元。", "金额单位为万元", "本表投资额均以万元计", "单位:人民币万元"],
)
@pytest.mark.parametrize("below", [False, True])
def test_the_unit_however_the_note_words_it(read, note, below):
    table = [HEADER, ["甲路工程", 9000, 5000, 2000]]
    reading = read([*table, [note]] if below else [[note], *table])
    assert [row.year_done for row in reading.rows] == [2000 * WAN]


@pytest.mark.parametrize("repeated", [False, True])
def test_a_headings_unit_holds_for_what_stands_below_it(read, repeated):
    rows = [
        ["一、续建项目"],
        ["甲路工程", 9000, 5000, 2000],
        ["二、新建项目(单位:亿元)"],
        *([HEADER] if repeated else []),
        ["乙路工程", 1.5, 0.6, 0.2],
        ["小计", 1.5, 0.6, 0.2],
        ["三、预备项目"],
        ["丙路工程", 800, 300, 0],
    ]
    reading = read([TITLE, HEADER, *rows])
    assert [row.total_investment for row in reading.rows] == [9000 * WAN, 150_000_000, 800 * WAN]
    assert [row.project_class for row in reading.rows] == [ProjectClass.CONTINUED, ProjectClass.NEW, ProjectClass.RESERVE]
    assert [finding.kind for finding in reading.findings] == []


def test_the_heading_above_the_first_of_two_tables_counts(read):
    parts = [(["一、续建项目(单位:万元)"], ["甲路工程", 5000, 2000, 900]), (["二、新建项目(单位:亿元)"], ["乙路工程", 1.5, 0.6, 0.2])]
    reading = read([line for heading, row in parts for line in (heading, HEADER, row, [])])
    assert [(row.project_class, row.year_done) for row in reading.rows] == [
        (ProjectClass.CONTINUED, 900 * WAN), (ProjectClass.NEW, 2000 * WAN),
    ]  # fmt: skip


def test_two_units_over_a_table_are_named_in_the_question(read):
    reading = read([["单位:万元"], ["单位:亿元"], HEADER, ["甲路工程", 9000, 5000, 2000]])
    assert {question.problem for question in reading.questions} == {"表上写有万元、亿元几种单位,分不清这一列用哪一种"}


def test_projects_numbered_like_headings_are_projects(read):
    reading = read([TITLE, HEADER, ["一、甲路改造", 9000, 5000, 2000], ["二、乙河整治工程", 8000, 4000, 1000]])
    assert [row.name for row in reading.rows] == ["甲路改造", "乙河整治工程"]


def test_a_project_alone_under_its_heading(read):
    rows = [
        ["一", "公路(1个)", 9000, 5000, 2000],
        [1, "甲路改造", 9000, 5000, 2000],
        ["二", "水利(1个)", 7000, 3000, 500],
        ["(一)", "乙河整治工程", 7000, 3000, 500],
        [None, "合计", 16000, 8000, 2500],
    ]
    reading = read([TITLE, ["序号", *HEADER], *rows])
    assert [(row.name, row.sector) for row in reading.rows] == [("甲路改造", "公路"), ("乙河整治工程", "水利")]


def test_a_numbered_sum_over_numbered_parts_is_no_project(read):
    rows = [["一", "交通", 17000, 9000, 3000], ["(一)", "甲路改造", 9000, 5000, 2000], ["(二)", "乙路改造", 8000, 4000, 1000]]
    assert [row.name for row in read([TITLE, ["序号", *HEADER], *rows]).rows] == ["甲路改造", "乙路改造"]


def test_amounts_under_a_lone_heading_are_refused_by_row_not_lost(read):
    rows = [[1, "甲路改造", 9000, 5000, 2000], ["二", "人民医院", 8000, 4000, 1000], ["三", "储备项目", 100, 0, 0]]
    reading = read([TITLE, ["序号", *HEADER], *rows])
    assert [row.name for row in reading.rows] == ["甲路改造"]
    assert [(rejection.row, rejection.whole_row) for rejection in reading.rejections] == [(4, True)]


def test_numbered_notes_below_the_table_are_notes(read):
    notes = [["注:1.数据由各单位填报。", None, None, None, None], ["2、部分项目总投资未公布。", None, None, None, None]]
    rows = [[1, "甲路改造", 9000, 5000, 2000], [None, "合计", 9000, 5000, 2000], *notes]
    reading = read([TITLE, ["序号", *HEADER], *rows], merges=["A5:E5", "A6:E6"])
    assert [row.name for row in reading.rows] == ["甲路改造"]
    assert reading.rejections == ()


def test_the_forms_example_row_is_no_project(read):
    rows = [["例", "某某路改造工程", 10000, 5000, 1000], [1, "例行养护工程", 9000, 5000, 2000], [2, "……", None, None, None]]
    reading = read([TITLE, ["序号", *HEADER], *rows])
    assert [row.name for row in reading.rows] == ["例行养护工程"]
    assert reading.rejections == ()


def test_columns_nobody_knows_are_named_in_the_receipt(figures):
    _, reading = figures(["总投资", "年度计划", "本年完成", "涉及户数"], [9000, 5000, 2000, 12])
    assert any("没有认出,未读:涉及户数" in note for note in reading.receipt.notes)


def test_a_plan_with_nothing_done_is_said_in_the_receipt(figures):
    _, reading = figures(["总投资", "年度计划", "5月完成投资"], [9000, 5000, 200])
    assert any("没有认出本年累计完成投资" in note for note in reading.receipt.notes)


def _struck(*, whole: bool) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for line in (TITLE, HEADER, ["甲路工程", 9000, 5000, 2000], ["乙路工程", 8000, 4000, 1000]):
        sheet.append(line)
    sheet["B3"] = CellRichText(TextBlock(InlineFont(strike=True), "5000"), TextBlock(InlineFont(), "9800"))
    for cell in sheet[4] if whole else [sheet["D4"]]:
        cell.font = Font(strike=True)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_figure_struck_and_written_anew_is_the_new_one():
    reading = read_ledger(_struck(whole=False), "台账.xlsx")
    assert reading.rows[0].total_investment == 9800 * WAN


def test_a_struck_amount_is_refused():
    reading = read_ledger(_struck(whole=False), "台账.xlsx")
    assert [row.year_done for row in reading.rows] == [2000 * WAN, None]
    assert [(rejection.row, rejection.column) for rejection in reading.rejections] == [(4, "本年完成")]


def test_a_struck_project_is_refused_by_row():
    reading = read_ledger(_struck(whole=True), "台账.xlsx")
    assert [row.name for row in reading.rows] == ["甲路工程"]
    assert [(rejection.row, rejection.value, rejection.whole_row) for rejection in reading.rejections] == [
        (4, "乙路工程、8000、4000、1000", True)
    ]


def test_the_covers_date_serves_sheets_that_have_none(read):
    sheets = {"封面": [["全市重点工程进展汇编"], ["2024年4月"]], "交通局": [["单位:万元"], HEADER, ["甲路工程", 9000, 5000, 2000]]}
    assert str(read(sheets, name="汇编.xlsx").as_of) == "2024-04-30"
    assert str(read(sheets, name="汇编2024年5月.xlsx").as_of) == "2024-05-31"


def test_dates_that_disagree_are_seen_by_whoever_reads_only_rows_and_rejections(read):
    reading = read([["2024年5月项目进度 单位:万元"], [*HEADER[:3], "截至4月底本年完成"], ["甲路工程", 9000, 5000, 2000]])
    assert [entry["problem"].partition(":")[0] for entry in reading.as_json()["rejected"]] == ["数据日期不一致"]
