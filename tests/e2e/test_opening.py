"""The stage: the map that is there before Streamlit, and what becomes of it when the page comes."""

import pytest

from tests.e2e.conftest import PHONE, WALL
from tests.pages.boards import FakeViews

BOARD = FakeViews(60).board(None)
HERE = """() => document.querySelector("#opening .map")?.shadowRoot?.querySelector(".board[data-ready]")"""


class Held:
    """Streamlit's connection, held up until it is let go."""

    def __init__(self, page):
        self.waiting = []
        page.route("**/_stcore/h*", self.hold)

    def hold(self, route):
        if self.waiting is None:
            route.continue_()
        else:
            self.waiting.append(route)

    def go(self):
        waiting, self.waiting = self.waiting or (), None
        for route in waiting:
            route.continue_()


@pytest.fixture
def stage(screen, address):
    """The overview as the second visitor sees it, who has no connection yet."""
    screen.open(address)
    held = Held(screen.page)
    screen.page.goto(address, wait_until="commit")
    screen.page.wait_for_function(HERE, timeout=30_000)
    screen.page.locator(".stApp").wait_for(timeout=30_000)
    yield held
    held.go()
    screen.page.unroute_all()


@pytest.mark.parametrize("screen", [WALL, PHONE], indirect=True, ids=["wall", "phone"])
def test_map_and_figures_are_there_before_the_connection(screen, stage):
    page = screen.page
    assert page.locator("#opening .heading h1").inner_text() == "项目总览" and "演示数据" in page.locator("#opening .heading").inner_text()
    assert page.locator("#opening .tile").first.inner_text().split()[:2] == ["项目数", "60"]
    mapped = sum(row.mapped for row in BOARD.rows)
    assert screen.shown() == mapped and f"上图 {mapped} / 共 60" in screen.map.locator(".mapped").inner_text()
    before = screen.view()
    screen.map.get_by_role("button", name="放大").click()
    page.wait_for_timeout(600)
    moved = screen.view()
    assert moved[0] > before[0]
    stage.go()
    screen.whole()
    screen.settle()
    assert screen.view() == pytest.approx(moved, abs=0.001) and page.locator(".board").count() == 1, "it is another map than the stage's"
    assert page.locator("[data-testid=stDataFrame]").count() == 1


def test_a_project_chosen_on_the_stage_is_the_pages_choice(screen, stage):
    row = next(row for row in BOARD.rows if not row.mapped)
    screen.map.locator(".mapped").click()
    screen.map.locator(".list .item", has_text=row.name).first.click()
    stage.go()
    screen.whole()
    screen.page.locator(".card h2", has_text=row.name).wait_for(timeout=20_000)
    assert f"id={row.id}" in screen.page.url


def test_a_class_filtered_for_on_the_stage_is_filtered_for_in_the_list(screen, stage):
    red = [row for row in BOARD.rows if row.lit.light.value == "红"]
    screen.map.locator(".legend .row", has_text="红灯").click()
    screen.page.wait_for_timeout(200)
    assert screen.shown() == sum(row.mapped for row in red)
    stage.go()
    screen.whole()
    screen.page.wait_for_url("**light=*")
    screen.page.locator(".tile strong", has_text=str(len(red))).first.wait_for(timeout=20_000)
    assert screen.shown() == sum(row.mapped for row in red)


def test_an_address_that_asks_for_something_has_its_stage_too(screen, address):
    town = next(share.name for row in BOARD.rows if row.mapped for share in row.towns if share.name)
    for asked in (f"?town={town}", f"?town={town}&by=环节"):
        screen.open(f"{address}/{asked}")
        first = screen.shown()
        held = Held(screen.page)
        screen.page.goto(f"{address}/{asked}", wait_until="commit")
        screen.page.wait_for_function(HERE, timeout=30_000)
        assert screen.shown() == first > 0
        held.go()
        screen.whole()
        screen.page.unroute_all()


def test_a_page_that_has_no_map_to_show_clears_the_stage(screen, desk, stage):
    """The store was emptied between the document and the page."""
    desk.show("invented 0")
    stage.go()
    screen.page.locator("#opening").wait_for(state="detached", timeout=20_000)
    assert screen.page.locator(".state").is_visible() and screen.page.locator(".board").count() == 0


def test_what_was_loaded_meanwhile_is_what_the_map_then_shows(screen, desk, stage):
    desk.show("invented 12")
    stage.go()
    screen.whole()
    screen.settle()
    assert "共 12" in screen.map.locator(".mapped").inner_text()
