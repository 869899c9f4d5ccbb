"""What answering a text will ask of the geometry, known from its tree before it is answered."""

from __future__ import annotations

from data.model import Feature
from geo.expression import Besides, Between, Crossing, Either, End, Named, Node, Partly, Several, SideOf
from geo.gazetteer import Gazetteer

Pair = tuple[Feature, Feature]


def meetings(node: Node, gazetteer: Gazetteer) -> list[Pair]:
    """The pairs of features whose crossings a tree will ask for: the line first, then what meets it.

    A later reading in an ``Either`` is rarely needed, and a name known only by likeness costs a search: neither is foreseen.
    """
    match node:
        case Between(line=Named() as line):
            return _pairs(line, (node.a, node.b), gazetteer)
        case Crossing() | SideOf():
            return _pairs(node.line, (node.other,), gazetteer)
        case Besides() | Partly():
            return meetings(node.node, gazetteer)
        case Either():
            return meetings(node.options[0], gazetteer)
        case Several():
            return [pair for part in node.parts for pair in meetings(part, gazetteer)]
    return []


def _pairs(line: Named, ends: tuple[End, ...], gazetteer: Gazetteer) -> list[Pair]:
    found = gazetteer.features(line.text)
    if found is None:
        return []
    met = [gazetteer.features(end.text) for end in ends if isinstance(end, Named)]
    return [(feature, other) for feature in found.features for one in met if one for other in one.features]
