"""The board in a real browser, with the outside shut off. Each test ends with: nothing asked of any outside host."""

from urllib.parse import parse_qs, urlparse

import pytest

from tests.e2e.conftest import PHONE, WALL
from tests.pages.boards import DATES, RULES, FakeViews, row

VIEWS = FakeViews(60)
CANVAS = """board => [...board.querySelectorAll('canvas')].map(c => {
  const data = c.getContext('2d').getImageData(0, 0, c.width, c.height).data, seen = new Set();
  for (let i = 0; i < data.length; i += 4 * 97) if (data[i + 3] > 200) seen.add([data[i], data[i + 1], data[i + 2]].join());
  return [c.parentElement.className.match(/leaflet-(\\w+)-pane/)?.[1], seen.size];
})"""


def lines(*, alone=True):
    """Projects that are lines, with a middle point far from every other project's line."""
    made = [(geometry, one) for geometry, one in (row(n, as_of=DATES[-1], rule=RULES[0]) for n in range(60)) if geometry is not None]
    found = []
    for geometry, one in made:
        if geometry.geom_type != "LineString":
            continue
        middle = geometry.interpolate(0.5, normalized=True)
        others = [other for other, two in made if two is not one and other.geom_type != "Polygon"]
        if not alone or min(middle.distance(other) for other in others) > 0.012:
            found.append((middle, one))
    return found


def chosen(screen):
    return parse_qs(urlparse(screen.page.url).query).get("id")


@pytest.mark.parametrize("screen", [WALL, PHONE], indirect=True, ids=["wall", "phone"])
def test_the_map_is_drawn_without_any_outside_request(screen, address):
    screen.open(address)
    colours = dict(screen.map.evaluate(CANVAS))
    assert colours["land"] >= 2, "no towns on the canvas"
    assert colours["works"] >= 5, "no projects on the canvas"
    assert screen.shown() == sum(1 for one in VIEWS.board(None).rows if one.mapped)
    assert screen.map.locator(".stamp").inner_text().count("演示数据") == 1
    assert "2024年5月31日" in screen.map.locator(".stamp").inner_text()


def test_each_town_is_named_once_and_no_name_covers_it(screen, address):
    screen.open(address)
    names = screen.map.locator(".town").all_inner_texts()
    assert len(names) == len(set(names)) >= 12
    boxes = screen.map.evaluate("""board => ['.town', '.name'].map(kind => [...board.querySelectorAll(kind)].map(e => {
      const r = e.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; }))""")
    for town in boxes[0]:
        for name in boxes[1]:
            apart = name[0] >= town[2] - 1 or name[2] <= town[0] + 1 or name[1] >= town[3] - 1 or name[3] <= town[1] + 1
            assert apart, (town, name)


def test_a_click_on_a_line_shows_its_card_and_puts_it_into_the_address(screen, address):
    screen.open(address)
    middle, one = lines()[0]
    before = screen.view()
    screen.click_map(middle.x, middle.y)
    screen.page.locator(".card h2", has_text=one.name).wait_for(timeout=20_000)
    assert chosen(screen) == [one.id]
    screen.settle()
    assert screen.view() == before, "choosing on the map moved it"
    # the same project can be left and chosen again
    screen.map.locator(".folium-map").focus()
    screen.page.keyboard.press("Escape")
    screen.page.locator(".card h2").wait_for(state="detached", timeout=20_000)
    screen.click_map(middle.x, middle.y)
    screen.page.locator(".card h2", has_text=one.name).wait_for(timeout=20_000)


def test_of_projects_lying_upon_each_other_the_reader_chooses(screen, address):
    screen.open(address)
    made = [row(n, as_of=DATES[-1], rule=RULES[0]) for n in range(60)]
    crossing = next(
        (a.intersection(b), one, two)
        for a, one in made for b, two in made
        if one.id < two.id and a is not None and b is not None and a.geom_type == b.geom_type == "LineString"
        and a.intersection(b).geom_type == "Point"
    )
    screen.click_map(crossing[0].x, crossing[0].y)
    items = screen.map.locator(".list .item")
    items.first.wait_for(timeout=3000)
    assert items.count() >= 2
    wanted = screen.map.locator(".list .item", has_text=crossing[2].name)
    wanted.click()
    screen.page.locator(".card h2", has_text=crossing[2].name).wait_for(timeout=20_000)


