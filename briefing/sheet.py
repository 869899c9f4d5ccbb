"""The paper of a map picture: one coordinate system for everything on it, so that overlap is plain arithmetic.

A sheet is 1920 units wide whatever its real size; x runs right, y runs down. Pasted 16 cm wide, 24 units are 2 mm (5.7 pt).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.patheffects import Stroke

from briefing.fonts import Face, Fonts

WIDTH = 1920.0
INK, SOFT, FAINT = "#1f2328", "#57606a", "#c9d1d9"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the sheet, in units; y runs down."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Across."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Down."""
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[float, float]:
        """Its middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @classmethod
    def around(cls, x: float, y: float, width: float, height: float) -> Box:
        """The rectangle of this size centred on a point."""
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    def overlaps(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    def within(self, other: Box) -> bool:
        """Whether it lies wholly inside the other."""
        return self.left >= other.left and self.right <= other.right and self.top >= other.top and self.bottom <= other.bottom

    def inset(self, by: float) -> Box:
        """The rectangle smaller by so much on every side."""
        return Box(self.left + by, self.top + by, self.right - by, self.bottom - by)


@dataclass(frozen=True, slots=True)
class Size:
    """A picture's real size. pixels: across and down; inches: across."""

    name: str
    pixels: tuple[int, int]
    inches: float

    @property
    def dpi(self) -> float:
        """Pixels an inch."""
        return self.pixels[0] / self.inches

    @property
    def height(self) -> float:
        """Height in units."""
        return WIDTH * self.pixels[1] / self.pixels[0]


WIDE = Size("1920x1080", (1920, 1080), 16.0)
A4 = Size("A4", (3508, 2480), 3508 / 300)


@dataclass(slots=True)
class Sheet:
    """A figure with one axes over all of it, in units."""

    size: Size
    fonts: Fonts
    figure: Figure = field(init=False)
    axes: Axes = field(init=False)

    def __post_init__(self) -> None:
        """Spread the paper."""
        across, down = self.size.pixels
        self.figure = Figure(figsize=(across / self.size.dpi, down / self.size.dpi), dpi=self.size.dpi, facecolor="white")
        FigureCanvasAgg(self.figure)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_xlim(0, WIDTH)
        self.axes.set_ylim(self.size.height, 0)
        self.axes.axis("off")

    @property
    def box(self) -> Box:
        """The whole paper."""
        return Box(0, 0, WIDTH, self.size.height)

    def points(self, units: float) -> float:
        """A length in units as typographic points, which is what matplotlib wants for type and lines."""
        return units * self.size.inches * 72 / WIDTH

    def write(self, text: str, at: tuple[float, float], size: float, **more: Any) -> None:
        """Set a line of type, ``size`` units high, its text never read as mathematics and never as squares.

        more: bold, colour, align (left center right), halo (width in units), and what matplotlib's Text takes.
        """
        face: Face = self.fonts.bold if more.pop("bold", False) else self.fonts.regular
        halo, colour, name = more.pop("halo", 0), more.pop("colour", INK), more.pop("gid", None)
        looks = {
            "fontproperties": face.properties, "fontsize": self.points(size), "parse_math": False,
            "ha": more.pop("align", "left"), "va": more.pop("valign", "center_baseline"), "zorder": 50, **more,
        }  # fmt: skip
        words = face.printable(text)
        if halo:
            # Set by itself: type with an effect becomes outlines in a PDF, in which nobody can search for a town.
            stroke = Stroke(linewidth=self.points(halo), foreground="white")
            self.axes.text(*at, words, color="white", path_effects=[stroke], **looks)
        self.axes.text(*at, words, color=colour, gid=name, **looks)

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """How wide a line of type will be, in units."""
        return (self.fonts.bold if bold else self.fonts.regular).width(text, size)

    def frame(self, box: Box, **looks: Any) -> Rectangle:
        """Draw a rectangle."""
        shape = Rectangle((box.left, box.top), box.width, box.height, **looks)
        self.axes.add_patch(shape)
        return shape

    def line(self, *points: tuple[float, float], width: float = 1.0, colour: str = INK, **more: Any) -> None:
        """Draw a line through points, ``width`` units wide."""
        xs, ys = zip(*points, strict=True)
        self.stroke(xs, ys, color=colour, linewidth=self.points(width), solid_capstyle="butt", **more)

    def stroke(self, xs: Sequence[float], ys: Sequence[float], **looks: Any) -> Line2D:
        """Draw a line or a mark by matplotlib's own words: ``axes.plot`` less its reckoning of limits, which are fixed here."""
        return self.axes.add_artist(Line2D(xs, ys, **looks))
