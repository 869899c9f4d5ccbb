"""The map's script: made once when the server starts, and where it is found."""

from __future__ import annotations

from pathlib import Path

from geo.maps import map_script
from pages.ui import packing

FOLDER = Path(__file__).parent / "board_map"
SCRIPT = map_script(FOLDER)
ROOT = f"board/{SCRIPT.stamp}"
"""Where the map's script and its files are, from the server's root; another whenever one of them is another, so that browsers keep
them.
"""
PACKED = packing.gzipped(SCRIPT.text)  # once: for every visitor anew it took a hundredth of a second, just when the page is run
NAME = "board.js"
ADDRESS = f"{ROOT}/{NAME}"
