"""A light rule as a value: by gap or by ratio, with overrides by month and class, and the words a leader reads.

Every rule comes down to two shares of the year's plan at a data date: at the first the light stops being green, at the
second it turns red. The light and the amount to green are both read from these, so that they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from data.model import Light, ProjectClass


class Measure(StrEnum):
    """What a rule compares: gap, points below 时序进度; ratio, the share of 时序进度 (or of the month's task) reached."""

    GAP = "gap"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Limit:
    """Where a light begins. value: points below T (gap) or per cent of T (ratio); inclusive: the limit itself is lit."""

    value: Decimal
    inclusive: bool

    def __str__(self) -> str:
        """The figure alone, as read: 10, 62.5."""
        return f"{self.value.normalize():f}"


@dataclass(frozen=True, slots=True)
class Floor:
    """The least share of the year's plan that keeps out of a light; strict: the share itself does not suffice."""

    share: Fraction
    strict: bool

    def reached(self, done: int, plan: int) -> bool:
        """Whether the amount done (元) of the plan (元, above 0) stands clear of the light."""
        have, due = done * self.share.denominator, self.share.numerator * plan
        return have > due if self.strict else have >= due

    def least(self, plan: int) -> int:
        """The least whole amount in 元 that is clear of the light."""
        due, parts = self.share.numerator * plan, self.share.denominator
        return due // parts + 1 if self.strict else -(-due // parts)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where yellow and red begin, and by which measure."""

    measure: Measure
    yellow: Limit
    red: Limit

    def floor(self, limit: Limit, time_share: Fraction) -> Floor:
        """The share of the year's plan at which one of the limits lies, at a time share 0–1."""
        part = Fraction(limit.value) / 100
        if self.measure is Measure.GAP:
            return Floor(time_share - part, strict=limit.inclusive)
        # Before anything is due there is nothing to reach a share of: having done nothing is not behind.
        return Floor(time_share * part, strict=limit.inclusive and time_share > 0)

    def words(self, basis: str) -> dict[Light, str]:
        """What green, yellow and red mean, in a leader's words. basis: 时序进度, or what else the rule measures by."""
        green_in, yellow_in = not self.yellow.inclusive, not self.red.inclusive
        if self.measure is Measure.GAP:
            slack = f"{'不超过' if green_in else '不足'}{self.yellow}个百分点"
            return {
                Light.GREEN: f"年度投资完成率达到{basis},或低于{basis}{slack}",
                Light.YELLOW: f"低于{basis}{_span(f'{self.yellow}', f'{self.red}', not green_in, yellow_in)}个百分点",
                Light.RED: f"低于{basis}{'超过' if yellow_in else '达到'}{self.red}个百分点",
            }
        enough = f"{basis}的{self.yellow}%" if self.yellow.value != 100 else basis
        return {
            Light.GREEN: f"年度投资完成率{'达到' if green_in else '超过'}{enough}",
            Light.YELLOW: f"年度投资完成率为{basis}的{_span(f'{self.red}%', f'{self.yellow}%', yellow_in, not green_in)}",
            Light.RED: f"年度投资完成率{'不足' if yellow_in else '不超过'}{basis}的{self.red}%",
        }

    def lines(self, basis: str) -> list[str]:
        """The same as lines of a legend, with what to know of a rule by points early in the year."""
        lines = [f"{colour}灯:{words}" for colour, words in self.words(basis).items()]
        if self.measure is Measure.GAP and self.red.value:
            lines.append(f"{basis}{'达到' if self.red.inclusive else '超过'}{self.red}%之前不会因投资亮红灯")
        return lines


def _span(low: str, high: str, low_in: bool, high_in: bool) -> str:
    return f"{low}{'' if low_in else '(不含)'}至{high}{'' if high_in else '(不含)'}"


@dataclass(frozen=True, slots=True)
class StartRule:
    """开工灯: yellow and red by whole months since the month in which the project was to start; 0 is that month's end."""

    yellow_months: int
    red_months: int

    def light(self, overdue: int | None) -> Light | None:
        """The light of a project that has not started; None while the month due is still running."""
        if overdue is None or overdue < self.yellow_months:
            return None
        return Light.RED if overdue >= self.red_months else Light.YELLOW

    @property
    def words(self) -> str:
        """The rule in a leader's words."""
        yellow = "计划开工当月末仍未开工" if self.yellow_months == 0 else f"逾计划开工月{self.yellow_months}个月未开工"
        return f"开工灯:{yellow}为黄,逾期满{self.red_months}个月仍未开工为红"


@dataclass(frozen=True, slots=True)
class Override:
    """Other thresholds for some months or some classes; empty means all of them."""

    months: frozenset[int]
    classes: frozenset[ProjectClass]
    thresholds: Thresholds

    def covers(self, month: int, project_class: ProjectClass | None) -> bool:
        """Whether this override holds for a data date's month and a project's class."""
        return (not self.months or month in self.months) and (not self.classes or project_class in self.classes)

    @property
    def scope(self) -> str:
        """For what it holds: 1、2月 新建."""
        months = f"{'、'.join(map(str, sorted(self.months)))}月" if self.months else ""
        classes = f"{'、'.join(sorted(self.classes))}项目" if self.classes else ""
        return f"{months}{classes}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One city's way of lighting. name: as users choose it; basis: what the rate is measured by; origin: who published it."""

    name: str
    thresholds: Thresholds
    origin: str
    basis: str = "时序进度"
    note: str = ""
    start: StartRule | None = None
    unrated: frozenset[ProjectClass] = frozenset({ProjectClass.PREPARATORY, ProjectClass.RESERVE})
    suspended: Light | None = None
    overrides: tuple[Override, ...] = ()

    def thresholds_for(self, month: int, project_class: ProjectClass | None) -> Thresholds:
        """The thresholds in force for a data date's month and a class: the first override that covers them, else the rule's."""
        covering = (override.thresholds for override in self.overrides if override.covers(month, project_class))
        return next(covering, self.thresholds)

    @property
    def words(self) -> tuple[str, ...]:
        """The whole rule in a leader's words, one line a light."""
        lines = self.thresholds.lines(self.basis)
        lines += [f"{override.scope}:{';'.join(override.thresholds.lines(self.basis))}" for override in self.overrides]
        if self.start:
            lines.append(self.start.words)
        if self.suspended:
            lines.append(f"停工项目:至少亮{self.suspended}灯")
        if self.unrated:
            lines.append(f"{'、'.join(kind for kind in ProjectClass if kind in self.unrated)}项目不评投资,只看开工等节点")
        lines.append("无数据、无年度计划为灰;完工、投用为蓝")
        return tuple(lines)
