"""A place drawn by hand in a real browser: by mouse, by finger and by keys; kept, seen on the map, withdrawn."""

import json
import shutil

import pytest
import shapely

from data.model import Correction, Location, Precision
from data.store import open_store
from data.views import Doubt, places
from tests.e2e.conftest import PHONE, WALL

SETTLED = 20_000
TAGS = "[data-testid=stMultiSelect] .react-aria-ComboBox [data-tag]"


@pytest.fixture
def placing(desk, sample_store, tmp_path):
    """The board on a store of its own; gives its address and the store."""
    store = open_store(shutil.copy(sample_store, tmp_path / "board.gpkg"))
    yield desk.show(tmp_path / "board.gpkg"), store
    store.close()


def begin(screen, address, project):
    """The project at the desk, the drawing tools at hand, its town in sight."""
    screen.open(f"{address}/places?id={project}")
    screen.page.get_by_text("图上画", exact=True).click()
    screen.map.locator(".panel.draw:not([hidden])").wait_for(timeout=SETTLED)
    screen.settle()


def spots(screen, *shares):
    """Points of the map, as shares of its width and height."""
    box = screen.map.locator(".folium-map").bounding_box()
    return [{"x": box["width"] * x, "y": box["height"] * y} for x, y in shares]


def tap_line(screen, *shares, touch=False):
    screen.map.locator(".draw-line").click()
    board = screen.map.locator(".folium-map")
    board.scroll_into_view_if_needed()
    for spot in spots(screen, *shares):
        (board.tap if touch else board.click)(position=spot)
        screen.page.wait_for_timeout(120)


def length(screen):
    screen.settle()
    return screen.page.locator(".card.preview b").inner_text()


def save(screen):
    screen.page.get_by_label("更正人").fill("张三")
    screen.page.get_by_label("依据").fill("现场核对")
    screen.page.get_by_role("button", name="保存更正").click()
    screen.page.locator(".notice", has_text="已更正").wait_for(timeout=SETTLED)
    screen.settle()


@pytest.mark.parametrize("screen", [WALL, PHONE], indirect=True, ids=["wall", "phone"])
def test_a_line_is_drawn_moved_saved_shown_and_withdrawn(screen, placing, request):
    address, store = placing
    touch = "phone" in request.node.name
    state = next(one for one in places(store) if one.doubt is Doubt.TOWN)
    before = store.fetch(Location, project=state.id)[0]
    begin(screen, address, state.id)
    tap_line(screen, (0.35, 0.5), (0.5, 0.4), (0.6, 0.55), touch=touch)
    screen.map.locator(".draw-finish").click()
    screen.page.locator(".card.preview").wait_for(timeout=SETTLED)
    drawn = length(screen)
    assert "示意" in drawn and "公里" in drawn and screen.map.evaluate("board => board.dataset.drawn") == "3"
    # a vertex is moved, and moved back
    grip = screen.map.locator(".grip.vertex").nth(1)
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    screen.page.mouse.move(x, y)
    screen.page.mouse.down()
    screen.page.mouse.move(x + 20, y - 60, steps=6)
    screen.page.mouse.up()
    screen.page.wait_for_timeout(600)
    assert length(screen) != drawn
    screen.map.locator(".draw-undo").click()
    screen.page.locator(".card.preview b", has_text=drawn).wait_for(timeout=SETTLED)
    save(screen)
    place = store.fetch(Location, project=state.id)[0]
    assert place.geometry.geom_type == "LineString" and shapely.get_num_coordinates(place.geometry) == 3
    assert place.precision is Precision.SCHEMATIC and "张三" in place.evidence[0]
    # the board shows it as a line, where there was a hatched town
    screen.open(f"{address}/?id={state.id}")
    chosen = """board => { let count = 0; board.map.eachLayer(layer => {
      count += (layer.order ?? []).filter(one => one.shape.lines.length && one.style.halo).length; }); return count; }"""
    assert screen.map.evaluate(chosen) >= 1
    screen.page.locator(".card", has_text="张三").first.wait_for(timeout=SETTLED)
    screen.open(f"{address}/places?id={state.id}")
    screen.page.get_by_text("撤回这条更正").click()
    screen.page.get_by_label("撤回人").fill("李四")
    screen.page.get_by_role("button", name="确认撤回").click()
    screen.page.locator(".notice", has_text="已撤回").wait_for(timeout=SETTLED)
    assert store.fetch(Location, project=state.id)[0].geometry.equals(before.geometry)
    assert store.fetch(Correction, withdrawn_at=None) == () and store.fetch(Correction)[0].withdrawn_by == "李四"


def test_keys_alone_draw_and_escape_gives_up(screen, placing):
    address, store = placing
    state = next(one for one in places(store) if one.doubt is Doubt.NOWHERE)
    begin(screen, address, state.id)
    drawn = lambda: screen.map.evaluate("board => board.dataset.drawn")  # noqa: E731
    screen.map.locator(".draw-line").focus()
    for key in ("Enter", "Enter", "ArrowRight"):  # the tool, a point at the middle, the map moved
        screen.page.keyboard.press(key)
        screen.settle()
    assert screen.map.locator(".crosshair:not([hidden])").count() == 1
    screen.page.keyboard.press("Enter")
    assert drawn() == "2"
    screen.page.keyboard.press("Escape")
    assert drawn() == "0" and screen.page.locator(".card.preview").count() == 0
    screen.map.locator(".draw-point").focus()
    for key in ("Enter", "Enter"):
        screen.page.keyboard.press(key)
    screen.page.locator(".card.preview").wait_for(timeout=SETTLED)
    screen.settle()
    screen.map.locator(".grip.vertex").focus()
    screen.page.keyboard.press("Shift+ArrowUp")
    screen.settle()
    save(screen)
    assert store.fetch(Location, project=state.id)[0].geometry.geom_type == "Point"


