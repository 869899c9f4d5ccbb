"""Time and memory of one whole briefing for 50, 500 and 5,000 projects. Aim: everything within 15 s at 500 on two cores.

Run it with ``python -m benchmarks.briefing``; each size has a process of its own, so that memory is its own, too.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
SIZES = (50, 500, 5000)
AIM_SECONDS, AIM_SIZE = 15.0, 500


def measure(count: int) -> dict[str, object]:
    """Seconds of each step, of all, and the peak of memory in MB, for a board of so many projects."""
    from briefing.brief import prepare
    from briefing.make import make
    from tests.briefing import boards

    board, before, changes, layers = boards.make(count)
    brief = prepare(board, layers, since=before.as_of, before=before, changes=changes)
    steps: list[tuple[str, float]] = []
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        names = make(brief, Path(folder) / "out", progress=lambda step: steps.append((step, time.perf_counter())))
        size = sum((Path(folder) / "out" / name).stat().st_size for name in names)
    ended = time.perf_counter()
    ends = [*(moment for _, moment in steps[1:]), ended]
    return {
        "projects": count,
        "steps": {name: round(end - start, 2) for (name, start), end in zip(steps, ends, strict=True)},
        "seconds": round(ended - begun, 2),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "output_mb": round(size / 1e6, 1),
    }


def main() -> None:
    """Print a line of JSON for each size, and whether the aim was met."""
    for count in SIZES:
        command = [sys.executable, "-m", "benchmarks.briefing", str(count)]
        found = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
        print(json.dumps(found, ensure_ascii=False))
        if count == AIM_SIZE:
            print(f"aim of {AIM_SECONDS:g} s at {AIM_SIZE}: {'met' if found['seconds'] <= AIM_SECONDS else 'MISSED'}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(int(sys.argv[1])), ensure_ascii=False))
    else:
        main()
