"""Lights: the borders of each rule, what is never green, the amount to green, and the words."""

import re
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.lights import (
    Subject,
    compare,
    disagreement,
    light,
    load_rules,
    months_elapsed,
    parse_rules,
    time_progress,
    time_share,
)
from data.model import Light, Progress, ProjectClass, Stage

RULES = Path(__file__).parents[2] / "data" / "regions" / "330282" / "light_rules.toml"
BOOK = load_rules(RULES)
WAN = 10_000
PLAN = 10_000 * WAN
END_OF_MAY = date(2024, 5, 31)


def lit(done, *, rule="默认", as_of=END_OF_MAY, plan=PLAN, project_class=ProjectClass.CONTINUED, **known):
    progress = Progress(year_plan=plan, year_done=done, **known)
    return light(progress, project_class=project_class, as_of=as_of, rule=BOOK.rule(rule))


# 时序进度

@pytest.mark.parametrize(
    ("as_of", "months"),
    [
        (date(2024, 1, 1), 0), (date(2024, 1, 14), 0), (date(2024, 1, 15), 0.5), (date(2024, 1, 31), 1),
        (date(2023, 2, 28), 2), (date(2024, 2, 28), 1.5), (date(2024, 2, 29), 2), (date(2024, 3, 31), 3),
        (date(2024, 5, 24), 4.5), (date(2024, 6, 30), 6), (date(2012, 8, 15), 7.5), (date(2024, 8, 20), 7.5),
        (date(2024, 12, 31), 12),
    ],
)
def test_months_are_counted_in_halves_and_never_ahead_of_the_calendar(as_of, months):
    assert months_elapsed(as_of) == Fraction(months)


@pytest.mark.parametrize(
    ("as_of", "published"),
    [
        (date(2024, 6, 30), "50.00"), (date(2024, 10, 31), "83.33"), (date(2024, 3, 31), "25.00"),
        (date(2024, 8, 31), "66.67"), (date(2024, 8, 15), "62.50"),
    ],
)
def test_time_progress_is_what_bulletins_publish(as_of, published):
    assert f"{time_progress(as_of) * 100:.2f}" == published


@given(st.integers(2000, 2099), st.integers(0, 364), st.integers(0, 364))
def test_time_progress_never_runs_backwards_within_a_year(year, earlier, further):
    one = date(year, 1, 1) + timedelta(earlier)
    other = date(year, 1, 1) + timedelta(min(364, earlier + further))
    assert 0 <= time_share(one) <= time_share(other) <= 1


# The table of rules: the same project under three

@pytest.mark.parametrize(
    ("as_of", "rate", "yinchuan", "wuhan", "sanya"),
    [
        (date(2024, 2, 29), "5", "黄", "红", "红"),
        (date(2024, 3, 31), "14", "黄", "红", "黄"),
        (date(2024, 6, 30), "25", "黄", "红", "黄"),
        (date(2024, 10, 31), "68.2", "黄", "绿", "黄"),
        (date(2024, 10, 31), "45", "红", "红", "黄"),
    ],
)
def test_the_same_project_under_three_rules(as_of, rate, yinchuan, wuhan, sanya):
    done = int(Decimal(rate) * PLAN / 100)
    assert [lit(done, rule=rule, as_of=as_of).light for rule in ("银川2025", "武汉", "三亚2022")] == [yinchuan, wuhan, sanya]


def test_the_months_task_rule_lights_by_the_share_of_the_task():
    june = date(2024, 6, 30)  # the task is half of the plan
    assert lit(4_000 * WAN, rule="新晃2015", as_of=june).light is Light.GREEN
    assert lit(4_000 * WAN - 1, rule="新晃2015", as_of=june).light is Light.YELLOW
    assert lit(3_000 * WAN - 1, rule="新晃2015", as_of=june).light is Light.RED
    assert "当月累计任务" in lit(1, rule="新晃2015", as_of=june).working


