"""Real pictures of the board's own pages, by a headless browser on a server of our own; nothing outside this machine is asked for."""

from __future__ import annotations

import os
import queue
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from briefing.chromium import SWITCHES
from briefing.errors import BriefingError, NoBrowser, NotNow

ROOT = Path(__file__).parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
# Pages for loading and correcting files, and those that show one thing named in their address.
NOT_SHOWN = ("project", "brief", "places", "data")
FOLDER = "截图"
VIEW = {"width": 1920, "height": 1080}
START_SECONDS, READY_MILLISECONDS = 90, 90_000
QUIET_LOOKS, LOOK_MILLISECONDS = 4, 150
FIRST_PORT, PORTS = 18_650, 40
# What stands for a part that is still to come: Streamlit's own, the stage, and the list that waits for the map.
_UNFINISHED = '[data-testid="stSkeleton"], [data-testid="stSpinner"], #opening, .list-now'
_RAN = '[data-testid="stApp"][data-test-script-state="notRunning"]'
_MAP, _DRAWN = ".stBidiComponent", ".board[data-ready]:not([data-moving])"
_NO_BROWSER = "请安装浏览器和驱动:sudo apt-get install chromium;pip install playwright。不带 --screenshot 则不需要"


def take_pictures(*, store: str | None = None, root: Path = ROOT) -> dict[str, bytes]:
    """Pictures (PNG, 1920×1080) of the board's pages by path in the briefing's folder.

    Raises :class:`NoBrowser` where there is no browser or no Playwright, :class:`BriefingError` where a page does not become ready.
    """
    browser = find_browser()
    playwright = _library()
    with _board(store, root) as address, playwright() as driver:
        chrome = driver.chromium.launch(executable_path=browser, args=list(SWITCHES))
        try:
            page = chrome.new_page(viewport=VIEW, locale="zh-CN")
            page.route("**/*", _only_here)
            return {
                f"{FOLDER}/{name}.png": _picture(page, f"{address}/{name if name != first else ''}", name) for name, first in shown(root)
            }
        finally:
            chrome.close()


def find_browser() -> str:
    """The path of a Chromium-like browser. Raises :class:`NoBrowser`."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise NoBrowser("本机没有浏览器,不能截图", _NO_BROWSER)
    return found


def shown(root: Path = ROOT) -> Iterator[tuple[str, str]]:
    """Names of the pages to show, each with that of the start page: the files under pages/ (their name is their address)."""
    names = sorted(path.stem for path in (root / "pages").glob("*.py") if not path.stem.startswith("_"))
    first = "overview" if "overview" in names else ""
    yield from ((name, first) for name in names if name not in NOT_SHOWN)


def _library() -> Any:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise NoBrowser("没有安装 Playwright,不能截图", _NO_BROWSER) from None
    return sync_playwright


def _only_here(route: Any) -> None:
    """Let requests to this machine through and drop all others."""
    if urlsplit(route.request.url).hostname in ("127.0.0.1", "localhost", None):
        route.continue_()
    else:
        route.abort()


def _picture(page: Any, address: str, name: str) -> bytes:
    """The page once its script has run to the end and every map in it says that it is ready."""
    from playwright.sync_api import Error

    try:
        page.goto(address, timeout=READY_MILLISECONDS)
        page.wait_for_selector(_RAN, timeout=READY_MILLISECONDS)
        _settle(page, name)
        page.evaluate("() => document.fonts.ready")
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        if page.query_selector('[data-testid="stException"]'):
            raise BriefingError(f"页面 {name} 出错,没有可截的内容", "请先在浏览器里打开看板确认该页正常")
        return page.screenshot()
    except Error as error:
        raise NotNow(f"页面 {name} 没有画完({error.message.splitlines()[0]})", "请先在浏览器里打开看板确认该页正常") from None


def _settle(page: Any, name: str) -> None:
    """Wait until the page's marks say that it is done, and go on saying so: a map that is ready makes its page run once more."""
    until = time.monotonic() + READY_MILLISECONDS / 1000
    quiet = 0
    while quiet < QUIET_LOOKS:
        if time.monotonic() > until:
            raise NotNow(f"页面 {name} 没有画完", "请先在浏览器里打开看板确认该页正常")
        quiet = quiet + 1 if _done(page) else 0
        page.wait_for_timeout(LOOK_MILLISECONDS)


def _done(page: Any) -> bool:
    """Whether script, parts and maps all say that they are done at this moment."""
    if not page.query_selector(_RAN) or page.query_selector(_UNFINISHED):
        return False
    return len(page.query_selector_all(_DRAWN)) == len(page.query_selector_all(_MAP))


@contextmanager
def _board(store: str | None, root: Path) -> Iterator[str]:
    """A board of our own on a port of its own, for as long as it is needed; gives its address."""
    for port in range(FIRST_PORT, FIRST_PORT + PORTS):
        server = _started(port, store, root)
        try:
            if _listening(server):
                yield f"http://127.0.0.1:{port}"
                return
        finally:
            server.terminate()
            server.wait(timeout=20)
    raise NotNow("看板没有启动,不能截图", "请先运行 make run 确认看板正常")


def _started(port: int, store: str | None, root: Path) -> subprocess.Popen[str]:
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        str(port),
        "--server.address",
        "127.0.0.1",
        "--server.headless",
        "true",
        "--browser.gatherUsageStats",
        "false",
        "--server.fileWatcherType",
        "none",
    ]
    # The server runs in the project's folder, so that a path must not depend on ours.
    address = store if store is None or "://" in store else str(Path(store).absolute())
    environment = {**os.environ, **({"STORE_URL": address} if address else {})}
    return subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def _listening(server: subprocess.Popen[str]) -> bool:
    """Wait until the server says its address; False where it ends first (the port is taken) or says nothing for too long."""
    said: queue.Queue[bool] = queue.Queue()

    def listen() -> None:
        # Reads on to the end, so that the server never waits for a full pipe.
        for line in server.stdout or ():
            if "URL:" in line:
                said.put(True)
        said.put(False)

    threading.Thread(target=listen, daemon=True).start()
    try:
        return said.get(timeout=START_SECONDS)
    except queue.Empty:
        return False
