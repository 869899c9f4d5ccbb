"""The manual and the README say what is there: every command, option, page and picture."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from briefing.__main__ import app as briefing
from etl.__main__ import app as etl
from pages.ui.frame import NAVIGATION

ROOT = Path(__file__).parents[1]
MANUAL, README = ((ROOT / name).read_text("utf-8") for name in ("docs/手册.md", "README.md"))
ETL, BRIEFING = get_command(etl), get_command(briefing)


@pytest.mark.parametrize(("program", "name"), [("etl", name) for name in ETL.commands] + [("briefing", name) for name in BRIEFING.commands])
def test_the_manual_has_every_command_with_its_options(program, name):
    command = (ETL if program == "etl" else BRIEFING).commands[name]
    assert command.help
    assert f"python -m {program} {name}" in MANUAL
    line = next(line for line in MANUAL.splitlines() if f"python -m {program} {name}" in line)
    for option in command.params:
        if option.param_type_name == "option":
            assert option.opts[-1] in line, f"{name} {option.opts}"


def test_the_manual_has_the_briefings_own_options():
    for option in BRIEFING.params:
        assert f"`{option.opts[-1]}`" in MANUAL or f"{option.opts[-1]} " in MANUAL


def test_every_page_has_a_chapter_and_a_picture():
    for name, title, _ in NAVIGATION:
        assert f"### {title}\n" in MANUAL
        assert f"(images/{name}.png)" in MANUAL


def test_every_picture_is_there_and_small():
    linked = [ROOT / "docs" / path for path in re.findall(r"!\[[^]]*]\(([^)]+)\)", MANUAL)]
    linked += [ROOT / path for path in re.findall(r"!\[[^]]*]\(([^)]+)\)", README)]
    assert all(path.stat().st_size < 200_000 for path in linked)
    assert sum(path.stat().st_size for path in set(linked)) < 1_500_000


def test_the_readme_is_short_and_its_commands_are_real():
    assert len(README.splitlines()) < 80
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert all(f"\n{target}:" in makefile for target in re.findall(r"^make (\w+)", README, re.M))
    for name in re.findall(r"python -m etl (\w+)", README):
        assert name in ETL.commands
