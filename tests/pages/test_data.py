"""The data page: preview before anything is stored, what is asked, what is refused, the way back."""

import io
import re
from datetime import date

import pytest
from openpyxl import Workbook

from data.model import Correction, Match, SourceFile
from data.store import Store
from data.views import StoreError, board
from etl.pipeline import load
from pages.ui import frame
from tests.etl.files import ledger, work_plan
from tests.pages.conftest import Page

ROAD = ("中横线快速路二期", 37.32, 90000, 30000, "35%", "市交通运输局")
BAD = ("周家路江整治工程一期", 10, 20000, "11.3元", "50%", "市水利局")
NEAR = ("孙塘北路有机更新", 0.5, 2000, 900, "45%", "市住建局")
HOSTILE = "![x](http://evil.example/a.png) <img src=x onerror=alert(1)> :red[红].xlsx"


@pytest.fixture(autouse=True)
def bare(monkeypatch):
    """AppTest runs a page outside of app.py every time; the way into the frame would rerun it and so lose every click."""
    monkeypatch.setattr(frame, "within_the_frame", lambda: None)


@pytest.fixture
def store(opened, tmp_path, monkeypatch):
    """An empty store, and the pages pointed at it."""
    monkeypatch.setenv("STORE_URL", str(tmp_path / "board.gpkg"))
    return opened(tmp_path / "board.gpkg")


def previewed(*files, **query):
    page = Page("data", **query)
    for file in files:
        page.test.file_uploader[0].upload(file.name, file.data)
    return page.run()


def clicked(page, key):
    page.test.button(key=key).click()
    return page.run()


def tile(page, label):
    """The last key figure of that name."""
    return re.findall(rf'<span class="label">{label}</span><strong>([^<]*)<em>', page.html)[-1]


def ambiguous(*, title="数据截至2024年5月31日"):
    """A ledger whose header just says 累计完成."""
    book = Workbook()
    for line in ([f"重点项目进度表({title})"], ["单位:万元"], ["项目名称", "总投资", "年度计划", "累计完成"],
                 ["中横线快速路二期", 373200, 90000, 60000], ["周家路江整治工程一期", 100000, 20000, 11000]):
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    return type(work_plan())("问.xlsx", out.getvalue())


def test_an_empty_store_offers_the_sample_and_the_template(store):
    page = Page("data")
    assert [one.label for one in page.test.get("download_button")] == ["下载台账模板"]
    clicked(page, "intake.sample")
    assert "演示数据" in page.html and board(store).demo
    assert not [one for one in page.test.button if one.key == "intake.sample"], "offered again over loaded data"


def test_a_preview_stores_nothing_and_says_what_would_happen(store):
    page = previewed(ledger([ROAD, BAD]), work_plan())
    assert store.version() == 0
    assert tile(page, "将收入") == "4" and tile(page, "未收") == "1"
    assert "台账_2024-06-30.xlsx" in page.html and "2024年6月30日" in page.html
    refused = next(one.value for one in page.test.dataframe if "处理办法" in one.value)
    assert list(refused["原值"]) == ["11.3元"] and "11.3亿元" in refused["处理办法"][0]


def test_the_click_stores_what_was_shown_and_empties_the_field(store):
    page = clicked(previewed(ledger([ROAD])), "intake.store")
    assert [row.name for row in board(store).rows] == [ROAD[0]]
    assert "已载入(第 1 次)" in page.html and "确认载入" not in str([one.label for one in page.test.button])


def test_the_same_file_again_is_said_plainly(store):
    file = ledger([ROAD])
    load([file], store)
    page = previewed(file)
    assert "此前已载入过" in page.html and not [one for one in page.test.button if one.key == "intake.store"]


def test_a_file_that_cannot_be_read_does_not_stop_the_others(store):
    broken = type(work_plan())("坏.xlsx", b"PK\x03\x04 xl/workbook.xml broken")
    page = previewed(broken, ledger([ROAD]))
    assert 'class="notice bad"' in page.html and "坏.xlsx:" in page.html
    clicked(page, "intake.store")
    assert len(store.fetch(SourceFile)) == 1


