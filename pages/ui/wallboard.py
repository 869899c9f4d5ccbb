"""大屏: what the wall screen says. Key figures, lights, and a card for each lagging project, as data the component draws.

The screen turns through the cards by itself; the page is run again only when the store has changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import streamlit as st

from data import views
from data.views import Board, BoardRow, Lagging, Light, Totals
from pages.ui import filters, parcels, reads, theme, words
from pages.ui.filters import Choice, board_key
from pages.ui.map import TITLE
from pages.ui.measures import MEASURES
from pages.ui.remember import remembered

SECONDS = 12
"""How long a card stands: long enough to be read aloud."""
MOST = 200
CHECK_EVERY = "60s"
_UNITS = "亿万元%"


def cover() -> None:
    """The wall covers the whole window; what else the page has is out of sight."""
    theme.wear("wall.css")


def watch(now: reads.Version) -> None:
    """Look once a minute whether the store has changed, and run the page again if so."""

    @st.fragment(run_every=CHECK_EVERY)
    def look() -> None:
        if reads.version() != now:
            st.rerun()

    look()


def shown(board: Board, rows: tuple[BoardRow, ...], totals: Totals, choice: Choice) -> parcels.Parcel:
    """What the screen shows, as a parcel; made once per board and choice."""
    return _shown(board_key(board), choice, board, rows, totals)


@remembered(16)
def _shown(key: tuple, choice: Choice, _board: Board, _rows: tuple[BoardRow, ...], _totals: Totals) -> parcels.Parcel:
    kept = {row.id for row in _rows}
    behind = [one for one in reads.lagging(_board) if one.row.id in kept]
    name = views.region_of(reads.store()).name
    made = spec(_board, _totals, behind, title=f"{name}{TITLE}", scope=filters.noted(choice))
    return parcels.put(json.dumps(made, ensure_ascii=False, separators=(",", ":")))


def spec(board: Board, totals: Totals, behind: Sequence[Lagging], *, title: str, scope: str = "") -> dict[str, Any]:
    """Title, data date, figures, lights with their counts, and the cards, red first, furthest behind first.

    scope: what is filtered for, in words. behind: how many there are, of whom the cards are the first.
    """
    return {
        "title": title,
        "as_of": f"数据截至 {words.day(board.as_of)}",
        "demo": board.demo,
        "seconds": SECONDS,
        "scope": scope,
        "behind": len(behind),
        "figures": list(_figures(totals, of_all=len(board.rows))),
        "lights": [{"kind": rank, "count": totals.lights.get(light, 0)} for rank, light in enumerate(_lights())
                   if totals.lights.get(light) or light in (Light.RED, Light.YELLOW, Light.GREEN)],
        "cards": [_card(one) for one in behind[:MOST]],
    }


def _lights() -> list[Light]:
    return [Light(kind.key) for kind in MEASURES["light"].kinds]


def _figures(totals: Totals, *, of_all: int) -> Iterable[dict[str, Any]]:
    yield _figure("项目数", str(totals.projects), f"筛选自 {of_all} 项" if totals.projects != of_all else "")
    yield _figure("在建", str(totals.building))
    yield _figure("年度计划投资", words.money(totals.year_plan), f"另 {totals.without_figures} 项未填报" if totals.without_figures else "")
    yield _figure("本年累计完成", words.money(totals.year_done))
    against = f"时序 {words.rate(totals.time_progress)}" + (f" {words.gap(totals.gap)}" if totals.gap is not None else "")
    yield {**_figure("年度投资完成率", words.rate(totals.year_rate), against), "share": totals.year_rate, "mark": totals.time_progress}


def _figure(label: str, value: str, note: str = "") -> dict[str, Any]:
    number = value.rstrip(_UNITS)
    return {"label": label, "value": number, "unit": value[len(number):], "note": note}


def _card(one: Lagging) -> dict[str, Any]:
    row, known = one.row, one.row.progress
    plan = known.year_plan if known else None
    amounts = [("年度计划", plan), ("本年完成", known.year_done if known else None), ("总投资", known.total_investment if known else None)]
    facts = [(label, words.money(value)) for label, value in amounts]
    facts += [("总完成率", words.rate(row.total_rate))]
    if row.lit.to_green:
        facts += [("转绿尚需", words.owed(row.lit.to_green))]
    since = one.red_since if row.lit.light is Light.RED else one.since
    if since:
        facts += [(f"{row.lit.light.value}灯始自", f"{'不晚于' if one.from_first else ''}{since.month}月{since.day}日")]
    towns = "、".join(share.name or filters.OUTSIDE for share in row.towns)
    said = [("原因", one.reason), ("位置", towns if row.mapped else f"未上图:{row.place_reason or towns or '地点不详'}")]
    said += [("研判", _judged(row))] if row.judgement else []
    return {
        "id": row.id, "name": row.name, "kind": MEASURES["light"].rank(row),
        "tags": [word for word in (row.unit, row.sector, row.stage.value if row.stage else "环节未知") if word],
        "rate": words.rate(row.year_rate, unknown=words.UNKNOWN if plan else words.NO_PLAN), "share": row.year_rate,
        "mark": row.lit.time_progress, "gap": words.gap(row.lit.gap), "short": words.gap(row.lit.gap).replace("时序 ", "").replace(" ", ""),
        "facts": facts, "words": [(label, text) for label, text in said if text],
    }


def _judged(row: BoardRow) -> str:
    judged = row.judgement
    return "" if judged is None else f"{'年内能完成' if judged.achievable else '年内难完成'}{':' + judged.note if judged.note else ''}"
