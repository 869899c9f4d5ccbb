"""The slides: the office's template with fields filled in, tables over as many slides as they need, the map as large as its box."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from briefing.content import Content
from briefing.document import SHADES
from briefing.drawingml import HEITI, Column, set_fonts, table_xml
from briefing.numbers import UNKNOWN
from briefing.opening import opened
from briefing.starter_slides import starter_slides
from briefing.steady import repacked
from briefing.text import shorten, typeset
from briefing.wording import FIELD, fill

ROW, TYPE = Inches(0.4), 13.0
# Slides are shown, not read: a longer list ends with how many more the document has.
MOST_PAGES = 4
_GROUP_SHARES = (3.0, 1.0, 1.6, 1.6, 1.6, 1.5, 1.5)
_LAGGING = (
    Column("序号", 0.6),
    Column("灯", 0.5),
    Column("项目名称", 3.6, "l"),
    Column("完成率", 0.9, "r"),
    Column("超(欠)时序", 1.25, "r"),
    Column("补足多少转绿", 1.4, "r"),
    Column("原因", 2.6, "l"),
    Column("责任单位", 1.8, "l"),
)


def render_slides(content: Content, picture: bytes) -> bytes:
    """The slides as pptx, the same bytes for the same content. picture: the map as PNG.

    Raises :class:`briefing.errors.TemplateError` naming slide and field where the region's slides.pptx is broken.
    """
    deck, name = _opened(content)
    fields = {**content.fields, **content.texts}
    blocks = _blocks(content, picture)
    places = [(slide, shape, block) for slide in deck.slides for shape in slide.shapes if (block := _block(shape, blocks))]
    # Words first: a table over several slides copies the words beside it.
    kept = {shape._element for _, shape, _ in places}
    for where, element in _paragraphs(deck, kept):
        _fill(element, fields, blocks, where=f"{name} {where}")
    for slide, shape, block in places:
        block(deck, slide, shape)
    for slide in deck.slides:
        _mark_demo(slide, content)
    _settle(deck, content)
    out = io.BytesIO()
    deck.save(out)
    return repacked(out.getvalue())


def _opened(content: Content) -> tuple[Any, str]:
    path = content.brief.pack.slides
    if path is None:
        return Presentation(io.BytesIO(starter_slides())), "slides.pptx"
    return opened(path, Presentation, kind="演示文稿"), path.name


Block = Callable[[Any, Any, Any], None]


def _block(shape: Any, blocks: Mapping[str, Block]) -> Block | None:
    """What is to stand in a shape's place, where its words are the name of a block and no more."""
    alone = FIELD.fullmatch(shape.text_frame.text.strip()) if shape.has_text_frame else None
    return blocks.get(alone[1].strip()) if alone else None


def _paragraphs(deck: Any, but: set[Any]) -> Iterator[tuple[str, Any]]:
    """Every paragraph of the template with where it is: slides (their tables and groups, too), notes, masters; not those in ``but``."""
    parts = [(f"第 {number} 页", slide) for number, slide in enumerate(deck.slides, 1)]
    parts += [(f"{where}备注", slide.notes_slide) for where, slide in parts if slide.has_notes_slide]
    parts += [("母版", part) for master in deck.slide_masters for part in (master, *master.slide_layouts)]
    for where, part in parts:
        for element in part._element.iter(qn("a:p")):
            if but.isdisjoint(element.iterancestors()):
                yield where, element


def _fill(element: Any, fields: Mapping[str, str], blocks: Collection[str], *, where: str) -> None:
    runs = element.findall(qn("a:r"))
    text = "".join(run.text for run in runs)
    if "{" in text or "}" in text:
        for run in runs[1:]:
            element.remove(run)
        runs[0].text = fill(text, fields, where=where, blocks=blocks)


def _blocks(content: Content, picture: bytes) -> dict[str, Block]:
    figures = content.figures

    def groups(name: str, found: Any, whole: str = "合计") -> Block:
        columns = [Column(name, _GROUP_SHARES[0], "l")]
        columns += [Column(head, share, "r") for head, share in zip(content.group_header, _GROUP_SHARES[1:], strict=True)]
        rows = [(shorten(group.name, 18), *group.cells[1:]) for group in (*found, replace(figures.whole, name=typeset(whole)))]
        return lambda deck, slide, shape: _tables(deck, slide, shape, columns, rows)

    def lagging(deck: Any, slide: Any, shape: Any) -> None:
        rows = [
            (
                str(one.number),
                one.light.value,
                shorten(one.name, 19),
                one.rate,
                one.gap,
                one.to_green,
                shorten(one.reason, 13),
                shorten(one.unit, 9),
            )
            for one in figures.lagging
        ]
        if rows:
            _tables(deck, slide, shape, _LAGGING, rows, shades=[SHADES[one.light] for one in figures.lagging])
        else:
            _lines(shape, [content.texts["滞后概述"]])

    return {
        "地图": lambda deck, slide, shape: _picture(slide, shape, picture),
        "分行业表": groups("行业", figures.sectors),
        "分单位表": groups("责任单位", figures.units),
        "分镇街表": groups("镇(街道)", figures.towns, "合计(不重复计)"),
        "滞后项目表": lagging,
        "本期变化": lambda deck, slide, shape: _lines(shape, content.changes),
    }


