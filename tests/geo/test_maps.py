import re
from pathlib import Path

from geo.maps import STYLES, board_page, component_folder

FOLDER = Path(__file__).parents[2] / "pages" / "ui" / "board_map"
PAGE = board_page(FOLDER)


def test_the_page_is_the_same_however_often_it_is_made():
    assert board_page(FOLDER) == PAGE


def test_the_component_is_served_with_its_page_and_all_it_fetches_later():
    made = component_folder(FOLDER)
    assert (made / "index.html").read_text("utf-8") == PAGE
    assert {path.name for path in FOLDER.iterdir()} < {path.name for path in made.iterdir()}


def test_a_browser_needs_nothing_more_than_the_page():
    assert not re.search(r'<(?:script|link|img)[^>]+(?:src|href)=', PAGE)
    assert all(line.strip() in PAGE for name in STYLES for line in (FOLDER / name).read_text("utf-8").splitlines())
    assert (FOLDER / "leaflet" / "leaflet.js").read_text("utf-8")[:2000] in PAGE


def test_what_is_fetched_later_lies_beside_the_page():
    later = re.findall(r'import\("\./([\w.]+)"\)', PAGE)
    assert {"draw.js", "wall.js"} <= set(later) and all((FOLDER / name).is_file() for name in later)


def test_the_policy_lets_only_this_pages_own_scripts_run():
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', PAGE).group(1)
    scripts = next(part for part in policy.split(";") if "script-src" in part)
    assert "unsafe" not in scripts and scripts.count("sha256-") == len(re.findall(r"<script[ >]", PAGE))
    assert "connect-src 'none'" in policy


def test_the_map_has_no_tiles_and_draws_on_canvas():
    assert '"preferCanvas": true' in PAGE
    assert "L.tileLayer(" not in PAGE.split("</script>")[-2]
