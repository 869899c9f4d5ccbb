"""镇街 and 项目 on the bundled sample in a real browser, at both sizes, with the outside shut off (the fixture ``screen`` tells)."""

import io
import json
import re
from urllib.parse import parse_qs, urlparse

import pypdfium2
import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.e2e.conftest import PHONE, WALL, looking
from tests.e2e.desk import settled

BOTH = pytest.mark.parametrize("screen", [WALL, PHONE], indirect=True, ids=["wall", "phone"])
PAGES = ("", "towns", "project", "supervise", "brief", "data")
A4 = (595, 842)


def opened(screen, url, *, wait=".heading"):
    screen.page.goto(url)
    screen.page.locator(wait).first.wait_for(timeout=30_000)
    settled(screen.page)
    return screen.page


@BOTH
def test_every_page_fits_the_screen_and_says_date_and_demo(screen, sampled):
    for name in PAGES:
        page = opened(screen, f"{sampled}/{name}")
        assert page.evaluate("() => document.documentElement.scrollWidth") <= page.viewport_size["width"], name
        assert page.locator(".heading .demo").is_visible(), name
        said = page.locator(".heading").inner_text() if name != "data" else page.locator(".figures").inner_text()
        assert "2024年5月31日" in said or "2024-05-31" in said, name
        assert not page.locator("[data-testid=stException]").count(), name


