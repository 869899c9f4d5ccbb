"""The board served on a real store, for tests of the pages that change it."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.request import urlopen

from tests.e2e.conftest import ROOT, free_port


@contextmanager
def served(tmp, store):
    """The board over the store's file; yields its address. The server is fresh: no page was ever asked of it."""
    port, log = free_port(), tmp / "server.log"
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), "--server.address", "127.0.0.1"]
    with log.open("w") as out:
        server = subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT, cwd=ROOT, env=os.environ | {"STORE_URL": str(store)}, start_new_session=True,
        )
    try:
        until = time.monotonic() + 60
        while True:
            try:
                urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2).read()
                break
            except OSError:
                assert server.poll() is None and time.monotonic() < until, log.read_text()
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def settled(page):
    """Until the page has stopped running."""
    page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')")
    page.wait_for_timeout(300)
