"""What is seen before the map is drawn: heading, figures and map as the address asks; then, or when asked for, all the rest."""

import pytest

from pages.ui import filters
from tests.pages.conftest import Page


def widgets(page):
    return [*page.test.selectbox, *page.test.multiselect, *page.test.text_input, *page.test.button_group, *page.test.toggle]


def test_until_the_map_is_drawn_there_is_no_widget_and_no_list(invented):
    invented(10)
    page = Page(waits=True, sector="公路")
    assert not widgets(page) and not page.test.dataframe
    assert "数据截至" in page.html and "项目数" in page.html
    assert 'href="?sector=%E5%85%AC%E8%B7%AF&amp;whole=true"' in page.html
    page.test.query_params["whole"] = "true"
    page.run()
    assert widgets(page) and len(page.list)


def test_what_is_laid_out_for_the_printer_does_not_wait(invented):
    invented(10)
    assert '<section class="sheet">' in Page(waits=True, paper="true").html


@pytest.mark.parametrize("query", [
    {},
    {"by": "环节", "town": ["浒山街道", "没有的镇"], "q": "路"},
    {"light": ["红", "黄"], "amount": "1亿元以上", "date": "2024-05-24"},
    {"by": "年度完成率", "band": ["低于20%", "没有的"], "sector": "公路", "rule": "没有的规则"},
    {"by": "没有的", "amount": "不多", "date": "昨天", "q": "xmlx"},
])
def test_the_first_look_shows_what_the_widgets_then_stand_at(invented, monkeypatch, query):
    invented(40)
    seen, kept = [], filters.kept

    def noted(board, choice):
        seen.append((board.as_of, board.rule, choice, kept(board, choice).rows))
        return kept(board, choice)

    monkeypatch.setattr(filters, "kept", noted)
    page = Page(waits=True, **query)
    page.test.query_params["whole"] = "true"
    page.run()
    assert widgets(page) and len(seen) == 4
    assert all(one == seen[0] for one in seen)
