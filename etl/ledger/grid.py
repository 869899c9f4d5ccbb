"""A sheet as a grid: rows that hold something, merged cells resolved down and right, and remembered as merged."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from etl.errors import InputError
from etl.ledger.cells import BLANK, Cell

MAX_COLUMNS = 512
MAX_CELLS = 5_000_000
MAX_MERGE_WORK = 2_000_000


class Span(NamedTuple):
    """A merged range, inclusive, rows and columns from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Grid:
    """The cells of one sheet. Rows and columns count from 1, as the spreadsheet shows them.

    rows: only rows with content; covered: (row, column) -> the span whose first cell gave its value;
    hidden_rows, hidden_columns: read all the same; a hidden column yields to a visible one of the same meaning.
    """

    name: str
    rows: dict[int, list[Cell]]
    covered: dict[tuple[int, int], Span] = field(default_factory=dict)
    spans: dict[tuple[int, int], Span] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()

    def cell(self, row: int, column: int) -> Cell:
        """The cell there, or a blank one."""
        cells = self.rows.get(row)
        return cells[column - 1] if cells is not None and column <= len(cells) else BLANK

    def filled(self, row: int) -> Iterator[tuple[int, Cell]]:
        """(column, cell) of a row's cells that hold something, each merged range once."""
        for column, cell in enumerate(self.rows.get(row, ()), start=1):
            if not cell.blank:
                span = self.covered.get((row, column))
                if span is None or (span.top == row and span.left == column):
                    yield column, cell

    def span_of(self, row: int, column: int) -> Span:
        """The merged range a cell belongs to; a single cell is a range of its own."""
        at = (row, column)
        return self.covered.get(at) or self.spans.get(at) or Span(row, column, row, column)

    @property
    def width(self) -> int:
        """The number of columns of the widest row."""
        return max((len(cells) for cells in self.rows.values()), default=0)


def column_letters(column: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def make_grid(
    name: str,
    rows: Iterable[tuple[int, list[Cell]]],
    *,
    merges: Iterable[Span] = (),
    hidden_rows: Iterable[int] = (),
    hidden_columns: Iterable[int] = (),
) -> Grid:
    """Build a grid from numbered rows. Raises InputError when a sheet is beyond what an office PC should be asked to hold."""
    kept: dict[int, list[Cell]] = {}
    cells_seen, beyond = 0, False
    for number, cells in rows:
        if len(cells) > MAX_COLUMNS:
            beyond |= any(not cell.blank for cell in cells[MAX_COLUMNS:])
            cells = cells[:MAX_COLUMNS]
        while cells and cells[-1].blank:
            cells.pop()
        if cells:
            kept[number] = cells
            cells_seen += len(cells)
            if cells_seen > MAX_CELLS:
                raise InputError(f"工作表“{name}”超过 {MAX_CELLS // 10000} 万个单元格", "请只保留台账所在的区域,或分成几个文件载入")
    notes = (f"工作表“{name}”第 {MAX_COLUMNS} 列以后的内容未读",) if beyond else ()
    grid = Grid(name, kept, hidden_rows=frozenset(hidden_rows), hidden_columns=frozenset(hidden_columns), notes=notes)
    _resolve(grid, merges)
    return grid


def _resolve(grid: Grid, merges: Iterable[Span]) -> None:
    """Give every covered cell the value of its range's first cell. A range over the whole sheet costs only the rows there are."""
    numbers = sorted(grid.rows)
    width, work = grid.width, 0
    for span in merges:
        first = grid.cell(span.top, span.left)
        if span.top == span.bottom and span.left == span.right:
            continue
        grid.spans[span.top, span.left] = span
        right = min(span.right, width)
        for number in numbers[bisect_left(numbers, span.top) : bisect_right(numbers, span.bottom)]:
            work += right - span.left + 1
            if work > MAX_MERGE_WORK:
                raise InputError(f"工作表“{grid.name}”的合并单元格过多", "请取消不必要的合并单元格后再载入")
            cells = grid.rows[number]
            if len(cells) < right:
                cells.extend([BLANK] * (right - len(cells)))
            for column in range(span.left, right + 1):
                if (number, column) != (span.top, span.left):
                    cells[column - 1] = first
                    grid.covered[number, column] = span
