"""The command as a clerk runs it, on a store loaded from the bundled sample."""

import os
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefing.__main__ import app
from briefing.content import compose
from briefing.due import last_due, made_since
from briefing.edits import keep_edit, withdraw_edit
from briefing.manifest import read_manifest
from briefing.source import make_brief
from briefing.timer import Plan, cron_lines
from data.views import board, connect, data_dates, rules

run = CliRunner().invoke


@pytest.fixture(scope="module")
def store(tmp_path_factory, sample_store) -> str:
    return str(shutil.copy(sample_store, tmp_path_factory.mktemp("store") / "board.gpkg"))


@pytest.fixture(scope="module")
def made(store, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("briefings")
    result = run(app, ["--store", store, "--date", "2024-05-24", "--out", str(out / "first")])
    assert result.exit_code == 0, result.output
    result = run(app, ["--store", store, "--out", str(out / "{date}")])
    assert result.exit_code == 0, result.output
    return out


def test_the_numbers_are_the_boards(store, made):
    record, totals = read_manifest(made / "2024-05-31"), board(connect(store)).totals
    assert record["amounts"]["year_done"] == totals.year_done and record["counts"]["projects"] == totals.projects
    assert record["counts"]["lights"] == {light.value: count for light, count in totals.lights.items()}


def test_it_compares_with_the_briefing_before(made):
    assert read_manifest(made / "2024-05-31")["since"] == "2024-05-24"
    assert read_manifest(made / "first")["since"] == "2024-05-17"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--date", "2023-01-01"], "2024-05-31"),
        (["--town", "周港镇"], "周巷镇"),
        (["--since", "2024-06-30"], "不早于"),
        (["--since", "2020-01-01"], "库中的数据日期"),
        (["--summary", "/nowhere/text.txt"], "没有这个文件"),
        (["--date", "上周五"], "2024-05-31 的样子"),
        (["--since", "2024-5-1"], "2024-05-31 的样子"),
    ],
)
def test_what_cannot_be_made_says_why_in_one_line_and_leaves_nothing(store, tmp_path, arguments, told):
    result = run(app, ["--store", store, "--out", str(tmp_path / "x"), *arguments])
    assert result.exit_code == 2 and not list(tmp_path.iterdir())
    assert result.stderr.count("\n") == 1 and told in result.stderr


def test_an_empty_store_and_no_out(tmp_path):
    connect(tmp_path / "empty.gpkg")
    result = run(app, ["--store", str(tmp_path / "empty.gpkg"), "--out", str(tmp_path / "x")])
    assert result.exit_code == 2 and "还没有数据" in result.stderr
    result = run(app, [])
    assert result.exit_code == 2 and "--out" in result.stderr


def test_a_store_that_is_not_there_is_told_and_not_made(tmp_path):
    result = run(app, ["--store", str(tmp_path / "bord.gpkg"), "--out", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert "还没有这个库" in result.stderr and "python -m etl run" in result.stderr
    assert not list(tmp_path.iterdir())


def test_only_what_is_due_is_made(store, made):
    assert run(app, ["--store", store, "--out", str(made / "{date}"), "--if-due"]).stdout.startswith("本周的简报已生成")
    old = datetime(2024, 1, 1).timestamp()
    for folder in made.iterdir():
        os.utime(folder / "manifest.json", (old, old))
    assert not made_since(made, datetime(2024, 1, 2)) and made_since(made, datetime(2023, 12, 31))


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 11, 23, 7, 30), datetime(2026, 11, 23, 7, 30)),
        (datetime(2026, 11, 23, 7, 29), datetime(2026, 11, 16, 7, 30)),
        (datetime(2026, 11, 29, 23, 0), datetime(2026, 11, 23, 7, 30)),
        (datetime(2027, 1, 1, 8, 0), datetime(2026, 12, 28, 7, 30)),
    ],
)
def test_the_week_begins_on_monday_at_half_past_seven(now, due):
    assert last_due(now) == due


def test_what_may_pass_is_tried_again_before_it_gives_up(store, tmp_path, monkeypatch):
    waits = []
    monkeypatch.setattr("briefing.ending.time.sleep", waits.append)
    monkeypatch.setattr("briefing.make.render_all", lambda *_, **__: {"manifest.json": b"{}"})
    monkeypatch.setattr("briefing.folder._write", full_disk)
    result = run(app, ["--store", store, "--out", str(tmp_path / "x"), "--retries", "2", "--retry-wait", "5"])
    assert result.exit_code == 1 and waits == [300.0, 300.0] and result.stderr.count("未生成") == 3
    assert not list(tmp_path.iterdir())


def full_disk(path, data):
    raise OSError(28, "No space left on device")


