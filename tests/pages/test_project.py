from data.views import Light
from tests.pages.conftest import Page


def test_without_a_choice_it_offers_what_needs_attention(sample):
    page = Page("project")
    assert "选择一个项目" in page.html
    behind = [row for row in sample.rows if row.lit.light in (Light.RED, Light.YELLOW)]
    assert any(row.name in page.html for row in behind)


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


def test_choosing_by_name_puts_the_project_into_the_address(invented):
    fake = invented(12)
    page = Page("project")
    page.test.selectbox(key="project").set_value("p-0003")
    page.run()
    assert page.test.query_params["id"] in ("p-0003", ["p-0003"])
    assert f"<h2>{fake.board(None).rows[3].name}</h2>" in page.html


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
