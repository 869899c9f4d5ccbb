"""Watch: what is observed of each project, and what moved the wrong way."""

from dataclasses import replace
from datetime import date

import pytest

from data.model import LedgerRow, Match, Observation, Stage
from etl.check import check, observe

WAN = 10_000
APRIL, MAY = date(2024, 4, 30), date(2024, 5, 31)


def row(number=5, *, source="五月", sheet="项目", as_of=MAY, name="望海路改造", **more):
    return LedgerRow(source=source, sheet=sheet, row=number, as_of=as_of, name=name, **more)


def matched(record, project="1"):
    key = f"{record.sheet}!{record.row}"
    return Match(source=record.source, key=key, name=record.name, project=project, rule="同名", score=100.0)


def seen(as_of=MAY, *, project="1", source=None, **more):
    source = source or ("四月" if as_of == APRIL else "五月")
    return Observation(project=project, as_of=as_of, source=source, sheet="项目", row=5, name="望海路改造", **more)


def compared(was, now):
    return check([seen(APRIL, **was)], [seen(MAY, **now)])


def test_an_observation_says_where_it_stands():
    record = row(7, year_plan=500 * WAN, year_done=100 * WAN, unit="交通局", stage=Stage.BUILDING, problems="征迁")
    (observation,), findings = observe([record], [matched(record)])
    assert findings == ()
    assert (observation.project, observation.as_of) == ("1", MAY)
    assert (observation.source, observation.sheet, observation.row) == ("五月", "项目", 7)
    assert (observation.year_plan, observation.year_done) == (500 * WAN, 100 * WAN)
    assert (observation.unit, observation.problems) == ("交通局", "征迁")


def test_a_row_that_waits_for_confirmation_or_has_no_date_is_not_observed():
    waiting, undated = row(1), row(2, as_of=None)
    assert observe([waiting, undated], [matched(waiting, None), matched(undated)]) == ((), ())


def test_of_two_rows_of_one_project_and_date_the_fuller_is_taken_and_the_conflict_named():
    short, full = row(3, year_done=90 * WAN), row(8, year_plan=500 * WAN, year_done=100 * WAN)
    (observation,), (finding,) = observe([short, full], [matched(short), matched(full)])
    assert observation.row == 8
    assert (finding.kind, finding.was, finding.now, finding.row) == ("同日数据不一致", "90万元", "100万元", 8)
    assert "第3行" in finding.text


def test_equal_rows_are_no_conflict_and_the_first_stands():
    rows = [row(3, year_done=90 * WAN), row(8, year_done=90 * WAN)]
    (observation,), findings = observe(rows, [matched(record) for record in rows])
    assert (observation.row, findings) == (3, ())


@pytest.mark.parametrize(
    ("was", "now", "kind", "column", "words"),
    [
        ({"year_done": 200 * WAN}, {"year_done": 150 * WAN}, "累计下降", "本年累计",
         "由200万元(2024-04-30)降为150万元(2024-05-31),减少50万元"),
        ({"total_done": 900 * WAN}, {"total_done": 899 * WAN}, "累计下降", "开累", "减少1万元"),
        ({"year_plan": 500 * WAN}, {"year_plan": 400 * WAN}, "计划调减", "年度计划", "调减为400万元"),
        ({"year_plan": 500 * WAN}, {}, "缺报", "年度计划", "变为未报"),
        ({"year_done": 500 * WAN}, {}, "缺报", "本年累计", "变为未报"),
        ({"total_investment": 10**9}, {"total_investment": 11 * 10**8}, "总投资变化", "总投资", "增加10,000万元"),
        ({"total_investment": 11 * 10**8}, {"total_investment": 10**9}, "总投资变化", "总投资", "减少10,000万元"),
        ({"physical_progress": 62.5}, {"physical_progress": 60.0}, "形象进度下降", "形象进度", "由62.5%"),
        ({"stage": Stage.BUILDING}, {"stage": Stage.TENDER}, "环节倒退", "环节", "由在建(2024-04-30)退回招标"),
        ({"stage": Stage.BUILDING}, {"stage": Stage.SUSPENDED}, "项目停工", "环节", "变为停工"),
        ({"stage": Stage.TENDER}, {"stage": Stage.CANCELLED}, "项目取消", "环节", "变为取消"),
        ({"planned_start": date(2024, 3, 1)}, {"planned_start": date(2024, 6, 1)}, "开工时间推迟", "计划开工",
         "推迟到2024-06-01"),
        ({"planned_finish": date(2025, 6, 30)}, {"planned_finish": date(2025, 12, 31)}, "完工时间推迟", "计划完工",
         "推迟到2025-12-31"),
    ],
)
def test_what_moved_the_wrong_way_is_found(was, now, kind, column, words):
    (finding,) = compared(was, now)
    assert (finding.kind, finding.column, finding.project, finding.source, finding.row) == (kind, column, "1", "五月", 5)
    assert "“望海路改造”" in finding.text
    assert words in finding.text
    assert finding.was in finding.text
    assert finding.now in finding.text


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ({"year_done": 100}, {"year_done": 100}),
        ({"year_done": 100}, {"year_done": 200}),
        ({"year_plan": 100}, {"year_plan": 200}),
        ({}, {"year_plan": 200, "year_done": 0, "total_done": 0, "physical_progress": 0.0}),
        ({"stage": Stage.TENDER}, {"stage": Stage.BUILDING}),
        ({"stage": Stage.SUSPENDED}, {"stage": Stage.BUILDING}),
        ({"stage": Stage.BUILDING}, {}),
        ({"planned_finish": date(2025, 12, 31)}, {"planned_finish": date(2025, 6, 30)}),
        ({"total_done": 100}, {}),
    ],
)
def test_what_moved_the_right_way_is_not(was, now):
    assert compared(was, now) == ()


