"""Every number of a briefing, worked out and put into words once; picture, document, slides and manifest only copy from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefing.brief import BEHIND, Brief
from briefing.groups import Group, by_sector, by_town, by_unit, earned
from briefing.numbers import UNKNOWN, day, money, money_at_least, percent, points, points_words
from briefing.text import SEMICOLON, clean, typeset
from data.views.shapes import BoardRow, Light

REASON_UNKNOWN = "台账未填"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One project as the briefing names it. ``number`` is the same on the map and in the table, 0 for one that is not behind."""

    number: int
    id: str
    name: str
    light: Light
    gap: str
    gap_words: str
    to_green: str
    rate: str
    reason: str
    unit: str
    towns: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The numbers, ready to print.

    fields: what templates may name, field to text; lights: count a light, in the order of the legend; sectors, units, towns:
    the tables, low to high; lagging: red before yellow, furthest behind first; others: the rest of the projects, by name;
    unplaced: of those behind, the ones not on the map.
    """

    fields: Mapping[str, str]
    lights: tuple[tuple[Light, int], ...]
    sectors: tuple[Group, ...]
    units: tuple[Group, ...]
    towns: tuple[Group, ...]
    whole: Group
    lagging: tuple[Entry, ...]
    others: tuple[Entry, ...]
    demo: bool

    @property
    def unplaced(self) -> tuple[Entry, ...]:
        """Red and yellow projects that have no place on the map: named beside it."""
        return tuple(one for one in self.lagging if one.place)


def figures(brief: Brief) -> Figures:
    """Work out the numbers of a brief."""
    board, totals = brief.board, brief.board.totals
    rest = (row for row in board.rows if row.lit.light not in BEHIND)
    lagging = tuple(_entry(brief, number, row) for number, row in enumerate(behind(board.rows), 1))
    return Figures(
        fields=_fields(brief, lagging),
        lights=tuple((light, totals.lights.get(light, 0)) for light in Light),
        sectors=by_sector(brief),
        units=by_unit(brief),
        towns=by_town(brief),
        whole=Group.of("合计", board.rows, brief),
        lagging=lagging,
        others=tuple(_entry(brief, 0, row) for row in sorted(rest, key=lambda row: (row.name, row.id))),
        demo=board.demo,
    )


def behind(rows: tuple[BoardRow, ...]) -> tuple[BoardRow, ...]:
    """Red and yellow rows: red first, the furthest behind first, those without a gap last; then by name."""
    late = (row for row in rows if row.lit.light in BEHIND)
    return tuple(sorted(late, key=lambda row: (BEHIND.index(row.lit.light), row.lit.gap is None, row.lit.gap or 0.0, row.name, row.id)))


def _entry(brief: Brief, number: int, row: BoardRow) -> Entry:
    on_map = row.id in brief.layers.shapes
    return Entry(
        number=number,
        id=row.id,
        name=clean(row.name),
        light=row.lit.light,
        gap=points(row.lit.gap),
        gap_words=points_words(row.lit.gap),
        to_green=_to_green(row),
        rate=percent(row.year_rate),
        reason=clean(row.progress.problems if row.progress else "", limit=120) or REASON_UNKNOWN,
        unit=clean(row.unit) or "责任单位未填",
        towns="、".join(share.name for share in row.towns if share.name),
        place="" if on_map else clean(row.place_reason, limit=40) or row.precision.label,
    )


def _to_green(row: BoardRow) -> str:
    """补足多少转绿; never less than really turns it. A light that money cannot turn (not started, suspended) says so."""
    if row.lit.to_green is None and row.lit.light in BEHIND:
        return "非投资原因"
    return money_at_least(row.lit.to_green) if row.lit.to_green else UNKNOWN


def _fields(brief: Brief, lagging: tuple[Entry, ...]) -> dict[str, str]:
    """The fields of the templates. A new one here is at once usable in the wording, the document and the slides."""
    board, totals = brief.board, brief.board.totals
    count = totals.lights
    new, compared = earned(board.rows, brief)
    return {
        "地区": brief.pack.region_name,
        "范围": brief.town or brief.pack.whole,
        "日期": day(board.as_of),
        "数据日期": day(board.as_of, year=True),
        "年份": str(board.as_of.year) if board.as_of else "",
        "上期日期": day(brief.since, year=bool(brief.since and board.as_of and brief.since.year != board.as_of.year)),
        "项目数": str(totals.projects),
        "在建数": str(totals.building),
        "上图数": str(totals.mapped),
        "未上图数": str(totals.projects - totals.mapped),
        "无数据数": str(totals.without_figures),
        "计率数": str(totals.rated),
        "总投资项数": str(totals.invested),
        "总投资计率数": str(totals.total_rated),
        "总投资": money(totals.total_investment),
        "年度计划": money(totals.year_plan),
        "累计完成": money(totals.year_done),
        "开累完成": money(totals.total_done),
        "完成率": percent(totals.year_rate),
        "总投资完成率": percent(totals.total_rate),
        "时序进度": percent(totals.time_progress),
        "超欠时序": points_words(totals.gap),
        "超欠百分点": points(totals.gap),
        "本期新增": money(new),
        "可比项目数": str(compared),
        **{f"{name}数": str(count.get(light, 0)) for light, name in LIGHT_NAMES.items()},
        "滞后数": str(len(lagging)),
        "规则": clean(board.rule),
        "规则说明": SEMICOLON.join(typeset(clean(words)) for words in board.rule_words),
        "来源": "、".join(clean(source.name) for source in board.sources) or "未载入文件",
        "演示数据": "演示数据" if board.demo else "",
    }


LIGHT_NAMES = {
    Light.RED: "红灯",
    Light.YELLOW: "黄灯",
    Light.GREEN: "绿灯",
    Light.BLUE: "已完成",
    Light.GREY: "灰灯",
    Light.UNRATED: "不评",
}
