"""Find the tables of a sheet: where the header stands, its rows, its columns, and what stands above and below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from etl.ledger.cells import Cell
from etl.ledger.grid import Grid, column_letters
from etl.ledger.text import squeeze
from etl.ledger.vocabulary import is_heading_word, may_head_names, meanings_of, row_words

MAX_HEADER_ROWS = 4
_BELOW = 6  # rows below a heading that tell whether names stand there
_LONGEST_HEADER = 40
_MONEY_UNIT = r"(?:千万元|百万元|千元|万元|亿元|元|万|亿)"
_UNIT_IN_BRACKETS = re.compile(
    rf"\((?:金额|投资)?(?:单位[::]?)?(?:人民币)?({_MONEY_UNIT}|%|‰|个月|日历天|天|月|公里|千米|km|KM|m|米|平方米|㎡|亩|个|项|条)(?:[、,/]%)?\)",
    re.I,
)
_UNIT_AT_END = re.compile(rf"(?<=[^\d一二三四五六七八九十])[::,、/]?({_MONEY_UNIT})$")
# 单位:万元; 单位:公里、万元、%; 金额单位均为万元; 本表投资额均以万元计.
_UNIT_STATED = re.compile(
    rf"(?:单位(?:均|都)?(?:[::为是以]|统一为)?|(?:金额|投资额?)(?:均|都)?[为以按]|(?:均|都)[为以按])(?:人民币)?\(?"
    rf"(?:(?!{_MONEY_UNIT})[^\d、,,;;/:()]{{1,4}}[、,,;;/])*({_MONEY_UNIT})(?!以)((?:[、,,;;/和]\s*[^)\s]{{1,6}})*)"
)
_UNIT_OF_TITLE = re.compile(r"\((?:人民币)?(千元|百万元|万元|亿元|元)\)")
_WHOLE = re.compile("合计|小计|总计|总额|总数|合计数|小计数|计")
_ONLY_UNIT = re.compile(rf"\(?(?:单位[::]?)?({_MONEY_UNIT}|%|天|月|个月|公里|km|亩)\)?", re.I)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its header from top to bottom, and the money unit that the header names ("" if none)."""

    index: int
    path: tuple[str, ...]
    unit: str
    hidden: bool
    twin: bool = False

    @property
    def header(self) -> str:
        """The header as users know it, its rows from top to bottom; the letter added where another column has the same."""
        return "/".join(self.path) + (f"[{column_letters(self.index)}列]" if self.twin else "")

    @property
    def leaf(self) -> str:
        """The lowest row, without its unit."""
        return without_unit(self.path[-1])

    @property
    def joined(self) -> str:
        """All rows, without units, in one word."""
        return "".join(without_unit(text) for text in self.path)

    def sums_up(self, columns: Iterable[Column]) -> bool:
        """Whether this is the 合计 of a heading whose parts (中央 省 地方) the other columns are."""
        return bool(_WHOLE.fullmatch(self.leaf)) and all(column.path[:-1] == self.path[:-1] != () for column in columns)

    @property
    def is_percent(self) -> bool:
        """Whether the header says that its figures are percentages."""
        return self.path[-1].endswith(("%", "(%)", "‰", "(‰)"))


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a sheet. ``body`` are the row numbers below its header that hold something; ``above`` the texts before it;
    ``beside`` the columns of a second table to its right, which is not read; ``followed``: a further table stands below it.
    """

    grid: Grid
    top: int
    bottom: int
    columns: tuple[Column, ...]
    body: tuple[int, ...]
    above: tuple[str, ...]
    beside: tuple[Column, ...] = ()
    followed: bool = False

    @property
    def unit(self) -> str:
        """The one money unit stated above or below the table; "" where there is none or there are two."""
        return self.units[0] if len(self.units) == 1 else ""

    @property
    def units(self) -> tuple[str, ...]:
        """All the money units stated above and below the table. What a heading between the rows says is that heading's."""
        above = (stated_unit(text) or lone_unit(text) for text in self.above)
        return tuple(dict.fromkeys(unit for unit in (*above, *map(stated_unit, self._below())) if unit))

    def _below(self) -> Iterator[str]:
        """The notes under the last row of figures; those above a further table are that table's."""
        for number in () if self.followed else reversed(self.body[-8:]):
            cells = [cell for _, cell in self.grid.filled(number)]
            if len(cells) > 4 or any(cell.is_number for cell in cells):
                return
            yield from (cell.text for cell in cells)


def header_unit(text: str) -> str:
    """The money unit in a header, e.g. of 总投资(万元) or 总投资万元."""
    plain = squeeze(text)
    found = _ONLY_UNIT.fullmatch(plain) or _UNIT_IN_BRACKETS.search(plain) or _UNIT_AT_END.search(plain)
    return found[1] if found and re.fullmatch(_MONEY_UNIT, found[1]) else ""


