"""The looks, in one place: one palette, one type scale, for the pages and for the map alike.

Colours are those of an official board on paper: a deep blue for the house, ink for text, pale land, and lights that differ
in hue, in darkness and in shape, so that they hold for colour-blind eyes and on a grey print. Contrast is tested.

The map has them by standing in the page: custom properties reach into its shadow root.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import streamlit as st


class Paint(NamedTuple):
    """How a class of projects is painted: line colour, letter and outline of its badge, the badge's shape, line width in px.

    fill is the badge's own colour where the line's would be too dark for it (yellow).
    """

    colour: str
    on: str
    edge: str
    shape: str
    width: float
    fill: str = ""


TOKENS: Mapping[str, str] = MappingProxyType({
    # house
    "house": "#123a63", "house-2": "#1f4e79", "house-soft": "#e6edf5", "accent": "#b3261e",
    # surfaces and text
    "page": "#f3f5f8", "paper": "#ffffff", "line": "#d5dce4", "line-soft": "#e8edf2",
    "ink": "#16212e", "ink-2": "#45525f", "ink-3": "#5d6975",
    # map
    "sea": "#dfe9f1", "land": "#fbfaf5", "land-2": "#f5f2e8", "border": "#a79f8d", "outline": "#6f6756",
    "road": "#d8d1c0", "rail": "#b5b0a6", "water": "#9fc4df", "town": "#554d3e",
    # marks
    "demo": "#7a3e00", "demo-soft": "#fff0d6",
    # type scale, in px: note, text, strong, head, figure
    "t-note": "12px", "t-text": "14px", "t-strong": "16px", "t-head": "20px", "t-figure": "clamp(24px, 1.75vw, 40px)",
    "font": '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif',
    "radius": "6px",
    # the overview's heights, by which the stage (opening.css) and the page have the map in one place; others on a phone (style.css)
    "head-height": "40px", "controls-height": "40px", "map-height": "max(440px, calc(100dvh - 306px))",
})

# Lights, worst first. Shapes: octagon (stop), triangle (warning), disc, square, ring, dash.
LIGHTS: Mapping[str, Paint] = MappingProxyType({
    "红": Paint("#c0271c", "#ffffff", "#7d130c", "octagon", 5),
    "黄": Paint("#b87a00", "#241a00", "#6b4700", "triangle", 4.5, "#f4b400"),
    "绿": Paint("#0a7f5e", "#ffffff", "#045740", "disc", 4),
    "蓝": Paint("#2a66b8", "#ffffff", "#153f7a", "square", 4),
    "灰": Paint("#6e7883", "#16212e", "#6e7883", "ring", 3.5),
    "不评": Paint("#7b8590", "#16212e", "#7b8590", "dash", 3),
})

# Bands of a rate, from behind (wine) to ahead (deep blue), numbered; and the stages in order of course, lettered.
STEPS: tuple[Paint, ...] = (
    Paint("#7a1f5c", "#ffffff", "#4a0d36", "square", 5),
    Paint("#a8497f", "#ffffff", "#6f2350", "square", 4.5),
    Paint("#8069ab", "#ffffff", "#534080", "square", 4),
    Paint("#3674ab", "#ffffff", "#1f5080", "square", 4),
    Paint("#12617f", "#ffffff", "#083a4e", "square", 4),
    Paint("#0a3a52", "#ffffff", "#04202f", "square", 4),
)
COURSE: tuple[Paint, ...] = (
    Paint("#6f7190", "#ffffff", "#4d4f6b", "disc", 3),
    Paint("#686aa6", "#ffffff", "#45478a", "disc", 3.5),
    Paint("#6b62b0", "#ffffff", "#44398c", "disc", 3.5),
    Paint("#a05a2c", "#ffffff", "#6b3511", "disc", 4),
    Paint("#b8560f", "#ffffff", "#7a3403", "disc", 4.5),
    Paint("#1f7a8c", "#ffffff", "#0d4f5c", "disc", 4),
    Paint("#0b5563", "#ffffff", "#04333c", "disc", 4),
    Paint("#16212e", "#ffffff", "#000000", "octagon", 5),
    Paint("#6e7883", "#16212e", "#454e57", "dash", 3),
)
UNKNOWN = Paint("#6e7883", "#16212e", "#6e7883", "ring", 3.5)


HOUSE = ("style.css", "chinese.css")


def tokens_css() -> str:
    """The tokens as CSS custom properties."""
    lines = [f"  --{name}: {value};" for name, value in TOKENS.items()]
    for number, paint in enumerate(LIGHTS.values()):
        lines += [f"  --light-{number}: {paint.colour};", f"  --light-{number}-on: {paint.on};"]
    return ":root {\n" + "\n".join(lines) + "\n}\n"


class _Sheet(NamedTuple):
    """A page's style. Off a text Streamlit takes what its lines are indented by, half a millisecond for a thousand lines at every
    run; of what says itself what its HTML is, it takes that.
    """

    html: str

    def _repr_html_(self) -> str:
        return self.html


def house() -> str:
    """The looks that every page has, as CSS: the tokens, and the style sheets of the house. They stand in the document itself
    (:mod:`pages.ui.document`), behind Streamlit's own, which they overrule; so no page sends them.
    """
    return "".join((tokens_css(), *map(_text, HOUSE)))


def wear(sheet: str) -> None:
    """Give the page in hand looks of its own as well: a style sheet beside this module."""
    st.html(_sheet(sheet))


@cache
def _sheet(name: str) -> _Sheet:
    return _Sheet(f"<style>{_text(name)}</style>")


def _text(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")
