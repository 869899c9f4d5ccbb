"""What is loaded, and what became of it."""

from __future__ import annotations

from dataclasses import replace

from data import views
from data.model import Match
from tests.data.store.samples import JUNE, MAY, first_load, ledger


def test_every_file_with_what_was_taken_and_refused_latest_first(store):
    store.load(first_load())
    store.load(ledger("五月", MAY, {"r-1": 1, "r-2": 2}))
    ledger_file, plan = views.loaded(store)
    assert (ledger_file.source.name, ledger_file.taken, ledger_file.run) == ("五月.xlsx", 2, 2)
    assert (plan.taken, len(plan.rejections), len(plan.findings), plan.run) == (1, 1, 1, 1)


def test_the_store_in_a_few_figures(store):
    store.load(first_load())
    june = ledger("六月", JUNE, {"r-1": 1, "r-2": 2}, demo=True)
    file = june.rows[0].source
    waiting = Match(source=file, key="台账!9", name="某路", project=None, rule="近似", score=80.0, candidates=("r-1",))
    run = store.load(replace(june, matches=(*june.matches, waiting)))
    status = views.status(store)
    assert (status.projects, status.mapped, status.files, status.doubtful) == (2, 1, 2, 1)
    assert status.data_dates == (JUNE,) and status.demo and status.last_run == run
    assert views.doubtful(store) == (waiting,)


def test_an_empty_store_has_a_status(store):
    status = views.status(store)
    assert (status.files, status.projects, status.last_run, status.version) == (0, 0, None, 0)


def test_towns_by_code(store):
    assert len(views.towns(store)) == len(views.region_of(store).towns)
    store.load(first_load())
    assert views.towns(store) == (("330282101000", "甲街道"),)


def test_the_rule_in_force_comes_first_and_says_what_it_does(store):
    first, *others = views.rules(store)
    assert first.in_force and first.words and not any(rule.in_force for rule in others)
    assert first.name == views.region_of(store).light_rule
