"""What a person said of a place, to a Location: the same evidence and care as for what a text says.

How well it is known: words and features are as good as the lines they name. What was drawn by hand on the board is
``schematic`` however carefully it was drawn: the base it was drawn over is no survey. A geometry given with its coordinates is
an ``alignment``: a real line, yet nobody has said that it was surveyed.
"""

from __future__ import annotations

import shapely

from data.model import Location, Precision, Region, Town
from data.model.placement import Drawn, Expression, FeatureKey, InTowns, Picked, Placement
from geo.crs import to_metres
from geo.locate.answer import Answer, metres, miss, together, worst
from geo.locate.book import BRIDGE_POINT_M, Book, Known
from geo.locate.ends import Reached, end_at
from geo.locate.locator import Locator
from geo.stretches import nearest_pair


class Stated:
    """Placements to Locations for one region; shares its locator's gazetteer and makes its own geometry when asked."""

    def __init__(self, region: Region, locator: Locator) -> None:
        self._region = region
        self._locator = locator
        self._book = Book(region)
        self._features = {(feature.name, feature.kind): feature for feature in region.features}

    def locate(self, placement: Placement) -> Location:
        """Where this is; without geometry the Location has the reason. Never raises on what it is given."""
        match placement:
            case Expression(text):
                return self._locator.locate(text)
            case Picked(features, None):
                answer = self._features_of(features)
            case Picked(features, (a, b)):
                answer = self._between(features, a, b)
            case Drawn():
                answer = self._drawn(placement)
            case InTowns(towns):
                answer = self._in_towns(towns)
        return answer.to_location("")

    def meeting(self, key: FeatureKey) -> tuple[FeatureKey, ...]:
        """The features that can be an end of a stretch of this line: those that cross it, or all but do. Empty for no line."""
        line = self._known(key)
        if line is None or self._book.route(line) is None:
            return ()
        features = [self._book.known(one) for one in self._region.features if one is not line.feature and not one.geometry.is_empty]
        near = shapely.dwithin([self._book.metric(one) for one in features], self._book.metric(line), BRIDGE_POINT_M)
        return tuple((one.name, one.kind) for one, close in zip(features, near, strict=True) if close and self._book.crossings(line, one))

    def _known(self, key: FeatureKey) -> Known | None:
        feature = self._features.get(key)
        return None if feature is None or feature.geometry.is_empty else self._book.known(feature)

    def _features_of(self, keys: tuple[FeatureKey, ...]) -> Answer:
        known = [feature for key in keys if (feature := self._known(key))]
        if not known:
            return miss(f"未收录{'、'.join(f'“{name}”' for name, _ in keys)}")
        routes = [self._book.route(feature) for feature in known]
        missing = [f"未收录“{name}”" for name, kind in keys if not self._known((name, kind))]
        return Answer(
            geometry=together([self._book.shape(feature) for feature in known]), method="features",
            precision=worst(*(feature.precision for feature in known)), reason=";".join(missing), partial=bool(missing),
            evidence=[said for feature in known for said in self._book.told(feature)],
            length_m=sum(route.length for route in routes if route) if all(routes) else None,
            stated=tuple(town for feature in known for town in feature.feature.stated_towns),
        )

    def _between(self, keys: tuple[FeatureKey, ...], a: FeatureKey, b: FeatureKey) -> Answer:
        if len(keys) != 1:
            return miss("起讫点只能用于一条线")
        line, ends = self._known(keys[0]), [self._known(key) for key in (a, b)]
        if line is None or None in ends:
            return miss(f"未收录“{next(key[0] for key in (*keys, a, b) if not self._known(key))}”")
        route = self._book.route(line)
        if route is None:
            return miss(f"{line.name}不是线,不能取其中一段")
        reached = [self._end(line, end) for end in ends if end]
        for one in reached:
            if not one.spots:
                return miss(one.reason)
        pair = nearest_pair(route, reached[0].spots, reached[1].spots)
        if pair is None:
            return miss("两端在图上是同一点")
        evidence = self._book.told(line)
        for one, spot in zip(reached, pair[:2], strict=True):
            evidence += one.evidence(line, route, spot)
        return Answer(
            geometry=route.cut([pair[2]]), method="between", evidence=evidence, length_m=route.extent(pair[2]),
            precision=worst(line.precision, *(one.precision for one in reached)),
        )

    def _end(self, line: Known, end: Known) -> Reached:
        if end is line:
            return Reached(end.name, reason=f"“{end.name}”就是这条线本身")
        spots = self._book.crossings(line, end)
        if not spots:
            apart = metres(self._book.apart(line, end))
            return Reached(end.name, reason=f"{end.name}与{line.name}在图上不相交,最近处相距 {apart}")
        return Reached(end_at(line, end), spots, end.precision)

    def _drawn(self, placement: Drawn) -> Answer:
        geometry = placement.geometry
        length = float(shapely.length(to_metres(geometry, self._region))) if "Line" in geometry.geom_type else None
        if placement.by_hand:
            return Answer(geometry, "drawn", Precision.SCHEMATIC, ["在底图上手绘,未经实测"], length_m=length)
        return Answer(geometry, "given", Precision.ALIGNMENT, ["按给定坐标"], length_m=length)

    def _in_towns(self, towns: tuple[tuple[str, str], ...]) -> Answer:
        by_code = {town.code: town for town in self._region.towns}
        known: list[Town] = [town for code, name in towns if (town := by_code.get(code) or self._locator.gazetteer.town(name))]
        if not known:
            return miss(f"没有{'、'.join(name for _, name in towns)}的范围")
        mark = "近似" if any(town.approximate for town in known) else ""
        return Answer(
            shapely.union_all(shapely.make_valid([town.geometry for town in known])), "town", Precision.TOWN,
            [f"按{'、'.join(town.name for town in known)}{mark}范围示意"],
        )
