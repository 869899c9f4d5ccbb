"""镇街单: a town's sheet to print (A4): its figures, its place among the towns, its projects from low to high, its part of each line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from data.views import Board, BoardRow, Light, TownTotals
from pages.ui import filters, markup, reads, theme, words
from pages.ui.filters import Choice, board_key
from pages.ui.listing import km_in, share_in
from pages.ui.markup import text
from pages.ui.measures import light_kind
from pages.ui.ranking import lowest_first
from pages.ui.remember import remembered

_PROJECT_HEADINGS = (
    "序号", "灯", "项目名称", "责任单位", "环节", "年度计划", "本年完成", "年度完成率", "超(欠)时序", "镇内长度", "占全项目",
)
_TOWN_HEADINGS = ("名次", "镇街", "年度完成率", "超(欠)时序", "项目", "红", "黄")
PRINT = 'document.querySelector(".print-now").onclick = () => window.print();'
"""The one script that stands in a page: the document admits it (:mod:`pages.ui.document`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a town's sheet says. among: all towns under the same filters but that for towns, lowest first."""

    board: Board
    town: TownTotals
    rows: Sequence[BoardRow]
    among: Sequence[TownTotals]


def toggle() -> bool:
    """The switch to the sheets, bound to the address."""
    return st.toggle("镇街单", key="sheet", bind="query-params", help="按 A4 排版,可打印;选了镇街则每个镇街一张,未选则为全部镇街排名")


def show(board: Board, choice: Choice, chosen: Sequence[str]) -> None:
    """The sheets of the towns chosen, each on its own paper; without a choice, the ranking of all towns."""
    theme.wear("townsheet.css")
    with st.container(key="print"):
        st.html(f'<button class="print-now" type="button">打印</button><script>{PRINT}</script>', unsafe_allow_javascript=True)
    markup.show(_sheets(board_key(board), choice, tuple(chosen), board))


@remembered(32)
def _sheets(key: tuple, choice: Choice, chosen: tuple[str, ...], _board: Board) -> str:
    elsewhere = replace(choice, fields=tuple(pair for pair in choice.fields if pair[0] != "town"))
    kept = filters.keep(_board.rows, elsewhere).rows
    among = lowest_first(reads.town_totals(replace(_board, rows=kept)))
    note = filters.noted(elsewhere)
    if not chosen:
        return ranking_html(_board, among, note=note)
    by_name = {town.name: town for town in among}
    rows = {name: [row for row in kept if any(share.name == name for share in row.towns)] for name in chosen if name in by_name}
    return "".join(town_html(Sheet(board=_board, town=by_name[name], rows=listed, among=among), note=note) for name, listed in rows.items())


def from_low(rows: Sequence[BoardRow]) -> list[BoardRow]:
    """By year's rate from low to high; without a rate last, by name."""
    return sorted(rows, key=lambda row: (row.year_rate is None, row.year_rate or 0.0, row.name))


def town_html(sheet: Sheet, *, note: str = "") -> str:
    """A town's sheet as HTML."""
    town, board = sheet.town, sheet.board
    body = "".join(_project(number, row, town.name) for number, row in enumerate(from_low(sheet.rows), 1))
    return (
        f'<article class="town-sheet">{_head(f"{town.name}重点工程进度单", board, note)}{_sums(sheet)}'
        f"<h3>项目(按年度投资完成率从低到高)</h3>{_table(_PROJECT_HEADINGS, body, numbers=_PROJECT_HEADINGS[5:], kind='projects')}"
        f"<h3>在各镇街中的位置(按年度投资完成率从低到高)</h3>{_ranking(sheet.among, here=town.name)}{_foot(board)}</article>"
    )


def ranking_html(board: Board, towns: Sequence[TownTotals], *, note: str = "") -> str:
    """The ranking of all towns as a sheet of its own."""
    head = f"{_head('镇街重点工程进度排名', board, note)}<h3>按年度投资完成率从低到高</h3>"
    return f'<article class="town-sheet">{head}{_ranking(towns)}{_foot(board)}</article>'


def _head(title: str, board: Board, note: str) -> str:
    demo = '<span class="demo">演示数据</span>' if board.demo else ""
    said = ";".join(part for part in (f"数据截至 {words.day(board.as_of)}", f"亮灯规则:{board.rule}", note) if part)
    return f"<header><h2>{text(title)}</h2>{demo}</header><p>{text(said)}</p>"


def _sums(sheet: Sheet) -> str:
    town, totals = sheet.town, sheet.town.totals
    rated = [one.name for one in sheet.among if one.totals.year_rate is not None]
    place = f"{rated.index(town.name) + 1} / {len(rated)}" if town.name in rated else words.UNKNOWN
    known = (
        ("项目数", f"{totals.projects} 项"), ("其中跨镇街", f"{town.shared} 项"),
        ("红灯 / 黄灯", f"{totals.lights.get(Light.RED, 0)} / {totals.lights.get(Light.YELLOW, 0)}"),
        ("线路在镇内长度", words.length(town.length_m)), ("年度计划投资", words.money(totals.year_plan)),
        ("本年累计完成", words.money(totals.year_done)),
        ("年度投资完成率", words.rate(totals.year_rate)), ("由低到高名次", place),
    )
    return f'<div class="sums">{"".join(f"<div><span>{text(label)}</span><b>{text(value)}</b></div>" for label, value in known)}</div>'


def _project(number: int, row: BoardRow, town: str) -> str:
    progress = row.progress
    others = [share.name or filters.OUTSIDE for share in row.towns if share.name != town]
    also = f"<small>另跨 {text('、'.join(others))}</small>" if others else ""
    km = km_in(row, (town,))
    numbers = (
        words.money(progress.year_plan if progress else None), words.money(progress.year_done if progress else None),
        words.rate(row.year_rate), _points(row.lit.gap), words.UNKNOWN if km is None else words.length(km * 1000),
        words.rate(share_in(row, (town,))),
    )
    return (
        f'<tr><td class="n">{number}</td><td>{markup.badge(light_kind(row))}</td><td class="name">{text(row.name)}{also}</td>'
        f'<td class="unit">{text(row.unit)}</td><td class="short">{text(row.stage.value if row.stage else "")}</td>'
        + "".join(f'<td class="n">{text(value)}</td>' for value in numbers) + "</tr>"
    )


def _ranking(towns: Sequence[TownTotals], *, here: str = "") -> str:
    """The towns in two columns, so that all of them stand on one sheet."""
    lines = [
        f'<tr{" class=here" if town.name == here else ""}><td class="n">{words.UNKNOWN if town.totals.year_rate is None else number}</td>'
        f"<td>{text(town.name)}</td>"
        f'<td class="n">{text(words.rate(town.totals.year_rate))}</td><td class="n">{_points(town.totals.gap)}</td>'
        f'<td class="n">{town.totals.projects}</td><td class="n">{town.totals.lights.get(Light.RED, 0)}</td>'
        f'<td class="n">{town.totals.lights.get(Light.YELLOW, 0)}</td></tr>'
        for number, town in enumerate(towns, 1)
    ]
    half = -(-len(lines) // 2)
    parts = (_table(_TOWN_HEADINGS, "".join(part), numbers=_TOWN_HEADINGS[2:]) for part in (lines[:half], lines[half:]) if part)
    return f'<div class="two">{"".join(parts)}</div>'


def _points(gap: float | None) -> str:
    return words.UNKNOWN if gap is None else f"{gap:+.1f}"


def _table(headings: Sequence[str], body: str, *, numbers: Sequence[str], kind: str = "towns") -> str:
    head = "".join(f'<th{" class=n" if name in numbers else ""}>{text(name)}</th>' for name in headings)
    return f'<table class="{kind}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _foot(board: Board) -> str:
    """What must be said beside any town's total."""
    said = ["跨镇街的项目在每个镇街各计一次、投资全额计入,各镇街之和不等于全市;超(欠)时序以百分点计,没有年度完成率的排在最后。"]
    if board.approximate_towns:
        said.append("镇街界线为近似边界,镇内长度与占比据此推算,不作划界依据。")
    files = "、".join(source.name for source in board.sources)
    return "".join(f"<p>{text(one)}</p>" for one in (*said, f"数据来源:{files}" if files else "") if one)
