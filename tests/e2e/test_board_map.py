"""What the map itself offers, in a real browser: dates, towns, tints, names under the pointer, precision, and no colour needed."""

from itertools import combinations
from urllib.parse import parse_qs, unquote, urlparse

import pytest
from shapely.geometry import Point, box

from data.region import load_region
from data.views import Light, Precision
from pages.ui.theme import TOKENS
from tests.e2e.conftest import PHONE, WALL
from tests.pages.boards import DATES, FakeViews

VIEWS = FakeViews(60)
BOARD = VIEWS.board(None)


def asked(screen, key):
    return parse_qs(urlparse(screen.page.url).query).get(key)


def stamped(screen, words):
    screen.map.locator(".stamp", has_text=words).wait_for(timeout=20_000)
    screen.settle()


BOTH = pytest.mark.parametrize("screen", [WALL, PHONE], indirect=True, ids=["wall", "phone"])


@BOTH
def test_the_worst_are_named_at_first_sight_and_no_towns_name_leaves_its_town(screen, address):
    screen.open(address)
    middles = """(board, kind) => { const map = board.map, from = map.getContainer().getBoundingClientRect();
      return [...board.querySelectorAll(kind)].map(one => { const { left, top, width, height } = one.getBoundingClientRect();
        const { lng, lat } = map.containerPointToLatLng([left - from.left + width / 2, top - from.top + height / 2]);
        return [one.textContent, lng, lat]; }); }"""
    towns = {town.name: town.geometry for town in load_region().towns}
    named = screen.map.evaluate(middles, ".leaflet-labels-pane > .town")
    assert len(named) > 9 and all(towns[name].buffer(1e-6).contains(Point(x, y)) for name, x, y in named)
    names = {name for name, _, _ in screen.map.evaluate(middles, ".leaflet-labels-pane > .name")}
    red = [row.name for row in BOARD.rows if row.lit.light is Light.RED and row.mapped]
    assert red and sum(any(name.startswith(one.rstrip("…")) for one in names) for name in red) >= min(4, len(red)), names
    boxes = [box(*one) for one in screen.map.evaluate("""board =>
      [...board.querySelectorAll('.leaflet-labels-pane > :not(.leader)')].map(one => one.getBoundingClientRect())
      .map(({ left, top, right, bottom }) => [left + 1, top + 1, right - 1, bottom - 1])""")]
    assert not any(a.intersects(b) for a, b in combinations(boxes, 2))


@BOTH
def test_the_time_line_leads_through_every_date_and_keeps_the_view(screen, address):
    screen.open(f"{address}/?date={DATES[0].isoformat()}")
    screen.map.evaluate("board => { board.map.setView([30.21, 121.31], 12.4, {animate: false}); board.map.keptSince = 1; }")
    before = screen.view()
    ruler = screen.map.locator(".timeline input")
    assert ruler.get_attribute("max") == str(len(DATES) - 1)
    ruler.focus()
    ruler.press("ArrowRight")
    stamped(screen, "2024年4月30日")
    assert asked(screen, "date") == ["2024-04-30"]
    assert screen.view() == before
    screen.map.get_by_role("button", name="逐期播放").click()
    stamped(screen, "2024年5月31日")
    screen.map.get_by_role("button", name="逐期播放").wait_for(timeout=20_000)  # the last date ends it
    screen.map.get_by_role("button", name="逐期播放").click()  # and from there it begins anew
    for day in ("2024年3月31日", "2024年4月30日"):
        screen.map.locator(".stamp", has_text=day).wait_for(timeout=20_000)
    screen.map.get_by_role("button", name="停止播放").click()
    screen.settle()
    assert screen.view() == before
    assert screen.map.evaluate("board => board.map.keptSince") == 1, "the map was built anew"


def test_towns_are_tinted_by_choice_and_the_address_holds_it(screen, address):
    screen.open(address)
    before, land = screen.view(), colours(screen, "land")
    screen.map.get_by_label("镇街底色").select_option("count")
    screen.map.locator(".legend .steps").wait_for(timeout=20_000)
    screen.settle()
    assert asked(screen, "ground") == ["count"]
    assert screen.view() == before
    assert len(colours(screen, "land") - land) >= 2, "no town changed its tint"
    assert "每个镇街各计一次" in screen.map.locator(".legend .ground").inner_text()
    said = screen.map.locator(".town small").all_inner_texts()
    assert said and all(one.endswith("项") for one in said)
    screen.open(f"{address}/?ground=behind")
    assert screen.map.get_by_label("镇街底色").input_value() == "behind"
    screen.map.get_by_label("镇街底色").select_option("")
    screen.map.locator(".legend .steps").wait_for(state="detached", timeout=20_000)
    assert asked(screen, "ground") is None


