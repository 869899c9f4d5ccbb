"""The whole way of the data, on real files and a real store."""

from dataclasses import replace
from datetime import date

import pytest

from data.model import Finding, LedgerRow, Location, Observation, PlanItem, Project, Rejection, SourceFile, Town, TownShare
from data.region import load_region
from data.views import board
from etl.errors import StaleError
from etl.inputs import Input
from etl.pipeline import commit, load, prepare
from etl.samples import sample_files
from tests.etl.files import ledger, work_plan

MAY, JUNE = date(2024, 5, 31), date(2024, 6, 30)
ROAD = ("中横线快速路二期", 37.32, 90000, 30000, "35%", "市交通运输局")
UNKNOWN = ("望海路东延新建工程", 2, 5000, 2500, "50%", "市住建局")


@pytest.fixture
def store(opened, tmp_path):
    return opened(tmp_path / "board.gpkg")


def row_of(store, name):
    (row,) = [row for row in board(store).rows if row.name == name]
    return row


def test_a_work_plan_and_a_ledger_meet_in_one_project_on_the_map(store):
    loading = load([work_plan(), ledger([ROAD])], store)
    assert loading.status == 0 and loading.run is not None
    road = row_of(store, "中横线快速路二期")
    assert road.mapped and {"坎墩街道", "宗汉街道", "周巷镇"} == {share.name for share in road.towns}
    assert road.progress.year_plan == 900_000_000 and road.progress.total_investment == 3_732_000_000
    assert road.evidence.sheet == "进度" and road.evidence.row == 4
    assert {item.name for item in store.fetch(PlanItem)} >= {"中横线快速路二期"}


def test_the_first_load_brings_the_towns_and_the_registry(store):
    load([ledger([ROAD])], store)
    region = load_region()
    assert {town.code for town in store.fetch(Town)} == {town.code for town in region.towns}
    assert {project.id for project in store.fetch(Project)} >= {project.id for project in region.projects}


def test_a_project_added_to_the_registry_later_can_be_named_by_the_next_ledger(store):
    region = load_region()
    load([ledger([ROAD], as_of=MAY)], store)
    added = replace(region.projects[0], id="330282-0900", name="望海路东延新建工程", aliases=(), place="新浦镇", code=None)
    load([ledger([UNKNOWN])], store, region=replace(region, projects=(*region.projects, added)))
    assert row_of(store, UNKNOWN[0]).id == "330282-0900" and row_of(store, UNKNOWN[0]).mapped


def test_the_same_file_twice_changes_nothing(store):
    file = ledger([ROAD])
    load([work_plan(), file], store)
    before, rows = store.version(), store.fetch(LedgerRow)
    again = load([replace(file, name="另一个名字.xlsx")] * 2 + [work_plan()], store)
    assert store.version() == before and store.fetch(LedgerRow) == rows
    assert len(again.already_known) == 3 and again.run is None and again.status == 0


def test_an_unreadable_file_is_named_and_the_others_go_in(store):
    loading = load([Input("坏.xlsx", b"PK\x03\x04broken xl/workbook.xml"), ledger([ROAD])], store)
    assert [refused.name for refused in loading.refused] == ["坏.xlsx"]
    assert loading.refused[0].problem and loading.refused[0].remedy
    assert len(store.fetch(SourceFile)) == 1 and loading.status == 3


def test_nothing_readable_stores_nothing(store):
    loading = load([Input("空.xlsx", b"")], store)
    assert loading.status == 2 and store.version() == 0


def test_a_bad_cell_is_refused_and_its_row_goes_in(store):
    loading = load([ledger([("周家路江整治工程一期", 10, 20000, "11.3元", "50%", "市水利局")])], store)
    assert loading.status == 3
    (refused,) = store.fetch(Rejection)
    assert refused.value == "11.3元" and "11.3亿元" in refused.remedy and refused.row == 4
    (seen,) = store.fetch(Observation)
    assert seen.year_done is None and seen.year_plan == 200_000_000