def _picture(slide: Any, shape: Any, picture: bytes) -> None:
    """The picture as large as fits the shape's box, in its middle."""
    left, top, width, height = shape.left, shape.top, shape.width, shape.height
    shape._element.getparent().remove(shape._element)
    placed = slide.shapes.add_picture(io.BytesIO(picture), left, top)
    scale = min(width / placed.width, height / placed.height)
    placed.width, placed.height = Emu(int(placed.width * scale)), Emu(int(placed.height * scale))
    placed.left, placed.top = Emu(left + (width - placed.width) // 2), Emu(top + (height - placed.height) // 2)
    # Behind what else the office put on the slide.
    slide.shapes._spTree.remove(placed._element)
    slide.shapes._spTree.insert(2, placed._element)


def _tables(
    deck: Any, slide: Any, shape: Any, columns: Sequence[Column], rows: Sequence[tuple[str, ...]], *, shades: Sequence[str] = ()
) -> None:
    """The rows in the shape's place, on as many copies of the slide as they need, up to :data:`MOST_PAGES`."""
    box = (shape.left, shape.top, shape.width, shape.height)
    each = max(int(shape.height // ROW) - 1, 1)
    shape._element.getparent().remove(shape._element)
    # Evenly filled slides: thirteen rows and then one would look like an accident.
    each = -(-len(rows) // -(-len(rows) // each)) if len(rows) <= each * MOST_PAGES else each
    pages = [(rows[at : at + each], shades[at : at + each]) for at in range(0, len(rows), each)]
    left_out = sum(len(page) for page, _ in pages[MOST_PAGES:])
    bare = [deepcopy(element) for element in slide.shapes._spTree.iterchildren() if element.tag.endswith("}sp")]
    current = slide
    for number, (page, fills) in enumerate(pages[:MOST_PAGES]):
        if number:
            current = _copied(deck, current, bare)
        if left_out and number == MOST_PAGES - 1:
            last = typeset(f"另有{left_out + 1}项,见文字简报")
            page = [*page[:-1], tuple(last if column == _widest(columns) else "" for column in range(len(columns)))]
            fills = [*fills[:-1], ""]
        tree = current.shapes._spTree
        tree.append(table_xml(columns, page, box=box, number=900 + number, row_height=int(ROW), size=TYPE, shades=fills))


def _widest(columns: Sequence[Column]) -> int:
    return max(range(len(columns)), key=lambda at: columns[at].share)


def _copied(deck: Any, after: Any, elements: Sequence[Any]) -> Any:
    """A further slide with the same shapes, standing right after another."""
    fresh = deck.slides.add_slide(after.slide_layout)
    for shape in list(fresh.shapes):
        shape._element.getparent().remove(shape._element)
    for element in elements:
        fresh.shapes._spTree.append(deepcopy(element))
    order = deck.slides._sldIdLst
    ids = list(order)
    place = next(at for at, one in enumerate(ids) if one.rId == _relation(deck, after))
    order.remove(ids[-1])
    order.insert(place + 1, ids[-1])
    return fresh


def _relation(deck: Any, slide: Any) -> str:
    return next(rid for rid, relation in deck.part.rels.items() if not relation.is_external and relation.target_part is slide.part)


def _lines(shape: Any, lines: Sequence[str]) -> None:
    """Sentences, a paragraph each, smaller where there are many."""
    frame = shape.text_frame
    size = 22 if len(lines) <= 8 else 18 if len(lines) <= 12 else 14
    frame.clear()
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = set_fonts(paragraph.add_run(), HEITI)
        run.text, run.font.size = line or UNKNOWN, Pt(size)
        paragraph.space_after = Pt(6)


def _mark_demo(slide: Any, content: Content) -> None:
    """Sample figures are marked on every slide, whatever the office's template left out; the map carries its own mark."""
    if not content.figures.demo or any(shape.has_text_frame and "演示数据" in shape.text_frame.text for shape in slide.shapes):
        return
    if any(shape.shape_type is not None and shape.shape_type.name == "PICTURE" for shape in slide.shapes):
        return
    frame = slide.shapes.add_textbox(Inches(11.4), Inches(0.05), Inches(1.8), Inches(0.4)).text_frame
    run = set_fonts(frame.paragraphs[0].add_run(), HEITI)
    run.text, run.font.size, run.font.bold = "演示数据", Pt(14), True


def _settle(deck: Any, content: Content) -> None:
    properties = deck.core_properties
    when = datetime.combine(content.brief.as_of, time()) if content.brief.as_of else datetime(2000, 1, 1)
    properties.title, properties.author, properties.last_modified_by = content.texts["标题"], content.texts["单位"], ""
    properties.created = properties.modified = when
    properties.revision = 1
