import itertools
import json
import multiprocessing
import os
import time

import pytest

from briefing import folder as folders
from briefing.errors import BriefingError
from briefing.folder import write_folder

FILES = {"a.txt": b"1", "镇街/b.txt": b"2", "manifest.json": json.dumps({"format": "briefing-1"}).encode()}


def names(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_a_folder_appears_whole(tmp_path):
    write_folder(tmp_path / "x" / "2024", FILES)
    assert names(tmp_path / "x" / "2024") == set(FILES)
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["2024"]


def test_an_older_briefing_gives_way_and_leaves_nothing_behind(tmp_path):
    write_folder(tmp_path / "2024", {**FILES, "old.txt": b""})
    write_folder(tmp_path / "2024", FILES)
    assert names(tmp_path / "2024") == set(FILES) and len(list(tmp_path.iterdir())) == 1


def test_a_full_disk_leaves_the_older_one_and_no_half_set(tmp_path, monkeypatch):
    write_folder(tmp_path / "2024", FILES)
    write, done = folders._write, []

    def fail_at_second(path, data):
        done.append(path)
        if len(done) == 2:
            raise OSError(28, "No space left on device")
        write(path, data)

    monkeypatch.setattr(folders, "_write", fail_at_second)
    with pytest.raises(BriefingError, match="未留下半套"):
        write_folder(tmp_path / "2024", {**FILES, "new.txt": b""})
    assert names(tmp_path / "2024") == set(FILES) and len(list(tmp_path.iterdir())) == 1


def test_a_kill_between_the_renames_is_put_right_by_the_next_run(tmp_path):
    write_folder(tmp_path / "2024", FILES)
    (tmp_path / "2024").rename(tmp_path / ".2024.old")
    folders.recover(tmp_path / "2024")
    assert names(tmp_path / "2024") == set(FILES)


def test_at_the_next_start_everything_a_kill_left_is_put_right(tmp_path):
    write_folder(tmp_path / "2024", FILES)
    write_folder(tmp_path / "2025", FILES)
    (tmp_path / "2024").rename(tmp_path / ".2024.old")
    for name, age in ((".2025.x1.part", 2 * 86_400), (".2025.x2.part", 60)):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    folders.recover_all(tmp_path)
    # What was begun a minute ago may be another run's, still at work.
    assert {path.name for path in tmp_path.iterdir()} == {"2024", "2025", ".2025.x2.part"}
    assert names(tmp_path / "2024") == set(FILES)
    folders.recover_all(tmp_path / "nowhere")


def rewrite_for_ever(folder):
    for turn in itertools.count():
        write_folder(folder, {**FILES, f"turn-{turn}.txt": b"x", "b.bin": bytes(200_000)})


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
def test_killed_at_any_moment_there_is_always_a_whole_set(tmp_path):
    place = tmp_path / "2024"
    write_folder(place, {**FILES, "turn-first.txt": b"x", "b.bin": bytes(200_000)})
    for moment in range(12):
        worker = multiprocessing.get_context("fork").Process(target=rewrite_for_ever, args=(place,))
        worker.start()
        time.sleep(0.02 + moment * 0.007)
        worker.kill()
        worker.join()
        folders.recover_all(tmp_path)
        found = names(place)
        turns = [name for name in found if name.startswith("turn-")]
        assert len(turns) == 1 and found == {*FILES, *turns, "b.bin"} and (place / "b.bin").stat().st_size == 200_000


def test_other_peoples_files_are_never_replaced(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("x")
    with pytest.raises(BriefingError, match="已有别的文件"):
        write_folder(tmp_path / "mine", FILES)
    with pytest.raises(BriefingError, match="是文件"):
        write_folder(tmp_path / "mine" / "letter.txt", FILES)
    assert (tmp_path / "mine" / "letter.txt").read_text() == "x"


def test_an_empty_folder_is_taken(tmp_path):
    (tmp_path / "empty").mkdir()
    write_folder(tmp_path / "empty", FILES)
    assert names(tmp_path / "empty") == set(FILES)
