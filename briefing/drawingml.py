"""Small pieces of DrawingML that python-pptx has no words for: Chinese fonts and plain ruled tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from lxml import etree
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from briefing.text import typeset

HEITI = "微软雅黑"
_NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column: heading, share of the table's width, l ctr or r."""

    heading: str
    share: float
    align: str = "ctr"


def set_fonts(run: Any, name: str) -> Any:
    """Set a run's Latin and East Asian fonts; python-pptx sets the Latin one only."""
    run.font.name = name
    properties = run.font._element
    for tag in ("a:ea", "a:cs"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
        etree.SubElement(properties, qn(tag)).set("typeface", name)
    return run


def table_xml(
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    *,
    box: tuple[int, int, int, int],
    number: int,
    row_height: int,
    size: float,
    shades: Sequence[str] = (),
    name: str = "表",
) -> Any:
    """A table as a graphic frame, made as one piece of XML. box and row_height in EMU; size in points; shades: a fill a row."""
    left, top, width, _ = box
    total = sum(column.share for column in columns)
    widths = [int(width * column.share / total) for column in columns]
    grid = "".join(f'<a:gridCol w="{one}"/>' for one in widths)
    lines = [_row([_cell(typeset(column.heading), "ctr", size, "1F3A5F", colour="FFFFFF", bold=True) for column in columns], row_height)]
    for rank, row in enumerate(rows):
        fill = (shades[rank] if rank < len(shades) else "") or ("F6F8FA" if rank % 2 else "FFFFFF")
        lines.append(_row([_cell(text, column.align, size, fill) for text, column in zip(row, columns, strict=True)], row_height))
    return parse_xml(
        f'<p:graphicFrame {_NAMESPACES}><p:nvGraphicFramePr><p:cNvPr id="{number}" name={quoteattr(name)}/><p:cNvGraphicFramePr>'
        '<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f'<p:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{row_height * (len(rows) + 1)}"/></p:xfrm>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
        f'<a:tbl><a:tblPr firstRow="1"/><a:tblGrid>{grid}</a:tblGrid>{"".join(lines)}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>'
    )


def _row(cells: Sequence[str], height: int) -> str:
    return f'<a:tr h="{height}">{"".join(cells)}</a:tr>'


def _cell(text: str, align: str, size: float, fill: str, *, colour: str = "1F2328", bold: bool = False) -> str:
    sides = "".join(
        f'<a:{side} w="6350"><a:solidFill><a:srgbClr val="C9D1D9"/></a:solidFill></a:{side}>' for side in ("lnL", "lnR", "lnT", "lnB")
    )
    return (
        f'<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="{align}"/><a:r>'
        f'<a:rPr lang="zh-CN" sz="{int(size * 100)}" b="{int(bold)}">'
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill><a:latin typeface="{HEITI}"/><a:ea typeface="{HEITI}"/></a:rPr>'
        f'<a:t>{escape(text)}</a:t></a:r></a:p></a:txBody><a:tcPr marL="54000" marR="54000" marT="18000" marB="18000" anchor="ctr">{sides}'
        f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill></a:tcPr></a:tc>'
    )
