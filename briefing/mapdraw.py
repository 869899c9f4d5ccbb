"""The map picture: title above, map in the middle, red and yellow projects named in its margins, legend and source below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import shapely
from shapely.geometry.base import BaseGeometry

from briefing.anchors import Anchor, place_marks
from briefing.brief import Brief
from briefing.callouts import Callout, Style, choose_style, lay_out
from briefing.figures import Entry, Figures
from briefing.fonts import Fonts, find_fonts
from briefing.frame import Frame
from briefing.furniture import (
    NOTE_STEP,
    draw_demo_mark,
    draw_north,
    draw_notes,
    draw_plate,
    draw_scale,
    draw_title,
    north_box,
    scale_box,
    wrap_notes,
)
from briefing.ground import draw_ground, extent_of, read_towns
from briefing.legend import draw_legend
from briefing.looks import LIGHTS
from briefing.numbers import UNKNOWN
from briefing.sheet import FAINT, INK, SOFT, WIDTH, Box, Sheet, Size
from briefing.text import COMMA, SEMICOLON, typeset
from briefing.townnames import place_names
from briefing.works import Work, draw_badge, draw_mark, draw_works, read_works
from data.views.shapes import Precision

EDGE, HEAD, LEGEND = 36.0, 122.0, 80.0
ROOM_FOR_ALL = 40
# The second line of a name, and the gap beside it, in the size of the name.
DETAIL, GAP = 0.78, 0.86


def draw_map(brief: Brief, figures: Figures, size: Size, *, fonts: Fonts | None = None) -> Sheet:
    """Draw the picture of a brief at a size.

    Raises :class:`briefing.errors.FontMissing` where the machine has no Chinese font.
    """
    sheet = Sheet(size, fonts or find_fonts())
    notes = wrap_notes(sheet, _notes(brief, figures), WIDTH - 2 * EDGE)
    band = Box(EDGE, HEAD, WIDTH - EDGE, size.height - LEGEND - 24 - NOTE_STEP * len(notes))
    named = {one.id: one for one in _to_name(brief, figures) if not one.place}
    style = _measured(sheet, choose_style(len(named), band.height), named)
    margin = style.margin if named else 0.0
    frame = Frame.fit(extent_of(brief.layers, brief.town), Box(band.left + margin, band.top, band.right - margin, band.bottom))
    edge = draw_ground(sheet, frame, brief.layers, town=brief.town, approximate=brief.board.approximate_towns)

    works = read_works(brief.board.rows, brief.layers, frame)
    draw_works(sheet, works, edge)
    # Town names come before the marks: a name belongs to one place, while a mark can stand beside its work with a tie to it.
    furniture = [scale_box(frame), north_box(frame)]
    if (unnamed := len(_with_shape(named, works)) - style.capacity(band.height)) > 0:
        furniture.append(draw_plate(sheet, frame, typeset(f"另有{unnamed}项红灯、黄灯项目未注名,见附表")))
    taken = [*furniture, *_name_towns(sheet, brief, frame, works, furniture, dense=style.columns > 1)]
    _mark(sheet, brief, works, named, frame, style, band, taken)

    draw_scale(sheet, frame)
    draw_north(sheet, frame)
    _surround(sheet, brief, figures, band, frame, notes)
    return sheet


def _measured(sheet: Sheet, style: Style, named: dict[str, Entry]) -> Style:
    """The style with its columns no wider than the names need: what they leave is the map's."""
    need = (
        max(sheet.width(one.name, style.size, bold=True), sheet.width(_detail(one), style.size * DETAIL) if style.detail else 0.0)
        + (sheet.width(one.gap, style.size * GAP) + 16 if _has_gap(style) else 0.0)
        for one in named.values()
    )
    return replace(style, width=min(style.width, max(need, default=0.0) + badge_of(style) + 36))


def _detail(one: Entry) -> str:
    if one.rate == UNKNOWN:
        return one.gap_words or "无完成率"
    return COMMA.join(part for part in (f"完成率{one.rate}", one.gap_words) if part)


def _has_gap(style: Style) -> bool:
    return style.columns == 1 and not style.detail


def badge_of(style: Style) -> float:
    """How wide a numbered mark is."""
    return min(style.size * 1.15, 27.0)


