import re
import shutil
from pathlib import Path

from geo.maps import STYLES, board_map, map_script

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "pages" / "ui" / "board_map"
SCRIPT = map_script(FOLDER)


def test_the_script_and_its_stamp_are_the_same_however_often_they_are_made():
    assert map_script(FOLDER) == SCRIPT


def test_whatever_changes_in_the_folder_changes_the_stamp(tmp_path):
    other = Path(shutil.copytree(FOLDER, tmp_path / "folder"))
    assert map_script(other) == SCRIPT
    for name in ("wall.js", "board.js", "draw.css", "pmtiles/pmtiles.js"):
        (other / name).write_text("// another", "utf-8")
        assert map_script(other).stamp != SCRIPT.stamp, name
        shutil.copy(FOLDER / name, other / name)


def test_a_browser_needs_nothing_more_than_the_script_to_draw():
    assert (FOLDER / "leaflet" / "leaflet.js").read_text("utf-8")[:2000] in SCRIPT.text
    for name in STYLES:
        first = next(line.strip() for line in (FOLDER / name).read_text("utf-8").splitlines() if "{" in line)
        assert first.replace('"', '\\"') in SCRIPT.text, name
    assert "sourceMappingURL" not in SCRIPT.text and SCRIPT.text.count("\nexport ") == 1


def test_what_is_fetched_later_lies_in_the_folder():
    later = re.findall(r'import\("\./([\w.]+)"\)', SCRIPT.text) + re.findall(r'wear\([\w.]+, "([\w.]+)"\)', SCRIPT.text)
    assert {"draw.js", "pick.js", "wall.js", "tiles.js"} <= set(later) and all((FOLDER / name).is_file() for name in later)


def test_the_map_is_foliums_without_tiles_on_canvas_and_keeps_to_sensible_zooms():
    board = board_map()
    assert not board._children, "folium put a layer on it"
    options = re.search(r"OPTIONS = (\{.*?\});", SCRIPT.text).group(1)
    for said in ('"preferCanvas": true', '"minZoom": 7', '"maxZoom": 18', '"zoomControl": false', '"attributionControl": false'):
        assert said in options