def without_unit(text: str) -> str:
    """A header without its unit, squeezed."""
    plain = _UNIT_IN_BRACKETS.sub("", squeeze(text))
    return "" if _ONLY_UNIT.fullmatch(plain) and plain != "月" else _UNIT_AT_END.sub("", plain)


def stated_unit(text: str) -> str:
    """The money unit that a note states (单位:万元); "" where it states none, or two."""
    plain = squeeze(text)
    found = _UNIT_STATED.search(plain)
    if found:
        return "" if re.search(_MONEY_UNIT, found[2]) else found[1]
    title = _UNIT_OF_TITLE.search(plain)
    return title[1] if title else ""


def lone_unit(text: str) -> str:
    """The money unit that is the whole of a text: 万元, (亿元)."""
    found = _ONLY_UNIT.fullmatch(squeeze(text))
    return found[1] if found and re.fullmatch(_MONEY_UNIT, found[1]) else ""


def find_tables(grid: Grid) -> list[Table]:
    """The tables of a sheet, top to bottom. The same header again (a page break, a further part) does not start a new one."""
    blocks: list[tuple[int, int, tuple[Column, ...]]] = []
    last_bottom = 0
    for number in sorted(grid.rows):
        if number <= last_bottom:
            continue
        block = _block_at(grid, number, last_bottom)
        if block is None:
            continue
        last_bottom = block[1]
        if not any([c.path for c in block[2]] == [c.path for c in known[2]] for known in blocks[-1:]):
            blocks.append(block)
    numbers = sorted(grid.rows)
    tables = []
    for position, (top, bottom, columns) in enumerate(blocks):
        end = blocks[position + 1][0] if position + 1 < len(blocks) else numbers[-1] + 1
        start = blocks[position - 1][1] if position else 0
        above = tuple(
            cell.text for number in numbers if start < number < top for _, cell in grid.filled(number) if position == 0 or number >= top - 3
        )
        own, beside = _apart(columns)
        body = tuple(n for n in numbers if bottom < n < end)
        tables.append(Table(grid, top, bottom, own, body, above, beside, followed=position + 1 < len(blocks)))
    return tables


def stands_upright(grid: Grid) -> bool:
    """Whether a sheet sets a project's fields below each other (a card, a turned table) where a ledger has a row a project."""
    cells = ((number, column, cell) for number in sorted(grid.rows) for column, cell in grid.filled(number))
    return any(_names_projects(cell) and _labels_below(grid, number, column) for number, column, cell in cells)


def _labels_below(grid: Grid, bottom: int, column: int) -> bool:
    """Whether what stands below a heading are headings again (总投资, 责任单位), and not names."""
    near = range(bottom + 1, bottom + 1 + _BELOW)
    below = [cell.text for number in near if not (cell := grid.cell(number, column)).blank]
    labels = sum(is_heading_word(without_unit(text)) or bool(header_unit(text) and meanings_of(without_unit(text), "")) for text in below)
    return labels > 0 and labels * 2 >= len(below)


def _apart(columns: tuple[Column, ...]) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    """Columns up to where the whole header starts again to the right, and those beyond."""
    paths = [column.path for column in columns]
    half = next((start for start in range(2, len(paths) - 1) if paths[start : start + 2] == paths[:2]), len(paths))
    names = any(_heads_names(text) for column in columns[half:] for text in column.path)
    return (columns[:half], columns[half:]) if names else (columns, ())


def _block_at(grid: Grid, number: int, above: int) -> tuple[int, int, tuple[Column, ...]] | None:
    """The header block whose row ``number`` holds the name's heading; None if it is no header."""
    name_column = next((column for column, cell in grid.filled(number) if _names_projects(cell)), None)
    if name_column is None:
        return None
    top = bottom = number
    while bottom - top + 1 < MAX_HEADER_ROWS and _continues_down(grid, bottom, name_column, number):
        bottom += 1
    while bottom - top + 1 < MAX_HEADER_ROWS and top - 1 > above and _continues_up(grid, top, name_column):
        top -= 1
    if _labels_below(grid, bottom, name_column):
        return None
    columns = tuple(_told_apart(_columns(grid, top, bottom)))
    telling = {
        meaning.field
        for column in columns
        if (found := meanings_of(column.joined, column.leaf)) and (meaning := found[0]).field not in ("seq", "name", "task_name")
    }
    return (top, bottom, columns) if telling and len(columns) >= 2 else None


