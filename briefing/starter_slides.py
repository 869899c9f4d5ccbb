"""The slides that an office starts from: sixteen to nine, a bar of colour, {字段} where the system writes."""

from __future__ import annotations

import io
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from briefing.drawingml import HEITI, set_fonts
from briefing.steady import repacked
from briefing.text import typeset

WIDTH, HEIGHT = 13.333, 7.5
BLUE, GREY, RED = RGBColor(0x1F, 0x3A, 0x5F), RGBColor(0x57, 0x60, 0x6A), RGBColor(0xC8, 0x10, 0x2E)
# The figures that stand large on the second slide.
CARDS = (
    ("重点工程", "{项目数}项"),
    ("年度计划投资", "{年度计划}"),
    ("累计完成", "{累计完成}"),
    ("年度投资完成率", "{完成率}"),
    ("超(欠)时序 百分点", "{超欠百分点}"),
)
BLOCK_SLIDES = (
    ("分行业进展", "{分行业表}", "金额单位:万元"),
    ("分责任单位进展", "{分单位表}", "金额单位:万元"),
    ("分镇(街道)进展", "{分镇街表}", "金额单位:万元;跨镇(街道)项目在各镇(街道)均计"),
    ("滞后项目", "{滞后项目表}", "红灯{红灯数}项,黄灯{黄灯数}项"),
    ("本期变化", "{本期变化}", "{上期日期}至{日期}"),
)


def starter_slides() -> bytes:
    """The template as a pptx."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    _cover(_blank(deck))
    _overview(_blank(deck))
    picture = _blank(deck)
    _text(picture, "{地图}", 0, 0, WIDTH, HEIGHT, size=18)
    for title, block, note in BLOCK_SLIDES:
        slide = _blank(deck)
        _head(slide, title, note)
        _text(slide, block, 0.5, 1.25, WIDTH - 1.0, HEIGHT - 1.75, size=20)
    out = io.BytesIO()
    deck.save(out)
    return repacked(out.getvalue())


def _blank(deck: Any) -> Any:
    return deck.slides.add_slide(deck.slide_layouts[6])


def _cover(slide: Any) -> None:
    _bar(slide, 0, 2.35, WIDTH, 2.1)
    _text(slide, "{标题}", 0.6, 2.55, WIDTH - 1.2, 1.0, size=44, bold=True, colour=RGBColor(255, 255, 255), align=PP_ALIGN.CENTER)
    _text(slide, "数据截至{数据日期}", 0.6, 3.6, WIDTH - 1.2, 0.6, size=24, colour=RGBColor(255, 255, 255), align=PP_ALIGN.CENTER)
    _text(slide, "{单位}", 0.6, 5.2, WIDTH - 1.2, 0.6, size=24, colour=GREY, align=PP_ALIGN.CENTER)
    _text(slide, "{演示标记}", 0.6, 6.3, WIDTH - 1.2, 0.6, size=20, colour=RED, align=PP_ALIGN.CENTER)


def _overview(slide: Any) -> None:
    _head(slide, "总体情况", "数据截至{数据日期},时序进度{时序进度}")
    wide, gap = 2.3, 0.2
    left = (WIDTH - len(CARDS) * wide - (len(CARDS) - 1) * gap) / 2
    for number, (label, figure) in enumerate(CARDS):
        x = left + number * (wide + gap)
        card = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(x), Inches(1.3), Inches(wide), Inches(1.35))
        card.fill.solid()
        card.fill.fore_color.rgb = RGBColor(0xEE, 0xF3, 0xF8)
        card.line.fill.background()
        _text(slide, figure, x, 1.38, wide, 0.7, size=28, bold=True, colour=BLUE, align=PP_ALIGN.CENTER)
        _text(slide, label, x, 2.08, wide, 0.5, size=16, colour=GREY, align=PP_ALIGN.CENTER)
    _text(slide, "{综述}", 0.6, 2.95, WIDTH - 1.2, 3.9, size=22, spacing=1.35)


def _head(slide: Any, title: str, note: str) -> None:
    _bar(slide, 0, 0, 0.28, 1.0)
    _text(slide, title, 0.5, 0.22, 5.0, 0.7, size=30, bold=True, colour=BLUE)
    _text(slide, note, 5.5, 0.36, 5.8, 0.5, size=14, colour=GREY, align=PP_ALIGN.RIGHT)
    _text(slide, "{演示数据}", 11.4, 0.3, 1.5, 0.5, size=18, bold=True, colour=RED, align=PP_ALIGN.RIGHT)


def _bar(slide: Any, x: float, y: float, width: float, height: float) -> None:
    bar = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(x), Inches(y), Inches(width), Inches(height))
    bar.fill.solid()
    bar.fill.fore_color.rgb = BLUE
    bar.line.fill.background()


def _text(
    slide: Any,
    text: str,
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    size: float,
    bold: bool = False,
    colour: RGBColor | None = None,
    align: Any = None,
    spacing: float = 1.0,
) -> None:
    frame = slide.shapes.add_textbox(Inches(x), Inches(y), Inches(width), Inches(height)).text_frame
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    paragraph = frame.paragraphs[0]
    paragraph.alignment, paragraph.line_spacing = align, spacing
    run = set_fonts(paragraph.add_run(), HEITI)
    run.text, run.font.size, run.font.bold = typeset(text), Pt(size), bold
    if colour is not None:
        run.font.color.rgb = colour
