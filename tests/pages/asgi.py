"""Asking an ASGI application without a server."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


def ask(app, path, *, method="GET", **headers):
    """What the application answers; names of headers with ``_`` for ``-``."""
    said, left = [], iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive():
        if (one := next(left, None)) is None:
            await asyncio.Event().wait()  # who asked stays until it is answered
        return one

    async def send(message):
        said.append(message)

    path, _, query = path.partition("?")
    scope = {
        "type": "http", "method": method, "http_version": "1.1", "scheme": "http", "root_path": "",
        "path": path, "raw_path": path.encode(), "query_string": query.encode(),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }
    with ThreadPoolExecutor(1) as aside:  # a browser's tests leave a loop running in this thread
        aside.submit(asyncio.run, app(scope, receive, send)).result()
    start = said[0]
    return Answer(start["status"], {name.decode(): value.decode() for name, value in start["headers"]},
                  b"".join(one.get("body", b"") for one in said[1:]))