def colours(screen, pane, *, least=60):
    return set(screen.map.evaluate("""(board, [pane, least]) => {
      const canvas = board.querySelector(`.leaflet-${pane}-pane canvas`), seen = {};
      const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
      for (let i = 0; i < data.length; i += 4 * 29) if (data[i + 3] === 255) {
        const c = [data[i], data[i + 1], data[i + 2]].join();
        seen[c] = (seen[c] ?? 0) + 1;
      }
      return Object.keys(seen).filter(c => seen[c] > least); }""", [pane, least]))


def test_a_town_is_gone_to_by_list_by_touch_and_from_the_filter_which_itself_moves_nothing(screen, address):
    town = BOARD.rows[0].towns[0].name
    screen.open(address)
    whole = screen.view()
    screen.map.get_by_role("button", name="到镇街").click()
    screen.map.locator(".list .item", has_text=town).click()
    near = screen.moved(whole)
    assert near[0] > whole[0]
    screen.open(f"{address}/?town={town}")
    # within a pixel: the town stands in the filter's row, which may make the map a hair lower
    assert screen.view() == pytest.approx(whole, abs=1e-3), "the filter moved the map"
    screen.map.locator(".stamp .goto", has_text=town).click()
    assert screen.moved(whole)[0] == pytest.approx(near[0], abs=0.3)


def test_land_that_is_touched_says_its_town_and_offers_to_go_there_or_filter(screen, address):
    from data.region import load_region

    # Few projects, so that land lies open; and another town, which gives way.
    screen.open(f"{address}/?stage=停工&town=浒山街道")
    cells = {town.name: town.geometry.representative_point() for town in load_region().towns if town.name != "浒山街道"}
    for name, point in cells.items():
        screen.click_map(point.x, point.y)
        if screen.map.locator(".list .top strong", has_text=name).count():
            break
        screen.page.keyboard.press("Escape")
    assert screen.map.locator(".list .said").inner_text()[0].isdigit()
    screen.map.locator(".list .item", has_text="只看本镇街").click()
    screen.page.wait_for_url(lambda url: "浒山" not in unquote(url) and "town=" in url)
    assert asked(screen, "town") == [name]
    screen.settle()
    assert name in screen.page.locator(".st-key-town").inner_text()


def test_hover_names_what_lies_under_the_pointer(screen, address):
    from tests.e2e.test_board import lines

    screen.open(address)
    middle, one = lines()[0]
    spot = screen.map.evaluate("(board, [lon, lat]) => board.map.latLngToContainerPoint([lat, lon])", [middle.x, middle.y])
    box = screen.map.locator(".folium-map").bounding_box()
    screen.page.mouse.move(box["x"] + spot["x"], box["y"] + spot["y"])
    hover = screen.map.locator(".hover")
    hover.wait_for(timeout=3000)
    assert one.name in hover.inner_text()
    assert chosen_none(screen)


def chosen_none(screen):
    return asked(screen, "id") is None


def test_precision_is_drawn_and_the_legend_says_how(screen, address):
    screen.open(address)
    dashed = screen.map.evaluate("""board => { let count = 0;
      board.map.eachLayer(layer => { count += (layer.options.pane === 'works' ? layer.order : []).filter(one => one.style.dash).length; });
      return count; }""")
    schematic = [row for row in BOARD.rows if row.mapped and row.precision is Precision.SCHEMATIC]
    assert dashed == len(schematic) > 0
    words = screen.map.locator(".legend .precision").inner_text()
    for kind in ("实测、线位", "示意", "仅知镇街"):
        assert kind in words
    assert "近似边界" in screen.map.locator(".legend").inner_text()


def test_every_light_is_told_by_shape_and_letter_without_its_colour(screen, address):
    screen.open(address)
    marks = screen.map.locator(".legend .row svg").evaluate_all("""all => all.map(svg => {
      const shape = svg.firstElementChild;
      return [shape.tagName + ['points', 'stroke-dasharray', 'stroke-width'].map(name => shape.getAttribute(name)), svg.textContent]; })""")
    assert len({letter for _, letter in marks}) == len(marks) >= 5
    shapes = {letter: shape for shape, letter in marks}
    assert len({shapes[one] for one in "红黄绿"}) == 3
    rows = screen.map.locator(".legend .row b").all_inner_texts()
    assert sum(map(int, rows)) == len(BOARD.rows)
    assert "欠时序超过 20 个百分点" in screen.map.locator(".legend").inner_text()


