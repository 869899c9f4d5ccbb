"""The thirteen kinds of mess of ledger_columns.md, each in a real file."""

import pytest

from data.model import ProjectClass, Stage
from tests.etl.ledger.reading import problems

WAN = 10_000


# 1 -- slips of units -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("column", ["总投资(亿元)", "总投资(万元)", "总投资"])
def test_a_lost_unit_is_refused_with_a_proposal(read, column):
    reading = read([["项目名称", column, "责任单位"], ["甲路工程", "11.3元", "局"], ["乙路工程", "8.65亿元", "局"]])
    assert [row.total_investment for row in reading.rows] == [None, 865_000_000]
    (rejection,) = reading.rejections
    assert (rejection.row, rejection.column, rejection.value) == (2, column, "11.3元")
    assert "疑为 11.3亿元" in rejection.remedy
    assert not rejection.whole_row


def test_the_proposal_follows_the_rows_other_amounts(one):
    reading = one({"总投资(万元)": 9000, "年度计划(万元)": "3200元"})
    assert "疑为 3200万元" in reading.rejections[0].remedy


def test_one_cell_in_yi_among_wan_is_refused(read):
    reading = read([["项目名称", "总投资(万元)", "年度计划(万元)"], ["甲路工程", 33.5, 46642], ["乙路工程", 90000, 1000]])
    assert [(row.total_investment, row.year_plan) for row in reading.rows] == [(None, 46642 * WAN), (90000 * WAN, 1000 * WAN)]
    assert problems(reading) == [(2, "总投资(万元)", "33.5")]
    assert "33.5亿元" in reading.rejections[0].remedy


# 2 -- two units in one column -----------------------------------------------------------------------------------------------


def test_units_in_cells_are_each_their_own(read):
    reading = read(
        [
            ["项目名称", "总投资", "责任单位"],
            ["甲路工程", "12290万元", "局"],
            ["乙路工程", "2亿元", "局"],
            ["丙路工程", "3亿5000万元", "局"],
        ]
    )
    assert [row.total_investment for row in reading.rows] == [122_900_000, 200_000_000, 350_000_000]
    assert reading.questions == ()


def test_total_in_yi_beside_plan_in_wan(one):
    (row,) = one({"总投资(亿元)": 33.5, "年度计划投资(万元)": 46642}).rows
    assert (row.total_investment, row.year_plan) == (3_350_000_000, 466_420_000)


# 3 -- 形象进度 that is the task's completion ----------------------------------------------------------------------------------


def test_full_progress_beside_suspension_is_not_progress(one):
    reading = one({"总投资(万元)": 9000, "形象进度": "100.0%", "备注": "项目暂缓"})
    (row,) = reading.rows
    assert (row.physical_progress, row.stage) == (None, Stage.SUSPENDED)
    assert "任务完成率" in reading.rejections[0].problem
    assert reading.rejections[0].value == "100.0%"


def test_full_progress_beside_another_figure_in_words_is_not_progress(one):
    reading = one({"总投资(万元)": 9000, "形象进度": "100.0%", "进展情况": "主体施工,进度至53%"})
    assert reading.rows[0].physical_progress is None
    assert len(reading.rejections) == 1


def test_full_progress_of_a_finished_project_stands(one):
    reading = one({"总投资(万元)": 9000, "形象进度": "100.0%", "进展情况": "已完工"})
    assert (reading.rows[0].physical_progress, reading.rows[0].stage) == (100, Stage.COMPLETED)
    assert reading.rejections == ()


def test_progress_that_is_always_done_by_plan_is_a_rate(read):
    done = [100, 250, 370, 480, 610]
    rows = [[f"{name}路工程", 9000, 1000, value, f"{value / 10}%"] for name, value in zip("甲乙丙丁戊", done, strict=True)]
    reading = read([["项目名称", "总投资(万元)", "年度计划(万元)", "本年累计完成(万元)", "形象进度"], *rows])
    assert {row.physical_progress for row in reading.rows} == {None}
    assert "年度投资完成率" in reading.rejections[0].problem


# 4 -- merged cells down -------------------------------------------------------------------------------------------------------


def test_two_tasks_that_share_a_figure_do_not_both_get_it(read):
    reading = read(
        [
            ["序号", "工作任务", "责任单位", "年度任务(万元)", "进展情况"],
            [1, "甲路工程", "局", 1000, "路基施工"],
            [None, "乙路工程", None, None, None],
        ],
        merges=["A2:A3", "C2:C3", "D2:D3", "E2:E3"],
    )
    assert [(row.name, row.unit, row.year_plan, row.progress_words) for row in reading.rows] == [
        ("甲路工程", "局", None, "路基施工"), ("乙路工程", "局", None, "路基施工"),
    ]  # fmt: skip
    assert [row for row, *_ in problems(reading)] == [2, 3]
    assert "共用" in reading.rejections[0].problem