@pytest.mark.parametrize(
    ("rule", "yellow_from", "red_from"),
    [  # in 元 at half of the year with a plan of 10000万元: the last amount that is yellow from above, red from above
        ("银川2025", 4_000 * WAN, 2_000 * WAN - 1),
        ("默认", 4_000 * WAN, 3_000 * WAN - 1),
        ("武汉", 4_000 * WAN - 1, 3_000 * WAN - 1),
        ("三亚2022", 5_000 * WAN - 1, 2_500 * WAN - 1),
    ],
)
def test_each_border_is_exact_to_one_yuan(rule, yellow_from, red_from):
    june = date(2024, 6, 30)
    lights = [lit(done, rule=rule, as_of=june).light for done in (yellow_from + 1, yellow_from, red_from + 1, red_from)]
    assert lights == [Light.GREEN, Light.YELLOW, Light.YELLOW, Light.RED]


def test_a_points_rule_cannot_turn_red_before_time_passes_its_limit():
    assert lit(0, rule="银川2025", as_of=date(2024, 3, 31)).light is Light.YELLOW  # T is 25 %
    assert lit(0, rule="银川2025", as_of=date(2024, 4, 30)).light is Light.RED  # T is 33.3 %
    assert any("超过30%之前不会因投资亮红灯" in line for line in BOOK.rule("银川2025").words)


def test_nothing_is_due_in_the_first_days_of_the_year():
    first = lit(0, rule="武汉", as_of=date(2024, 1, 5))
    assert (first.light, first.ratio, first.to_green) == (Light.GREEN, None, 0)


@pytest.mark.parametrize("measure", ["ratio", "gap"])
def test_nothing_is_due_in_the_first_days_also_where_the_limit_itself_lights(measure):
    yellow, red = ("<=80", "<=60") if measure == "ratio" else (">=10", ">=20")
    (rule,) = parse_rules(f'[[rules]]\nname="甲"\norigin="乙"\nmeasure="{measure}"\nyellow="{yellow}"\nred="{red}"').rules
    first = light(Progress(year_plan=PLAN, year_done=0), project_class=None, as_of=date(2024, 1, 5), rule=rule)
    assert (first.light, first.to_green) == (Light.GREEN, 0)


# What is never green

@pytest.mark.parametrize("rule", BOOK.names)
@given(
    plan=st.none() | st.just(0) | st.integers(-10**9, 10**12), done=st.none() | st.integers(0, 10**12),
    as_of=st.dates(date(2020, 1, 1), date(2030, 12, 31)), stage=st.none() | st.sampled_from(Stage),
    start=st.none() | st.dates(date(2019, 1, 1), date(2031, 1, 1)), kind=st.none() | st.sampled_from(ProjectClass),
)
@settings(max_examples=100, deadline=None)
def test_missing_data_is_never_green(rule, plan, done, as_of, stage, start, kind):
    result = lit(done, rule=rule, as_of=as_of, plan=plan, project_class=kind, stage=stage, planned_start=start)
    if plan is None or plan <= 0 or done is None:
        assert result.light is not Light.GREEN
        assert result.to_green is None
        assert result.year_rate is None
    assert "\n" not in result.working


def test_no_data_and_no_plan_are_grey_and_say_so():
    nothing = light(None, project_class=None, as_of=END_OF_MAY, rule=BOOK.rule())
    assert (nothing.light, nothing.year_rate) == (Light.GREY, None)
    assert "无数据" in nothing.working
    for plan in (None, 0):
        without = lit(5_000 * WAN, plan=plan)
        assert (without.light, without.year_rate) == (Light.GREY, None)
        assert "无年度计划" in without.working
    unreported = lit(None)
    assert unreported.light is Light.GREY
    assert "本年累计未报" in unreported.working


def test_zero_done_is_a_figure_not_a_gap():
    assert lit(0).light is Light.RED
    assert lit(0).year_rate == 0


