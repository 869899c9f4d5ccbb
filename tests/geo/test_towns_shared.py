"""One index of towns, asked by several threads at once: as the board's visitors do, and as many places are shared out."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

# In a process of its own: what goes wrong here ends the process, not the test.
ASKED_AT_ONCE = """
import dataclasses, threading
import numpy as np, shapely
from concurrent.futures import ThreadPoolExecutor
from geo.towns import TownIndex
from tests.geo.network import TOWNS, degrees, network

angles = np.linspace(0, 2 * np.pi, 1500)
rugged = degrees(shapely.polygons(np.column_stack([5000 + 4000 * np.cos(angles), 4000 * np.sin(angles)])))
towns = network().towns
region = dataclasses.replace(network(), towns=(dataclasses.replace(towns[0], geometry=rugged),))
corners = [(5000 + r * np.cos(a), r * np.sin(a)) for r in (3950, 3990, 4020) for a in np.linspace(0, 6.28, 150)]
areas = degrees(np.array([shapely.box(x - 60, y - 60, x + 60, y + 60) for x, y in corners]))  # all across the edge
along = [degrees(shapely.LineString([(5000 + r * np.cos(a), r * np.sin(a)) for a in np.linspace(0, 6, 400)])) for r in range(3999, 4002)]
for _ in range(8):
    index, together = TownIndex(region), threading.Barrier(6)

    def ask(number):
        together.wait()
        table = index.table(along if number % 2 else areas)
        return number % 2, table.measure.sum()

    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(ask, range(6)))
    assert len({(kind, round(total, 3)) for kind, total in found}) == 2, found
print("agreed")
"""


def test_threads_that_ask_at_once_all_get_the_same_answer():
    done = subprocess.run([sys.executable, "-c", ASKED_AT_ONCE], cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0 and done.stdout.strip() == "agreed", (done.returncode, done.stderr[-2000:])
