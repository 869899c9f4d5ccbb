"""What every store does, whichever database is behind it. Each test runs on GeoPackage and on PostGIS."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import pytest
from shapely.geometry import box

from data.model import (
    Correction,
    Feature,
    Finding,
    Judgement,
    LedgerRow,
    Location,
    Match,
    Observation,
    PlanItem,
    Precision,
    Problem,
    Project,
    Rejection,
    Run,
    SourceFile,
    Town,
    TownShare,
)
from data.store import Batch, StoreChanged, StoreError
from tests.data.store.samples import JUNE, LINE, MAY, NOW, PROJECTS, TOWN, everything, first_load, ledger, source


def test_an_empty_store_is_made_where_there_is_none_and_is_empty(bare_url, opened):
    store = opened(bare_url)
    assert store.version() == 0
    assert store.fetch(Project) == ()
    assert store.undo_last() is None
    assert store.version() == 0
    store.load(first_load())
    assert set(opened(bare_url).fetch(Project)) == set(PROJECTS)


def test_a_load_is_found_again(store):
    batch = first_load()
    run = store.load(batch)
    assert store.version() == 1
    assert set(store.fetch(Project)) == set(PROJECTS)
    assert store.fetch(PlanItem) == batch.items
    assert store.fetch(Rejection) == batch.rejections
    assert store.fetch(Finding) == batch.findings
    assert store.fetch(Location, project="r-1") == (batch.locations[0],)
    assert store.fetch(TownShare) == batch.shares
    assert store.fetch(Town) == (TOWN,)
    assert store.fetch(Feature) == batch.features
    assert store.fetch(Run) == (run,)
    assert run.sources == (batch.sources[0][0].sha256,)


def test_the_run_tells_what_became_of_what_was_given(store):
    run = store.load(first_load())
    (stage,) = [receipt for receipt in run.receipts if receipt["stage"] == "store"]
    assert stage["seen"] == stage["taken"] == 15
    assert stage["set_aside"] == 0


def test_the_file_can_be_read_again(store):
    store.load(first_load())
    assert store.content(first_load().sources[0][0].sha256).decode() == "工作要点"
    with pytest.raises(KeyError, match="no source"):
        store.content("0" * 64)


def test_the_same_file_twice_changes_nothing(store):
    first = store.load(first_load())
    before = everything(store)
    again = store.load(first_load())
    assert again == first
    assert store.version() == 1
    assert everything(store) == before


def test_of_a_known_and_a_new_file_only_the_new_one_goes_in(store):
    store.load(first_load())
    known, new = first_load(), ledger("五月", MAY, {"r-1": 400_000})
    both = Batch(
        sources=known.sources + new.sources, items=known.items, rejections=known.rejections,
        matches=known.matches + new.matches, rows=new.rows, observations=new.observations,
    )
    run = store.load(both)
    assert run.sources == (new.sources[0][0].sha256,)
    assert store.fetch(PlanItem) == known.items
    assert store.fetch(LedgerRow) == new.rows
    assert len(store.fetch(Rejection)) == 1


def test_every_ledger_stays_by_data_date(store):
    store.load(first_load())
    store.load(ledger("五月", MAY, {"r-1": 400_000, "r-2": 10}))
    store.load(ledger("六月", JUNE, {"r-1": 500_000}))
    assert [one.year_done for one in store.fetch(Observation, project="r-1")] == [400_000, 500_000]
    with store.reading() as now:
        assert now.data_dates() == (MAY, JUNE)
        assert [(one.project, one.year_done) for one in now.latest()] == [("r-1", 500_000), ("r-2", 10)]
        assert [(one.project, one.year_done) for one in now.latest(MAY)] == [("r-1", 400_000), ("r-2", 10)]
        assert now.latest(date(2024, 1, 1)) == ()
        assert [one.project for one in now.latest(projects=["r-2"])] == ["r-2"]


def test_a_project_is_named_from_the_first_file_that_names_it(store):
    store.load(first_load())
    store.load(ledger("六月", JUNE, {"r-2": 1}))
    with store.reading() as now:
        assert now.named() == {"r-1", "r-2"}
        assert now.named(MAY) == {"r-1"}
        assert now.named(date(2024, 1, 1)) == frozenset()


def test_a_later_load_wins_and_undo_brings_the_earlier_one_back(store):
    store.load(first_load())
    store.load(ledger("五月", MAY, {"r-1": 400_000}))
    before = everything(store)
    corrected = ledger("五月更正", MAY, {"r-1": 450_000})
    moved = Location(project="r-1", geometry=box(121.2, 30.1, 121.21, 30.11), method="corrected", precision=Precision.SURVEYED)
    renamed = replace(PROJECTS[0], name="东环快速路")
    store.load(replace(corrected, locations=(moved,), projects=(renamed,)))
    assert [one.year_done for one in store.fetch(Observation)] == [450_000]
    assert store.fetch(Location, project="r-1") == (moved,)
    assert store.fetch(TownShare, project="r-1") == (), "shares of the old place must not outlive it"
    assert store.fetch(Project, id="r-1") == (renamed,)

    version = store.version()
    undone = store.undo_last()
    assert undone.sources == (corrected.sources[0][0].sha256,)
    assert everything(store) == before
    assert store.version() == version + 1
    with pytest.raises(KeyError):
        store.content(corrected.sources[0][0].sha256)


def test_loads_can_be_undone_one_after_another(store):
    states = [everything(store)]
    for batch in (first_load(), *(ledger(f"五月第{number}稿", MAY, {"r-1": number}) for number in range(3))):
        store.load(batch)
        states.append(everything(store))
    while states[1:]:
        assert everything(store) == states.pop()
        assert store.undo_last() is not None
    assert everything(store) == states[0]
    assert store.undo_last() is None


def test_undoing_another_load_than_the_one_meant_changes_nothing(store):
    first = store.load(first_load())
    store.load(ledger("五月", MAY, {"r-1": 1}))
    before, version = everything(store), store.version()
    with pytest.raises(StoreChanged):
        store.undo_last(expected=first.id)
    assert (everything(store), store.version()) == (before, version)


def test_a_number_of_a_load_is_never_given_twice(store):
    first = store.load(first_load())
    store.undo_last()
    assert store.load(first_load()).id == first.id + 1


def test_undo_leaves_what_people_added(store):
    store.load(first_load())
    store.load(ledger("五月", MAY, {"r-1": 1}))
    judgement = store.add(Judgement(project="r-1", at=NOW, achievable=False, note="征迁未完成", who="张三"))
    problem = store.add(Problem(id=0, project="r-1", text="征迁滞后", unit="甲街道", due=JUNE, opened_at=NOW, opened_by="李四"))
    store.undo_last()
    assert store.fetch(Judgement) == (judgement,)
    assert store.fetch(Problem) == (problem,)


def test_new_places_are_no_load_and_survive_undo(store):
    store.load(first_load())
    moving = ledger("五月", MAY, {"r-1": 1})
    store.load(replace(moving, locations=(Location(project="r-1", reason="改线,位置未定"),)))
    official = replace(TOWN, geometry=box(121.2, 30.1, 121.4, 30.2), approximate=False)
    place = Location(project="r-1", geometry=LINE, method="corrected", precision=Precision.SURVEYED)
    share = TownShare(project="r-1", town=official.code, name=official.name, share=1.0, length_m=5000.0)
    version = store.version()
    store.replace_places(towns=(official,), locations=(place,), shares=(share,))
    assert store.version() == version + 1
    undone = store.undo_last()
    assert undone.sources == (moving.sources[0][0].sha256,)
    assert store.fetch(Town) == (official,)
    assert store.fetch(Location, project="r-1") == (place,)
    assert store.fetch(TownShare, project="r-1") == (share,)
    assert store.fetch(TownShare, project="r-3"), "other projects keep their shares"


def test_new_features_extend_the_gazetteer(store):
    store.load(first_load())
    better = replace(first_load().features[0], precision=Precision.SURVEYED)
    other = Feature(name="北河", kind="river", geometry=LINE)
    store.replace_places(features=(better, other))
    assert set(store.fetch(Feature)) == {better, other}


def test_a_persons_decision_gives_a_known_file_new_matches_and_goes_with_the_load_that_it_settled(store):
    store.load(first_load())
    store.load(ledger("五月", MAY, {"r-1": 400_000}))
    before = everything(store)
    corrected = store.load(ledger("五月更正", MAY, {"r-1": 450_000}))
    (seen,) = store.fetch(Observation)
    (match,) = store.fetch(Match, source=seen.source)
    decided = replace(match, project="r-2", rule="人工")
    gone = (Observation, {"project": seen.project, "as_of": seen.as_of})
    store.load(Batch(retracted=(gone, gone), matches=(decided,), observations=(replace(seen, project="r-2"),)))
    assert [one.project for one in store.fetch(Observation)] == ["r-2"]
    assert [one.project for one in store.fetch(Match, source=match.source)] == ["r-2"]
    assert store.undo_last() == corrected
    assert everything(store) == before


def test_what_is_said_twice_in_a_file_is_kept_once_and_counted(store):
    batch = first_load()
    twice = replace(batch, items=batch.items * 2, findings=(*batch.findings, replace(batch.findings[0], text="另一步的第一条")))
    run = store.load(twice)
    assert store.fetch(PlanItem) == batch.items
    assert [one.number for one in store.fetch(Finding)] == [1, 2]
    assert run.receipts[-1]["set_aside"] == 1


def test_a_figure_of_an_unknown_project_is_refused_whole(store):
    with pytest.raises(StoreError, match="r-9"):
        store.load(ledger("五月", MAY, {"r-9": 1}))
    assert store.version() == 0
    assert store.fetch(SourceFile) == ()


def test_a_failing_load_leaves_nothing(store):
    store.load(first_load())
    before = everything(store)
    broken = ledger("五月", MAY, {"r-1": 1})
    too_big = replace(broken.observations[0], year_done=2**70)
    with pytest.raises(StoreError, match="超出"):
        store.load(replace(broken, observations=(too_big,)))
    assert everything(store) == before
    assert store.version() == 1


def test_regions_do_not_see_each_other(store):
    other = store.for_region("330281")
    store.load(first_load())
    assert other.version() == 0
    assert other.fetch(Project) == ()
    other.load(first_load())
    other.undo_last()
    assert len(store.fetch(Project)) == 3


def test_a_correction_is_withdrawn_never_erased(store):
    correction = store.add(
        Correction(id=0, subject="place:r-1", field="geometry", was="", becomes="{}", reason="改线", who="张三", at=NOW)
    )
    second = store.add(replace(correction, subject="match:东环"))
    assert (correction.id, second.id) == (1, 2)
    with pytest.raises(StoreError, match="撤回人"):
        store.withdraw(1, who=" ")
    withdrawn = store.withdraw(1, who="李四", at=NOW)
    assert (withdrawn.withdrawn_at, withdrawn.withdrawn_by, withdrawn.who) == (NOW, "李四", "张三")
    assert store.fetch(Correction, withdrawn_at=None) == (second,)
    assert len(store.fetch(Correction)) == 2
    with pytest.raises(StoreError, match="已撤回"):
        store.withdraw(1, who="李四")
    with pytest.raises(StoreError, match="没有第 7 号"):
        store.withdraw(7, who="李四")
    assert store.version() == 3


def test_a_problem_is_closed_with_evidence(store):
    problem = store.add(Problem(id=0, project="r-1", text="征迁", unit="甲", due=None, opened_at=NOW, opened_by="李四"))
    with pytest.raises(StoreError, match="依据"):
        store.close_problem(problem.id, by="李四", evidence="  ")
    closed = store.close_problem(problem.id, by="李四", evidence="验收单 12 号", at=NOW)
    assert (closed.closed_by, closed.evidence, closed.closed_at) == ("李四", "验收单 12 号", NOW)
    with pytest.raises(StoreError, match="已销号"):
        store.close_problem(problem.id, by="李四", evidence="再次")


def test_fetch_asks_for_values_for_any_of_some_and_for_none(store):
    store.load(first_load())
    assert [one.id for one in store.fetch(Project, id=["r-3", "r-1", "nobody"])] == ["r-1", "r-3"]
    assert store.fetch(Project, id=[]) == ()
    assert [one.project for one in store.fetch(Location, geometry=None)] == ["r-2"]
    assert [one.id for one in store.fetch(Project, total_investment=335_000_000)] == ["r-2"]
    with pytest.raises(KeyError):
        store.fetch(Project, nothing="x")


def test_text_no_database_can_hold_is_stored_readably(store):
    store.load(replace(first_load(), projects=(replace(PROJECTS[0], name="东\x00环\ud800路"), *PROJECTS[1:])))
    assert store.fetch(Project, id="r-1")[0].name == "东\ufffd环\ufffd路"


def test_hostile_text_comes_back_as_it_was(store):
    name = "'; DROP TABLE project; --<img onerror=x>${1}\u202e%s"
    store.load(replace(first_load(), projects=(replace(PROJECTS[0], name=name), *PROJECTS[1:])))
    assert store.fetch(Project, name=name)[0].id == "r-1"


def test_a_reader_sees_one_state_though_a_load_comes_between(store):
    store.load(first_load())
    with store.reading() as now:
        assert now.version() == 1
        store.for_region(store.region).load(ledger("五月", MAY, {"r-1": 1}))
        assert now.version() == 1
        assert now.fetch(Observation) == ()
    assert len(store.fetch(Observation)) == 1


def test_a_source_without_a_date_is_kept(store):
    file = source("无日期", as_of=None)
    store.load(Batch(sources=((file, b""),)))
    assert store.fetch(SourceFile) == (file,)
    assert store.content(file.sha256) == b""


def test_of_two_loads_made_from_the_same_state_one_goes_in(store, store_url, opened):
    store.load(first_load())
    made_from, both = store.version(), Barrier(2)
    stores = [opened(store_url), opened(store_url)]

    def one(number):
        both.wait()
        try:
            stores[number].load(ledger(f"第{number}份", MAY, {"r-1": number}), version=made_from)
        except StoreChanged as error:
            return error.remedy
        return "in"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(one, range(2)))
    assert outcomes == ["in", "请重新预览后再载入"]
    assert store.version() == made_from + 1
