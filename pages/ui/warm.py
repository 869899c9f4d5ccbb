"""A first visitor (预热): opens the overview once when the server has started, so that nobody waits while it reads store and libraries.

``python -m pages.ui.warm PORT`` speaks to the server as a browser does, waits for the page to have run, and leaves. ``make run``
starts it beside the server. It is a kindness only: whatever goes wrong, it ends without a word and the server goes on.
"""

from __future__ import annotations

import sys
import time

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

UP_WITHIN_S = 60.0
READ_WITHIN_S = 300.0


def warm(port: int, *, up_within: float = UP_WITHIN_S) -> bool:
    """Open the overview of the server on this machine's port; whether its page ran to the end.

    Waits up_within seconds for the server to be there.
    """
    until = time.monotonic() + up_within
    while True:
        try:
            return _visit(f"ws://127.0.0.1:{port}/_stcore/stream")
        except (OSError, WebSocketException):
            if time.monotonic() > until:
                return False
            time.sleep(0.3)


def _visit(url: str) -> bool:
    with connect(url, subprotocols=["streamlit"], max_size=None, proxy=None) as socket:  # type: ignore[list-item]
        socket.send(BackMsg(rerun_script={}).SerializeToString())
        until = time.monotonic() + READ_WITHIN_S
        said = ForwardMsg()
        while said.WhichOneof("type") != "script_finished":
            said.ParseFromString(socket.recv(timeout=until - time.monotonic(), decode=False))
        return said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY


if __name__ == "__main__":
    warm(int(sys.argv[1]))
