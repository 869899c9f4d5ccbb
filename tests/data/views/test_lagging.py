"""What is behind, since when, how far, and why."""

from dataclasses import replace
from datetime import date

import pytest

from data import views
from data.model import Light, Problem, Project, Stage
from data.store.batch import Batch
from tests.data.store.samples import NOW, ledger

DATES = [date(2024, 3, 31), date(2024, 4, 30), date(2024, 5, 31), date(2024, 6, 30)]
PLAN = 1_000_000
GREEN, YELLOW, RED = 0, 15, 25
"""Points behind that make each light under the region's default rule (10 and 20)."""


def load(store, behind):
    """Ledgers of month ends: id to how many points each project is behind at each date (None: not in that ledger)."""
    store.load(Batch(projects=tuple(Project(id=one, name=f"{one}工程") for one in behind)))
    for number, day in enumerate(DATES):
        done = {
            one: round(PLAN * (day.month / 12 - points[number] / 100))
            for one, points in behind.items() if number < len(points) and points[number] is not None
        }
        if done:
            store.load(ledger(f"{day}", day, done, plan=PLAN))


def behind(store, as_of=None):
    return {one.row.id: one for one in views.lagging(store, views.board(store, as_of))}


@pytest.fixture
def store(opened, tmp_path):
    return opened(tmp_path / "b.gpkg")


def test_red_comes_first_then_the_widest_gap(store):
    load(store, {"a": [0, 0, 0, 12], "b": [0, 0, 0, 24], "c": [0, 0, 0, 18], "d": [0, 0, 0, 0]})
    found = views.lagging(store, views.board(store))
    assert [one.row.id for one in found] == ["b", "c", "a"]
    assert [one.row.lit.light for one in found] == [Light.RED, Light.YELLOW, Light.YELLOW]


def test_a_spell_is_counted_from_its_first_ledger_without_a_break(store):
    load(store, {"a": [YELLOW, GREEN, YELLOW, RED], "b": [YELLOW, YELLOW, RED, RED]})
    found = behind(store)
    assert (found["a"].since, found["a"].red_since, found["a"].from_first) == (DATES[2], DATES[3], False)
    assert (found["b"].since, found["b"].red_since, found["b"].from_first) == (DATES[0], DATES[2], True)


def test_a_yellow_project_has_not_been_red_since_any_day(store):
    load(store, {"a": [RED, RED, RED, YELLOW]})
    (one,) = behind(store).values()
    assert one.since == DATES[0] and one.red_since is None


def test_of_an_earlier_board_only_what_was_known_then_counts(store):
    load(store, {"a": [YELLOW, RED, GREEN, GREEN]})
    assert behind(store) == {}
    assert behind(store, DATES[1])["a"].since == DATES[0]


def test_another_rule_has_other_spells(store):
    load(store, {"a": [YELLOW, RED, RED, RED]})
    rule = next(one.name for one in views.rules(store) if "银川" in one.name)
    (one,) = views.lagging(store, views.board(store, rule=rule))
    assert one.row.lit.light is Light.YELLOW and one.red_since is None


def test_the_reason_is_the_ledgers_own_problem_and_how_far_it_is_is_none(store):
    load(store, {"a": [RED], "b": [RED], "c": [RED]})
    june = ledger("六月", DATES[3], dict.fromkeys("abc", 0), plan=PLAN)
    words = {"a": {"problems": "管线未迁", "progress_words": "桩基"}, "b": {"progress_words": "桩基完成"}, "c": {}}
    store.load(replace(june, observations=tuple(replace(one, **words[one.project]) for one in june.observations)))
    assert {key: one.reason for key, one in behind(store).items()} == {"a": "管线未迁", "b": "", "c": ""}


def test_a_standstill_is_behind_whatever_was_paid(store):
    load(store, {"a": [0, 0, 0]})
    june = ledger("六月", DATES[3], {"a": PLAN}, plan=PLAN)
    store.load(replace(june, observations=(replace(june.observations[0], stage=Stage.SUSPENDED),)))
    (one,) = behind(store).values()
    assert one.row.lit.to_green is None and one.since == DATES[3]


def test_its_entries_of_the_problem_list_come_along(store):
    load(store, {"a": [RED], "b": [RED]})
    store.add(Problem(id=0, project="a", text="管线", unit="住建局", due=None, opened_at=NOW, opened_by="张三"))
    assert {key: len(one.problems) for key, one in behind(store).items()} == {"a": 1, "b": 0}


def test_last_years_lag_is_judged_at_its_own_date(store):
    load(store, {"a": [YELLOW]})
    store.load(ledger("次年", date(2025, 1, 31), {"a": PLAN}, plan=PLAN))
    assert behind(store) == {}
