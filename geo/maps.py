"""The map's definition: folium's, rendered once to a static page that draws whatever data it is given later.

folium says what the map is (projection, renderer, controls) and Leaflet, kept beside the page, draws it. Data never go into
the page: it is public, cached by browsers, and the same for everyone. A city's towns and projects reach it as arguments of
the component (:mod:`pages.ui.map`), as text that is never parsed as markup.
"""

from __future__ import annotations

import atexit
import base64
import hashlib
import re
import shutil
import tempfile
from pathlib import Path

import folium
from branca.element import Element, MacroElement
from jinja2 import Template

from geo import onepage
from geo.tiles import TileError, TileSource, read_tiles

__all__ = ["TileError", "TileSource", "board_map", "board_page", "component_folder", "read_tiles"]

SCRIPT = "board.js"
STYLES = ("tokens.css", "board.css")
LEAFLET_SCRIPT = "leaflet/leaflet.js"
LEAFLET_STYLE = "leaflet/leaflet.css"

# The page sees no city: it opens anywhere and goes to the data's own extent when they arrive.
_NOWHERE = (0.0, 0.0)

_LINK = re.compile(r'<link rel="stylesheet" href="([^"]+)"/>')
_SCRIPT = re.compile(r'<script((?: type="module")?) src="([^"]+)"></script>')


class _Handover(MacroElement):
    """Hands folium's Leaflet map to the board's own module, by one global name."""

    _template = Template("{% macro script(this, kwargs) %}window.boardMap = {{ this._parent.get_name() }};{% endmacro %}")


def board_map() -> folium.Map:
    """The map as folium defines it: no tiles, canvas, fractional zoom so that a city fills any screen, our controls."""
    board = folium.Map(
        location=_NOWHERE, zoom_start=10, tiles=None, prefer_canvas=True, zoom_control=False, control_scale=False,
        min_zoom=7, max_zoom=18, zoom_snap=0.1, zoom_delta=0.5, wheel_px_per_zoom_level=90, attribution_control=False,
        font_size="14px",
    )
    board.default_js = [("leaflet", LEAFLET_SCRIPT)]
    board.default_css = [("leaflet_css", LEAFLET_STYLE)]
    # folium numbers its elements at random; a kept page needs a kept name.
    board._id = "board"
    board.add_child(_Handover(), name="handover")
    return board


def board_page(folder: Path, tiles: TileSource | None = None) -> str:
    """The page as HTML, with the folder's scripts and styles in it. Its policy admits these and scripts of its own folder only, so
    that no text can ever run as one; and the images of the tile source, where one is configured, and of no other.
    """
    board = board_map()
    figure = board.get_root()
    for style in STYLES:
        figure.header.add_child(Element(f'<link rel="stylesheet" href="{style}"/>'), name=style)
    figure.header.add_child(Element(f'<script type="module" src="{SCRIPT}"></script>'), name=SCRIPT)
    page = figure.render().replace("<html>", '<html lang="zh-CN">', 1)
    page = "\n".join(line.rstrip() for line in page.splitlines() if line.strip())
    page = _LINK.sub(lambda link: f"<style>{onepage.style(folder / link[1], folder)}</style>", page)
    page = _SCRIPT.sub(lambda tag: f"<script{tag[1]}>{_script(folder / tag[2], module=bool(tag[1]))}</script>", page)
    policy = f'<meta http-equiv="Content-Security-Policy" content="{_policy(page, tiles)}"/>'
    charset = next(line for line in page.splitlines() if "charset=" in line)
    return page.replace(charset, f"{charset}\n    <title>挂图</title>\n    {policy}", 1) + "\n"


def _script(path: Path, *, module: bool) -> str:
    text = onepage.script(path) if module else path.read_text("utf-8")
    return re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.M)


def _policy(page: str, tiles: TileSource | None) -> str:
    """A Content-Security-Policy that names this page's inline scripts by their digests and shuts out everything else."""
    scripts = re.findall(r"<script(?: type=\"module\")?>(.*?)</script>", page, re.DOTALL)
    digests = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts)
    images = " ".join(("'self'", "data:", *(("blob:",) if tiles and tiles.reader == "pmtiles" else ()), *(tiles.origins if tiles else ())))
    ranges = "'self'" if tiles and tiles.reader == "pmtiles" else "'none'"
    return (
        f"default-src 'none'; script-src 'self' {digests}; style-src 'self' 'unsafe-inline'; "
        f"img-src {images}; connect-src {ranges}; base-uri 'none'; form-action 'none'"
    )


def component_folder(folder: Path, tiles: TileSource | None = None, *, into: Path) -> Path:
    """A copy of the component's folder with its page (``index.html``) in it. It lies under into, named by what it holds: made by the
    first server and found by every later one, however the first ended. Where nothing can be kept there it lasts as long as the process.
    """
    page = board_page(folder, tiles)
    digest = hashlib.sha256(page.encode())
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(folder).as_posix()}\n{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    kept = into / digest.hexdigest()[:16]
    if kept.exists():
        return kept
    try:
        into.mkdir(parents=True, exist_ok=True)
        holder = tempfile.TemporaryDirectory(dir=into, prefix="making-")
    except OSError:
        holder = tempfile.TemporaryDirectory(prefix="board_map-")
        atexit.register(holder.cleanup)
        return _copy(folder, page, Path(holder.name))
    with holder:
        made = _copy(folder, page, Path(holder.name))
        try:
            made.rename(kept)  # at once: who finds it finds it whole
        except OSError:
            if not kept.exists():  # else another server was quicker
                raise
    return kept


def _copy(folder: Path, page: str, into: Path) -> Path:
    copy = Path(shutil.copytree(folder, into / "board_map"))
    (copy / "index.html").write_text(page, "utf-8")
    return copy
