"""What people decide holds, is kept with its reason, and can be taken back."""

from datetime import UTC, date, datetime

import pytest
from shapely.geometry import Point

from data.model import Correction, Finding, Judgement, Location, Match, Observation, Precision, Problem, Project, Run, SourceFile
from data.store import Store
from data.views import board, card
from etl.correcting import correct_place, replace_places
from etl.decisions import confirm_mapping, decide_match, undo_load, withdraw
from etl.errors import InputError, StaleError
from etl.known import mappings
from etl.pipeline import load
from tests.etl.files import HEADINGS, ledger

NEAR = "孙塘北路有机更新"
KNOWN = "330282-0010"
MAY = date(2024, 5, 31)
CODED = (*HEADINGS[:-2], "项目代码", HEADINGS[-1])


@pytest.fixture
def store(opened, tmp_path):
    store = opened(tmp_path / "board.gpkg")
    load([ledger([(NEAR, 0.5, 2000, 900, "45%", "市住建局")], as_of=MAY)], store)
    return store


def test_a_near_name_waits_and_its_figures_are_not_lost(store):
    (waiting,) = store.fetch(Match, project=None)
    assert waiting.name == NEAR and KNOWN in waiting.candidates
    assert store.fetch(Observation) == ()


def test_the_answer_brings_the_waiting_figures_in_and_is_never_asked_again(store):
    decide_match(store, NEAR, KNOWN, who="张三", reason="同一工程")
    (seen,) = store.fetch(Observation)
    assert seen.project == KNOWN and seen.year_done == 9_000_000
    load([ledger([(NEAR, 0.5, 2000, 1000, "50%", "市住建局")])], store)
    assert store.fetch(Match, project=None) == ()
    assert len(store.fetch(Observation, project=KNOWN)) == 2


def test_the_answer_new_makes_a_project_of_its_own(store):
    decide_match(store, NEAR, "new", who="张三", reason="另一工程")
    (row,) = board(store).rows
    assert row.name == NEAR and row.id != KNOWN


def test_an_answer_taken_back_is_asked_again(store):
    decide_match(store, NEAR, KNOWN, who="张三", reason="同一工程")
    (kept,) = store.fetch(Correction, withdrawn_at=None)
    withdraw(store, kept.id, who="赵六")
    assert [match.name for match in store.fetch(Match, project=None)] == [NEAR]
    assert store.fetch(Correction)[0].withdrawn_at is not None and store.fetch(Correction)[0].withdrawn_by == "赵六"


def taken_back(store, name=NEAR):
    (kept,) = store.fetch(Correction, subject=f"match:{name}", withdrawn_at=None)
    withdraw(store, kept.id, who="赵六")


def test_an_answer_taken_back_is_asked_again_however_the_name_was_spelt(store):
    load([ledger([(NEAR + "工程", 0.5, 2000, 1000, "50%", "市住建局")])], store)
    decide_match(store, NEAR, KNOWN, who="张三", reason="同一工程")
    taken_back(store)
    assert {match.name for match in store.fetch(Match, project=None)} == {NEAR, NEAR + "工程"}
    assert store.fetch(Observation, project=KNOWN) == ()


def test_taking_an_answer_back_reads_its_own_rows_alone(store):
    load([ledger([(NEAR, 0.5, 2000, 1000, "50%", "市住建局"), ("中横线快速路二期", 37.32, 90000, 30000)])], store)
    decide_match(store, NEAR, KNOWN, who="张三", reason="同一工程")
    others = [match for match in store.fetch(Match) if match.name != NEAR]
    taken_back(store)
    assert [match for match in store.fetch(Match) if match.name != NEAR] == others
    matching, *_ = store.fetch(Run)[-1].receipts
    assert matching["seen"] == 2, "one row in each of two files, and not the files"


def test_the_answer_new_taken_back_is_asked_again_by_this_file_and_the_next(store):
    decide_match(store, NEAR, "new", who="张三", reason="另一工程")
    taken_back(store)
    assert board(store).rows == () and [match.name for match in store.fetch(Match, project=None)] == [NEAR]
    load([ledger([(NEAR, 0.5, 2000, 1000, "50%", "市住建局")])], store)
    assert len(store.fetch(Match, project=None)) == 2


def test_a_project_people_have_spoken_of_stays_when_the_answer_that_made_it_is_taken_back(store):
    decide_match(store, NEAR, "new", who="张三", reason="另一工程")
    (row,) = board(store).rows
    store.add(Judgement(project=row.id, at=datetime(2024, 6, 1, tzinfo=UTC), achievable=False, note="难", who="王五"))
    taken_back(store)
    assert store.fetch(Project, id=row.id)


