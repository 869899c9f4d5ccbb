"""A region's geometry made ready: features in metres, routes, crossings, and areas of towns, each made once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from data.model import Feature, Precision, Region, Town
from geo.carriageways import Single, may_run_beside, single
from geo.crs import to_metres
from geo.heap import uncollected
from geo.lines import Route, Spot
from geo.locate.answer import described, metres
from geo.strands import Strands

_LINES = (1, 5)  # shapely's type ids of a line and of one in several parts

# How far two things may lie apart, in metres, and still be taken to meet, by how well the worse of them is known.
BRIDGE_M = {Precision.SURVEYED: 30.0, Precision.ALIGNMENT: 100.0}
BRIDGE_SCHEMATIC_M = 500.0
# Bridges and stations stand beside the line they belong to as often as on it.
BRIDGE_POINT_M = 1000.0
# A drawn line may stop short of the border it is said to reach.
BORDER_SURVEYED_M, BORDER_SCHEMATIC_M = 100.0, 2000.0

_CROSSINGS_KEPT = 200_000


class Known:
    """A feature made ready: what is asked of it again and again.

    number: its place among the region's; words: it as evidence names it; linear: it is drawn as a line; doubtful: it may have to
    be made single first; route: with distances along it, once that was asked for (:meth:`Book.route`).
    """

    __slots__ = ("doubtful", "feature", "kind", "linear", "name", "number", "precision", "route", "words")

    def __init__(self, feature: Feature, number: int, *, linear: bool, doubtful: bool) -> None:
        self.feature, self.number, self.linear, self.doubtful = feature, number, linear, doubtful
        self.name, self.kind, self.precision = feature.name, feature.kind, feature.precision
        self.words = described(feature)
        self.route: Route | None = None


class Book:
    """Prepared geometry of one region.

    Threads may share it: nothing that is kept ever changes, so two that ask for the same at once only work it out twice.
    """

    def __init__(self, region: Region) -> None:
        self.region = region
        self._singles: dict[int, tuple[Single, BaseGeometry]] = {}
        self._crossings: dict[tuple[int, int], list[Spot]] = {}

    @cached_property
    def _metric(self) -> np.ndarray:
        shapes = shapely.force_2d(np.array([feature.geometry for feature in self.region.features], dtype=object))
        return to_metres(shapes, self.region)

    @cached_property
    def _doubtful(self) -> np.ndarray:
        """Of every feature, whether it may have to be made single first."""
        return may_run_beside(self._metric)

    @cached_property
    def _known(self) -> dict[int, Known]:
        """All features made ready: at once, which costs far less than one here and one there in the midst of other work."""
        linear = np.isin(shapely.get_type_id(self._metric), _LINES).tolist()
        told = zip(self.region.features, linear, self._doubtful.tolist(), strict=True)
        with uncollected():
            return {
                id(feature): Known(feature, number, linear=is_line, doubtful=doubtful)
                for number, (feature, is_line, doubtful) in enumerate(told)
            }

    @cached_property
    def _strands(self) -> Strands:
        shapes = shapely.force_2d(np.array([feature.geometry for feature in self.region.features], dtype=object))
        return Strands(np.where(self._doubtful, None, self._metric), shapes)

    @cached_property
    def _town_metric(self) -> dict[str, BaseGeometry]:
        return {town.code: shapely.make_valid(to_metres(town.geometry, self.region)) for town in self.region.towns}

    @cached_property
    def outline(self) -> BaseGeometry:
        """The region's outline in metres."""
        return shapely.make_valid(to_metres(self.region.outline, self.region))

    def known(self, feature: Feature) -> Known:
        """A feature of the region made ready."""
        return self._known[id(feature)]

    def _single(self, known: Known) -> tuple[Single, BaseGeometry]:
        """A feature's line of which every stretch is drawn once, and that in metres."""
        if known.number not in self._singles:
            found = single(shapely.force_2d(known.feature.geometry), lambda line: to_metres(line, self.region))
            metric = to_metres(found.degrees, self.region) if found.beside_m else self._metric[known.number]
            self._singles[known.number] = (found if found.beside_m else Single(known.feature.geometry), metric)
        return self._singles[known.number]

    def shape(self, known: Known) -> BaseGeometry:
        """A feature's geometry in degrees; of a line drawn as two carriageways, one of them."""
        return self._single(known)[0].degrees if known.doubtful else known.feature.geometry

    def metric(self, known: Known) -> BaseGeometry:
        """The same in metres."""
        return self._single(known)[1] if known.doubtful else self._metric[known.number]

    def told(self, known: Known) -> list[str]:
        """The feature as evidence names it, and what of it was not drawn twice."""
        said = [f"所据要素:{known.words}"]
        if known.doubtful and (beside := self._single(known)[0].beside_m):
            said.append(f"{known.name}有 {metres(beside)}为双线并行(如道路分左右幅),取其中一线,长度不重复计")
        return said

    def town(self, town: Town) -> BaseGeometry:
        """A town's area in metres."""
        return self._town_metric[town.code]

    def route(self, known: Known) -> Route | None:
        """A feature's line with distances along it; None when it is no line, or one without length."""
        if known.route is None and known.linear:
            known.route = self._make_route(known)
        return known.route

    def _make_route(self, known: Known) -> Route | None:
        window = self._strands.span(known.number)
        try:
            if window.start < window.stop:
                closed = bool(self._strands.closed[known.number])
                return Route.of_laid(self._metric[known.number], self._strands, window, closed=closed)
            return Route(self.metric(known), self.shape(known))
        except ValueError:
            return None

    def crossings(self, line: Known, other: Known) -> list[Spot]:
        """Where another feature meets a line, a small gap bridged. Empty when never."""
        key = (line.number, other.number)
        spots = self._crossings.get(key)
        if spots is None:
            route = self.route(line)
            bridge = BRIDGE_POINT_M if other.feature.geometry.geom_type == "Point" else bridge_m(line, other)
            spots = route.crossings(self.metric(other), bridge=bridge) if route else []
            self._make_room(1)
            self._crossings[key] = spots
        return spots

    def meet(self, pairs: Iterable[tuple[Known, Known]]) -> None:
        """Work out at once where the second of each pair crosses the first, for ``crossings`` to find.

        Only what needs no judgement is kept: pairs that do not meet, or run together, are left for ``crossings`` itself.
        """
        new = list({
            key: None for line, other in pairs
            if line is not other and (key := (line.number, other.number)) not in self._crossings
        })
        self._make_room(len(new))
        self._crossings |= {key: spots for key, spots in zip(new, self._strands.crossings(new), strict=True) if spots}

    def _make_room(self, more: int) -> None:
        if len(self._crossings) + more > _CROSSINGS_KEPT:
            self._crossings.clear()

    def apart(self, known: Known, other: Known) -> float:
        """Shortest distance in metres between two features."""
        return shapely.distance(self.metric(known), self.metric(other))


def bridge_m(*features: Known) -> float:
    """The widest gap that is bridged between features, in metres: the worse they are known, the wider."""
    return max(BRIDGE_M.get(feature.precision, BRIDGE_SCHEMATIC_M) for feature in features)


def border_reach_m(feature: Known) -> float:
    """How far from a border a line may be drawn to stop and still reach it, in metres."""
    return BORDER_SURVEYED_M if feature.precision in BRIDGE_M else BORDER_SCHEMATIC_M