def _with_shape(named: Mapping[str, Entry], works: tuple[Work, ...]) -> list[Entry]:
    """Who is to be named and can be, the furthest behind first; on a town's sheet, those behind before the others."""
    drawn = {work.id for work in works}
    return sorted((one for one in named.values() if one.id in drawn), key=lambda one: (not one.number, one.number))


def _name_towns(
    sheet: Sheet, brief: Brief, frame: Frame, works: tuple[Work, ...], furniture: list[Box], *, dense: bool
) -> list[Box]:
    """Write every town's name, off the furniture; gives the boxes that marks must keep off."""
    names = place_names(
        [(town.name, frame.place(town.extent)) for town in read_towns(brief.layers)],
        frame.box,
        furniture,
        sheet.width,
        works=[work.shape for work in works if not work.is_area],
        dense=dense,
        only=brief.town,
    )
    for name in names:
        own = not brief.town or name.town == brief.town
        sheet.write(
            name.text,
            (name.x, name.y + name.size * 0.36),
            name.size,
            colour=INK if own else SOFT,
            align="center",
            valign="baseline",
            halo=5,
            zorder=35,
            gid=f"town:{name.town}",
        )
    return [name.box for name in names]


def _mark(
    sheet: Sheet, brief: Brief, works: tuple[Work, ...], named: dict[str, Entry], frame: Frame, style: Style, band: Box, taken: list[Box]
) -> None:
    """Draw the marks of all works, and in the margins the names of the red and yellow ones."""
    badge = badge_of(style)
    views = _views(frame, brief)
    shapes = {work.id: _visible(work.shape, views) for work in works}
    called = _with_shape(named, works)[: style.capacity(band.height)]
    anchors = place_marks([(one.id, shapes[one.id]) for one in called], badge, frame.box, taken=taken)
    callouts = lay_out(anchors, style, frame.box, band)
    for callout in callouts:
        _draw_callout(sheet, callout, named[callout.id], style, badge)
    if _has_gap(style):
        _head_gaps(sheet, band, {callout.left for callout in callouts})
    for anchor in anchors:
        _draw_tie(sheet, anchor)
        one = named[anchor.id]
        _draw_sign(sheet, one, (anchor.x, anchor.y), badge)
    boxes = taken + [Box.around(anchor.x, anchor.y, badge, badge) for anchor in anchors]
    placed = {anchor.id for anchor in anchors}
    rest = [work for work in works if work.id not in placed and work.precision is not Precision.CITY]
    for anchor, work in zip(
        place_marks([(work.id, shapes[work.id]) for work in rest], 14, frame.box, taken=boxes, beside=False), rest, strict=True
    ):
        draw_mark(sheet, work.light, (anchor.x, anchor.y), zorder=30 + LIGHTS[work.light].order / 10)


def _views(frame: Frame, brief: Brief) -> tuple[BaseGeometry, ...]:
    """Where marks should stand, best first: in the sheet's own town, else on the map."""
    own = (frame.place(town.extent) for town in read_towns(brief.layers) if town.name == brief.town)
    return (*own, shapely.box(frame.box.left, frame.box.top, frame.box.right, frame.box.bottom))


def _visible(shape: BaseGeometry, views: tuple[BaseGeometry, ...]) -> BaseGeometry:
    """The part of a work that lies in the first of the views which it touches; all of it where it touches none."""
    parts = (shape.intersection(area) for area in views)
    return next((part for part in parts if not part.is_empty), shape)


def _draw_tie(sheet: Sheet, anchor: Anchor) -> None:
    if anchor.moved:
        sheet.line(anchor.home, (anchor.x, anchor.y), width=2, colour=INK, zorder=28)


