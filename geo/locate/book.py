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


class Book:
    """Prepared geometry of one region.

    Threads may share it: nothing that is kept ever changes, so two that ask for the same at once only work it out twice.
    """

    def __init__(self, region: Region) -> None:
        self.region = region
        self._index = {id(feature): i for i, feature in enumerate(region.features)}
        self._routes: dict[int, Route | None] = {}
        self._singles: dict[int, tuple[Single, BaseGeometry]] = {}
        self._crossings: dict[tuple[int, int], list[Spot]] = {}

    @cached_property
    def _metric(self) -> np.ndarray:
        shapes = shapely.force_2d(np.array([feature.geometry for feature in self.region.features], dtype=object))
        return to_metres(shapes, self.region)

    @cached_property
    def _linear(self) -> list[bool]:
        """Of every feature, whether it is a line."""
        return np.isin(shapely.get_type_id(self._metric), _LINES).tolist()

    @cached_property
    def _doubtful(self) -> list[bool]:
        """Of every feature, whether it may have to be made single first."""
        return may_run_beside(self._metric).tolist()

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

    def _single(self, feature: Feature) -> tuple[Single, BaseGeometry]:
        """A feature's line of which every stretch is drawn once, and that in metres."""
        key = id(feature)
        if key not in self._singles:
            found = single(shapely.force_2d(feature.geometry), lambda line: to_metres(line, self.region))
            metric = to_metres(found.degrees, self.region) if found.beside_m else self._metric[self._index[key]]
            self._singles[key] = (found if found.beside_m else Single(feature.geometry), metric)
        return self._singles[key]

    def shape(self, feature: Feature) -> BaseGeometry:
        """A feature's geometry in degrees; of a line drawn as two carriageways, one of them."""
        return self._single(feature)[0].degrees if self._doubtful[self._index[id(feature)]] else feature.geometry

    def metric(self, feature: Feature) -> BaseGeometry:
        """The same in metres."""
        number = self._index[id(feature)]
        return self._single(feature)[1] if self._doubtful[number] else self._metric[number]

    def told(self, feature: Feature) -> list[str]:
        """The feature as evidence names it, and what of it was not drawn twice."""
        said = [f"所据要素:{described(feature)}"]
        if self._doubtful[self._index[id(feature)]] and (beside := self._single(feature)[0].beside_m):
            said.append(f"{feature.name}有 {metres(beside)}为双线并行(如道路分左右幅),取其中一线,长度不重复计")
        return said

    def is_line(self, feature: Feature) -> bool:
        """Whether a feature is drawn as a line."""
        return self._linear[self._index[id(feature)]]

    def town(self, town: Town) -> BaseGeometry:
        """A town's area in metres."""
        return self._town_metric[town.code]

    def route(self, feature: Feature) -> Route | None:
        """A feature's line with distances along it; None when it is no line, or one without length."""
        key = id(feature)
        try:
            return self._routes[key]
        except KeyError:
            return self._routes.setdefault(key, self._make_route(feature))

    def _make_route(self, feature: Feature) -> Route | None:
        number, strands = self._index[id(feature)], self._strands
        if not self._linear[number]:
            return None
        span = strands.span(number)
        try:
            if span.start < span.stop:
                return Route.of_arrays(
                    self._metric[number], strands.xy[span], strands.lonlat[span], strands.measures[span],
                    closed=bool(strands.closed[number]),
                )
            return Route(self.metric(feature), self.shape(feature))
        except ValueError:
            return None

    def crossings(self, feature: Feature, other: Feature) -> list[Spot]:
        """Where another feature meets this one's route, a small gap bridged. Empty when never."""
        key = (id(feature), id(other))
        spots = self._crossings.get(key)
        if spots is None:
            route = self.route(feature)
            bridge = BRIDGE_POINT_M if other.geometry.geom_type == "Point" else bridge_m(feature, other)
            spots = route.crossings(self.metric(other), bridge=bridge) if route else []
            self._make_room(1)
            self._crossings[key] = spots
        return spots

    def meet(self, pairs: Iterable[tuple[Feature, Feature]]) -> None:
        """Work out at once where the second of each pair crosses the first, for ``crossings`` to find.

        Only what needs no judgement is kept: pairs that do not meet, or run together, are left for ``crossings`` itself.
        """
        new = dict.fromkeys(
            key for line, other in pairs if line is not other and (key := (id(line), id(other))) not in self._crossings
        )
        self._make_room(len(new))
        index = self._index
        crossings = self._strands.crossings([(index[line], index[other]) for line, other in new])
        self._crossings |= {key: spots for key, spots in zip(new, crossings, strict=True) if spots}

    def _make_room(self, more: int) -> None:
        if len(self._crossings) + more > _CROSSINGS_KEPT:
            self._crossings.clear()

    def apart(self, feature: Feature, other: Feature) -> float:
        """Shortest distance in metres between two features."""
        return shapely.distance(self.metric(feature), self.metric(other))


def bridge_m(*features: Feature) -> float:
    """The widest gap that is bridged between features, in metres: the worse they are known, the wider."""
    return max(BRIDGE_M.get(feature.precision, BRIDGE_SCHEMATIC_M) for feature in features)


def border_reach_m(feature: Feature) -> float:
    """How far from a border a line may be drawn to stop and still reach it, in metres."""
    return BORDER_SURVEYED_M if feature.precision in BRIDGE_M else BORDER_SCHEMATIC_M
