import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefing.__main__ import app
from briefing.errors import BriefingError
from briefing.timer import WHEN, Plan, cron_lines, install, units, windows_command, windows_script

ADDRESS = "postgresql+psycopg://u:p%40x@h/d"
PLAN = Plan(arguments=("--out", "/srv/简报 一/{date}"), log=Path("/srv/log/briefing.log"), store=ADDRESS, region="330281")


def test_the_timer_runs_on_monday_catches_up_and_the_service_tries_again():
    made = units(PLAN)
    timer, service = made["briefing.timer"], made["briefing.service"]
    assert "OnCalendar=Mon *-*-* 07:30:00" in timer and "Persistent=true" in timer
    assert "Restart=on-failure" in service and "StartLimitBurst=3" in service and "StandardError=append:/srv/log/briefing.log" in service
    # What only a person can mend ends with status 2 and is not tried again.
    assert "RestartPreventExitStatus=2" in service
    assert '"/srv/简报 一/{date}"' in service and "p%%40x" in service


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze")
def test_systemd_itself_understands_the_units(tmp_path):
    for name, text in units(replace(PLAN, log=tmp_path / "b.log")).items():
        (tmp_path / name).write_text(text, "utf-8")
    files = [str(tmp_path / name) for name in ("briefing.service", "briefing.timer")]
    checked = subprocess.run(["systemd-analyze", "verify", "--man=no", *files], capture_output=True, text=True)
    assert not [line for line in checked.stderr.splitlines() if "briefing." in line]
    said = subprocess.run(["systemd-analyze", "calendar", WHEN], capture_output=True, text=True, check=True).stdout
    assert "Mon" in said and "07:30:00" in said


def test_cron_escapes_percent_and_catches_up():
    line = cron_lines(PLAN)
    assert line.startswith("30 7 * * * ") and "--if-due" in line and "--retries 3" in line and "p\\%40x" in line
    assert line.count("\n") == 1


def test_windows_has_its_task_and_the_script_it_starts():
    script, command = windows_script(PLAN), windows_command(PLAN)
    assert command == 'schtasks /Create /TN "briefing" /SC DAILY /ST 07:30 /TR "\\"/srv/log/briefing.cmd\\"" /F'
    assert 'set "STORE_URL=postgresql+psycopg://u:p%%40x@h/d"' in script and 'set "REGION=330281"' in script
    assert '"/srv/简报 一/{date}" --if-due --retries 3 >> "/srv/log/briefing.log" 2>&1' in script
    assert script.count("\r\n") == script.count("\n")


def test_every_way_carries_the_store_and_the_city():
    bare = Plan(arguments=(), log=Path("/srv/log/b.log"))
    for text in (units(PLAN)["briefing.service"], cron_lines(PLAN), windows_script(PLAN)):
        assert "STORE_URL=" in text and "REGION=330281" in text
    for text in (units(bare)["briefing.service"], cron_lines(bare), windows_script(bare)):
        assert "STORE_URL" not in text and "REGION" not in text


def test_on_windows_the_script_is_written_and_the_command_told(tmp_path, monkeypatch):
    monkeypatch.setattr("briefing.__main__.on_windows", lambda: True)
    result = CliRunner().invoke(app, ["install-timer", "--log", str(tmp_path / "var" / "b.log"), "--store", "x.gpkg"])
    assert result.exit_code == 0 and result.stdout.startswith("schtasks /Create")
    assert f'set "STORE_URL={Path("x.gpkg").absolute()}"' in (tmp_path / "var" / "briefing.cmd").read_text("utf-8")


def test_installing_writes_the_units_and_starts_the_timer(tmp_path):
    plan, ran = Plan(arguments=(), log=tmp_path / "log" / "b.log"), []
    written = install(plan, folder=tmp_path / "units", run=lambda command: ran.append(command) or 0)
    assert [path.name for path in written] == ["briefing.service", "briefing.timer"] and all(path.exists() for path in written)
    assert all(path.stat().st_mode & 0o077 == 0 for path in written), "the address of the store may hold a password"
    assert ran == [["systemctl", "--user", "daemon-reload"], ["systemctl", "--user", "enable", "--now", "briefing.timer"]]


def test_a_systemctl_that_fails_names_the_command_to_run(tmp_path):
    with pytest.raises(BriefingError, match="systemctl --user daemon-reload"):
        install(Plan(arguments=(), log=tmp_path / "b.log"), folder=tmp_path / "units", run=lambda command: 1)


def test_print_installs_nothing():
    result = CliRunner().invoke(app, ["install-timer", "--print"])
    assert result.exit_code == 0 and "briefing.timer" in result.stdout and "schtasks" in result.stdout
