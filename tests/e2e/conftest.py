"""A real server on a free port and Debian's Chromium, to which no outside host has a name; who asks for one is written down."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import urlopen

import pytest

playwright = pytest.importorskip("playwright.sync_api")

ROOT = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"]
HERE = ("127.0.0.1", "localhost", None)
WALL, PHONE = {"width": 1920, "height": 1080}, {"width": 390, "height": 844}


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def serving(tmp, *arguments):
    """The board on invented records, served; yields its address."""
    port = free_port()
    log = tmp / "server.log"
    with log.open("w") as out:
        server = subprocess.Popen([sys.executable, str(Path(__file__).with_name("serve.py")), str(port), *arguments], stdout=out,
                                  stderr=subprocess.STDOUT, cwd=ROOT, start_new_session=True)
    try:
        address = f"http://127.0.0.1:{port}"
        until = time.monotonic() + 60
        while True:
            try:
                urlopen(f"{address}/_stcore/health", timeout=2).read()
                break
            except OSError:
                assert server.poll() is None and time.monotonic() < until, log.read_text()
                time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("board"), "60") as one:
        yield one


@pytest.fixture(scope="session")
def hostile_address(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("hostile"), "12", "--hostile") as one:
        yield one


@pytest.fixture(scope="session")
def browser():
    if not CHROMIUM.exists():
        if os.environ.get("CI") == "true":
            pytest.fail("no /usr/bin/chromium: install it (apt-get install chromium)")
        pytest.skip("no /usr/bin/chromium")
    with playwright.sync_playwright() as one:
        browser = one.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


class Screen:
    """A page in the browser that knows its map, and which of its scripts failed."""

    def __init__(self, page):
        self.page, self.errors = page, []
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, url):
        self.page.goto(url)
        self.map.locator("body[data-ready]").wait_for(timeout=30_000)
        self.whole()
        self.settle()

    def whole(self):
        """Until what waits for the map has come."""
        self.page.locator(".list-now").wait_for(state="detached", timeout=30_000)

    @property
    def map(self):
        return self.page.frame_locator("iframe[title*='board_map']")

    @property
    def frame(self):
        return next(frame for frame in self.page.frames if "board_map" in frame.url)

    def settle(self):
        """Until the page has stopped running and the map has stopped moving."""
        self.page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')")
        self.frame.wait_for_function("() => !document.body.dataset.moving")
        self.page.wait_for_timeout(250)

    def view(self):
        return self.frame.evaluate("() => [window.boardMap.getZoom(), window.boardMap.getCenter().lat, window.boardMap.getCenter().lng]")

    def moved(self, before):
        """The view once the map has left another and stands."""
        self.frame.wait_for_function(
            """([zoom, lat, lng]) => { const at = boardMap.getCenter();
              return boardMap.getZoom() !== zoom || at.lat !== lat || at.lng !== lng; }""",
            arg=before,
        )
        self.settle()
        return self.view()

    def shown(self):
        return int(self.frame.evaluate("() => document.body.dataset.shown"))

    def click_map(self, lon, lat):
        spot = self.frame.evaluate("([lon, lat]) => window.boardMap.latLngToContainerPoint([lat, lon])", [lon, lat])
        self.map.locator("#map_board").click(position={"x": spot["x"], "y": spot["y"]})


@pytest.fixture(scope="session")
def windows(browser):
    """A window for a mouse and one for fingers, kept for all tests: the next page finds the board's scripts fetched and compiled."""
    made = {touch: browser.new_context(has_touch=touch, locale="zh-CN") for touch in (False, True)}
    yield made
    for one in made.values():
        one.close()


@contextmanager
def looking(window, size):
    """A new page in the window, of this size. Fails at the end where anything outside was asked for, or a script failed."""
    outside = []

    def note(asked):
        if urlparse(asked.url).hostname not in HERE:
            outside.append(asked.url)

    page = window.new_page()
    page.set_viewport_size(size)
    window.on("request", note)
    page.on("websocket", note)
    screen = Screen(page)
    try:
        yield screen
    finally:
        for one in window.pages:
            forget(one)
            one.close()
        window.remove_listener("request", note)
    assert not outside, f"the board reached outside the house: {outside}"
    assert not screen.errors, f"a script failed: {screen.errors}"


def forget(page):
    """Nothing of what a page kept in the browser is there for the next."""
    page.context.clear_cookies()
    if urlparse(page.url).hostname in HERE[:2]:
        page.evaluate("() => localStorage.clear()")


@pytest.fixture
def screen(windows, request):
    size = getattr(request, "param", WALL)
    with looking(windows[size is PHONE], size) as one:
        yield one
