"""Towns beside each other: their projects, amounts and rates, lowest first. A project counts whole in each of its towns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
import streamlit as st

from data.views import Board, BoardRow, Light, TownTotals
from pages.ui import reads, words
from pages.ui.filters import Choice, Kept, board_key
from pages.ui.listing import heading
from pages.ui.remember import remembered

_NUMBERS = ("项目", "红", "黄", "完成率", "超欠时序", "计划", "完成", "跨镇街", "长度")


def chosen_towns(choice: Choice) -> tuple[str, ...]:
    """The towns filtered for, by name."""
    return tuple(sorted(dict(choice.fields).get("town", ())))


def lowest_first(towns: Sequence[TownTotals]) -> list[TownTotals]:
    """By year's rate, lowest first; towns without a rate last."""
    return sorted(towns, key=lambda town: (town.totals.year_rate is None, town.totals.year_rate or 0.0, town.code))


def columns(towns: Sequence[TownTotals]) -> dict[str, list[object]]:
    """The table's columns. Amounts in 万元, rates in %, lengths in 公里."""
    def hundred(value: float | None) -> float | None:
        return None if value is None else round(value * 100, 2)

    return {
        "镇街": [town.name for town in towns],
        "完成率": [hundred(town.totals.year_rate) for town in towns],
        "超欠时序": [None if town.totals.gap is None else round(town.totals.gap, 1) for town in towns],
        "项目": [town.totals.projects for town in towns],
        "红": [town.totals.lights.get(Light.RED, 0) for town in towns],
        "黄": [town.totals.lights.get(Light.YELLOW, 0) for town in towns],
        "计划": [words.wan(town.totals.year_plan) for town in towns],
        "完成": [words.wan(town.totals.year_done) for town in towns],
        "跨镇街": [town.shared for town in towns],
        "长度": [None if town.length_m is None else round(town.length_m / 1000, 2) for town in towns],
    }


@remembered(64)
def _table(key: tuple, choice: Choice, names: tuple[str, ...] | None, _board: Board, _rows: tuple[BoardRow, ...]) -> pa.Table:
    made = columns(lowest_first(reads.town_totals(replace(_board, rows=_rows), names)))
    return pa.table({name: pa.array(values, pa.float64() if name in _NUMBERS else pa.string()) for name, values in made.items()})


def table(board: Board, kept: Kept, choice: Choice) -> None:
    """Show the ranking of the towns filtered for, or of all that have projects in sight."""
    names = chosen_towns(choice) or None
    data = _table(board_key(board), choice, names, board, kept.rows)
    if not data.num_rows:
        return
    heading("镇街排名", "按年度投资完成率从低到高;跨镇街项目在各镇街全额计入,合计不等于全市")
    number = st.column_config.NumberColumn
    st.dataframe(data, hide_index=True, height=min(38 + 35 * data.num_rows, 720), placeholder="", alt="镇街排名", column_config={
        "镇街": st.column_config.TextColumn(width=110),
        "完成率": st.column_config.ProgressColumn("年度完成率", format="%.1f%%", min_value=0, max_value=100, width=130),
        "超欠时序": number("超(欠)时序", format="%+.1f", width=86, help="百分点;负为欠"),
        "项目": number("项目数", format="%d", width=66),
        "红": number("红灯", format="%d", width=52), "黄": number("黄灯", format="%d", width=52),
        "计划": number("年度计划(万元)", format="localized", width=116), "完成": number("本年完成(万元)", format="localized", width=116),
        "跨镇街": number("其中跨镇街", format="%d", width=88), "长度": number("线路长度(公里)", format="%.1f", width=110),
    })
