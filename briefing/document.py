"""The Word 简报: the office's template with its fields filled in and its blocks (map, tables, changes) put in place."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from briefing.brief import Brief
from briefing.content import Content
from briefing.ooxml import FANGSONG, HEITI, Column, set_fonts, table_xml
from briefing.opening import opened
from briefing.starter_document import LINE, starter_document
from briefing.steady import repacked
from briefing.text import typeset
from briefing.wording import FIELD, fill
from data.views.shapes import Light

PICTURE_WIDTH = Cm(16.0)
SHADES = {Light.RED: "F8D7DA", Light.YELLOW: "FFF1C2"}
_GROUP_WIDTHS = (2122, 800, 1300, 1250, 1250, 1250, 1100)
_LAGGING = (
    Column("序号", 560),
    Column("灯", 480),
    Column("项目名称", 2232, "left"),
    Column("完成率", 900, "right"),
    Column("超(欠)时序", 1000, "right"),
    Column("补足多少转绿", 1300, "right"),
    Column("原因", 1500, "left"),
    Column("责任单位", 1100, "left"),
)


def render_document(content: Content, picture: bytes) -> bytes:
    """The 简报 as docx, the same bytes for the same content. picture: the map as PNG.

    Raises :class:`briefing.errors.TemplateError` naming the field where the region's document.docx is broken.
    """
    document, name = _opened(content.brief)
    fields = {**content.fields, **content.texts}
    blocks = _blocks(document, content, picture)
    for where, paragraph in _paragraphs(document):
        _fill(paragraph, fields, blocks, where=f"{name} {where}")
    _mark_demo(document, content)
    _settle(document, content)
    out = io.BytesIO()
    document.save(out)
    return repacked(out.getvalue())


def _opened(brief: Brief) -> tuple[Any, str]:
    path: Path | None = brief.pack.document
    if path is None:
        return Document(io.BytesIO(starter_document())), "document.docx"
    return opened(path, Document, kind=" Word 文件"), path.name


def _paragraphs(document: Any) -> Iterator[tuple[str, Paragraph]]:
    """Every paragraph of the template with where it is: body, tables, text boxes, headers and footers of every kind."""
    body = document.element.body
    numbers = {one: f"第 {number} 段" for number, one in enumerate(body.iterchildren(qn("w:p")), 1)}
    numbers |= {one: f"第 {number} 张表格" for number, one in enumerate(body.iterchildren(qn("w:tbl")), 1)}
    for element in list(body.iter(qn("w:p"))):
        boxed = next(element.iterancestors(qn("w:txbxContent")), None) is not None
        yield "文本框" if boxed else _number(element, numbers), Paragraph(element, document)
    for section in document.sections:
        for part, word in _edges(section):
            if not part.is_linked_to_previous:
                yield from ((word, Paragraph(element, part)) for element in list(part._element.iter(qn("w:p"))))


def _number(element: Any, numbers: Mapping[Any, str]) -> str:
    return next((numbers[one] for one in (element, *element.iterancestors()) if one in numbers), "正文")


def _edges(section: Any) -> Iterator[tuple[Any, str]]:
    for kind, word in (("", ""), ("first_page_", "首页"), ("even_page_", "偶数页")):
        yield getattr(section, f"{kind}header"), f"{word}页眉"
        yield getattr(section, f"{kind}footer"), f"{word}页脚"


Block = Callable[[Paragraph], None]


def _fill(paragraph: Paragraph, fields: Mapping[str, str], blocks: Mapping[str, Block], *, where: str) -> None:
    runs = [run for run in _runs(paragraph) if run.text]
    text = "".join(run.text for run in runs)
    if "{" not in text and "}" not in text:
        return
    alone = FIELD.fullmatch(text.strip())
    if alone and alone[1].strip() in blocks:
        blocks[alone[1].strip()](paragraph)
        _drop(paragraph, runs)
        return
    # A field may be spread over several runs (Word splits them at will): the first run's look holds for the whole paragraph.
    first, *lines = fill(text, fields, where=where, blocks=blocks).split("\n")
    if not first:
        _drop(paragraph, runs)
        return
    for run in runs[1:]:
        run._element.getparent().remove(run._element)
    runs[0].text = first
    for line in reversed(lines):
        _copy_after(paragraph, line)


def _runs(paragraph: Paragraph) -> list[Run]:
    """The paragraph's own runs, those in links too, and none of a text box that hangs on it."""
    own = paragraph._element
    return [Run(run, paragraph) for run in own.iter(qn("w:r")) if next(run.iterancestors(qn("w:p"))) is own]


