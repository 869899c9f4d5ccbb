"""The command line as others build on it: JSON shapes, exit statuses, one line for what went wrong."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from data.region import REGIONS
from etl.__main__ import app
from tests.etl.files import ledger, work_plan

ROOT = Path(__file__).parents[2]
SHARED_PLAN = ROOT.parent / "shared" / "documents" / "work_plan_2024-05.txt"
GOOD = ("中横线快速路二期", 37.32, 90000, 30000, "35%", "市交通运输局")
BAD = ("周家路江整治工程一期", 10, 20000, "11.3元", "50%", "市水利局")


@pytest.fixture
def run(tmp_path):
    """Run a command; files are (name, Input)."""
    runner = CliRunner()

    def go(*arguments, **files):
        paths = {}
        for key, file in files.items():
            paths[key] = tmp_path / file.name
            paths[key].write_bytes(file.data)
        return runner.invoke(app, [str(paths.get(argument, argument)) for argument in arguments])

    return go


def test_extract_prints_items_in_the_agreed_shape(run):
    result = run("extract", "plan", "--format", "json", plan=work_plan())
    assert result.exit_code == 0
    items = json.loads(result.stdout)
    assert [item["name"] for item in items] == ["中横线快速路二期", "孙塘北路(科技路-清水湾桥)道路有机更新"]
    assert set(items[0]) == {
        "clause", "name", "verbatim", "sector", "kind", "action", "stage", "target", "soft", "places", "count",
    }
    assert items[0]["clause"] == "一(一)" and items[0]["stage"] == "在建" and items[0]["soft"] is False


def test_extract_of_what_is_no_work_plan_says_so_on_one_line(run):
    result = run("extract", "plan", "--format", "json", plan=work_plan("会议定于明日上午召开。请准时参加。"))
    assert result.exit_code == 2 and len(result.stderr.strip().splitlines()) == 1


@pytest.mark.skipif(not SHARED_PLAN.exists(), reason="the shared work plan is not here")
def test_extract_reads_the_real_work_plan(run):
    items = json.loads(run("extract", SHARED_PLAN, "--format", "json").stdout)
    assert len(items) >= 31
    text = SHARED_PLAN.read_text("utf-8")
    assert all(item["verbatim"] in text for item in items)


def test_ledger_prints_rows_and_rejections_in_the_agreed_shape(run):
    result = run("ledger", "file", "--format", "json", file=ledger([GOOD, BAD]))
    assert result.exit_code == 3
    content = json.loads(result.stdout)
    assert content["as_of"] == "2024-06-30" and len(content["rows"]) == 2
    assert set(content["rows"][0]) == {
        "name", "code", "sector", "unit", "class", "stage", "total_investment", "year_plan", "year_done", "total_done",
        "physical_progress", "problems", "sheet", "row",
    }
    assert content["rows"][0]["total_investment"] == 3_732_000_000 and content["rows"][0]["physical_progress"] == 35
    (refused,) = content["rejected"]
    assert set(refused) == {"sheet", "row", "column", "value", "problem", "remedy"} and refused["row"] == 5


def test_a_clean_ledger_ends_with_zero(run):
    assert run("ledger", "file", "--format", "json", file=ledger([GOOD])).exit_code == 0


def test_locate_prints_a_place_in_the_agreed_shape(run):
    found = json.loads(run("locate", "北外环(浒崇公路—胜陆高架段)", "--format", "json").stdout)
    assert set(found) == {"text", "geometry", "method", "precision", "evidence", "reason", "towns"}
    assert found["geometry"]["type"] == "LineString" and found["precision"] == "schematic"
    assert all(set(town) == {"code", "name", "share", "length_m"} for town in found["towns"])
    assert sum(town["share"] for town in found["towns"]) == pytest.approx(1)


def test_locate_of_a_project_name_uses_the_registry(run):
    found = json.loads(run("locate", "中横线快速路二期", "--format", "json").stdout)
    assert sum(town["length_m"] for town in found["towns"]) == pytest.approx(3691, rel=0.05)


def test_locate_of_nothing_known_gives_the_reason_and_two(run):
    result = run("locate", "不存在的地方", "--format", "json")
    assert result.exit_code == 2
    found = json.loads(result.stdout)
    assert found["geometry"] is None and found["reason"] and found["towns"] == []


def test_run_status_and_undo(run, tmp_path):
    store = tmp_path / "board.gpkg"
    assert run("run", "--ledger", "file", "--store", store, file=ledger([GOOD, BAD])).exit_code == 3
    assert run("run", "--document", "plan", "--store", store, plan=work_plan()).exit_code == 0
    shown = run("status", "--store", store).stdout
    assert "台账_2024-06-30.xlsx" in shown and "2024-06-30" in shown
    assert run("undo", "--store", store).exit_code == 0
    assert "工作要点.txt" not in run("status", "--store", store).stdout


def test_what_run_prints_of_a_file_adds_up_and_calls_nothing_lost_that_is_no_project(run, tmp_path):
    nameless = ("", 10, 20000, 500)
    shown = run("run", "--ledger", "file", "--store", tmp_path / "board.gpkg", file=ledger([GOOD, BAD, nameless])).stderr
    assert "台账 台账_2024-06-30.xlsx:6 行,收入 2,不是项目(表头、小计、说明等) 3,整行未收 1:没有项目名称等\n" in shown
    seen, placed, not_placed = map(int, re.search(r"落图:(\d+) 个项目,上图 (\d+),未上图 (\d+):", shown).groups())
    assert "比对项目:2 条,对上 2\n" in shown and seen == placed + not_placed
    clean = run("run", "--ledger", "file", "--store", tmp_path / "clean.gpkg", file=ledger([GOOD])).stderr
    assert "台账 台账_2024-06-30.xlsx:4 行,收入 1,不是项目(表头、小计、说明等) 3\n" in clean


@pytest.mark.parametrize(
    "arguments",
    [
        ("status",), ("undo",), ("export", "xlsx", "x.xlsx"), ("corrections",), ("withdraw", "1", "--who", "张三"),
        ("correct", "330282-0001", "--place", "甲路", "--who", "张三", "--why", "设计图"),
    ],
)
def test_looking_into_a_store_that_is_not_there_makes_none(run, tmp_path, arguments):
    result = run(*arguments, "--store", tmp_path / "写错.gpkg")
    assert result.exit_code == 2 and "写错.gpkg" in result.stderr and "etl run" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_second_start_does_not_load_again(run, tmp_path):
    store = tmp_path / "board.gpkg"
    run("run", "--ledger", "file", "--store", store, file=ledger([GOOD]))
    assert run("run", "--if-empty", "--store", store).exit_code == 0
    assert "work_plan" not in run("status", "--store", store).stdout


def test_another_city_is_never_given_the_sample_of_this_one(run, tmp_path, monkeypatch):
    monkeypatch.setenv("REGION", "330281")
    monkeypatch.setattr("data.region.REGIONS", tmp_path / "regions")
    copy_pack(tmp_path / "regions", "330281")
    store = tmp_path / "board.gpkg"
    assert run("run", "--if-empty", "--store", store).exit_code == 0, "the board starts all the same"
    refused = run("run", "--store", store)
    assert refused.exit_code == 2 and "--ledger" in refused.stderr
    assert "库中还没有数据" in run("status", "--store", store).stdout


def copy_pack(regions, code):
    """The pack under another code, as another city's."""
    shutil.copytree(REGIONS / "330282", regions / code)
    for path in (regions / code).glob("*.*"):
        path.write_text(path.read_text("utf-8").replace("330282", code), "utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "--ledger", "没有这个文件.xlsx"),
        ("run", "--store", "mysql://nowhere/x"),
        ("run", "--ledger", "没有这个文件夹/也没有这份名字很长很长的台账文件_二〇二四年五月三十一日_市住建局_市交通局_市水利局.xlsx"),
        ("run", "--document", "Makefile"),
        ("run", "--ledger", "docs/手册.md"),
        ("extract", "没有这个文件.docx"),
        ("extract", "docs"),
        ("export", "xlsx", "x.xlsx"),
        ("ledger", "README.md", "--as-of", "昨天"),
        ("undo",),
        ("run", "--store", "README.md/board.gpkg"),
        ("run", "--store", "/proc/nowhere/board.gpkg"),
    ],
)
def test_what_goes_wrong_is_one_line_with_a_remedy_and_status_two(run, tmp_path, arguments):
    if "--store" not in arguments and arguments[0] in ("run", "undo", "export"):
        arguments = (*arguments, "--store", tmp_path / "board.gpkg")
    result = run(*arguments)
    assert result.exit_code == 2
    (line,) = result.stderr.strip().splitlines()
    assert line.count("。") >= 2 and "Traceback" not in line and "No such file" not in line


def test_a_hostile_name_is_printed_as_text(run, tmp_path):
    hostile = ledger([("[bold red]甲路[/] 新建工程", 1, 5000, 100, "5%", "[/nonsense]")])
    loaded = run("run", "--ledger", "file", "--store", tmp_path / "b.gpkg", file=hostile)
    assert loaded.exit_code == 0 and "Traceback" not in loaded.output
    assert "[bold red]甲路[/] 新建工程" in run("ledger", "file", file=hostile).stdout


def test_it_runs_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "etl", "locate", "周巷镇", "--format", "json"], cwd=ROOT, capture_output=True, text=True, check=True,
    )
    assert json.loads(done.stdout)["precision"] == "town"
