"""The filters behind their button: built when it is opened, kept by the address, in step with the map's legend."""

import pytest

from tests.e2e.conftest import PHONE, WALL
from tests.pages.boards import FakeViews

ROWS = FakeViews(60).board(None).rows


def asks(screen, **wanted):
    """Until the address asks for these values, and for nothing else behind the button."""
    screen.page.wait_for_function(
        """wanted => { const asked = new URLSearchParams(location.search);
          return ["light", "stage", "sector", "unit", "class", "start", "finish", "band", "amount"].every(
            key => asked.getAll(key).sort().join() === (wanted[key] || []).sort().join()); }""", arg=wanted, timeout=20_000)


def opened(screen):
    screen.page.get_by_role("button", name="筛选").first.click()
    screen.page.locator(".st-key-more-sector").wait_for(timeout=20_000)


def chosen(screen, key, value):
    screen.settle()  # an answer that comes meanwhile closes the list of choices
    field = screen.page.locator(f".st-key-more-{key} input")
    field.scroll_into_view_if_needed()
    screen.page.wait_for_timeout(300)  # to scroll closes a list of choices, too
    field.click()
    screen.page.get_by_role("option", name=value, exact=True).click()
    screen.page.keyboard.press("Tab")  # leave the field: its list of choices stays open


def shows(screen, count):
    screen.until("(board, count) => board.dataset.shown === String(count)", arg=count)


@pytest.mark.parametrize("screen", [WALL, PHONE], indirect=True, ids=["wall", "phone"])
def test_what_is_set_behind_the_button_filters_map_and_list_and_stands_in_the_address(screen, address):
    screen.open(address)
    assert screen.page.locator(".st-key-more-sector").count() == 0, "built before anyone asked"
    opened(screen)
    chosen(screen, "sector", "公路")
    roads = [row for row in ROWS if row.sector == "公路"]
    shows(screen, sum(row.mapped for row in roads))
    asks(screen, sector=["公路"])
    screen.page.locator(".figures strong", has_text=str(len(roads))).first.wait_for()
    screen.page.get_by_title("1 项筛选条件").wait_for()
    assert screen.page.locator(".st-key-more-sector").is_visible(), "the first choice closed the button's leaf"
    chosen(screen, "amount", "1亿元以上")
    screen.page.get_by_title("2 项筛选条件").wait_for()
    asks(screen, sector=["公路"], amount=["1亿元以上"])
    screen.page.get_by_role("button", name="清除全部筛选").click()
    shows(screen, sum(row.mapped for row in ROWS))
    asks(screen)


def test_legend_and_button_say_the_same_and_the_address_brings_it_back(screen, address):
    screen.open(f"{address}/?light=红")
    opened(screen)
    assert "红" in screen.page.locator(".st-key-more-light").inner_text()
    screen.map.locator(".legend .row", has_text="黄灯").click()
    both = sum(row.mapped and row.lit.light.value in "红黄" for row in ROWS)
    shows(screen, both)
    asks(screen, light=["红", "黄"])
    screen.page.get_by_title("1 项筛选条件").wait_for()
    screen.page.reload()
    screen.page.locator(".board[data-ready]").wait_for(timeout=30_000)
    shows(screen, both)


def test_the_button_empties_the_search_and_the_towns_as_well(screen, address):
    screen.open(f"{address}/?q=河道&town=浒山街道")
    opened(screen)
    screen.page.get_by_role("button", name="清除全部筛选").click()
    shows(screen, sum(row.mapped for row in ROWS))
    asks(screen)
    assert screen.page.locator(".st-key-q input").input_value() == ""


def test_who_filtered_everything_out_has_one_way_back(screen, address):
    screen.open(f"{address}/?q=没有一个项目叫这个名字&light=红")
    screen.page.locator(".st-key-nothing-act button").click()
    shows(screen, sum(row.mapped for row in ROWS))
    asks(screen)
    assert screen.page.locator(".st-key-q input").input_value() == ""


def test_what_stands_behind_the_open_button_follows_the_measure_and_the_date(screen, address):
    screen.open(address)
    opened(screen)
    assert screen.page.locator(".st-key-more-band").count() == 0
    screen.page.get_by_role("radio", name="年度完成率").click()
    screen.page.locator(".st-key-more-band").wait_for(timeout=20_000)
    screen.page.get_by_role("radio", name="亮灯").click()
    screen.page.locator(".st-key-more-band").wait_for(state="detached", timeout=20_000)
