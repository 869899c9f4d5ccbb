"""The list of projects: one table, sorted worst first, in which a row can be chosen. Its Arrow form is made once and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyarrow as pa
import streamlit as st

from data.views import Board, BoardRow
from pages.ui import address, markup, words
from pages.ui.filters import Choice, board_key
from pages.ui.measures import MEASURES, light_kind
from pages.ui.remember import remembered


def ordered(rows: Sequence[BoardRow]) -> list[BoardRow]:
    """Worst light first, then furthest behind 时序."""
    rank = MEASURES["light"].rank
    return sorted(rows, key=lambda row: (rank(row), row.lit.gap if row.lit.gap is not None else 1e9, row.name))


def columns(rows: Sequence[BoardRow], *, towns: Sequence[str] = ()) -> dict[str, list[Any]]:
    """The table's columns by heading. Amounts in 万元, rates in %, unknown left empty."""
    def of(name: str) -> Callable[[BoardRow], Any]:
        return lambda row: getattr(row.progress, name) if row.progress else None

    def hundred(value: float | None) -> float | None:
        return None if value is None else round(value * 100, 2)

    return {
        "灯": [[light_kind(row).label] for row in rows],
        "项目名称": [row.name for row in rows],
        "年度完成率": [hundred(row.year_rate) for row in rows],
        "超欠时序": [None if row.lit.gap is None else round(row.lit.gap, 1) for row in rows],
        "环节": [row.stage.value if row.stage else "" for row in rows],
        "镇街": ["、".join(share.name or "市域以外" for share in row.towns) for row in rows],
        **({"所选占比": [hundred(share_in(row, towns)) for row in rows], "所选长度": [km_in(row, towns) for row in rows]} if towns else {}),
        "年度计划": [words.wan(of("year_plan")(row)) for row in rows],
        "本年完成": [words.wan(of("year_done")(row)) for row in rows],
        "总投资": [words.wan(of("total_investment")(row)) for row in rows],
        "总完成率": [hundred(row.total_rate) for row in rows],
        "形象进度": [of("physical_progress")(row) for row in rows],
        "责任单位": [row.unit for row in rows],
    }


def share_in(row: BoardRow, towns: Sequence[str]) -> float | None:
    """How much of a project lies in the towns, 0–1; None where it lies there, and how much is not known."""
    shares = [share.share for share in row.towns if share.name in towns]
    known = [share for share in shares if share is not None]
    return sum(known) if known or not shares else None


def km_in(row: BoardRow, towns: Sequence[str]) -> float | None:
    """How much of a line lies in the towns, in 公里; None for what is no line."""
    metres = [share.length_m for share in row.towns if share.name in towns and share.length_m is not None]
    return round(sum(metres) / 1000, 2) if metres else None


_NUMBERS = ("所选占比", "所选长度", "年度完成率", "超欠时序", "年度计划", "本年完成", "总投资", "总完成率", "形象进度")


@dataclass(frozen=True, slots=True)
class Listed:
    """A board's rows as a table, in the list's order, and each one's place in it by id."""

    rows: tuple[BoardRow, ...]
    table: pa.Table
    place: Mapping[str, int]


@remembered(8)
def _whole(key: tuple, _board: Board) -> Listed:
    rows = tuple(ordered(_board.rows))
    return Listed(rows, _arrow(columns(rows)), {row.id: place for place, row in enumerate(rows)})


def _arrow(made: Mapping[str, list[Any]]) -> pa.Table:
    kinds = dict.fromkeys(_NUMBERS, pa.float64()) | {"灯": pa.list_(pa.string())}
    return pa.table([pa.array(values, kinds.get(name, pa.string())) for name, values in made.items()], names=list(made))


@remembered(128)
def _table(
    key: tuple, choice: Choice, towns: tuple[str, ...], _board: Board, _rows: Iterable[BoardRow],
) -> tuple[pa.Table, tuple[str, ...]]:
    whole = _whole(board_key(_board), _board)
    places = sorted(whole.place[row.id] for row in _rows)
    rows = [whole.rows[place] for place in places]
    # Rows in sight are picked out of the whole board's table: a new filter makes none. Shares in towns are another matter.
    table = _arrow(columns(rows, towns=towns)) if towns else whole.table.take(pa.array(places, pa.int32()))
    return table, tuple(row.id for row in rows)


class _Kept(dict[str, Any]):
    """A column's description that stays as it is. Streamlit copies it for every run so as to add to it: a copy of the top will do."""

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, Any]:
        return dict(self)


def lights_column() -> Any:
    """The column of lights, each label in its own colour."""
    kinds = MEASURES["light"].kinds
    return st.column_config.MultiselectColumn("灯", options=[kind.label for kind in kinds], width=74,
                                              color=[kind.paint.fill or kind.paint.colour for kind in kinds])


@cache
def _config() -> dict[str, Any]:
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    columns = {
        "灯": lights_column(),
        "项目名称": text(width=250),
        "年度完成率": number(format="%.1f%%", width=96, help="本年累计完成投资 ÷ 年度计划投资;可超过 100%"),
        "超欠时序": number("超(欠)时序", format="%+.1f", width=90, help="百分点;负为欠"),
        "环节": text(width=64),
        "镇街": text(width=140),
        "所选占比": number(format="%.1f%%", width=92, help="项目在所选镇街内的长度(面积)占比"),
        "所选长度": number("所选内长度(公里)", format="%.2f", width=116, help="线路在所选镇街内的长度;不是线路的为空"),
        "年度计划": number("年度计划(万元)", format="localized", width=118),
        "本年完成": number("本年完成(万元)", format="localized", width=118),
        "总投资": number("总投资(万元)", format="localized", width=118),
        "总完成率": number(format="%.1f%%", width=88, help="开工以来累计完成投资 ÷ 总投资"),
        "形象进度": number(format="%.1f%%", width=88, help="工程量完成的百分比"),
        "责任单位": text(width=160),
    }
    return {name: _Kept(column) for name, column in columns.items()}


def heading(title: str, note: str = "") -> None:
    """A heading above a list."""
    markup.show(f'<div class="list-head"><h2>{markup.text(title)}</h2><small>{markup.text(note)}</small></div>')


def table(board: Board, rows: Sequence[BoardRow], choice: Choice, *, picked: str | None, shares: Sequence[str] = (),
          height: int | str = 420, key: str = "list", choose: Callable[[str | None], None] = address.choose) -> None:
    """Show the list. The chosen project's row is selected; choosing a row puts it into the address, or what else choose does.
    With towns in shares, a column says how much of each project lies in them.
    """
    data, ids = _table(board_key(board), choice, tuple(shares), board, rows)
    wanted = [ids.index(picked)] if picked in ids else []
    before = st.session_state.get(key)
    if before is None or list(before["selection"]["rows"]) != wanted:
        st.session_state[key] = {"selection": {"rows": wanted, "columns": [], "cells": []}}
    st.dataframe(data, key=key, hide_index=True, height=height, column_config=_config(), placeholder="", selection_mode="single-row",
                 on_select=lambda: choose(_chosen(key, ids)), alt=f"项目清单,共 {len(ids)} 项")


def _chosen(key: str, ids: tuple[str, ...]) -> str | None:
    rows = st.session_state[key]["selection"]["rows"]
    return ids[rows[0]] if rows and rows[0] < len(ids) else None
