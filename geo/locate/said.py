"""Which towns a text says that a place lies in, whatever else it says of the place."""

from __future__ import annotations

from collections.abc import Iterator

from geo.expression import (
    Beside,
    Besides,
    Between,
    Border,
    Crossing,
    Cut,
    Either,
    Named,
    Node,
    Partly,
    Reach,
    Several,
    SideOf,
    Towns,
    Villages,
    named_in,
)
from geo.gazetteer import Gazetteer
from geo.locate.areas import home_of
from geo.named import Role

SAYING = (Either, Several, Besides, Partly, Towns, Villages, Cut, Reach)
"""The nodes that can say a town: of any other there is nothing to ask."""


def towns_said(node: Node, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Names of the towns that a tree names as where the place lies: A镇X, X途经A镇、B镇, A镇B村; the town of a village, too.

    A town that only says where a line ends, or beside what a site lies, is none of them.
    """
    nodes = tuple(_readings(node))
    ends = {name for one in nodes for name in _landmarks(one)}
    found: dict[str, None] = {}
    for one in nodes:
        for name in _areas(one):
            if name.text not in ends and (town := gazetteer.town(name.text)):
                found[town.name] = None
        if isinstance(one, Villages):
            homes = [home_of(gazetteer, name, said) for name, said in one.names if name.text not in ends]
            found |= {town.name: None for town in homes if town}
    return tuple(found)


def _readings(node: Node) -> Iterator[Node]:
    match node:
        case Either(options=parts) | Several(parts=parts):
            for part in parts:
                yield from _readings(part)
        case Besides() | Partly():
            yield from _readings(node.node)
        case _:
            yield node


def _areas(node: Node) -> tuple[Named, ...]:
    match node:
        case Towns():
            return node.names
        case Cut() if node.area.role is Role.TOWN:
            return (node.area,)
        case Reach(within=Named() as town):
            return (town,)
    return ()


def _landmarks(node: Node) -> Iterator[str]:
    """Names that say where something ends or beside what it lies."""
    match node:
        case Between():
            for end in (node.a, node.b, *node.via):
                yield from (name.text for name in named_in(end.of if isinstance(end, Border) else end))
        case SideOf() | Crossing() | Beside():
            yield from (name.text for name in named_in(node))
