"""The board as of a date: who is on it, with which figures, under which light."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from data import views
from data.model import Judgement, Light, Location, Precision, Project, Stage
from data.store import Batch
from tests.data.store.samples import JUNE, LINE, MAY, PROJECTS, first_load, ledger

APRIL = date(2024, 4, 30)


@pytest.fixture
def loaded(store):
    store.load(first_load())
    store.load(ledger("五月", MAY, {"r-1": 400_000}, demo=True))
    store.load(ledger("六月", JUNE, {"r-1": 700_000, "r-2": 1}))
    return store


def rows(board):
    return {row.id: row for row in board.rows}


def test_an_empty_store_gives_an_empty_board(store):
    board = views.board(store)
    assert board.rows == () and board.as_of is None
    assert board.totals.projects == 0 and board.totals.year_rate is None and board.totals.year_plan is None
    assert board.rule and board.rule_words


def test_the_board_is_that_of_the_last_data_date(loaded):
    board = views.board(loaded)
    assert board.as_of == JUNE
    assert rows(board)["r-1"].progress.year_done == 700_000
    assert rows(board)["r-1"].year_rate == 0.7
    assert board.version == loaded.version()


def test_a_board_as_of_an_earlier_date_knows_nothing_of_later(loaded):
    board = views.board(loaded, MAY)
    assert rows(board)["r-1"].progress.year_done == 400_000
    assert set(rows(board)) == {"r-1"}, "r-2 is first named in June"
    assert board.totals.time_progress == pytest.approx(5 / 12)


def test_a_date_between_ledgers_shows_the_last_figures_at_their_own_date(loaded):
    row = rows(views.board(loaded, date(2024, 6, 15)))["r-1"]
    assert (row.as_of, row.progress.year_done) == (MAY, 400_000)
    assert row.lit.time_progress == pytest.approx(5 / 12), "May's figures stand against May's 时序进度"


def test_a_board_asked_between_ledgers_is_dated_by_its_figures(loaded):
    board = views.board(loaded, date(2024, 6, 15))
    assert board.as_of == MAY and board.totals.time_progress == pytest.approx(5 / 12)


def plan_of(month_end, project):
    """A work plan of another month, naming one project."""
    plan = first_load()
    ((file, _),) = plan.sources
    file = replace(file, sha256=f"{project}{month_end}".ljust(64, "0"), name=f"{month_end.month}月工作要点", as_of=month_end)
    match = replace(plan.matches[0], source=file.sha256, project=project)
    return Batch(sources=((file, b""),), matches=(match,), items=(replace(plan.items[0], source=file.sha256),))


def test_the_coming_months_work_plan_is_on_the_board_before_its_first_ledger(loaded):
    loaded.load(plan_of(date(2024, 7, 31), "r-3"))
    for board in (views.board(loaded), views.board(loaded, JUNE)):
        assert "r-3" in rows(board) and board.sources[-1].name == "7月工作要点" and board.as_of == JUNE
    assert "r-3" not in rows(views.board(loaded, MAY))
    assert [source.name for source, _ in views.card(loaded, "r-3", as_of=JUNE).quotes] == ["7月工作要点"]


def test_a_work_plan_holds_from_the_first_of_its_month(loaded):
    loaded.load(plan_of(date(2024, 7, 31), "r-3"))
    for day in (date(2024, 7, 5), date(2024, 7, 12)):
        loaded.load(ledger(f"周报{day}", day, {"r-1": 800_000}))
    assert "r-3" in rows(views.board(loaded, date(2024, 7, 5))), "named by July's plan, though its month ends later"
    assert "r-3" not in rows(views.board(loaded, JUNE)), "by now a later ledger stands between"
    assert "新增" not in {change.kind for change in views.changes(loaded, date(2024, 7, 5), date(2024, 7, 12))}


def test_only_what_a_file_named_is_on_the_board(loaded):
    assert set(rows(views.board(loaded))) == {"r-1", "r-2"}, "r-3 is in the registry only"


def test_a_project_of_the_work_plan_without_figures_is_grey_and_unknown(store):
    store.load(first_load())
    row = rows(views.board(store))["r-1"]
    assert row.progress is None and row.stage is None and row.year_rate is None and row.as_of is None
    assert row.lit.light is Light.GREY
    assert views.board(store).as_of == MAY, "without a ledger the work plan's date"


def test_every_figure_has_its_place_in_a_file(loaded):
    assert str(rows(views.board(loaded))["r-1"].evidence) == "六月.xlsx «台账» 第 4 行"


def test_last_years_plan_says_nothing_of_this_year(loaded):
    january = ledger("元月", date(2025, 1, 31), {"r-2": 5})
    loaded.load(january)
    row = rows(views.board(loaded))["r-1"]
    assert row.as_of == JUNE
    assert (row.progress.year_plan, row.progress.year_done, row.year_rate) == (None, None, None)
    assert row.stage is Stage.BUILDING
    assert row.lit.light is not Light.GREEN
    assert views.board(loaded).totals.year_done == 5


def test_rates_over_a_hundred_per_cent_stay(store):
    store.load(first_load())
    store.load(ledger("五月", MAY, {"r-1": 1_514_700}))
    assert rows(views.board(store))["r-1"].year_rate == pytest.approx(1.5147)


def test_without_a_plan_there_is_no_rate(store):
    store.load(first_load())
    store.load(ledger("五月", MAY, {"r-1": 5}, plan=0))
    assert rows(views.board(store))["r-1"].year_rate is None


def test_mapped_is_what_is_drawn(loaded):
    board = views.board(loaded)
    assert rows(board)["r-1"].mapped and rows(board)["r-1"].precision is Precision.SCHEMATIC
    assert not rows(board)["r-2"].mapped
    assert rows(board)["r-2"].place_reason == "文中没有地点"
    assert set(views.map_layers(loaded).shapes) >= {row.id for row in board.rows if row.mapped}


@pytest.mark.parametrize(
    "place",
    [
        Location(project="r-1", geometry=LINE, precision=Precision.CITY),
        Location(project="r-1", precision=Precision.TOWN),
        Location(project="r-1", geometry=LINE, precision=Precision.NONE),
    ],
    ids=["city-wide", "town without geometry", "geometry without precision"],
)
def test_what_cannot_be_drawn_is_not_counted_as_mapped(loaded, place):
    loaded.replace_places(locations=(place,))
    assert not rows(views.board(loaded))["r-1"].mapped
    assert "r-1" not in views.map_layers(loaded).shapes
    assert views.status(loaded).mapped == 0


def test_demo_figures_mark_the_board_as_long_as_they_are_on_it(loaded):
    assert views.board(loaded, MAY).demo
    assert not views.board(loaded).demo, "in June the demo ledger's figures are all replaced"


def test_a_judgement_stands_on_the_board_it_was_made_on_and_later(loaded):
    may = Judgement(project="r-1", at=datetime(2024, 6, 5, tzinfo=UTC), achievable=False, note="征迁", who="张三")
    july = replace(may, at=datetime(2024, 7, 5, tzinfo=UTC), achievable=True)
    loaded.add(may)
    loaded.add(july)
    assert rows(views.board(loaded))["r-1"].judgement == july
    assert rows(views.board(loaded, MAY))["r-1"].judgement == may
    assert rows(views.board(loaded, APRIL)).get("r-1") is None


def test_a_judgement_on_last_years_figures_says_nothing_of_this_years_task(loaded):
    last = Judgement(project="r-1", at=datetime(2025, 1, 10, tzinfo=UTC), achievable=True, note="", who="张三")
    loaded.add(last)
    assert rows(views.board(loaded))["r-1"].judgement == last, "said in January on June's figures, the last there were"
    loaded.load(ledger("次年一月", date(2025, 1, 31), {"r-1": 1}))
    assert rows(views.board(loaded))["r-1"].judgement is None
    assert rows(views.board(loaded, JUNE))["r-1"].judgement == last
    this = replace(last, at=datetime(2025, 2, 10, tzinfo=UTC), achievable=False)
    loaded.add(this)
    assert rows(views.board(loaded))["r-1"].judgement == this



def test_towns_come_largest_share_first(loaded):
    row = rows(views.board(loaded))["r-1"]
    assert [share.name for share in row.towns] == ["甲街道"]


def test_another_rule_is_another_light(loaded):
    names = [rule.name for rule in views.rules(loaded)]
    assert views.board(loaded).rule == names[0]
    assert {views.board(loaded, rule=name).rule for name in names} == set(names)
    with pytest.raises(views.RuleError, match="没有名为"):
        views.board(loaded, rule="没有的规则")


def test_a_project_named_only_by_a_doubtful_match_is_not_on_the_board(store):
    store.load(Batch(projects=PROJECTS))
    assert views.board(store).rows == ()


def test_a_board_of_many_projects_is_a_handful_of_questions(store):
    from sqlalchemy import event

    many = tuple(Project(id=f"r-{number}", name=str(number)) for number in range(300))
    asked = []
    event.listen(store._backing.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    counts = []
    for number, day in enumerate((APRIL, MAY, JUNE)):
        store.load(replace(ledger(str(number), day, {one.id: number for one in many}), projects=many))
        asked.clear()
        views.board(store)
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2] < 20
