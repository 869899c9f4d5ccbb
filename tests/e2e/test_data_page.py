"""The clerk's way in a real browser: first link to a fresh server, files dropped, previewed, stored, taken away, undone."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from data.model import SourceFile
from data.store import open_store
from tests.e2e.conftest import PHONE, WALL
from tests.e2e.desk import served, settled
from tests.etl.files import ledger, work_plan

ROAD = ("中横线快速路二期", 37.32, 90000, 30000, "35%", "市交通运输局")
HOSTILE = ('<img src=x onerror="top.hacked=1">河道整治 ![x](http://evil.example/a.png)', 10, 20000, "11.3元", "50%", "市水利局")
NAME = "![x](http:evil.example) [b](javascript:alert) <img src=x onerror=top.hacked=1>.xlsx"


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path / "board.gpkg")
    yield store
    store.close()


@pytest.fixture
def address(desk, tmp_path, store):
    return desk.show(tmp_path / "board.gpkg")


def put(page, *files):
    """Choose files as a person would."""
    page.locator("input[type=file]").set_input_files(
        [{"name": file.name, "mimeType": "application/octet-stream", "buffer": file.data} for file in files]
    )


@pytest.mark.parametrize("screen", [WALL, PHONE], indirect=True, ids=["wall", "phone"])
def test_the_first_link_to_a_fresh_server_opens_within_the_frame(screen, tmp_path):
    with served(tmp_path, tmp_path / "board.gpkg") as address:
        opens_within_the_frame(screen.page, address)


def opens_within_the_frame(page, address):
    page.goto(f"{address}/data")
    page.get_by_role("button", name="载入演示数据").wait_for(timeout=30_000)
    assert page.locator(".heading h1").inner_text() == "数据"
    assert page.title() == "挂图作战"
    if page.viewport_size == WALL:
        links = page.locator("[data-testid=stTopNavLink]").all_inner_texts()
        assert [name for name in ("项目总览", "镇街", "项目", "督办", "数据") if not any(name in link for link in links)] == []
    assert page.get_by_text("Page not found").count() == 0


def test_files_are_previewed_stored_and_taken_back(screen, address, store):
    page = screen.page
    page.goto(f"{address}/data")
    page.get_by_role("button", name="载入演示数据").wait_for(timeout=30_000)
    put(page, ledger([ROAD, HOSTILE], name=NAME), work_plan())
    page.get_by_role("button", name="确认载入 2 个文件").wait_for(timeout=20_000)
    assert store.version() == 0, "the preview stored something"
    with page.expect_download() as taken:
        page.get_by_role("button", name="下载标出问题的原表").click()
    book = load_workbook(io.BytesIO(taken.value.path().read_bytes()))
    assert book.sheetnames[0] == "未收清单" and book["未收清单"]["D2"].value == "11.3元"
    page.get_by_role("button", name="确认载入 2 个文件").click()
    page.locator(".notice.good", has_text="已载入(第 1 次)").wait_for(timeout=20_000)
    assert len(store.fetch(SourceFile)) == 2
    page.get_by_role("tab", name="已载入").click()
    page.get_by_role("button", name="撤回最近一次载入").click()
    page.get_by_role("button", name="确认撤回").click()
    page.locator(".notice.good", has_text="已撤回第 1 次载入").wait_for(timeout=20_000)
    assert store.fetch(SourceFile) == ()
    assert page.evaluate("() => window.top.hacked") is None


def test_a_hostile_name_stays_text_on_every_tab(screen, address, store):
    from etl.pipeline import load

    load([ledger([ROAD, HOSTILE], name=NAME, as_of=date(2024, 5, 31)), work_plan()], store)
    page = screen.page
    for tab in ("已载入", "待确认", "两边对照", "需留意"):
        page.goto(f"{address}/data?tab={tab}")
        page.get_by_role("tab", name=tab).wait_for(timeout=30_000)
        settled(page)
    page.goto(f"{address}/data?tab=两边对照")
    page.get_by_text("onerror").first.wait_for(timeout=20_000)
    assert page.evaluate("() => window.top.hacked") is None
    assert page.locator("img[src*=evil], a[href*=javascript], img[src='x']").count() == 0
