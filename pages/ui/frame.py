"""The frame of every page: the data date and the rule, the mark of demo data; or why there is nothing to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from data.views import Board, Card, Loaded, Location, MapLayers, RuleWords
from pages.ui import address, markup, parts, reads, states, words
from pages.ui.markup import text

MARK, WORDMARK = (str(Path(__file__).with_name(name)) for name in ("mark.svg", "wordmark.svg"))
PICKS, HEADING = "picks", "heading"
"""Keys of the parts with the widgets for date and rule, and with the heading that says them."""


@dataclass(frozen=True, slots=True)
class View:
    """What a page looks at: the board, the date and rule it was asked for under (None: the latest, the default)."""

    board: Board
    as_of: date | None
    rule: str | None
    now: reads.Version
    bare: bool = False

    def up_to_date(self) -> None:
        """Within a part: run the whole page where the store has changed since it last ran, so that a load is visible at once; or
        where nothing is left to show, for it says why.
        """
        if reads.version() != self.now or not self.board.rows:
            st.rerun()

    def again(self) -> View:
        """Within a part: the same for the date and the rule as they stand by now."""
        return self if self.bare else parts.once("view", self._again)

    def _again(self) -> View:
        dates, rules = reads.data_dates(now=self.now), reads.rules(now=self.now)
        return _view(_date_of(st.session_state.get("date"), dates), _rule_of(st.session_state.get("rule"), rules), self.now)

    def card(self, project: str) -> Card:
        """All there is to say of one project, as of the same date, under the same rule."""
        return reads.card(project, self.as_of, self.rule, now=self.now)

    def place(self, project: str) -> Location:
        """Where a project lies and how that is known, in words."""
        return self.layers().place(project)

    def layers(self) -> MapLayers:
        """Geometry for the map."""
        return reads.map_layers(now=self.now)


def begin(title: str, *, bare: bool = False, dated: Callable[[], None] | None = None) -> View:
    """Open a page: its heading with date and rule, and the board they ask for. bare: as the address asks, without
    the widgets to change it (:mod:`pages.ui.firstlook`); dated: runs the parts that another date or rule concerns, the heading
    among them (:mod:`pages.ui.parts`), where that is not the whole page.

    Ends the page with a notice where the store is empty or cannot be read.
    """
    within_the_frame()
    parts.begin()
    head = st.container(key="head", horizontal=True, vertical_alignment="center")
    name = head.container()
    try:
        now = reads.version()
        dates, rules = reads.data_dates(now=now), reads.rules(now=now)
        if not bare:
            with head:
                (st.fragment(_picks, key=PICKS) if dated else _picks)(dates, rules, dated)
        ask = st.query_params if bare else st.session_state
        view = _view(_date_of(ask.get("date"), dates), _rule_of(ask.get("rule"), rules), now, bare=bare)
    except Exception as error:  # the store is outside our hands: whatever it says, the reader gets a remedy, not a trace
        states.failed(error)
        st.stop()
    with name:
        (st.fragment(_headed, key=HEADING) if dated else _headed)(title, view)
    if not view.board.rows:
        states.empty_store()
        st.stop()
    return view


def _view(as_of: date | None, rule: str | None, now: reads.Version, *, bare: bool = False) -> View:
    return View(reads.board(as_of, rule, now=now), as_of, rule, now, bare)


def within_the_frame() -> None:
    """See that the page runs inside app.py.

    Until app.py has run once, Streamlit takes ``pages/`` for an app of its older kind: a link to a page that is the first
    request to a fresh server would run the page bare, for ever. Setting the flag that ``st.navigation`` sets ends that.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()


def open_page(title: str) -> tuple[Loaded, ...]:
    """Open a page that is about the store, not about a board: its heading. Gives the files that are loaded.

    Ends the page with a notice where the store cannot be read.
    """
    within_the_frame()
    head = st.container(key="head")
    try:
        files = reads.loaded()
    except Exception as error:  # as in begin
        states.failed(error)
        st.stop()
    with head:
        markup.show(heading(title, demo=any(one.source.demo for one in files)))
    return files


def heading(title: str, *, demo: bool, dated: str = "") -> str:
    """A page's title, what its figures are as of, and the mark of demo data, as HTML."""
    as_of = f'<span class="as-of">{text(dated)}</span>' if dated else ""
    mark = '<span class="demo">演示数据</span>' if demo else ""
    return f'<div class="heading"><h1>{text(title)}</h1>{as_of}{mark}</div>'


def headed(title: str, board: Board) -> str:
    """The heading of a page about a board."""
    return heading(title, demo=board.demo, dated=f"数据截至 {words.day(board.as_of)}")


def _headed(title: str, view: View) -> None:
    markup.show(headed(title, view.again().board))


def _picks(dates: tuple[date, ...], rules: tuple[RuleWords, ...], dated: Callable[[], None] | None) -> None:
    with st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        if dates:
            st.selectbox("数据日期", [day.isoformat() for day in dates], key="date", bind="query-params", label_visibility="collapsed",
                         help="看板可回到任一已载入的数据日期", width=215, on_change=dated)
        if len(rules) > 1:
            st.selectbox("亮灯规则", [rule.name for rule in rules], key="rule", bind="query-params", label_visibility="collapsed",
                         help="亮灯规则", width=265, on_change=dated)


def _date_of(asked: str | None, dates: tuple[date, ...]) -> date | None:
    """The date that is asked for; None for the latest, and for one that is not loaded."""
    day = address.day(asked)
    return day if day in dates[1:] else None


def _rule_of(asked: str | None, rules: tuple[RuleWords, ...]) -> str | None:
    """The rule that is asked for; None for the region's own, and for one that there is not."""
    return next((rule.name for rule in rules[1:] if rule.name == asked), None)