def test_a_ledger_without_a_date_asks_for_it_and_goes_in_with_it(store):
    undated = ambiguous(title="周报")
    page = previewed(undated)
    assert "没有写明数据日期" in page.html and not [one for one in page.test.button if one.key == "intake.store"]
    page.test.date_input[0].set_value(date(2024, 5, 31))
    page.run()
    assert "2024年5月31日" in page.html and page.test.button(key="intake.store")
    clicked(page, "intake.store")
    assert [source.as_of for source in store.fetch(SourceFile)] == [date(2024, 5, 31)]


def test_an_ambiguous_column_is_asked_once_and_the_preview_is_worked_out_anew(store):
    page = previewed(ambiguous())
    assert "累计完成" in page.html and "含义须确认" in page.html
    (choice,) = [one for one in page.test.selectbox if one.key.startswith("intake.column.")]
    choice.set_value("total_done")
    next(one for one in page.test.text_input if one.key.startswith("intake.who.")).set_value("张三")
    next(one for one in page.test.button if one.label == "确认列的含义").click()
    page.run()
    assert "含义须确认" not in page.html
    clicked(page, "intake.store")
    assert {row.progress.total_done for row in board(store).rows} == {600_000_000, 110_000_000}
    assert "含义须确认" not in previewed(ambiguous(title="数据截至2024年6月30日")).html, "asked again for the same shape"


def test_a_column_form_without_a_name_keeps_what_was_chosen(store):
    page = previewed(ambiguous())
    next(one for one in page.test.selectbox if one.key.startswith("intake.column.")).set_value("total_done")
    next(one for one in page.test.button if one.label == "确认列的含义").click()
    page.run()
    assert "填写确认人" in page.html and store.fetch(Correction) == ()


def test_a_preview_that_has_become_stale_is_not_stored_by_the_same_click(store):
    page = previewed(ledger([ROAD]))
    load([ledger([BAD], as_of=date(2024, 5, 31))], store)
    clicked(page, "intake.store")
    assert "没有载入" in page.html and len(store.fetch(SourceFile)) == 1
    clicked(page, "intake.store")
    assert len(store.fetch(SourceFile)) == 2


def test_an_error_of_the_store_is_a_message_with_its_remedy(store, monkeypatch):
    page = previewed(ledger([ROAD]))

    def refuse(self, batch, **kwargs):
        raise StoreError("库文件是只读的", "请检查文件的写权限")

    monkeypatch.setattr(Store, "load", refuse)
    clicked(page, "intake.store")
    assert "库文件是只读的" in page.html and "请检查文件的写权限" in page.html and "Traceback" not in page.html


def test_an_error_nobody_foresaw_is_a_message_too(store, monkeypatch):
    monkeypatch.setattr("pages.ui.intake.prepare", lambda *_, **__: 1 / 0)
    page = previewed(ledger([ROAD]))
    assert "数据未作改动" in page.html and "division" not in page.html


def test_a_hostile_file_name_and_cell_stay_text(store):
    file = ledger([("<script>alert(1)</script>路 ![y](http://evil.example) 新建工程", 1, 5000, "11.3元", "5%", "[单位](x)")], name=HOSTILE)
    page = previewed(file)
    assert "<img" not in page.html and "<script" not in page.html and "&lt;img src=x" in page.html
    page = clicked(page, "intake.store")
    for tab in ("已载入", "待确认", "两边对照", "需留意"):
        page = Page("data", tab=tab)
        assert "<img" not in page.html and "<script" not in page.html
        said = [*page.test.markdown, *page.test.caption, *page.test.error, *page.test.info, *page.test.success, *page.test.warning]
        assert not any("evil" in one.value for one in said), "Markdown would read it"
        labels = [one.label for one in (*page.test.button, *page.test.expander, *page.test.selectbox, *page.test.get("download_button"))]
        assert not any("evil" in label for label in labels), "a label reads Markdown"


