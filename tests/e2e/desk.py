"""The board served to browsers: on whatever it is told to show, or on a store's file as people start it."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
HERE = [sys.executable, str(Path(__file__).with_name("serve.py"))]


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def running(command, port, tmp, **more):
    """The command, once its port answers; it is ended afterwards."""
    log = tmp / "server.log"
    with log.open("w") as out:
        server = subprocess.Popen(command, **{"stdout": out, "stderr": out, "cwd": ROOT, "start_new_session": True} | more)
    try:
        until = time.monotonic() + 60
        while True:
            try:
                urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2).read()
                break
            except OSError:
                assert server.poll() is None and time.monotonic() < until, log.read_text()
                time.sleep(0.1)
        yield server
    finally:
        server.terminate()
        server.wait(10)


@contextmanager
def served(tmp, store):
    """The board over the store's file, started as people start it: no page was ever asked of it. Yields its address."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), "--server.address", "127.0.0.1"]
    with running(command, port, tmp, env=os.environ | {"STORE_URL": str(store)}):
        yield f"http://127.0.0.1:{port}"


class Desk:
    """A server that stays, and shows whatever it is told to: to start one for each test takes longer than the test."""

    def __init__(self, address, server):
        self._address, self._server, self._shown = address, server, None

    def show(self, what):
        """Show this from now on, as if it were the first; gives the address. What: a store's file, or ``"invented 60"`` for so many
        invented records, or ``"hostile 12"`` for such whose names would run as scripts.
        """
        if what != self._shown:
            self._server.stdin.write(f"{what}\n")
            self._server.stdin.flush()
            assert self._server.stdout.readline() == f"{what}\n"
            self._shown = what
        return self._address


@contextmanager
def desk_in(tmp):
    port = free_port()
    with running([*HERE, str(port)], port, tmp, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        yield Desk(f"http://127.0.0.1:{port}", server)


def settled(page):
    """Until the page is there and has stopped running."""
    page.wait_for_function("""() => document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]")
      && !document.querySelector("#opening, [data-testid=stStatusWidget]")""")
    page.wait_for_timeout(300)
