"""One project under one rule: the light, its working, and the amount to green."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.lights.lit import Lit
from data.lights.rule import Measure, Rule
from data.lights.timing import months_overdue, time_progress
from data.lights.yardstick import Yardstick, yardstick
from data.model import Light, Progress, ProjectClass, Stage

_SEVERITY = {Light.GREEN: 0, Light.YELLOW: 1, Light.RED: 2}
_FINISHED = (Stage.COMPLETED, Stage.IN_USE)
_BARE = {Light.GREY: "为灰", Light.UNRATED: "不评"}
"""Said without the legend's reason, since the working gives its own."""
_UNSTARTED = (Stage.IDEA, Stage.PREPARATION, Stage.TENDER)


def light(progress: Progress | None, *, project_class: ProjectClass | None, as_of: date, rule: Rule) -> Lit:
    """The light of a project by what is known of it at a data date.

    In this order: no data is grey; a finished project is blue; a cancelled one, and one whose start is not yet due, is not
    rated; 前期 and 预备 are not rated on investment, but an overdue start still lights; without a year's plan or without a
    figure done it is grey, never green; else the rule decides by investment, and an overdue start or a standstill can only
    make it worse.
    """
    if progress is None:
        return Lit(light=Light.GREY, rule=rule.name, time_progress=time_progress(as_of), working=f"截至{as_of}无数据,不亮灯")
    money = _Money(progress, yardstick(rule.thresholds_for(as_of.month, project_class), rule.basis, as_of))
    verdict = _decide(progress, project_class, as_of, rule, money)
    facts = [*money.words(), *verdict.reasons, _sentence(rule, verdict, money)]
    if verdict.to_green:
        facts.append(f"再完成{_yuan(verdict.to_green, up=True)}转绿")
    return Lit(
        light=verdict.colour, rule=rule.name, time_progress=money.asked.time_progress, year_rate=money.year_rate, gap=money.gap,
        ratio=money.ratio, to_green=verdict.to_green, working=";".join(facts),
    )


@dataclass(frozen=True, slots=True)
class _Verdict:
    """The light, the reasons other than investment, and, where investment decides it, the amount to green in 元."""

    colour: Light
    reasons: tuple[str, ...] = ()
    to_green: int | None = None
    by_money: bool = False


class _Money:
    """A project's year against what is asked of it. Whole numbers are compared; a quotient is only for showing.

    Python divides whole numbers to the nearest float, so each figure shown is the exact one's nearest.
    """

    __slots__ = ("asked", "done", "gap", "plan", "ratio", "year_rate")

    def __init__(self, progress: Progress, asked: Yardstick) -> None:
        self.plan = progress.year_plan if progress.year_plan and progress.year_plan > 0 else None
        self.done, self.asked = progress.year_done, asked
        self.year_rate: float | None = None
        self.gap: float | None = None
        self.ratio: float | None = None
        if self.plan is not None and self.done is not None:
            due, have = asked.share.numerator * self.plan, asked.share.denominator * self.done
            self.year_rate = self.done / self.plan
            self.gap = (have - due) * 100 / (asked.share.denominator * self.plan)
            self.ratio = have / due if due else None

    @property
    def light(self) -> Light:
        """The light by investment alone; the rate must be known."""
        if not self.asked.red.reached(self.done, self.plan):
            return Light.RED
        return Light.GREEN if self.asked.yellow.reached(self.done, self.plan) else Light.YELLOW

    @property
    def to_green(self) -> int:
        """The least further amount in 元 at which the light by investment is green."""
        return max(0, self.asked.yellow.least(self.plan) - self.done)

    def words(self) -> list[str]:
        """The figures behind the light, one phrase each."""
        words = [f"年度计划{_yuan(self.plan)}" if self.plan else "无年度计划"]
        words.append("本年累计未报" if self.done is None else f"本年累计{_yuan(self.done)}")
        if self.year_rate is None:
            return [*words, self.asked.elapsed]
        words += [f"年度投资完成率{self.year_rate:.2%}", self.asked.elapsed]
        if self.asked.measure is Measure.RATIO and self.ratio is not None:
            return [*words, f"为{self.asked.basis}的{self.ratio:.2%}"]
        return [*words, f"{'欠' if self.gap < 0 else '超'}时序{abs(self.gap):.2f}个百分点"]