def _drop(paragraph: Paragraph, runs: list[Run]) -> None:
    """Take a paragraph out; one that must stay (the last of a cell or header, one that ends a section) is emptied."""
    element = paragraph._element
    if element.getparent().tag == qn("w:body") and not element.xpath("./w:pPr/w:sectPr"):
        element.getparent().remove(element)
        return
    for run in runs:
        run._element.getparent().remove(run._element)


def _copy_after(paragraph: Paragraph, text: str) -> None:
    twin = deepcopy(paragraph._element)
    paragraph._element.addnext(twin)
    _runs(Paragraph(twin, paragraph._parent))[0].text = text


def _blocks(document: Any, content: Content, picture: bytes) -> dict[str, Block]:
    """What stands in a paragraph of its own, by field."""
    figures = content.figures

    def groups(name: str, found: Any, whole: str = "合计") -> Block:
        columns = [Column(name, _GROUP_WIDTHS[0], "left")]
        columns += [Column(head, width, "right") for head, width in zip(content.group_header, _GROUP_WIDTHS[1:], strict=True)]
        rows = [group.cells for group in (*found, replace(figures.whole, name=whole))]
        return lambda paragraph: paragraph._element.addprevious(table_xml(columns, rows, bold_last=True))

    def lagging(paragraph: Paragraph) -> None:
        rows = [
            (str(one.number), one.light.value, one.name, one.rate, one.gap, one.to_green, one.reason, one.unit) for one in figures.lagging
        ]
        if rows:
            paragraph._element.addprevious(table_xml(_LAGGING, rows, size=9, shades=[SHADES[one.light] for one in figures.lagging]))

    def changed(paragraph: Paragraph) -> None:
        for sentence in content.changes:
            _line(paragraph, sentence)

    def sources(paragraph: Paragraph) -> None:
        columns = (Column("文件", 5272, "left"), Column("类别", 1200), Column("数据截至", 1800), Column("演示", 800))
        paragraph._element.addprevious(table_xml(columns, content.sources, size=9))

    def drawn(paragraph: Paragraph) -> None:
        place = paragraph.insert_paragraph_before()
        place.alignment = WD_ALIGN_PARAGRAPH.CENTER
        place.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        place.add_run().add_picture(io.BytesIO(picture), width=PICTURE_WIDTH)

    return {
        "地图": drawn,
        "分行业表": groups("行业", figures.sectors),
        "分单位表": groups("责任单位", figures.units),
        "分镇街表": groups("镇(街道)", figures.towns, typeset("合计(不重复计)")),
        "滞后项目表": lagging,
        "本期变化": changed,
        "来源表": sources,
    }


def _line(before: Paragraph, text: str) -> None:
    place = before.insert_paragraph_before()
    place.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    place.paragraph_format.first_line_indent = Pt(32)
    place.paragraph_format.line_spacing_rule, place.paragraph_format.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LINE)
    set_fonts(place.add_run(text), FANGSONG, size=16)


def _mark_demo(document: Any, content: Content) -> None:
    """Sample figures are marked on every page, whatever the office's template left out."""
    mark = content.texts["演示标记"]
    if not mark:
        return
    for section in document.sections:
        headers = [section.header, *([section.first_page_header] if section.different_first_page_header_footer else [])]
        for header in headers:
            if not any(mark in paragraph.text for paragraph in header.paragraphs):
                paragraph = header.add_paragraph()
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                set_fonts(paragraph.add_run(mark), HEITI, size=12)


def _settle(document: Any, content: Content) -> None:
    """Properties by the data date, not by the clock or the template's author."""
    properties = document.core_properties
    when = datetime.combine(content.brief.as_of, time()) if content.brief.as_of else datetime(2000, 1, 1)
    properties.title, properties.author, properties.last_modified_by = content.texts["标题"], content.texts["单位"], ""
    properties.created = properties.modified = when
    properties.revision, properties.comments = 1, ""
