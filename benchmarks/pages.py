"""The board's map beside an empty page and the usual maps: ``python -m benchmarks.pages [N …] [--rounds 3]``.

Invented projects, each a line of 40 vertices, over the region's towns, in a GeoPackage made for the run; five Streamlit
servers on loopback, each a process of its own; a real Chromium. In turn, round by round, so that what else the machine does
falls on all alike: open each page in a browser with an empty cache (its server has been visited once), click lines, change
the filter, the colour and the date. Figures are medians; ratios are to the empty page of the same run. No timing is asserted.
That the map is not rebuilt by a filter, a colour or a date is: the run fails if it is.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import numpy as np
import shapely
from playwright.sync_api import Browser

from benchmarks.pages_bench import libraries
from benchmarks.pages_bench.browser import CHROMIUM, BoardVisit, EmptyVisit, FoliumVisit, FreshVisit, Visit, chromium
from benchmarks.pages_bench.invented import LAST_DATE, fill
from benchmarks.pages_bench.server import ROOT, Server, median, serving
from data.model import Location, Project
from data.store import Store

SIZES = (50, 500, 5000)
CLICKS = 3
SLOW_FROM = 2000
"""From so many lines on the usual maps take tens of seconds a rerun: one round, one click, so that the whole stays bounded."""
HERE = Path(__file__).parent / "pages_bench"
VISITS: dict[str, tuple[Path, type[Visit]]] = {
    "empty page": (HERE / "empty.py", EmptyVisit),
    "项目总览": (ROOT / "app.py", BoardVisit),
    "项目总览, asked for anew": (ROOT / "app.py", FreshVisit),
    "folium.GeoJson + st_folium": (HERE / "geojson_page.py", FoliumVisit),
    "gdf.explore() + st_folium": (HERE / "explore_page.py", FoliumVisit),
}


@dataclass
class Figures:
    """What was measured of one page at one size, all in ms."""

    first: float = 0.0
    cold: list[float] = field(default_factory=list)
    clicks: list[float] = field(default_factory=list)
    unanswered: int = 0
    runs: list[dict[str, float]] = field(default_factory=list)
    changes: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    runs_of: dict[str, list[dict[str, float]]] = field(default_factory=lambda: defaultdict(list))
    keeps_its_view: bool | None = None


def alone(store: Store, count: int) -> list[tuple[float, float, str]]:
    """The middles of the lines that are farthest from any other line, the loneliest first: lon, lat, the project's name."""
    names = {project.id: project.name for project in store.fetch(Project)}
    places = store.fetch(Location)
    lines = np.array([place.geometry for place in places], dtype=object)
    middles = shapely.line_interpolate_point(lines, 0.5, normalized=True)
    tree = shapely.STRtree(lines)
    found = []
    for place, middle in zip(places, middles, strict=True):
        near = tree.query(middle, predicate="dwithin", distance=0.01)
        away = sorted(shapely.distance(middle, lines[near]))
        found.append((away[1] if len(away) > 1 else 0.01, middle.x, middle.y, names[place.project]))
    return [(x, y, name) for _, x, y, name in sorted(found, reverse=True)[:count]]


def use_board(visit: BoardVisit, figures: Figures, spots: list[tuple[float, float, str]]) -> None:
    """Click lines, then filter, colour and go back in time; the map must be the same one, and look where it looked."""
    for spot in spots:
        took, runs = visit.click(*spot)
        figures.clicks.append(took)
        figures.runs_of["click"] += runs
    view = visit.mark()
    earlier = (LAST_DATE - timedelta(weeks=1)).isoformat()
    for name, act in (("filter", visit.filter), ("colour", visit.colour), ("date", lambda: visit.go_back_to(earlier))):
        took, runs = act()
        figures.changes[name].append(took)
        figures.runs_of[name] += runs
        if not visit.kept(view):
            raise RuntimeError(f"a change of {name} rebuilt the map or moved it")
    figures.keeps_its_view = True


def use_folium(visit: FoliumVisit, figures: Figures, *, slow: bool) -> None:
    """Run it again, click lines, filter."""
    figures.runs += visit.again()
    answers = [visit.click(nth) for nth in range(1 if slow else CLICKS)]
    figures.clicks += [took for took in answers if took is not None]
    figures.unanswered += answers.count(None)
    if figures.keeps_its_view is None and not slow:
        figures.keeps_its_view = visit.keeps_its_view()


