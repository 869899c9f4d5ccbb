"""How a light and a precision look on paper: by colour, and by width and mark, so that a black-and-white copy tells them apart."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from data.views.shapes import Light, Precision


@dataclass(frozen=True, slots=True)
class LightLook:
    """colour: of lines and marks; width: of lines in units; mark: matplotlib's marker; size: of the mark in units;
    filled: a hollow mark is drawn white inside; order: the higher is drawn above.
    """

    colour: str
    width: float
    mark: str
    size: float
    filled: bool
    order: int
    on_mark: str = "white"


LIGHTS = MappingProxyType(
    {
        Light.RED: LightLook("#c8102e", 7.0, "s", 15, True, 6),
        Light.YELLOW: LightLook("#f5b400", 6.0, "o", 15, True, 5, on_mark="#1f2328"),
        Light.GREEN: LightLook("#1a7f37", 4.0, "^", 13, True, 4),
        Light.BLUE: LightLook("#0757ab", 4.0, "*", 17, True, 3),
        Light.GREY: LightLook("#6e7781", 3.0, "X", 12, True, 2),
        Light.UNRATED: LightLook("#6e7781", 2.5, "D", 10, False, 1),
    }
)

# A line's stroke in multiples of its width; None is unbroken. A town's hatch stands for "somewhere in here".
DASHES = MappingProxyType({Precision.SURVEYED: None, Precision.ALIGNMENT: (5.0, 0.8), Precision.SCHEMATIC: (1.8, 1.1)})
PRECISION_WORDS = (
    (Precision.SURVEYED, "实线:实测"),
    (Precision.ALIGNMENT, "长虚线:线位"),
    (Precision.SCHEMATIC, "短虚线:示意"),
    (Precision.TOWN, "斜纹:仅知镇(街道)"),
)
HATCH = "////"
