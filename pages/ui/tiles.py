"""The tile source of this installation: named by the file in BOARD_TILES, read once when the server starts; by default none."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from geo.maps import TileError, TileSource, read_tiles

STATIC = Path(__file__).parents[2] / "static"


def configured() -> tuple[TileSource | None, str]:
    """The source and, where it cannot be used, why not and the remedy: the board then stands on its towns alone."""
    named = os.environ.get("BOARD_TILES", "")
    try:
        return read_tiles(Path(named) if named else None, static=STATIC), ""
    except TileError as error:
        return None, f"底图未启用:{error}"


SOURCE, TROUBLE = configured()
"""The source of this installation, and what is said where it cannot be used."""


def spec(source: TileSource | None, bbox: tuple[float, float, float, float]) -> dict[str, Any] | None:
    """What the map needs of it."""
    if source is None:
        return None
    return {
        "urls": list(source.urls), "reader": source.reader, "shift": source.shift(bbox), "credit": source.attribution,
        "max_zoom": source.max_zoom, "subdomains": source.subdomains,
    }
