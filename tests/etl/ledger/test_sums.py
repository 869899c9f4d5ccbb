"""Published sums that do and do not add up (ledger_reconciliation_cases.json), as arithmetic."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.ledger.cells import Cell
from etl.ledger.money import UNITS, Amount, read_amount
from etl.ledger.sums import Sum, reconcile

CASES = Path(__file__).parents[3] / ".." / "shared" / "ledgers" / "ledger_reconciliation_cases.json"

# What the published figures prove, in the words of reconcile.
PROVED = {"ok": Sum.EQUAL, "rounding": Sum.ROUNDING, "single-unit slip": Sum.EQUAL, "unit slip": Sum.EQUAL, "unit slip x2": Sum.ROUNDING}


def cases():
    return json.loads(CASES.read_text("utf-8")) if CASES.exists() else []


def amount(text, unit="亿元"):
    found = read_amount(Cell(str(text)), unit)
    assert isinstance(found, Amount), found
    return found


@pytest.mark.skipif(not CASES.exists(), reason="the shared cases are not here")
def test_there_are_twelve_cases():
    assert [case["id"] for case in cases()] == [f"R{number}" for number in range(1, 13)]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_published_sums_in_their_right_unit(case):
    unit = case["unit"] if case["unit"] in UNITS else "万元"
    verdict = reconcile([amount(part, unit) for part in case["parts"]], amount(case["published_total"], unit))
    assert verdict.kind is PROVED[case["verdict"]]
    assert verdict.difference == int(Decimal(str(case["diff"])) * UNITS[unit]) or case["id"] in ("R2",)


def test_one_part_in_the_wrong_unit_is_named():
    parts = [amount(text) for text in ("14.02", "5.12", "2.1", "9.1", "3.06万元", "4.78")]
    verdict = reconcile(parts, amount("38.18"))
    assert (verdict.kind, verdict.suspects, verdict.factor) == (Sum.UNIT_SLIP, (4,), 10_000)


def test_all_parts_in_the_wrong_unit_are_named():
    verdict = reconcile([amount("4.74万元"), amount("2.38万元")], amount("7.1亿元"))
    assert (verdict.kind, verdict.suspects) == (Sum.UNIT_SLIP, (0, 1))


def test_a_total_in_the_wrong_unit_is_named():
    parts = [amount("4.74"), amount("2.38")]
    assert reconcile(parts, amount("7.12万元")).kind is Sum.TOTAL_SLIP


def test_a_part_left_out_is_named():
    verdict = reconcile([amount("4.74"), amount("2.38"), amount("3.3")], amount("7.12"))
    assert (verdict.kind, verdict.equal_to) == (Sum.UNEQUAL, 2)


def test_a_gap_beyond_rounding_is_no_rounding():
    parts = [amount("28.78"), amount("26.4"), amount("22.39")]
    assert reconcile(parts, amount("77.57")).kind is Sum.EQUAL
    assert reconcile(parts, amount("78.57")).kind is Sum.UNEQUAL


def test_two_readings_prove_nothing():
    """Equal slips in either of two equal parts cannot be told apart."""
    verdict = reconcile([amount("3万元"), amount("3万元"), amount("5")], amount("8.0003"))
    assert verdict.kind is not Sum.UNIT_SLIP


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.integers(10_000, 10**11), min_size=1, max_size=12),
    st.integers(0, 11),
    st.sampled_from([Decimal(10_000), Decimal("0.0001")]),
)
def test_exact_sums_hold_and_a_slip_is_never_called_equal(yuan, position, factor):
    parts = [Amount(value, "元", Decimal(0)) for value in yuan]
    total = Amount(sum(yuan), "元", Decimal(0))
    assert reconcile(parts, total).kind is Sum.EQUAL
    position %= len(yuan)
    slipped = int(yuan[position] / factor)
    if slipped != yuan[position]:
        broken = [*parts]
        broken[position] = Amount(slipped, "元", Decimal(0))
        verdict = reconcile(broken, total)
        assert not verdict.holds
        if verdict.kind is Sum.UNIT_SLIP:
            fixed = sum(part.yuan * (verdict.factor if place in verdict.suspects else 1) for place, part in enumerate(broken))
            assert fixed == total.yuan
