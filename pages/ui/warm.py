"""A first visitor (预热): opens the overview when the server has started, so that nobody waits while it reads store and libraries, and
who comes next finds the stage set (:mod:`pages.ui.opening`); then once under each of the latest data dates, so that their boards are
made before somebody goes back to them.

``python -m pages.ui.warm PORT`` speaks to the server as a browser does, waits for the page to have run, and leaves. ``make run``
starts it beside the server. It is a kindness only: whatever goes wrong, it ends without a word and the server goes on.
"""

from __future__ import annotations

import sys
import time
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

UP_WITHIN_S = 60.0
READ_WITHIN_S = 300.0
_WHOLE = {"whole": "true"}  # at once, list and widgets too
DATES = 8
"""As many dates as all that is made of a board is kept of (:mod:`pages.ui.remember`), the list's tables least."""


def warm(port: int, *, up_within: float = UP_WITHIN_S) -> list[str]:
    """Open the overview of the server on this machine's port. Gives the data dates under which its page ran to the end, the latest
    first; none where it did not.

    Waits up_within seconds for the server to be there.
    """
    url = f"ws://127.0.0.1:{port}/_stcore/stream"
    until = time.monotonic() + up_within
    while True:
        try:
            dates = _visit(url, **_WHOLE)[:DATES]
            _visit(url)
            return [date for number, date in enumerate(dates) if number == 0 or _visit(url, date=date, **_WHOLE)]
        except (OSError, WebSocketException):
            if time.monotonic() > until:
                return []
            time.sleep(0.3)


def _visit(url: str, **asked: str) -> list[str]:
    """The dates to choose from on the overview as it is asked for; none where it did not run to its end."""
    query = urlencode(asked)
    dates: list[str] = []
    with connect(url, subprotocols=["streamlit"], max_size=None, proxy=None) as socket:  # type: ignore[list-item]
        socket.send(BackMsg(rerun_script={"query_string": query}).SerializeToString())
        until = time.monotonic() + READ_WITHIN_S
        said = ForwardMsg()
        while said.WhichOneof("type") != "script_finished":
            said.ParseFromString(socket.recv(timeout=until - time.monotonic(), decode=False))
            if said.delta.new_element.selectbox.query_param_key == "date":
                dates = list(said.delta.new_element.selectbox.options)
        return dates if said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY else []


if __name__ == "__main__":
    warm(int(sys.argv[1]))
