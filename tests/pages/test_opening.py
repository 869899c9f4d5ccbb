"""What the document shows of the overview before it has run: no more and no less than the page shows, and only while it is so."""

import json
import re

import pytest

from pages.ui import opening, reads
from tests.pages.conftest import Page


def said(page):
    return page.test.get("bidi_component")[0].proto.bytes.decode()


@pytest.mark.parametrize("query", [{}, {"sector": "公路"}, {"by": "环节", "date": "2024-05-24", "light": "红"}])
def test_the_next_visitor_is_shown_what_the_last_one_saw(invented, query):
    invented(20)
    page = Page(waits=True, **query)
    asked = "&".join(f"{name}={value}" for name, value in reversed(query.items()))
    kept = opening.of(asked)
    assert kept.said == said(page) and kept.heading in page.html and kept.figures in page.html
    told = json.loads(said(page))
    assert {kind: parcel.address for kind, parcel in kept.parcels.items()} == {kind: told[kind] for kind in ("geometry", "facts")}


def test_who_asks_for_something_else_is_shown_nothing(invented):
    invented(20)
    Page(waits=True, sector="公路")
    assert opening.of("sector=公路") and not opening.of("") and not opening.of("sector=水利") and not opening.of("sector=公路&q=河")


def test_a_page_with_a_notice_above_its_map_has_no_stage(invented):
    invented(20)
    Page(waits=True, id="nobody")
    assert opening.of("id=nobody") is None


def test_a_page_that_is_whole_at_once_is_not_taken_for_a_first_look(invented):
    invented(20)
    Page()
    assert opening.of("whole=true") is None


def test_what_was_seen_before_the_store_changed_is_shown_to_nobody(invented):
    fake = invented(20)
    Page(waits=True)
    assert opening.of("")
    fake.number += 1
    assert opening.of("") is None
    Page(waits=True)
    assert opening.of("")


def test_a_store_that_cannot_be_asked_has_no_stage(invented, monkeypatch):
    invented(20)
    Page(waits=True)

    def gone():
        raise OSError("the disk is gone")

    monkeypatch.setattr(reads, "version", gone)
    assert opening.of("") is None


def test_only_the_latest_are_kept(invented):
    invented(5)
    for number in range(opening.MOST + 2):
        Page(waits=True, q=str(number))
    kept = [bool(opening.of(f"q={number}")) for number in range(opening.MOST + 2)]
    assert kept == [False, False, *[True] * opening.MOST]


def test_no_text_in_what_is_said_ends_the_element_it_stands_in():
    said = json.dumps({"note": "</script><img src=x onerror=top.hacked=1>"})
    html = opening.Opening("", "", said, {}).html
    (inside,) = re.findall(r'<script type="application/json">(.*?)</script>', html, re.DOTALL)
    assert json.loads(inside) == json.loads(said) and html.count("</script>") == 1 and "<img" not in html
