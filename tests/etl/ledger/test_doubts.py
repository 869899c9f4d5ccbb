"""The traps of domain.md: figures that contradict, cells that hold no amount, names like formulas: refused or told, by cell."""

import pytest

from tests.etl.ledger.reading import problems

WAN = 10_000


def test_three_texts_in_one_cell(one):
    text = "进展情况:主体施工。存在问题:土地指标未落实。下一步打算:加快协调。"
    (row,) = one({"总投资(万元)": 9000, "进展情况、存在问题及下一步打算": text}).rows
    assert row.problems == "土地指标未落实。"
    assert row.progress_words == "进展情况:主体施工。"


@pytest.mark.parametrize(("done", "total"), [(9500, 9000), (500, 400)])
def test_done_that_contradicts_is_seen(one, done, total):
    reading = one({"总投资(万元)": total, "本年累计完成(万元)": 300, "开累完成投资(万元)": done})
    found = [*reading.rejections, *reading.findings]
    assert len(found) == 1
    assert found[0].row == 2


def test_done_far_over_the_total_is_refused(one):
    reading = one({"总投资(万元)": 9000, "开累完成投资(万元)": 12000})
    assert reading.rows[0].total_done is None
    assert "大于总投资" in reading.rejections[0].problem


def test_total_done_below_this_years_is_refused(one):
    reading = one({"总投资(万元)": 9000, "本年累计完成(万元)": 800, "开累完成投资(万元)": 500})
    assert (reading.rows[0].year_done, reading.rows[0].total_done) == (800 * WAN, None)


def test_a_rate_that_contradicts_its_figures_is_refused_by_cell(one):
    reading = one({"总投资(万元)": 9000, "年度计划(万元)": 1000, "本年累计完成(万元)": 400, "年度投资完成率": "62%"})
    assert problems(reading) == [(2, "年度投资完成率", "62%")]
    assert "40%" in reading.rejections[0].problem
    assert reading.rows[0].year_done == 400 * WAN


@pytest.mark.parametrize("value", [-5, "-5", "(500)", "2-3亿元", "详见附件", "12O0", True])
def test_what_is_no_amount_is_refused_by_cell(one, value):
    reading = one({"总投资(万元)": 9000, "年度计划投资(万元)": value})
    assert reading.rows[0].year_plan is None
    assert [column for _, column, _ in problems(reading)] == ["年度计划投资(万元)"]


@pytest.mark.parametrize("value", ["—", "/", "", "无", "-", None, "待定"])
def test_a_dash_is_nothing(one, value):
    reading = one({"总投资(万元)": 9000, "年度计划(万元)": value})
    assert reading.rows[0].year_plan is None
    assert reading.rejections == ()


@pytest.mark.parametrize(
    ("values", "progress"),
    [
        ([0.75, 0.2], [75, 20]),
        ([75, 20], [75, 20]),
        (["75%", "20%"], [75, 20]),
        (["75%", 0.2], [75, 20]),
        ([75, 0.2], [75, None]),
        ([1, 0], [None, 0]),
    ],
)
def test_percent_by_what_the_column_does(read, values, progress):
    reading = read(
        [["项目名称", "总投资(万元)", "形象进度"], *([f"{name}路工程", 9000, value] for name, value in zip("甲乙", values, strict=True))]
    )
    assert [row.physical_progress for row in reading.rows] == progress
    assert len(reading.rejections) == sum(value is None for value in progress)


@pytest.mark.parametrize("name", ["=1+1路工程", "+甲路工程", "-甲路工程", "@甲路工程"])
def test_names_that_look_like_formulas_are_text(name):
    from etl.ledger import read_ledger

    (row,) = read_ledger(f"项目名称,总投资(万元)\n{name},9000\n".encode(), "台账2024年5月.csv").rows
    assert row.name == name


def test_the_same_name_twice_is_found(read, header):
    row = [1, "甲路工程", "局", 9000, 1000, 400, 500, "60%"]
    assert [finding.kind for finding in read({"全市": [header, row], "东镇": [header, row]}).findings] == ["重复项目"]


def test_near_names_are_not_the_same(read):
    names = ["梅湖水库扩容工程", "梅湖水库清淤扩容工程", "中部三塘横江拓疏", "西部三塘横江拓疏", "中横线一期", "中横线二期"]
    reading = read([["项目名称", "总投资(万元)"], *([name, 9000] for name in names)])
    assert [row.name for row in reading.rows] == names
    assert reading.findings == ()
