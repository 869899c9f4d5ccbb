"""Leaflet from this machine, for the usual maps, whose pages ask content delivery networks for it: there is no network here.

Of all else that they would fetch (jQuery, Bootstrap, fonts) they are given empty files at once: they are measured without the weight and
the way of most of what they load, which favours them. Requests are answered by a server, not held by the driver of the browser: that
costs a page some milliseconds for each request, whichever it is, and more the more scripts it has.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlparse

import folium

ADDRESS = "BENCH_LIBRARIES"
"""Name of the variable that says where they are."""

_LEAFLET = Path(__file__).parents[2] / "pages" / "ui" / "board_map" / "leaflet"
_KINDS = {".js": "text/javascript", ".css": "text/css"}


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        name = Path(urlparse(self.path).path).name
        body = (_LEAFLET / name).read_bytes() if name in ("leaflet.js", "leaflet.css") else b""
        self.send_response(200)
        self.send_header("Content-Type", _KINDS.get(Path(name).suffix, "text/plain"))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served() -> Iterator[None]:
    """Serve them on loopback, for the pages started meanwhile."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    os.environ[ADDRESS] = f"http://127.0.0.1:{server.server_port}"
    try:
        yield
    finally:
        del os.environ[ADDRESS]
        server.shutdown()
        server.server_close()


def here() -> None:
    """In a page: have folium name them here."""
    at = os.environ[ADDRESS]
    for kind in ("default_js", "default_css"):
        setattr(folium.Map, kind, [(name, f"{at}/{Path(urlparse(url).path).name}") for name, url in getattr(folium.Map, kind)])
