"""How a command ends: one line on stderr and a status that a timer can act on, never a traceback.

Status 0: made. 1: not made this time, and worth another try (a busy store, a full disk), or a fault of the program, whose
trace goes to a file. 2: not made until a person does what the line says (a broken template, no font, no data).
"""

from __future__ import annotations

import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import typer

from briefing.errors import BriefingError, NotNow
from data import views

LATER, NEVER = 1, 2
TRACES = Path(__file__).parent.parent / "var" / "briefing-errors.log"
_LATER = (NotNow, views.StoreError)
_NEVER = (BriefingError, views.RegionError, views.RuleError)


@contextmanager
def one_line() -> Iterator[None]:
    """Turn what goes wrong inside into one line and a status."""
    try:
        yield
    except views.NoStore as error:  # a wrong address, where any other trouble with a store may pass
        _stop(f"未生成:{_flat(error)}", NEVER)
    except _LATER as error:
        _stop(f"未生成:{_flat(error)}", LATER)
    except _NEVER as error:
        _stop(f"未生成:{_flat(error)}", NEVER)
    except (typer.Exit, typer.Abort):
        raise
    except Exception as error:  # a fault of ours: the clerk gets a line to pass on, the trace is kept for who mends it
        _stop(f"未生成:程序出错({type(error).__name__});详情记在 {_keep_trace(error)},请连同该文件告知维护人员", LATER)


def tried(run: Callable[[], None], *, retries: int, minutes: float) -> None:
    """Run; where that fails for now, run again after so many minutes, so often. What only a person can mend is not tried again."""
    for _ in range(retries):
        try:
            return run()
        except views.NoStore:
            raise
        except _LATER as error:
            typer.echo(f"{datetime.now():%Y-%m-%d %H:%M} 未生成:{_flat(error)};{minutes:g} 分钟后再试", err=True)
            time.sleep(minutes * 60)
    return run()


def _keep_trace(error: Exception) -> Path:
    """Add the trace to the file of traces; gives where it is."""
    text = f"{datetime.now():%Y-%m-%d %H:%M:%S}\n{''.join(traceback.format_exception(error))}\n"
    for path in (TRACES, Path(tempfile.gettempdir()) / TRACES.name):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as file:
                file.write(text)
        except OSError:
            continue
        return path
    return TRACES


def _flat(error: Exception) -> str:
    return " ".join(str(error).split())


def _stop(line: str, status: int) -> None:
    typer.echo(line, err=True)
    raise typer.Exit(status) from None
