"""The map's definition: folium's, handed to the board's own scripts, which draw whatever data they are given later.

folium says what the map is (projection, renderer, zoom, controls) and Leaflet draws it. Data never go into the script: it is public,
kept by browsers, and the same for everyone.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import folium
from folium.utilities import camelize

from geo import onepage
from geo.tiles import TileError, TileSource, read_tiles

__all__ = ["MapScript", "TileError", "TileSource", "board_map", "map_script", "read_tiles"]

ENTRY = "mount.js"
STYLES = ("leaflet/leaflet.css", "board.css")
LEAFLET = "leaflet/leaflet.js"

# The map sees no city: it opens anywhere and goes to the data's own extent when they arrive.
_NOWHERE = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class MapScript:
    """The map as one module script: its text, which exports ``mount``, ``opening`` and ``ahead``, and a stamp that is another
    whenever anything in the folder it is made of is another.
    """

    text: str
    stamp: str


def board_map() -> folium.Map:
    """The map as folium defines it: no tiles, canvas, fractional zoom so that a city fills any screen, our controls."""
    board = folium.Map(
        location=_NOWHERE, zoom_start=10, tiles=None, prefer_canvas=True, zoom_control=False, zoom_snap=0.1, zoom_delta=0.5,
        wheel_px_per_zoom_level=90, attribution_control=False,
    )
    board.options |= {"min_zoom": 7, "max_zoom": 18}  # folium keeps these for its tiles, of which there are none
    return board


def map_script(folder: Path) -> MapScript:
    """The folder's scripts and styles, Leaflet and folium's definition as one script. What it fetches when it is needed
    (``import("./wall.js")``, styles, PMTiles) stays a file of the folder.
    """
    style = "\n".join((folder / name).read_text("utf-8") for name in STYLES)
    given = {"OPTIONS": _options(), "STYLE": style}
    definition = "\n".join(f"export const {name} = {json.dumps(value, ensure_ascii=False)};" for name, value in given.items())
    leaflet = (folder / LEAFLET).read_text("utf-8").partition("//# sourceMappingURL=")[0]
    joined = onepage.script(folder / ENTRY, {"definition": definition})
    text = f"{leaflet}\n{joined}\nexport const {{ mount, opening }} = module_mount, {{ ahead }} = module_data;\n"
    digest = hashlib.sha256(text.encode())
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(folder).as_posix()}\n{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return MapScript(text, digest.hexdigest()[:16])


def _options() -> dict[str, object]:
    board = board_map()
    return {"center": list(board.location), **{camelize(name): value for name, value in board.options.items()}}
