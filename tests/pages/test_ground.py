import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.views import Light, totals, town_totals
from pages.ui import ground
from tests.pages.boards import FakeViews
from tests.pages.conftest import Page
from tests.pages.test_map import said

BOARD = FakeViews(60).board(None)
TOWNS = town_totals(BOARD)


def test_without_asking_no_town_is_tinted_and_the_choices_are_offered(invented):
    invented(20)
    plain = said(Page())
    assert plain["ground"] == {"key": "", "titles": {"": "无", "count": "项目数", "year": "年度完成率", "behind": "红黄灯数"}}


def test_the_address_asks_for_a_ground_and_filters_apply_to_it(invented):
    board = invented(60).board(None)
    plain = said(Page(ground="count"))
    whole = plain["ground"]["said"]
    code = next(share.town for row in board.rows for share in row.towns if share.town)
    assert whole[code] == f"{sum(any(share.town == code for share in row.towns) for row in board.rows)}项"
    plain = said(Page(ground="count", sector="公路"))
    assert plain["ground"]["said"] != whole
    plain = said(Page(ground="<script>"))
    assert plain["ground"]["key"] == ""


def test_the_legend_says_that_a_project_across_towns_counts_in_each():
    assert "每个镇街各计一次" in ground.tinted(TOWNS, ground.GROUNDS["count"])["note"]
    shares = sum(town.totals.projects for town in TOWNS)
    assert shares > len({row.id for row in BOARD.rows if row.towns})


def test_the_rate_of_a_town_is_the_ratio_of_its_sums():
    made = ground.tinted(TOWNS, ground.GROUNDS["year"])
    town = TOWNS[0]
    rows = [row for row in BOARD.rows if any(share.town == town.code for share in row.towns)]
    rate = totals(rows, BOARD.as_of).year_rate
    label = made["classes"][made["of"][town.code]]["label"]
    assert made["said"][town.code] == f"{rate * 100:.1f}".rstrip("0").rstrip(".") + "%"
    low = label.split("–")[0].strip("%低于")
    assert not label[0].isdigit() or float(low) <= rate * 100


def test_a_town_of_which_nothing_is_known_is_hatched_never_nought():
    rows = tuple(row for row in BOARD.rows if row.lit.light in (Light.GREY, Light.UNRATED))
    from dataclasses import replace

    towns = town_totals(replace(BOARD, rows=rows))
    made = ground.tinted(towns, ground.GROUNDS["behind"])
    assert {made["classes"][step]["fill"] for step in made["of"].values()} == {ground.UNKNOWN}
    assert made["classes"][made["absent"]]["fill"] == ground.UNKNOWN
    assert ground.tinted((), ground.GROUNDS["year"])["classes"][-1]["fill"] == ground.UNKNOWN


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 10**6), max_size=30))
def test_every_count_falls_into_a_step_that_holds_it(values):
    labels, class_of = ground._steps(values)
    assert len(labels) <= 6
    for value in values:
        label = labels[class_of(value)]
        low, _, high = label.partition("–")
        assert int(low) <= value <= int(high or low)


@pytest.mark.parametrize("key", list(ground.GROUNDS))
def test_every_ground_has_tints_that_differ_and_none_is_a_lights_colour(key):
    made = ground.tinted(TOWNS, ground.GROUNDS[key])
    fills = [kind["fill"] for kind in made["classes"]]
    assert len(fills) == len(set(fills))
    for fill in fills[:-1]:
        red, green, blue = (int(fill[at : at + 2], 16) for at in (1, 3, 5))
        assert green < red <= blue + 20 and green < blue, "not a violet grey"