def test_what_only_a_person_can_mend_is_not_tried_again(tmp_path, monkeypatch):
    monkeypatch.setattr("briefing.ending.time.sleep", lambda seconds: pytest.fail("waited"))
    result = run(app, ["--store", str(tmp_path / "empty.gpkg"), "--out", str(tmp_path / "x"), "--retries", "3"])
    assert result.exit_code == 2 and result.stderr.count("未生成") == 1


def test_a_fault_of_the_program_is_one_line_and_a_trace_in_a_file(store, tmp_path, monkeypatch):
    monkeypatch.setattr("briefing.ending.TRACES", tmp_path / "log" / "errors.log")
    monkeypatch.setattr("briefing.__main__.make", lambda *_, **__: {}["no such key"])
    result = run(app, ["--store", store, "--out", str(tmp_path / "x")])
    assert result.exit_code == 1 and result.stderr.count("\n") == 1 and "KeyError" in result.stderr
    assert str(tmp_path / "log" / "errors.log") in result.stderr and "Traceback" not in result.stderr
    assert "no such key" in (tmp_path / "log" / "errors.log").read_text("utf-8")


@pytest.fixture
def rendered(monkeypatch):
    """The briefs that the command would have made files of, without the time it takes."""
    seen = []
    monkeypatch.setattr("briefing.__main__.make", lambda brief, folder, **_: seen.append(brief) or ())
    return seen


def test_the_edit_left_on_the_page_goes_out_while_it_fits(store, tmp_path, rendered):
    kept = connect(store)
    generated = compose(make_brief(kept)).generated
    keep_edit(kept, date(2024, 5, 31), "领导改过的综述,共777项。", generated=generated, who="办公室")
    try:
        result = run(app, ["--store", store, "--out", str(tmp_path / "x")])
        assert rendered[-1].edited == "领导改过的综述,共777项。" and "请核对:777" in result.stderr
        # Another rule, another text: the words of before do not go out.
        result = run(app, ["--store", store, "--out", str(tmp_path / "x"), "--since", "2024-05-17"])
        assert rendered[-1].edited == "" and "未采用" in result.stderr
    finally:
        withdraw_edit(kept, date(2024, 5, 31), who="李四")


def test_a_rule_can_be_chosen(store, tmp_path, rendered):
    names = [rule.name for rule in rules(connect(store))]
    assert run(app, ["--store", store, "--out", str(tmp_path / "x"), "--rule", names[1]]).exit_code == 0
    assert rendered[-1].board.rule == names[1]
    result = run(app, ["--store", store, "--out", str(tmp_path / "x"), "--rule", "没有的规则"])
    assert result.exit_code == 2 and names[1] in result.stderr


def test_a_town_by_its_short_name(store, tmp_path, rendered):
    assert run(app, ["--store", store, "--out", str(tmp_path / "x"), "--town", "周巷"]).exit_code == 0
    assert rendered[-1].town == "周巷镇" and rendered[-1].board.totals.projects == len(rendered[-1].board.rows)


def test_a_towns_sheet_is_not_the_weeks_briefing(store, tmp_path, monkeypatch):
    out = tmp_path / "out"
    assert run(app, ["--store", store, "--out", str(out / "sheet"), "--town", "附海镇"]).exit_code == 0
    monkeypatch.setattr("briefing.__main__.make", lambda *_, **__: ())
    assert "本周的简报已生成" not in run(app, ["--store", store, "--out", str(out / "{date}"), "--if-due"]).stdout
    again = ["--store", store, "--out", str(out / "{date}"), "--town", "附海", "--if-due"]
    assert "本周的简报已生成" in run(app, again).stdout


def test_the_cron_line_makes_a_briefing_once_a_week(store, tmp_path):
    plan = Plan(arguments=("--out", str(tmp_path / "out" / "{date}"), "--town", "附海镇"), log=tmp_path / "briefing.log", store=store)
    command = cron_lines(plan).split(" ", 5)[5].replace("\\%", "%")
    for _ in range(2):
        subprocess.run(["/bin/sh", "-c", command], check=True, timeout=120)
    said = plan.log.read_text("utf-8")
    assert said.count("已生成") == 2 and "本周的简报已生成" in said.splitlines()[-1]
    assert read_manifest(tmp_path / "out" / "2024-05-31")["town"] == "附海镇"


def test_dates_of_the_sample_are_weekly(store):
    assert len(data_dates(connect(store))) >= 2


def test_templates_are_written_and_never_overwritten(tmp_path):
    assert run(app, ["templates", str(tmp_path)]).stdout.count("已写出") == 3
    (tmp_path / "wording.toml").write_text("# mine", "utf-8")
    assert "已写出" not in run(app, ["templates", str(tmp_path)]).stdout
    assert (tmp_path / "wording.toml").read_text("utf-8") == "# mine"
