"""Parts of a page (页面的各部分): fragments that are run alone, by their keys, when what changed concerns nothing else.

A part asks for itself what it shows (date, filters, choice): it may run long after the page did, and others have changed since.
Parts lie side by side, not within each other, and not deep: each time one is run Streamlit copies all that it lies in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

T = TypeVar("T")

_KNOWN = "parts.known"


def begin() -> None:
    """A page begins: until it is drawn to its end it has no parts to be run."""
    st.session_state[_KNOWN] = None


def complete() -> None:
    """The page in hand is drawn to its end."""
    st.session_state[_KNOWN] = {}


def run(*keys: str) -> None:
    """From a widget's callback: run these parts, the first first; or the whole page where none are named, or where it ended early
    (a notice, the first look) and has no such parts. Ends the callback.
    """
    if keys and st.session_state.get(_KNOWN) is not None:
        st.session_state[_KNOWN] = {}
        st.rerun(keys)
    st.rerun()


def once(what: str, ask: Callable[[], T]) -> T:
    """What several parts ask for, asked once for all that are run together. While the page itself is drawn it is asked each time:
    the widgets that say it are only just being drawn.
    """
    known: dict[str, Any] | None = st.session_state.get(_KNOWN)
    if known is None:
        return ask()
    if what not in known:
        known[what] = ask()
    return known[what]
