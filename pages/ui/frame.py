"""The frame of every page: looks, the data date and the rule, the mark of demo data; or why there is nothing to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from data.views import Board, Card, Loaded, Location, MapLayers
from pages.ui import address, markup, reads, states, theme, words
from pages.ui.markup import text

MARK, WORDMARK = (str(Path(__file__).with_name(name)) for name in ("mark.svg", "wordmark.svg"))

@dataclass(frozen=True, slots=True)
class View:
    """What a page looks at: the board, the date and rule it was asked for under (None: the latest, the default)."""

    board: Board
    as_of: date | None
    rule: str | None
    now: reads.Version

    def up_to_date(self) -> None:
        """Within a fragment: run the whole page where the store has changed since it last ran, so that a load is visible at once."""
        if reads.version() != self.now:
            st.rerun()

    def card(self, project: str) -> Card:
        """All there is to say of one project, as of the same date, under the same rule."""
        return reads.card(project, self.as_of, self.rule, now=self.now)

    def place(self, project: str) -> Location:
        """Where a project lies and how that is known, in words."""
        return reads.place(project, now=self.now)

    def layers(self) -> MapLayers:
        """Geometry for the map."""
        return reads.map_layers(now=self.now)


def begin(title: str, *, bare: bool = False, looks: Sequence[str] = ()) -> View:
    """Open a page: its looks, its heading with date and rule, and the board they ask for. bare: as the address asks, without
    the widgets to change it (:mod:`pages.ui.firstlook`); looks: style sheets of its own (:mod:`pages.ui.theme`).

    Ends the page with a notice where the store is empty or cannot be read.
    """
    within_the_frame()
    theme.apply(*looks)
    with st.container(key="head"):
        name, picks = st.columns([3, 2], vertical_alignment="center")
    try:
        now = reads.version()
        dates, rules = reads.data_dates(now=now), reads.rules(now=now)
        with picks, st.container(horizontal=True, horizontal_alignment="right", gap="small"):
            as_of, rule = _date(dates, bare=bare), _rule(rules, bare=bare)
        board = reads.board(as_of, rule, now=now)
    except Exception as error:  # the store is outside our hands: whatever it says, the reader gets a remedy, not a trace
        states.failed(error)
        st.stop()
    with name:
        markup.show(_heading(title, board))
    if not board.rows:
        states.empty_store()
        st.stop()
    return View(board, as_of, rule, now)


def within_the_frame() -> None:
    """See that the page runs inside app.py.

    Until app.py has run once, Streamlit takes ``pages/`` for an app of its older kind: a link to a page that is the first
    request to a fresh server would run the page bare, for ever. Setting the flag that ``st.navigation`` sets ends that.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()


def open_page(title: str) -> tuple[Loaded, ...]:
    """Open a page that is about the store, not about a board: its looks and its heading. Gives the files that are loaded.

    Ends the page with a notice where the store cannot be read.
    """
    within_the_frame()
    theme.apply()
    head = st.container(key="head")
    try:
        files = reads.loaded()
    except Exception as error:  # as in begin
        states.failed(error)
        st.stop()
    demo = '<span class="demo">演示数据</span>' if any(one.source.demo for one in files) else ""
    with head:
        markup.show(f'<div class="heading"><h1>{text(title)}</h1>{demo}</div>')
    return files


def _heading(title: str, board: Board) -> str:
    demo = '<span class="demo">演示数据</span>' if board.demo else ""
    return f'<div class="heading"><h1>{text(title)}</h1><span class="as-of">数据截至 {text(words.day(board.as_of))}</span>{demo}</div>'


def _date(dates: tuple[date, ...], *, bare: bool) -> date | None:
    if not dates:
        return None
    days = [day.isoformat() for day in dates]
    asked = _asked("date", days) if bare else st.selectbox(
        "数据日期", days, key="date", bind="query-params", label_visibility="collapsed", help="看板可回到任一已载入的数据日期", width=215)
    return None if asked == days[0] else address.day(asked)


def _rule(rules: tuple[Any, ...], *, bare: bool) -> str | None:
    names = [rule.name for rule in rules]
    if len(names) < 2:
        return None
    asked = _asked("rule", names) if bare else st.selectbox(
        "亮灯规则", names, key="rule", bind="query-params", label_visibility="collapsed", help="亮灯规则", width=265)
    return None if asked == names[0] else asked


def _asked(key: str, allowed: Sequence[str]) -> str:
    asked = st.query_params.get(key)
    return asked if asked in allowed else allowed[0]
