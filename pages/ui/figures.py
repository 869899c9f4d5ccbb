"""Key figures (关键指标): the board in one line, for the rows in sight."""

from __future__ import annotations

from data.views import Light, Totals
from pages.ui import markup, words
from pages.ui.markup import text
from pages.ui.measures import MEASURES


def strip(totals: Totals, *, of_all: int) -> str:
    """The totals as HTML; of_all is the board's whole number, said when only a part is in sight."""
    part = totals.projects != of_all
    return f'<div class="figures">{"".join(_tiles(totals, of_all if part else None))}</div>'


def _tiles(totals: Totals, of_all: int | None) -> list[str]:
    invested = f"总投资 {words.money(totals.total_investment)}"
    if 0 < totals.invested < totals.projects - totals.without_figures:
        invested += f"({totals.invested} 项已报)"
    projects = f"筛选自 {of_all} 项" if of_all is not None else invested
    without = f"另 {totals.without_figures} 项未填报" if totals.without_figures else ""
    rate_note = f"时序 {words.rate(totals.time_progress)}" + (f",{words.gap(totals.gap)}" if totals.gap is not None else "")
    ever = f"开累 {words.money(totals.total_done)}" if totals.total_done is not None else ""
    return [
        _tile("项目数", str(totals.projects), projects),
        _tile("在建", str(totals.building), f"占 {words.rate(totals.building / totals.projects)}" if totals.projects else ""),
        _tile("年度计划投资", words.money(totals.year_plan), without),
        _tile("本年累计完成", words.money(totals.year_done), ever),
        _rate_tile(totals, rate_note),
        _lights_tile(totals),
    ]


def _tile(label: str, value: str, note: str = "", extra: str = "") -> str:
    number = value.rstrip("亿万元%")
    unit = value[len(number):]
    shown = f"{text(number)}<em>{text(unit)}</em>" if unit else text(value)
    return f'<div class="tile"><span class="label">{text(label)}</span><strong>{shown}</strong>{extra}<small>{text(note)}</small></div>'


def _rate_tile(totals: Totals, note: str) -> str:
    bar = markup.bar(totals.year_rate, mark=totals.time_progress, label=f"年度完成率 {words.rate(totals.year_rate)}")
    return _tile("年度投资完成率", words.rate(totals.year_rate), note, bar)


def _lights_tile(totals: Totals) -> str:
    kinds = {kind.key: kind for kind in MEASURES["light"].kinds}
    lamps = "".join(
        f'<span class="lamp">{markup.badge(kinds[light.value])}<b>{totals.lights.get(light, 0)}</b>'
        f"<span>{text(kinds[light.value].label)}</span></span>"
        for light in Light if totals.lights.get(light) or light in (Light.RED, Light.YELLOW, Light.GREEN)
    )
    return f'<div class="tile lights"><span class="label">亮灯</span><div class="lamps">{lamps}</div></div>'
