"""Streamlit's own files, from memory and gzipped once. A first visit asks for more than sixty. From the disk each costs the server
five times the work, and all of them together, uncompressed, three times the way.
"""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import NamedTuple

from starlette.types import ASGIApp, Receive, Scope, Send

from pages.ui import packing
from pages.ui.document import STATIC

_FOLDER = STATIC / "static"
_KINDS = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}  # what a system says of these is not sure
_TEXTS = (".js", ".css")


class _Answer(NamedTuple):
    headers: list[tuple[bytes, bytes]]
    body: bytes


class StreamlitFiles:
    """Stands before the server and answers for these files: their names carry stamps of what is in them, so that what was read once
    holds. Everything else, and what is asked for in part or by a browser that does not unpack, it leaves to the server.
    """

    def __init__(self, app: ASGIApp, *, root: str) -> None:
        self._app = app
        self._root = f"{root}/static/"
        self._answers: dict[str, _Answer] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or leave it to the server."""
        answer = self._answer(scope)
        if answer is None:
            await self._app(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 200, "headers": answer.headers})
        await send({"type": "http.response.body", "body": answer.body})

    def _answer(self, scope: Scope) -> _Answer | None:
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(self._root):
            return None
        asked = dict(scope["headers"])
        if b"gzip" not in asked.get(b"accept-encoding", b"") or b"range" in asked or b"if-none-match" in asked:
            return None
        path = scope["path"]
        if path not in self._answers:
            file = (_FOLDER / path.removeprefix(self._root)).resolve()
            if not file.is_relative_to(_FOLDER.resolve()) or not file.is_file():
                return None
            self._answers[path] = _read(file)
        return self._answers[path]


def _read(file: Path) -> _Answer:
    body, kind = file.read_bytes(), _KINDS.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    headers = {"content-type": kind, "cache-control": "public, max-age=31536000, immutable", "vary": "Accept-Encoding"}
    if file.suffix in _TEXTS:
        body = packing.gzipped(body.decode("utf-8"))
        headers["content-encoding"] = "gzip"
    headers["content-length"] = str(len(body))
    return _Answer([(name.encode(), value.encode()) for name, value in headers.items()], body)
