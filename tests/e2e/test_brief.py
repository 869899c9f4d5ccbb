"""The page of the briefing in a real browser: nothing wider than the screen, and an edit that survives a reload."""

import io
import shutil
import zipfile

import pytest

from tests.e2e.conftest import PHONE

WAIT = 60_000


@pytest.fixture
def page_address(desk, sample_store, tmp_path):
    """The page over a store of its own that holds the bundled sample."""
    return f"{desk.show(shutil.copy(sample_store, tmp_path / 'board.gpkg'))}/brief"


def opened(screen, address):
    page = screen.page
    page.goto(address)
    page.locator(".sheet table").first.wait_for(timeout=WAIT)
    return page


def test_the_edit_survives_a_reload_and_all_files_come_as_one(screen, page_address):
    page = opened(screen, page_address)
    box = page.locator(".st-key-brief-editor textarea")
    box.fill("截至5月31日,全市重点工程总体平稳。")
    page.locator(".st-key-brief-who input").fill("张三")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="保存修改").click()
    page.locator(".sheet", has_text="全市重点工程总体平稳").wait_for(timeout=WAIT)
    page = opened(screen, page_address)
    kept = page.locator(".st-key-brief-editor textarea")
    kept.wait_for(timeout=WAIT)
    page.wait_for_function("box => box.value", arg=kept.element_handle(), timeout=WAIT)
    assert kept.input_value() == "截至5月31日,全市重点工程总体平稳。"
    page.get_by_role("button", name="生成全部文件").click()
    page.get_by_role("button", name="下载全部").wait_for(timeout=WAIT)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载全部").click()
    with zipfile.ZipFile(io.BytesIO(waiting.value.path().read_bytes())) as package:
        names = {name.rpartition("/")[2] for name in package.namelist()}
        assert {"简报.docx", "简报.pptx", "地图_A4.pdf", "manifest.json", "综述.txt", "综述_修改稿.txt"} <= names


@pytest.mark.parametrize("screen", [PHONE], indirect=True, ids=["phone"])
def test_on_a_phone_nothing_is_wider_than_the_screen(screen, page_address):
    page = opened(screen, page_address)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
