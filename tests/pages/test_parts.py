"""What changes on the overview runs the parts of it that it concerns: together they show one and the same view."""

from dataclasses import replace
from typing import NamedTuple

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.views import totals
from tests.pages.boards import DATES, FakeViews, install
from tests.pages.conftest import Page

LATEST, EARLIEST = DATES[-1], DATES[0]


@pytest.fixture
def put(monkeypatch):
    """Puts a kind of invented boards in the place of the store."""

    def put(fake):
        install(fake, lambda module, name, value: monkeypatch.setattr(module, name, value))
        return fake

    return put


class Growing(FakeViews):
    """At the earliest date only the projects of one town were known."""

    def board(self, store, as_of=None, rule=None):
        board = super().board(store, as_of, rule)
        if as_of != EARLIEST:
            return board
        town = next(row.towns[0].name for row in board.rows if len(row.towns) == 1)
        rows = tuple(row for row in board.rows if {share.name for share in row.towns} == {town})
        return replace(board, rows=rows, totals=totals(rows, as_of))


class Begun(FakeViews):
    """At the earliest date there was nothing yet."""

    def board(self, store, as_of=None, rule=None):
        board = super().board(store, as_of, rule)
        return replace(board, rows=(), totals=totals((), as_of)) if as_of == EARLIEST else board


class Shown(NamedTuple):
    """What the parts showed that a change ran."""

    html: str
    list: pd.DataFrame | None


def ran(page):
    """Run what was changed. The test's page then knows nothing but these parts, so all of it is run again for the next change."""
    page.run()
    shown = Shown(page.html, page.list if page.test.dataframe else None)
    page.run()
    assert set(shown.html.split("\n")) <= set(page.html.split("\n")), "the whole page shows something else than its parts"
    return shown


def dated(page, day):
    page.test.selectbox(key="date").set_value(day.isoformat())
    return ran(page)


def coloured(page, title):
    page.test.button_group(key="by").set_value(title)
    page.test.query_params["by"] = title  # as a browser does
    return ran(page)


def shows(shown, board):
    """Heading, figures and list are those of a board."""
    assert f"数据截至 {board.as_of.year}年{board.as_of.month}月{board.as_of.day}日" in shown.html
    assert f"<strong>{len(board.rows)}</strong>" in shown.html
    assert len(shown.list) == len(board.rows)


def test_another_date_is_shown_by_every_part(put):
    fake = put(FakeViews(40))
    page = Page(id="p-0003")
    for day in (EARLIEST, LATEST, DATES[1]):
        shown, board = dated(page, day), fake.board(None, day)
        shows(shown, board)
        assert board.row("p-0003").lit.working in shown.html, "the card is of another date"
        rates = {row.name: row.year_rate for row in board.rows}
        assert [rate for rate in shown.list["年度完成率"] if rate == rate] == [
            round(rates[name] * 100, 2) for name in shown.list["项目名称"] if rates[name] is not None
        ]


def test_another_rule_is_shown_by_every_part(put):
    fake = put(FakeViews(40))
    page = Page(id="p-0003")
    other = fake.rules(None)[1].name
    page.test.selectbox(key="rule").set_value(other)
    assert f"<small>{other}</small>" in ran(page).html


def test_the_towns_to_choose_from_are_those_of_the_date(put):
    fake = put(Growing(40))
    page = Page()
    all_towns = set(page.test.multiselect(key="town").options)
    shows(dated(page, EARLIEST), fake.board(None, EARLIEST))
    assert len(page.test.multiselect(key="town").options) == 1
    shows(dated(page, LATEST), fake.board(None, LATEST))
    assert set(page.test.multiselect(key="town").options) == all_towns


def test_a_date_without_projects_says_so_and_leads_back(put):
    fake = put(Begun(12))
    page = Page()
    shown = dated(page, EARLIEST)
    assert "还没有数据" in shown.html and shown.list is None
    shows(dated(page, LATEST), fake.board(None))


def test_filters_stay_with_another_date(put):
    fake = put(FakeViews(40))
    page = Page(town="浒山街道", q="工程")
    wanted = [row.name for row in fake.board(None, EARLIEST).rows
              if "工程" in row.name and any(share.name == "浒山街道" for share in row.towns)]
    assert wanted
    shown = dated(page, EARLIEST)
    assert sorted(shown.list["项目名称"]) == sorted(wanted)
    assert "筛选自 40 项" in shown.html


def test_search_and_towns_filter_figures_and_list(put):
    fake = put(FakeViews(40))
    page = Page()
    page.test.text_input(key="q").set_value("河道")
    shown = ran(page)
    named = [row for row in fake.board(None).rows if "河道" in row.name]
    assert f"<strong>{len(named)}</strong>" in shown.html and len(shown.list) == len(named)
    page.test.multiselect(key="town").set_value(["浒山街道"])
    shown = ran(page)
    both = [row for row in named if any(share.name == "浒山街道" for share in row.towns)]
    assert sorted(shown.list["项目名称"]) == sorted(row.name for row in both)
    assert f"<strong>{len(both)}</strong>" in shown.html


def test_bands_fall_away_with_their_measure_from_figures_and_list_alike(put):
    put(FakeViews(40))
    page = Page(by="年度完成率", band="低于20%")
    assert "筛选自 40 项" in page.html and len(page.list) < 40
    assert "1 项筛选条件" in page.html
    shown = coloured(page, "亮灯")
    assert "<strong>40</strong>" in shown.html and "筛选自" not in shown.html and len(shown.list) == 40
    assert "项筛选条件" not in shown.html


def test_bands_come_back_with_their_measure(put):
    put(FakeViews(40))
    page = Page(band="低于20%")
    assert len(page.list) == 40
    shown = coloured(page, "年度完成率")
    assert "筛选自 40 项" in shown.html and len(shown.list) < 40


def test_another_colour_shows_what_was_loaded_meanwhile(put):
    fake = put(FakeViews(10))
    page = Page()
    fake.count, fake.number = 20, 2
    shows(coloured(page, "环节"), fake.board(None))


def test_what_parts_ask_for_is_asked_once_for_those_that_run_together_and_each_time_by_the_page():
    def script():
        import streamlit as st

        from pages.ui import parts

        asked = []
        parts.begin()
        for _ in range(2):
            parts.once("view", lambda: asked.append("page"))
        parts.complete()
        for _ in range(2):
            parts.once("view", lambda: asked.append("part"))
        st.text(",".join(asked))

    assert AppTest.from_function(script).run().text[0].value == "page,page,part"


def test_a_page_that_ended_early_is_run_whole():
    def script():
        import streamlit as st

        from pages.ui import parts

        @st.fragment(key="one")
        def one():
            st.text("one")

        parts.begin()
        st.session_state["runs"] = st.session_state.get("runs", 0) + 1
        one()
        if st.session_state.get("end"):
            parts.complete()
        st.button("go", on_click=parts.run, args=("one",))

    test = AppTest.from_function(script).run()
    test.button[0].click().run()
    assert test.session_state["runs"] == 2
    test.session_state["end"] = True
    test.run()
    test.button[0].click().run()
    assert test.session_state["runs"] == 3, "the whole page was run for one part"