def measure(browser: Browser, size: int, rounds: int, folder: Path) -> dict[str, Figures]:
    """All pages at one size."""
    store = fill(folder / f"{size}.gpkg", size)
    spots = alone(store, CLICKS * rounds)
    store.close()
    found = {name: Figures() for name in VISITS}
    with ExitStack() as stack:
        servers: dict[str, Server] = {
            name: stack.enter_context(serving(script, folder, store=folder / f"{size}.gpkg")) for name, (script, _) in VISITS.items()
        }
        for turn in range(rounds + 1):
            for name, (_, kind) in VISITS.items():
                if turn > 1 and size >= SLOW_FROM and kind is FoliumVisit:
                    continue
                visit, figures = kind(browser, servers[name]), found[name]
                took = visit.open()
                visit.settle()
                if turn == 0:  # the server's own first visitor: it reads the store and makes what it keeps
                    figures.first = took
                else:
                    figures.cold.append(took)
                    if type(visit) is BoardVisit:
                        use_board(visit, figures, spots[(turn - 1) * CLICKS : turn * CLICKS])
                    elif isinstance(visit, FoliumVisit):
                        use_folium(visit, figures, slow=size >= SLOW_FROM)
                visit.close()
        for name, figures in found.items():
            if not figures.runs:
                figures.runs = [run for runs in figures.runs_of.values() for run in runs] or servers[name].runs(1)
    return found


def show(size: int, found: dict[str, Figures]) -> None:
    """One size's table, ratios first."""
    base = statistics.median(found["empty page"].cold)
    print(f"\nN = {size}")
    print(f"  {'':28}{'cold÷empty':>11}{'cold':>9}{'first':>9}{'rerun':>9}{'(cpu)':>9}{'click':>9}   view kept by a filter")
    for name, one in found.items():
        cold, click = statistics.median(one.cold), f"{statistics.median(one.clicks):7.0f}ms" if one.clicks else ""
        kept = {None: "", True: "yes", False: "no: the map is rebuilt"}[one.keeps_its_view]
        print(
            f"  {name:{28 - sum(ord(letter) > 255 for letter in name)}}{cold / base:>11.2f}{cold:>7.0f}ms{one.first:>7.0f}ms"
            f"{median(one.runs):>7.1f}ms{median(one.runs, 'cpu_ms'):>7.1f}ms{click:>9}   {kept}"
        )
    ours = found["项目总览"]
    for name, took in ours.changes.items():
        print(f"    项目总览, {name}: {statistics.median(took):.0f} ms to the changed map, "
              f"server {median(ours.runs_of[name]):.1f} ms (cpu {median(ours.runs_of[name], 'cpu_ms'):.1f})")  # fmt: skip
    for name, one in found.items():
        if one.unanswered:
            print(f"    {name}: {one.unanswered} clicks brought no card within a minute")
        if one is not ours and one.clicks:
            server = median(one.runs, "cpu_ms") / median(ours.runs, "cpu_ms")
            click = statistics.median(one.clicks) / statistics.median(ours.clicks)
            print(f"    {name}: server (cpu) {server:.0f} ×, click {click:.1f} × that of 项目总览")
    sys.stdout.flush()


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("sizes", nargs="*", type=int, default=SIZES)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    if not CHROMIUM.exists():
        print(f"no {CHROMIUM}: install it (apt-get install chromium)", file=sys.stderr)
        return 1
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; cold: an empty browser cache, a server once visited; "
          f"first: the server's first visitor; asked for anew: an address that nobody asked for before, so without the stage; "
          f"rerun: one run of the script on the server; click: from a line to its card")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder, libraries.served(), chromium() as browser:
        for size in chosen.sizes or SIZES:
            show(size, measure(browser, size, chosen.rounds, Path(folder)))
    print("\naims: rerun at most 10 ms at any N; cold at most 1.25 × the empty page at 500 and 1.6 × at 5000; click at most 300 ms at 500")
    return 0


if __name__ == "__main__":
    sys.exit(main())
