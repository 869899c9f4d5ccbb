"""本期变化: each kind of change, told once, with what it was and is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data import views
from data.model import Light, Observation, Stage
from data.views.changes import KINDS, compare, yuan
from tests.data.store.samples import JUNE, MAY, first_load, ledger
from tests.data.views.boards import row

Y, G, R = Light.YELLOW, Light.GREEN, Light.RED


def kinds(was, now, same_year=True):
    return [change.kind for change in compare(was, now, same_year=same_year)]


@pytest.mark.parametrize(
    ("was", "now", "kind"),
    [
        (Stage.TENDER, Stage.START, "开工"), (Stage.PREPARATION, Stage.BUILDING, "开工"), (Stage.START, Stage.BUILDING, None),
        (Stage.BUILDING, Stage.COMPLETED, "完工"), (Stage.COMPLETED, Stage.IN_USE, "投用"),
        (Stage.BUILDING, Stage.IN_USE, "投用"), (Stage.BUILDING, Stage.SUSPENDED, "停工"),
        (Stage.SUSPENDED, Stage.BUILDING, "复工"), (Stage.SUSPENDED, Stage.COMPLETED, "完工"),
        (Stage.BUILDING, Stage.CANCELLED, "取消"), (Stage.IDEA, Stage.PREPARATION, "环节推进"),
        (Stage.BUILDING, Stage.TENDER, "环节倒退"), (Stage.COMPLETED, Stage.BUILDING, "环节倒退"),
        (Stage.BUILDING, Stage.BUILDING, None), (None, Stage.BUILDING, None), (Stage.BUILDING, None, None),
    ],
)  # fmt: skip
def test_stages(was, now, kind):
    assert kinds(row("a", stage=was), row("a", stage=now)) == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("was", "now", "kind"),
    [(G, Y, "转黄"), (G, R, "转红"), (R, G, "转绿"), (R, R, None), (Light.GREY, R, None), (G, Light.BLUE, None)],
)
def test_lights(was, now, kind):
    assert kinds(row("a", light=was), row("a", light=now)) == ([kind] if kind else [])


def test_figures():
    assert kinds(row("a", plan=100), row("a", plan=80)) == ["计划调减"]
    assert kinds(row("a", plan=100), row("a", plan=120)) == ["计划调增"]
    assert kinds(row("a", done=50), row("a", done=40)) == ["累计下降"]
    assert kinds(row("a", done=50), row("a", done=60)) == []
    assert kinds(row("a", total_done=50), row("a", total_done=40)) == ["累计下降"]
    assert kinds(row("a", done=50, total_done=90), row("a", done=40, total_done=80)) == ["累计下降"], "one fall, told once"
    assert kinds(row("a", plan=None), row("a", plan=80)) == []


def test_over_the_new_year_only_what_is_not_of_a_year_is_compared():
    was = row("a", plan=100, done=90, total_done=200, gap=-1.0)
    now = row("a", plan=50, done=5, total_done=205, gap=-9.0)
    assert kinds(was, now, same_year=False) == []
    assert kinds(row("a", done=9, total_done=50), row("a", done=1, total_done=40), same_year=False) == ["累计下降"]


def test_the_gap():
    (closed,) = compare(row("a", gap=-12.5), row("a", gap=-2.0), same_year=True)
    told = (closed.kind, closed.was, closed.now, closed.amount)
    assert told == ("差距缩小", "欠时序12.50个百分点", "欠时序2.00个百分点", 10.5)
    assert kinds(row("a", gap=1.0), row("a", gap=-1.0)) == ["差距扩大"]
    assert kinds(row("a", gap=-1.0), row("a", gap=-1.004)) == []
    assert kinds(row("a", gap=10.0), row("a", gap=3.0)) == [], "one that is ahead has no gap to widen"


def test_a_new_project_is_new_and_nothing_else():
    (change,) = compare(None, row("a", stage=Stage.BUILDING, light=R, name="东环路"), same_year=True)
    assert (change.kind, change.name, change.now) == ("新增", "东环路", "在建")


@pytest.mark.parametrize(
    ("amount", "words"),
    [(0, "0万元"), (10_000, "1万元"), (466_420_000, "46,642万元"), (112_345, "11.23万元"), (100_000_000, "10,000万元")],
)
def test_amounts_are_told_in_wan(amount, words):
    assert yuan(amount) == words


def test_between_two_dates_of_the_store(store):
    store.load(first_load())
    store.load(ledger("五月", MAY, {"r-1": 400_000}))
    june = ledger("六月", JUNE, {"r-1": 300_000, "r-2": 5})
    stopped = tuple(replace(one, stage=Stage.SUSPENDED) if one.project == "r-1" else one for one in june.observations)
    store.load(replace(june, observations=stopped))
    found = {(change.kind, change.project): change for change in views.changes(store, MAY, JUNE)}
    assert {("新增", "r-2"), ("停工", "r-1"), ("累计下降", "r-1"), ("差距扩大", "r-1")} <= set(found)
    fell = found["累计下降", "r-1"]
    assert (fell.was, fell.now, fell.amount) == ("40万元", "30万元", -100_000)
    order = [KINDS.index(change.kind) for change in views.changes(store, MAY, JUNE)]
    assert order == sorted(order)
    assert views.changes(store, JUNE, JUNE) == ()
    with pytest.raises(ValueError, match="wrong order"):
        views.changes(store, JUNE, MAY)


def test_the_first_period_has_everything_new(store):
    store.load(first_load())
    assert {change.kind for change in views.changes(store, date(2024, 4, 30), MAY)} == {"新增"}
    assert store.fetch(Observation) == ()
