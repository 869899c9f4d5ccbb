"""上期有、本期没有: what a ledger no longer reports, and what is no reason to say so."""

from datetime import date

import pytest

from data.model import ABSENT, Finding, Match, Project
from data.views import board, changes, lagging
from etl.decisions import undo_load
from etl.pipeline import load
from pages.ui import supervision
from tests.etl.files import ledger

APRIL, MAY, JUNE = date(2024, 4, 30), date(2024, 5, 31), date(2024, 6, 30)
ROADS = ("望海路大修", "石塘桥重建", "雁湖大道拓宽")
WATERS = ("青云渠清淤", "白鹭湖泵站", "柳河堤防加固")


def rows(*names, unit="市交通局", done=100, progress="在建"):
    return [(name, 1, 5000, done, progress, unit) for name in names]


@pytest.fixture
def store(opened, tmp_path):
    return opened(tmp_path / "board.gpkg")


def found(store):
    return [one for one in store.fetch(Finding) if one.kind == ABSENT]


def test_a_project_that_the_next_ledger_leaves_out_is_found_kept_and_told_once(store):
    load([ledger(rows(*ROADS), as_of=APRIL, name="四月.xlsx")], store)
    load([ledger(rows(*ROADS[:2], done=200), as_of=MAY, name="五月.xlsx")], store)
    (one,) = found(store)
    (gone,) = store.fetch(Project, id=one.project)
    assert gone.name == ROADS[2]
    assert one.text == "“雁湖大道拓宽”上期(2024-04-30,四月.xlsx)有,本期(2024-05-31)没有,此前未报完工"
    load([ledger(rows(*ROADS[:2], done=300), as_of=JUNE)], store)
    assert found(store) == [one]


def test_it_is_told_in_the_briefing_and_beside_the_light(store):
    load([ledger(rows(*ROADS), as_of=APRIL)], store)
    load([ledger(rows(*ROADS[:2], done=200), as_of=MAY)], store)
    told = [change.name for change in changes(store, APRIL, MAY) if change.kind == ABSENT]
    assert told == [ROADS[2]]
    shown = board(store)
    reasons = {one.row.name: supervision.line(one, shown.as_of)["原因"] for one in lagging(store, shown)}
    assert "本期台账没有这一项,数据截至 2024-04-30" in reasons[ROADS[2]] and "本期台账" not in reasons[ROADS[0]]


def test_a_later_file_of_that_date_that_has_it_ends_the_matter_on_the_boards(store):
    load([ledger(rows(*ROADS), as_of=APRIL)], store)
    load([ledger(rows(*ROADS[:2], done=200), as_of=MAY, name="五月.xlsx")], store)
    load([ledger(rows(ROADS[2], done=200), as_of=MAY, name="五月补.xlsx")], store)
    assert [change for change in changes(store, APRIL, MAY) if change.kind == ABSENT] == []
    assert not any(one.absent for one in lagging(store, board(store)))
    assert len(found(store)) == 1, "what the first file left out stays on record"


def test_what_is_finished_is_not_missed(store):
    load([ledger([*rows(*ROADS[:2]), *rows(ROADS[2], progress="已完工")], as_of=APRIL)], store)
    load([ledger(rows(*ROADS[:2], done=200), as_of=MAY)], store)
    assert found(store) == []


def test_a_departments_ledger_does_not_miss_the_projects_of_another(store):
    waters = rows(*WATERS, unit="市水利局")
    load([ledger(rows(*ROADS), as_of=APRIL, name="交通.xlsx"), ledger(waters, as_of=APRIL, name="水利.xlsx")], store)
    load([ledger(rows(*ROADS, done=200), as_of=MAY, name="交通5.xlsx")], store)
    assert found(store) == []
    load([ledger(rows(*WATERS[:2], unit="市水利局", done=200), as_of=MAY, name="水利5.xlsx")], store)
    assert [store.fetch(Project, id=one.project)[0].name for one in found(store)] == [WATERS[2]]


def test_a_departments_ledger_after_the_whole_citys_misses_nothing(store):
    others = ("北山隧道", "南湾码头改建", "西坝船闸")
    load([ledger([*rows(*ROADS), *rows(*WATERS, unit="市水利局"), *rows(*others, unit="市港航局")], as_of=APRIL)], store)
    load([ledger(rows(*ROADS, done=200), as_of=MAY)], store)
    assert found(store) == []


def test_a_unit_that_is_silent_altogether_is_one_finding(store):
    load([ledger([*rows(*ROADS), *rows(*WATERS[:2], unit="市水利局")], as_of=APRIL)], store)
    load([ledger(rows(*ROADS, done=200), as_of=MAY)], store)
    (one,) = found(store)
    assert one.project is None and "“市水利局”的 2 个项目" in one.text and WATERS[0] in one.text and WATERS[1] in one.text


def test_what_another_file_of_the_same_load_has_is_not_missed(store):
    load([ledger(rows(*ROADS), as_of=APRIL)], store)
    parts = ROADS[:2], ROADS[2:]
    load([ledger(rows(*names, done=200), as_of=MAY, name=f"{names[0]}.xlsx") for names in parts], store)
    assert found(store) == []


def test_a_name_still_in_doubt_may_be_the_one_that_is_missed(store):
    known = "孙塘北路(科技路—清水湾桥)道路有机更新"
    load([ledger(rows(*ROADS, known), as_of=APRIL)], store)
    load([ledger(rows("孙塘北路有机更新", *ROADS, done=200), as_of=MAY)], store)
    assert len(store.fetch(Match, project=None)) == 1 and found(store) == []


def test_a_ledger_that_comes_late_is_compared_with_the_one_after_it(store):
    load([ledger(rows(*ROADS[:2], done=200), as_of=MAY, name="五月.xlsx")], store)
    load([ledger(rows(*ROADS), as_of=APRIL, name="四月.xlsx")], store)
    (one,) = found(store)
    assert "上期(2024-04-30,四月.xlsx)有,本期(2024-05-31)没有" in one.text
    undo_load(store)
    assert found(store) == []


def test_all_ledgers_of_one_load_are_compared_in_turn(store):
    months = [(APRIL, ROADS), (MAY, ROADS[:2]), (JUNE, ROADS[:2])]
    load([ledger(rows(*names, done=number), as_of=day) for number, (day, names) in enumerate(months, 1)], store)
    (one,) = found(store)
    assert "(2024-05-31)没有" in one.text