def _decide(
    progress: Progress, project_class: ProjectClass | None, as_of: date, rule: Rule, money: _Money
) -> _Verdict:
    if progress.stage in _FINISHED:
        return _Verdict(Light.BLUE, (f"已{progress.stage}",))
    if progress.stage is Stage.CANCELLED:
        return _Verdict(Light.UNRATED, ("项目已取消",))
    held = [*_late_start(progress, as_of, rule), *_standstill(progress, rule)]
    reasons = tuple(words for words, _ in held)
    worst = max((colour for _, colour in held), key=_SEVERITY.__getitem__, default=None)
    if _class_of(progress, project_class) in rule.unrated:
        return _Verdict(worst or Light.UNRATED, (*reasons, "前期、预备项目不评投资"))
    if rule.start and _start_ahead(progress, as_of):
        ahead = f"计划{_month(progress.planned_start)}开工,未到开工时限,暂不评投资"
        return _Verdict(worst or Light.UNRATED, (*reasons, ahead))
    if money.year_rate is None:
        return _Verdict(worst or Light.GREY, reasons)
    if worst is None:
        return _Verdict(money.light, to_green=money.to_green, by_money=True)
    # Money cannot start a project nor end its standstill: no amount is promised to turn such a light green.
    by_money = _SEVERITY[money.light] >= _SEVERITY[worst]
    return _Verdict(money.light if by_money else worst, reasons, by_money=by_money)


def _late_start(progress: Progress, as_of: date, rule: Rule) -> list[tuple[str, Light]]:
    """The start light, when the rule has one and the start is overdue."""
    if rule.start is None or progress.planned_start is None or not _unstarted(progress, as_of):
        return []
    overdue = months_overdue(progress.planned_start, as_of)
    colour = rule.start.light(overdue)
    if colour is None:
        return []
    since = f"逾期{overdue}个月" if overdue else "当月已满"
    return [(f"计划{_month(progress.planned_start)}开工,{since}仍未开工", colour)]


def _standstill(progress: Progress, rule: Rule) -> list[tuple[str, Light]]:
    if rule.suspended and progress.stage is Stage.SUSPENDED:
        return [(f"项目停工,至少亮{rule.suspended}灯", rule.suspended)]
    return []


def _unstarted(progress: Progress, as_of: date) -> bool:
    """Whether the project has surely not started: without a stage and a date of start nothing is said."""
    if progress.actual_start is not None:
        return progress.actual_start > as_of
    return progress.stage in _UNSTARTED


def _start_ahead(progress: Progress, as_of: date) -> bool:
    """Whether the project has not started and need not have: the month due has not closed."""
    due = progress.planned_start
    return due is not None and _unstarted(progress, as_of) and months_overdue(due, as_of) is None


def _class_of(progress: Progress, project_class: ProjectClass | None) -> ProjectClass | None:
    """The class as declared; without one, a project still in 谋划 or 前期 counts as 前期."""
    if project_class is None and progress.stage in (Stage.IDEA, Stage.PREPARATION):
        return ProjectClass.PREPARATORY
    return project_class


def _sentence(rule: Rule, verdict: _Verdict, money: _Money) -> str:
    """The light with the words of the rule, where it is the rule's limits that decided."""
    words = f":{money.asked.words[verdict.colour]}" if verdict.by_money else ""
    colour = _BARE.get(verdict.colour, verdict.colour.label)
    return f"按“{rule.name}”{colour}{words}"


def _month(day: date) -> str:
    return f"{day.year}年{day.month}月"


def _yuan(amount: int, *, up: bool = False) -> str:
    """An amount as ledgers write it, in 万元 to two decimals: 12,345.67万元. up: never less than the amount, for what is still owed."""
    hundreds = -(-amount // 100) if up else round(amount / 100)
    whole, rest = divmod(abs(hundreds), 100)
    part = f".{rest:02d}".rstrip("0") if rest else ""
    return f"{'-' if hundreds < 0 else ''}{whole:,}{part}万元"
