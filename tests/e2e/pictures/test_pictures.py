"""Pictures of the pages compared with kept ones.

A kept picture is changed only on purpose, by ``pytest tests/e2e/pictures --update-pictures``, after looking at the new ones;
``-k overview`` with the flag changes one page's alone. A picture that is missing fails. Where a page differs, the kept one, the
taken one and where they differ are saved side by side, and the failure names the file.
"""

import io

import pytest
from PIL import Image

from tests.e2e.conftest import PHONE, WALL
from tests.e2e.desk import ROOT
from tests.e2e.pictures.compare import difference, reduced
from tests.e2e.test_pages import opened

KEPT = ROOT / "tests" / "e2e" / "pictures" / "kept"
ALLOWED = 0.02
"""Share of a page that may differ: fonts of another version, a hair's breadth of the map."""
SIZES = {"wall": (WALL, (960, 540)), "phone": (PHONE, (390, 844))}
PAGES = {"overview": "", "towns": "towns", "project": "project?id={id}", "supervise": "supervise"}
STILL = "*, *::before, *::after { animation: none !important; transition: none !important; caret-color: transparent !important; }"


def taken(screen, url):
    """The page as it stands when nothing moves any more."""
    page = opened(screen, url)
    page.add_style_tag(content=STILL)
    if page.locator(".board").count():
        page.locator(".board[data-ready]").wait_for(timeout=30_000)
        screen.until("board => !board.dataset.moving")
        screen.whole()
    page.mouse.move(0, 0)
    before = b""
    for _ in range(12):
        page.wait_for_timeout(400)
        now = page.screenshot(animations="disabled", caret="hide")
        if now == before:
            break
        before = now
    return Image.open(io.BytesIO(now))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("screen", "size"), [(one[0], name) for name, one in SIZES.items()], indirect=["screen"], ids=list(SIZES))
def test_the_page_looks_as_it_did(screen, size, name, sampled, behind, request, tmp_path):
    picture = reduced(taken(screen, f"{sampled}/{PAGES[name].format(id=behind.id)}"), SIZES[size][1])
    file = KEPT / f"{name}_{size}.png"
    if request.config.getoption("--update-pictures"):
        file.parent.mkdir(exist_ok=True)
        picture.save(file, optimize=True)
        return
    assert file.exists(), f"no kept picture {file.name!r}: look at the page, then run pytest tests/e2e/pictures --update-pictures"
    found = difference(Image.open(file), picture)
    if found.share > ALLOWED:
        found.picture.save(tmp_path / file.name)
    assert found.share <= ALLOWED, f"{found.share:.1%} of {file.name!r} differs: see {tmp_path / file.name}"


def test_the_kept_pictures_are_small_and_all_in_use():
    files = list(KEPT.glob("*.png"))
    assert {file.stem for file in files} == {f"{name}_{size}" for name in PAGES for size in SIZES}
    assert sum(file.stat().st_size for file in files) < 1_500_000
