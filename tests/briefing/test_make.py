import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from briefing.content import compose
from briefing.make import DOCUMENT, EDITED, SUMMARY, make, render_town, steps, texts, zipped
from briefing.manifest import last_date, read_manifest
from tests.briefing.boards import TOWNS

ROOT = Path(__file__).parents[2]
_HASHES = """
import hashlib, json
from briefing.make import render
from tests.briefing.conftest import brief_of
print(json.dumps({name: hashlib.sha256(data).hexdigest() for name, data in render(brief_of(50)).items()}))
"""


def test_the_same_data_give_the_same_bytes_in_another_process(files):
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "America/Lima", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", _HASHES], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def test_the_manifest_lists_every_file_with_its_hash_and_the_figures_of_the_board(tmp_path, brief, files, monkeypatch):
    monkeypatch.setattr("briefing.make.render", lambda brief, **_: dict(files))
    names = make(brief, tmp_path / "out")
    record = read_manifest(tmp_path / "out")
    assert {one["path"] for one in record["files"]} == set(names) - {"manifest.json"}
    for one in record["files"]:
        data = (tmp_path / "out" / one["path"]).read_bytes()
        assert (one["bytes"], one["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    totals = brief.board.totals
    assert record["counts"]["projects"] == totals.projects and record["counts"]["mapped"] == totals.mapped
    assert record["amounts"]["year_done"] == totals.year_done and record["amounts"]["gap"] == totals.gap
    assert record["data_date"] == "2024-05-31" and record["since"] == "2024-04-30" and record["demo"] is True
    assert record["rule"]["name"] == brief.board.rule and record["summary"]["generated"] == compose(brief).generated
    assert [source["sha256"] for source in record["sources"]] == [source.sha256 for source in brief.board.sources]


def test_an_edit_is_kept_beside_the_generated_text(brief):
    kept = texts(compose(replace(brief, edited="领导改过。")))
    assert kept[EDITED].decode() == "领导改过。\n" and kept[SUMMARY].decode().startswith("截至5月31日")
    assert EDITED not in texts(compose(brief))


def test_a_town_gets_its_sheet(brief):
    files = render_town(brief, "龙山镇")
    assert sorted(files) == ["镇街/龙山镇_地图_A4.pdf", "镇街/龙山镇_简报.docx"]


def test_all_towns_get_a_sheet_each(brief, files, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr("briefing.make.render", lambda brief, **_: dict(files))
    monkeypatch.setattr("briefing.make.render_town", lambda brief, town, **_: {f"镇街/{town}.pdf": b""})
    names = make(brief, tmp_path / "out", all_towns=True, progress=told.append)
    assert {name.removeprefix("镇街/").removesuffix(".pdf") for name in names if name.startswith("镇街/")} == set(TOWNS)
    assert set(TOWNS) <= set(told) and steps(brief, all_towns=True) == steps(brief) + len(TOWNS)


def test_the_zip_holds_every_file_under_one_folder_and_is_the_same_each_time(files):
    made = zipped(files, folder="简报")
    assert made == zipped(dict(reversed(files.items())), folder="简报")
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert {name: package.read(f"简报/{name}") for name in files} == dict(files)


def test_the_last_briefings_date_is_read_from_its_manifest(tmp_path):
    for name, when in (("a", "2024-04-12"), ("b", "2024-05-24"), ("c", "2024-05-31"), (".old", "2024-05-30")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").write_text(json.dumps({"format": "briefing-1", "data_date": when}))
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "manifest.json").write_text('{"data_date": "2024-05-29"}')
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "manifest.json").write_text("{")
    assert last_date(tmp_path, date(2024, 5, 31)) == date(2024, 5, 24)
    assert last_date(tmp_path, date(2024, 4, 1)) is None
    assert last_date(tmp_path / "nowhere", date(2024, 5, 31)) is None


def test_files_bear_the_names_people_look_for(files):
    assert set(files) == {
        "地图_1920x1080.png", "地图_1920x1080.pdf", "地图_A4.png", "地图_A4.pdf", DOCUMENT, "简报.pptx", SUMMARY,
    }  # fmt: skip
