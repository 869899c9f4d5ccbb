"""The bundled sample: made anew byte for byte, read back whole, marked, of its own words, and telling its story."""

import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from data.lights import light, load_rules
from data.model import Light, ProjectClass, Stage
from data.region import load_region
from etl.check import check, observe
from etl.extract import extract
from etl.ledger import read_ledger
from etl.match import match
from etl.read import read_document
from etl.samples import SAMPLES, at_week, build, load_story, rate, sample_files

SHARED = Path(__file__).parents[2] / ".." / "shared"
RULE = load_rules(SAMPLES.parent / "regions" / "330282" / "light_rules.toml").rule("默认")
STORY = load_story()
LEDGERS = sample_files()[1:]


@pytest.fixture(scope="module")
def readings():
    return [read_ledger(path.read_bytes(), path.name, source=path.name) for path in LEDGERS]


@pytest.fixture(scope="module")
def items():
    path = sample_files()[0]
    return extract(read_document(path.read_bytes(), path.name), load_region(), source="plan").items


@pytest.fixture(scope="module")
def matching(items, readings):
    here = load_region()
    rows = [row for reading in readings for row in reading.rows]
    return match(items, rows, here.projects, region=here, next_number=1000)


@pytest.fixture(scope="module")
def history(readings, matching):
    observations, conflicts = observe([row for reading in readings for row in reading.rows], matching.matches)
    assert conflicts == ()
    return observations


def lights_of(history, name):
    seen = [one for one in history if one.name == name or name in one.name]
    assert seen, name
    return "".join(light(one, project_class=one.project_class, as_of=one.as_of, rule=RULE).light[0] for one in seen)


def test_the_files_are_what_the_generator_makes(tmp_path):
    for path in build(tmp_path):
        assert parts(path) == parts(SAMPLES / path.name), f"{path.name}: run python -m etl.samples"
        assert (SAMPLES / path.name).stat().st_size <= 40_000


def parts(path):
    """What an office file holds; how it is packed may differ with the machine's zlib."""
    with zipfile.ZipFile(path) as archive:
        return {entry.filename: (entry.date_time, archive.read(entry)) for entry in archive.infolist()}


def test_the_sample_is_the_plan_and_a_ledger_for_every_week():
    assert [path.name for path in sample_files()] == [
        "work_plan_2024-05.docx", *(f"demo_ledger_{day}.xlsx" for day in STORY.weeks),
    ]
    assert {day.weekday() for day in STORY.weeks} == {4}
    assert STORY.weeks[-1] == date(2024, 5, 31)


def test_every_file_says_that_it_is_a_demonstration():
    plan = sample_files()[0]
    assert "演示数据" in read_document(plan.read_bytes(), plan.name).text
    for path in LEDGERS:
        sheet = openpyxl.load_workbook(path).active
        assert "演示数据" in sheet["A1"].value
        assert any("演示数据" in str(row[0].value) and "虚构" in row[0].value for row in sheet.iter_rows(min_row=5))
        assert sheet.oddHeader.center.text == "演示数据"


def test_every_ledger_is_read_back_whole(readings):
    for day, week, reading in zip(STORY.weeks, range(1, 99), readings, strict=False):
        assert (reading.as_of, reading.demo, reading.rejections, reading.findings) == (day, True, (), ())
        assert len(reading.rows) == len(STORY.projects)
        for told, row in zip(sorted_by_class(), reading.rows, strict=True):
            plan, done = at_week(told.get("plan"), week), told.get("done", [None] * 8)[week - 1]
            assert row.name == (at_week(told.get("names"), week) or told["name"])
            assert row.project_class is ProjectClass(told["class"])
            assert row.stage is Stage(at_week(told["stage"], week))
            assert (row.year_plan, row.year_done) == (yuan(plan), yuan(done))
            assert row.total_investment == (round(float(told["total"]) * 10**8) if "total" in told else None)


def sorted_by_class():
    return sorted(STORY.projects, key=lambda project: ["续建", "新建", "前期"].index(project["class"]))


def yuan(wan):
    return None if wan is None else wan * 10_000


def test_the_sums_in_the_sheet_add_up():
    for path in LEDGERS:
        rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(path).active.iter_rows(min_row=5)]
        plan, done = 7, 8
        sums = {row[1]: row for row in rows if row[1] in ("小计", "合计")}
        projects = [row for row in rows if isinstance(row[0], int)]
        for column in (5, 6, plan, done):
            assert sums["合计"][column] == pytest.approx(sum(row[column] or 0 for row in projects))
        planned = [row for row in projects if row[plan]]
        expected = sum(row[done] for row in planned) / sum(row[plan] for row in planned)
        assert sums["合计"][plan + 2] == pytest.approx(expected, abs=0.00006)


def test_published_totals_are_those_of_the_registry(history, matching):
    registry = {project.id: project.total_investment for project in load_region().projects}
    told = {one.project: one.total_investment for one in history if one.total_investment}
    assert told
    assert {project: registry[project] for project in told} == told


