"""The page of the briefing in a real browser: nothing wider than the screen, and an edit that survives a reload."""

import io
import os
import subprocess
import sys
import time
import zipfile
from contextlib import contextmanager
from urllib.request import urlopen

import pytest

from tests.e2e.conftest import PHONE, ROOT, free_port

WAIT = 60_000


@contextmanager
def board(tmp):
    """The board on the bundled sample, served."""
    store, port = tmp / "board.gpkg", free_port()
    subprocess.run([sys.executable, "-m", "etl", "run", "--store", str(store)], cwd=ROOT, capture_output=True, check=False)
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), "--server.address", "127.0.0.1",
               "--server.headless", "true", "--server.fileWatcherType", "none"]
    with (tmp / "server.log").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "STORE_URL": str(store)}, stdout=log, stderr=subprocess.STDOUT)
    try:
        for _ in range(300):
            try:
                urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2).read()
                break
            except OSError:
                assert server.poll() is None, (tmp / "server.log").read_text()
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}/brief"
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="module")
def page_address(tmp_path_factory):
    with board(tmp_path_factory.mktemp("brief")) as address:
        yield address


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
