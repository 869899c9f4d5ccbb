"""The works on the map: colour and width by light, stroke by precision, and a mark that says the light again without colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matplotlib.patches import Rectangle
from matplotlib.patheffects import Normal, withStroke
from shapely.geometry.base import BaseGeometry

from briefing.frame import Frame
from briefing.ground import add_area, lines_of, read_shape
from briefing.looks import DASHES, HATCH, LIGHTS
from briefing.sheet import Sheet
from data.views.shapes import BoardRow, Light, MapLayers, Precision


@dataclass(frozen=True, slots=True)
class Work:
    """One project on the sheet: its shape in units."""

    id: str
    light: Light
    precision: Precision
    shape: BaseGeometry

    @property
    def is_area(self) -> bool:
        """Whether it is drawn as a hatched area."""
        return self.shape.geom_type in ("Polygon", "MultiPolygon")


def read_works(rows: Iterable[BoardRow], layers: MapLayers, frame: Frame) -> tuple[Work, ...]:
    """The rows that have a shape, the worst light last, so that it is drawn on top."""
    found = []
    for row in rows:
        shape = read_shape(layers.shapes.get(row.id))
        if shape is not None:
            found.append(Work(row.id, row.lit.light, row.precision, frame.place(shape)))
    return tuple(sorted(found, key=lambda work: (LIGHTS[work.light].order, work.id)))


def draw_works(sheet: Sheet, works: Sequence[Work], edge: Rectangle) -> None:
    """Draw lines and areas; points have their mark only."""
    hatched: set[bytes] = set()
    for work in reversed(works):
        # Many works known only by their town share its extent: one hatch, in the worst light, says as much as twenty.
        if work.is_area and work.precision is not Precision.CITY and work.shape.wkb not in hatched:
            hatched.add(work.shape.wkb)
            _draw_area(sheet, work, edge)
    for work in works:
        if not work.is_area:
            _draw_lines(sheet, work, edge)


def _draw_area(sheet: Sheet, work: Work, edge: Rectangle) -> None:
    look = LIGHTS[work.light]
    if work.precision is Precision.TOWN:
        add_area(
            sheet,
            work.shape,
            edge,
            facecolor="none",
            edgecolor=look.colour,
            hatch=HATCH,
            linewidth=0,
            alpha=0.45,
            hatch_linewidth=sheet.points(1.6),
            zorder=6,
        )
    else:
        add_area(
            sheet,
            work.shape,
            edge,
            facecolor=(*_rgb(look.colour), 0.25),
            edgecolor=look.colour,
            linewidth=sheet.points(2.5),
            linestyle=dashes(work.precision),
            zorder=10 + look.order,
        )


def _draw_lines(sheet: Sheet, work: Work, edge: Rectangle) -> None:
    look = LIGHTS[work.light]
    casing = [withStroke(linewidth=sheet.points(look.width + 3), foreground="white"), Normal()]
    for line in lines_of(work.shape):
        xs, ys = line.xy
        drawn = sheet.stroke(
            xs,
            ys,
            color=look.colour,
            linewidth=sheet.points(look.width),
            linestyle=dashes(work.precision),
            path_effects=casing,
            dash_capstyle="butt",
            solid_capstyle="round",
            zorder=10 + look.order,
        )
        drawn.set_clip_path(edge)


def draw_mark(sheet: Sheet, light: Light, at: tuple[float, float], *, scale: float = 1.0, zorder: float = 30) -> None:
    """Draw a light's mark."""
    look = LIGHTS[light]
    sheet.stroke(
        at[:1],
        at[1:],
        marker=look.mark,
        markersize=sheet.points(look.size * scale),
        markerfacecolor=look.colour if look.filled else "white",
        markeredgecolor="white" if look.filled and light is not Light.YELLOW else "#1f2328" if light is Light.YELLOW else look.colour,
        markeredgewidth=sheet.points(1.2 if look.filled else 2.2),
        linestyle="none",
        zorder=zorder,
    )


def draw_badge(sheet: Sheet, light: Light, number: int, at: tuple[float, float], size: float) -> None:
    """Draw a numbered mark, ``size`` units across: square for red, round for yellow."""
    look = LIGHTS[light]
    sheet.stroke(
        at[:1],
        at[1:],
        marker=look.mark,
        markersize=sheet.points(size),
        markerfacecolor=look.colour,
        markeredgecolor=look.on_mark,
        markeredgewidth=sheet.points(1.3),
        linestyle="none",
        zorder=40,
    )
    sheet.write(str(number), at, size * (0.62 if number < 100 else 0.5), bold=True, colour=look.on_mark, align="center", zorder=41)


def dashes(precision: Precision) -> str | tuple[float, tuple[float, ...]]:
    """Matplotlib's line style of a precision, in multiples of the line's width."""
    pattern = DASHES.get(precision, DASHES[Precision.SCHEMATIC])
    return "solid" if pattern is None else (0, pattern)


def _rgb(colour: str) -> tuple[float, float, float]:
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))  # type: ignore[return-value]