def test_filter_colour_and_date_keep_the_view(screen, address):
    screen.open(address)
    screen.map.evaluate("board => board.map.setView([30.21, 121.31], 12.4, {animate: false})")
    screen.map.evaluate("board => { board.map.keptSince = 1; }")
    before, all_shown = screen.view(), screen.shown()
    screen.map.locator(".legend .row", has_text="红灯").click()
    screen.page.wait_for_url("**light=*")
    screen.settle()
    assert 0 < screen.shown() < all_shown
    assert screen.view() == before
    screen.page.get_by_role("radio", name="形象进度").or_(screen.page.get_by_text("形象进度", exact=True)).first.click()
    screen.map.locator(".legend .head", has_text="形象进度").wait_for(timeout=20_000)
    screen.settle()
    assert screen.view() == before
    screen.page.locator(".st-key-date input").click()
    screen.page.get_by_role("option", name=DATES[0].isoformat()).click()
    screen.map.locator(".stamp", has_text="2024年3月31日").wait_for(timeout=20_000)
    screen.settle()
    assert screen.view() == before
    assert screen.map.evaluate("board => board.map.keptSince") == 1, "the map was built anew"


def test_the_address_brings_back_the_whole_view(screen, address):
    _, one = lines()[0]
    screen.open(f"{address}/?by=环节&stage=在建&id={one.id}&date={DATES[1].isoformat()}")
    assert "2024年4月30日" in screen.map.locator(".stamp").inner_text()
    assert "环节" in screen.map.locator(".legend .head").inner_text()
    assert screen.map.locator(".legend .row[aria-pressed=true]").count() == 1
    assert one.name in screen.page.locator(".card h2").inner_text()


def test_a_choice_in_the_list_shows_on_the_map(screen, address):
    screen.open(address)
    screen.map.evaluate("board => board.map.setView([30.4, 121.9], 14, {animate: false})")
    before = screen.view()
    box = screen.page.locator(".st-key-list canvas").first.bounding_box()
    screen.page.mouse.click(box["x"] + 16, box["y"] + 52)
    screen.page.locator(".card h2").wait_for(timeout=20_000)
    screen.settle()
    screen.page.wait_for_timeout(800)
    assert screen.view() != before, "the map did not follow the list"
    assert chosen(screen)


def test_what_is_not_on_the_map_is_one_touch_away(screen, address):
    screen.open(address)
    off = [one for one in VIEWS.board(None).rows if not one.mapped]
    assert f"上图 {60 - len(off)} / 共 60" in screen.map.locator(".mapped").inner_text()
    screen.map.locator(".mapped").click()
    assert screen.map.locator(".list .item").count() == len(off)
    screen.map.locator(".list .item", has_text=off[0].name).click()
    screen.page.locator(".card h2", has_text=off[0].name).wait_for(timeout=20_000)


def test_hostile_names_stay_text_everywhere(screen, hostile_address):
    def harmless():
        assert screen.page.evaluate("() => window.hacked") is None

    rows = VIEWS.__class__(12, names=("x",)).board(None).rows
    for one in rows[:3]:
        screen.open(f"{hostile_address}/?id={one.id}")
        screen.page.locator(".card h2").wait_for(timeout=20_000)
        harmless()
        if one is rows[0]:
            assert "<img src=x" in screen.page.locator(".card h2").inner_text()
            assert screen.page.locator(".card img").count() == 0
        screen.open(f"{hostile_address}/project?id={one.id}")
        harmless()
    screen.open(hostile_address)
    screen.map.locator(".legend .mapped").click()
    box = screen.map.locator(".folium-map").bounding_box()
    for share in (0.3, 0.4, 0.5, 0.6):
        screen.page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] * 0.5)
        screen.page.wait_for_timeout(60)
    harmless()


def test_keys_move_and_zoom_the_map(screen, address):
    screen.open(address)
    zoom, _, lon = screen.view()
    screen.map.locator(".folium-map").focus()
    screen.page.keyboard.press("+")
    screen.settle()
    screen.page.keyboard.press("ArrowRight")
    screen.settle()
    after = screen.view()
    assert after[0] > zoom and after[2] > lon


@pytest.mark.parametrize("screen", [PHONE], indirect=True, ids=["phone"])
def test_on_a_phone_nothing_is_wider_than_the_screen_and_a_tap_chooses(screen, address):
    screen.open(address)
    assert screen.page.evaluate("() => document.documentElement.scrollWidth") <= 390
    middle, one = lines()[0]
    screen.map.locator(".folium-map").scroll_into_view_if_needed()
    spot = screen.map.evaluate("(board, [lon, lat]) => board.map.latLngToContainerPoint([lat, lon])", [middle.x, middle.y])
    screen.map.locator(".folium-map").tap(position={"x": spot["x"], "y": spot["y"]})
    screen.page.wait_for_timeout(600)
    several = screen.map.locator(".list .item", has_text=one.name)
    if several.count():
        several.tap()
    screen.page.locator(".card h2", has_text=one.name).wait_for(timeout=20_000)
    assert one.name in screen.map.locator(".strip").inner_text()


def test_the_towns_page_goes_to_the_chosen_towns(screen, address):
    town = VIEWS.board(None).rows[0].towns[0].name
    screen.open(f"{address}/towns")
    whole = screen.view()[0]
    screen.open(f"{address}/towns?town={town}")
    assert screen.view()[0] > whole
    assert screen.page.get_by_text("镇街排名").is_visible()
