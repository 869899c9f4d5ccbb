from dataclasses import replace
from datetime import date

from briefing.brief import for_town, prepare
from briefing.groups import OUTSIDE, by_sector, by_town, by_unit, earned
from data.views.shapes import TownShare
from tests.briefing import boards


def test_rates_are_ratios_of_sums(brief):
    for group in by_sector(brief):
        rows = [row for row in brief.board.rows if row.sector == group.name and row.progress]
        plan, done = sum(row.progress.year_plan for row in rows), sum(row.progress.year_done for row in rows)
        assert (group.year_plan, group.year_done) == (plan, done)
        assert abs(group.rate - done / plan) < 1e-12


def test_low_to_high_with_the_unknown_last(brief):
    for groups in (by_sector(brief), by_unit(brief), by_town(brief)):
        rates = [group.rate for group in groups]
        known = [rate for rate in rates if rate is not None]
        assert rates == sorted(known) + [None] * (len(rates) - len(known))


def test_a_project_counts_in_each_of_its_towns_and_once_in_the_city(brief):
    row = replace(brief.board.rows[0], towns=tuple(TownShare(project="x", town="1", name=name, share=0.5) for name in ("周巷镇", "长河镇")))
    one = replace(brief, board=boards.board_of([row], brief.as_of))
    assert [(group.name, group.projects) for group in by_town(one)] == [("周巷镇", 1), ("长河镇", 1)]
    assert sum(group.projects for group in by_sector(one)) == 1


def test_what_lies_in_no_town_comes_last_whatever_its_rate(brief):
    first, *others = brief.board.rows
    rows = [replace(first, towns=(), progress=replace(others[0].progress or first.progress, year_plan=100, year_done=0)), *others]
    assert by_town(replace(brief, board=boards.board_of(rows, brief.as_of)))[-1].name == OUTSIDE


def test_a_town_sheet_has_its_projects_and_their_changes_only(brief):
    sheet = for_town(brief, "龙山镇")
    assert sheet.board.rows and all(any(share.name == "龙山镇" for share in row.towns) for row in sheet.board.rows)
    assert sheet.board.totals.projects == len(sheet.board.rows)
    assert {change.project for change in sheet.changes} <= {row.id for row in sheet.board.rows}


def progress_of(brief, **figures):
    row = next(row for row in brief.board.rows if row.progress)
    return replace(row, progress=replace(row.progress, **figures))


def test_new_work_is_the_difference_where_both_dates_are_known(brief):
    now, was = progress_of(brief, year_done=900, total_done=5000), progress_of(brief, year_done=400, total_done=4000)

    def between(since, earlier):
        found = prepare(brief.board, brief.layers, since=since, before=boards.board_of([earlier], since))
        return earned([now], found)

    assert between(date(2024, 4, 30), was) == (500, 1)
    assert between(date(2023, 12, 31), was) == (1000, 1)
    assert between(date(2024, 4, 30), replace(was, id="another")) == (None, 0)
    assert between(date(2024, 4, 30), replace(was, progress=None)) == (None, 0)
