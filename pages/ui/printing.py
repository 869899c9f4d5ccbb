"""打印版: the page laid out as A4 landscape, so that what is seen is what the printer gives.

A browser prints a map at the size it has on the screen. So the paper's width is the screen's width here: key figures, map with
legend, the list as plain rows, sources. The list is made only when it is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from data.views import Board, BoardRow
from pages.ui import filters, markup, theme, words
from pages.ui.filters import Choice
from pages.ui.listing import ordered
from pages.ui.markup import text
from pages.ui.measures import MEASURES, light_kind
from pages.ui.remember import remembered

HEADINGS = ("序号", "灯", "项目名称", "镇街", "责任单位", "环节", "总投资", "年度计划", "本年完成", "年度完成率", "超(欠)时序")


def looks() -> None:
    """Say what the page looks like on paper."""
    theme.wear("print.css")


def toggle() -> bool:
    """The switch to the printed form, bound to the address."""
    return st.toggle("打印版", key="paper", bind="query-params", help="按 A4 横向排版:地图、图例、指标、清单;再按地图上的“打印”")


def sides(paper: bool) -> Any:
    """Where the map and what stands beside it go: side by side on a screen (style.css has their widths), one below the other on
    paper.
    """
    return st.container(key="paper-list") if paper else st.container(key="map-and-side", horizontal=True, gap="small")


def listing(board: Board, rows: Sequence[BoardRow], choice: Choice) -> None:
    """The projects as rows that break across sheets; below them what the map's legend means, and the files the figures come from."""
    markup.show(_list(filters.board_key(board), choice, board, tuple(rows)))


@remembered(16)
def _list(key: tuple, choice: Choice, _board: Board, _rows: tuple[BoardRow, ...]) -> str:
    return as_html(_board, _rows, choice)


def as_html(board: Board, rows: Sequence[BoardRow], choice: Choice) -> str:
    """The list, the rule and the sources as HTML."""
    head = "".join(f"<th>{text(name)}</th>" for name in HEADINGS)
    body = "".join(f"<tr>{''.join(_cells(n, row))}</tr>" for n, row in enumerate(ordered(rows), 1))
    demo = '<span class="demo">演示数据</span>' if board.demo else ""
    dated = ((source.name, f"(数据截至 {words.day(source.as_of)})" if source.as_of else "") for source in board.sources)
    said = filters.noted(choice)
    scope = f" · {text(said)}" if said else ""
    measure = MEASURES[choice.measure]
    lines = board.rule_words if measure.key == "light" else measure.words
    files = [f"{name}{day}" for name, day in dated]
    return (
        f'<section class="sheet"><h2>项目清单 <small>{len(rows)} 项 · 数据截至 {text(words.day(board.as_of))} · '
        f"{text(board.rule)}规则{scope}</small>{demo}</h2><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        + _note(f"{measure.title}说明", lines) + _note("数据来源", files)
        + "</section>"
    )


def _note(heading: str, lines: Sequence[str]) -> str:
    """Lines below the list under a heading of their own, together on one sheet."""
    items = "".join(f"<li>{text(line)}</li>" for line in lines)
    return f'<div class="note"><h2>{text(heading)}</h2><ul>{items}</ul></div>' if lines else ""


def _cells(number: int, row: BoardRow) -> list[str]:
    known = row.progress
    amounts = (known.total_investment, known.year_plan, known.year_done) if known else (None,) * 3
    gap = words.UNKNOWN if row.lit.gap is None else f"{row.lit.gap:+.1f}"
    towns = "、".join(share.name or filters.OUTSIDE for share in row.towns)
    plain = (row.name, towns, row.unit, row.stage.value if row.stage else "")
    numbers = (*map(words.money, amounts), words.rate(row.year_rate), gap)
    return [
        f'<td class="n">{number}</td>', f"<td>{markup.pill(light_kind(row))}</td>",
        *(f"<td>{text(value)}</td>" for value in plain), *(f'<td class="n">{text(value)}</td>' for value in numbers),
    ]
