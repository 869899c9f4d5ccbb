"""Small pieces of WordprocessingML that python-docx has no words for: Chinese fonts, tables, page numbers, rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from briefing.text import typeset

SONG, FANGSONG, HEITI, LATIN = "宋体", "仿宋", "黑体", "Times New Roman"


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column: heading, width in twips (1/1440 inch), left center or right."""

    heading: str
    width: int
    align: str = "center"


def set_fonts(run: Any, east_asian: str, *, size: float | None = None, bold: bool = False) -> Any:
    """Set a run's Chinese and Latin fonts (without eastAsia, Word falls back to its own), and its size in points."""
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    for where, name in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", east_asian)):
        fonts.set(qn(f"w:{where}"), name)
    if size:
        from docx.shared import Pt

        run.font.size = Pt(size)
    run.font.bold = bold or None
    return run


def table_xml(
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    *,
    size: float = 10.5,
    fonts: tuple[str, str] = (FANGSONG, HEITI),
    shades: Sequence[str] = (),
    bold_last: bool = False,
) -> Any:
    """A ruled table whose head is repeated on every page and whose rows do not break across pages.

    Made as one piece of XML: a thousand rows through python-docx's cells take a minute. shades: a fill a row, empty for none.
    """
    grid = "".join(f'<w:gridCol w:w="{column.width}"/>' for column in columns)
    head = _row([_cell(typeset(column.heading), column.width, "center", size, fonts[1], shade="EDEDED") for column in columns], head=True)
    body = []
    for number, row in enumerate(rows):
        face = fonts[1] if bold_last and number == len(rows) - 1 else fonts[0]
        shade = shades[number] if number < len(shades) else ""
        body.append(_row([_cell(text, column.width, column.align, size, face, shade) for text, column in zip(row, columns, strict=True)]))
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    edges = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    width = sum(column.width for column in columns)
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{edges}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{''.join(body)}</w:tbl>"
    )


def _row(cells: Sequence[str], *, head: bool = False) -> str:
    repeat = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, width: int, align: str, size: float, face: str, shade: str = "") -> str:
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    half = int(size * 2)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>'
        f'<w:spacing w:before="20" w:after="20" w:line="{int(size * 25)}" w:lineRule="exact"/>'
        f'<w:ind w:firstLine="0"/><w:jc w:val="{align}"/></w:pPr>'
        f'<w:r><w:rPr><w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}" w:eastAsia="{face}"/><w:sz w:val="{half}"/>'
        f'<w:szCs w:val="{half}"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:tc>'
    )


def add_page_number(paragraph: Any, *, size: float = 14) -> None:
    """Add — 1 — as official papers number their pages."""
    set_fonts(paragraph.add_run("— "), SONG, size=size)
    run = set_fonts(paragraph.add_run(), SONG, size=size)
    for piece in (
        '<w:fldChar {} w:fldCharType="begin"/>',
        '<w:instrText {} xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar {} w:fldCharType="separate"/>',
        "<w:t {}>1</w:t>",
        '<w:fldChar {} w:fldCharType="end"/>',
    ):
        run._element.append(parse_xml(piece.format(nsdecls("w"))))
    set_fonts(paragraph.add_run(" —"), SONG, size=size)


def add_rule(paragraph: Any, *, colour: str = "000000", weight: int = 12) -> None:
    """Draw a line under a paragraph; weight in eighths of a point."""
    paragraph._element.get_or_add_pPr().append(
        parse_xml(f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="{weight}" w:space="4" w:color="{colour}"/></w:pBdr>')
    )
