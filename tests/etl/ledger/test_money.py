"""Amounts are exact, doubts are told."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.ledger.cells import Cell, number_form, plain
from etl.ledger.money import UNITS, Amount, Doubt, in_words, proposed_reading, read_amount


def yuan(value, unit="万元"):
    found = read_amount(Cell(value), unit)
    return found.yuan if isinstance(found, Amount) else found


@pytest.mark.parametrize(
    ("value", "unit", "amount"),
    [
        (46642, "万元", 466_420_000), (33.5, "亿元", 3_350_000_000), (0.1 + 0.2, "亿元", 30_000_000), ("1,234.5", "万元", 12_345_000),
        ("1234.5", "万元", 12_345_000), ("33.5亿", "", 3_350_000_000), ("￥500万元", "", 5_000_000), ("人民币2亿元整", "", 200_000_000),
        ("3亿5000万元", "", 350_000_000), ("约2亿元", "", 200_000_000), ("1.2345678", "亿元", 123_456_780), (".5", "亿元", 50_000_000),
        ("123456.78", "元", 123_457), ("5千万元", "", 50_000_000), ("800千元", "", 800_000), (0, "万元", 0), ("0", "", 0),
        ("12290万元(其中中央2000万元)", "", 122_900_000),
    ],
)  # fmt: skip
def test_readings(value, unit, amount):
    assert yuan(value, unit) == amount


@pytest.mark.parametrize("value", [None, "", " ", "—", "-", "/", "无", "待定", "——"])
def test_nothing_is_none(value):
    assert read_amount(Cell(value), "万元") is None


@pytest.mark.parametrize(
    ("value", "unit"),
    [("11.3元", "万元"), (11.3, "元"), ("2-3亿", ""), ("见附件", "万元"), (-1, "万元"), ("(500)", "万元"), ("500", ""), ("1.2.3", "万元"),
     ("12O0", "万元"), (True, "万元"), (10**12, "万元"), ("5亿(一期)3亿(二期)", ""), ("1,23", "万元"), ("nan", "x元")],
)  # fmt: skip
def test_doubts_have_a_remedy(value, unit):
    found = read_amount(Cell(value), unit)
    if value == "nan":
        assert found is None
        return
    assert isinstance(found, Doubt)
    assert found.problem
    assert found.remedy


def test_formats_that_scale_or_name_the_unit():
    assert read_amount(Cell(466420000, number_form("0!.0000")), "万元").yuan == 466_420_000
    assert read_amount(Cell(466420, number_form("#,##0.00,")), "万元").yuan == 4_664_200
    assert read_amount(Cell(33.5, number_form('0.00"亿元"')), "万元").yuan == 3_350_000_000
    assert isinstance(read_amount(Cell(0.5, number_form("0%")), "万元"), Doubt)


def test_the_proposed_unit_follows_the_neighbours():
    assert proposed_reading(Decimal("11.3"), (865_000_000,)) == "11.3亿元"
    assert proposed_reading(Decimal(3200), (90_000_000,)) == "3200万元"
    assert proposed_reading(Decimal("11.3")) == "11.3亿元"


@settings(deadline=None, max_examples=200)
@given(st.decimals(min_value="0.01", max_value="99999", places=2), st.sampled_from(["万元", "亿元"]), st.booleans())
def test_written_and_read_again_is_the_same(number, unit, typed):
    cell = Cell(float(number)) if typed else Cell(f"{number}{unit}")
    assert read_amount(cell, unit).yuan == int(number * UNITS[unit])


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="0123456789.,亿万元千-—()约至~ %", max_size=12), st.sampled_from(["", "元", "万元", "亿元"]))
def test_any_text_gives_an_amount_a_doubt_or_nothing(text, unit):
    found = read_amount(Cell(text), unit)
    assert found is None or isinstance(found, Doubt) or (isinstance(found.yuan, int) and found.yuan >= 0)


@given(st.integers(0, 10**13))
def test_words_keep_the_amount(amount):
    words = in_words(amount)
    unit = "亿元" if words.endswith("亿元") else "万元" if words.endswith("万元") else "元"
    assert Decimal(words.removesuffix(unit)) * UNITS[unit] == amount
    assert plain(Decimal("1E+3")) == "1000"
