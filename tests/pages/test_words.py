import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.ui import words


@pytest.mark.parametrize(
    ("yuan", "said"),
    [(None, "—"), (0, "0万元"), (46_642 * 10_000, "4.66亿元"), (4_664_2000, "4664.2万元"), (3_350_000_000, "33.5亿元"),
     (100_000_000, "1亿元"), (99_999_999, "10000万元"), (-5_000_000, "-500万元"), (1, "0万元")],
)
def test_money(yuan, said):
    assert words.money(yuan) == said


@pytest.mark.parametrize(
    ("ratio", "said"),
    [(None, "—"), (0.0, "0%"), (1.226, "122.6%"), (0.6114, "61.1%"), (1.5147, "151.5%"), (1.0, "100%")],
)
def test_a_rate_is_never_clipped(ratio, said):
    assert words.rate(ratio) == said


@pytest.mark.parametrize(
    ("points", "said"),
    [(None, ""), (-3.2, "欠时序 3.2 个百分点"), (12.0, "超时序 12 个百分点"), (0.0, "与时序持平"),
     (-0.04, "与时序持平"), (-0.06, "欠时序 0.1 个百分点")],
)
def test_the_gap_says_which_way(points, said):
    assert words.gap(points) == said


@given(st.integers(-(10**13), 10**13))
def test_money_says_the_amount_to_the_last_digit_shown(yuan):
    said = words.money(yuan)
    unit = 10**8 if said.endswith("亿元") else 10**4
    assert math.isclose(float(said[:-2]) * unit, yuan, abs_tol=0.00501 * unit)


def test_days_lengths_and_areas():
    assert words.day(date(2024, 5, 31)) == "2024年5月31日"
    assert (words.length(8123), words.length(915.4), words.length(None)) == ("8.12 公里", "915 米", "—")
    assert (words.area(2_500_000), words.area(800)) == ("2.5 平方公里", "800 平方米")


def test_what_is_owed_is_never_said_short():
    assert words.owed(111_666_667) == "1.12亿元" and words.owed(2_000_001) == "200.01万元"
    assert words.owed(2_000_000) == "200万元" and words.owed(None) == words.UNKNOWN
