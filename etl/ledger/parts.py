"""Projects in parts: rows numbered 1.1 or (1) below a row 1."""

from __future__ import annotations

import re
import unicodedata

from etl.ledger.cells import Cell
from etl.ledger.layout import MONEY, Layout
from etl.ledger.line import Kind, Line
from etl.ledger.names import clean_name
from etl.ledger.text import squeeze
from etl.ledger.vocabulary import row_words

_CIRCLED = re.compile(r"[①-⑳]")


def nested(layout: Layout, lines: list[Line], seq: int) -> list[Line]:
    """Rows numbered 1.1 or (1) below a row 1, or (一) below a row 一, are its parts.

    With amounts of their own they are the projects and the row above is their sum; without, they carry it on. A part that is named
    by its place alone (一期, 上游段) is labelled with the name of the whole.
    """
    grid, name = layout.table.grid, layout.fields["name"].index
    kinds: dict[int, Line] = {}
    for parent, parts in _parts(layout, lines, seq).items():
        if any(holds_amount(layout, number) for number in parts):
            whole = squeeze(grid.cell(parent, name).text)
            kinds[parent] = Line(parent, Kind.PARENT, whole)
            bare = {number for number in parts if row_words("part").fullmatch(squeeze(clean_name(grid.cell(number, name).text)))}
            kinds |= {number: Line(number, Kind.PROJECT, whole if number in bare else "", level=1) for number in parts}
        else:
            kinds |= {number: Line(number, Kind.CONTINUATION) for number in parts}
    return [kinds.get(line.number, line) for line in lines]


def _parts(layout: Layout, lines: list[Line], seq: int) -> dict[int, list[int]]:
    """Parts by the row of their whole. Numbers begin anew below every heading."""
    parts: dict[int, list[int]] = {}
    wholes: dict[str, int] = {}  # by number; the last one also under "", the last of 一、二、 under "一"
    for line in lines:
        if line.kind is Kind.SECTION:
            wholes.clear()
        if line.kind is not Kind.PROJECT:
            continue
        number = _numbering(layout.table.grid.cell(line.number, seq))
        below = re.fullmatch(r"(\d+)[.-]\d+", number)
        whole = wholes.get(below[1] if below else "一" if re.fullmatch(r"\([一二三四五六七八九十]+\)", number) else "")
        if re.fullmatch(r"\d+", number):
            wholes[number] = wholes[""] = line.number
        elif re.fullmatch(r"[一二三四五六七八九十]+[、.]?", number):
            wholes["一"] = line.number
        elif number and whole and (below or number.startswith("(")):
            parts.setdefault(whole, []).append(line.number)
    return parts


def _numbering(cell: Cell) -> str:
    """A row's number as written: ① reads (1), and so does -1, which is what a spreadsheet makes of (1)."""
    text = cell.text.strip()
    number = -cell.value if cell.is_number and cell.value < 0 else unicodedata.numeric(text, None) if _CIRCLED.fullmatch(text) else None
    return squeeze(text) if number is None else f"({number:g})"


def holds_amount(layout: Layout, number: int) -> bool:
    """Whether any of a row's money columns holds something."""
    return any(not layout.table.grid.cell(number, layout.fields[field].index).blank for field in MONEY if field in layout.fields)