def test_one_project_over_two_rows_is_one(read):
    reading = read(
        [
            ["序号", "项目名称", "总投资(万元)", "进展情况"],
            [12, "甲路工程", 9000, "一标路基完成"],
            [None, None, None, "二标进场"],
            [13, "乙路工程", 8000, "前期"],
        ],
        merges=["A2:A3", "B2:B3", "C2:C3"],
    )
    assert [(row.name, row.total_investment, row.progress_words) for row in reading.rows] == [
        ("甲路工程", 9000 * WAN, "一标路基完成\n二标进场"), ("乙路工程", 8000 * WAN, "前期"),
    ]  # fmt: skip
    assert (reading.receipt.taken, reading.receipt.set_aside) == (2, 2)


def test_a_project_of_two_rows_with_two_amounts_is_their_sum_and_it_is_said(read):
    reading = read(
        [["项目名称", "标段进展", "年度计划(万元)"], ["甲路工程", "一标施工", 600], [None, "二标施工", 400]],
        merges=["A2:A3"],
    )
    assert [row.year_plan for row in reading.rows] == [1000 * WAN]
    assert [finding.kind for finding in reading.findings] == ["多行合计"]


def test_a_repeated_equal_amount_is_not_added(read):
    reading = read([["项目名称", "标段进展", "年度计划(万元)"], ["甲路工程", "一标施工", 600], [None, "二标施工", 600]], merges=["A2:A3"])
    assert reading.rows[0].year_plan is None
    assert "重复填写" in reading.rejections[0].problem


@pytest.mark.parametrize(
    ("told", "physical", "refused", "words"),
    [
        (("30%", "45%"), None, [(2, "30%"), (3, "45%")], ""),
        (("30%", "路基完成"), None, [(2, "30%")], "路基完成"),
        (("30%", "130%"), None, [(3, "130%"), (2, "30%")], ""),
        (("30%", "30%"), 30, [], ""),
        (("30%", None), 30, [], ""),
        ((None, "30%"), 30, [], ""),
        (("路基完成", "桥梁完成"), None, [], "路基完成\n桥梁完成"),
    ],
)
def test_a_project_of_several_rows_has_one_progress_or_each_is_refused(read, told, physical, refused, words):
    reading = read(
        [
            ["序号", "项目名称", "标段", "年度计划(万元)", "形象进度"],
            [1, "甲路工程", "一标", 900, told[0]],
            [None, None, "二标", None, told[1]],
            [2, "乙路工程", "一标", 900, "75%"],
        ],
        merges=["A2:A3", "B2:B3", "D2:D3"],
    )
    assert [(row.name, row.physical_progress) for row in reading.rows] == [("甲路工程", physical), ("乙路工程", 75)]
    assert [(one.row, one.value) for one in reading.rejections] == refused
    assert all("形象进度" in one.column and one.remedy for one in reading.rejections)
    assert reading.rows[0].progress_words == words


def test_full_progress_that_is_a_tasks_is_refused_in_the_row_it_stands_in(read):
    reading = read(
        [
            ["序号", "项目名称", "存在问题", "年度计划(万元)", "形象进度"],
            [1, "甲路工程", None, 900, None],
            [None, None, "项目暂缓", None, "100%"],
        ],
        merges=["A2:A3", "B2:B3", "D2:D3"],
    )
    assert [(one.row, one.value) for one in reading.rejections] == [(3, "100%")]


def test_a_figure_without_a_name_is_refused_by_row(read, header):
    reading = read([header, [1, "甲路工程", "局", 9000, 1000, 400, 500, "60%"], [2, None, "局", 8000, 900, 300, 400, "50%"]])
    assert len(reading.rows) == 1
    (rejection,) = reading.rejections
    assert rejection.whole_row
    assert rejection.row == 3
    assert sum(refusal.count for refusal in reading.receipt.refused) == 1


# 5 -- rates over 100 % --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("done", "rate"), [(1226, "122.6%"), (1514.7, "151.47%"), (1471, 1.471), (1164.5, 116.45)])
def test_rates_over_a_hundred_are_normal(one, done, rate):
    reading = one({"总投资(万元)": 90000, "年度计划(万元)": 1000, "本年累计完成(万元)": done, "年度投资完成率": rate})
    assert reading.rows[0].year_done == int(done * WAN)
    assert reading.rejections == ()
    assert reading.as_json()["rejected"] == []


def test_a_rate_over_three_hundred_is_refused(one):
    reading = one({"总投资(万元)": 90000, "年度计划(万元)": 1000, "本年累计完成(万元)": 4000})
    assert reading.rows[0].year_done is None
    assert (reading.rows[0].year_plan, reading.rejections[0].value) == (1000 * WAN, "4000")
    assert "400%" in reading.rejections[0].problem


# 6 -- crossing categories: test_totals.py, R7. A stage is not a class -----------------------------------------------------------


def test_a_state_is_not_a_class(read):
    reading = read(
        [
            ["项目名称", "项目类别", "项目状态", "责任单位"],
            ["甲路工程", "新开工", "已开工", "局"],
            ["乙路工程", "新开工", "未开工", "局"],
            ["丙路工程", "续建", "前期", "局"],
        ]
    )
    assert [(row.project_class, row.stage) for row in reading.rows] == [
        (ProjectClass.NEW, Stage.START), (ProjectClass.NEW, None), (ProjectClass.CONTINUED, Stage.PREPARATION),
    ]  # fmt: skip


