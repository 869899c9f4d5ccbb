"""A real server on a free port and Debian's Chromium, to which no outside host has a name; who asks for one is written down."""

import os
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlparse

import pytest

from briefing.chromium import SWITCHES
from data import views
from tests.e2e.desk import desk_in

playwright = pytest.importorskip("playwright.sync_api")

CHROMIUM = Path("/usr/bin/chromium")
HERE = ("127.0.0.1", "localhost", None)
WALL, PHONE = {"width": 1920, "height": 1080}, {"width": 390, "height": 844}


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def desk(tmp_path_factory):
    """A server to be shown one thing after the other."""
    with desk_in(tmp_path_factory.mktemp("desk")) as one:
        yield one


@pytest.fixture
def address(desk):
    """The address of the board on invented records."""
    return desk.show("invented 60")


@pytest.fixture
def hostile_address(desk):
    """The address of the board on records whose names would run as scripts."""
    return desk.show("hostile 12")


@pytest.fixture
def sampled(desk, sample_store):
    """The address of the board on the bundled sample."""
    return desk.show(sample_store)


@pytest.fixture(scope="session")
def board(sample_store):
    return views.board(views.connect(str(sample_store)))


@pytest.fixture(scope="session")
def behind(board):
    """A red project with figures and towns."""
    return next(row for row in board.rows if row.lit.light is views.Light.RED and row.evidence and row.towns)


@pytest.fixture(scope="session")
def browser():
    if not CHROMIUM.exists():
        if os.environ.get("CI") == "true":
            pytest.fail("no /usr/bin/chromium: install it (apt-get install chromium)")
        pytest.skip("no /usr/bin/chromium")
    with playwright.sync_playwright() as one:
        browser = one.chromium.launch(executable_path=str(CHROMIUM), args=list(SWITCHES))
        yield browser
        browser.close()


class Screen:
    """A page in the browser that knows its map, and which of its scripts failed."""

    def __init__(self, page):
        self.page, self.errors = page, []
        page.on("pageerror", self.failed)

    def failed(self, error):
        self.errors.append(str(error))

    def open(self, url):
        self.page.goto(url)
        self.page.locator(".board[data-ready]").wait_for(timeout=30_000)
        self.whole()
        self.settle()

    def whole(self):
        """Until the page is there, and what waits for the map has come."""
        self.page.wait_for_function(
            """() => document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]")
              && !document.querySelector("#opening, .list-now")""", timeout=30_000,
        )

    @property
    def map(self):
        """The map, in the shadow root it stands in. A script evaluated upon it is given the element, whose ``map`` is Leaflet's."""
        return self.page.locator(".board")

    def until(self, script, *, arg=None, timeout=30_000):
        """Until a script says so that is given the map's element and the argument."""
        self.page.wait_for_function(
            f"""arg => {{ const board = document.querySelector('.stBidiComponent [data-testid]')?.shadowRoot?.querySelector('.board');
              return board && ({script})(board, arg); }}""",
            arg=arg, timeout=timeout,
        )

    def settle(self):
        """Until the page has stopped running and the map has stopped moving."""
        self.page.wait_for_function("() => !document.querySelector('[data-testid=stStatusWidget]')")
        self.until("board => !board.dataset.moving")
        self.page.wait_for_timeout(250)

    def view(self):
        return self.map.evaluate("({ map }) => [map.getZoom(), map.getCenter().lat, map.getCenter().lng]")

    def moved(self, before):
        """The view once the map has left another and stands."""
        self.until(
            """({ map }, [zoom, lat, lng]) => { const at = map.getCenter();
              return map.getZoom() !== zoom || at.lat !== lat || at.lng !== lng; }""",
            arg=before,
        )
        self.settle()
        return self.view()

    def shown(self):
        return int(self.map.get_attribute("data-shown"))

    def click_map(self, lon, lat):
        spot = self.map.evaluate("({ map }, [lon, lat]) => map.latLngToContainerPoint([lat, lon])", [lon, lat])
        self.map.locator(".folium-map").click(position={"x": spot["x"], "y": spot["y"]})


@pytest.fixture(scope="session")
def windows(browser):
    """A window for a mouse and one for fingers, kept for all tests with their tab: what the next test looks at finds the board's
    scripts fetched and compiled, in a process that has run them before.
    """
    made = {touch: browser.new_context(has_touch=touch, locale="zh-CN") for touch in (False, True)}
    yield made
    for one in made.values():
        one.close()


@contextmanager
def looking(window, size):
    """The window's tab, at this size and empty. Fails at the end where anything outside was asked for, or a script failed."""
    outside = []

    def note(asked):
        if urlparse(asked.url).hostname not in HERE:
            outside.append(asked.url)

    page = window.pages[0] if window.pages else window.new_page()
    page.set_viewport_size(size)
    screen = Screen(page)
    window.on("request", note)
    page.on("websocket", note)
    try:
        yield screen
    finally:
        for one in window.pages[1:]:
            one.close()
        forget(page)
        window.remove_listener("request", note)
        page.remove_listener("websocket", note)
        page.remove_listener("pageerror", screen.failed)
    assert not outside, f"the board reached outside the house: {outside}"
    assert not screen.errors, f"a script failed: {screen.errors}"


def forget(page):
    """Nothing of what a page kept in the browser is there for the next, and no hand rests on it."""
    page.context.clear_cookies()
    if urlparse(page.url).hostname in HERE[:2]:
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    page.goto("about:blank")
    page.emulate_media(reduced_motion="null")
    page.mouse.move(0, 0)


@pytest.fixture
def screen(windows, request):
    size = getattr(request, "param", WALL)
    with looking(windows[size is PHONE], size) as one:
        yield one
