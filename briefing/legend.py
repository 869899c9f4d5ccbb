"""The legend: every light with its mark, stroke and count, and what the strokes say of precision."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.ground import add_area
from briefing.looks import HATCH, LIGHTS, PRECISION_WORDS
from briefing.sheet import INK, SOFT, Box, Sheet
from briefing.text import typeset
from briefing.works import dashes, draw_mark
from data.views.shapes import Light, Precision

TYPE = 22.0


def draw_legend(sheet: Sheet, box: Box, *, lights: Sequence[tuple[Light, int]]) -> None:
    """Draw the legend in two lines of ``box``: lights with counts, then precision."""
    line = box.height / 2
    _lights(sheet, Box(box.left, box.top, box.right, box.top + line), lights)
    _precisions(sheet, box.left, box.top + line * 1.5)


def _lights(sheet: Sheet, box: Box, lights: Sequence[tuple[Light, int]]) -> None:
    labels = [f"{typeset(light.label)} {count}项" for light, count in lights]
    sample = 64.0
    free = box.width - sum(sheet.width(label, TYPE) + sample for label in labels)
    gap = max(min(free / max(len(labels) - 1, 1), 48.0), 4.0)
    x, y = box.left, box.centre[1]
    for (light, _), label in zip(lights, labels, strict=True):
        look = LIGHTS[light]
        sheet.line((x, y), (x + 52, y), width=look.width, colour=look.colour, zorder=20)
        draw_mark(sheet, light, (x + 26, y), scale=1.35)
        sheet.write(label, (x + sample, y + TYPE * 0.36), TYPE, valign="baseline")
        x += sample + sheet.width(label, TYPE) + gap


def _precisions(sheet: Sheet, x: float, y: float) -> None:
    for precision, words in PRECISION_WORDS:
        if precision is Precision.TOWN:
            from shapely.geometry import box as rectangle

            swatch = sheet.frame(Box(x, y - 10, x + 44, y + 10), facecolor="none", edgecolor=INK, linewidth=sheet.points(0.8), zorder=20)
            add_area(
                sheet,
                rectangle(x, y - 10, x + 44, y + 10),
                swatch,
                facecolor="none",
                edgecolor=SOFT,
                hatch=HATCH,
                linewidth=0,
                hatch_linewidth=sheet.points(1.6),
                zorder=19,
            )
        else:
            sheet.line((x, y), (x + 44, y), width=4, colour=INK, linestyle=dashes(precision), zorder=20)
        sheet.write(typeset(words), (x + 52, y + (TYPE - 2) * 0.36), TYPE - 2, colour=SOFT, valign="baseline")
        x += 52 + sheet.width(typeset(words), TYPE - 2) + 24
