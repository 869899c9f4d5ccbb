"""What each row below a header is: a project, a line that continues one, a total, a heading, a note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from etl.ledger.cells import Cell
from etl.ledger.layout import MONEY, Layout
from etl.ledger.line import Kind, Line
from etl.ledger.money import Amount, read_amount
from etl.ledger.parts import holds_amount, nested
from etl.ledger.table import stated_unit
from etl.ledger.text import means_nothing, squeeze
from etl.ledger.vocabulary import row_words

_TEXT_FIELDS = (
    "unit",
    "place",
    "progress_words",
    "problems",
    "code",
    "stage",
    "planned_start",
    "actual_start",
    "start",
    "planned_finish",
    "period",
)


def read_lines(layout: Layout) -> list[Line]:
    """Classify the rows of a table, top to bottom."""
    lines = _lone_headings(layout, list(_lines(layout)))
    seq = layout.fields.get("seq")
    return nested(layout, lines, seq.index) if seq else lines


def _lone_headings(layout: Layout, lines: list[Line]) -> list[Line]:
    """Rows numbered as headings (一、 (一)) with amounts and nothing below them: projects, if they name works; headings, if they name
    a kind of projects; else nobody can tell.
    """
    found = list(lines)
    for position, line in enumerate(lines):
        if line.kind is not Kind.SECTION or not _has_sum(layout, line.number) or names_kind(line.label):
            continue
        below = (other for other in lines[position + 1 :] if other.kind not in (Kind.NOTE, Kind.HEADER, Kind.NUMBERS))
        after = next(below, None)
        summed = after is None or after.kind in (Kind.TOTAL, Kind.SUBTOTAL, Kind.OF_WHICH)
        if summed or (after.kind is Kind.SECTION and after.level <= line.level):
            kind = Kind.PROJECT if row_words("works").search(line.label) else Kind.UNCLEAR
            found[position] = Line(line.number, kind, line.label)
    return found


def names_kind(label: str) -> bool:
    """Whether a heading names a kind of projects (交通类, 续建项目, 水利(2个)) and not one of them."""
    if re.search(row_words("count"), label):
        return True
    name = re.sub(r"\(.*\)|[::]$", "", row_words("section_number").sub("", label))
    return bool(row_words("kind_name").search(name)) and not row_words("works").search(name)


def _has_sum(layout: Layout, number: int) -> bool:
    """Whether a row has an amount of its own other than nought."""
    grid = layout.table.grid
    own = (at for field in MONEY if field in layout.fields and (at := (number, layout.fields[field].index)) not in grid.covered)
    return any(isinstance(amount := read_amount(grid.cell(*at), "万元"), Amount) and amount.yuan > 0 for at in own)


def _lines(layout: Layout) -> Iterator[Line]:
    table, grid = layout.table, layout.table.grid
    name = layout.fields["name"]
    seq = layout.fields.get("seq")
    numbered = seq is not None and any(re.fullmatch(r"\d+", squeeze(grid.cell(number, seq.index).text)) for number in table.body)
    headings = {column.index: frozenset(column.path) for column in table.columns}
    previous: Line | None = None
    for number in table.body:
        cells = list(grid.filled(number))
        repeats = bool(cells) and _is_header(headings, cells)
        line = (
            Line(number, Kind.HEADER)
            if repeats
            else _classify(layout, number, cells, previous, name.index, seq.index if seq else None, numbered)
        )
        if line.kind in (Kind.SECTION, Kind.NOTE):
            line = replace(line, unit=next((unit for _, cell in cells if (unit := stated_unit(cell.text))), ""))
        yield line
        if line.kind in (Kind.PROJECT, Kind.CONTINUATION):
            previous = line if line.kind is Kind.PROJECT else previous
        elif line.kind not in (Kind.HEADER,):
            previous = None


def _classify(
    layout: Layout, number: int, cells: list[tuple[int, Cell]], previous: Line | None, name: int, seq: int | None, numbered: bool
) -> Line:
    grid = layout.table.grid
    if not cells:
        # Only covered cells: merged down from a row above.
        return Line(number, Kind.CONTINUATION if previous else Kind.NOTE)
    if (
        number <= layout.table.bottom + 2
        and all(row_words("column_number").match(squeeze(cell.text)) for _, cell in cells)
        and len(cells) > 2
    ):
        return Line(number, Kind.NUMBERS)
    label = _label(cells, name)
    total = _total(label) or (Kind.OF_WHICH if row_words("of_which").match(squeeze(grid.cell(number, name).text)) else None)
    if total:
        return Line(number, total, label)
    if _is_note(cells, label) or row_words("example").fullmatch(squeeze(cells[0][1].text)):
        return Line(number, Kind.NOTE, label)
    has_amount = holds_amount(layout, number)
    level = _section_level(layout, number, cells, label, seq, name, numbered, has_amount)
    if level:
        return Line(number, Kind.SECTION, label, level)
    named = grid.cell(number, name)
    covered = grid.covered.get((number, name))
    if covered and covered.top < number:
        part = layout.fields.get("part_name")
        if previous and part and not grid.cell(number, part.index).blank:
            return Line(number, Kind.PROJECT)
        return Line(number, Kind.CONTINUATION if previous else Kind.NOTE)
    if named.fault:
        return Line(number, Kind.NAMELESS)
    if previous and numbered and [column for column, _ in cells] == [name] and re.fullmatch(r"\(.+\)", squeeze(named.text)):
        return Line(number, Kind.CONTINUATION)  # the rest of a long name
    if not named.blank and not means_nothing(named.text):
        return Line(number, Kind.STRUCK if named.struck else Kind.PROJECT)
    if previous and _continues(layout, number, cells, seq, has_amount):
        return Line(number, Kind.CONTINUATION)
    if len(cells) == 1 and not has_amount:
        return Line(number, Kind.NOTE, cells[0][1].text)
    if not has_amount and all(column == seq or means_nothing(cell.text) for column, cell in cells):
        return Line(number, Kind.NOTE)
    return Line(number, Kind.NAMELESS)


def _label(cells: list[tuple[int, Cell]], name: int) -> str:
    """The row's leading text: everything up to the name's column, in one word."""
    texts = [squeeze(cell.text) for column, cell in cells if column <= name and isinstance(cell.value, str)]
    if len(texts) > 1 and row_words("chinese_number").match(texts[0]):
        texts[0] = texts[0] if re.search(r"[、.)]$", texts[0]) else f"{texts[0]}、"
    return "".join(texts) or next((squeeze(cell.text) for _, cell in cells if isinstance(cell.value, str)), "")


def _total(label: str) -> Kind | None:
    if row_words("subtotal").match(label):
        return Kind.SUBTOTAL
    if row_words("total").match(label) or row_words("counted_total").match(label):
        return Kind.TOTAL
    if row_words("of_which").match(label):
        return Kind.OF_WHICH
    return None


def _is_header(headings: dict[int, frozenset[str]], cells: list[tuple[int, Cell]]) -> bool:
    same = sum(squeeze(cell.text) in headings.get(column, ()) for column, cell in cells)
    return same >= 2 and same * 10 >= len(cells) * 6


def _is_note(cells: list[tuple[int, Cell]], label: str) -> bool:
    first = squeeze(cells[0][1].text)
    texts = [cell for _, cell in cells if not cell.is_number]
    if row_words("footer").match(first) and len(texts) == len(cells):
        return True
    return (
        len(texts) == len(cells) <= 3
        and not row_words("section_number").match(first)
        and all(_is_remark(squeeze(cell.text)) for cell in texts)
        and (len(cells) > 1 or label == first)
    )


def _is_remark(text: str) -> bool:
    """Whether a text is of the kind that stands above a table: its unit, its date, its title."""
    return bool(stated_unit(text) or re.search(r"单位[::]|截[至止]|^\d{4}年.*(表|台账|情况)", text))


def _section_level(
    layout: Layout,
    number: int,
    cells: list[tuple[int, Cell]],
    label: str,
    seq: int | None,
    name: int,
    numbered: bool,
    has_amount: bool,
) -> int:
    """The level of a heading (1 for 一、, 2 for (一)), or 0 if the row is none."""
    grid = layout.table.grid
    own = squeeze(grid.cell(number, seq).text) if seq else ""
    if not label or re.fullmatch(r"\d+(\.0)?", own):
        return 0
    details = sum(
        not grid.cell(number, column.index).blank and (number, column.index) not in grid.covered
        for field in _TEXT_FIELDS
        if (column := layout.fields.get(field)) and column.index not in (seq, name)
    )
    if details:
        return 0
    level = 2 if label.startswith("(") or own.startswith("(") else 1
    heading = bool(row_words("section_number").match(label)) or bool(own and row_words("chinese_number").match(own) and numbered)
    wide = any((span := grid.spans.get((number, column))) and span.right - span.left >= 2 for column, _ in cells[:1])
    lone = sum(isinstance(cell.value, str) for _, cell in cells) == 1
    if heading and (numbered or lone):
        return level
    if (wide and lone) or (
        lone and not own and numbered and row_words("section_name").search(label) and (len(label) <= 14 or not has_amount)
    ):
        return 3
    return 0


def _continues(layout: Layout, number: int, cells: list[tuple[int, Cell]], seq: int | None, has_amount: bool) -> bool:
    """A nameless row below a project that only carries on its texts."""
    if has_amount and not all(
        (number, layout.fields[field].index) in layout.table.grid.covered
        or layout.table.grid.cell(number, layout.fields[field].index).blank
        for field in MONEY
        if field in layout.fields
    ):
        return False
    return not (seq and not layout.table.grid.cell(number, seq).blank and (number, seq) not in layout.table.grid.covered)
