"""The place in a file where a figure or a promise stands, as it was read: a few rows of a sheet, a few paragraphs of a document.

Opened by the same readers that loaded the file, so that what a reader is shown is what the product saw.
"""

from __future__ import annotations

from dataclasses import dataclass

from etl.errors import InputError
from etl.ledger.grid import Grid, column_letters
from etl.ledger.opening import open_sheets
from etl.ledger.table import find_tables
from etl.read import read_document

MOST_COLUMNS = 60
MOST_CHARACTERS = 400


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A row of a sheet: its number, its cells as the spreadsheet shows them, and whether it belongs to the table's header."""

    number: int
    cells: tuple[str, ...]
    heading: bool = False


@dataclass(frozen=True, slots=True)
class SheetExcerpt:
    """Rows of a sheet around one row. columns: the columns' letters; more_columns: how many are left out on the right."""

    columns: tuple[str, ...]
    lines: tuple[SheetLine, ...]
    row: int
    more_columns: int = 0


@dataclass(frozen=True, slots=True)
class TextExcerpt:
    """Paragraphs of a document. at: which of them holds the words asked for; None where the words stand in no single one."""

    paragraphs: tuple[str, ...]
    at: int | None


def sheet_excerpt(content: bytes, *, name: str, sheet: str, row: int, around: int = 2) -> SheetExcerpt:
    """The table's header, the row, and the rows around it that hold something.

    A merged cell is shown once, or where its first cell is out of sight. Raises InputError where the file cannot be opened or
    has no such row.
    """
    grids, _ = open_sheets(content, name)
    grid = next((grid for grid in grids if grid.name == sheet), None)
    if grid is None or row not in grid.rows:
        raise InputError(f"文件中找不到“{sheet}”第 {row} 行", "请核对文件是否被替换过,或重新载入")
    headings = _headings(grid, row)
    shown = [number for number in sorted(grid.rows) if number in headings or abs(number - row) <= around]
    width = max((len(grid.rows[number]) for number in shown), default=0)
    kept = min(width, MOST_COLUMNS)
    columns = range(1, kept + 1)
    lines = tuple(
        SheetLine(number, tuple(_seen(grid, number, column, shown) for column in columns), number in headings) for number in shown
    )
    return SheetExcerpt(tuple(map(column_letters, columns)), lines, row, width - kept)


def _headings(grid: Grid, row: int) -> frozenset[int]:
    above = [table for table in find_tables(grid) if table.bottom < row]
    return frozenset(number for number in range(above[-1].top, above[-1].bottom + 1) if number in grid.rows) if above else frozenset()


def _seen(grid: Grid, row: int, column: int, shown: list[int]) -> str:
    span = grid.covered.get((row, column))
    if span is not None and (span.left != column or (span.top != row and span.top in shown)):
        return ""
    text = grid.cell(row, column).text
    return text if len(text) <= MOST_CHARACTERS else f"{text[:MOST_CHARACTERS]}…"


def text_excerpt(content: bytes, *, name: str, words: str, around: int = 1) -> TextExcerpt:
    """The paragraph that holds the words, with those around it; the words alone where no paragraph holds them whole.

    Raises InputError where the file cannot be opened.
    """
    paragraphs = read_document(content, name).paragraphs
    wanted = _bare(words)
    at = next((number for number, paragraph in enumerate(paragraphs) if wanted and wanted in _bare(paragraph)), None)
    if at is None:
        return TextExcerpt((words,), None)
    first = max(0, at - around)
    return TextExcerpt(paragraphs[first : at + around + 1], at - first)


def _bare(text: str) -> str:
    return "".join(text.split())
