"""What a rule says of a project at a data date."""

from __future__ import annotations

from dataclasses import dataclass

from data.model import Light


@dataclass(frozen=True, slots=True, kw_only=True)
class Lit:
    """A light and how it came about.

    time_progress: 时序进度 at the data date, 0–1; year_rate: 年度投资完成率 as a ratio (never clipped), None without a plan;
    gap: 超(欠)时序 in 百分点, negative when behind; ratio: 时序完成比, None in the year's first days;
    to_green: the least further amount in 元 that turns the light green, 0 when it is green, None when money cannot do it;
    working: one line a person can check: figures, T, rule.
    """

    light: Light
    rule: str
    time_progress: float
    year_rate: float | None = None
    gap: float | None = None
    ratio: float | None = None
    to_green: int | None = None
    working: str = ""
