"""Tables that a PDF sets without lines: told by a heading row that begins with 序号, read by where their words stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import TypedDict

ORDINAL_HEADING = frozenset({"序号", "编号"})
_ORDINAL = re.compile(r"\d{1,3}[.、]?")
_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 2
# Words whose tops differ by less stand on one line (points).
_SAME_LINE = 3.0


class Word(TypedDict):
    """A word as pdfplumber gives it: its text and its box in points, y growing downwards."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float


def table_rows(words: Sequence[Word]) -> tuple[float, float, list[tuple[float, str]]] | None:
    """Top and bottom of a page's unruled table, and its rows (top, cells joined by tabs); None when there is none.

    Every row needs an ordinal of its own. Cells may take several lines, set around the ordinal's line or from it downwards.
    """
    heading = next((line for line in _lines(words) if len(line) >= _FEWEST_COLUMNS and line[0]["text"] in ORDINAL_HEADING), None)
    if heading is None:
        return None
    below = [word for word in words if word["top"] > heading[0]["top"] + _SAME_LINE]
    bounds = _bounds(heading, below)
    anchors = [word for word in below if _column(word, bounds) == 0 and _ORDINAL.fullmatch(word["text"])]
    if len(anchors) < _FEWEST_ROWS:
        return None
    tops = [anchor["top"] for anchor in anchors]
    pitch = median(after - before for before, after in pairwise(tops))
    around = any(word["top"] < tops[0] - _SAME_LINE for word in below)
    end = tops[-1] + pitch * (0.5 if around else 1.0)
    cells: list[list[list[Word]]] = [[[] for _ in heading] for _ in anchors]
    bottom = heading[0]["bottom"]
    for word in below:
        if word["top"] < end:
            cells[_row(word["top"], tops, around=around)][_column(word, bounds)].append(word)
            bottom = max(bottom, word["bottom"])
    rows = [(heading[0]["top"], "\t".join(word["text"] for word in heading))]
    rows += [(top, "\t".join(text for cell in row if (text := _text(cell)))) for top, row in zip(tops, cells, strict=True)]
    return heading[0]["top"], bottom, rows


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word["top"], word["x0"])):
        if lines and abs(lines[-1][0]["top"] - word["top"]) < _SAME_LINE:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word["x0"]) for line in lines]


def _bounds(heading: Sequence[Word], below: Sequence[Word]) -> list[float]:
    """Where one column ends and the next begins: the middle of the widest white between two headings."""
    bounds = []
    for left, right in pairwise(heading):
        start, end = _middle(left), _middle(right)
        taken = sorted((max(word["x0"], start), min(word["x1"], end)) for word in below if word["x0"] < end and word["x1"] > start)
        widest, at, reached = 0.0, (left["x1"] + right["x0"]) / 2, start
        for x0, x1 in (*taken, (end, end)):
            if x0 - reached > widest:
                widest, at = x0 - reached, (reached + x0) / 2
            reached = max(reached, x1)
        bounds.append(at)
    return bounds


def _middle(word: Word) -> float:
    return (word["x0"] + word["x1"]) / 2


def _column(word: Word, bounds: Sequence[float]) -> int:
    return sum(_middle(word) > bound for bound in bounds)


def _row(top: float, tops: Sequence[float], *, around: bool) -> int:
    if around:
        return min(range(len(tops)), key=lambda at: abs(tops[at] - top))
    return max((at for at in range(len(tops)) if tops[at] <= top + _SAME_LINE), default=0)


def _text(cell: Sequence[Word]) -> str:
    return "".join(word["text"] for line in _lines(cell) for word in line)
