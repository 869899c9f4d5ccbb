import pytest

from data.views import Light
from tests.pages.conftest import Page


def test_the_printed_form_lists_every_row_worst_first_with_sources_and_the_demo_mark(sample):
    page = Page(paper="true")
    sheet = page.html[page.html.index('<section class="sheet">') :]
    assert sheet.count("<tr>") == len(sample.rows) + 1
    assert sheet.index("红灯") < sheet.index("绿灯") if sample.totals.lights[Light.RED] else True
    assert "演示数据" in sheet and f"{sample.rule}规则" in sheet
    assert f"数据截至 {sample.as_of.year}年{sample.as_of.month}月{sample.as_of.day}日" in sheet
    for source in sample.sources:
        assert source.name in sheet
    assert not page.test.dataframe


def test_hostile_names_are_text_on_paper(invented):
    invented(5, names=('<img src=x onerror="alert(1)">', "</section><script>alert(1)</script>"))
    html = Page(paper="true").html
    assert "<img" not in html and "<script" not in html


def test_the_printed_form_keeps_to_the_filters(invented):
    board = invented(40).board(None)
    assert Page(paper="true").html.count("<tr>") == len(board.rows) + 1
    html = Page(paper="true", sector="公路").html
    roads = [row for row in board.rows if row.sector == "公路"]
    assert html.count("<tr>") == len(roads) + 1
    assert "筛选:行业 公路" in html[html.index('<section class="sheet">') :]


@pytest.mark.parametrize(("by", "said"), [("亮灯", "红灯:欠时序超过 20 个百分点"), ("年度完成率", "本年累计完成投资 ÷ 年度计划投资")])
def test_the_printed_form_says_what_the_colours_mean(invented, by, said):
    invented(12)
    html = Page(paper="true", by=by).html
    assert said in html[html.index('<section class="sheet">') :]
