"""What pages read is kept until the store or the light rules change, and no longer."""

import os
import shutil

import data.region
from data.views import Light
from pages.ui import reads
from pages.ui.frame import View
from tests.pages.conftest import Page


def test_an_edited_light_rule_shows_on_the_next_rerun(sample, tmp_path, monkeypatch):
    shutil.copytree(data.region.REGIONS, tmp_path / "regions")
    monkeypatch.setattr(data.region, "REGIONS", tmp_path / "regions")
    rules = tmp_path / "regions" / sample.region / "light_rules.toml"
    page = Page("towns", light="红")
    assert len(page.list) == sample.totals.lights[Light.RED] > 0
    text = rules.read_text("utf-8")
    assert 'red = ">20"' in text, "the pack's default rule has another limit: adapt this test"
    rules.write_text(text.replace('red = ">20"', 'red = ">90"'), "utf-8")
    os.utime(rules, ns=(0, rules.stat().st_mtime_ns + 10**9))
    page.run()
    assert "没有符合条件的项目" in page.html, "the lights are those of the old rule"


def test_a_part_of_a_page_that_runs_alone_sees_what_was_loaded_meanwhile(invented, monkeypatch):
    fake, ran = invented(20), []
    monkeypatch.setattr("pages.ui.frame.st.rerun", lambda: ran.append("all"))
    view = View(reads.board(), None, None, reads.version())
    view.up_to_date()
    assert not ran
    fake.number = 2
    view.up_to_date()
    assert ran == ["all"]
