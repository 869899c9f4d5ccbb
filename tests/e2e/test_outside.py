"""The outside is shut off from every browser test, and a page that asks for it fails its test."""

import pytest

from tests.e2e.conftest import WALL, looking

ASKS = {
    "a picture by name": "<img src='https://tiles.example.com/1.png'>",
    "a picture by number": "<img src='http://10.255.255.1/1.png'>",
    "a script": "<script src='https://cdn.example.com/x.js'></script>",
    "a frame": "<iframe src='https://www.example.com/'></iframe>",
    "what a script fetches": "<script>fetch('https://www.example.com/').catch(() => 0)</script>",
    "a socket": "<script>new WebSocket('wss://www.example.com/')</script>",
    "another page": "<script>open('https://www.example.com/')</script>",
}


@pytest.mark.parametrize("asks", ASKS.values(), ids=ASKS)
def test_a_page_that_asks_for_the_outside_fails_its_test(windows, asks):
    with pytest.raises(AssertionError, match=r"outside the house.*(example\.com|10\.255)"), looking(windows[False], WALL) as screen:
        screen.page.set_content(asks)
        screen.page.wait_for_timeout(300)


@pytest.mark.parametrize("host", ["www.example.com", "10.255.255.1", "[2001:db8::1]"])
def test_and_what_it_asks_for_goes_nowhere(browser, host):
    with pytest.raises(Exception, match="ERR_NAME_NOT_RESOLVED"):
        page = browser.new_page()
        try:
            page.goto(f"http://{host}/", timeout=5000)
        finally:
            page.close()


def test_a_failing_script_fails_its_test(windows):
    with pytest.raises(AssertionError, match=r"a script failed.*missing"), looking(windows[False], WALL) as screen:
        screen.page.set_content("<script>missing()</script>")


def test_the_next_page_knows_nothing_of_the_last(windows, address):
    kept = "() => [document.cookie.includes('a=b'), localStorage.length, sessionStorage.length]"
    with looking(windows[False], WALL) as screen:
        screen.page.goto(f"{address}/_stcore/health")
        screen.page.evaluate("() => { document.cookie = 'a=b'; localStorage.a = sessionStorage.a = 'b'; }")
        assert screen.page.evaluate(kept) == [True, 1, 1]
    with looking(windows[False], WALL) as screen:
        screen.page.goto(f"{address}/_stcore/health")
        assert screen.page.evaluate(kept) == [False, 0, 0]
