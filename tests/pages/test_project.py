from dataclasses import replace

import pytest

from data.views import Light
from tests.pages.conftest import Page


def test_without_a_choice_it_lists_every_project_worst_first(sample):
    page = Page("project")
    assert "选择一个项目" in page.html
    assert sorted(page.list["项目名称"]) == sorted(row.name for row in sample.rows)
    assert page.list["灯"].iloc[0] == ["红灯"]


def test_the_sample_project_shows_history_quotes_place_and_towns(sample, sample_store):
    row = next(row for row in sample.rows if row.lit.light is Light.RED and row.towns)
    page = Page("project", id=row.id)
    for said in (f"<h2>{row.name}</h2>", "历次进度", "工作要点原文", "位置与镇街", "问题与预警", row.lit.working, row.towns[0].name):
        assert said in page.html, said
    assert page.html.count("<tr>") > 4, "the history's rows and their sources"
    assert "<blockquote>" in page.html


def test_every_project_of_the_sample_opens(sample):
    for row in sample.rows:
        assert f"<h2>{row.name}</h2>" in Page("project", id=row.id).html


@pytest.mark.parametrize("asked", ["中横线快速路", "绕城别名", "RCBM"], ids=["name", "alias", "initials"])
def test_a_project_is_found_by_a_part_of_its_name_its_alias_and_their_initials(invented, monkeypatch, asked):
    fake = invented(12, names=("中横线快速路二期",))
    made = fake.made
    monkeypatch.setattr(fake, "made", lambda *key: [(place, replace(row, aliases=("绕城别名",)) if row.id == "p-0000" else row)
                                                    for place, row in made(*key)])
    page = Page("project", q=asked)
    assert list(page.list["项目名称"]) == ["中横线快速路二期"]


def test_a_search_without_an_answer_says_what_to_do(invented):
    invented(12)
    assert "没有找到项目" in Page("project", q="无此项目").html
    assert "换几个字" in Page("project", id="p-0003", q="无此项目").html


def test_an_unknown_project_is_said(sample):
    assert "不在当前看板上" in Page("project", id="nobody").test.warning[0].value


def test_what_is_not_known_is_said_to_be_unknown_never_nought(invented):
    row = next(row for row in invented(12).board(None).rows if row.progress is None)
    html = Page("project", id=row.id).html
    assert "还没有台账填报该项目的进度" in html
    for label in ("年度投资完成率", "总投资完成率", "形象进度"):
        assert f"<span>{label}</span><b>—</b>" in html, label
    for label in ("总投资", "年度计划", "本年累计完成"):
        assert f"<dt>{label}</dt><dd>—</dd>" in html, label


def test_a_project_without_a_plan_is_said_to_have_none_not_nought(invented):
    row = next(row for row in invented(20).board(None).rows if row.progress and not row.progress.year_plan)
    assert "<span>年度投资完成率</span><b>无年度计划</b>" in Page("project", id=row.id).html
