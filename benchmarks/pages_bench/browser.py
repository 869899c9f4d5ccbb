"""Chromium with the outside shut off, and what each page under measurement looks like from it."""

from __future__ import annotations

import itertools
import json
import time
from abc import ABC
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Frame, Locator, Page, TimeoutError, sync_playwright

from benchmarks.pages_bench.server import Server
from briefing.chromium import SWITCHES

CHROMIUM = Path("/usr/bin/chromium")
SCREEN = {"width": 1600, "height": 900}
_READY_WITHIN_MS = 60_000
_ANSWER_WITHIN_MS = 60_000
_CARD_WITHIN_MS = 60_000


@contextmanager
def chromium() -> Iterator[Browser]:
    """One browser for the whole run; each visit has a context of its own, with an empty cache."""
    with sync_playwright() as one:
        browser = one.chromium.launch(executable_path=str(CHROMIUM), args=list(SWITCHES))
        yield browser
        browser.close()


def ms_of(act: Callable[[], object]) -> float:
    """How long something takes, in ms."""
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


# Writes down the first moment at which the sign can be seen, on the page, in a frame or in a shadow root of it, by the browser's own
# clock. Asked from outside, a browser answers only when it has nothing else to do.
_WATCH = """sign => { if (window !== window.top) return; const look = () => {
  const all = [document, ...[...document.querySelectorAll("iframe")].map(frame => frame.contentDocument),
    ...[...document.querySelectorAll(".stBidiComponent [data-testid], #opening .map")].map(host => host.shadowRoot)];
  if (all.some(one => one?.querySelector(sign))) window.seenAt = performance.now(); else requestAnimationFrame(look);
}; requestAnimationFrame(look); }"""


# Not the first look (pages.ui.firstlook): the whole page, and no part of it running.
_STANDS = """() => document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]")
  && !document.querySelector("#opening, .list-now, [data-testid=stStatusWidget]")"""


class Visit(ABC):
    """Someone who opens a page for the first time, and uses it."""

    sign: str
    """What can be seen once the page shows what it is for (a CSS selector)."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.server = server
        self.context = browser.new_context(viewport=SCREEN, locale="zh-CN")
        self.context.add_init_script(f"({_WATCH})({json.dumps(self.sign)})")
        self.page: Page = self.context.new_page()

    @property
    def address(self) -> str:
        """What is asked for."""
        return self.server.address

    def open(self) -> float:
        """From asking for the address to what the page is for being seen, in ms."""
        self.page.goto(self.address, wait_until="commit")
        self.ready()
        return self.page.evaluate("() => window.seenAt")

    def ready(self) -> None:
        """Wait until what the page is for can be seen."""
        self.page.wait_for_function("() => window.seenAt", timeout=_READY_WITHIN_MS)

    def settle(self) -> None:
        """Wait until the page is there and its script has stopped running."""
        self.page.wait_for_function(_STANDS, timeout=_READY_WITHIN_MS)
        self.page.wait_for_timeout(400)

    def runs_of(self, act: Callable[[], object]) -> tuple[float, list[dict[str, float]]]:
        """How long something takes, in ms; and the runs on the server that came of it."""
        before = len(self.server.runs())
        took = ms_of(act)
        self.settle()
        return took, self.server.runs(before)

    def close(self) -> None:
        """Leave."""
        self.context.close()

    def _frame(self, name: str) -> Frame:
        return next(frame for frame in self.page.frames if name in frame.url)


class EmptyVisit(Visit):
    """A visit to the empty page: its line of text."""

    sign = "[data-testid=stMarkdown] p"


class FoliumVisit(Visit):
    """A visit to a map in st_folium: the first project's line (towns have a thinner one)."""

    sign = 'path.leaflet-interactive[stroke-width="3"]'

    @property
    def frame(self) -> Frame:
        """The map's frame."""
        return self._frame("st_folium")

    def again(self) -> list[dict[str, float]]:
        """Run the page again with nothing changed; gives the server's runs."""
        count = len(self.server.runs())
        self.page.get_by_role("button", name="again").click()
        self._until_run(count)
        self.settle()
        return self.server.runs(count)

    def click(self, nth: int) -> float | None:
        """From the click on a line to its card, in ms; None where none came. The line's middle is not covered by another."""
        spot = self.frame.evaluate(
            """nth => { let seen = 0; for (const path of document.querySelectorAll('path.leaflet-interactive[stroke-width="3"]')) {
              const middle = path.getPointAtLength(path.getTotalLength() / 2), at = middle.matrixTransform(path.getScreenCTM());
              if (document.elementFromPoint(at.x, at.y) === path && seen++ === nth) return [at.x, at.y]; } }""", nth,
        )  # fmt: skip
        if spot is None:
            return None
        frame = self.page.locator("iframe[title*='st_folium']").bounding_box()
        before = self.page.locator("#card").inner_text() if self.page.locator("#card").count() else ""

        def act() -> None:
            self.page.mouse.click(frame["x"] + spot[0], frame["y"] + spot[1])
            self.page.wait_for_function(
                "before => { const card = document.querySelector('#card'); return card && card.innerText !== before; }",
                arg=before, timeout=_CARD_WITHIN_MS,
            )  # fmt: skip

        try:
            return self.runs_of(act)[0]
        except TimeoutError:
            return None

    def keeps_its_view(self) -> bool:
        """Whether the map keeps its zoom when a filter changes what it shows."""
        self.frame.evaluate("() => { window.map.setZoom(13, {animate: false}); }")
        count = len(self.server.runs())
        self.page.get_by_text("red", exact=True).click()
        self._until_run(count)
        self.settle()
        self.page.evaluate("() => { window.seenAt = null; }")
        self.page.evaluate(_WATCH, self.sign)
        self.ready()
        return self.frame.evaluate("() => window.map.getZoom()") == 13

    def _until_run(self, count: int) -> None:
        until = time.monotonic() + _ANSWER_WITHIN_MS / 1000
        while len(self.server.runs()) <= count and time.monotonic() < until:
            self.page.wait_for_timeout(50)


