"""Briefs of a plausible city, rendered once for all tests that only look at them."""

from __future__ import annotations

import pytest

from briefing.brief import Brief, prepare
from briefing.content import Content, compose
from briefing.make import Files, render
from tests.briefing import boards


def brief_of(count: int, **options) -> Brief:
    board, before, changes, layers = boards.make(count, **options)
    return prepare(board, layers, since=before.as_of, before=before, changes=changes)


@pytest.fixture(scope="session")
def brief() -> Brief:
    return brief_of(50)


@pytest.fixture(scope="session")
def content(brief: Brief) -> Content:
    return compose(brief)


@pytest.fixture(scope="session")
def files(brief: Brief) -> Files:
    return render(brief)
