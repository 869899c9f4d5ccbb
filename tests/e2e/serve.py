"""Serves the board on invented records: ``python tests/e2e/serve.py PORT [COUNT]``. Names are hostile on purpose."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from streamlit import config  # noqa: E402
from streamlit.web import bootstrap  # noqa: E402

from tests.pages.boards import FakeViews, install  # noqa: E402

HOSTILE = ('<img src=x onerror="top.hacked=1">中路', "${top.hacked=1}河道", "</script><script>top.hacked=1</script>")

if __name__ == "__main__":
    port, count = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 60
    install(FakeViews(count, names=HOSTILE if "--hostile" in sys.argv else ()))
    bootstrap.load_config_options({"server.port": port, "server.address": "127.0.0.1"})
    config.set_option("server.headless", True)
    bootstrap.run(str(ROOT / "app.py"), False, [], {})
