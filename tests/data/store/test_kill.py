"""A load killed at any moment leaves the last good state: tried with a real process and SIGKILL."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pyogrio
import pytest

from data.model import LedgerRow, Observation, Project, Run, SourceFile
from tests.data.store.loader import load_numbered

ROOT = Path(__file__).parents[3]
PROJECTS = 1500


def start_loading(url: str, first: int, how_many: int = 1, projects: int = PROJECTS) -> subprocess.Popen:
    command = [sys.executable, "-m", "tests.data.store.loader", url, str(first), str(how_many), str(projects)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert process.stdout.readline() == b"ready\n"
    return process


def seen(store):
    """The state, as far as it must hang together: one figure, one name, the same number of everything."""
    with store.reading() as now:
        figures = {one.year_done for one in now.latest()}
        names = {one.name for one in now.fetch(Project)}
        counts = {record: now.count(record) for record in (Observation, LedgerRow)}
        files, runs, version = now.count(SourceFile), now.count(Run), now.version()
    assert len(figures) == 1 and names == {f"第{figure}期的名称" for figure in figures}
    assert set(counts.values()) == {PROJECTS * files}
    assert files == runs == version
    return figures.pop()


def killed_loads(store, url, *, times):
    load_numbered(store, 0, PROJECTS)
    started = time.perf_counter()
    load_numbered(store, 1, PROJECTS)
    one_load = time.perf_counter() - started
    chance = random.Random()
    last, outcomes = 1, set()
    for _ in range(times):
        process = start_loading(url, last + 1)
        time.sleep(chance.uniform(0, one_load * 1.3))
        process.kill()
        process.wait()
        if "://" not in url:
            # GDAL opens for reading only: it must not depend on anyone having cleaned up first.
            assert {len(pyogrio.read_dataframe(url, layer="project"))} == {PROJECTS}
        now = seen(store)
        assert now in (last, last + 1), "neither the state before nor the one after"
        outcomes.add(now - last)
        last = now
    load_numbered(store, last + 1, PROJECTS)
    assert seen(store) == last + 1, "the store must take loads as before"
    return outcomes


def test_a_killed_load_leaves_the_state_before_or_after(store, store_url):
    killed_loads(store, store_url, times=4)


@pytest.mark.soak
def test_hundreds_of_killed_loads(store, store_url):
    outcomes = killed_loads(store, store_url, times=200)
    assert outcomes == {0, 1}, "the kills should fall on both sides of the commit, or nothing was tried"
