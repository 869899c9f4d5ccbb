import re
from pathlib import Path

from geo.maps import MODULES, board_page, write

KEPT = Path(__file__).parents[2] / "pages" / "ui" / "board_map" / "index.html"


def test_the_kept_page_is_what_the_definition_gives(tmp_path):
    assert write(tmp_path).read_text("utf-8") == KEPT.read_text("utf-8"), "run: python -m geo.maps pages/ui/board_map"


def test_the_page_is_the_same_however_often_it_is_made():
    assert board_page() == board_page()


def test_every_asset_lies_beside_the_page():
    page = board_page()
    assets = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert assets and all((KEPT.parent / asset).is_file() for asset in assets)
    assert "http://" not in page.replace('http-equiv', "") and "https://" not in page


def test_every_module_the_board_imports_is_named_in_the_page():
    imported = {name for path in KEPT.parent.glob("*.js") for name in re.findall(r'from "\./([\w.]+)"', path.read_text("utf-8"))}
    assert imported == set(MODULES)


def test_the_policy_lets_only_this_pages_own_scripts_run():
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', board_page()).group(1)
    scripts = next(part for part in policy.split(";") if "script-src" in part)
    assert "unsafe" not in scripts and scripts.count("sha256-") == board_page().count("<script>")
    assert "connect-src 'none'" in policy


def test_the_map_has_no_tiles_and_draws_on_canvas():
    page = board_page()
    assert '"preferCanvas": true' in page
    assert "tileLayer" not in page
