"""What all commands share: options, the way a refusal is told, the way a result is printed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from data.lights import RuleError
from data.region import RegionError
from data.store import StoreError
from etl.errors import InputError

console = Console(stderr=True, highlight=False)


class Format(StrEnum):
    """How a result is printed."""

    JSON = "json"
    TEXT = "text"


StoreOption = Annotated[str | None, typer.Option("--store", help="库的地址,缺省取 STORE_URL,再缺省为 var/board.gpkg")]
AsOfOption = Annotated[str | None, typer.Option("--as-of", help="台账未写明时的数据日期,如 2024-05-31")]
FormatOption = Annotated[Format, typer.Option("--format", help="json 或 text")]


@contextmanager
def refusals() -> Iterator[None]:
    """One line on stderr, problem and remedy, and exit status 2: never a traceback for what a user can mend."""
    try:
        yield
    except (InputError, StoreError, RegionError, RuleError) as error:
        fail(error.problem, error.remedy)


def fail(problem: str, remedy: str) -> None:
    """Say on one line why nothing was taken and what to do, and end with status 2."""
    print(f"{problem}。{remedy}。".replace("\n", " "), file=sys.stderr)
    raise typer.Exit(2)


def parse_date(text: str | None) -> date | None:
    """An ISO date from the command line."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InputError(f"日期写法不对:{text!r}", "按 2024-05-31 的样子写") from error


def print_json(content: object) -> None:
    """To stdout, Chinese as it is."""
    print(json.dumps(content, ensure_ascii=False, indent=1, default=str))
