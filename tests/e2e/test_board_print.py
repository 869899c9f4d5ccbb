"""What the printer gives: A4 landscape, with map, legend, figures, list, the demo mark, the data date and the sources."""

import io
import unicodedata

import numpy as np
import pdfplumber
import pytest

from tests.e2e.conftest import looking
from tests.pages.boards import FakeViews


def words(sheet):
    """A sheet's text; a browser writes some characters by their radicals' code points."""
    return unicodedata.normalize("NFKC", sheet.extract_text())


@pytest.fixture
def printed(windows, address):
    with looking(windows[False], {"width": 1600, "height": 900}) as screen:

        def as_pdf(path):
            screen.open(f"{address}{path}")
            screen.page.wait_for_timeout(800)
            return pdfplumber.open(io.BytesIO(screen.page.pdf(prefer_css_page_size=True, print_background=True)))

        yield as_pdf


def land(page):
    """How much of a sheet is painted in the paper's land, and in the sea's blue."""
    picture = np.asarray(page.to_image(resolution=40).original.convert("RGB"), dtype=int)

    def near(*colour):
        return float((abs(picture - colour) <= 6).all(axis=2).mean())

    return near(251, 250, 245) + near(245, 242, 232), near(223, 233, 241)


def test_the_printed_form_is_a4_landscape_with_map_figures_list_and_marks(printed):
    with printed("/?paper=true") as sheets:
        assert {(round(sheet.width), round(sheet.height)) for sheet in sheets.pages} == {(842, 595)}
        first, rest = words(sheets.pages[0]), "\n".join(words(sheet) for sheet in sheets.pages[1:])
        assert "2024年5月31日" in first and "演示数据" in first and "上图" in first and "年度投资完成率" in first
        ground, sea = land(sheets.pages[0])
        assert ground > 0.08 and sea > 0.1, "the map is not on the sheet"
        listed = [sheet for sheet in map(words, sheets.pages[1:]) if "万元" in sheet]
        assert len(listed) >= 2 and all("项目名称" in sheet for sheet in listed), "the heading of the list is not on every sheet of it"
        notes = next(sheet for sheet in map(words, sheets.pages) if "亮灯说明" in sheet)
        assert "无数据为灰" in notes.partition("亮灯说明")[2], "a heading alone at the foot of a sheet"
        assert "演示数据" in rest and "默认规则" in rest
        assert "全部镇街" not in first and "搜索" not in first, "controls on paper"


def test_the_page_as_it_stands_prints_its_map_on_one_sheet(printed):
    with printed("/") as sheets:
        assert "演示数据" in words(sheets.pages[0])
        ground, sea = land(sheets.pages[0])
        assert ground > 0.08 and sea > 0.1, "the map is not on the sheet"
        assert len(sheets.pages) == 1


@pytest.mark.parametrize("path", ["", "towns", "project?id={id}"], ids=["overview", "towns", "project"])
def test_on_paper_a_map_fills_the_place_it_has_on_its_page_and_gets_its_own_back(screen, address, path):
    row = next(one for one in FakeViews(60).board(None).rows if one.mapped)
    screen.open(f"{address}/{path.format(id=row.id)}")
    sizes = """board => [board.getRootNode().host.closest('.stBidiComponent'), board].map(one => {
      const { width, height } = one.getBoundingClientRect(); return [Math.round(width), Math.round(height)]; })"""
    before = screen.map.evaluate(sizes)
    screen.page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    place, map = screen.map.evaluate(sizes)
    assert all(abs(one - other) <= 2 for one, other in zip(place, map, strict=True)), "what stands below goes by another size"
    assert place == [round(277 / 25.4 * 96), round(136 / 25.4 * 96)]
    screen.page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    assert screen.map.evaluate(sizes) == before
