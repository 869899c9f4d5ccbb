"""Notices whose text may come from files: shown as text whatever it holds (Streamlit's own alerts would read it as Markdown)."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from data.views import StoreError
from etl.pipeline import InputError
from pages.ui import markup
from pages.ui.markup import text

GOOD, NEWS, WARNING, BAD = "good", "news", "warning", "bad"
_SIGNS = {GOOD: "✓", NEWS: "i", WARNING: "!", BAD: "×"}
_KEPT = "notice.kept"
_LOG = logging.getLogger(__name__)


def html(kind: str, said: str, *, more: str = "") -> str:
    """A notice as HTML: what is the case, and what to do about it."""
    aside = f"<span>{text(more)}</span>" if more else ""
    role = "alert" if kind in (BAD, WARNING) else "status"
    return f'<div class="notice {kind}" role="{role}"><i aria-hidden="true">{_SIGNS[kind]}</i><p><b>{text(said)}</b>{aside}</p></div>'


def show(kind: str, said: str, *, more: str = "") -> None:
    """Put a notice on the page."""
    markup.show(html(kind, said, more=more))


def keep(kind: str, said: str, *, more: str = "") -> None:
    """Say it once after the next rerun."""
    st.session_state[_KEPT] = (kind, said, more)


def show_kept() -> None:
    """Say what the last run left to be said."""
    if kept := st.session_state.pop(_KEPT, None):
        kind, said, more = kept
        show(kind, said, more=more)


@contextmanager
def remedied() -> Iterator[None]:
    """What goes wrong within becomes a notice with its remedy, never a trace."""
    try:
        yield
    except (InputError, StoreError) as error:
        show(BAD, error.problem, more=error.remedy)
    except Exception:
        _LOG.exception("unexpected")
        show(BAD, "没有完成,数据未作改动", more="请重试;若反复出现,请把文件和时间告诉维护人员(详情在服务器日志中)。")
