"""Supervision in a real browser: a row chosen, its light's working, a judgement kept beside it."""

from datetime import date

import pytest

from data.model import Judgement, Problem
from data.store import open_store
from etl.pipeline import load
from tests.e2e.conftest import PHONE
from tests.e2e.desk import settled
from tests.etl.files import ledger

RED = ("中横线快速路二期", 37.32, 90000, 10000, "35%", "市交通运输局", "", "<b onmouseover=top.hacked=1>管线</b>未迁")


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path / "board.gpkg")
    load([ledger([(*RED[:3], 9000, *RED[4:])], as_of=date(2024, 5, 31)), ledger([RED])], store)
    yield store
    store.close()


@pytest.fixture
def address(desk, tmp_path, store):
    return desk.show(tmp_path / "board.gpkg")


def test_a_row_opens_the_working_and_a_judgement_stands_beside_the_light(screen, address, store):
    page = screen.page
    page.goto(f"{address}/supervise")
    table = page.locator(".st-key-supervise-list canvas, [data-testid=stDataFrame] canvas").first
    table.wait_for(timeout=30_000)
    settled(page)
    box = table.bounding_box()
    page.mouse.click(box["x"] + 16, box["y"] + 52)
    card = page.locator(".desk-card")
    card.wait_for(timeout=20_000)
    said = card.inner_text()
    assert "时序进度50.00%" in said and "转绿" in said and "台账_2024-06-30.xlsx «进度» 第 4 行" in said and "<b onmouseover" in said
    page.get_by_text("年内能完成", exact=True).click()
    page.get_by_label("研判人").fill("王主任")
    page.get_by_role("button", name="记下研判").click()
    page.locator(".notice", has_text="研判已记下").wait_for(timeout=20_000)
    page.locator(".notice", has_text="研判与亮灯不一致").first.wait_for(timeout=20_000)
    (kept,) = store.fetch(Judgement)
    assert kept.achievable and kept.who == "王主任"
    assert page.evaluate("() => window.top.hacked") is None


def test_the_project_can_be_opened_from_the_list(screen, address, store):
    page = screen.page
    page.goto(f"{address}/supervise")
    table = page.locator("[data-testid=stDataFrame] canvas").first
    table.wait_for(timeout=30_000)
    settled(page)
    box = table.bounding_box()
    page.mouse.click(box["x"] + 16, box["y"] + 52)
    page.locator(".desk-card h2 a").click()
    page.locator(".card h2", has_text=RED[0]).first.wait_for(timeout=20_000)


def test_the_problem_list_outlives_an_undo(screen, address, store):
    page = screen.page
    page.goto(f"{address}/supervise?tab=问题清单")
    page.get_by_role("button", name="登记").wait_for(timeout=30_000)
    settled(page)
    form = page.locator("[data-testid=stForm]").first
    form.locator("input[role=combobox]").click()
    page.keyboard.type("中横线快速路二期")
    page.get_by_role("option", name="中横线快速路二期", exact=True).click()
    form.get_by_label("问题", exact=True).fill("管线未迁")
    form.get_by_label("责任单位").fill("市住建局")
    form.get_by_label("登记人").fill("李四")
    form.get_by_role("button", name="登记").click()
    page.locator("table.plain", has_text="管线未迁").wait_for(timeout=20_000)
    store.undo_last()
    assert [one.text for one in store.fetch(Problem)] == ["管线未迁"]


@pytest.mark.parametrize("screen", [PHONE], indirect=True, ids=["phone"])
def test_on_a_phone_every_rule_stands_whole_within_the_screen(screen, address):
    page = screen.page
    page.goto(f"{address}/supervise?tab=换规则看")
    rules = page.locator(".rules")
    rules.wait_for(timeout=30_000)
    assert rules.locator(".scroll").evaluate("box => box.scrollWidth <= box.clientWidth")
    assert rules.locator("tbody tr").count() > 1 and "变灯" in rules.locator("td:nth-child(6)").last.evaluate(
        "cell => getComputedStyle(cell, '::before').content",
    )
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
