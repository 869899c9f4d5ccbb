import io
import os
import shutil
import subprocess
import sys

import pytest
from PIL import Image

from briefing import screenshot
from briefing.errors import NoBrowser, NotNow


def test_no_browser_is_said_plainly_with_the_remedy(monkeypatch):
    monkeypatch.setattr(screenshot.shutil, "which", lambda name: None)
    with pytest.raises(NoBrowser, match=r"没有浏览器.*apt-get install chromium"):
        screenshot.take_pictures()


def test_no_library_is_said_plainly(monkeypatch):
    monkeypatch.setattr(screenshot, "find_browser", lambda: "/usr/bin/true")
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    with pytest.raises(NoBrowser, match="Playwright"):
        screenshot.take_pictures()


@pytest.mark.parametrize(
    ("url", "goes"),
    [
        ("http://127.0.0.1:9/x", True),
        ("data:image/png;base64,", True),
        ("https://cdn.example.com/x.js", False),
        ("http://10.0.0.1/", False),
    ],
)
def test_requests_stay_in_the_house(url, goes):
    class Route:
        request = type("Request", (), {"url": url})
        done = ""

        def continue_(self):
            self.done = "went"

        def abort(self):
            self.done = "dropped"

    route = Route()
    screenshot._only_here(route)
    assert (route.done == "went") is goes


def test_only_pages_that_show_something(tmp_path):
    (tmp_path / "pages").mkdir()
    for name in ("overview", "towns", "brief", "data", "_draft"):
        (tmp_path / "pages" / f"{name}.py").touch()
    assert [name for name, _ in screenshot.shown(tmp_path)] == ["overview", "towns"]


def needs_browser():
    try:
        screenshot.find_browser()
    except NoBrowser as missing:
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(str(missing), pytrace=False)
        pytest.skip(str(missing))


@pytest.mark.browser
def test_pictures_of_the_real_pages_show_their_map_drawn(tmp_path, sample_store):
    needs_browser()
    shutil.copy(sample_store, tmp_path / "board.gpkg")
    # In a process of its own, as a clerk runs it: another test's browser may be running in this one.
    command = [sys.executable, "-m", "briefing", "--store", "board.gpkg", "--town", "附海镇", "--screenshot", "--out", "out"]
    environment = {**os.environ, "PYTHONPATH": str(screenshot.ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    pictures = {f"截图/{path.name}": path.read_bytes() for path in (tmp_path / "out" / "截图").iterdir()}
    assert {"截图/overview.png", "截图/towns.png", "截图/supervise.png"} <= set(pictures)
    assert not {"截图/brief.png", "截图/data.png", "截图/project.png"} & set(pictures)
    for name in ("截图/overview.png", "截图/towns.png"):
        picture = Image.open(io.BytesIO(pictures[name])).convert("RGB")
        assert picture.size == (1920, 1080)
        # The lights' own colours stand on the map's side: the map was drawn before the picture was taken.
        left = picture.crop((20, 250, 950, 860))
        colours = {colour for _, colour in left.getcolors(maxcolors=10**6)}
        assert any(green > 1.5 * red and green > blue for red, green, blue in colours)
        assert len(colours) > 200


def test_a_page_that_is_not_drawn_in_time_is_worth_another_try():
    from playwright.sync_api import Error

    class Page:
        def goto(self, address, timeout):
            raise Error("Timeout 90000ms exceeded\nmore")

    with pytest.raises(NotNow, match=r"页面 overview 没有画完\(Timeout 90000ms exceeded\)"):
        screenshot._picture(Page(), "http://127.0.0.1:1/", "overview")
