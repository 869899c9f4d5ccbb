"""Starting and ending the servers that are measured, each a process of its own."""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
_UP_WITHIN_S = 90


@dataclass(frozen=True)
class Server:
    """A server at an address, its process, and the log of its runs."""

    address: str
    process: subprocess.Popen
    log: Path

    def runs(self, since: int = 0) -> list[dict[str, float]]:
        """The runs written down, from a position on."""
        return [json.loads(line) for line in self.log.read_text().splitlines()[since:]] if self.log.exists() else []

    def memory_mb(self) -> float:
        """What of its memory is in use and resident, in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


@contextmanager
def serving(script: Path, folder: Path, *, store: Path) -> Iterator[Server]:
    """The script served on a free port of loopback, on a store."""
    port, name = _free_port(), script.stem
    log = folder / f"{name}-{port}.jsonl"
    with (folder / f"{name}-{port}.out").open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.pages_bench.serve", str(port), str(script), str(log)],
            cwd=ROOT, env=os.environ | {"STORE_URL": str(store)}, stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, process, folder / f"{name}-{port}.out")
        yield Server(address, process, log)
    finally:
        process.terminate()
        process.wait(20)


def median(runs: Sequence[dict[str, float]], what: str = "ms") -> float:
    """The median of one figure of some runs; nan for none."""
    return statistics.median(run[what] for run in runs) if runs else float("nan")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _wait(address: str, process: subprocess.Popen, said: Path) -> None:
    until = time.monotonic() + _UP_WITHIN_S
    while True:
        try:
            urlopen(f"{address}/_stcore/health", timeout=2).read()
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the server did not come up: {said.read_text()[-2000:]}") from None
            time.sleep(0.2)
