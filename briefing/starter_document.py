"""The Word template that an office starts from: an official paper's page and type, with {字段} where the system writes."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from briefing.ooxml import FANGSONG, HEITI, SONG, add_page_number, add_rule, set_fonts
from briefing.steady import repacked
from briefing.text import typeset

# From line to line of the text, in points.
LINE = 28
# What stands in the template, line by line: (kind, text). Blocks such as {地图} stand alone in their paragraph.
LINES = (
    ("title", "{标题}"),
    ("issuer", "{单位}\t数据截至{数据日期}"),
    ("heading", "一、综述"),
    ("body", "{综述}"),
    ("heading", "二、进度图"),
    ("block", "{地图}"),
    ("caption", "图中编号与“四、滞后项目”的序号一致;上图 {上图数} / 共 {项目数}。"),
    ("heading", "三、分类情况"),
    ("subheading", "(一)分行业"),
    ("unit", "单位:项、万元"),
    ("block", "{分行业表}"),
    ("subheading", "(二)分责任单位"),
    ("unit", "单位:项、万元"),
    ("block", "{分单位表}"),
    ("subheading", "(三)分镇(街道)"),
    ("unit", "单位:项、万元"),
    ("block", "{分镇街表}"),
    ("note", "{数字口径}"),
    ("note", "{本期新增口径}"),
    ("heading", "四、滞后项目"),
    ("body", "{滞后概述}"),
    ("block", "{滞后项目表}"),
    ("heading", "五、本期变化"),
    ("block", "{本期变化}"),
    ("heading", "六、数据来源与口径"),
    ("body", "亮灯规则:{规则}({规则说明})。年度投资完成率=本年累计完成投资÷年度计划投资;时序进度按数据截至日计。"),
    ("block", "{来源表}"),
)


def starter_document() -> bytes:
    """The template as a docx."""
    document = Document()
    _page(document)
    for kind, text in LINES:
        paragraph = document.add_paragraph()
        _KINDS[kind](paragraph, typeset(text))
    out = io.BytesIO()
    document.save(out)
    return repacked(out.getvalue())


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.2)
    section.header_distance, section.footer_distance = Cm(1.5), Cm(1.5)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(16)
    looks = style.element.get_or_add_rPr()
    looks.get_or_add_rFonts().set(qn("w:eastAsia"), FANGSONG)
    # Without the language, a machine that lacks the font may set Chinese with another country's forms and punctuation.
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    header = section.header.paragraphs[0]
    header.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = set_fonts(header.add_run("{演示标记}"), HEITI, size=12)
    run.font.color.rgb = RGBColor(0xC8, 0x10, 0x2E)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_page_number(footer)


def _exact(paragraph: Any, points: float) -> None:
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(points)


def _title(paragraph: Any, text: str) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(12)
    _exact(paragraph, 34)
    set_fonts(paragraph.add_run(text), "方正小标宋简体", size=22, bold=True)


def _issuer(paragraph: Any, text: str) -> None:
    _exact(paragraph, 26)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(16.0), alignment=2)
    set_fonts(paragraph.add_run(text), FANGSONG, size=14)
    add_rule(paragraph)
    paragraph.paragraph_format.space_after = Pt(10)


def _heading(paragraph: Any, text: str) -> None:
    _exact(paragraph, LINE)
    paragraph.paragraph_format.first_line_indent = Pt(32)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_before = Pt(6)
    set_fonts(paragraph.add_run(text), HEITI, size=16)


def _subheading(paragraph: Any, text: str) -> None:
    _exact(paragraph, LINE)
    paragraph.paragraph_format.first_line_indent = Pt(32)
    paragraph.paragraph_format.keep_with_next = True
    set_fonts(paragraph.add_run(text), "楷体", size=16)


def _body(paragraph: Any, text: str) -> None:
    _exact(paragraph, LINE)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Pt(32)
    set_fonts(paragraph.add_run(text), FANGSONG, size=16)


def _small(paragraph: Any, text: str, *, align: Any, keep: bool = False) -> None:
    paragraph.alignment = align
    paragraph.paragraph_format.keep_with_next = keep
    set_fonts(paragraph.add_run(text), SONG, size=10.5)


def _block(paragraph: Any, text: str) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    set_fonts(paragraph.add_run(text), FANGSONG, size=16)


_KINDS = {
    "title": _title,
    "issuer": _issuer,
    "heading": _heading,
    "subheading": _subheading,
    "body": _body,
    "block": _block,
    "caption": lambda paragraph, text: _small(paragraph, text, align=WD_ALIGN_PARAGRAPH.CENTER),
    "unit": lambda paragraph, text: _small(paragraph, text, align=WD_ALIGN_PARAGRAPH.RIGHT, keep=True),
    "note": lambda paragraph, text: _small(paragraph, text, align=WD_ALIGN_PARAGRAPH.LEFT),
}
