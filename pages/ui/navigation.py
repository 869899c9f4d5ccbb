"""The pages there are (导航), in the order of the bar; and each as what a link or the bar leads to."""

from __future__ import annotations

from copy import copy
from functools import cache

import streamlit as st
from streamlit.navigation.page import StreamlitPage

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


def pages() -> list[StreamlitPage]:
    """The pages for the bar, for one run: a page that was run cannot be run again."""
    return [copy(one) for one in _pages().values()]


def page(name: str) -> StreamlitPage:
    """A page for a link to lead to. By its path alone, Streamlit looks at every run where it lies."""
    return _pages()[name]


@cache
def _pages() -> dict[str, StreamlitPage]:
    return {
        name: st.Page(f"pages/{name}.py", title=title, icon=icon, url_path=name, default=name == NAVIGATION[0][0])
        for name, title, icon in NAVIGATION
    }
