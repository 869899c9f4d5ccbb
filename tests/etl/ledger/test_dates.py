"""Dates of many grains and their slips."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.ledger.cells import Cell
from etl.ledger.dates import Duration, from_text, read_date, read_period
from etl.ledger.money import Doubt


@pytest.mark.parametrize(
    ("text", "start", "finish"),
    [
        ("2024年底", "2024-12-31", "2024-12-31"),
        ("2024年", "2024-01-01", "2024-12-31"),
        ("2027年12月", "2027-12-01", "2027-12-31"),
        ("2024.5", "2024-05-01", "2024-05-31"),
        ("2024-05-31", "2024-05-31", "2024-05-31"),
        ("2024/2/29", "2024-02-29", "2024-02-29"),
        ("20240531", "2024-05-31", "2024-05-31"),
        ("202405", "2024-05-01", "2024-05-31"),
        ("2024年第三季度", "2024-07-01", "2024-09-30"),
        ("2024年上半年", "2024-01-01", "2024-06-30"),
        ("计划2024年6月开工", "2024-06-01", "2024-06-30"),
        ("2024年12月底前完成", "2024-12-01", "2024-12-31"),
    ],
)
def test_coarse_dates(text, start, finish):
    assert (str(from_text(text, start=True)), str(from_text(text, start=False))) == (start, finish)


@pytest.mark.parametrize("text", ["36个月", "1614日历天", "24个月", "工期720天", "3年"])
def test_durations_are_no_dates(text):
    assert isinstance(from_text(text, start=False), Duration)


@pytest.mark.parametrize(
    ("text", "hint"), [("19月", "1—9月"), ("2024年13月", "1—3月"), ("2024年2月30日", "核对"), ("5月", "2024年5月"), ("尽快", "2024年5月")]
)
def test_slips_are_doubted(text, hint):
    found = from_text(text, start=True)
    assert isinstance(found, Doubt)
    assert hint in found.problem + found.remedy


def test_numbers():
    assert read_date(Cell(45443.0), start=True) == date(2024, 5, 31)
    assert read_date(Cell(2024.0), start=False) == date(2024, 12, 31)
    assert read_date(Cell(2024.12), start=False) == date(2024, 12, 31)
    assert "10 月" in read_date(Cell(2024.1), start=False).problem
    assert isinstance(read_date(Cell(7.0), start=False), Doubt)


@pytest.mark.parametrize("text", ["2022-2025", "2022—2025年", "2022年~2025年底", "2022至2025"])
def test_periods(text):
    assert read_period(text) == (date(2022, 1, 1), date(2025, 12, 31))


def test_no_period():
    assert read_period("36个月") is None
    assert read_period("2025-2022") is None


@given(st.text(alphabet="0123456789年月日底-./前季度一二个天", max_size=12), st.booleans())
def test_any_text_is_answered(text, start):
    found = from_text(text, start=start)
    assert found is None or isinstance(found, date | Duration | Doubt)
