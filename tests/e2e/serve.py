"""Serves the board: ``python tests/e2e/serve.py PORT [COUNT] [--hostile]`` on invented records, their names hostile if so wished;
``PORT --desk`` on the store whose path comes by standard input, and from the next line on the next."""

import os
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from streamlit import config  # noqa: E402
from streamlit.web import bootstrap  # noqa: E402

from pages.ui import remember  # noqa: E402
from tests.pages.boards import FakeViews, install  # noqa: E402

HOSTILE = ('<img src=x onerror="top.hacked=1">中路', "${top.hacked=1}河道", "</script><script>top.hacked=1</script>")


def follow(lines, answers):
    """Each line is repeated once the store it names is shown, and nothing that is remembered is the last one's."""
    for line in lines:
        while any(thread.name == "ScriptRunner.scriptThread" for thread in threading.enumerate()):  # a page may still be running
            time.sleep(0.02)
        os.environ["STORE_URL"] = line.rstrip("\n")
        remember.forget()
        print(line, end="", file=answers, flush=True)


if __name__ == "__main__":
    port, count = int(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] and sys.argv[2].isdigit() else 60
    if "--desk" in sys.argv:
        answers, sys.stdout = sys.stdout, sys.stderr
        threading.Thread(target=follow, args=(sys.stdin, answers), daemon=True).start()
    else:
        install(FakeViews(count, names=HOSTILE if "--hostile" in sys.argv else ()))
    bootstrap.load_config_options({"server.port": port, "server.address": "127.0.0.1"})
    config.set_option("server.headless", True)
    bootstrap.run(str(ROOT / "app.py"), False, [], {})
