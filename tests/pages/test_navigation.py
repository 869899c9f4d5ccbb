"""The bar of pages: it comes after the first look of the overview, and at once everywhere else."""

import pytest
import streamlit as st

from tests.pages.conftest import Page


@pytest.fixture
def positions(invented, monkeypatch):
    """Where the bar was put in each run."""
    invented(5)
    seen, real = [], st.navigation
    monkeypatch.setattr(st, "navigation", lambda pages, position: seen.append(position) or real(pages, position=position))
    return seen


def test_the_overview_shows_its_map_first_and_the_bar_with_the_rest(positions):
    page = Page(waits=True)
    assert positions == ["hidden"]
    page.test.query_params["whole"] = "true"
    page.run()
    assert positions == ["hidden", "top"]


@pytest.mark.parametrize(("address", "position"), [
    ("http://board:8501/", "hidden"), ("http://board:8501/overview", "hidden"), ("http://board/city/", "hidden"),
    ("http://board:8501/towns", "top"), ("http://board/city/supervise", "top"), ("http://board:8501/wall", "top"),
])
def test_every_other_page_has_the_bar_at_once(positions, monkeypatch, address, position):
    monkeypatch.setattr(type(st.context), "url", property(lambda _: address))
    Page(waits=True)
    assert positions == [position]