# Stages and classes

@pytest.mark.parametrize("stage", [Stage.COMPLETED, Stage.IN_USE])
def test_a_finished_project_is_blue_whatever_its_figures(stage):
    assert lit(0, stage=stage).light is Light.BLUE
    assert lit(None, plan=None, stage=stage).light is Light.BLUE


@pytest.mark.parametrize("kind", [ProjectClass.PREPARATORY, ProjectClass.RESERVE])
def test_preparatory_projects_are_judged_by_their_nodes_only(kind):
    assert lit(0, project_class=kind).light is Light.UNRATED
    overdue = lit(0, project_class=kind, stage=Stage.PREPARATION, planned_start=date(2024, 1, 1))
    assert overdue.light is Light.RED
    assert "逾期4个月" in overdue.working


def test_without_a_class_the_stage_tells_that_it_is_preparatory():
    assert lit(0, project_class=None, stage=Stage.PREPARATION).light is Light.UNRATED
    assert lit(0, project_class=ProjectClass.NEW, stage=Stage.PREPARATION).light is Light.RED


def test_a_cancelled_project_is_not_rated():
    assert lit(0, stage=Stage.CANCELLED).light is Light.UNRATED


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2024, 2, 29), Light.UNRATED), (date(2024, 3, 15), Light.UNRATED),
        (date(2024, 3, 31), Light.YELLOW), (date(2024, 5, 31), Light.YELLOW),
        (date(2024, 6, 15), Light.YELLOW), (date(2024, 6, 30), Light.RED), (date(2025, 1, 31), Light.RED),
    ],
)
def test_the_start_light(as_of, expected):
    result = lit(PLAN, rule="银川2025", as_of=as_of, stage=Stage.TENDER, planned_start=date(2024, 3, 10))
    assert result.light is expected
    assert result.to_green is None
    assert "计划2024年3月开工" in result.working


def test_a_start_not_yet_due_is_not_behind_on_investment():
    result = lit(0, project_class=ProjectClass.NEW, stage=Stage.TENDER, planned_start=date(2024, 10, 1))
    assert result.light is Light.UNRATED
    assert "未到开工时限" in result.working


def test_a_project_that_has_started_has_no_start_light():
    assert lit(PLAN, stage=Stage.BUILDING, planned_start=date(2023, 1, 1)).light is Light.GREEN
    assert lit(PLAN, stage=None, planned_start=date(2023, 1, 1)).light is Light.GREEN  # unknown is not "not started"
    assert lit(PLAN, actual_start=date(2024, 3, 1), planned_start=date(2023, 1, 1)).light is Light.GREEN
    later = lit(PLAN, actual_start=date(2024, 9, 1), planned_start=date(2024, 1, 1))
    assert later.light is Light.RED  # as of May it had not started


def test_a_rule_without_a_start_light_does_not_judge_starts():
    assert lit(PLAN, rule="武汉", stage=Stage.TENDER, planned_start=date(2023, 1, 1)).light is Light.GREEN


def test_a_standstill_is_not_green_under_the_default_and_money_does_not_end_it():
    stopped = lit(PLAN, stage=Stage.SUSPENDED)
    assert (stopped.light, stopped.to_green) == (Light.YELLOW, None)
    assert "停工" in stopped.working
    assert lit(0, stage=Stage.SUSPENDED).light is Light.RED
    assert lit(PLAN, rule="武汉", stage=Stage.SUSPENDED).light is Light.GREEN


# Figures

def test_a_rate_over_100_per_cent_is_shown_as_such():
    over = lit(12_260 * WAN)
    assert over.year_rate == 1.226
    assert "122.60%" in over.working
    assert "超时序80.93个百分点" in over.working