def test_the_row_that_had_stood_back_stands_again_when_the_answer_is_taken_back(store):
    rows = [("中横线快速路二期", 37.32, 90000, 30000), ("孙塘北路(科技路—清水湾桥)道路有机更新", "", 2000, 700)]
    load([ledger(rows, as_of=MAY, name="另一处.xlsx")], store)
    decide_match(store, NEAR, KNOWN, who="张三", reason="同一工程")
    assert store.fetch(Observation, project=KNOWN)[0].year_done == 9_000_000
    taken_back(store)
    (seen,) = store.fetch(Observation, project=KNOWN)
    assert seen.year_done == 7_000_000
    assert store.fetch(Match, project=None)[0].name == NEAR


def test_another_answer_takes_the_firsts_place_in_what_is_loaded_too(store):
    decide_match(store, NEAR, KNOWN, who="张三", reason="同一工程")
    decide_match(store, NEAR, "new", who="李四", reason="另一工程")
    (seen,) = store.fetch(Observation)
    assert seen.project != KNOWN and store.fetch(Match)[0].project == seen.project


def test_undoing_a_load_does_not_bring_back_an_answer_that_was_taken_back(store):
    decide_match(store, NEAR, KNOWN, who="张三", reason="同一工程")
    load([ledger([(NEAR, 0.5, 2000, 1000, "50%", "市住建局")])], store)
    taken_back(store)
    undo_load(store)
    assert [match.name for match in store.fetch(Match, project=None)] == [NEAR] and store.fetch(Observation) == ()


def test_a_code_that_came_with_the_answer_goes_with_it(opened, tmp_path):
    code = "2312-330282-04-01-310969"
    store = opened(tmp_path / "codes.gpkg")
    load([ledger([(NEAR, 0.5, 2000, 900, "45%", "市住建局", code)], as_of=MAY, headings=CODED)], store)
    decide_match(store, NEAR, KNOWN, who="张三", reason="同一工程")
    assert store.fetch(Project, id=KNOWN)[0].code == code
    taken_back(store)
    assert store.fetch(Project, id=KNOWN)[0].code is None
    assert [match.name for match in store.fetch(Match, project=None)] == [NEAR]


def test_a_place_set_by_hand_wins_says_who_and_can_be_withdrawn(store):
    decide_match(store, NEAR, KNOWN, who="张三", reason="同一工程")
    (before,) = store.fetch(Location, project=KNOWN)
    correct_place(store, KNOWN, Point(121.25, 30.19), who="李四", reason="现场核对")
    (moved,) = store.fetch(Location, project=KNOWN)
    assert moved.geometry.equals(Point(121.25, 30.19)) and moved.precision is Precision.ALIGNMENT
    assert "李四" in moved.evidence[0] and "现场核对" in moved.evidence[0]
    replace_places(store)
    assert store.fetch(Location, project=KNOWN)[0].geometry.equals(Point(121.25, 30.19))
    (kept,) = [c for c in store.fetch(Correction, withdrawn_at=None) if c.subject.startswith("place:")]
    withdraw(store, kept.id, who="赵六")
    assert store.fetch(Location, project=KNOWN)[0].geometry.equals(before.geometry)


def test_a_second_word_on_the_same_subject_stands_in_the_first_ones_place(store):
    correct_place(store, KNOWN, Point(121.25, 30.19), who="李四", reason="一")
    correct_place(store, KNOWN, Point(121.26, 30.19), who="王五", reason="二")
    (standing,) = store.fetch(Correction, subject=f"place:{KNOWN}", withdrawn_at=None)
    first, _ = store.fetch(Correction, subject=f"place:{KNOWN}")
    assert standing.who == first.withdrawn_by == "王五", "who says the second word takes the first one back"


def test_a_confirmed_column_is_kept_for_its_shape(store):
    confirm_mapping(store, "ab12", {"累计": "year_done"}, who="张三", reason="问过交通局")
    assert mappings(store.fetch(Correction, withdrawn_at=None)) == {"ab12": {"累计": "year_done"}}


def test_one_answer_covers_every_file_in_which_the_name_waits_however_it_is_spelt(store):
    load([ledger([(NEAR + "工程", 0.5, 2000, 1000, "50%", "市住建局")])], store)
    load([ledger([(NEAR, 0.5, 2000, 1100, "55%", "市住建局")], as_of=date(2024, 7, 31))], store)
    assert len(store.fetch(Match, project=None)) == 3
    decide_match(store, NEAR, KNOWN, who="张三", reason="同一工程")
    assert store.fetch(Match, project=None) == ()
    assert [seen.as_of.month for seen in store.fetch(Observation, project=KNOWN)] == [5, 6, 7]


