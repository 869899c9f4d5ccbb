"""What answering many texts will ask of the geometry, known from their trees before any is answered."""

from __future__ import annotations

from collections.abc import Iterable

from data.model import Feature
from geo.expression import Besides, Between, Crossing, Either, End, Named, Node, Partly, Several, SideOf
from geo.gazetteer import Gazetteer

Pair = tuple[Feature, Feature]


def meetings(nodes: Iterable[Node], gazetteer: Gazetteer) -> list[Pair]:
    """The pairs of features whose crossings these trees will ask for: the line first, then what meets it.

    A later reading in an ``Either`` is rarely needed, and a name known only by likeness costs a search: neither is foreseen.
    """
    pairs: list[Pair] = []
    for node in nodes:
        _ask(node, gazetteer, pairs)
    return pairs


def _ask(node: Node, gazetteer: Gazetteer, pairs: list[Pair]) -> None:
    match node:
        case Between(line=Named() as line):
            _pair(line, (node.a, node.b), gazetteer, pairs)
        case Crossing() | SideOf():
            _pair(node.line, (node.other,), gazetteer, pairs)
        case Besides() | Partly():
            _ask(node.node, gazetteer, pairs)
        case Either():
            _ask(node.options[0], gazetteer, pairs)
        case Several():
            for part in node.parts:
                _ask(part, gazetteer, pairs)


def _pair(line: Named, ends: tuple[End, ...], gazetteer: Gazetteer, pairs: list[Pair]) -> None:
    if found := gazetteer.features(line.text):
        for end in ends:
            if isinstance(end, Named) and (met := gazetteer.features(end.text)):
                pairs += [(feature, other) for feature in found.features for other in met.features]
