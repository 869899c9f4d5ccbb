"""What waits for a person, with the facts by which a person decides; and what only one side knows."""

from dataclasses import replace

import pytest

from data import views
from data.model import Match
from tests.data.store.samples import JUNE, MAY, PROJECTS, TOWN, first_load, ledger


@pytest.fixture
def store(opened, tmp_path):
    store = opened(tmp_path / "b.gpkg")
    store.load(first_load())
    return store


def doubtful(name, as_of, **facts):
    """A ledger with one row whose name waits, and may mean r-1 or r-2."""
    batch = ledger(f"{as_of}", as_of, {name: 100})
    match = Match(
        source=batch.rows[0].source, key="台账!4", name=name, project=None, rule="待确认:名称相近", score=88.0, candidates=("r-1", "r-2")
    )
    return replace(batch, rows=(replace(batch.rows[0], **facts),), matches=(match,), observations=())


def test_a_name_waits_once_with_every_place_it_stands_in_and_its_latest_facts(store):
    store.load(doubtful("东环路北段", MAY, unit="住建局", total_investment=1))
    store.load(doubtful("东环路北段", JUNE, unit="交通局", total_investment=2, place="甲街道"))
    (one,) = views.waiting(store)
    assert one.name == "东环路北段" and one.why == "名称相近"
    assert sorted(map(str, one.places)) == ["2024-05-31.xlsx «台账» 第 4 行", "2024-06-30.xlsx «台账» 第 4 行"]
    assert (one.unit, one.total_investment, one.place) == ("交通局", 2, "甲街道")


def test_the_candidates_come_with_what_tells_them_apart(store):
    may = ledger("五月前", MAY, {"r-1": 1})
    registered = (replace(PROJECTS[0], unit="市府办"), replace(PROJECTS[1], unit="市水利局"))
    store.load(replace(may, projects=registered, observations=(replace(may.observations[0], unit="交通局"),)))
    store.load(doubtful("东环路北段", JUNE))
    first, second = views.waiting(store)[0].candidates
    assert (first.id, first.name, first.aliases, first.towns) == ("r-1", "东环路", ("东环",), (TOWN.name,))
    assert (first.unit, second.unit) == ("交通局", "市水利局"), "as the board has it: of the last ledger, else of the registry"
    assert (second.name, second.total_investment) == ("北河整治", 335_000_000)


def test_the_name_in_most_places_is_asked_first(store):
    store.load(doubtful("甲路", MAY))
    for day in (JUNE, JUNE.replace(month=7)):
        store.load(doubtful("乙路", day))
    assert [one.name for one in views.waiting(store)] == ["乙路", "甲路"]


def test_a_work_plans_name_waits_with_its_words(store):
    plan = first_load()
    (match,) = plan.matches
    item = replace(plan.items[0], source="p" * 64, unit="交通局")
    file = replace(plan.sources[0][0], sha256="p" * 64, name="六月要点.txt")
    waiting = replace(match, source="p" * 64, project=None, rule="待确认:名称相近", candidates=("r-3",))
    store.load(replace(plan, sources=((file, b"x"),), items=(item,), matches=(waiting,), rejections=(), findings=()))
    (one,) = views.waiting(store)
    assert one.quote == "加快东环路建设" and one.unit == "交通局" and str(one.places[0]) == "六月要点.txt 一(一)"


def test_nothing_waits_in_an_empty_store(opened, tmp_path):
    empty = opened(tmp_path / "e.gpkg")
    assert views.waiting(empty) == () and views.unmatched(empty) == views.Unmatched(only_planned=(), only_reported=())


def test_both_sides_are_told_apart(store):
    store.load(ledger("五月", MAY, {"r-2": 1}))
    found = views.unmatched(store)
    (planned,), (reported,) = found.only_planned, found.only_reported
    assert planned.id == "r-1" and planned.quote == "加快东环路建设" and str(planned.evidence) == "工作要点.xlsx 一(一)"
    assert reported.id == "r-2" and str(reported.evidence) == "五月.xlsx «台账» 第 4 行"
    store.load(ledger("六月", JUNE, {"r-1": 1}))
    assert views.unmatched(store).only_planned == ()