def test_water_and_roads_lie_under_everything(screen, address):
    screen.open(address)
    painted = colours(screen, "land", least=8)
    for name in ("water", "road"):
        red, green, blue = (int(TOKENS[name][at:at + 2], 16) for at in (1, 3, 5))
        assert f"{red},{green},{blue}" in painted, f"no {name} upon the land"
    level = "(board, pane) => Number(getComputedStyle(board.querySelector(`.leaflet-${pane}-pane`)).zIndex)"
    assert screen.map.evaluate(level, "land") < screen.map.evaluate(level, "works")


def test_a_map_of_another_size_draws_nothing_anew_and_what_lies_about_the_view_is_there_to_be_dragged_in(screen, address):
    screen.open(address)
    covered = """['land', 'works'].map(pane => {
      const canvas = board.querySelector(`.leaflet-${pane}-pane canvas`).getBoundingClientRect();
      const seen = board.map.getContainer().getBoundingClientRect();
      return canvas.left <= seen.left - 0.25 * seen.width && canvas.right >= seen.right + 0.25 * seen.width; })"""
    screen.until(f"board => {covered}.every(Boolean)", timeout=10_000)
    drawn = screen.map.evaluate("board => board.dataset.ready")
    size = screen.page.viewport_size
    screen.page.set_viewport_size({"width": size["width"] - 160, "height": size["height"]})
    screen.settle()
    assert screen.map.evaluate("board => board.dataset.ready") == drawn
    screen.until(f"board => {covered}.every(Boolean)", timeout=10_000)


def test_a_choice_runs_map_and_card_only(screen, address):
    """The list stays mounted: choosing on the map neither takes it away nor scrolls it back."""
    from tests.e2e.test_board import lines

    screen.open(address)
    screen.page.locator(".st-key-list canvas").first.wait_for(timeout=20_000)
    keep = "all => { const kept = all.every(one => one.dataset.kept); all.forEach(one => { one.dataset.kept = 'yes'; }); return kept; }"
    # A table lays itself out more than once before it stays.
    marked = screen.page.locator(".st-key-list canvas, .figures")
    assert any(marked.evaluate_all(keep) or screen.page.wait_for_timeout(400) for _ in range(20))
    middle, one = lines()[0]
    screen.click_map(middle.x, middle.y)
    screen.page.locator(".card h2", has_text=one.name).wait_for(timeout=20_000)
    assert screen.page.locator(".figures[data-kept]").count() == 1
    assert screen.page.locator(".st-key-list canvas[data-kept]").count() == screen.page.locator(".st-key-list canvas").count() > 0


def test_tiles_come_from_the_configured_source_and_are_drawn_under_bare_towns(screen, tmp_path, monkeypatch):
    """A tile service of the house, on another port: the page's policy must admit it, and it alone."""
    import threading
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
    from io import BytesIO

    from PIL import Image

    from tests.e2e.desk import desk_in

    picture = BytesIO()
    Image.new("RGB", (256, 256), (10, 200, 30)).save(picture, "PNG")
    fetched = []

    class Tiles(BaseHTTPRequestHandler):
        def do_GET(self):
            fetched.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(picture.getvalue())

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Tiles)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings = tmp_path / "tiles.toml"
    url = f"http://127.0.0.1:{server.server_port}/{{z}}/{{x}}/{{y}}.png"
    settings.write_text(f'kind = "xyz"\nurl = "{url}"\ndatum = "GCJ-02"\nattribution = "本地底图"', "utf-8")
    monkeypatch.setenv("BOARD_TILES", str(settings))
    with desk_in(tmp_path) as one:
        screen.open(one.show("invented 12"))
        screen.map.locator(".leaflet-tiles-pane img").first.wait_for(timeout=20_000)
        screen.page.wait_for_timeout(500)
        assert fetched, "no tile was asked for"
        assert screen.map.locator(".credit").inner_text() == "底图:本地底图"
        fill = screen.map.evaluate("""board => { let most = 0; board.map.eachLayer(l => {
          for (const one of l.order ?? []) if (one.code) most = Math.max(most, one.style.filled);
        }); return most; }""")
        assert fill == 0
        blocked = screen.map.evaluate("""board => new Promise(done => { const image = new Image();
          document.addEventListener('securitypolicyviolation', () => done(true));
          image.src = 'http://localhost:1/x.png';
          setTimeout(() => done(false), 1500); })""")
        assert blocked
    server.shutdown()
