"""Others at work at the same time: readers while a process loads, two who load, GDAL while we write."""

from __future__ import annotations

import threading

import pyogrio

from data.model import Project, Run
from tests.data.store.loader import load_numbered
from tests.data.store.test_kill import PROJECTS, seen, start_loading


def test_readers_see_whole_states_and_no_error_while_a_process_loads(store, store_url, opened):
    load_numbered(store, 0, PROJECTS)
    process = start_loading(store_url, 1, how_many=6)
    failures, states = [], set()

    def read():
        try:
            mine = opened(store_url)
            while process.poll() is None:
                states.add(seen(mine))
        except Exception as error:
            failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    process.wait()
    assert not failures
    assert process.returncode == 0
    assert len(states) > 1, "the readers must have seen loads come in, or nothing was tried"
    assert seen(store) == 6


def test_two_processes_load_in_turn(store, store_url):
    load_numbered(store, 0, 20)
    first, second = (start_loading(store_url, number, how_many=5, projects=20) for number in (1, 101))
    assert (first.wait(), second.wait()) == (0, 0)
    assert store.version() == 11
    assert len({run.id for run in store.fetch(Run)}) == 11


def test_two_processes_make_a_store_at_the_same_time(bare_url, opened):
    both = [start_loading(bare_url, number, projects=5) for number in (1, 2)]
    assert [one.wait() for one in both] == [0, 0]
    assert opened(bare_url).version() == 2


def test_gdal_reads_whole_states_while_a_process_loads(tmp_path, opened):
    path = tmp_path / "board.gpkg"
    load_numbered(opened(path), 0, PROJECTS)
    process = start_loading(str(path), 1, how_many=4)
    while process.poll() is None:
        frame = pyogrio.read_dataframe(path, layer="project")
        assert len(frame) == PROJECTS
        assert frame["name"].nunique() == 1
    assert process.wait() == 0


def test_at_rest_the_store_is_one_file(tmp_path, opened):
    path = tmp_path / "board.gpkg"
    load_numbered(opened(path), 0, 3)
    assert list(tmp_path.iterdir()) == [path], "a copy of the one file must be a copy of all"
    copy = tmp_path / "copy.gpkg"
    copy.write_bytes(path.read_bytes())
    assert len(opened(copy).fetch(Project)) == 3
