"""Serves the board, ``python tests/e2e/serve.py PORT``, on what a line of standard input says, and from the next line on on that:
``invented COUNT`` for invented records, ``hostile COUNT`` for such whose first names are hostile, else the path of a store.
"""

import os
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from streamlit.web import cli  # noqa: E402

from data import views  # noqa: E402
from pages.ui import remember  # noqa: E402
from tests.pages.boards import ASKED, FakeViews, install  # noqa: E402

HOSTILE = ('<img src=x onerror="top.hacked=1">中路', "${top.hacked=1}河道", "</script><script>top.hacked=1</script>")


def follow(lines, answers):
    """Each line is repeated once what it names is shown, and nothing that is remembered is the last one's."""
    real = SimpleNamespace(**{name: getattr(views, name) for name in ASKED})
    for line in lines:
        while any(thread.name == "ScriptRunner.scriptThread" for thread in threading.enumerate()):  # a page may still be running
            time.sleep(0.02)
        match line.split():
            case ["invented", count]:
                install(FakeViews(int(count)))
            case ["hostile", count]:
                install(FakeViews(int(count), names=HOSTILE))
            case _:
                install(real)
                os.environ["STORE_URL"] = line.rstrip("\n")
        remember.forget()
        print(line, end="", file=answers, flush=True)


if __name__ == "__main__":
    answers, sys.stdout = sys.stdout, sys.stderr
    threading.Thread(target=follow, args=(sys.stdin, answers), daemon=True).start()
    cli.main(["run", str(ROOT / "app.py"), "--server.port", sys.argv[1], "--server.address", "127.0.0.1", "--server.headless", "true"])
