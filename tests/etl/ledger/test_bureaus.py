"""More sheets as bureaus keep them: units beside and between the tables, parts numbered in their own way, months beside the year."""

from datetime import date

import pytest

from etl.ledger import read_ledger

WAN = 10_000


def wan(reading):
    """{name: (total, plan, done this year, done since the start)} in 万元."""
    money = ("total_investment", "year_plan", "year_done", "total_done")
    return {row.name: tuple(None if (y := getattr(row, field)) is None else y / WAN for field in money) for row in reading.rows}


HEADER = ["序号", "项目名称", "总投资", "年度计划", "年度完成"]


def test_a_heading_states_the_unit_of_the_table_below_it_in_another_cell(read):
    rows = [
        ["住建项目(2024年6月30日)"],
        ["一、房建项目", None, None, None, "单位:万元"],
        HEADER, [1, "安居小区一期", 45000, 12000, 7000], ["小计", None, 45000, 12000, 7000], [],
        ["二、市政项目", None, None, None, "单位:亿元"],
        HEADER, [1, "环湖绿道", 2.4, 0.9, 0.36], ["小计", None, 2.4, 0.9, 0.36],
    ]  # fmt: skip
    reading = read(rows, name="台账.xlsx")
    assert wan(reading) == {"安居小区一期": (45000, 12000, 7000, None), "环湖绿道": (24000, 9000, 3600, None)}
    assert [row.sector for row in reading.rows] == ["房建", "市政"] and reading.findings == ()


def test_a_further_table_below_has_its_own_unit_and_notes(read):
    rows = [
        ["截至2024年8月31日", None, None, None, "单位:万元"], HEADER, [1, "东湖路", 8000, 3000, 1800], ["合计", None, 8000, 3000, 1800], [],
        ["截至2024年8月31日", None, None, None, "单位:亿元"],
        ["编号", "工程名称", "责任单位", "总投资", "今年计划", "1-8月完成"], [1, "西岭隧道", "交投", 12.5, 3, 1.9],
    ]  # fmt: skip
    reading = read(rows, name="台账.xlsx")
    assert wan(reading) == {"东湖路": (8000, 3000, 1800, None), "西岭隧道": (125000, 30000, 19000, None)} and reading.rejections == ()


def test_units_may_stand_in_the_headings_alone(read):
    rows = [HEADER, ["一、重大项目(单位:亿元)"], [1, "甲港", 50, 8, 3], ["二、一般项目(单位:万元)"], [2, "乙站", 5000, 2000, 600]]
    reading = read([["2024年5月项目"], *rows])
    assert wan(reading) == {"甲港": (500000, 80000, 30000, None), "乙站": (5000, 2000, 600, None)} and reading.rejections == ()


def test_of_which_below_a_project_is_a_check_however_it_is_numbered(read):
    rows = [[1, "甲片区开发", 9000, 4000, 2400], ["(1)", "其中:安置房", 3000, 1000, 500], ["(2)", "其中:道路", 1000, 500, 300]]
    reading = read([["2024年5月 单位:万元"], HEADER, *rows, [2, "乙路", 800, 800, 100], ["", "合计", 9800, 4800, 2500]])
    assert wan(reading) == {"甲片区开发": (9000, 4000, 2400, None), "乙路": (800, 800, 100, None)} and reading.findings == ()


@pytest.mark.parametrize(
    "above", [["金额单位", "万元"], ["单位:", "万元"], [None, None, None, None, "万元"], ["2024年5月31日", "单位", "(万元)"]],
)
def test_a_unit_above_the_table_may_fill_a_cell_of_its_own(read, above):
    reading = read([["项目进度"], above, HEADER, [1, "甲路", 9000, 5000, 2000]])
    assert wan(reading) == {"甲路": (9000, 5000, 2000, None)} and reading.rejections == ()


@pytest.mark.parametrize(("first", "second"), [("(1)", "(2)"), ("①", "②"), (-1, -2), ("1.1", "1.2"), ("1-1", "1-2")])
def test_parts_of_a_project_are_counted_once_however_they_are_numbered(read, first, second):
    rows = [
        ["2024年9月底 单位:万元"], HEADER, ["一", "防洪工程", None, None, None],
        [1, "白沙江治理", 300, 90, 60], [first, "白沙江上游整治", 180, 50, 35], [second, "白沙江下游整治", 120, 40, 25],
        [2, "龙潭水库加固", 56, 30, 18],
        ["二", "供水工程", None, None, None],
        [1, "供水一体化", 820, 200, 135], [first, "原水管线", 500, 120, 85], [second, "净水厂", 320, 80, 50],
        ["合计", None, 1176, 320, 213],
    ]  # fmt: skip
    reading = read(rows, name="台账.xlsx")
    assert list(wan(reading)) == ["白沙江上游整治", "白沙江下游整治", "龙潭水库加固", "原水管线", "净水厂"]
    assert {finding.kind for finding in reading.findings} == {"上级项目"}, "and every total adds up"


def test_a_number_in_brackets_without_a_whole_above_it_is_a_project_of_its_own(read):
    rows = [
        ["2024年9月底 单位:万元"], HEADER, ["一", "道路", None, None, None], [1, "甲路改造", 300, 90, 60],
        ["二", "河道", None, None, None], ["(1)", "乙河整治", 180, 50, 35], ["(2)", "丙河整治", 120, 40, 25],
    ]  # fmt: skip
    assert list(wan(read(rows))) == ["甲路改造", "乙河整治", "丙河整治"]