class BoardVisit(Visit):
    """A visit to 项目总览: the map says that it is drawn."""

    sign = ".board[data-ready]"

    @property
    def map(self) -> Locator:
        """The map, to find things in and to ask."""
        return self.page.locator(".board")

    def look_at(self, lon: float, lat: float) -> None:
        """Move the map so that a point is in its middle, near enough to tell lines apart."""
        self.map.evaluate("(board, [lon, lat]) => { board.map.setView([lat, lon], 15, {animate: false}); }", [lon, lat])
        self.page.wait_for_timeout(400)

    def click(self, lon: float, lat: float, name: str) -> tuple[float, list[dict[str, float]]]:
        """From the click on a project's line to its card, in ms; and the server's runs."""
        self.look_at(lon, lat)
        frame = self.map.bounding_box()
        spot = self.map.evaluate("(board, [lon, lat]) => board.map.latLngToContainerPoint([lat, lon])", [lon, lat])
        card = self.page.locator(".card h2", has_text=name)

        def act() -> None:
            self.page.mouse.click(frame["x"] + spot["x"], frame["y"] + spot["y"])
            card.wait_for(timeout=_ANSWER_WITHIN_MS)

        return self.runs_of(act)

    def mark(self) -> tuple[float, ...]:
        """Put a mark on the Leaflet map itself, zoom it, and say where it looks: what must be the same afterwards."""
        self.map.evaluate(
            "board => { board.map.benchmarkMark = true; board.map.setView([30.2, 121.3], 12.4, {animate: false}); }"
        )
        self.page.wait_for_timeout(400)
        return self.view()

    def view(self) -> tuple[float, ...]:
        """Zoom and centre."""
        return tuple(self.map.evaluate("({ map }) => [map.getZoom(), map.getCenter().lat, map.getCenter().lng]"))

    def kept(self, view: tuple[float, ...]) -> bool:
        """Whether it is still the marked map, looking at the same place."""
        return self.view() == view and self.map.evaluate("board => board.map.benchmarkMark === true")

    def filter(self) -> tuple[float, list[dict[str, float]]]:
        """A click on the legend's red light, until the map shows them alone and the server has answered."""
        before = self.map.get_attribute("data-shown")

        def act() -> None:
            self.map.locator(".legend .row", has_text="红灯").click()
            self.page.locator(f".board:not([data-shown='{before}'])").wait_for(timeout=_ANSWER_WITHIN_MS)

        return self.runs_of(act)

    def colour(self) -> tuple[float, list[dict[str, float]]]:
        """Colour by another measure."""

        def act() -> None:
            self.page.get_by_text("形象进度", exact=True).first.click()
            self.map.locator(".legend .head", has_text="形象进度").wait_for(timeout=_ANSWER_WITHIN_MS)

        return self.runs_of(act)

    def go_back_to(self, day: str) -> tuple[float, list[dict[str, float]]]:
        """Look at the board as of an earlier data date (``2024-05-24``)."""
        year, month, date = day.split("-")
        self.page.locator(".st-key-date input").click()

        def act() -> None:
            self.page.get_by_role("option", name=day).click()
            self.map.locator(".stamp", has_text=f"{year}年{int(month)}月{int(date)}日").wait_for(timeout=_ANSWER_WITHIN_MS)

        return self.runs_of(act)


class FreshVisit(BoardVisit):
    """A visit to 项目总览 at an address that nobody has asked for: no stage is set for it (:mod:`pages.ui.opening`)."""

    _count = itertools.count()

    @property
    def address(self) -> str:
        """The board takes no notice of the question."""
        return f"{self.server.address}/?visit={next(self._count)}"
