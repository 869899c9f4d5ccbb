"""What a map must carry besides the map: title, scale, north, source, and the marks of what is not official."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.frame import Frame
from briefing.sheet import INK, SOFT, Box, Sheet
from briefing.text import SEMICOLON

_NICE = (1, 2, 5)


def draw_title(sheet: Sheet, box: Box, *, title: str, subtitle: str, headline: str) -> None:
    """Title, then one line of date and counts, then one of the figures that matter most."""
    x = box.centre[0]
    text, size = sheet.fonts.bold.fitted(title, 46, box.width - 480, least=0.7)
    sheet.write(text, (x, box.top + 42), size, bold=True, align="center")
    text, size = sheet.fonts.regular.fitted(SEMICOLON.join(part for part in (subtitle, headline) if part), 27, box.width, least=0.72)
    sheet.write(text, (x, box.top + 92), size, align="center")


def draw_demo_mark(sheet: Sheet, corner: Box, over: Box) -> None:
    """演示数据: a stamp in the corner, and pale across the map, so that a cut-out picture still carries it."""
    sheet.frame(corner, facecolor="#fff4f4", edgecolor="#c8102e", linewidth=sheet.points(2.5), zorder=60)
    x, y = corner.centre
    sheet.write("演示数据", (x, y), 30, bold=True, colour="#c8102e", align="center", zorder=61)
    sheet.write("演示数据", over.centre, 150, bold=True, colour="#c8102e", align="center", alpha=0.06, rotation=18, zorder=45)


def scale_length(metres_per_unit: float, room: float) -> int:
    """The longest round length, in metres (1, 2 or 5 times a power of ten), that is no longer than ``room`` units."""
    longest = metres_per_unit * room
    power = 10 ** max(len(str(int(longest))) - 1, 0)
    return max(step * power for step in _NICE if step * power <= longest or step == 1)


def scale_box(frame: Frame) -> Box:
    """Where the scale bar stands: the map's lower left corner."""
    return Box(frame.box.left + 14, frame.box.bottom - 58, frame.box.left + 234, frame.box.bottom - 8)


def north_box(frame: Frame) -> Box:
    """Where the north arrow stands: the map's upper right corner."""
    return Box(frame.box.right - 62, frame.box.top + 10, frame.box.right - 14, frame.box.top + 90)


def draw_scale(sheet: Sheet, frame: Frame) -> None:
    """A scale bar in two halves, black and white, with its length in words."""
    box = scale_box(frame)
    metres = scale_length(frame.metres_per_unit, 150)
    length = metres / frame.metres_per_unit
    left, y = box.left + 12, box.bottom - 14
    half = length / 2
    sheet.frame(Box(left, y - 4, left + half, y + 4), facecolor=INK, edgecolor=INK, linewidth=sheet.points(1), zorder=48)
    sheet.frame(Box(left + half, y - 4, left + length, y + 4), facecolor="white", edgecolor=INK, linewidth=sheet.points(1), zorder=48)
    sheet.write("0", (left, y - 20), 20, align="center", halo=4)
    words = f"{metres // 1000}公里" if metres >= 1000 else f"{metres}米"
    sheet.write(words, (left + length, y - 20), 20, align="center", halo=4)


def draw_north(sheet: Sheet, frame: Frame) -> None:
    """A north arrow; the map's north is up."""
    box = north_box(frame)
    x, _ = box.centre
    sheet.write("北", (x, box.top + 14), 24, bold=True, align="center", halo=4)
    tip, foot = box.top + 28, box.bottom
    sheet.axes.fill([x, x - 14, x], [tip, foot, foot - 12], color=INK, zorder=48, linewidth=0)
    sheet.axes.fill([x, x + 14, x], [tip, foot, foot - 12], facecolor="white", edgecolor=INK, zorder=48, linewidth=sheet.points(1.2))


def draw_plate(sheet: Sheet, frame: Frame, words: str) -> Box:
    """A line of type on white in the map's lower right corner; gives the box it takes."""
    box = Box(frame.box.right - sheet.width(words, 22) - 40, frame.box.bottom - 52, frame.box.right - 14, frame.box.bottom - 12)
    sheet.frame(box, facecolor="white", edgecolor=INK, linewidth=sheet.points(1), zorder=47)
    sheet.write(words, box.centre, 22, bold=True, align="center", zorder=48, gid="unnamed")
    return box


NOTE, NOTE_STEP = 19.0, 24.0


def wrap_notes(sheet: Sheet, notes: Sequence[str], room: float) -> list[str]:
    """Notes as lines of type, each note over two lines at most."""
    face = sheet.fonts.regular
    return [line for note in notes for line in face.wrapped(face.printable(note), NOTE, room, most=2)]


def draw_notes(sheet: Sheet, box: Box, lines: Sequence[str]) -> None:
    """Rule, source and caveats, small, from the top of ``box`` down."""
    for rank, line in enumerate(lines):
        sheet.write(line, (box.left, box.top + NOTE_STEP * (rank + 0.5)), NOTE, colour=SOFT)
