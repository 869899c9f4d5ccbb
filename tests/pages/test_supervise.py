"""The supervision page: what is behind and why, judgements beside lights, the problem list, other rules."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from openpyxl import load_workbook

from data.model import Judgement, Problem
from data.views import Light, board, lagging, rule_book
from etl.pipeline import load
from pages.ui import frame, problems, supervision
from tests.etl.files import ledger
from tests.pages.conftest import Page

MAY, JUNE, TODAY = date(2024, 5, 31), date(2024, 6, 30), date(2024, 7, 15)
RED = ("中横线快速路二期", 37.32, 90000, 10000, "35%", "市交通运输局", "", "管线未迁")
GREEN = ("周家路江整治工程一期", 10, 20000, 12000, "60%", "市水利局")


@pytest.fixture(autouse=True)
def bare(monkeypatch):
    """AppTest runs a page outside of app.py every time; the way into the frame would rerun it and so lose every click."""
    monkeypatch.setattr(frame, "within_the_frame", lambda: None)


@pytest.fixture
def store(opened, tmp_path, monkeypatch):
    monkeypatch.setenv("STORE_URL", str(tmp_path / "board.gpkg"))
    store = opened(tmp_path / "board.gpkg")
    load([ledger([(*RED[:3], 9000, *RED[4:]), GREEN], as_of=MAY)], store)
    load([ledger([RED, GREEN])], store)
    return store


def project_of(store, name):
    return next(row.id for row in board(store).rows if row.name == name)


def test_the_total_to_green_is_what_a_reader_gets_who_adds_the_list_up(store):
    plans = {"望海路大修": 100_000.01, "石塘桥重建": 33_333, "青云渠清淤": 77_777, "雁湖泵站": 45_678.9}  # parts of them end in no 百元
    load([ledger([(name, 60, plan, 100) for name, plan in plans.items()], as_of=date(2024, 7, 31))], store)
    page = Page("supervise")
    amounts = page.list["补足转绿(万元)"].dropna()
    assert len(amounts) >= 4 and f"{amounts.sum():,.2f}<em>万元</em>" in page.html


def test_what_is_behind_is_listed_with_gap_amount_reason_unit_and_duration(store):
    page = Page("supervise")
    (line,) = page.list.to_dict("records")
    assert line["项目名称"] == RED[0] and line["超(欠)时序"] == pytest.approx(-38.9)
    assert line["补足转绿(万元)"] == pytest.approx(26000, rel=0.01)
    assert line["原因"] == "管线未迁" and line["责任单位"] == "市交通运输局"
    assert line["已持续"] == "至少 30 天(自 2024-05-31)"


def test_words_on_progress_do_not_pass_for_a_reason(store):
    silent = ("沈海路大修工程", 1, 5000, 100, "路基施工", "市公路中心")
    load([ledger([silent], as_of=JUNE, name="另.xlsx")], store)
    shown = board(store)
    lines = [supervision.line(one, shown.as_of) for one in lagging(store, shown)]
    assert {line["项目名称"]: line["原因"] for line in lines} == {silent[0]: "台账未写存在问题;进展:路基施工", RED[0]: "管线未迁"}
    assert "滞后项目中 1 项台账未写存在问题" in Page("supervise").html


def test_the_amount_to_green_is_what_turns_the_light(store):
    amount = lagging(store, board(store))[0].row.lit.to_green
    load([ledger([(*RED[:3], 10000 + amount / 10_000, *RED[4:])], as_of=JUNE, name="补足.xlsx")], store)
    assert next(row for row in board(store).rows if row.name == RED[0]).lit.light is Light.GREEN


def test_a_chosen_project_shows_its_working_its_source_and_a_way_to_judge(store):
    one, shown = lagging(store, board(store))[0], board(store)
    html = supervision.two_lights(one.row)
    assert "红灯" in html and "未研判" in html
    assert all(part in one.row.lit.working for part in ("90,000万元", "10,000万元", "50.00%", "按“"))
    assert str(one.row.evidence) == "台账_2024-06-30.xlsx «进度» 第 4 行"
    assert supervision.lasting(one, shown.as_of).startswith("至少")


def test_the_list_goes_out_as_a_workbook_with_working_and_source_and_no_formula(store):
    formula = ("+HYPERLINK(A1)路新建工程", 1, 5000, 100, "5%", "@市住建局", "", "+等待")
    load([ledger([formula], as_of=JUNE, name="另.xlsx")], store)
    shown = board(store)
    page = load_workbook(io.BytesIO(supervision.sheet(lagging(store, shown), shown)))["督办清单"]
    headings = [cell.value for cell in page[3]]
    assert {"项目名称", "补足转绿(万元)", "原因", "亮灯算法", "数据出处", "主管研判"} <= set(headings)
    assert "2024年6月30日" in page["A2"].value and page.max_row == 5
    assert not any(cell.data_type == "f" for row in page.iter_rows() for cell in row)
    assert isinstance(page.cell(4, headings.index("超(欠)时序") + 1).value, int | float)


def test_a_judgement_is_kept_with_who_and_stands_beside_the_light(store):
    page = Page("supervise", tab="主管研判")
    assert "还没有主管研判" in page.html
    page.test.selectbox(key="supervise.any").set_value(project_of(store, GREEN[0]))
    page.run()
    page.test.radio[0].set_value("年内难完成")
    page.test.text_area[0].set_value("<b>征地</b>未完")
    next(one for one in page.test.text_input if one.label == "研判人").set_value("王主任")
    next(one for one in page.test.button if one.label == "记下研判").click()
    page.run()
    (kept,) = store.fetch(Judgement)
    assert (kept.who, kept.achievable, kept.note) == ("王主任", False, "<b>征地</b>未完")
    assert "王主任" in page.html and "&lt;b&gt;征地" in page.html and "研判与亮灯不一致" in page.html


def test_a_judgement_without_a_name_is_not_kept_and_nothing_typed_is_lost(store):
    page = Page("supervise", tab="主管研判")
    page.test.selectbox(key="supervise.any").set_value(project_of(store, GREEN[0]))
    page.run()
    page.test.text_area[0].set_value("写了很多")
    next(one for one in page.test.button if one.label == "记下研判").click()
    page.run()
    assert "填写研判人" in page.html and store.fetch(Judgement) == () and page.test.text_area[0].value == "写了很多"


def test_a_disagreement_comes_first(store):
    for name, achievable in ((GREEN[0], True), (RED[0], True)):
        store.add(Judgement(project=project_of(store, name), at=datetime(2024, 7, 1, tzinfo=UTC), achievable=achievable, note="", who="王"))
    html = Page("supervise", tab="主管研判").html
    assert "1 个项目的研判与亮灯不一致" in html
    assert html.index(f">{RED[0]}<") < html.index(f">{GREEN[0]}<") and "主管研判为年内能完成,计算为红灯" in html


def add_problem(store, text, due, **more):
    return store.add(Problem(
        id=0, project=project_of(store, RED[0]), text=text, unit="市住建局", due=due, opened_at=datetime(2024, 6, 1, tzinfo=UTC),
        opened_by="办公室", **more,
    ))


def test_what_is_longest_overdue_stands_first_and_what_has_no_date_last(store):
    for text, due in (("无期", None), ("将来", TODAY + timedelta(1)), ("久", TODAY - timedelta(30)), ("昨日", TODAY - timedelta(1))):
        add_problem(store, text, due)
    listed = problems.ordered(store.fetch(Problem))
    assert [one.text for one in listed] == ["久", "昨日", "将来", "无期"]
    assert [problems.overdue(one, TODAY) for one in listed] == [30, 1, 0, 0]


def test_a_problem_is_entered_and_closed_with_evidence(store):
    page = Page("supervise", tab="问题清单")
    assert "清单是空的" in page.html
    page.test.selectbox(key="problems.project.0").set_value(project_of(store, RED[0]))
    page.test.text_area(key="problems.text.0").set_value("管线<i>未迁</i>")
    page.test.text_input(key="problems.unit.0").set_value("市住建局")
    page.test.text_input(key="problems.who.0").set_value("李四")
    next(one for one in page.test.button if one.label == "登记").click()
    page.run()
    (kept,) = store.fetch(Problem)
    assert kept.opened_by == "李四" and "管线&lt;i&gt;未迁" in page.html and "市住建局" in page.html
    page.test.selectbox(key="problems.number.1").set_value(kept.id)
    page.test.text_input(key="problems.closer.1").set_value("王五")
    next(one for one in page.test.button if one.label == "销号").click()
    page.run()
    assert "销号缺少依据" in page.html and store.fetch(Problem)[0].closed_at is None
    page.test.text_area(key="problems.evidence.1").set_value("验收单 12 号")
    next(one for one in page.test.button if one.label == "销号").click()
    page.run()
    assert store.fetch(Problem)[0].evidence == "验收单 12 号" and "清单是空的" in page.html


def test_every_rule_is_shown_with_what_it_would_do_to_the_board_of_today(store):
    html = Page("supervise", tab="换规则看").html
    for rule in rule_book(store).rules:
        assert rule.name in html and rule.origin in html
    assert html.count('class="stack"') == len(rule_book(store).rules) and "(现用)" in html


def test_the_projects_that_would_turn_are_named_with_the_working(store):
    page = Page("supervise", tab="换规则看")
    chooser = page.test.selectbox(key="rules.other")
    said = []
    for name in chooser.options:
        page.test.selectbox(key="rules.other").set_value(name)
        page.run()
        said.append("没有项目变灯" in str([one.value for one in page.test.caption]) or "按“" + name in page.html)
    assert all(said)


def test_nothing_behind_is_said(opened, tmp_path, monkeypatch):
    monkeypatch.setenv("STORE_URL", str(tmp_path / "b.gpkg"))
    load([ledger([GREEN])], opened(tmp_path / "b.gpkg"))
    assert "没有滞后项目" in Page("supervise").html


def test_the_sample_has_every_tab(sample):
    for tab in ("滞后项目", "主管研判", "问题清单", "换规则看"):
        assert "演示数据" in Page("supervise", tab=tab).html
