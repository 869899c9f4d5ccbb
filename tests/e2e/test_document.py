"""What the browser is given before a page has run, and what becomes of the map when it is not."""

import pytest

from tests.e2e.conftest import looking

DATA = "**/board/data/*"


@pytest.fixture
def asked(screen):
    """The parcels that the page asked for, in order."""
    seen = []
    screen.page.on("request", lambda request: seen.append(request.url) if "/board/data/" in request.url else None)
    return seen


def test_what_the_map_draws_is_asked_for_once_and_not_again_on_another_page(screen, address, asked):
    screen.open(address)  # from now on the server knows what a visitor sees first
    asked.clear()
    screen.open(address)
    first = list(asked)
    assert len(first) == len(set(first)) == 2
    screen.page.get_by_role("link", name="镇街").first.click()
    screen.page.wait_for_url("**/towns*")
    screen.page.locator(".st-key-map-half .board[data-ready]").wait_for(timeout=30_000)
    assert asked == first and screen.page.locator(".board").count() == 1
    assert screen.shown() > 0


def test_a_parcel_that_is_gone_is_asked_for_again_and_the_map_is_drawn(screen, address):
    """Once as it is sent ahead, once as the map asks for it; then the map has the page run for it."""
    refused = []

    def twice(route):
        if refused.count(route.request.url) == 2:
            route.continue_()
        else:
            refused.append(route.request.url)
            route.fulfill(status=404)

    screen.page.route(DATA, twice)
    try:
        screen.open(address)
        assert len(refused) == 4 and screen.shown() > 0
    finally:
        screen.page.unroute(DATA)


def test_where_no_parcel_comes_the_page_says_what_to_do_and_goes_on_without_the_map(screen, address):
    screen.page.route(DATA, lambda route: route.fulfill(status=503))
    try:
        screen.page.goto(address)
        screen.page.locator(".panel.lost").wait_for(timeout=30_000)
        assert "请刷新页面" in screen.page.locator(".panel.lost").inner_text()
        screen.whole()
        screen.page.locator("[data-testid=stDataFrame]").wait_for(timeout=20_000)
    finally:
        screen.page.unroute(DATA)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_where_no_server_answers_it_is_said_in_chinese_with_what_to_do(screen, address, host):
    """Streamlit has other words for this machine than for another."""
    screen.page.route("**/_stcore/h*", lambda route: route.abort())
    try:
        screen.page.goto(address.replace("127.0.0.1", host))
        dialog = screen.page.locator("section[role=dialog]")  # the map has lists of its own
        dialog.wait_for(timeout=30_000)
        seen = dialog.evaluate("""one => [...one.querySelectorAll("*")]
          .filter(part => [...part.childNodes].some(node => node.nodeType === 3) && part.getClientRects().length
            && getComputedStyle(part).fontSize !== "0px").map(part => part.textContent)""")
        assert seen == [], "words of Streamlit's own are left"
        word = "(one, part) => getComputedStyle(one.querySelector(`:scope > ${part}`), '::after').content"
        said = [dialog.evaluate(word, part) for part in ("h2", "div")]
        assert "没有应答" in said[0] and "刷新页面" in said[1]
    finally:
        screen.page.unroute("**/_stcore/h*")


def test_a_page_left_takes_its_map_and_all_its_listeners_along(screen, address):
    screen.open(f"{address}/wall")
    screen.page.get_by_role("button", name="退出大屏").click()
    screen.page.wait_for_url(lambda url: "/wall" not in url)
    screen.page.locator(".board[data-ready]").wait_for(timeout=30_000)
    screen.settle()
    before = screen.view()
    for key in ("ArrowRight", "Space", "Escape"):
        screen.page.keyboard.press(key)
    screen.page.wait_for_timeout(400)
    assert screen.view() == before and screen.page.locator(".wall-card").count() == 0


@pytest.mark.parametrize(
    "put",
    ["const one = document.createElement('script'); one.textContent = 'window.hacked = 1'; document.body.append(one)",
     "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hacked = 1\">')",
     "document.body.insertAdjacentHTML('beforeend', '<iframe srcdoc=\"<script>top.hacked = 1</script>\"></iframe>')"],
    ids=["script", "handler", "frame"],
)
def test_even_markup_that_came_into_the_page_could_not_run(windows, address, put):
    with looking(windows[False], {"width": 1280, "height": 800}) as screen:
        screen.open(address)
        screen.page.evaluate(f"() => {{ {put}; }}")
        screen.page.wait_for_timeout(500)
        assert screen.page.evaluate("() => window.hacked") is None
