"""The many ways in which ledgers are laid out. Each is built as a file and must give the same facts."""

import pytest

from data.model import Stage
from etl.errors import InputError

WAN = 10_000
YI = 100_000_000


def test_two_row_header_with_merged_groups_and_two_units(read):
    reading = read(
        [
            ["2024年重点工程进度台账"],
            ["填报单位:建设局", None, None, None, None, None, None, "截至2024年5月31日", None],
            ["序号", "项目名称", "责任单位", "总投资(亿元)", "2024年投资(万元)", None, None, "形象进度", "备注"],
            [None, None, None, None, "计划", "累计完成", "完成率", None, None],
            [1, "甲路工程", "交通局", 33.5, 46642, 20000, "42.9%", "主线高架完成75%", None],
        ],
        merges=["A1:I1", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:G3", "H3:H4", "I3:I4"],
    )
    (row,) = reading.rows
    assert (row.total_investment, row.year_plan, row.year_done) == (3_350_000_000, 466_420_000, 200_000_000)
    assert row.physical_progress is None
    assert row.progress_words == "主线高架完成75%"
    assert str(reading.as_of) == "2024-05-31"
    assert reading.rejections == ()


def test_children_of_this_months_figure_are_not_the_years(read):
    reading = read(
        [
            ["序号", "项目名称", "总投资(万元)", "本月完成投资(万元)", None, None, "本年累计完成投资(万元)"],
            [None, None, None, "部投资", "省投资", "其他投资", None],
            [1, "甲路工程", 9000, 1, 2, 3, 600],
        ],
        merges=["A1:A2", "B1:B2", "C1:C2", "D1:F1", "G1:G2"],
    )
    assert [(row.total_investment, row.year_done) for row in reading.rows] == [(9000 * WAN, 600 * WAN)]


def test_header_without_merges_as_in_csv(read):
    from etl.ledger import read_ledger

    text = "序号,项目名称,总投资(万元),2024年投资(万元),,备注\n,,,计划,完成,\n1,甲路工程,9000,1000,400,\n"
    (row,) = read_ledger(text.encode("gbk"), "台账202405.csv").rows
    assert (row.total_investment, row.year_plan, row.year_done) == (9000 * WAN, 1000 * WAN, 400 * WAN)


def test_three_row_header(read):
    reading = read(
        [
            ["项目名称", "投资情况(万元)", None, None, None],
            [None, "总投资", "2024年", None, None],
            [None, None, "年度计划", "1-5月完成", "占年计划%"],
            ["甲路工程", 9000, 1000, 400, 40],
        ],
        merges=["A1:A3", "B1:E1", "B2:B3", "C2:E2"],
    )
    (row,) = reading.rows
    assert (row.total_investment, row.year_plan, row.year_done) == (9000 * WAN, 1000 * WAN, 400 * WAN)
    assert reading.rejections == ()


def test_columns_by_month_are_summed_and_it_is_said(read):
    months = [f"{month}月" for month in range(1, 13)]
    reading = read(
        [
            ["序号", "项目名称", "年度计划(万元)", "2024年各月完成投资(万元)", *[None] * 11],
            [None, None, None, *months],
            [1, "甲路工程", 1000, 10, 20, 30, 40, 50, *[None] * 7],
        ],
        merges=["A1:A2", "B1:B2", "C1:C2", "D1:O1"],
    )
    assert reading.rows[0].year_done == 150 * WAN
    assert any("相加" in note for note in reading.receipt.notes)


def test_months_that_do_not_add_up_to_the_stated_sum_are_found(read):
    reading = read(
        [["项目名称", "年度计划(万元)", "1月", "2月", "本年累计完成(万元)"], ["甲路工程", 1000, 10, 20, 35]], name="2024年2月.xlsx"
    )
    assert reading.rows[0].year_done == 35 * WAN
    assert [finding.kind for finding in reading.findings] == []  # the months name no unit: nothing can be compared
    reading = read(
        [["单位:万元"], ["项目名称", "年度计划", "1月", "2月", "本年累计完成"], ["甲路工程", 1000, 10, 20, 35]], name="2024年2月.xlsx"
    )
    assert [finding.kind for finding in reading.findings] == ["合计不符"]


def test_vertical_and_spaced_headers(read):
    reading = read(
        [["序\n号", "项 目 名 称", "责 任\n单 位", "总　投　资\n(万元)", "年度计划\n投资(万元)"], [1, "甲路工程", "交通局", 9000, 1000]]
    )
    (row,) = reading.rows
    assert (row.unit, row.total_investment, row.year_plan) == ("交通局", 9000 * WAN, 1000 * WAN)


@pytest.mark.parametrize("note", ["单位:万元", "单位:万元", "金额单位:人民币万元", "(单位:万元)", "单位:万元、%"])
def test_unit_above_the_table(read, note):
    reading = read([["某市重点项目"], [note], ["项目名称", "总投资", "年度计划"], ["甲路工程", 9000, 1000]])
    assert (reading.rows[0].total_investment, reading.rows[0].year_plan) == (9000 * WAN, 1000 * WAN)


def test_unit_below_the_table(read):
    reading = read([["项目名称", "总投资", "年度计划"], ["甲路工程", 9000, 1000], ["注:本表金额单位:万元"]])
    assert reading.rows[0].total_investment == 9000 * WAN


def test_unit_in_a_row_of_its_own(read):
    reading = read([["项目名称", "总投资", "年度计划"], [None, "(亿元)", "(万元)"], ["甲路工程", 9, 1000]])
    assert (reading.rows[0].total_investment, reading.rows[0].year_plan) == (9 * YI, 1000 * WAN)


def test_sheets_per_town_are_all_read(read, header):
    sheets = {town: [header, [1, f"{town}道路工程", "镇政府", 9000, 1000, 400, 500, "60%"]] for town in ("东镇", "西镇")}
    reading = read({**sheets, "说明": [["填报要求"], ["一、按月填报"]]})
    assert [(row.sheet, row.name) for row in reading.rows] == [("东镇", "东镇道路工程"), ("西镇", "西镇道路工程")]
    assert any("说明" in note for note in reading.receipt.notes)


def test_sheets_per_month_have_their_own_dates(read, header):
    row = [1, "甲路工程", "局", 9000, 1000, 400, 500, "60%"]
    reading = read({"4月": [header, row], "5月": [header, row]}, name="2024年台账.xlsx")
    assert [str(row.as_of) for row in reading.rows] == ["2024-04-30", "2024-05-31"]
    assert str(reading.as_of) == "2024-05-31"


def test_two_tables_on_one_sheet(read):
    reading = read(
        [
            ["一、续建项目表"],
            ["项目名称", "总投资(万元)", "年度计划(万元)"],
            ["甲路工程", 9000, 1000],
            [],
            ["二、前期项目表"],
            ["项目名称", "估算总投资(亿元)", "责任单位"],
            ["乙路工程", 3, "交通局"],
        ]
    )
    assert [(row.name, row.total_investment) for row in reading.rows] == [("甲路工程", 9000 * WAN), ("乙路工程", 3 * YI)]


def test_a_hidden_column_yields_to_the_visible_one(read):
    def hide(book):
        book.worksheets[0].column_dimensions["B"].hidden = True

    reading = read([["项目名称", "总投资(万元)", "总投资(万元)"], ["甲路工程", 8000, 9000]], hidden=hide)
    assert reading.rows[0].total_investment == 9000 * WAN


def test_adjusted_plan_wins_over_the_first(read):
    reading = read([["项目名称", "年度计划投资(调整前)(万元)", "年度计划投资(调整后)(万元)"], ["甲路工程", 1000, 800]])
    assert reading.rows[0].year_plan == 800 * WAN


def test_last_years_figures_are_not_this_years(read):
    reading = read(
        [
            ["2024年5月重点项目进度"],
            [
                "项目名称",
                "总投资(万元)",
                "至2023年底累计完成投资(万元)",
                "2023年完成投资(万元)",
                "2024年计划投资(万元)",
                "2024年完成投资(万元)",
            ],
            ["甲路工程", 9000, 5000, 3000, 1000, 400],
        ]
    )
    (row,) = reading.rows
    assert (row.year_plan, row.year_done, row.total_done) == (1000 * WAN, 400 * WAN, None)


def test_number_formats_that_carry_unit_percent_or_scale(read):
    reading = read(
        [["项目名称", "总投资", "年度计划(万元)", "形象进度"], ["甲路工程", 33.5, 466420000, 0.75]],
        formats={"B2": '0.00"亿元"', "C2": "0!.0000", "D2": "0%"},
    )
    (row,) = reading.rows
    assert (row.total_investment, row.year_plan, row.physical_progress) == (3_350_000_000, 466_420_000, 75.0)


def test_status_column_and_dates(read):
    reading = read(
        [
            ["项目名称", "项目状态", "计划开工时间", "实际开工时间", "计划竣工时间", "责任单位"],
            ["甲路工程", "在建", "2024年3月", "2024-04-02", "2027年12月", "局"],
            ["乙路工程", "前期", "2024年底", None, "36个月", "局"],
        ]
    )
    first, second = reading.rows
    assert (first.stage, str(first.planned_start), str(first.actual_start), str(first.planned_finish)) == (
        Stage.BUILDING,
        "2024-03-01",
        "2024-04-02",
        "2027-12-31",
    )
    assert (second.stage, str(second.planned_start), second.planned_finish) == (Stage.PREPARATION, "2024-12-31", None)
    assert reading.rejections == ()


def test_demo_mark_is_seen_in_title_note_and_file_name(read, header):
    row = [1, "甲路工程", "局", 9000, 1000, 400, 500, "60%"]
    assert read([["某市台账(演示数据)"], header, row]).demo
    assert read([header, row, ["注:本表为演示数据"]]).demo
    assert read([header, row], name="台账(演示数据)2024年5月.xlsx").demo
    assert not read([header, row]).demo


def test_a_report_of_a_week_ends_on_its_last_day(read):
    reading = read([["重点项目周报(2024年5月20日—5月26日)"], ["项目名称", "总投资(万元)"], ["甲路工程", 9000]], name="周报.xlsx")
    assert str(reading.as_of) == "2024-05-26"


def test_a_row_of_units_below_two_rows_of_headings(read):
    reading = read(
        [
            ["序号", "项目名称", "项目总投资", "2024年度", None, None, "开工以来"],
            [None, None, None, "计划投资", "完成投资", "完成率%", "累计完成投资"],
            [None, None, "亿元", "万元", "万元", "%", "万元"],
            [1, "甲路", 0.9, 1000, 400, 40, 5000],
        ]
    )
    (row,) = reading.rows
    assert (row.total_investment, row.year_plan, row.year_done, row.total_done) == (9000 * WAN, 1000 * WAN, 400 * WAN, 5000 * WAN)
    assert reading.rejections == ()


def test_payments_and_quantities_are_not_investment_done(read):
    header = ["项目名称", "年度计划(万元)", "本年完成投资(万元)", "本年支付(万元)", "资金到位(万元)", "工程量完成(万元)"]
    (row,) = read([header, ["甲路", 1000, 400, 300, 200, 100]]).rows
    assert (row.year_done, row.total_done, row.physical_progress) == (400 * WAN, None, None)


def test_a_share_is_no_amount_whatever_the_tables_unit(read):
    reading = read([["单位:万元"], ["项目名称", "年度计划", "年度完成(%)"], ["甲路", 1000, 40]])
    assert (reading.rows[0].year_plan, reading.rows[0].year_done) == (1000 * WAN, None)


def test_a_unit_of_measure_is_no_responsible_unit(read):
    (row,) = read([["项目名称", "单位", "数量", "总投资(万元)"], ["甲路", "公里", 3, 9000]]).rows
    assert row.unit == ""


def test_tables_side_by_side_are_not_lost_silently(read):
    header = ["序号", "项目名称", "总投资(万元)"]
    reading = read([[*header, *header], [1, "甲路", 100, 2, "乙路", 200]])
    assert [(row.name, row.total_investment) for row in reading.rows] == [("甲路", 100 * WAN)]
    (rejection,) = reading.rejections
    assert "并列" in rejection.problem
    assert rejection.column == "D列起"


CARD = [
    ["项目名称", "甲路改造工程", "责任单位", "市住建局"],
    ["总投资(万元)", 9000, "年度计划投资(万元)", 4000],
    ["本年累计完成投资(万元)", 1500, "形象进度", "30%"],
    ["截至2024年5月31日"],
]
TURNED = [["项目名称", "甲路", "乙桥"], ["责任单位", "住建局", "交通局"], ["总投资(万元)", 9000, 800], ["年度计划投资(万元)", 400, 300]]


@pytest.mark.parametrize("rows", [CARD, [["重点工程项目卡"], *CARD, [None], *CARD], TURNED], ids=["card", "two cards", "turned"])
def test_fields_that_stand_below_each_other_are_no_projects(read, rows):
    with pytest.raises(InputError) as refused:
        read(rows)
    assert "一行一个项目" in refused.value.remedy and "卡片" in refused.value.problem


def test_cards_beside_a_table_are_told_and_the_table_is_read(read, header):
    reading = read({"卡片": CARD, "台账": [header, [1, "甲路工程", "住建局", 9000, 4000, 1500, 2000, "30%"]]})
    assert [row.name for row in reading.rows] == ["甲路工程"]
    assert any("“卡片”" in note and "卡片式" in note for note in reading.receipt.notes)