def test_every_ledger_stays_and_the_board_of_an_earlier_date_can_be_asked_for(store):
    load([ledger([ROAD])], store)
    load([ledger([(*ROAD[:3], 20000, "28%", ROAD[5])], as_of=MAY)], store)
    assert [seen.as_of for seen in store.fetch(Observation)] == [MAY, JUNE]
    done = {day: board(store, day).rows[0].progress.year_done for day in (MAY, JUNE)}
    assert done == {MAY: 200_000_000, JUNE: 300_000_000}


def test_a_new_name_becomes_a_project_once_and_keeps_its_id(store):
    load([ledger([UNKNOWN], as_of=MAY)], store)
    first = row_of(store, UNKNOWN[0]).id
    load([ledger([ROAD, UNKNOWN])], store)
    assert row_of(store, UNKNOWN[0]).id == first
    assert first not in {project.id for project in load_region().projects}


def test_a_figure_that_fell_and_a_plan_that_was_lowered_are_raised_and_loaded(store):
    load([ledger([ROAD], as_of=MAY)], store)
    load([ledger([(ROAD[0], 37.32, 80000, 29000, "36%", ROAD[5])])], store)
    kinds = {finding.kind for finding in store.fetch(Finding)}
    assert {"累计下降", "计划调减"} <= kinds
    assert row_of(store, ROAD[0]).progress.year_done == 290_000_000


def test_a_town_named_in_the_ledger_places_a_project_nobody_knew(store):
    load([ledger([(*UNKNOWN, "新浦镇")])], store)
    row = row_of(store, UNKNOWN[0])
    assert row.precision == "town" and [share.name for share in row.towns] == ["新浦镇"]


def test_a_later_load_that_says_less_of_a_place_does_not_blur_it(store):
    load([ledger([(*UNKNOWN, "新浦镇")], as_of=MAY)], store)
    load([ledger([UNKNOWN])], store)
    assert [share.name for share in row_of(store, UNKNOWN[0]).towns] == ["新浦镇"]


def test_a_project_without_a_place_says_why(store):
    load([ledger([UNKNOWN])], store)
    row = row_of(store, UNKNOWN[0])
    assert not row.mapped and row.place_reason


def test_preparing_writes_nothing_and_a_stale_preview_is_not_stored(store):
    loading = prepare([ledger([ROAD])], store)
    assert loading.batch.rows and store.version() == 0
    load([ledger([UNKNOWN], as_of=MAY)], store)
    with pytest.raises(StaleError):
        commit(loading, store)
    assert len(store.fetch(SourceFile)) == 1


def test_receipts_tell_what_became_of_everything(store):
    loading = load([work_plan(), ledger([ROAD, UNKNOWN])], store)
    by_stage = {receipt.stage: receipt for receipt in loading.receipts}
    assert set(by_stage) == {"工作要点", "台账", "比对", "落图"}
    assert by_stage["台账"].taken == 2
    (run,) = [store.fetch(type(loading.run), id=loading.run.id)[0]]
    assert [receipt["stage"] for receipt in run.receipts][:4] == [receipt.stage for receipt in loading.receipts]


def test_progress_is_told(store):
    told = []
    load([ledger([ROAD])], store, progress=lambda stage, done, total: told.append((stage, done, total)))
    assert {stage for stage, *_ in told} == {"读取文件", "比对项目", "落图", "存储"}
    assert told[-1] == ("存储", 1, 1)


def test_the_bundled_sample_loads_whole_and_is_marked(store):
    loading = load([Input.from_path(path) for path in sample_files()], store)
    assert loading.status == 0 and not loading.refused
    shown = board(store)
    assert shown.demo and shown.as_of == MAY and shown.totals.mapped >= 20
    assert len({source.as_of for source in store.fetch(SourceFile)}) == 8
    assert {share.project for share in store.fetch(TownShare)} <= {place.project for place in store.fetch(Location)}


def test_undo_takes_a_load_back_whole(store):
    load([ledger([ROAD], as_of=MAY)], store)
    before = board(store)
    load([ledger([(ROAD[0], 37.32, 80000, 29000, "36%", ROAD[5]), UNKNOWN])], store)
    store.undo_last()
    after = board(store)
    assert [(row.id, row.progress) for row in after.rows] == [(row.id, row.progress) for row in before.rows]
