"""换规则看: what other rules would do to the same projects; and where a leader's judgement disagrees with the light."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.lights.judge import light
from data.lights.lit import Lit
from data.lights.rule import Rule
from data.model import Light, Progress, ProjectClass


@dataclass(frozen=True, slots=True)
class Subject:
    """One project as a rule sees it: its id, what is known of it, its class, and the date of its figures if another."""

    project: str
    progress: Progress | None
    project_class: ProjectClass | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """All projects under one rule: the light of each by id, and how many of each colour."""

    rule: Rule
    lit: Mapping[str, Lit]

    @property
    def counts(self) -> dict[Light, int]:
        """How many projects have each light; every light is named, also at 0."""
        seen = Counter(lit.light for lit in self.lit.values())
        return {colour: seen[colour] for colour in Light}

    def turned_from(self, current: Outcome) -> dict[str, tuple[Light, Light]]:
        """The projects whose light would be another than under the current rule: id to (now, then)."""
        return {
            project: (current.lit[project].light, lit.light)
            for project, lit in self.lit.items()
            if project in current.lit and current.lit[project].light is not lit.light
        }


def compare(rules: Iterable[Rule], rows: Sequence[Subject], *, as_of: date) -> tuple[Outcome, ...]:
    """What each rule makes of the same projects, in the order of the rules; nothing is adopted.

    as_of: the data date of the rows that give none of their own: older figures stand against the 时序进度 of their own date.
    """
    return tuple(
        Outcome(rule, {
            row.project: light(row.progress, project_class=row.project_class, as_of=row.as_of or as_of, rule=rule)
            for row in rows
        })
        for rule in rules
    )


def disagreement(lit: Lit, achievable: bool) -> str:
    """What is to be looked at when a leader's judgement (主管研判) and the computed light differ; empty when they agree."""
    if achievable and lit.light is Light.RED:
        return f"主管研判为年内能完成,计算为红灯({lit.rule})"
    if not achievable and lit.light in (Light.GREEN, Light.BLUE):
        return f"主管研判为年内不能完成,计算为{lit.light}灯({lit.rule})"
    return ""
