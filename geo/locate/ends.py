"""One end of a stretch, as places on the line it lies on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from data.model import Precision, Town
from geo.crs import to_metres
from geo.expression import End, Named, Off, Tip
from geo.grammar.signs import KILOMETRE
from geo.lines import Route, Spot
from geo.locate.answer import metres
from geo.locate.book import Book, Known, border_reach_m
from geo.locate.ground import Ground
from geo.named import Role
from geo.stretches import off, tip
from geo.vocabulary import KIND_LABELS, SIDES

_AREAS = {Role.TOWN, Role.VILLAGE, Role.GROUP, Role.REGION}


@dataclass(slots=True)
class Reached:
    """Where an end lies on a route: all places that fit, in order; or none, with the reason."""

    words: str
    spots: Sequence[Spot] = ()
    precision: Precision = Precision.SURVEYED
    notes: Sequence[str] = ()
    reason: str = ""
    near: bool = False

    def evidence(self, line: Known, route: Route, spot: Spot) -> list[str]:
        """What was taken for this end, as a reader can check it."""
        lon, lat = route.place(spot)
        said = f"{self.words}({lon:.5f}, {lat:.5f})"
        if spot.gap:
            said += f",与{line.name}在图上相距 {metres(spot.gap)},取{line.name}上最近处"
        if len(self.spots) > 1:
            said += f";可取的有 {len(self.spots)} 处"
        return [*self.notes, said]


def reach(ground: Ground, line: Known, route: Route | None, end: End) -> Reached:
    """Find one end on a line's route."""
    if route is None:
        return Reached("", reason=f"{line.name}没有可用的线位")
    if isinstance(end, Named):
        return _area(ground, line, route, end) if end.role in _AREAS else _feature(ground, line, end)
    if isinstance(end, Tip):
        return _tip(line, route, end)
    if isinstance(end, Off):
        return _off(ground, line, route, end)
    town = ground.gazetteer.town(end.of.text) if end.of else None
    edge = ground.book.town(town) if town else ground.book.outline
    return _border(line, route, edge, end.text, town)


def _area(ground: Ground, line: Known, route: Route, end: Named) -> Reached:
    if end.role is Role.TOWN and (town := ground.gazetteer.town(end.text)):
        return _seat(ground.book, line, route, town)
    return Reached(end.text, reason=f"“{end.text}”不是{line.name}上的一点")


def _feature(ground: Ground, line: Known, end: Named) -> Reached:
    book, found = ground.book, ground.features(end.text) or ground.near(end.text)
    if found is None and KILOMETRE.match(end.text):
        return Reached(end.text, reason=f"没有{line.name}的桩号资料,不知“{end.text}”在何处")
    if found is None:
        return Reached(end.text, reason=f"未收录“{end.text}”")
    others = [feature for feature in found.features if feature is not line]
    if not others:
        return Reached(end.text, reason=f"“{end.text}”就是{line.name}本身")
    other = others[0]
    spots = book.crossings(line, other)
    for another in others[1:]:
        if (there := book.crossings(line, another)) and (not spots or there[0].gap < spots[0].gap):
            spots, other = there, another
    if not spots:
        apart = min(book.apart(line, other) for other in others)
        return Reached(end.text, reason=f"{other.name}与{line.name}在图上不相交,最近处相距 {metres(apart)}")
    notes = (found.note,) if found.note else ()
    if len(others) > 1:
        kinds = "、".join(KIND_LABELS.get(feature.kind, feature.kind) for feature in others)
        notes += (f"“{end.text}”有{kinds}同名,取与{line.name}相交的{KIND_LABELS.get(other.kind, other.kind)}",)
    return Reached(end_at(line, other), spots, other.precision, notes, near=found.near)


def end_at(line: Known, other: Known) -> str:
    """An end as evidence names it: where a line is met by another, or the place that something is."""
    return f"端点:{line.name}与{other.words}交叉处" if other.linear else f"端点:{other.words}"


def _off(ground: Ground, line: Known, route: Route, end: Off) -> Reached:
    """So far to one side of where something meets the line; told as that, not as the meeting."""
    found = reach(ground, line, route, end.of)
    spots = [spot for near in found.spots if (spot := off(route, near, SIDES.get(end.side, (0.0, 0.0)), end.metres))]
    if found.spots and not spots:
        return Reached(end.of.text, reason=f"{line.name}在{end.of.text}以{end.side}没有 {metres(end.metres)}长的线位")
    return replace(found, words=f"{found.words}以{end.side} {metres(end.metres)}", spots=spots)


def _tip(line: Known, route: Route, end: Tip) -> Reached:
    if not end.side:
        return Reached(end.text, reason=f"不知{line.name}以哪一端为“{end.text}”")
    spot = tip(route, SIDES[end.side]) if end.side in SIDES else None
    if spot is None:
        return Reached(end.text, reason=f"{line.name}在图上分不出“{end.text}”")
    return Reached(f"端点:{line.name}{end.text}", [spot], line.precision)


def _border(line: Known, route: Route, edge: BaseGeometry, words: str, town: Town | None) -> Reached:
    """Where a line crosses a border; failing that, the ends of its drawn parts that lie near one."""
    spots = route.crossings(edge)
    precision = Precision.SCHEMATIC if town is None or town.approximate else line.precision
    if not spots:
        border = shapely.boundary(edge)
        apart = ((stop, shapely.distance(point, border)) for stop, point in route.stops())
        spots = [Spot(stop.measure, gap, stop.part) for stop, gap in apart if gap <= border_reach_m(line)]
    if not spots:
        return Reached(words, reason=f"{line.name}在图上不到{words}")
    return Reached(f"端点:{line.name}至{words}", spots, precision)


def _seat(book: Book, line: Known, route: Route, town: Town) -> Reached:
    """A town as an end: the place on the line, within the town, that is nearest to its seat."""
    within = shapely.intersection(route.metric, book.town(town))
    if shapely.length(within) == 0:
        return Reached(town.name, reason=f"{line.name}在图上不经过{town.name}")
    seat = Point(town.seat_lon, town.seat_lat) if town.seat_lon is not None else shapely.point_on_surface(town.geometry)
    near = shapely.get_point(shapely.shortest_line(within, to_metres(seat, book.region)), 0)
    return Reached(
        f"端点:{line.name}在{town.name}内离驻地最近处", [Spot(route.nearest(near).measure)], Precision.SCHEMATIC,
    )
