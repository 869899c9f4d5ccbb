"""Totals are ratios of sums; unknown is not nought; a part is not added to its whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model import Light, Stage
from data.views import totals, town_totals
from data.views.shapes import Board
from tests.data.views.boards import JUNE, row

YI = 100_000_000


def board(*rows):
    return Board(
        region="r", as_of=JUNE, rule="默认", rule_words=(), rows=rows, totals=totals(rows, JUNE), demo=False,
        approximate_towns=False, sources=(), version=1,
    )  # fmt: skip


def test_the_published_roll_up():
    found = totals([row("a", plan=10_000_000_000, done=6_000_000_000), row("b", plan=9_582_000_000, done=5_973_000_000)], JUNE)
    assert round(found.year_rate * 100, 2) == 61.14


def test_a_rate_is_of_sums_never_the_mean_of_rates():
    found = totals([row("a", plan=100, done=100), row("b", plan=900, done=0)], JUNE)
    assert found.year_rate == 0.1
    assert found.gap == pytest.approx(-40)


def test_a_rate_rests_on_those_who_know_both_plan_and_done():
    rows = [row("a", plan=100, done=50), row("b", plan=900), row("c", done=70), row("d", plan=0, done=7)]
    found = totals(rows, JUNE)
    assert found.year_rate == 0.5
    assert found.rated == 1
    assert (found.year_plan, found.year_done) == (1000, 127), "the sums are of all who know the figure"


def test_how_many_projects_stand_behind_the_whole_investment():
    rows = [row("a", total=100, total_done=50), row("b", total=300), row("c", plan=7, done=7)]
    found = totals(rows, JUNE)
    assert (found.total_investment, found.invested) == (400, 2)
    assert (found.total_rate, found.total_rated) == (0.5, 1)


def test_unknown_is_not_nought():
    found = totals([row("a"), row("b", known=False)], JUNE)
    assert (found.year_plan, found.year_done, found.total_investment, found.total_done) == (None,) * 4
    assert (found.year_rate, found.total_rate, found.gap) == (None,) * 3
    assert found.without_figures == 2


def test_nought_is_not_unknown():
    assert totals([row("a", plan=100, done=0)], JUNE).year_rate == 0


def test_rates_are_not_clipped():
    assert totals([row("a", plan=100, done=151)], JUNE).year_rate == 1.51


def test_the_two_rates_are_not_mixed():
    found = totals([row("a", plan=100, done=50, total=1000, total_done=900)], JUNE)
    assert (found.year_rate, found.total_rate) == (0.5, 0.9)


def test_a_part_is_not_added_to_its_whole():
    parts = [row("one", plan=60, done=30, parent="whole"), row("two", plan=40, done=10, parent="one")]
    found = totals([row("whole", plan=100, done=40), *parts], JUNE)
    assert (found.year_plan, found.year_done, found.projects) == (100, 40, 3)


def test_parts_count_where_the_whole_has_no_figures_or_is_not_there():
    parts = [row("one", plan=60, done=30, parent="whole"), row("two", plan=40, done=10, parent="whole")]
    assert totals([row("whole"), *parts], JUNE).year_plan == 100
    assert totals(parts, JUNE).year_plan == 100


def test_a_whole_that_gives_only_its_total_does_not_hide_what_its_parts_give():
    parts = [row("one", plan=60, done=30, total=500, parent="whole"), row("two", plan=40, done=10, total=400, parent="whole")]
    found = totals([row("whole", total=1000), *parts], JUNE)
    assert (found.total_investment, found.year_plan, found.year_done, found.year_rate, found.rated) == (1000, 100, 40, 0.4, 2)
    planned = totals([row("whole", plan=120, total=1000), *parts], JUNE)
    assert (planned.year_plan, planned.year_done, planned.year_rate) == (120, 40, 0.4), "the rate rests on those who know both"


def test_a_circle_of_parents_ends():
    assert totals([row("a", plan=1, parent="b"), row("b", parent="a")], JUNE).year_plan == 1


def test_lights_and_stages_are_counted():
    rows = [
        row("a", light=Light.RED, stage=Stage.BUILDING, mapped=True),
        row("b", light=Light.RED, stage=Stage.START),
        row("c", light=Light.BLUE, stage=Stage.COMPLETED),
    ]
    found = totals(rows, JUNE)
    assert found.lights == {Light.RED: 2, Light.YELLOW: 0, Light.GREEN: 0, Light.BLUE: 1, Light.GREY: 0, Light.UNRATED: 0}
    assert (found.building, found.mapped, found.projects) == (2, 1, 3)


def test_without_a_date_there_is_no_gap():
    assert totals([row("a", plan=100, done=50)], None).gap is None


def test_a_project_counts_whole_in_each_of_its_towns():
    both, one = row("a", plan=100, done=50, towns=("甲", "乙")), row("b", plan=300, done=30, towns=("乙",))
    first, second = town_totals(board(both, one), ["甲", "乙"])
    assert (first.name, first.totals.projects, first.totals.year_plan, first.shared) == ("甲", 1, 100, 1)
    assert (second.totals.projects, second.totals.year_plan, second.shared) == (2, 400, 1)
    assert [town.name for town in town_totals(board(both, one))] == ["乙", "甲"], "all towns, by code"


def test_a_town_without_projects_has_none():
    (town,) = town_totals(board(), ["丙"])
    assert town.totals.projects == 0 and town.totals.year_rate is None


AMOUNTS = st.none() | st.integers(0, 10**12)


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS), max_size=12))
def test_the_rate_lies_between_the_least_and_the_greatest(amounts):
    rows = [row(str(number), plan=plan, done=done) for number, (plan, done) in enumerate(amounts)]
    rates = [one.year_rate for one in rows if one.year_rate is not None]
    found = totals(rows, JUNE)
    assert found.rated == len(rates)
    if rates:
        assert min(rates) * (1 - 1e-9) <= found.year_rate <= max(rates) * (1 + 1e-9)
    else:
        assert found.year_rate is None
