"""The manual and the README say what is there: every command, option, page and picture."""

import io
import re
from pathlib import Path

import docx
import pptx
import pytest
from typer.main import get_command

from briefing.__main__ import app as briefing
from briefing.brief import prepare
from briefing.content import compose
from briefing.starter_document import starter_document
from briefing.starter_slides import starter_slides
from briefing.timer import Plan, windows_command
from data.lights import RuleError, parse_rules
from data.region import load_region
from etl.__main__ import app as etl
from geo.locate import Locator
from pages.ui.navigation import NAVIGATION
from tests.briefing import boards

ROOT = Path(__file__).parents[1]
MANUAL, README = ((ROOT / name).read_text("utf-8") for name in ("docs/手册.md", "README.md"))
LOCATOR = Locator(load_region("330282"))
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


def test_the_manuals_light_rule_is_a_rule_and_every_key_is_told():
    (example,) = re.findall(r"```toml\n(.*?)```", MANUAL, re.S)
    (rule,) = parse_rules(example).rules
    assert rule.start and rule.overrides and rule.suspended
    for text in (f"{example}\nno_such_key = 1", example.replace("[rules.start]", "[rules.start]\nno_such_key = 1"), "no_such_key = 1"):
        with pytest.raises(RuleError) as refused:
            parse_rules(text)
        keys = refused.value.remedy.partition(":")[2].split("、")
        assert all(f"`{key}`" in MANUAL or f"`[rules.{key}]`" in MANUAL or f"`[[{key}]]`" in MANUAL or f"`[[rules.{key}]]`" in MANUAL
                   for key in keys), keys


PLACES = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", MANUAL.partition("| 写法 | 图上 |")[2].partition("不认识的路名")[0], re.M)


@pytest.mark.parametrize(("text", "drawn"), [(text, drawn) for texts, drawn in PLACES for text in texts.split(";")])
def test_every_way_to_write_a_place_leads_onto_the_map(text, drawn):
    found = LOCATOR.locate(text)
    assert found.geometry is not None and found.partial is ("只是部分" in drawn), (found.reason, found.evidence)
    kind = found.geometry.geom_type
    assert ("一点" in drawn) is (kind == "Point") or "该要素全部" in drawn, kind
    assert not re.search("一段|量取|一侧|起讫", drawn) or "Line" in kind, kind
    assert not re.search("地块|镇\\(街道\\)$|^全市", drawn) or "Polygon" in kind, kind


def test_every_field_of_the_templates_is_told():
    board, before, changes, layers = boards.make(3)
    content = compose(prepare(board, layers, since=before.as_of, before=before, changes=changes))
    document, slides = docx.Document(io.BytesIO(starter_document())), pptx.Presentation(io.BytesIO(starter_slides()))
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [shape.text_frame.text for slide in slides.slides for shape in slide.shapes if shape.has_text_frame]
    fields = {*content.fields, *content.texts, *re.findall(r"{(.*?)}", "\n".join(texts))}
    chapter = MANUAL.partition("### 简报模板")[2].partition("\n## ")[0]
    told = set(re.findall(r"[\u4e00-\u9fff]+", chapter))
    assert fields <= told, fields - told


def test_the_windows_task_in_the_manual_is_the_one_that_is_told():
    told = windows_command(Plan(arguments=(), log=Path("LOG") / "x.log"))
    before, after = told.split(str(Path("LOG") / "briefing.cmd"))
    assert before in MANUAL and after in MANUAL and 'set "STORE_URL=' in MANUAL and 'set "REGION=' in MANUAL


def test_every_exit_status_is_told():
    for status in (0, 1, 2, 3):
        assert re.search(rf"^\| {status} \|", MANUAL, re.M)


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
