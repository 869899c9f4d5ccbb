"""The project's own page, part by part: its stages as a line, promise beside report, what people decided, who lies next to it."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from data import views
from data.model import Correction, Judgement
from data.views import Stage
from pages.ui.dossier import history_frame, kept_word
from tests.pages.boards import FakeViews
from tests.pages.conftest import Page

ONE = next(row.id for row in FakeViews(12).board(None).rows if row.progress and row.progress.year_plan)
COURSE = [stage for stage in Stage if stage.rank is not None]
WHEN = datetime(2024, 6, 3, 2, tzinfo=UTC)


def opened(invented, monkeypatch, **changes):
    """The page of an invented project whose card is changed by functions of what it held."""
    fake = invented(12)
    made = fake.card
    changed = lambda *asked: replace(made(*asked), **{name: change(made(*asked)) for name, change in changes.items()})  # noqa: E731
    monkeypatch.setattr(views, "card", changed)
    return Page("project", id=ONE).html


def steps(html):
    return re.findall(r'<li class="(behind|here|ahead)"( aria-current=step)?>([^<]+)</li>', html)


@pytest.mark.parametrize("stage", COURSE)
def test_stages_behind_here_and_ahead_stand_in_their_order(invented, monkeypatch, stage):
    found = steps(opened(invented, monkeypatch, row=lambda card: replace(card.row, stage=stage)))
    assert [name for _, _, name in found] == [one.value for one in COURSE]
    at = COURSE.index(stage)
    assert [kind for kind, _, _ in found] == ["behind"] * at + ["here"] + ["ahead"] * (len(COURSE) - at - 1)
    assert [name for _, current, name in found if current] == [stage.value]


def test_a_stage_off_the_course_is_said(invented, monkeypatch):
    off = next(stage for stage in Stage if stage.rank is None)
    html = opened(invented, monkeypatch, row=lambda card: replace(card.row, stage=off))
    assert {kind for kind, _, _ in steps(html)} == {"ahead"} and f"当前:{off.value}" in html


def test_a_stage_that_is_not_known_is_said_and_none_is_marked(invented, monkeypatch):
    html = opened(invented, monkeypatch, row=lambda card: replace(card.row, stage=None))
    assert {kind for kind, _, _ in steps(html)} == {"ahead"} and "环节未填报" in html


@pytest.mark.parametrize(("promised", "reported", "said"), [
    (Stage.COMPLETED, Stage.COMPLETED, "已达到所要求的环节"), (Stage.COMPLETED, Stage.BUILDING, "尚未达到所要求的环节"),
    (Stage.BUILDING, Stage.COMPLETED, "已达到所要求的环节"), (None, Stage.BUILDING, ""), (Stage.BUILDING, None, ""),
])
def test_a_promise_is_kept_when_its_stage_is_reached(promised, reported, said):
    assert kept_word(promised, reported).startswith(said) and bool(kept_word(promised, reported)) == bool(said)


def test_the_promise_stands_word_for_word_beside_the_report_and_leads_to_its_clause(invented, monkeypatch):
    html = opened(invented, monkeypatch, row=lambda card: replace(card.row, stage=Stage.BUILDING))
    promise = html[html.index('<div class="promise">') :]
    assert "<blockquote>加快推进" in promise and "力争年内完工。" in promise and "目标:年内完工 · 力争" in promise
    assert "工作要点.docx" in promise and "三(四)" in promise
    assert "尚未达到所要求的环节" in promise and "台账现状(2024年5月31日)" in promise


def test_judgements_say_what_was_judged_by_whom_and_when(invented, monkeypatch):
    judged = (Judgement(project=ONE, at=WHEN, achievable=False, note="征迁未完", who="王局长"),)
    html = opened(invented, monkeypatch, judgements=lambda card: judged)
    assert "年内难完成:征迁未完 <small>王局长 2024年6月3日</small>" in html


def test_a_correction_shows_who_and_why_and_a_withdrawn_one_stays_struck_through(invented, monkeypatch):
    stands = Correction(id=1, subject=f"place:{ONE}", field="towns", was="", becomes="新浦镇", reason="现场核对", who="李工", at=WHEN)
    gone = replace(stands, id=2, becomes="崇寿镇", who="赵工", withdrawn_at=WHEN, withdrawn_by="办公室")
    html = opened(invented, monkeypatch, corrections=lambda card: (stands, gone))
    listed = html[html.index("人工更正<") :]
    assert "新浦镇" in listed and "现场核对;李工 2024年6月3日" in listed
    struck = re.search(r"<s>(.*?)</s>\(([^)]*)\)", listed)
    assert "崇寿镇" in struck[1] and "办公室" in struck[2] and "撤回" in struck[2]
    assert "新浦镇" not in struck[1]


def test_without_corrections_there_is_no_panel_for_them(invented, monkeypatch):
    assert "人工更正<" not in opened(invented, monkeypatch)


def test_neighbours_are_links_with_their_distance(invented, monkeypatch):
    html = opened(invented, monkeypatch, neighbours=lambda card: (("p-0002", "甲路", 0.4), ("p-0007", "乙河", 350.0)))
    near = html[html.index("project?id=p-0002") :]
    assert "甲路</a> <small>相接</small>" in near
    assert re.search(r'project\?id=p-0007[^>]*>乙河</a> <small>相距 (350 ?米|0\.35 ?公里)</small>', near), near[:400]


def test_history_has_a_point_for_each_date_and_none_for_what_was_not_reported(invented):
    card = invented(12).card(None, ONE)
    day, progress, evidence = card.history[0]
    bare = replace(progress, year_done=None, physical_progress=None)
    frame = history_frame(replace(card, history=((day, bare, evidence), *card.history[1:])))
    first = frame[frame["日期"].dt.date == day]
    assert list(first["指标"]) == ["时序进度"]
    assert frame["日期"].nunique() == len(card.history) and isinstance(day, date)
    done = frame[(frame["指标"] == "年度投资完成率") & (frame["日期"].dt.date == card.history[-1][0])]["百分比"].item()
    assert done == pytest.approx(card.history[-1][1].year_done / card.history[-1][1].year_plan * 100)
