"""HTML fragments for the pages. Every text passes through :func:`text`; no other module writes markup of its own accord."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from html import escape

import streamlit as st

from pages.ui.measures import Kind


def text(value: object) -> str:
    """A value as text in HTML, whatever it holds."""
    return escape(str(value), quote=True)


@cache
def badge(kind: Kind) -> str:
    """A class's badge: shape, colour and letter, as on the map."""
    paint = kind.paint
    style = f"--b:{paint.fill or paint.colour};--e:{paint.edge};color:{paint.on}"
    return f'<span class="badge {paint.shape}" style="{style}" role="img" aria-label="{text(kind.label)}">{text(kind.mark)}</span>'


def pill(kind: Kind) -> str:
    """A badge with its label."""
    return f'<span class="pill">{badge(kind)}<span>{text(kind.label)}</span></span>'


def facts(pairs: Iterable[tuple[str, str, str]], *, columns: int = 2) -> str:
    """A list of label, value and note. Values and notes are HTML already made safe."""
    rows = "".join(
        f"<div><dt>{text(label)}</dt><dd>{value}{f'<small>{note}</small>' if note else ''}</dd></div>" for label, value, note in pairs
    )
    return f'<dl class="facts of-{columns}">{rows}</dl>'


def bar(share: float | None, *, mark: float | None = None, colour: str = "var(--house-2)", label: str = "") -> str:
    """A rate as a bar from 0 to 100 %, with a tick at 时序; what passes 100 % is told by its own end, never clipped silently."""
    if share is None:
        return '<div class="bar none"></div>'
    over = " over" if share > 1 else ""
    tick = "" if mark is None else f'<i style="left:{min(mark, 1) * 100:.1f}%" title="时序进度"></i>'
    width = f"{min(max(share, 0), 1) * 100:.1f}%"
    return f'<div class="bar{over}" role="img" aria-label="{text(label)}"><b style="width:{width};background:{colour}"></b>{tick}</div>'


def show(html: str) -> None:
    """Put a fragment on the page."""
    st.html(html)