def test_the_nature_of_the_works_is_not_a_class(read):
    reading = read(
        [["项目名称", "建设性质", "总投资(万元)"], ["甲路工程", "新建", 9000], ["乙路工程", "改建", 8000], ["丙路工程", "扩建", 8000]]
    )
    assert {row.project_class for row in reading.rows} == {None}


def test_a_class_column_that_holds_sectors_is_a_sector(read):
    reading = read([["项目名称", "项目类别", "总投资(万元)"], ["甲路工程", "交通", 9000], ["乙河整治", "水利", 8000]])
    assert [row.sector for row in reading.rows] == ["交通", "水利"]


# 7 -- rounding: test_totals.py ------------------------------------------------------------------------------------------------
# 8 -- packages ----------------------------------------------------------------------------------------------------------------


def test_a_stated_number_of_projects_is_checked(read, header):
    reading = read(
        [
            header,
            ["一、续建项目(3个)"],
            [1, "甲路工程", "局", 9000, 1000, 400, 500, "60%"],
            [2, "乙路工程", "局", 9000, 1000, 400, 500, "60%"],
        ]
    )
    assert [finding.kind for finding in reading.findings] == ["项目数不符"]


# 9 -- progress in words -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("已完工", Stage.COMPLETED), ("顺利推进", Stage.BUILDING), ("按序时推进", Stage.BUILDING), ("低于序时进度1.6个百分点", None),
        ("进度慢序时", None), ("主体结顶", Stage.BUILDING), ("完成勘察设计招标", Stage.PREPARATION), ("完成可研", Stage.PREPARATION),
    ],
)  # fmt: skip
def test_progress_in_words_is_no_number(one, words, stage):
    reading = one({"总投资(万元)": 9000, "形象进度": words})
    (row,) = reading.rows
    assert (row.physical_progress, row.progress_words, row.stage) == (None, words, stage)
    assert reading.rejections == ()


# 10 -- lost characters in dates -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("words", "proposal"), [("截至1031日", "10月31日"), ("2023年19月", "1—9月")])
def test_a_broken_data_date_is_refused_with_a_proposal(read, words, proposal):
    reading = read([[f"重点项目进度({words})"], ["项目名称", "总投资(万元)"], ["甲路工程", 9000]], name="台账.xlsx")
    assert reading.as_of is None
    (rejection,) = reading.rejections
    assert rejection.column == "数据截至"
    assert proposal in rejection.remedy
    assert len(reading.rows) == 1


# 11 -- dates of many kinds ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "finish"),
    [
        ("2024年底", "2024-12-31"),
        ("2023年年底", "2023-12-31"),
        ("2027年12月", "2027-12-31"),
        ("36个月", "None"),
        ("1614日历天", "None"),
        (45443, "2024-05-31"),
    ],
)
def test_dates_of_many_grains(one, written, finish):
    reading = one({"总投资(万元)": 9000, "计划竣工时间": written})
    assert str(reading.rows[0].planned_finish) == finish
    assert reading.rejections == ()


# 12 -- several projects in a cell ---------------------------------------------------------------------------------------------


def test_a_package_is_one_row_and_is_pointed_out(one, read):
    reading = read([["项目名称", "年度计划(万元)"], ["新章镇大桥、彩虹桥新建等项目", 1000]])
    assert [(row.name, row.year_plan) for row in reading.rows] == [("新章镇大桥、彩虹桥新建等项目", 1000 * WAN)]
    assert [finding.kind for finding in reading.findings] == ["打包项目"]


def test_several_projects_in_a_cell_are_split_and_the_joint_figure_refused(read):
    reading = read([["项目名称", "年度计划(万元)", "进展情况"], ["太平山-雪花谷公路;大岙-象田公路", 1000, "1.路基施工;2.施工图设计完成"]])
    assert [(row.name, row.part, row.year_plan, row.stage) for row in reading.rows] == [
        ("太平山-雪花谷公路", 0, None, Stage.BUILDING), ("大岙-象田公路", 1, None, Stage.PREPARATION),
    ]  # fmt: skip
    assert "无法分摊" in reading.rejections[0].problem
    assert reading.receipt.taken == 1


def test_a_wrapped_name_is_one_project(read):
    reading = read([["项目名称", "年度计划(万元)"], ["某某中横线\n(二期)工程", 1000], ["滨海大道拓宽\n改造", 900]])
    assert [row.name for row in reading.rows] == ["某某中横线(二期)工程", "滨海大道拓宽改造"]


# 13 -- dashes in names --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["甲路(乙路-丙路)工程", "甲路(乙路—丙路)工程", "甲路(乙路~丙路)工程", "水系连通工程—甲河整治"])
def test_dashes_in_names_stay(read, name):
    assert read([["项目名称", "总投资(万元)"], [name, 9000]]).rows[0].name == name
