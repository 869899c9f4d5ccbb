"""What answering a text will ask of the geometry, known from its tree before it is answered."""

from __future__ import annotations

from itertools import product

from geo.expression import Besides, Between, Crossing, Either, End, Named, Node, Partly, Several, SideOf
from geo.locate.book import Known
from geo.locate.ground import Ground

Pair = tuple[Known, Known]


def meetings(node: Node, ground: Ground) -> list[Pair]:
    """The pairs of features whose crossings a tree will ask for: the line first, then what meets it.

    A later reading in an ``Either`` is rarely needed, and a name known only by likeness costs a search: neither is foreseen.
    """
    match node:
        case Between(line=Named() as line):
            return _pairs(line, (node.a, node.b), ground)
        case Crossing() | SideOf():
            return _pairs(node.line, (node.other,), ground)
        case Besides() | Partly():
            return meetings(node.node, ground)
        case Either():
            return meetings(node.options[0], ground)
        case Several():
            return [pair for part in node.parts for pair in meetings(part, ground)]
    return []


def _pairs(line: Named, ends: tuple[End, ...], ground: Ground) -> list[Pair]:
    pairs: list[Pair] = []
    if meant := ground.features(line.text):
        for end in ends:
            if isinstance(end, Named) and (met := ground.features(end.text)):
                pairs += product(meant.features, met.features)
    return pairs