def test_an_answer_leaves_the_other_rows_of_the_files_alone(store):
    load([ledger([(NEAR, 0.5, 2000, 1000, "50%", "市住建局"), ("中横线快速路二期", 37.32, 90000, 30000)])], store)
    before = [match for match in store.fetch(Match) if match.project]
    decide_match(store, NEAR, KNOWN, who="张三", reason="同一工程")
    after = store.fetch(Match)
    assert set(before) < set(after) and len(after) == 3


def test_figures_that_an_answer_brings_in_are_watched_like_any_other(store):
    load([ledger([(NEAR, 0.5, 1500, 800, "40%", "市住建局")])], store)
    decide_match(store, NEAR, KNOWN, who="张三", reason="同一工程")
    assert {"累计下降", "计划调减", "形象进度下降"} <= {finding.kind for finding in store.fetch(Finding, project=KNOWN)}


def test_what_a_wrong_answer_gave_rise_to_is_not_told_of_the_project_once_it_is_taken_back(store):
    load([ledger([(NEAR, 0.5, 1500, 800, "40%", "市住建局")])], store)
    decide_match(store, NEAR, KNOWN, who="张三", reason="同一工程")
    assert card(store, KNOWN).findings
    taken_back(store)
    assert card(store, KNOWN).findings == ()


def test_of_two_rows_of_a_project_at_one_date_the_fuller_stays_when_an_answer_adds_one(store):
    full = ledger([("孙塘北路(科技路—清水湾桥)道路有机更新", 0.5, 2000, 900, "45%", "市住建局")], as_of=MAY, name="另一处.xlsx")
    load([full], store)
    decide_match(store, NEAR, KNOWN, who="张三", reason="同一工程")
    assert len(store.fetch(Observation, project=KNOWN, as_of=MAY)) == 1


def test_an_answer_that_names_no_project_is_refused(store):
    with pytest.raises(InputError) as refused:
        decide_match(store, NEAR, "330282-没有", who="张三", reason="误")
    assert refused.value.remedy and store.fetch(Correction) == ()


def test_undoing_takes_back_the_load_of_files_and_what_was_settled_since_but_not_the_answer(store):
    load([ledger([(NEAR, 0.5, 2000, 1000, "50%", "市住建局")])], store)
    decide_match(store, NEAR, KNOWN, who="张三", reason="同一工程")
    assert undo_load(store, expected=2).id == 2
    assert [seen.as_of for seen in store.fetch(Observation, project=KNOWN)] == [MAY], "the answer holds for what stays"
    assert store.fetch(Match, project=None) == () and len(store.fetch(Correction, withdrawn_at=None)) == 1
    assert undo_load(store).id == 1
    assert store.fetch(Observation) == () and undo_load(store) is None


def test_undoing_another_load_than_the_one_meant_is_refused(store):
    load([ledger([(NEAR, 0.5, 2000, 1000, "50%", "市住建局")])], store)
    with pytest.raises(StaleError):
        undo_load(store, expected=1)
    assert len(store.fetch(SourceFile)) == 2


def test_a_load_that_comes_in_as_the_undo_begins_is_not_taken_back(store_url, opened, monkeypatch):
    mine, other = opened(store_url), opened(store_url)
    load([ledger([(NEAR, 0.5, 2000, 900)], as_of=MAY)], mine)
    decide_match(mine, NEAR, KNOWN, who="张三", reason="同一工程")  # a run without files, which an undo takes along
    taking_back = Store.undo_last

    def overtaken(self, **asked):
        load([ledger([(NEAR, 0.5, 2000, 1000)])], other)
        return taking_back(self, **asked)

    monkeypatch.setattr(Store, "undo_last", overtaken)
    with pytest.raises(StaleError, match="不是第 1 次"):
        undo_load(mine, expected=1)
    assert [seen.year_done for seen in mine.fetch(Observation, project=KNOWN)] == [9_000_000, 10_000_000]
    assert len(mine.fetch(SourceFile)) == 2 and len(mine.fetch(Correction, withdrawn_at=None)) == 1


def test_no_load_and_no_undo_touches_what_people_keep(store):
    now = datetime(2024, 6, 1, tzinfo=UTC)
    problem = store.add(Problem(id=0, project=KNOWN, text="管线", unit="住建局", due=MAY, opened_at=now, opened_by="张三"))
    judged = store.add(Judgement(project=KNOWN, at=now, achievable=False, note="难", who="王五"))
    load([ledger([(NEAR, 0.5, 2000, 1000, "50%", "市住建局")])], store)
    undo_load(store)
    undo_load(store)
    assert store.fetch(Problem) == (problem,) and store.fetch(Judgement) == (judged,)
