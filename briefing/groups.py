"""Tables by sector, unit and town: ratios of sums, sorted low to high. The sums themselves are data.views'."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from briefing.brief import Brief
from briefing.numbers import percent, wan
from briefing.text import clean, typeset
from data import views
from data.views.shapes import BoardRow
from data.views.totals import without_parts

UNNAMED = "未填"
OUTSIDE = typeset("未落到镇(街道)")
HEADER = ("项目数", "总投资", "年度计划", "累计完成", "完成率", "本期新增")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One line of a table. Amounts in 元, rate a ratio; new: what was done since the last briefing, None where not comparable."""

    name: str
    projects: int
    total_investment: int | None
    year_plan: int | None
    year_done: int | None
    rate: float | None
    new: int | None

    @classmethod
    def of(cls, name: str, rows: tuple[BoardRow, ...], brief: Brief) -> Group:
        """The roll-up of some rows of the brief."""
        totals = views.totals(rows, brief.board.as_of)
        return cls(
            name=name,
            projects=totals.projects,
            total_investment=totals.total_investment,
            year_plan=totals.year_plan,
            year_done=totals.year_done,
            rate=totals.year_rate,
            new=earned(rows, brief)[0],
        )

    @property
    def cells(self) -> tuple[str, ...]:
        """As printed under the name and :data:`HEADER`; amounts in 万元."""
        return (
            self.name,
            str(self.projects),
            wan(self.total_investment),
            wan(self.year_plan),
            wan(self.year_done),
            percent(self.rate) if self.year_plan else "无年度计划",
            wan(self.new),
        )


def earned(rows: Iterable[BoardRow], brief: Brief) -> tuple[int | None, int]:
    """本期新增: what these projects got done between the two dates, in 元, and of how many that is known.

    Within a year this is the difference of the year's figures; across a new year, which starts them afresh, of those since
    the start. A project that one of the dates does not know is left out, and so are parts of a whole that
    gives the figure itself.
    """
    if not (brief.before and brief.since and brief.as_of):
        return None, 0
    figure = "year_done" if brief.since.year == brief.as_of.year else "total_done"
    steps = []
    for row in without_parts(tuple(rows), figure):
        earlier = brief.earlier.get(row.id)
        if row.progress and earlier and earlier.progress:
            now, was = getattr(row.progress, figure), getattr(earlier.progress, figure)
            if now is not None and was is not None:
                steps.append(now - was)
    return (sum(steps) if steps else None), len(steps)


def by_sector(brief: Brief) -> tuple[Group, ...]:
    """分行业."""
    return _grouped(brief, lambda row: (clean(row.sector) or UNNAMED,))


def by_unit(brief: Brief) -> tuple[Group, ...]:
    """分责任单位."""
    return _grouped(brief, lambda row: (clean(row.unit) or UNNAMED,))


def by_town(brief: Brief) -> tuple[Group, ...]:
    """分镇(街道): a project counts whole in every town it touches, so that these lines do not add up to the total."""
    groups = _grouped(brief, lambda row: tuple(dict.fromkeys(clean(share.name) or OUTSIDE for share in row.towns)) or (OUTSIDE,))
    # What lies in no town is none of them: it comes last, whatever its rate.
    return tuple(sorted(groups, key=lambda group: group.name == OUTSIDE))


def _grouped(brief: Brief, keys: Callable[[BoardRow], tuple[str, ...]]) -> tuple[Group, ...]:
    groups: dict[str, list[BoardRow]] = defaultdict(list)
    for row in brief.board.rows:
        for key in keys(row):
            groups[key].append(row)
    lines = (Group.of(name, tuple(rows), brief) for name, rows in groups.items())
    return tuple(sorted(lines, key=lambda line: (line.rate is None, line.rate or 0.0, line.name)))
