"""The page on which places are set right: its queue, the four ways, keeping and withdrawing."""

import shutil

import pytest

from data.model import Correction, Location
from data.store import open_store
from data.views import Doubt, places
from pages.ui import frame
from tests.pages.conftest import Page

STRETCH = "北外环(浒崇公路—胜陆高架段)"


@pytest.fixture
def store(sample_store, tmp_path, monkeypatch):
    """A copy of the sample's store, to be written to."""
    path = tmp_path / "board.gpkg"
    shutil.copy(sample_store, path)
    monkeypatch.setenv("STORE_URL", str(path))
    monkeypatch.setattr(frame, "within_the_frame", lambda: None)  # AppTest starts anew with every run: a rerun would lose the click
    one = open_store(path)
    yield one
    one.close()


@pytest.fixture
def doubtful(store):
    return next(one for one in places(store) if one.doubt is Doubt.TOWN)


def save(page, who="张三", why="设计图"):
    page.test.text_input(key="placing.who").input(who)
    next(one for one in page.test.text_input if one.key.startswith("placing.why")).input(why)
    next(one for one in page.test.button if one.label == "保存更正").click()
    return page.run()


def test_the_queue_lists_what_is_in_doubt_the_gravest_first(store):
    page = Page("places")
    listed = page.test.dataframe[0].value
    expected = [one for one in places(store) if one.doubt is not Doubt.NOT]
    assert list(listed["项目"]) == [one.name for one in expected] and listed["存疑"].iloc[0] == "未上图"
    assert all(listed["原因"]) and f"{len(expected)} 项的位置存疑" in page.html


def test_the_desk_shows_the_place_its_evidence_and_what_the_texts_say(store, doubtful):
    page = Page("places", id=doubtful.id)
    assert doubtful.name in page.html and doubtful.reason in page.html and "文中所述" in page.html and "work_plan_2024-05" in page.html


def test_words_are_tried_before_they_are_kept(store, doubtful):
    page = Page("places", id=doubtful.id)
    page.test.text_input(key=f"placing.words.{doubtful.id}").input(STRETCH)
    page.run()
    assert "更正后" in page.html and "端点" in page.html and store.fetch(Correction) == ()
    page.test.text_input(key=f"placing.words.{doubtful.id}").input("查无此处")
    page.run()
    assert "还落不到图上" in page.html
    assert next(one for one in page.test.button if one.label == "保存更正").disabled


def test_a_correction_is_kept_shown_in_the_queue_and_withdrawn(store, doubtful):
    before = store.fetch(Location, project=doubtful.id)[0]
    page = Page("places", id=doubtful.id)
    page.test.text_input(key=f"placing.words.{doubtful.id}").input(STRETCH)
    page.run()
    save(page)
    (kept,) = store.fetch(Correction)
    assert (kept.field, kept.becomes, kept.who, kept.reason) == ("expression", STRETCH, "张三", "设计图")
    assert "已更正" in page.html and "张三" in page.html
    page.test.segmented_control(key="placing.which").set_value("已更正")
    page.run()
    (line,) = page.test.dataframe[0].value.to_dict("records")
    assert line["项目"] == doubtful.name and line["更正"].startswith("张三 20")
    page.test.text_input(key="placing.withdraw.who").input(" ")
    page.test.button(key="placing.withdraw").click()
    page.run()
    assert "撤回人" in page.html and len(store.fetch(Correction, withdrawn_at=None)) == 1
    page.test.text_input(key="placing.withdraw.who").input("李四")
    page.test.button(key="placing.withdraw").click()
    page.run()
    assert store.fetch(Correction, withdrawn_at=None) == () and store.fetch(Correction)[0].withdrawn_by == "李四"
    assert "李四" in Page("project", id=doubtful.id).html
    assert store.fetch(Location, project=doubtful.id)[0].geometry.equals(before.geometry)


def test_who_and_why_must_be_said(store, doubtful):
    page = Page("places", id=doubtful.id)
    page.test.text_input(key=f"placing.words.{doubtful.id}").input(STRETCH)
    page.run()
    save(page, who=" ")
    assert "请填写更正人和依据" in page.html and store.fetch(Correction) == ()


def test_features_and_the_stretch_between_two_of_them(store, doubtful):
    page = Page("places", id=doubtful.id)
    page.test.segmented_control(key="placing.way").set_value("选要素")
    page.run()
    page.test.multiselect(key=f"placing.features.{doubtful.id}").set_value([("城市北外环", "road")])
    page.run()
    assert "更正后" in page.html
    page.test.selectbox(key=f"placing.from.{doubtful.id}").set_value(("浒崇公路", "road"))
    page.test.selectbox(key=f"placing.to.{doubtful.id}").set_value(("胜陆公路", "road"))
    page.run()
    assert "4.62 公里" in page.html
    save(page)
    assert "要素:城市北外环(浒崇公路—胜陆公路段)" in page.html and store.fetch(Correction)[0].field == "features"


def test_only_the_town_may_be_said(store, doubtful):
    page = Page("places", id=doubtful.id)
    page.test.segmented_control(key="placing.way").set_value("选镇街")
    page.run()
    page.test.multiselect(key=f"placing.towns.{doubtful.id}").set_value(["周巷镇"])
    page.run()
    save(page)
    assert store.fetch(Correction)[0].field == "towns"
    assert next(one for one in places(store) if one.id == doubtful.id).doubt is Doubt.NOT


def test_a_project_the_board_does_not_have_is_said(store):
    page = Page("places", id="无此项目")
    assert page.test.warning or "不在当前看板" in page.html