def test_all_names_are_known_save_the_one_that_is_to_be_confirmed(matching):
    assert [project.id for project in matching.projects if int(project.id[-4:]) >= 1000] == []
    assert [found.name for found in matching.doubtful] == ["孙塘北路有机更新"]


@pytest.mark.parametrize(
    ("name", "course"),
    [
        ("中横线快速路", None),
        ("建筑垃圾资源化处置中心项目", "黄黄黄绿绿绿绿绿"),
        ("中心城区扩大北排工程", "黄黄黄黄黄黄绿绿"),
        ("活性炭再生中心项目", "绿绿绿绿绿黄黄黄"),
        ("中部三塘横江", "绿黄黄黄绿黄黄黄"),
        ("西潮塘区块开发建设", "绿黄黄黄黄黄黄红"),
        ("5座桥头跳车整治", "绿绿绿绿绿蓝蓝蓝"),
        ("东部垃圾填埋场二期项目", "不不不不不不不黄"),
        ("市现代农业开发区水稻优质良种繁育基地项目", "灰灰灰灰灰灰灰灰"),
        ("梅湖水库清淤扩容工程", "不不不不不不不不"),
    ],
)
def test_the_story_shows_in_the_lights(history, name, course):
    if course is None:
        second = [one for one in history if "二期" in one.name and one.name.startswith(name)]
        lights = [light(one, project_class=one.project_class, as_of=one.as_of, rule=RULE).light for one in second]
        assert {one.project for one in second} == {"330282-0005"}
        assert lights == [Light.GREEN] * 3 + [Light.YELLOW] * 4 + [Light.RED]
    else:
        assert lights_of(history, name) == course


def test_what_moved_the_wrong_way_is_found(history):
    found = {(finding.kind, finding.source[12:22]) for finding in check((), history)}
    assert found == {
        ("累计下降", "2024-05-17"), ("形象进度下降", "2024-04-26"), ("计划调减", "2024-05-24"), ("完工时间推迟", "2024-05-10"),
        ("项目停工", "2024-05-17"),
    }


def test_one_project_is_above_its_plan(history):
    assert max(one.year_done / one.year_plan for one in history if one.year_plan) == 1.04


def test_a_course_without_a_figure_a_week_is_refused(tmp_path):
    story = (SAMPLES / "story.toml").read_text("utf-8").replace("done = [30000, ", "done = [", 1)
    (tmp_path / "story.toml").write_text(story, "utf-8")
    with pytest.raises(ValueError, match="228国道慈溪段"):
        load_story(tmp_path / "story.toml")


def test_small_rules_of_the_generator():
    course = [[1, "甲"], [3, "乙"]]
    assert [at_week(course, week) for week in (1, 2, 3, 8)] == ["甲", "甲", "乙", "乙"]
    assert at_week([[2, 5]], 1) is None
    assert at_week("丙", 4) == "丙"
    assert (rate(1, 3) is not None, rate(None, 3), rate(5, None)) == (True, None, None)


# Against the real plan, where it is at hand

needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the shared material is not here")


@needs_shared
def test_the_plan_carries_the_same_works_and_stages(items):
    gold = json.loads((SHARED / "gold" / "work_plan_2024-05.items.json").read_text("utf-8"))
    must = [entry for entry in gold if entry["tier"] == "A"]
    here = load_region()
    found = match(items, (), here.projects, region=here).matches
    stages = {one.project: item.stage for one, item in zip(found, items, strict=True)}
    assert len(stages) == len(items) == len(must)
    for entry in must:
        spellings = [replace(items[0], name=name) for name in (entry["name"], entry["name_mention"], *entry["aliases"])]
        meant = {found.project for found in match(spellings, (), here.projects, region=here).matches} & set(stages)
        assert len(meant) == 1, entry["name"]
        assert stages[meant.pop()] in entry["main_stage"], entry["name"]


@needs_shared
def test_the_plan_is_written_in_its_own_words():
    real, own = (
        re.sub(r"\s", "", path.read_text("utf-8"))
        for path in (SHARED / "documents" / "work_plan_2024-05.txt", SAMPLES / "work_plan_2024-05.txt")
    )
    names = sorted((name for project in load_region().projects for name in (project.name, *project.aliases)), key=len)
    for run in common_runs(own, real, least=14):
        rest = run.replace("-", "—")
        for name in reversed(names):
            rest = rest.replace(name.replace("-", "—"), "")
        assert len(rest) <= 3, f"{run!r} stands in the real document too"


def common_runs(one, other, *, least):
    """The runs of one text that stand in the other, longest first from each place, of at least so many characters."""
    start = 0
    while start < len(one):
        length = 0
        while start + length < len(one) and one[start:start + length + 1] in other:
            length += 1
        if length >= least:
            yield one[start:start + length]
        start += max(length, 1)
