"""The door to a store: which light rule is in force, and what one is told of a region that is not there."""

import re
import shutil

import pytest

from data import views
from data.region import REGIONS


@pytest.fixture
def declaring(tmp_path, monkeypatch, opened):
    """A store whose region pack declares a light rule."""

    def go(rule):
        shutil.copytree(REGIONS / "330282", tmp_path / "regions" / "330282")
        path = tmp_path / "regions" / "330282" / "region.toml"
        path.write_text(re.sub('light_rule = "[^"]*"', f'light_rule = "{rule}"', path.read_text("utf-8")), "utf-8")
        monkeypatch.setattr("data.region.REGIONS", tmp_path / "regions")
        return opened(tmp_path / "board.gpkg")

    return go


def test_the_rule_in_force_is_the_one_the_pack_declares(declaring):
    store = declaring("武汉")
    assert views.board(store).rule == "武汉" and views.rules(store)[0].name == "武汉"


def test_a_declared_rule_that_is_not_in_the_book_is_told_and_no_other_takes_its_place(declaring):
    with pytest.raises(views.RuleError, match=r"武汗.*可选:默认"):
        views.board(declaring("武汗"))


def test_a_region_without_a_pack_names_those_at_hand(opened, tmp_path):
    with pytest.raises(views.RegionError, match=r"999999.*330282"):
        views.board(opened(tmp_path / "board.gpkg", region="999999"))
