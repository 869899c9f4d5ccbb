"""镇街底色: how towns are tinted under the projects, by a count or a rate. Few steps, each in words; unknown is hatched.

A project that crosses towns counts whole in each of them, and the legend says so. Tints are violet greys: no light has that
hue, so that red, yellow and green lines stay what they are on any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from data.views import Board, BoardRow, Light, TownTotals
from pages.ui import reads, words
from pages.ui.filters import board_key
from pages.ui.measures import BANDS, band
from pages.ui.remember import remembered

KEY = "ground"
TINTS = ("#f4f0f7", "#e6ddec", "#d5c7de", "#c6b5d1", "#b6a3c4", "#a690b6")
UNKNOWN = "hatch"
NOTE = "跨镇街的项目在每个镇街各计一次"
_ROUND = (1, 2, 5)
_STEPS = 5


@dataclass(frozen=True, slots=True)
class Ground:
    """A way to tint towns: its key in the address, its title, a town's value (None: unknown), and how the value is said."""

    key: str
    title: str
    value: Callable[[TownTotals], float | None]
    say: Callable[[float], str]
    words: str
    absent: float | None = 0
    """What a town without any project counts."""


def _behind(town: TownTotals) -> float | None:
    lights = town.totals.lights
    judged = sum(lights.get(light, 0) for light in (Light.RED, Light.YELLOW, Light.GREEN, Light.BLUE))
    return lights.get(Light.RED, 0) + lights.get(Light.YELLOW, 0) if judged else None


GROUNDS: Mapping[str, Ground] = {
    one.key: one
    for one in (
        Ground("count", "项目数", lambda town: town.totals.projects, lambda value: f"{value:.0f}项", "镇街内的项目数"),
        Ground("year", "年度完成率", lambda town: town.totals.year_rate, words.rate, "镇街内项目本年累计完成 ÷ 年度计划,按合计数相除",
               absent=None),
        Ground("behind", "红黄灯数", _behind, lambda value: f"{value:.0f}盏", "镇街内亮红灯、黄灯的项目数;没有可评项目的为未知",
               absent=None),
    )
}


def asked() -> str:
    """The ground the address asks for; empty for none."""
    wanted = st.query_params.get(KEY, "")
    return wanted if wanted in GROUNDS else ""


def choose(key: str) -> None:
    """Put the ground into the address, or take it out."""
    if key in GROUNDS:
        st.query_params[KEY] = key
    else:
        st.query_params.pop(KEY, None)


def spec(board: Board, rows: tuple[BoardRow, ...], choice: Hashable, *, key: str | None = None) -> dict[str, object]:
    """What the map needs: the grounds to choose from and, for the one in force, its classes and each town's class and value."""
    chosen = asked() if key is None else key
    made = _tinted(board_key(board), choice, chosen, board, rows) if chosen else {}
    return {"key": chosen, "titles": {"": "无", **{one.key: one.title for one in GROUNDS.values()}}, **made}


@remembered(64)
def _tinted(key: tuple, choice: Hashable, chosen: str, _board: Board, _rows: tuple[BoardRow, ...]) -> dict[str, object]:
    return tinted(reads.town_totals(replace(_board, rows=_rows)), GROUNDS[chosen])


def tinted(towns: Sequence[TownTotals], ground: Ground) -> dict[str, object]:
    """Classes of a ground and the towns' place in them. Towns are known by code; one that is not among them has no project."""
    values = {town.code: ground.value(town) for town in towns if town.code}
    labels, class_of = _bands() if ground.key == "year" else _steps([value for value in values.values() if value is not None])
    of = {code: len(labels) if value is None else class_of(value) for code, value in values.items()}
    absent = len(labels) if ground.absent is None else class_of(ground.absent)
    unknown = "没有年度计划或未填报" if ground.key == "year" else "没有可评的项目"
    tints = [TINTS[round(n * (len(TINTS) - 1) / max(1, len(labels) - 1))] for n in range(len(labels))]
    steps = [{"label": label, "fill": tint} for label, tint in zip(labels, tints, strict=True)]
    return {
        "title": f"镇街底色 · {ground.title}",
        "words": ground.words,
        "note": NOTE,
        "classes": [*steps, {"label": unknown, "fill": UNKNOWN}],
        "of": of,
        "said": {code: "" if value is None else ground.say(value) for code, value in values.items()},
        "absent": absent,
    }


def _bands() -> tuple[list[str], Callable[[float], int]]:
    return list(BANDS[:-1]), lambda value: BANDS.index(band(value))


def _steps(values: Sequence[float]) -> tuple[list[str], Callable[[float], int]]:
    """Nought apart, then at most five equal steps of a round width that hold every value."""
    largest = int(max(values, default=0))
    width = next(base * 10**power for power in range(12) for base in _ROUND if base * 10**power * _STEPS >= largest)
    count = -(-largest // width)
    labels = [f"{n * width + 1}–{(n + 1) * width}" if width > 1 else str(n + 1) for n in range(count)]
    return ["0", *labels], lambda value: -(-int(value) // width)
