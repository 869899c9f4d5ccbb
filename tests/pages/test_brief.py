"""The page of the briefing, on a copy of the bundled sample."""

import shutil

import pytest
from docx import Document

from briefing.content import compose
from briefing.edits import kept_edit
from briefing.errors import FontMissing
from briefing.source import make_brief
from data import views
from tests.pages.conftest import Page


@pytest.fixture
def kept(sample_store, tmp_path, monkeypatch):
    """A store of the test's own, for what people leave in it."""
    path = tmp_path / "board.gpkg"
    shutil.copy(sample_store, path)
    monkeypatch.setenv("STORE_URL", str(path))
    return views.connect(str(path))


@pytest.fixture
def quick(monkeypatch):
    """Nothing drawn or typeset, for tests of what stands beside the pages."""
    from pages.ui import briefs

    pages = briefs.Pages(b"", b"", b"", "<p>页面</p>", ("<p>演示</p>",))
    monkeypatch.setattr(briefs, "pages", lambda one: pages)
    monkeypatch.setattr("pages.ui.paper.st.image", lambda *_, **__: None)


def editor(page):
    return next(one for one in page.test.text_area if one.label.startswith("可在此修改"))


def button(page, key):
    return next(one for one in page.test.button if one.key == key)


def said(page):
    return "\n".join(one.value for kind in ("success", "warning", "error") for one in getattr(page.test, kind))


def test_the_pages_hold_the_briefing_of_the_latest_date(kept):
    page = Page("brief")
    content = compose(make_brief(kept))
    assert content.summary in page.html and editor(page).value == content.generated
    assert "重点工程建设进度简报" in page.html and "演示数据" in page.html
    assert all(line in page.html for line in content.changes)
    assert page.html.count('class="slide"') >= 8


def test_date_town_and_date_to_compare_with_are_in_the_address(kept, quick):
    page = Page("brief", date="2024-05-24", since="2024-05-10", scope="宗汉街道")
    content = compose(make_brief(kept, views.data_dates(kept)[-2], since=views.data_dates(kept)[-4], town="宗汉街道"))
    assert editor(page).value == content.generated and "宗汉街道" in content.generated
    assert "与5月10日相比" in page.html


def test_an_edit_is_checked_kept_and_there_again_after_a_reload(kept, quick):
    page = Page("brief")
    generated = editor(page).value
    editor(page).set_value("截至5月31日,全市888项重点工程进展良好。")
    page.run()
    assert "请核对:888" in said(page)
    button(page, "brief.keep").click()
    page.run()
    assert "修改人" in said(page) and kept_edit(kept, make_brief(kept).as_of) is None
    next(one for one in page.test.text_input if one.key == "brief.who").set_value("张三")
    button(page, "brief.keep").click()
    page.run()
    edit = kept_edit(kept, make_brief(kept).as_of)
    assert (edit.was, edit.becomes, edit.who) == (generated, "截至5月31日,全市888项重点工程进展良好。", "张三")

    again = Page("brief")
    assert editor(again).value == edit.becomes and "张三" in again.html and generated in again.html
    assert editor(Page("brief", date="2024-05-24")).value != edit.becomes

    button(again, "brief.reset").click()
    again.run()
    assert "修改人" in said(again) and editor(again).value == edit.becomes
    next(one for one in again.test.text_input if one.key == "brief.who").set_value("李四")
    button(again, "brief.reset").click()
    again.run()
    assert editor(again).value == generated and kept_edit(kept, edit.at.date()) is None
    assert editor(Page("brief")).value == generated


def test_an_edit_of_other_figures_is_shown_but_not_used(kept, quick):
    page = Page("brief")
    editor(page).set_value("改过的综述。")
    next(one for one in page.test.text_input if one.key == "brief.who").set_value("张三")
    page.run()
    button(page, "brief.keep").click()
    page.run()
    other = Page("brief", since="2024-05-10")
    assert editor(other).value != "改过的综述。" and "未采用" in said(other) and "改过的综述。" in other.html


def test_all_files_are_made_on_demand_and_offered(kept, monkeypatch):
    from pages.ui import briefs

    monkeypatch.setattr(briefs, "files", lambda one, **_: dict.fromkeys(takeaway_names(), b"x"))
    page = Page("brief")
    button(page, "brief.make").click()
    page.run()
    labels = [one.proto.label for one in page.test.get("download_button")]
    assert len(labels) == 7 and "下载全部(zip,含清单)" in labels and "Word 简报" in labels


def takeaway_names():
    from pages.ui.takeaway import LABELS

    return LABELS


def test_no_font_is_a_notice_with_its_remedy(kept, monkeypatch):
    def none(*_):
        raise FontMissing("本机没有中文字体", "请安装字体包 fonts-noto-cjk")

    monkeypatch.setattr("pages.ui.briefs.render_map", none)
    page = Page("brief")
    assert "fonts-noto-cjk" in said(page) and editor(page).value.startswith("截至")


def test_a_broken_template_is_a_notice_that_names_the_field(kept, monkeypatch, tmp_path):
    document = Document()
    document.add_paragraph("共{项目个数}项")
    document.save(tmp_path / "document.docx")
    monkeypatch.setattr("briefing.pack._present", lambda folder, name: tmp_path / name if name == "document.docx" else None)
    page = Page("brief")
    assert "项目个数" in said(page) and "document.docx" in said(page)


def test_broken_wording_is_a_notice_too(kept, monkeypatch, tmp_path):
    (tmp_path / "wording.toml").write_text('["综述"]\n"亮灯" = "{没有这个字段}"\n', "utf-8")
    from briefing.pack import STARTER
    from briefing.wording import read_wording

    broken = read_wording(STARTER, tmp_path / "wording.toml")
    monkeypatch.setattr("briefing.pack.read_wording", lambda *_: broken)
    assert "没有这个字段" in said(Page("brief"))


def test_an_empty_store_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("STORE_URL", str(tmp_path / "empty.gpkg"))
    assert "还没有数据" in Page("brief").html
