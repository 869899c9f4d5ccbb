"""Every figure can be followed to its file, sheet and row, and that place opened."""

import re
from html import unescape
from urllib.parse import parse_qs, urlparse

import pytest

from data import views
from pages.ui.origin import key_of, origins
from tests.pages.conftest import Page


@pytest.fixture
def full(sample, sample_store):
    row = next(row for row in sample.rows if row.lit.light is views.Light.RED and row.evidence)
    return views.card(views.connect(str(sample_store)), row.id)


def links(html):
    return [parse_qs(urlparse(unescape(one)).query) for one in re.findall(r'class="origin" href="([^"]+)"', html)]


def test_the_figures_and_every_line_of_the_history_and_every_quote_lead_to_their_place(full):
    page = Page("project", id=full.row.id)
    led = {one["at"][0] for one in links(page.html)}
    assert full.history and full.quotes
    assert {key_of(evidence) for _, _, evidence in full.history} < led
    assert all(one["id"] == [full.row.id] for one in links(page.html))
    assert led == set(origins(full)), "a link leads nowhere, or a place is led to by nothing"


def test_every_place_opens_and_shows_its_cells_or_its_words(full):
    for key, one in origins(full).items():
        page = Page("project", id=full.row.id, at=key)
        assert not page.test.error, key
        if one.evidence.row is not None:
            marked = re.search(rf'<tr class="here" aria-current="true"><th scope=row>{one.evidence.row}</th>(.*?)</tr>', page.html)
            assert marked, key
            assert "读作" in page.html and '<tr class="head">' in page.html
        else:
            assert "<mark>" in page.html, key


def test_the_row_shown_holds_the_figures_that_were_read(full):
    page = Page("project", id=full.row.id, at=key_of(full.row.evidence))
    cells = re.findall(r"<td>(.*?)</td>", re.search(r'<tr class="here".*?</tr>', page.html)[0])
    assert str(full.row.progress.year_plan // 10_000) in cells
    assert "演示数据" in page.html


def test_the_button_opens_the_row_and_puts_it_into_the_address(full):
    page = Page("project", id=full.row.id)
    assert 'table class="cells"' not in page.html
    page.test.button(key="origin.open").click()
    page.run()
    assert 'table class="cells"' in page.html
    assert page.test.query_params["at"] in (key_of(full.row.evidence), [key_of(full.row.evidence)])


def test_a_place_of_another_project_is_dropped_from_the_address(full):
    page = Page("project", id=full.row.id, at="0123456789ab.8.工资表")
    assert "at" not in page.test.query_params
    assert 'table class="cells"' not in page.html


def test_the_card_beside_the_map_leads_to_the_place_as_well(full):
    assert {one["at"][0] for one in links(Page(id=full.row.id).html)} == {key_of(full.row.evidence)}


def test_links_keep_the_date_and_the_rule(sample, sample_store, full):
    earlier = views.data_dates(views.connect(str(sample_store)))[-2].isoformat()
    page = Page("project", id=full.row.id, date=earlier)
    assert links(page.html) and all(one["date"] == [earlier] for one in links(page.html))