def test_a_part_that_is_named_by_its_segment_alone_takes_its_wholes_name(read):
    rows = [HEADER, [1, "白沙江治理工程", 300, 90, 60], ["(1)", "上游段", 180, 50, 35], ["(2)", "二期", 120, 40, 25]]
    assert list(wan(read([["2024年9月底 单位:万元"], *rows]))) == ["白沙江治理工程—上游段", "白沙江治理工程—二期"]


def test_a_name_that_goes_on_in_the_next_row_is_one_project(read):
    rows = [HEADER, [1, "原水管线复线", 240, 90, 87], [None, "(水库—净水厂段)", None, None, None], [2, "净水厂深度处理", 180, 70, 61]]
    reading = read([["2024年9月底 单位:万元"], *rows])
    assert [row.name for row in reading.rows] == ["原水管线复线(水库—净水厂段)", "净水厂深度处理"]


def test_this_month_below_done_this_year_is_the_months(read):
    header = ["序号", "项目名称", "总投资(万元)", "本年计划(万元)", "本年完成(万元)", None]
    rows = [["2024年11月"], header, [None, None, None, None, "本月", "累计"], [1, "甲桥", 12300, 4000, 350, 3100]]
    reading = read(rows, merges=["A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2"])
    assert wan(reading) == {"甲桥": (12300, 4000, 3100, None)} and reading.rejections == ()


def test_the_adjusted_plan_stands_before_the_first(read):
    header = ["序号", "项目名称", "总投资", "2024年投资", None, None]
    below = [None, None, None, "年初计划", "调整计划", "1-8月完成"]
    reading = read([["2024年8月 单位:万元"], header, below, [1, "中央公园", 34000, 10000, 8000, 5600]], merges=["D2:F2"])
    assert wan(reading) == {"中央公园": (34000, 8000, 5600, None)} and reading.rejections == ()


def test_a_rate_below_a_heading_with_a_money_unit_is_no_money(read):
    header = ["序号", "项目名称", "总投资(亿元)", "2024年投资(万元)", None, None]
    below = [None, None, None, "计划", "完成", "完成比例"]
    rows = [[1, "路网", 15.6, 32000, 25600, 0.8], [2, "枢纽", 8, 20000, 9000, 0.45]]
    reading = read([["2024年9月"], header, below, *rows], merges=["D2:F2"])
    assert wan(reading) == {"路网": (156000, 32000, 25600, None), "枢纽": (80000, 20000, 9000, None)} and reading.rejections == ()


def test_names_may_stand_under_enterprise_or_project(read):
    header = ["序号", "企业(项目)名称", "总投资", "年度计划", "本年累计完成"]
    rows = [["2025年8月上旬工业项目旬报"], header, [None, None, "万元", "万元", "万元"], [1, "精密轴承技改", 12000, 5000, 2900]]
    reading = read(rows)
    assert wan(reading) == {"精密轴承技改": (12000, 5000, 2900, None)} and reading.as_of == date(2025, 8, 10)


@pytest.mark.parametrize("form", ["工程形象", "形象面貌", "形象"])
def test_progress_under_other_names(read, form):
    rows = [["中央公园", 800, 560, "70%"], ["地下管廊", 800, 560, "0.5%"]]
    reading = read([["2024年8月 单位:万元"], ["项目名称", "年度计划", "年度完成", form], *rows])
    assert [row.physical_progress for row in reading.rows] == [70, 0.5]


@pytest.mark.parametrize("label", ["截止日期", "数据截至", "统计时间"])
def test_a_data_date_beside_its_label_is_no_header(read, label):
    header = ["序号", "项目名称", "总投资(万元)", "年度计划(万元)", "年度完成(万元)"]
    reading = read([["综合进度表"], [label, None, "2024年第三季度"], header, [1, "甲路", 9000, 5000, 2000]], name="台账.xlsx")
    assert reading.as_of == date(2024, 9, 30) and wan(reading) == {"甲路": (9000, 5000, 2000, None)}


def test_a_header_that_tells_the_day_in_figures(read):
    rows = [["2024年重点工程", None, None, "单位:万元"], ["项目名称", "总投资", "年度任务", "截至4.30完成投资"], ["甲路", 3000, 2000, 900]]
    assert read(rows, name="台账.xlsx").as_of == date(2024, 4, 30)


def test_columns_of_the_months_contradict_no_data_date(read):
    header = ["项目名称", "总投资", "全年计划", "1月", None, "2月", None]
    rows = [["2024年2月底 单位:万元"], header, [None, None, None, *["计划", "完成"] * 2], ["甲路", 3000, 2000, 100, 90, 100, 95]]
    reading = read(rows, merges=["A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2"], name="台账.xlsx")
    assert reading.findings == () and reading.as_of == date(2024, 2, 29)


def test_a_column_may_say_the_data_date_of_every_row():
    header = "项目名称,总投资(亿元),年度计划(万元),年度累计完成(万元),数据日期"
    text = f"{header}\n垃圾焚烧厂,3.5,12000,6800,2024/7/31\n公厕改造,0.06,600,450,2024/7/31\n"
    reading = read_ledger(text.encode(), "城管.csv")
    assert reading.as_of == date(2024, 7, 31) and reading.rejections == ()
    two = read_ledger(text.replace("450,2024/7/31", "450,2024/6/30").encode(), "城管.csv")
    assert two.as_of is None and [rejection.column for rejection in two.rejections] == ["数据截至"]
