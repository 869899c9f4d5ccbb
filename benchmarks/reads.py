"""What pages ask of the store, as projects and history grow: ``python -m benchmarks.reads [--projects 5000] [--dates 52]``.

The time of ``board``, ``card`` and ``map_layers`` on a GeoPackage of invented projects: first with the given numbers, then with
a tenth of the projects at 4, 52 and 208 data dates, where the last column must not grow. Least and median of several, in CPU
time of the process: on a busy machine the clock measures the others.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.pages_bench.invented import fill
from data import views
from data.store import Store

HISTORY = (4, 52, 208)
TIMES = 9


def cpu_ms(ask: Callable[[], object]) -> tuple[float, float]:
    """Least and median CPU time of a question, once it has been asked."""
    ask()
    took = []
    for _ in range(TIMES):
        begun = time.process_time()
        ask()
        took.append((time.process_time() - begun) * 1000)
    return min(took), statistics.median(took)


def questions(store: Store) -> dict[str, Callable[[], object]]:
    """What a page asks, by name."""
    dates = views.data_dates(store)
    return {
        "board, latest": lambda: views.board(store),
        "board, first date": lambda: views.board(store, dates[0]),
        "card": lambda: views.card(store, "b-00007"),
        "map_layers": lambda: views.map_layers(store),
        "version": store.version,
    }


def measured(folder: Path, projects: int, dates: int) -> dict[str, tuple[float, float]]:
    """Each question's times on such a store."""
    store = fill(folder / f"{projects}-{dates}.gpkg", projects, dates=dates)
    try:
        return {name: cpu_ms(ask) for name, ask in questions(store).items()}
    finally:
        store.close()


def main() -> None:
    """Print both tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--projects", type=int, default=5000)
    options.add_argument("--dates", type=int, default=52)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(f"{chosen.projects} projects × {chosen.dates} dates (aim: board below 400 ms)")
        for name, (least, middle) in measured(Path(folder), chosen.projects, chosen.dates).items():
            print(f"  {name:20}{least:9.1f} ms least{middle:9.1f} ms median", flush=True)
        few = max(1, chosen.projects // 10)
        print(f"{few} projects, least ms at {', '.join(map(str, HISTORY))} dates; and the longest history ÷ the shortest")
        found = [measured(Path(folder), few, dates) for dates in HISTORY]
        for name in found[0]:
            times = [one[name][0] for one in found]
            print(f"  {name:20}" + "".join(f"{one:9.1f}" for one in times) + f"{times[-1] / times[0]:9.2f} ×")


if __name__ == "__main__":
    main()
