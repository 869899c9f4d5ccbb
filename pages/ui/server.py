"""What the server answers beside Streamlit: the pages' first document, the map's script, and parcels; and Streamlit's own
files from memory. ``app.py`` names it, and ``streamlit run app.py`` starts it.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit import config

from pages.ui import mapscript, opening, parcels, tiles
from pages.ui.document import Document
from pages.ui.streamlitfiles import StreamlitFiles

WITH_MAP = frozenset({"", "towns", "places", "project", "wall"})
"""Pages that have a map, by their address."""

_KEPT = {"Cache-Control": "private, max-age=31536000, immutable"}
"""Of what lies at an address that is made of what it names."""


def _root() -> str:
    base = str(config.get_option("server.baseUrlPath")).strip("/")
    return f"/{base}" if base else ""


def routes(pages: Sequence[str]) -> list[Route]:
    """What is answered for: every page by its address (the first is found at the root, and under its name sent there), the map's
    script and its files, and parcels.
    """
    root, document = _root(), Document(tiles.SOURCE)
    first, *others = pages

    def page(name: str) -> Route:
        def answer(request: Request) -> Response:  # beside the server's loop: the store may be asked for its version
            stage = None if name else opening.of(request.url.query)
            return document.response(with_map=name in WITH_MAP, opening=stage)

        return Route(f"{root}/{name}", answer)

    return [
        *(page(name) for name in ("", *others)),
        Route(f"{root}/{first}", _home),
        Route(f"{root}/{mapscript.ROOT}/{{name:path}}", _script),
        Route(f"{root}/{parcels.ROOT}/{{name}}", _parcel),
    ]


def middleware() -> list[Middleware]:
    """What stands before all of it."""
    return [Middleware(StreamlitFiles, root=_root())]


async def _home(request: Request) -> Response:
    return RedirectResponse(f"./?{request.url.query}" if request.url.query else "./")


async def _script(request: Request) -> Response:
    name = request.path_params["name"]
    if name == mapscript.NAME:
        return Response(mapscript.PACKED, media_type="text/javascript", headers={**_KEPT, "Content-Encoding": "gzip"})
    path = (mapscript.FOLDER / name).resolve()
    if not path.is_relative_to(mapscript.FOLDER.resolve()) or not path.is_file():
        return Response(status_code=404)
    return FileResponse(path, headers=_KEPT)


async def _parcel(request: Request) -> Response:
    parcel = parcels.at(f"{parcels.ROOT}/{request.path_params['name']}")
    if parcel is None:
        return Response(status_code=404)
    return Response(parcel.body, media_type="application/json", headers={**_KEPT, "Content-Encoding": "gzip"})
