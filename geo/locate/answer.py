"""What a reading of a text came to: a geometry with its method, precision and evidence, or a reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

import shapely
from shapely.geometry.base import BaseGeometry

from data.model import Feature, Location, Precision
from geo.cutting import Stretch, draw
from geo.vocabulary import KIND_LABELS

_POINT, _LINESTRING, _POLYGON = 0, 1, 3  # shapely's type ids

_BY_RANK = tuple(Precision)
_SCHEMATIC = Precision.SCHEMATIC.rank
_RANK = attrgetter("rank")


@dataclass(slots=True)
class Answer:
    """Geometry (EPSG:4490) with how it is known, or None with the reason. length_m: drawn length of lines, metres.

    A geometry may be a stretch that is still to be drawn: ``draw_stretches`` before anything but its being there is asked of it.
    stated: the towns that the place is said to lie in, by the text or else by what was published of its features.
    unknown_part: why only a whole line could be drawn in place of a part of it.
    """

    geometry: BaseGeometry | Stretch | None = None
    method: str = ""
    precision: Precision = Precision.NONE
    evidence: list[str] = field(default_factory=list)
    reason: str = ""
    partial: bool = False
    length_m: float | None = None
    stated: tuple[str, ...] = ()
    unknown_part: str = ""

    @property
    def settled(self) -> bool:
        """Whether nothing better need be looked for."""
        return self.precision.rank <= _SCHEMATIC and not self.partial

    def better_than(self, other: Answer) -> bool:
        """Whether this is a strictly finer place. Of two as fine, the one found first stays.

        The whole of a line is no finer than the knowledge that it is some part of that line.
        """
        return self.precision.rank < other.precision.rank and not (other.partial and self.geometry is other.geometry)

    def to_location(self, text: str, project: str = "") -> Location:
        """The record of it."""
        return Location(
            project=project, text=text, geometry=self.geometry, method=self.method, precision=self.precision,
            evidence=tuple(dict.fromkeys(self.evidence)), reason=self.reason, partial=self.partial, length_m=self.length_m,
            stated_towns=tuple(dict.fromkeys(self.stated)) if self.stated and self.geometry is not None else (),
        )


def draw_stretches(answers: Iterable[Answer]) -> None:
    """Draw what of these answers is still to be drawn, all in one go."""
    waiting = [answer for answer in answers if isinstance(answer.geometry, Stretch)]
    for answer, shape in zip(waiting, draw([answer.geometry for answer in waiting]), strict=True):
        answer.geometry = shape


def miss(reason: str, *evidence: str) -> Answer:
    """No place, and why."""
    return Answer(reason=reason, evidence=list(evidence))


def worst(*precisions: Precision) -> Precision:
    """The least precise of several."""
    return max(precisions, key=_RANK)


def lowered(precision: Precision) -> Precision:
    """One step less precise, down to ``town`` at most: for a place whose extent is not wholly known."""
    rank = precision.rank
    return _BY_RANK[min(rank + 1, max(rank, Precision.TOWN.rank))]


def described(feature: Feature) -> str:
    """A feature as evidence names it: 城市北外环(道路,示意)."""
    return f"{feature.name}({KIND_LABELS.get(feature.kind, feature.kind)},{feature.precision.label})"


def together(geometries: Sequence[BaseGeometry]) -> BaseGeometry:
    """Several geometries as one: towns are united, lines and points are collected as they are."""
    if len(geometries) == 1:
        return geometries[0]
    parts = shapely.get_parts(geometries)
    kinds = set(shapely.get_type_id(parts).tolist())
    if kinds == {_POLYGON}:
        return shapely.union_all(parts)
    if kinds == {_LINESTRING}:
        return shapely.multilinestrings(parts)
    return shapely.multipoints(parts) if kinds == {_POINT} else shapely.geometrycollections(parts)


def metres(value: float) -> str:
    """A distance for reading: 35 米, 3.69 公里."""
    return f"{value:.0f} 米" if value < 1000 else f"{value / 1000:.2f} 公里"