def _names_projects(cell: Cell) -> bool:
    if not isinstance(cell.value, str) or len(cell.value) > _LONGEST_HEADER:
        return False
    return _heads_names(cell.value)


@lru_cache(maxsize=65536)
def _heads_names(text: str) -> bool:
    plain = without_unit(text)
    if not may_head_names(plain):
        return False
    found = meanings_of(plain, plain)
    return bool(found) and found[0].field in ("name", "task_name")


def _is_heading(cell: Cell) -> bool:
    return isinstance(cell.value, str) and len(cell.value) <= _LONGEST_HEADER and not re.fullmatch(r"[\d.,%\s]*\d[\d.,%\s]*", cell.value)


def _continues_down(grid: Grid, bottom: int, name_column: int, name_row: int) -> bool:
    """Whether the next row is still header: headings below a parent, units, or a merged name's heading going on."""
    below = bottom + 1
    if grid.span_of(name_row, name_column).bottom >= below:
        return True
    if below not in grid.rows or not grid.cell(below, name_column).blank:
        return False
    cells = list(grid.filled(below))
    if not cells or not all(_is_heading(cell) for _, cell in cells):
        return False
    if any(row_words("section_number").match(squeeze(cell.text)) or row_words("total").match(squeeze(cell.text)) for _, cell in cells):
        return False

    def fits(column: int, cell: Cell) -> bool:
        plain = squeeze(cell.text)
        parent = next((grid.cell(bottom, left) for left in range(column, 0, -1) if not grid.cell(bottom, left).blank), None)
        child = bool(parent) and bool(meanings_of(without_unit(parent.text) + without_unit(plain), without_unit(plain)))
        span = grid.span_of(bottom, column)
        return span.right > span.left or bool(_ONLY_UNIT.fullmatch(plain)) or child

    return sum(fits(column, cell) for column, cell in cells) * 2 > len(cells)


def _continues_up(grid: Grid, top: int, name_column: int) -> bool:
    """Whether the row above is a header's upper row: headings over groups of columns, not a title or a note."""
    above = top - 1
    cells = list(grid.filled(above))
    if not cells or not all(_is_heading(cell) and not _is_note(cell) for _, cell in cells):
        return False
    width = sum(1 for _ in grid.filled(top))
    spans = [grid.span_of(above, column) for column, _ in cells]
    if any(span.right - span.left + 1 > max(0.8 * width, 2) for span in spans):
        return False
    if any(span.left <= name_column <= span.right and span.right == span.left for span in spans):
        return False
    if len(cells) == 1:
        return spans[0].left > name_column and (spans[0].right > spans[0].left or bool(_known(cells[0][1])))
    return any(span.right > span.left for span in spans) or sum(_known(cell) for _, cell in cells) * 2 >= len(cells)


def _is_note(cell: Cell) -> bool:
    """Whether a cell over a header belongs to the notes above it: 填报单位:…, or the label of a date or unit that stands beside it."""
    return bool(re.search(r"[::]", cell.text) or row_words("note_label").fullmatch(squeeze(cell.text)))


def _known(cell: Cell) -> bool:
    plain = without_unit(cell.text)
    return bool(meanings_of(plain, plain))


def _told_apart(columns: Iterable[Column]) -> Iterator[Column]:
    """Columns with their twins marked, so that an answer to a question names one of them."""
    found = list(columns)
    counts = Counter(column.path for column in found)
    for column in found:
        yield replace(column, twin=counts[column.path] > 1)


def _columns(grid: Grid, top: int, bottom: int) -> Iterator[Column]:
    merged = any((row, column) in grid.covered for row in range(top, bottom) for column in range(1, grid.width + 1))
    parents: dict[int, str] = {}  # row -> the heading that blank cells to its right stand under (files without merges)
    last = max((len(grid.rows[row]) for row in range(top, bottom + 1) if row in grid.rows), default=0)
    for index in range(1, last + 1):
        path: list[str] = []
        units: list[str] = []
        for row in range(top, bottom + 1):
            text = squeeze(grid.cell(row, index).text)
            below = any(not grid.cell(lower, index).blank for lower in range(row + 1, bottom + 1))
            if not merged and row < bottom:
                if text:
                    parents[row] = text if below else ""
                elif below:
                    text = parents.get(row, "")
            if text and text not in path[-1:]:
                units.append(header_unit(text))
                path.append(text)
        named = [text for text in path if without_unit(text)]
        if named:
            unit = next((unit for unit in reversed(units) if unit), "")
            if unit and not header_unit(named[-1]) and row_words("rate").search(without_unit(named[-1])):
                unit = ""  # 完成比例 below 2024年投资(万元)
            yield Column(index, tuple(named), unit, index in grid.hidden_columns)
