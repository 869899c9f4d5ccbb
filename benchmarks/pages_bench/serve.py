"""A Streamlit server that writes down how long each run of its script took.

``python -m benchmarks.pages_bench.serve PORT SCRIPT LOG``: serves the script on loopback. Every run adds a line of JSON to the
log: ``ms``, from the run's start to its end by the clock, and ``cpu_ms``, what its thread itself worked; on a busy machine the
second is the steadier. What is measured is Streamlit's own ``ScriptRunner._run_script``, so that callbacks, the page, its
components' arguments and the bookkeeping are all in it, whatever the page is.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.web import cli


def write_down(log: Path) -> None:
    """From now on each run of a script is written down."""
    run = ScriptRunner._run_script

    def timed(runner: ScriptRunner, *arguments: object, **named: object) -> object:
        clock, cpu = time.perf_counter(), time.thread_time()
        try:
            return run(runner, *arguments, **named)
        finally:
            took = {"ms": (time.perf_counter() - clock) * 1000, "cpu_ms": (time.thread_time() - cpu) * 1000}
            with log.open("a") as out:  # one short line: appended whole, whichever thread comes first
                out.write(json.dumps(took) + "\n")

    ScriptRunner._run_script = timed


def main(port: int, script: str, log: Path) -> None:
    """Serve until ended."""
    write_down(log)
    cli.main(["run", script, "--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"])


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
