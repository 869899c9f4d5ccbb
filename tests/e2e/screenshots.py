"""The manual's pictures, from the bundled sample on a store of their own: ``python -m tests.e2e.screenshots [PAGE]…``.

Writes ``docs/images/PAGE.png`` for every page of the navigation at 1440×900, and ``docs/images/phone.png``.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlencode

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from briefing.chromium import SWITCHES
from data.views import board, connect
from etl.inputs import Input
from etl.pipeline import load
from etl.samples import sample_files
from pages.ui.navigation import NAVIGATION
from tests.e2e.conftest import CHROMIUM
from tests.e2e.desk import ROOT, served

IMAGES = ROOT / "docs" / "images"
DESK, HAND = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
PHONE = "phone"
RAN = '[data-testid="stApp"][data-test-script-state="notRunning"]'
# What stands for something still to come: none of it may be in a picture.
PENDING = '[data-testid="stSkeleton"], [data-testid="stSpinner"], [data-testid="stProgress"], [data-testid="stStatusWidget"]'
PATIENCE = 90_000


def main(wanted: list[str]) -> None:
    """Take the pictures that are named; all of them where none is."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "board.gpkg"
        queries = _sample(file)
        with served(Path(folder), file) as address, sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=list(SWITCHES))
            for name, query in queries.items():
                if wanted and name not in wanted:
                    continue
                hand = name == PHONE
                path = "" if hand or name == NAVIGATION[0][0] else name
                page = browser.new_page(viewport=HAND if hand else DESK, has_touch=hand, device_scale_factor=1, locale="zh-CN")
                page.goto(f"{address}/{path}?{urlencode(query)}", timeout=PATIENCE)
                drawn(page)
                (IMAGES / f"{name}.png").write_bytes(small(page.screenshot()))
                print(f"{name}.png {(IMAGES / f'{name}.png').stat().st_size // 1024} kB")
                page.close()
            browser.close()


def _sample(file: Path) -> dict[str, dict[str, str]]:
    """Load the sample; gives what each picture's address asks for. A page about one project shows the furthest behind on the map."""
    store = connect(str(file))
    load([Input.from_path(path) for path in sample_files()], store)
    rows = [row for row in board(store).rows if row.mapped and row.lit.to_green]
    behind = min(rows, key=lambda row: row.lit.gap).id
    return {name: {} for name, _, _ in NAVIGATION} | {"project": {"id": behind}, "places": {"id": behind}, PHONE: {}}


def drawn(page: Page) -> None:
    """Wait until the page has run, nothing is pending, and every map stands still."""
    for _ in range(3):  # a map's first word makes its page run again
        page.wait_for_selector(RAN, timeout=PATIENCE)
        page.wait_for_function("pending => !document.querySelector(pending)", arg=PENDING, timeout=PATIENCE)
        if page.query_selector(".stBidiComponent"):
            page.wait_for_selector(".board[data-ready]:not([data-moving])", state="attached", timeout=PATIENCE)
        page.wait_for_timeout(700)
    page.evaluate("() => document.fonts.ready")


def small(png: bytes) -> bytes:
    """The picture in 256 colours, as the smallest PNG: those it has most of as they are (surfaces, or the land would change its hue),
    and of the others such as come near to each, the rare ones too (a light is small).
    """
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    counted = sorted(picture.getcolors(picture.width * picture.height), reverse=True)
    rest = picture.quantize(128, method=Image.Quantize.MAXCOVERAGE).getpalette()
    palette = Image.new("P", (1, 1))
    palette.putpalette([*(part for _, colour in counted[:128] for part in colour), *rest][: 3 * 256])
    out = io.BytesIO()
    picture.quantize(palette=palette, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    main(sys.argv[1:])
