from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.numbers import day, money, money_at_least, percent, points, points_words, rounded, wan
from briefing.proof import figures_in


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        (None, "无数据"),
        (0, "0万元"),
        (500, "500元"),
        (46_642_0000, "4.66亿元"),
        (4664_2000, "4664.2万元"),
        (3_350_000_000, "33.5亿元"),
        (-2_000_0000, "-2000万元"),
    ],
)
def test_money_as_one_says_it(yuan, words):
    assert money(yuan) == words


@pytest.mark.parametrize(
    ("yuan", "words"),
    [(123_450_001, "1.24亿元"), (123_000_000, "1.23亿元"), (46_642_001, "4664.21万元"), (99_999_999, "1亿元"), (1, "1元")],
)
def test_what_is_still_to_be_done_is_never_told_too_small(yuan, words):
    assert money_at_least(yuan) == words


@given(st.integers(1, 10**12))
def test_whoever_does_the_amount_told_has_done_enough(yuan):
    (figure,) = figures_in(money_at_least(yuan))
    assert yuan <= figure.value <= yuan * 1.02


def test_cells_are_whole_wan_but_small_amounts_do_not_vanish():
    assert (wan(35_604_999), wan(5_000), wan(0), wan(None)) == ("3560", "0.5", "0", "—")


def test_rates_are_never_clipped_and_round_half_up():
    assert percent(1.226) == "122.6%"
    assert percent(0.12345) == "12.3%"
    assert percent(0.00050) == "0.1%"
    assert percent(None) == "—"
    assert str(rounded(2.675, 2)) == "2.68"


@pytest.mark.parametrize(
    ("gap", "cell", "words"),
    [
        (3.46, "+3.5", "超时序进度3.5个百分点"),
        (-12.0, "-12.0", "欠时序进度12.0个百分点"),
        (0.04, "0.0", "与时序进度持平"),
        (-0.04, "0.0", "与时序进度持平"),
        (None, "—", ""),
    ],
)
def test_gap_ahead_behind_level_unknown(gap, cell, words):
    assert (points(gap), points_words(gap)) == (cell, words)


def test_days():
    assert day(date(2024, 5, 31)) == "5月31日"
    assert day(date(2024, 5, 31), year=True) == "2024年5月31日"
    assert day(None) == "日期不详"
