import gzip
import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import mapscript, parcels
from tests.pages.boards import DATES
from tests.pages.conftest import Page

FOLDER = mapscript.FOLDER


def said(page):
    """What the last run said to the map."""
    return json.loads(page.test.get("bidi_component")[0].proto.bytes)


def there(address):
    """What lies at an address that the map was given."""
    return json.loads(gzip.decompress(parcels.at(address).body))


def test_a_run_sends_a_few_hundred_bytes_and_names_what_is_big(invented):
    invented(40)
    page = Page()
    first = said(page)
    assert len(json.dumps(first)) < 1000 and first["scope"] is None
    assert set(there(first["geometry"])) == {"towns", "base", "shapes", "bbox", "tiles"}
    page.run()
    assert said(page) == first


def test_a_new_version_of_the_store_names_what_it_holds_by_another_address(invented):
    fake = invented(40)
    page = Page()
    first = said(page)
    fake.count, fake.number = 41, 2
    page.run()
    assert len(there(said(page)["facts"])["ids"]) == 41 and len(there(first["facts"])["ids"]) == 40


@pytest.fixture
def dated_back(invented):
    """A page that was looked at and then sent back to an earlier date, and what it had said to the map before."""
    fake = invented(40)
    page = Page()
    first = said(page)
    page.test.selectbox(key="date").set_value(fake.data_dates(None)[0].isoformat())
    return page.run(), first


def test_another_date_names_other_facts_and_the_same_geometry(dated_back):
    page, first = dated_back
    assert said(page)["geometry"] == first["geometry"] and said(page)["facts"] != first["facts"]


def test_another_page_names_the_same_so_that_its_map_need_not_ask_again(invented):
    invented(40)
    page = Page()
    first = said(page)
    page.test.switch_page("pages/towns.py").run()
    assert [said(page)[one] for one in ("geometry", "facts")] == [first[one] for one in ("geometry", "facts")]


def test_what_a_first_visitor_will_draw_is_sent_ahead_and_another_date_is_not(dated_back):
    _, first = dated_back
    assert {kind: sent.address for kind, sent in parcels.ahead().items()} == {one: first[one] for one in ("geometry", "facts")}


def test_what_is_sent_holds_every_project_with_its_class_and_the_reason_it_is_off_the_map(invented):
    board = invented(40).board(None)
    facts = there(said(Page())["facts"])
    assert facts["ids"] == [row.id for row in board.rows]
    for measure in facts["measures"].values():
        assert len(measure["of"]) == 40 and max(measure["of"]) < len(measure["classes"])
    for row, reason in zip(board.rows, facts["reasons"], strict=True):
        assert bool(reason) != row.mapped


def test_a_filter_sends_positions_only(invented):
    board = invented(40).board(None)
    page = Page()
    page.test.query_params["sector"] = "公路"
    page.run()
    assert said(page)["scope"] == [n for n, row in enumerate(board.rows) if row.sector == "公路"]


@pytest.mark.parametrize(
    ("event", "left"),
    [({"n": 1, "kind": "pick", "id": "p-0001"}, {"id": "p-0001"}), ({"n": 1, "kind": "pick", "id": None}, {}),
     ({"n": 1, "kind": "pick", "id": 7}, {}), ({"kind": "unknown"}, {}), ("text", {}), (None, {}),
     ({"kind": "filter", "measure": "no", "keys": []}, {}), ({"n": 1, "kind": "ground", "key": "count"}, {"ground": "count"}),
     ({"n": 1, "kind": "ground", "key": "<script>"}, {}), ({"n": 1, "kind": "date", "date": "yesterday"}, {}),
     ({"n": 1, "kind": "town", "name": "没有这个镇"}, {})],
)
def test_only_well_formed_answers_of_the_map_are_acted_on(event, left):
    def script(event):
        import streamlit as st

        from pages.ui.map import _answer
        from tests.pages.boards import FakeViews

        st.session_state["map"] = {"said": event}
        _answer("map", FakeViews(2).board(None), (), filtered=(), dated=list, first=False)

    test = AppTest.from_function(script, args=(event,)).run()
    assert not test.exception
    assert {key: value[0] if isinstance(value, list) else value for key, value in dict(test.query_params).items()} == left


@pytest.mark.parametrize(
    ("event", "asked", "part"),
    [
        ({"kind": "pick", "id": "p-0001"}, {}, None), ({"kind": "ground", "key": "count"}, {}, None),
        ({"kind": "filter", "measure": "light", "keys": ["红"]}, {}, ("map", "list")),
        ({"kind": "town", "name": "桥头镇"}, {}, ()),
        ({"kind": "date", "date": "2024-03-31"}, {}, ("map", "heading")), ({"kind": "drawn"}, {}, ()),
        ({"kind": "pick", "id": "p-0001"}, {"id": "nobody"}, ()),
    ],
)
def test_an_answer_runs_the_parts_of_the_page_that_it_concerns_or_all_of_it(event, asked, part):
    assert answered(event, asked, filtered=("map", "list"), dated=("map", "heading")) == part


@pytest.mark.parametrize("event", [{"kind": "pick", "id": "p-0001"}, {"kind": "filter", "measure": "light", "keys": ["红"]}])
def test_where_the_map_is_no_part_of_the_page_the_page_is_run_as_ever(event):
    assert answered(event, {}) is None


def test_whatever_a_first_look_hears_of_its_map_brings_the_whole_page():
    """Someone may have chosen a project on the stage, before the page was there."""
    assert answered({"kind": "pick", "id": "p-0001"}, {}, first=True) == ()


def answered(event, asked, filtered=(), dated=(), *, first=False):
    """The parts that were run; none for the whole page, None where the answer left it to the page."""

    def script(event, dates, filtered, dated, first, ran):
        from contextlib import suppress
        from unittest.mock import patch

        import streamlit as st

        from pages.ui.map import _answer
        from tests.pages.boards import FakeViews

        class Ended(BaseException):
            pass

        def run(*parts):
            ran.append(parts)
            raise Ended

        st.session_state["map"] = {"said": {"n": 1, **event}}
        with patch("pages.ui.parts.run", run), suppress(Ended):
            _answer("map", FakeViews(60).board(None), dates, filtered=filtered, dated=lambda: run(*dated), first=first)

    ran = []
    test = AppTest.from_function(script, args=(event, DATES, filtered, dated, first, ran))
    for key, value in asked.items():
        test.query_params[key] = value
    assert not test.run().exception
    return ran[0] if ran else None


def test_a_map_that_could_not_fetch_is_told_again(invented):
    invented(40)
    page = Page()
    first = said(page)
    page.test.session_state["map.again"] = 7
    page.run()
    assert said(page) == {**first, "again": 7}


def test_no_module_of_the_component_parses_text_as_markup():
    for path in FOLDER.glob("*.js"):
        code = path.read_text("utf-8")
        for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "bindPopup", "bindTooltip"):
            assert way not in code, f"{path.name} uses {way}"


def test_nothing_in_the_component_points_outside():
    for path in FOLDER.glob("*.*"):
        outside = set(re.findall(r"https?://[^\s\"']+", path.read_text("utf-8")))
        assert outside <= {"http://www.w3.org/2000/svg"}, path.name
    assert (FOLDER / "leaflet" / "LICENSE").read_text().startswith("BSD 2-Clause License")


def test_the_component_serves_nothing_of_projects_as_files():
    assert not [path for path in FOLDER.rglob("*") if path.suffix in (".json", ".geojson", ".csv", ".gpkg")]