def test_what_is_loaded_is_listed_with_its_date_and_what_was_refused(store):
    load([ledger([ROAD, BAD]), work_plan()], store)
    page = Page("data", tab="已载入")
    shown = page.test.dataframe[0].value
    assert set(shown["文件"]) == {"台账_2024-06-30.xlsx", "工作要点.txt"} and sorted(shown["未收"]) == [0, 1]
    assert tile(page, "最新台账") == "2024-06-30" and "距今" in page.html


def test_undo_is_confirmed_and_says_what_goes(store):
    load([ledger([BAD], as_of=date(2024, 5, 31))], store)
    load([ledger([ROAD])], store)
    page = Page("data", tab="已载入")
    assert "将撤回第 2 次载入的 1 个文件" in page.html and "台账_2024-06-30.xlsx" in page.html
    clicked(page, "shelf.undo")
    assert "已撤回第 2 次载入" in page.html and [source.name for source in store.fetch(SourceFile)] == ["台账_2024-05-31.xlsx"]


def test_a_name_in_doubt_is_asked_once_with_what_tells_it_apart_and_settled_everywhere(store):
    load([ledger([NEAR], as_of=date(2024, 5, 31))], store)
    load([ledger([NEAR])], store)
    page = Page("data", tab="待确认")
    assert page.html.count("是哪个项目") == 1 and "见于 2 处" in page.html
    assert "市住建局" in page.html and "又名" in page.html and "科技路" in page.html
    answer = next(one for one in page.test.selectbox if one.key.startswith("pending.answer."))
    answer.set_value("330282-0010")
    next(one for one in page.test.text_input if one.key.startswith("pending.who.")).set_value("张三")
    next(one for one in page.test.button if one.label == "确认").click()
    page.run()
    assert store.fetch(Match, project=None) == () and "没有待确认的名称" in page.html
    assert "张三" in page.html, "the decision is not on record"


def test_a_confirmation_can_be_taken_back(store):
    load([ledger([NEAR])], store)
    from etl.pipeline import decide_match

    decide_match(store, NEAR[0], "330282-0010", who="张三", reason="同一工程")
    page = Page("data", tab="待确认")
    page.test.selectbox(key="pending.withdraw").set_value(1)
    page.run()
    page.test.text_input(key="pending.withdraw.who").input("李四")
    page.run()
    clicked(page, "pending.withdraw.act")
    assert store.fetch(Correction)[0].withdrawn_by == "李四"
    assert [one.name for one in store.fetch(Match, project=None)] == [NEAR[0]] and "是哪个项目" in page.html


def test_both_sides_that_do_not_meet_are_listed_with_links(store):
    load([work_plan(), ledger([("周家路江整治工程一期", 10, 20000, 1, "50%", "市水利局")])], store)
    html = Page("data", tab="两边对照").html
    planned, reported = html.split("台账填报、工作要点没有")
    assert "中横线快速路二期" in planned and "周家路江整治工程一期" in reported
    assert 'href="project?id=330282-' in planned and "工作要点.txt" in planned


def test_findings_are_told_with_a_link_to_the_project(store):
    load([ledger([ROAD], as_of=date(2024, 5, 31))], store)
    load([ledger([(ROAD[0], 37.32, 80000, 29000, "36%", ROAD[5])])], store)
    html = Page("data", tab="需留意").html
    assert "累计下降" in html and "计划调减" in html and 'href="project?id=' in html


def test_a_store_that_cannot_be_read_gives_a_remedy(monkeypatch, tmp_path):
    broken = tmp_path / "broken.gpkg"
    broken.write_bytes(b"this is no database" * 100)
    monkeypatch.setenv("STORE_URL", str(broken))
    page = Page("data")
    assert len(page.test.error) == 1 and not page.test.file_uploader


def test_the_page_carries_the_mark_of_demo_data(sample):
    assert '<span class="demo">演示数据</span>' in Page("data").html