@BOTH
def test_a_figure_is_followed_to_the_cell_it_was_read_from_and_esc_closes(screen, sampled, behind):
    page = opened(screen, f"{sampled}/project?id={behind.id}", wait=".card h2")
    page.get_by_role("button", name="查看台账原行").click()
    here = page.locator("table.cells tr.here")
    here.wait_for(timeout=20_000)
    here.get_by_role("cell", name=str(behind.progress.year_done // 10_000), exact=True).wait_for(timeout=20_000)
    assert here.locator("th").inner_text() == str(behind.evidence.row)
    assert parse_qs(urlparse(page.url).query)["at"][0].endswith(behind.evidence.sheet)
    with page.expect_download() as file:
        page.get_by_role("button", name="下载原件").click()
    assert file.value.suggested_filename == behind.evidence.file
    page.get_by_role("button", name="下载原件").focus()  # a page that runs while a file is fetched may have lost the focus
    page.keyboard.press("Escape")
    page.locator("table.cells").wait_for(state="detached", timeout=20_000)
    page.wait_for_function("() => !location.search.includes('at=')")


def test_a_line_of_the_history_and_a_quote_open_by_their_links(screen, sampled, behind):
    page = opened(screen, f"{sampled}/project?id={behind.id}", wait=".card h2")
    page.locator(".st-key-history a.origin").last.click()
    page.locator("table.cells tr.here").wait_for(timeout=20_000)
    opened(screen, f"{sampled}/project?id={behind.id}", wait="blockquote a.origin").locator("blockquote a.origin").first.click()
    page.locator(".passage mark").wait_for(timeout=20_000)


def test_the_plot_is_drawn_without_the_outside(screen, sampled, behind):
    page = opened(screen, f"{sampled}/project?id={behind.id}", wait=".card h2")
    plot = page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first
    plot.wait_for(timeout=15_000)
    key = page.locator(".plot-key").inner_text()
    assert "年度投资完成率" in key and "时序进度" in key


def test_an_address_sent_to_another_browser_shows_the_same_view(screen, sampled, windows, board):
    town = next(share.name for row in board.rows if "路" in row.name and row.progress for share in row.towns if share.town)
    page = opened(screen, f"{sampled}/towns")
    page.locator(".st-key-town input").click()
    page.get_by_role("option", name=town, exact=True).click()
    page.keyboard.press("Escape")
    page.wait_for_url("**town=*")
    settled(page)
    page.locator(".st-key-q input").fill("路")
    page.wait_for_url("**q=*")
    settled(page)
    page.locator(".st-key-date input").click()
    page.get_by_role("option", name="2024-05-17").click()
    page.wait_for_url("**date=2024-05-17*")
    settled(page)
    page.locator(".st-key-by").get_by_text("环节", exact=True).click()
    page.wait_for_url("**by=*")
    settled(page)
    listed = page.locator(".list-head h2").last.inner_text()
    assert town in listed
    with looking(windows[True], WALL) as other:  # which shares nothing with the first
        second = other.page
        second.goto(page.url)
        second.locator(".list-head h2").last.wait_for(timeout=30_000)
        settled(second)
        assert second.locator(".list-head h2").last.inner_text() == listed
        assert second.locator(".heading").inner_text() == page.locator(".heading").inner_text()
        assert "2024年5月17日" in second.locator(".heading").inner_text()
        expect(second.locator(".st-key-q input")).to_have_value("路", timeout=20_000)  # each kind of widget comes with its own script
        assert second.locator(".st-key-by [aria-checked=true]").inner_text() == "环节"
        assert parse_qs(urlparse(second.url).query) == parse_qs(urlparse(page.url).query)


def test_the_lists_files_open_and_hold_what_is_filtered(screen, sampled, board):
    town = next(share.name for row in board.rows for share in row.towns if share.town)
    names = {row.name for row in board.rows if any(share.name == town for share in row.towns)}
    page = opened(screen, f"{sampled}/towns?town={town}", wait=".st-key-export")
    taken = {}
    for kind in ("xlsx", "csv", "geojson"):
        with page.expect_download() as file:
            page.get_by_role("button", name=f"导出 {kind}").click()
        assert file.value.suggested_filename == f"演示_项目清单_{town}_2024-05-31.{kind}"
        taken[kind] = file.value.path().read_bytes()
    sheet = load_workbook(io.BytesIO(taken["xlsx"])).active
    assert {sheet.cell(row, 2).value for row in range(4, sheet.max_row + 1)} == names
    assert all(name in taken["csv"].decode("utf-8-sig") for name in names)
    assert {feature["properties"]["项目名称"] for feature in json.loads(taken["geojson"])["features"]} == names


def test_a_towns_sheet_prints_on_a4_one_sheet_a_town_without_the_frame(screen, sampled, board):
    towns = sorted({share.name for row in board.rows for share in row.towns if share.town})[:2]
    page = opened(screen, f"{sampled}/towns?sheet=true&town={'&town='.join(towns)}", wait=".town-sheet")
    page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    page.get_by_role("button", name="打印").click()
    assert page.evaluate("() => window.printed")
    pdf = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
    said = [sheet.get_textpage().get_text_bounded() for sheet in pdf]
    assert all(abs(size - wanted) < 2 for sheet in pdf for size, wanted in zip(sheet.get_size(), A4, strict=True))
    assert [bool(re.search(f"{town}重点工程进度单", text)) for town, text in zip(towns, said, strict=True)] == [True, True]
    assert all("演示数据" in text and "每个镇街各计一次" in text and "项目总览" not in text for text in said)


def test_the_keyboard_alone_reaches_the_filters_and_its_place_is_seen(screen, sampled):
    page = opened(screen, f"{sampled}/towns")
    for key in ("date", "rule", "q", "town"):  # each kind of widget comes with a script of its own
        page.locator(f".st-key-{key} input").first.wait_for(timeout=20_000)
    screen.whole()
    seen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("""() => {
          const outer = document.activeElement, e = outer.shadowRoot?.activeElement ?? outer, s = getComputedStyle(e);
          return [outer.closest('[class*=st-key-]')?.className.match(/st-key-([\\w-]+)/)?.[1] || e.dataset.testid || e.tagName,
                  s.outlineStyle !== 'none' || s.boxShadow !== 'none' || e.tagName === 'INPUT']; }"""))
    reached = [name for name, _ in seen]
    order = [next((n for n, name in enumerate(reached) if name == key), None) for key in ("date", "rule", "by", "q", "town", "more")]
    assert None not in order and order == sorted(order), reached
    assert all(visible for _, visible in seen), [name for name, visible in seen if not visible]


def test_what_streamlit_says_in_english_is_said_in_chinese(screen, sampled):
    page = opened(screen, f"{sampled}/towns")
    page.locator(".st-key-town input").click()
    page.get_by_role("listbox").wait_for()
    shown = """(word) => [...document.querySelectorAll('*')].filter(e => [...e.childNodes].some(n => n.nodeType === 3
      && n.textContent.includes(word)) && getComputedStyle(e).fontSize !== '0px' && getComputedStyle(e).display !== 'none').length"""
    assert page.evaluate(shown, "Select all") == 0
    after = "(css) => getComputedStyle(document.querySelector(css), '::after').content"
    assert page.evaluate(after, '[data-key="__select_all__"] > div') == '"全选"'
    page.keyboard.type("没有这个镇")
    page.wait_for_timeout(300)
    assert page.evaluate(shown, "No results") == 0
    assert page.evaluate(after, '[role="listbox"] > [role="option"] > span') == '"没有匹配的选项"'
    page.keyboard.press("Escape")
    page.locator(".st-key-q input").fill("路")
    assert page.evaluate(shown, "Press Enter") == 0