def test_a_new_year_begins_at_nothing_but_the_total_stays():
    december, january = date(2024, 12, 31), date(2025, 1, 31)
    was = seen(december, source="去年", year_plan=900, year_done=880, total_done=5000)
    fresh = seen(january, source="今年", year_plan=600, year_done=10, total_done=5010)
    assert check([was], [fresh]) == ()
    (finding,) = check([was], [replace(fresh, total_done=4000)])
    assert finding.column == "开累"


def test_each_week_is_compared_with_the_week_before():
    reported = ((10, 100), (17, 80), (24, 90), (31, 70))
    weeks = [seen(date(2024, 5, day), source=f"{day}日", year_done=done) for day, done in reported]
    findings = check([], weeks)
    assert [(finding.source, finding.was, finding.now) for finding in findings] == [
        ("17日", "0.01万元", "0.008万元"), ("31日", "0.009万元", "0.007万元"),
    ]
    assert [finding.number for finding in findings] == [1, 1]
    assert [finding.source for finding in check(weeks[:3], weeks[3:])] == ["31日"]


@pytest.mark.parametrize(
    ("was", "between", "now", "kinds"),
    [
        ({"year_done": 500 * WAN}, {}, {"year_done": 400 * WAN}, ["累计下降"]),
        ({"year_plan": 500 * WAN}, {}, {"year_plan": 400 * WAN}, ["计划调减"]),
        ({"total_done": 500 * WAN}, {}, {"total_done": 400 * WAN}, ["累计下降"]),
        ({"physical_progress": 60.0}, {}, {"physical_progress": 45.0}, ["形象进度下降"]),
        ({"planned_finish": date(2025, 6, 30)}, {}, {"planned_finish": date(2025, 12, 31)}, ["完工时间推迟"]),
        ({"stage": Stage.BUILDING}, {}, {"stage": Stage.TENDER}, ["环节倒退"]),
        ({"stage": Stage.BUILDING}, {"stage": Stage.SUSPENDED}, {"stage": Stage.TENDER}, ["环节倒退"]),
        ({"stage": Stage.BUILDING}, {"stage": Stage.SUSPENDED}, {"stage": Stage.BUILDING}, []),
        ({"stage": Stage.SUSPENDED}, {}, {"stage": Stage.SUSPENDED}, []),
        ({"year_done": 500 * WAN}, {}, {"year_done": 500 * WAN}, []),
    ],
)
def test_a_month_without_a_report_hides_nothing(was, between, now, kinds):
    march = date(2024, 3, 31)
    before = [seen(march, source="三月", **was), seen(APRIL, **between)]
    findings = check(before, [seen(MAY, **now)])
    assert [(finding.kind, finding.source) for finding in findings] == [(kind, "五月") for kind in kinds]
    assert all("2024-03-31" in finding.text and "2024-05-31" in finding.text for finding in findings)


def test_a_plan_of_last_year_is_no_measure_after_a_silent_december():
    was = [seen(date(2024, 11, 30), year_plan=900, year_done=880), seen(date(2024, 12, 31))]
    assert check(was, [seen(date(2025, 1, 31), source="今年", year_plan=600, year_done=10)]) == ()


def test_an_older_ledger_that_comes_late_is_compared_with_the_next_and_bears_the_finding():
    late = seen(APRIL, source="补报", year_done=300 * WAN)
    (finding,) = check([seen(MAY, year_done=200 * WAN)], [late])
    assert (finding.source, finding.was, finding.now) == ("补报", "300万元", "200万元")


def test_a_second_ledger_of_the_same_date_that_disagrees_is_found():
    (finding,) = check([seen(MAY, year_done=200 * WAN)], [seen(MAY, source="更正", year_done=210 * WAN)])
    assert (finding.kind, finding.source, finding.was, finding.now) == ("同日数据不一致", "更正", "200万元", "210万元")
    assert check([seen(MAY, year_done=1)], [seen(MAY, source="更正", year_done=1)]) == ()


def test_findings_are_numbered_within_their_file():
    findings = compared({"year_done": 9, "year_plan": 9, "total_done": 9}, {"year_done": 8, "year_plan": 8, "total_done": 8})
    assert [finding.number for finding in findings] == [1, 2, 3]
