"""docx to paragraphs: body text and tables in their order, text boxes left out, automatic numbers written out where kept."""

from __future__ import annotations

import io
from collections.abc import Iterator

from docx import Document as open_docx
from docx.table import Table
from docx.text.paragraph import Paragraph

from etl.errors import ReplaceFile


def paragraphs(data: bytes) -> list[str]:
    """Paragraphs in order, a table's row as one line with tabs between its cells. Raises InputError when the file cannot be opened."""
    try:
        document = open_docx(io.BytesIO(data))
        return list(_blocks(document))
    except Exception:
        # python-docx lets through whatever lxml, zipfile and its own parts raise on broken files: KeyError, ValueError …
        raise ReplaceFile("Word 文件已损坏,打不开", "请用 WPS 或 Word 修复或另存一份后再载入") from None


def _blocks(container: object) -> Iterator[str]:
    for block in container.iter_inner_content():
        if isinstance(block, Paragraph):
            yield from block.text.split("\n")
        elif isinstance(block, Table):
            yield from _rows(block)


def _rows(table: Table) -> Iterator[str]:
    """A row of short cells as one line; cells of several paragraphs one after another, for such a table is a page's frame.

    Each cell once, though merged cells are met again and again.
    """
    seen: set[object] = set()
    for row in table.rows:
        cells: list[list[str]] = []
        for cell in row.cells:
            if cell._tc not in seen:
                # the element, not its id: an id is given again once the element is let go
                seen.add(cell._tc)
                cells.append([line for line in _blocks(cell) if line.strip()])
        if all(len(lines) <= 1 for lines in cells):
            yield "\t".join(line for lines in cells for line in lines)
        else:
            yield from (line for lines in cells for line in lines)
