"""The document that a browser opens first (首页文档): Streamlit's, with the looks of the house, the stage (:mod:`pages.ui.opening`) or what
the first look will need, and what a page may do.

Streamlit's own names the scripts that it always needs. Those of a first look the browser finds out about one after the other, when
the connection stands and the page has run; and then the map's script and what it draws. Here they are named too. The map's script is
run while the browser waits for Streamlit's, and draws at once where there is a stage; the others, and the map's data where there is
none, are fetched while the page runs on the server, and not before the connection has been asked for, in the way of which they would
stand.

The document's header says what the browser may do on the board at all (Content-Security-Policy): run scripts of this server only, ask
this server only, show pictures of it and of the tile source that the installation names. So nothing of a text read from outside could
run or reach out, even if it ever came to stand in a page as markup.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

import streamlit
from starlette.responses import HTMLResponse, Response

from geo.maps import TileSource
from pages.ui import mapscript, parcels, theme, townsheet
from pages.ui.opening import LOOKS, Opening

STATIC = Path(streamlit.__file__).parent / "static"
FIRST_LOOK = ("BidiComponent", "Html")
"""Streamlit's scripts for what a first look shows, by the names of their files without the stamp."""

_CONNECTING = "_stcore/health"
"""What Streamlit asks for before it connects."""

_SEND = f"""
const connecting = new PerformanceObserver((asked) => {{
  if (!asked.getEntries().some(({{ name }}) => name.endsWith("{_CONNECTING}"))) return;
  connecting.disconnect();
  document.head.append(document.getElementById("ahead").content);
  import("./{mapscript.ADDRESS}").then(({{ ahead }}) => ahead());
}});
connecting.observe({{ type: "resource", buffered: true }});
"""
_MAP = f'<script type="module" async src="./{mapscript.ADDRESS}"></script><script>{_SEND}</script>'
_OPEN = f'import("./{mapscript.ADDRESS}").then(({{ opening }}) => opening()).catch(() => document.getElementById("opening").remove());'
_LOST = """
new MutationObserver(() => {
  for (const title of document.querySelectorAll('[role="dialog"] h2[slot="title"]')) {
    if (title.textContent === "Connection error") title.closest('[role="dialog"]').dataset.lost = "";
  }
}).observe(document.body, { childList: true });
"""
"""Marks Streamlit's dialog when no server answers, so that chinese.css can say it, and what to do."""


class Document:
    """Streamlit's document for this installation, its tiles from source."""

    def __init__(self, source: TileSource | None) -> None:
        text = (STATIC / "index.html").read_text("utf-8")
        text = text.replace('<html lang="en">', '<html lang="zh-CN">', 1).replace("<title>Streamlit</title>", "<title>挂图作战</title>", 1)
        text = re.sub(r'<link\s[^>]*as="font"[^>]*>', "", text)  # a Latin one that the house does not write in
        known = set(re.findall(r"static/js/([\w.-]+\.js)", text))
        self._scripts = "".join(
            f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in needed(FIRST_LOOK) if name not in known
        )
        inline = (*re.findall(r"<script>(.*?)</script>", text, re.DOTALL), _SEND, _OPEN, _LOST, townsheet.PRINT)
        self._headers = {"Cache-Control": "no-cache", "Content-Security-Policy": policy(source, inline)}
        # Behind Streamlit's own style sheets, which all are in the head, and which it overrules.
        text = text.replace("<body>", f"<body><style>{theme.house()}</style>", 1)
        text = text.replace("</body>", f"<script>{_LOST}</script></body>", 1)
        self._top, self._head, self._body, self._rest = re.split("(?<=<head>)|(?=</head>)|(?<=<body>)", text, maxsplit=3)

    def response(self, *, with_map: bool, opening: Opening | None = None) -> Response:
        """The answer to who asks for a page, which has a map or none; opening: what is to be seen until the page is there."""
        if not with_map:
            return self._joined()
        if opening is None:
            return self._joined(_MAP, f'<template id="ahead">{self._scripts}{_links(parcels.ahead())}</template>')
        stage = f"<style>{LOOKS}</style>{opening.html}<script>{_OPEN}</script>"
        return self._joined(_MAP + _links(opening.parcels), f'<template id="ahead">{self._scripts}</template>', stage)

    def _joined(self, top: str = "", head: str = "", body: str = "") -> Response:
        return HTMLResponse("".join((self._top, top, self._head, head, self._body, body, self._rest)), headers=self._headers)


def _links(kinds: Mapping[str, parcels.Parcel]) -> str:
    return "".join(
        f'<link rel="preload" as="fetch" crossorigin href="./{escape(parcel.address)}" data-board="{escape(kind)}">'
        for kind, parcel in kinds.items()
    )


def needed(names: Iterable[str]) -> list[str]:
    """Streamlit's scripts of these names and all they import, by their files' names; none for what this Streamlit does not have."""
    folder = STATIC / "static" / "js"
    wanted = [path.name for name in names for path in folder.glob(f"{name}.*.js")]
    for name in wanted:  # grows while it is walked
        wanted += [one for one in re.findall(r'(?:from|import)"\./([\w.-]+\.js)"', (folder / name).read_text("utf-8")) if one not in wanted]
    return wanted


def policy(source: TileSource | None, inline: Iterable[str]) -> str:
    """What a page may do, as the header says it: run this server's scripts and those that stand inline in its document, no others; show
    pictures of the tile source. Styles may stand in the page: Streamlit's do.
    """
    digests = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in inline)
    images = " ".join(("'self'", "data:", "blob:", *(source.origins if source else ())))
    return (
        f"default-src 'self'; script-src 'self' blob: {digests}; style-src 'self' 'unsafe-inline'; img-src {images}; "
        "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-src 'self' blob:; object-src 'none'; "
        "base-uri 'self'; form-action 'self'"
    )
