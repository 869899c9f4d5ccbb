"""The pages there are (导航), the bar that leads to them, and each as what a link leads to."""

from __future__ import annotations

from copy import copy
from functools import cache
from urllib.parse import urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.ui import firstlook

NAVIGATION = (
    ("overview", "项目总览", ":material/map:"),
    ("towns", "镇街", ":material/location_city:"),
    ("project", "项目", ":material/description:"),
    ("places", "落图", ":material/edit_location:"),
    ("supervise", "督办", ":material/flag:"),
    ("brief", "简报", ":material/newspaper:"),
    ("data", "数据", ":material/database:"),
    ("wall", "大屏", ":material/tv:"),
)
"""Name of the file and in the address, title, icon."""


def bar() -> StreamlitPage:
    """Show the bar, and give the page that is asked for. The first look (:mod:`pages.ui.firstlook`) does without the bar: its menus and
    icons held the map up by a tenth of a second.
    """
    own = [copy(one) for one in _pages().values()]  # a page that was run cannot be run again
    return st.navigation(own, position="hidden" if _asked() == NAVIGATION[0][0] and firstlook.alone() else "top")


def _asked() -> str:
    """The page that the address asks for, by name, before Streamlit has said so."""
    last = urlsplit(st.context.url or "").path.rpartition("/")[2]
    return last if last in _pages() else NAVIGATION[0][0]


def page(name: str) -> StreamlitPage:
    """A page for a link to lead to. By its path alone, Streamlit looks at every run where it lies."""
    return _pages()[name]


@cache
def _pages() -> dict[str, StreamlitPage]:
    return {
        name: st.Page(f"pages/{name}.py", title=title, icon=icon, url_path=name, default=name == NAVIGATION[0][0])
        for name, title, icon in NAVIGATION
    }
