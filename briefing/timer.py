"""The weekly run: a systemd timer, or a cron line where there is no systemd, or a Windows task and what it starts."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import BriefingError
from data.views import why

NAME = "briefing"
WHEN = "Mon *-*-* 07:30:00"
ROOT = Path(__file__).parent.parent

_SERVICE = """\
[Unit]
Description=重点工程建设进度简报
# Three tries within an hour, ten minutes apart; then the unit is failed, as `systemctl status` shows. Status 2 is what only a
# person can put right (a broken template, no font, no data): trying again would only fill the log.
StartLimitIntervalSec=3600
StartLimitBurst=3

[Service]
Type=oneshot
WorkingDirectory={root}
{environment}ExecStart={command}
Restart=on-failure
RestartPreventExitStatus=2
RestartSec=600
StandardOutput=append:{log}
StandardError=append:{log}
"""
_TIMER = """\
[Unit]
Description=每周一 7:30 生成重点工程建设进度简报

[Timer]
OnCalendar={when}
# A week missed because the machine was off is caught up when it is on again.
Persistent=true

[Install]
WantedBy=timers.target
"""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is to run and where its output goes.

    arguments: of ``python -m briefing``; store, region: as STORE_URL and REGION, empty for the defaults. A timer has none of the
    environment of who installs it, so what differs from the defaults goes along.
    """

    arguments: tuple[str, ...]
    log: Path
    store: str = ""
    region: str = ""

    @property
    def command(self) -> list[str]:
        """The whole command."""
        return [sys.executable, "-m", "briefing", *self.arguments]

    @property
    def weekly(self) -> list[str]:
        """The command for schedulers that neither catch up nor try again: it does both itself."""
        return [*self.command, "--if-due", "--retries", "3"]

    @property
    def environment(self) -> dict[str, str]:
        """The variables that the run needs, by name."""
        return {name: value for name, value in (("STORE_URL", self.store), ("REGION", self.region)) if value}


def units(plan: Plan) -> dict[str, str]:
    """The systemd units by file name."""
    # systemd expands % in every value, and $ in commands.
    environment = "".join(f'Environment="{name}={_doubled(value)}"\n' for name, value in plan.environment.items())
    command = " ".join(_quoted(part) for part in plan.command)
    return {
        f"{NAME}.service": _SERVICE.format(root=_doubled(str(ROOT)), environment=environment, command=command, log=_doubled(str(plan.log))),
        f"{NAME}.timer": _TIMER.format(when=WHEN),
    }


def cron_lines(plan: Plan) -> str:
    """Lines for crontab: every morning at 7:30, made only if this week's is not there yet, so that a missed Monday is caught up."""
    command = " ".join(shlex.quote(part) for part in plan.weekly)
    given = "".join(f"{name}={shlex.quote(value)} " for name, value in plan.environment.items())
    line = f"cd {shlex.quote(str(ROOT))} && {given}{command} >> {shlex.quote(str(plan.log))} 2>&1"
    return f"30 7 * * * {line.replace('%', chr(92) + '%')}\n"


def windows_script(plan: Plan) -> str:
    """The batch file that a Windows task starts. A task's own command may have 261 characters: too few for paths and addresses."""
    lines = [
        "@echo off", "chcp 65001 >nul", "set PYTHONUTF8=1",
        *(f'set "{name}={_doubled(value)}"' for name, value in plan.environment.items()),
        f'cd /d "{_doubled(str(ROOT))}"',
        f'{_doubled(subprocess.list2cmdline(plan.weekly))} >> "{_doubled(str(plan.log))}" 2>&1',
    ]  # fmt: skip
    return "".join(f"{line}\r\n" for line in lines)


def windows_command(plan: Plan) -> str:
    """The command that makes the Windows task (run once, as an administrator): daily, so that a missed Monday is caught up."""
    return f'schtasks /Create /TN "{NAME}" /SC DAILY /ST 07:30 /TR "\\"{windows_place(plan)}\\"" /F'


def windows_place(plan: Plan) -> Path:
    """Where the batch file goes: beside the log."""
    return plan.log.with_name(f"{NAME}.cmd")


def write_windows_script(plan: Plan) -> Path:
    """Put the batch file in its place. Raises :class:`BriefingError` with the remedy."""
    place = windows_place(plan)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch(mode=0o600)
        place.write_bytes(windows_script(plan).encode())
    except OSError as error:
        raise BriefingError(f"不能写入 {place}({why(error)})", "请换有权限的用户,或用 --log 另选日志所在的文件夹") from None
    return place


def unit_folder() -> Path:
    """Where units of this user go: the system's for root, else the user's own."""
    if os.geteuid() == 0:
        return Path("/etc/systemd/system")
    return Path(os.environ.get("XDG_CONFIG_HOME", "~/.config")).expanduser() / "systemd" / "user"


def on_windows() -> bool:
    """Whether this is Windows."""
    return os.name == "nt"


def has_systemd() -> bool:
    """Whether systemd runs this machine."""
    return Path("/run/systemd/system").is_dir()


def install(plan: Plan, *, folder: Path | None = None, run: Callable[[list[str]], int] | None = None) -> list[Path]:
    """Write the units and start the timer; gives the files written. Raises :class:`BriefingError` with the remedy."""
    folder = folder or unit_folder()
    run = run or (lambda command: subprocess.run(command, check=False, capture_output=True).returncode)
    written = []
    try:
        plan.log.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in units(plan).items():
            (folder / name).touch(mode=0o600)  # the store's address may hold a password
            (folder / name).write_text(text, "utf-8")
            written.append(folder / name)
    except OSError as error:
        raise BriefingError(f"不能写入 {error.filename}({why(error)})", "请换有权限的用户,或用 --print 看内容后手工安装") from None
    scope = [] if folder == Path("/etc/systemd/system") else ["--user"]
    for step in (["daemon-reload"], ["enable", "--now", f"{NAME}.timer"]):
        if run(["systemctl", *scope, *step]):
            raise BriefingError(f"systemctl {' '.join(step)} 未成功", f"请手工执行:systemctl {' '.join([*scope, *step])}")
    return written


def _quoted(part: str) -> str:
    safe = _doubled(part).replace("$", "$$").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{safe}"' if not part or any(char in part for char in " \t'\"\\;") else safe


def _doubled(text: str) -> str:
    return text.replace("%", "%%")