def test_the_working_is_one_line_with_figures_time_and_rule():
    behind = lit(2_000 * WAN)
    assert behind.light is Light.RED
    for words in ("年度计划10,000万元", "本年累计2,000万元", "完成率20.00%", "时序进度41.67%(截至2024-05-31)",
                  "欠时序21.67个百分点", "按“默认”红灯", "低于时序进度超过20个百分点", "再完成1,166.67万元转绿"):
        assert words in behind.working
    assert (round(behind.gap, 2), round(behind.ratio, 2)) == (-21.67, 0.48)


@given(plan=st.integers(10**6, 10**13), done=st.integers(0, 10**12))
@settings(max_examples=150, deadline=None)
def test_the_amount_to_green_is_said_to_two_decimals_and_what_is_said_is_enough(plan, done):
    before = lit(done, plan=plan)
    said = re.search(r"再完成([\d,]+(?:\.\d{1,2})?)万元转绿", before.working)
    assert bool(said) is bool(before.to_green)
    if said:
        amount = Decimal(said[1].replace(",", "")) * WAN
        assert before.to_green <= amount < before.to_green + 100


@pytest.mark.parametrize("rule", BOOK.names)
@given(
    plan=st.integers(1, 10**13), done=st.integers(0, 10**13), as_of=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    kind=st.sampled_from([ProjectClass.NEW, ProjectClass.CONTINUED]),
)
@settings(max_examples=150, deadline=None)
def test_the_amount_to_green_turns_green_and_one_yuan_less_does_not(rule, plan, done, as_of, kind):
    def judge(amount):
        return lit(amount, rule=rule, as_of=as_of, plan=plan, project_class=kind)

    before = judge(done)
    assert (before.to_green == 0) is (before.light is Light.GREEN)
    assert judge(done + before.to_green).light is Light.GREEN
    if before.to_green:
        assert judge(done + before.to_green - 1).light is not Light.GREEN


@pytest.mark.parametrize("rule", BOOK.names)
@given(plan=st.integers(1, 10**6), less=st.integers(0, 10**6), more=st.integers(0, 10**6),
       as_of=st.dates(date(2020, 1, 1), date(2030, 12, 31)))
@settings(max_examples=100, deadline=None)
def test_doing_more_never_makes_the_light_worse(rule, plan, less, more, as_of):
    order = [Light.RED, Light.YELLOW, Light.GREEN]
    judge = [lit(done, rule=rule, as_of=as_of, plan=plan).light for done in (less, less + more)]
    assert order.index(judge[0]) <= order.index(judge[1])


# 换规则看, 主管研判

def test_compare_shows_what_each_rule_would_do():
    rows = [
        Subject("1", Progress(year_plan=PLAN, year_done=2_000 * WAN), ProjectClass.CONTINUED),
        Subject("2", Progress(year_plan=PLAN, year_done=PLAN), ProjectClass.NEW),
        Subject("3", None),
    ]
    own, yinchuan = compare([BOOK.rule(), BOOK.rule("银川2025")], rows, as_of=END_OF_MAY)
    assert [own.lit[row.project].light for row in rows] == [Light.RED, Light.GREEN, Light.GREY]
    assert yinchuan.counts[Light.RED] == 0
    assert sum(yinchuan.counts.values()) == len(rows)
    assert yinchuan.turned_from(own) == {"1": (Light.RED, Light.YELLOW)}


def test_older_figures_are_compared_at_their_own_date():
    old = Subject("1", Progress(year_plan=PLAN, year_done=2_500 * WAN), ProjectClass.CONTINUED, date(2024, 3, 31))
    (outcome,) = compare([BOOK.rule()], [old], as_of=date(2024, 10, 31))
    assert outcome.lit["1"].light is Light.GREEN
    assert "截至2024-03-31" in outcome.lit["1"].working


def test_a_judgement_that_differs_from_the_light_is_a_finding():
    red, green = lit(0), lit(PLAN)
    assert "能完成" in disagreement(red, True)
    assert "不能完成" in disagreement(green, False)
    assert disagreement(red, False) == disagreement(green, True) == ""
