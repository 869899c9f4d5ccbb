"""大屏 in a real browser: nothing is cut at the sizes of walls, it turns by itself, and hands can stop it."""

import pytest

from data.views import Light
from tests.e2e.conftest import WALL
from tests.pages.boards import FakeViews

WALL_4K = {"width": 3840, "height": 2160}
UPRIGHT = {"width": 1080, "height": 1920}
BEHIND = [row for row in FakeViews(60).board(None).rows if row.lit.light in (Light.RED, Light.YELLOW)]

# Text that reaches out of its box or of the screen, or is smaller than what is read from three metres.
CUT = """board => {
  const u = innerWidth < innerHeight ? innerWidth / 1080 : Math.min(innerWidth / 1920, innerHeight / 1080), wrong = [];
  for (const node of board.querySelectorAll('.wall-head *, .wall-figures *, .wall-side *, .legend *')) {
    const own = [...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim());
    if (!own || !node.offsetParent || node.closest('svg')) continue;
    const box = node.getBoundingClientRect(), size = parseFloat(getComputedStyle(node).fontSize);
    const out = box.left < 0 || box.top < 0 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1;
    if (out) wrong.push(['out', node.className, node.textContent]);
    if (size < 20 * u - 0.5) wrong.push(['small', size, node.className, node.textContent]);
    const panel = node.closest('.wall-card, .wall-figures, .wall-head, .legend, .wall-queue, .wall-acts').getBoundingClientRect();
    if (box.bottom > panel.bottom + 1 || box.right > panel.right + 1) wrong.push(['cut', node.className, node.textContent]);
  }
  const card = board.querySelector('.wall-card');
  if (card.scrollHeight > card.clientHeight + 1) wrong.push(['card', card.scrollHeight, card.clientHeight]);
  const head = board.querySelector('.wall-figures');
  const over = node => node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1;
  for (const figure of head.children) if (over(figure)) wrong.push(['figure', figure.textContent]);
  const at = where => board.querySelector(where).getBoundingClientRect(), legend = at('.legend');
  for (const where of ['.wall-figures', '.wall-side', '.wall-head', '.leaflet-control-scale']) {
    const box = at(where);
    const across = legend.left < box.right && box.left < legend.right, down = legend.top < box.bottom && box.top < legend.bottom;
    if (across && down) wrong.push(['over', where]);
  }
  return wrong; }"""


def name(screen):
    return screen.map.locator(".wall-card h2").inner_text()


def press(screen, key):
    before = name(screen)
    screen.page.keyboard.press(key)
    screen.page.wait_for_timeout(700)
    return before


@pytest.mark.parametrize("screen", [WALL, WALL_4K, UPRIGHT], indirect=True, ids=["1080p", "4k", "upright"])
def test_nothing_is_cut_nor_too_small_for_three_metres(screen, address):
    screen.open(f"{address}/wall")
    for _ in range(len(BEHIND)):
        assert screen.map.evaluate(CUT) == []
        screen.page.keyboard.press("ArrowRight")
        screen.page.wait_for_timeout(450)
    whole = [screen.page.viewport_size[side] for side in ("width", "height")]
    assert screen.map.evaluate("board => [board.clientWidth, board.clientHeight]") == whole
    assert "2024年5月31日" in screen.map.locator(".wall-head").inner_text()
    assert "演示数据" in screen.map.locator(".wall-head").inner_text()
    assert "上图" in screen.map.locator(".legend .mapped").inner_text()


def test_keys_step_and_stop_wherever_they_are_struck(screen, address):
    screen.open(f"{address}/wall")
    first = name(screen)
    assert press(screen, "ArrowRight") == first != name(screen)
    press(screen, "ArrowLeft")
    assert name(screen) == first
    press(screen, "ArrowLeft")
    assert name(screen) not in ("", first), "the first is not preceded by the last"
    assert screen.map.evaluate("board => board.dataset.wall") == "turning"
    press(screen, "Space")
    assert screen.map.evaluate("board => board.dataset.wall") == "paused"
    assert "已暂停" in screen.map.locator(".wall-acts").inner_text()
    press(screen, "Space")
    assert screen.map.evaluate("board => board.dataset.wall") == "turning"


def test_it_turns_by_itself_without_asking_the_server(screen, address):
    sent = []
    screen.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    screen.open(f"{address}/wall")
    first, view = name(screen), screen.view()
    screen.page.wait_for_timeout(1500)
    before = len(sent)
    screen.until("(board, first) => board.querySelector('.wall-card h2')?.textContent !== first", arg=first, timeout=30_000)
    screen.page.wait_for_timeout(600)
    assert len(sent) == before
    assert screen.view() == view, "the map moved"
    assert name(screen) in {row.name for row in BEHIND}


def test_a_touch_stops_it_and_a_touch_on_the_map_shows_that_project(screen, address):
    screen.open(f"{address}/wall")
    screen.map.locator(".wall-card").click()
    assert screen.map.evaluate("board => board.dataset.wall") == "paused"
    screen.map.get_by_role("button", name="继续").click()
    assert screen.map.evaluate("board => board.dataset.wall") == "turning"
    screen.map.get_by_role("button", name="退出大屏").click()
    screen.page.get_by_text("项目总览").first.wait_for(timeout=20_000)
    screen.page.locator(".figures").wait_for(timeout=20_000)


def test_who_wants_less_motion_starts_it_by_hand(screen, address):
    screen.page.emulate_media(reduced_motion="reduce")
    screen.open(f"{address}/wall")
    assert screen.map.evaluate("board => board.dataset.wall") == "paused"
    assert screen.map.locator(".wall-card").evaluate("card => getComputedStyle(card).transitionDuration") in ("0s", "0ms")