def test_words_are_shown_on_the_map_before_they_are_kept(screen, placing):
    address, store = placing
    state = next(one for one in places(store) if one.doubt is Doubt.NOWHERE)
    screen.open(f"{address}/places?id={state.id}")
    screen.page.get_by_role("textbox", name="地点表述").fill("北外环(浒崇公路—胜陆高架段)")
    screen.page.keyboard.press("Enter")
    screen.page.locator(".card.preview").wait_for(timeout=SETTLED)
    screen.settle()
    assert int(screen.map.evaluate("board => board.dataset.drawn")) >= 2 and store.fetch(Correction) == ()
    assert screen.map.locator(".grip").count() == 0


def picking(screen, address, project, lon, lat):
    """The project at the desk, features to be picked by clicks, the map at a place of theirs."""
    screen.open(f"{address}/places?id={project}")
    screen.page.get_by_text("选要素", exact=True).click()
    screen.map.locator(".panel.pick:not([hidden])").wait_for(timeout=SETTLED)
    screen.map.evaluate("(board, [lon, lat]) => board.map.setView([lat, lon], 14, { animate: false })", [lon, lat])
    screen.settle()


def chosen(screen):
    return json.loads(screen.map.evaluate("board => board.dataset.chosen"))


def in_the_list(screen):
    """What the list of features shows as chosen."""
    return [tag.split("(")[0].strip() for tag in screen.page.locator(TAGS).all_inner_texts()]


def listed(screen, count):
    screen.page.wait_for_function("([tags, count]) => document.querySelectorAll(tags).length === count", arg=[TAGS, count])
    screen.settle()


ROAD, RIVER = ("城市北外环", 121.28, 30.225), ("蛟门浦", 121.3106, 30.24)


@pytest.mark.parametrize("screen", [WALL, PHONE], indirect=True, ids=["wall", "phone"])
def test_features_are_picked_by_clicks_on_their_lines(screen, placing, request):
    address, store = placing
    state = next(one for one in places(store) if one.doubt is Doubt.TOWN)
    picking(screen, address, state.id, *ROAD[1:])
    spot = screen.map.evaluate("(board, [lon, lat]) => board.map.latLngToContainerPoint([lat, lon])", ROAD[1:])
    board = screen.map.locator(".folium-map")
    board.scroll_into_view_if_needed()
    at = {"x": spot["x"], "y": spot["y"] + 4}  # beside the line, within reach
    (board.tap if "phone" in request.node.name else board.click)(position=at)
    screen.page.locator(".card.preview").wait_for(timeout=SETTLED)
    screen.settle()
    assert chosen(screen) == in_the_list(screen) == [ROAD[0]]
    assert ROAD[0] in screen.map.locator(".panel.pick .said").inner_text()
    glowing = "board => Object.values(board.map._layers).filter(one => one._latlngs && one.options.weight === 10).length"
    assert screen.map.evaluate(glowing) >= 1
    save(screen)
    (kept,) = store.fetch(Correction, withdrawn_at=None)
    assert kept.field == "features" and json.loads(kept.becomes)["features"] == [[ROAD[0], "road"]]
    assert store.fetch(Location, project=state.id)[0].method == "corrected"


def test_clicks_and_the_list_are_one_choice(screen, placing):
    address, store = placing
    state = next(one for one in places(store) if one.doubt is Doubt.TOWN)
    picking(screen, address, state.id, *ROAD[1:])
    view = screen.view()
    screen.click_map(*ROAD[1:])
    screen.page.locator(".card.preview").wait_for(timeout=SETTLED)
    screen.settle()
    assert screen.view() == pytest.approx(view), "the map stays where the next one is to be clicked"
    # by keys, in the list
    screen.page.get_by_role("combobox", name="地名要素").fill(RIVER[0])
    screen.page.keyboard.press("Enter")
    screen.map.locator(".panel.pick .said", has_text=RIVER[0]).wait_for(timeout=SETTLED)
    screen.settle()
    assert chosen(screen) == in_the_list(screen) == [ROAD[0], RIVER[0]]
    # a second click on a line takes it away again; one beside everything changes nothing
    screen.map.evaluate("(board, [lon, lat]) => board.map.setView([lat, lon], 14, { animate: false })", list(ROAD[1:]))
    screen.settle()
    screen.click_map(*ROAD[1:])
    listed(screen, 1)
    assert chosen(screen) == in_the_list(screen) == [RIVER[0]]
    screen.page.get_by_text("写地点", exact=True).click()
    screen.settle()
    assert screen.map.locator(".panel.pick:not([hidden])").count() == 0


def test_quick_clicks_are_all_kept(screen, placing):
    address, store = placing
    state = next(one for one in places(store) if one.doubt is Doubt.TOWN)
    picking(screen, address, state.id, 121.256, 30.225)
    for lon, lat in ((121.262, 30.225), (121.256, 30.228)):  # 城市北外环, then 浒崇公路, before the page has answered
        screen.click_map(lon, lat)
    listed(screen, 2)
    assert set(chosen(screen)) == set(in_the_list(screen)) == {"城市北外环", "浒崇公路"}
