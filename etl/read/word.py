"""docx to paragraphs: body text, tables and text boxes in their order, as they read with every tracked change accepted."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import chain

from docx import Document as open_docx
from docx.oxml.ns import nsmap, qn
from lxml.etree import _Element as Element

from etl.errors import ReplaceFile
from etl.read.numbering import Numbering

_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_BOX = qn("w:txbxContent")
# What was taken out, and the second copy of a box for old versions of Word.
_GONE = frozenset({qn("w:del"), qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"})
_WRITTEN = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_W = "{" + nsmap["w"] + "}"


def paragraphs(data: bytes) -> list[str]:
    """Paragraphs in order, a table's row as one line with tabs between its cells. Raises InputError when the file cannot be opened."""
    try:
        document = open_docx(io.BytesIO(data))
        return list(_blocks(document.element.body, Numbering(document)))
    except Exception:
        # python-docx lets through whatever lxml, zipfile and its own parts raise on broken files: KeyError, ValueError …
        raise ReplaceFile("Word 文件已损坏,打不开", "请用 WPS 或 Word 修复或另存一份后再载入") from None


def _blocks(container: Element, numbering: Numbering, *, bare: bool = False) -> Iterator[str]:
    """Lines of the paragraphs and tables in a container, through whatever wraps them (content controls, insertions).

    bare: whether a number without text is a line, as in a table's column of ordinals.
    """
    for part in _parts(container, (_PARAGRAPH, _TABLE)):
        if part.tag == _TABLE:
            yield from _rows(part, numbering)
        else:
            label, text = numbering.label(part), "".join(_text(part))
            yield from (_numbered(label, text) if text or bare else "").split("\n")
            yield from chain.from_iterable(_blocks(box, numbering) for box in _parts(part, (_BOX,)))


def _numbered(label: str, text: str) -> str:
    """The text after its number; "3.2万亩…" stays apart from "1."."""
    return f"{label} {text}" if label[-1:] in (".", "．") and text[:1].isdigit() else label + text


def _parts(container: Element, tags: tuple[str, ...]) -> Iterator[Element]:
    """The nearest descendants with one of the tags, in order, without what is gone."""
    for child in container:
        if child.tag in tags:
            yield child
        elif child.tag not in _GONE and isinstance(child.tag, str):
            yield from _parts(child, tags)


def _text(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == _W + "t":
            yield child.text or ""
        elif child.tag in _WRITTEN:
            yield _WRITTEN[child.tag]
        elif child.tag != _BOX and child.tag not in _GONE and isinstance(child.tag, str) and not _is_hidden(child):
            yield from _text(child)


def _is_hidden(element: Element) -> bool:
    """Whether a run is set as hidden text, which no reader of the document sees."""
    mark = element.find(f"{_W}rPr/{_W}vanish") if element.tag == _W + "r" else None
    return mark is not None and mark.get(_W + "val") not in ("0", "false", "off")


def _rows(table: Element, numbering: Numbering) -> Iterator[str]:
    """A row of short cells as one line; cells of several paragraphs one after another, for such a table is a page's frame."""
    for row in _parts(table, (_ROW,)):
        cells = [[line for line in _blocks(cell, numbering, bare=True) if line.strip()] for cell in _parts(row, (_CELL,))]
        if all(len(lines) <= 1 for lines in cells):
            yield "\t".join(line for lines in cells for line in lines)
        else:
            yield from (line for lines in cells for line in lines)
