"""The data date in the words of titles, headers, sheets and file names."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.ledger.as_of import choose, read_data_date, year_in


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("截至2024年5月31日", "2024-05-31"),
        ("数据截止日期:2024-05-31", "2024-05-31"),
        ("2024年1-5月重点项目", "2024-05-31"),
        ("2024年1—5月份", "2024-05-31"),
        ("某市台账(2024年5月)", "2024-05-31"),
        ("台账202405", "2024-05-31"),
        ("进度表20240525", "2024-05-25"),
        ("2024.05.31", "2024-05-31"),
        ("周进展(2024.05.20-2024.05.26)", "2024-05-26"),
        ("周进展(2024.5.27—6.2)", "2024-06-02"),
        ("2024-05-20至26", "2024-05-26"),
        ("二〇二四年五月份重点项目", "2024-05-31"),
        ("二○二四年十二月", "2024-12-31"),
        ("项目计划(2024年1月10日印发),截至2024年4月底", "2024-04-30"),
        ("2024年5月5000万元以上项目", "2024-05-31"),
        ("2024年8月中旬", "2024-08-15"),
        ("2024年上半年", "2024-06-30"),
        ("2024年前三季度", "2024-09-30"),
        ("2024年一季度", "2024-03-31"),
        ("5月份", "2024-05-31"),
        ("截至5月底形象进度", "2024-05-31"),
        ("1-5月累计完成投资", "2024-05-31"),
        ("截至8月15日", "2024-08-15"),
        ("2024年2月", "2024-02-29"),
    ],
)
def test_data_dates(text, when):
    assert str(read_data_date(text, 2024).when) == when


@pytest.mark.parametrize("text", ["填报日期:2024年6月3日", "2024年重点工程", "某市台账", "工期36个月", "打印时间2024-6-3"])
def test_other_dates_are_no_data_dates(text):
    assert read_data_date(text, 2024).when is None


@pytest.mark.parametrize(
    ("text", "hint"), [("截至1031日", "10月31日"), ("2023年19月", "1—9月"), ("截至2024年0531日", "5月31日"), ("5月", "年份")]
)
def test_slips_propose(text, hint):
    found = read_data_date(text, None)
    assert found.when is None
    assert hint in found.problem + found.remedy


def test_the_day_said_in_the_sheet_wins_and_contradictions_are_kept():
    best, others = choose([("标题", "2024年6月台账"), ("表上方", "截至2024年5月31日")], year=2024)
    assert best.when == date(2024, 5, 31)
    assert [other.when for other in others] == [date(2024, 6, 30)]


def test_a_broken_until_is_not_papered_over_by_the_file_name():
    best, _ = choose([("表上方", "截至1031日"), ("文件名", "台账202410")], year=2024)
    assert best.when is None
    assert "10月31日" in best.remedy


def test_years():
    assert year_in(["台账", "2024年重点工程"]) == 2024
    assert year_in(["台账202405"]) == 2024
    assert year_in(["无"]) is None


@given(st.text(alphabet="0123456789年月日截至底-—.季度上半中旬", max_size=14))
def test_any_text_is_answered(text):
    found = read_data_date(text, 2024)
    assert found.when is None or isinstance(found.when, date)
