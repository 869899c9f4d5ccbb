"""The document and the slides as pages to look at: read back from the very files that go out, whatever the office's templates hold.

No office suite is needed. Type, alignment, tables and pictures are those of the file; where a page breaks is left to the
office suite that prints it.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from html import escape
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from PIL import Image
from pptx import Presentation
from pptx.util import Pt

# A preview on a screen needs no more; the file keeps the whole picture.
PICTURE_PIXELS = 1280
_ALIGN = {0: "left", 1: "center", 2: "right", 3: "justify"}


def document_html(data: bytes) -> str:
    """A docx as HTML: headers, then paragraphs, tables and pictures in their order. All text is escaped."""
    document = Document(io.BytesIO(data))
    head = [paragraph.text for section in document.sections[:1] for paragraph in section.header.paragraphs if paragraph.text.strip()]
    body = "".join(_block(document, element) for element in document.element.body.iterchildren())
    return f'<div class="sheet">{"".join(f"<p class=running>{escape(text)}</p>" for text in head)}{body}</div>'


def slides_html(data: bytes) -> tuple[str, ...]:
    """A pptx as HTML, a slide each: every shape in its place, in shares of the slide's size. All text is escaped."""
    deck = Presentation(io.BytesIO(data))
    wide, high = deck.slide_width, deck.slide_height
    return tuple(
        f'<div class="slide" style="aspect-ratio:{wide}/{high}">{"".join(_shape(shape, wide, high) for shape in slide.shapes)}</div>'
        for slide in deck.slides
    )


def _block(document: Any, element: Any) -> str:
    if element.tag == qn("w:p"):
        return _paragraph(document, Paragraph(element, document))
    if element.tag == qn("w:tbl"):
        return _table(Table(element, document))
    return ""


def _paragraph(document: Any, paragraph: Paragraph) -> str:
    pictures = "".join(_picture(document.part.related_parts[name].blob) for name in paragraph._element.xpath(".//a:blip/@r:embed"))
    text = paragraph.text
    if not text.strip():
        return pictures
    first = next((run for run in paragraph.runs if run.text.strip()), None)
    size = first.font.size.pt if first is not None and first.font.size else 16.0
    align = _ALIGN.get(paragraph.alignment if paragraph.alignment is not None else 0, "left")
    indent = paragraph.paragraph_format.first_line_indent
    style = f"font-size:calc(var(--pt)*{size:g});text-align:{align};text-indent:{'2em' if indent and indent.pt > 0 else '0'}"
    runs = "".join(f'<span style="{_run_style(run)}">{escape(run.text).replace(chr(9), "&emsp;")}</span>' for run in paragraph.runs)
    return f'<p style="{style}">{runs}</p>{pictures}'


def _run_style(run: Any) -> str:
    colour = run.font.color.rgb if run.font.color is not None and run.font.color.type is not None else None
    fonts = run._element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    face = fonts.get(qn("w:eastAsia")) if fonts is not None else None
    heavy = run.font.bold or face in ("黑体", "方正小标宋简体")
    return (f"color:#{colour};" if colour else "") + ("font-weight:600;" if heavy else "")


def _table(table: Table) -> str:
    rows = []
    # The elements themselves: python-docx's cells take a second for a few hundred rows.
    for number, row in enumerate(table._tbl.iterchildren(qn("w:tr"))):
        rows.append(f"<tr>{''.join(_cell(cell, 'td' if number else 'th') for cell in row.iterchildren(qn('w:tc')))}</tr>")
    return f"<div class=wide><table>{''.join(rows)}</table></div>"


def _cell(cell: Any, tag: str) -> str:
    align = next((one.get(qn("w:val")) for one in cell.iter(qn("w:jc"))), "center")
    fill = next((one.get(qn("w:fill")) for one in cell.iter(qn("w:shd"))), "")
    text = "".join(one.text or "" for one in cell.iter(qn("w:t")))
    shade = f";background:#{escape(fill)}" if fill and fill != "auto" else ""
    return f'<{tag} style="text-align:{escape(align)}{shade}">{escape(text)}</{tag}>'


def _shape(shape: Any, wide: int, high: int) -> str:
    if shape.left is None or shape.width is None:
        return ""
    place = (
        f"left:{shape.left / wide:.2%};top:{shape.top / high:.2%};width:{shape.width / wide:.2%};height:{shape.height / high:.2%}"
    )
    if shape.has_table:
        rows = ("".join(_slide_cell(cell, wide) for cell in row.cells) for row in shape.table.rows)
        shares = "".join(f'<col style="width:{column.width / shape.width:.2%}">' for column in shape.table.columns)
        return f'<div style="{place}"><table><colgroup>{shares}</colgroup>{"".join(f"<tr>{row}</tr>" for row in rows)}</table></div>'
    if shape.has_text_frame:
        fill = _fill(shape)
        text = "".join(_slide_paragraph(paragraph, wide) for paragraph in shape.text_frame.paragraphs)
        middle = "flex-direction:column;justify-content:center;" if _anchored(shape) else "flex-direction:column;"
        return f'<div style="{place};display:flex;{middle}{fill}">{text}</div>'
    if hasattr(shape, "image"):
        return f'<div style="{place}">{_picture(shape.image.blob)}</div>'
    return ""


def _anchored(shape: Any) -> bool:
    return str(shape.text_frame.vertical_anchor or "").startswith("MIDDLE")


def _fill(shape: Any) -> str:
    fill = getattr(shape, "fill", None)
    if fill is None or fill.type is None or not str(fill.type).startswith("SOLID") or fill.fore_color.type is None:
        return ""
    rgb = getattr(fill.fore_color, "rgb", None)
    return f"background:#{rgb}" if rgb else ""


def _slide_paragraph(paragraph: Any, wide: int) -> str:
    align = {"CENTER": "center", "RIGHT": "right"}.get(str(paragraph.alignment or "").partition(" ")[0], "left")
    runs = "".join(f'<span style="{_slide_run(run, wide)}">{escape(run.text)}</span>' for run in paragraph.runs)
    return f'<p style="text-align:{align}">{runs}</p>' if runs else ""


def _slide_run(run: Any, wide: int) -> str:
    size = run.font.size or Pt(18)
    colour = run.font.color
    rgb = getattr(colour, "rgb", None) if colour is not None and colour.type is not None else None
    looks = [f"font-size:{size / wide * 100:.2f}cqw", f"color:#{rgb}" if rgb else "", "font-weight:600" if run.font.bold else ""]
    return ";".join(look for look in looks if look)


def _slide_cell(cell: Any, wide: int) -> str:
    text = cell.text_frame
    align = {"CENTER": "center", "RIGHT": "right"}.get(str(text.paragraphs[0].alignment or "").partition(" ")[0], "left")
    runs = "".join(f'<span style="{_slide_run(run, wide)}">{escape(run.text)}</span>' for run in _runs(text))
    return f'<td style="text-align:{align};{_fill(cell)}">{runs}</td>'


def _runs(text: Any) -> Iterator[Any]:
    for paragraph in text.paragraphs:
        yield from paragraph.runs


def _picture(data: bytes) -> str:
    """A picture as part of the page, no larger than a screen needs."""
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    picture.thumbnail((PICTURE_PIXELS, PICTURE_PIXELS))
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=88)
    return f'<img alt="" src="data:image/webp;base64,{base64.b64encode(out.getvalue()).decode()}">'
