"""How the board stands on screens: nothing lies upon anything else, and what a picture must say is in it."""

import pytest

from pages.ui.filters import search_names
from tests.e2e.conftest import PHONE, WALL
from tests.pages.boards import FakeViews

BOARD = FakeViews(60).board(None)

LAPTOP = {"width": 1366, "height": 768}
SIZES = pytest.mark.parametrize("screen", [WALL, LAPTOP, PHONE], indirect=True, ids=["wall", "laptop", "phone"])

# Panels upon each other; towns under the legend; 上图 out of sight.
WRONG = """board => {
  const wrong = [], sight = board.getBoundingClientRect(), box = name => board.querySelector(name)?.getBoundingClientRect();
  const names = ['.stamp', '.tools', '.legend', '.timeline', '.leaflet-control-scale'];
  const panels = names.map(name => [name, box(name)]).filter(([, at]) => at?.width);
  const apart = (a, b) => a.left >= b.right || b.left >= a.right || a.top >= b.bottom || b.top >= a.bottom;
  const upon = (one, other) => { if (!apart(one[1], other[1])) wrong.push([one[0], other[0]]); };
  panels.forEach((one, n) => panels.slice(n + 1).forEach(other => upon(one, other)));
  const mapped = box('.mapped'), legend = box('.legend');
  if (mapped.bottom > Math.min(sight.bottom, legend.bottom) + 1 || mapped.top < legend.top) wrong.push('上图 is out of sight');
  board.map.eachLayer(layer => {
    for (const at of (layer.order ?? []).filter(one => one.code).flatMap(town => town.shape.rings.flat(2))) {
      const { x: right, y: down } = board.map.latLngToContainerPoint(at), x = sight.left + right, y = sight.top + down;
      if (x > legend.left && x < legend.right && y > legend.top && y < legend.bottom) return void wrong.push('a town under the legend');
    }
  });
  return wrong; }"""


@SIZES
@pytest.mark.parametrize("path", ["", "/towns"], ids=["overview", "towns"])
def test_panels_and_towns_keep_clear_of_each_other(screen, address, path):
    screen.open(f"{address}{path}")
    assert screen.map.evaluate(WRONG) == []


@SIZES
def test_the_map_keeps_its_place_while_the_rest_of_the_page_comes(screen, address):
    """From the moment it is drawn, on the stage where there is one, until widgets and list stand, whatever is fetched between."""
    screen.open(address)
    screen.page.add_init_script("""if (window === window.top) { const seen = window.placesOfTheMap = [];
      const look = () => {
        const place = document.querySelector('#opening .map') ?? document.querySelector('.stBidiComponent [data-testid]');
        const board = place?.shadowRoot?.querySelector('.board');
        if (board?.dataset.ready) {
          const { left, top, width, height } = board.getBoundingClientRect(), at = [left, top, width, height].map(Math.round).join(' ');
          if (seen.at(-1) !== at) seen.push(at);
        }
        requestAnimationFrame(look); };
      requestAnimationFrame(look); }""")
    screen.open(address)
    screen.page.locator("[data-testid=stDataFrame]").wait_for(timeout=20_000)
    screen.page.locator(".st-key-controls [data-testid=stSkeleton]").first.wait_for(state="detached", timeout=20_000)
    screen.settle()
    assert len(screen.page.evaluate("() => window.placesOfTheMap")) == 1, screen.page.evaluate("() => window.placesOfTheMap")


@pytest.mark.parametrize("screen", [PHONE], indirect=True, ids=["phone"])
def test_on_a_phone_the_shut_legend_counts_and_filters(screen, address):
    screen.open(address)
    everything = screen.shown()
    red = screen.map.locator(".legend .row[title=红灯]")
    assert int(red.locator("b").inner_text()) > 0
    red.tap()
    screen.page.wait_for_url("**light=*")
    screen.settle()
    assert 0 < screen.shown() < everything
    assert "筛选:亮灯 红" in screen.map.locator(".stamp").inner_text(), "a picture of a part does not say so"
    screen.map.locator(".legend .head").tap()
    assert "欠时序超过 20 个百分点" in screen.map.locator(".legend").inner_text()


@pytest.mark.parametrize("screen", [PHONE], indirect=True, ids=["phone"])
def test_the_wall_on_a_phone_keeps_to_the_screen(screen, address):
    screen.open(f"{address}/wall")
    assert screen.map.evaluate("""board => [...board.querySelectorAll('.wall-head *, .figure *, .legend, .wall-card')].filter(one => {
      const { left, right } = one.getBoundingClientRect(); return left < 0 || right > innerWidth; }).map(one => one.textContent)""") == []
    assert screen.map.evaluate("""board => [...board.querySelectorAll('.figure')].filter(one =>
      one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1).map(one => one.textContent)""") == []


def test_a_project_is_found_and_opened_on_its_own_page(screen, address):
    page = screen.page
    page.goto(f"{address}/project")
    page.locator(".st-key-q input").fill("bm4")
    answering = [row for row in BOARD.rows if any("bm4" in name for name in search_names(row.name, row.aliases))]
    page.get_by_text(f"找到 {len(answering)} 项").wait_for(timeout=20_000)
    for _ in range(10):  # a table lays itself out more than once before a click on its rows counts
        page.wait_for_timeout(1500)
        table = page.locator(".st-key-list canvas")
        if "id=" in page.url or not table.count():
            break
        box = table.first.bounding_box()
        page.mouse.click(box["x"] + 16, box["y"] + 52)
    page.locator(".card h2").wait_for(timeout=20_000)
    assert "id=" in page.url and page.locator(".st-key-list").count() == 0