def _draw_callout(sheet: Sheet, callout: Callout, one: Entry, style: Style, badge: float) -> None:
    """A name in the margin: leader, numbered mark, name, gap."""
    x, y = callout.text
    inward = 1 if callout.left else -1
    sheet.line(callout.anchor, callout.port, (x + inward * 2, y), width=1.1, colour="#7d8590", zorder=25, gid="leader")
    at = x - inward * badge / 2
    _draw_sign(sheet, one, (at, y), badge * 0.92)
    begin = x - inward * (badge + 7)
    align = "right" if callout.left else "left"
    room = callout.room - badge - 7
    gap = one.gap if _has_gap(style) else ""
    if gap:
        wide = sheet.width(gap, style.size * GAP) + 12
        far = begin - inward * room
        sheet.write(gap, (far, y), style.size * GAP, colour=SOFT, align="left" if callout.left else "right")
        room -= wide
    text, size = sheet.fonts.bold.fitted(sheet.fonts.bold.printable(one.name), style.size, room)
    sheet.write(text, (begin, y - (style.size * 0.55 if style.detail else 0)), size, bold=True, align=align, gid=f"name:{one.id}")
    if style.detail:
        text, small = sheet.fonts.regular.fitted(_detail(one), style.size * DETAIL, room)
        sheet.write(text, (begin, y + style.size * 0.62), small, colour=SOFT, align=align)


def _head_gaps(sheet: Sheet, band: Box, sides: Iterable[bool]) -> None:
    """Say what the numbers beside the names are, above each margin that has some."""
    for left in sides:
        place = (band.left if left else band.right, band.top - 11)
        sheet.write(typeset("超(欠)时序,百分点"), place, 18, colour=SOFT, align="left" if left else "right")


def _draw_sign(sheet: Sheet, one: Entry, at: tuple[float, float], size: float) -> None:
    """A number for who is behind, else the mark of the light."""
    if one.number:
        draw_badge(sheet, one.light, one.number, at, size)
    else:
        draw_mark(sheet, one.light, at, scale=size / 20, zorder=40)


def _surround(sheet: Sheet, brief: Brief, figures: Figures, band: Box, frame: Frame, notes: list[str]) -> None:
    """Everything outside the map's frame."""
    fields, wording = figures.fields, brief.pack.wording
    title = wording.fill("地图.镇街标题" if brief.town else "地图.标题", fields)
    headline = typeset(f"年度投资完成率{fields['完成率']},") + fields["超欠时序"] if brief.board.totals.year_rate is not None else ""
    draw_title(sheet, Box(EDGE, 0, WIDTH - EDGE, HEAD), title=title, subtitle=wording.fill("地图.副题", fields), headline=headline)
    foot = Box(EDGE, band.bottom + 6, WIDTH - EDGE, band.bottom + 6 + LEGEND)
    draw_legend(sheet, foot, lights=figures.lights)
    sheet.line((foot.left, foot.bottom + 4), (foot.right, foot.bottom + 4), width=1, colour=FAINT)
    draw_notes(sheet, replace(foot, top=foot.bottom + 8), notes)
    if figures.demo:
        draw_demo_mark(sheet, Box(WIDTH - EDGE - 170, 22, WIDTH - EDGE, 70), frame.box)


def _notes(brief: Brief, figures: Figures) -> list[str]:
    """What is to be said below the legend: the rule, who is missing on the map, the source, what is only approximate."""
    fields = figures.fields
    rule = typeset(f"亮灯规则:{fields['规则']}({fields['规则说明']})")
    source = brief.pack.wording.fill("地图.来源", fields)
    return [note for note in (rule, _unplaced(figures), source, SEMICOLON.join(_caveats(brief, fields))) if note]


def _to_name(brief: Brief, figures: Figures) -> tuple[Entry, ...]:
    """Who is named on the map: those behind; on a town's sheet everyone, as long as there is room for all."""
    everyone = (*figures.lagging, *figures.others)
    return everyone if brief.town and len(everyone) <= ROOM_FOR_ALL else figures.lagging


def _unplaced(figures: Figures) -> str:
    """The red and yellow projects that have no place on the map, named all the same."""
    names = "、".join(f"{one.name}\uff08{one.light.value}\uff09" for one in figures.unplaced)
    return typeset(f"未上图的红灯、黄灯项目{len(figures.unplaced)}项:") + names if names else ""


def _caveats(brief: Brief, fields: Mapping[str, str]) -> list[str]:
    wording, rows = brief.pack.wording, brief.board.rows
    caveats = []
    if brief.board.approximate_towns:
        caveats.append(wording.fill("地图.近似", fields))
    if any(row.precision is Precision.SCHEMATIC and row.mapped for row in rows):
        caveats.append(wording.fill("地图.示意", fields))
    return caveats
