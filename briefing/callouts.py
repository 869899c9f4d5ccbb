"""Names in the margins with leader lines: which side, which line, so that no two names overlap and no two leaders cross.

Boundary labelling (Bekos et al., 2007): anchors go to the side they are nearer to; on a side, ports are exchanged while two
leaders cross. Each exchange shortens the leaders' total length, so that it ends, and ends without a crossing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.anchors import Anchor
from briefing.sheet import Box


@dataclass(frozen=True, slots=True)
class Style:
    """How names are set: units of type, of a line's pitch, of a column; ``columns`` a side (1 or 2); ``detail`` adds a second line."""

    size: float
    pitch: float
    width: float
    columns: int
    detail: bool

    def capacity(self, height: float) -> int:
        """How many names fit both margins of this height."""
        return 2 * self.lines(height)

    def lines(self, height: float) -> int:
        """How many names fit one margin; two columns stand half a pitch apart, so that outer leaders pass between inner names."""
        rows = max(int(height // self.pitch), 1)
        return rows if self.columns == 1 else 2 * rows - 1

    @property
    def margin(self) -> float:
        """What all columns of one side take."""
        return self.width * self.columns


# From roomy to dense; the first that holds all names is taken.
STYLES = (
    Style(27, 82, 420, 1, True),
    Style(24, 38, 400, 1, False),
    Style(21, 26, 370, 1, False),
    Style(19, 20.8, 340, 1, False),
    Style(19, 27.2, 275, 2, False),
    Style(16, 24, 240, 2, False),
)


@dataclass(frozen=True, slots=True)
class Callout:
    """One name: its leader goes from the anchor to ``port`` at the map's edge, level on to ``text`` (where the line of type begins
    on the right side, ends on the left one); ``room``: width in units.
    """

    id: str
    anchor: tuple[float, float]
    port: tuple[float, float]
    text: tuple[float, float]
    left: bool
    room: float


def choose_style(count: int, height: float) -> Style:
    """The roomiest style that holds so many names; the densest where none does."""
    return next((style for style in STYLES if style.capacity(height) >= count), STYLES[-1])


def lay_out(anchors: Sequence[Anchor], style: Style, middle: Box, band: Box) -> tuple[Callout, ...]:
    """Names for all anchors (no more than the style's capacity) in the margins of ``band`` left and right of ``middle``."""
    lines = style.lines(band.height)
    by_x = sorted(anchors, key=lambda anchor: (anchor.x, anchor.y, anchor.id))
    on_left = sum(anchor.x < middle.centre[0] for anchor in by_x)
    # Balanced enough that neither side is full, yet an anchor rather goes to the side it is on.
    fewest, most = max(len(by_x) - lines, int(len(by_x) * 0.4)), min(lines, -int(-len(by_x) * 0.6 // 1))
    cut = min(max(on_left, fewest), most)
    return (*_side(by_x[:cut], style, middle, band, left=True), *_side(by_x[cut:], style, middle, band, left=False))


def _side(anchors: Sequence[Anchor], style: Style, middle: Box, band: Box, *, left: bool) -> list[Callout]:
    if not anchors:
        return []
    step = style.pitch / style.columns
    levels = spread(
        [anchor.y for anchor in sorted(anchors, key=lambda one: one.y)], step, band.top + style.pitch / 2, band.bottom - style.pitch / 2
    )
    x = middle.left if left else middle.right
    ordered = uncrossed([(anchor.x, anchor.y) for anchor in anchors], x, levels)
    callouts = []
    for rank, index in enumerate(ordered):
        away = style.width * (rank % style.columns) + 14
        text = (x - away if left else x + away, levels[rank])
        anchor = anchors[index]
        callouts.append(Callout(anchor.id, (anchor.x, anchor.y), (x, levels[rank]), text, left, style.width - 24))
    return callouts


def spread(wanted: Sequence[float], step: float, top: float, bottom: float) -> list[float]:
    """Levels as near as can be (least squares) to the wanted ones, in order, at least ``step`` apart, between top and bottom.

    Pool-adjacent-violators on the levels less their ordinal number of steps. Where they cannot all fit, they are spaced evenly.
    """
    count = len(wanted)
    if count > 1 and (count - 1) * step >= bottom - top:
        gap = (bottom - top) / (count - 1)
        return [top + gap * rank for rank in range(count)]
    pools: list[tuple[float, int]] = []
    for rank, level in enumerate(wanted):
        mean, size = level - rank * step, 1
        while pools and pools[-1][0] > mean:
            before, members = pools.pop()
            mean, size = (mean * size + before * members) / (size + members), size + members
        pools.append((mean, size))
    flat = [mean for mean, size in pools for _ in range(size)]
    last = bottom - (count - 1) * step
    return [min(max(level, top), last) + rank * step for rank, level in enumerate(flat)]


def uncrossed(anchors: Sequence[tuple[float, float]], x: float, levels: Sequence[float]) -> list[int]:
    """Which anchor gets which level, so that no two straight leaders from anchors to (x, level) cross; indices by level."""
    order = sorted(range(len(anchors)), key=lambda index: (anchors[index][1], anchors[index][0]))
    for _ in range(len(order) ** 2):
        swapped = False
        for upper in range(len(order)):
            for lower in range(upper + 1, len(order)):
                if cross(anchors[order[upper]], (x, levels[upper]), anchors[order[lower]], (x, levels[lower])):
                    order[upper], order[lower] = order[lower], order[upper]
                    swapped = True
        if not swapped:
            break
    return order


def cross(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float], d: tuple[float, float]) -> bool:
    """Whether the segments ab and cd properly cross."""

    def turn(p: tuple[float, float], q: tuple[float, float], r: tuple[float, float]) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0
