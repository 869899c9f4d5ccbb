"""What answering many texts will ask of the geometry, known from their trees before any is answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from data.model import Feature
from geo.expression import Besides, Between, Crossing, Either, End, Named, Node, Several, SideOf
from geo.gazetteer import Gazetteer


def meetings(nodes: Iterable[Node], gazetteer: Gazetteer) -> Iterator[tuple[Feature, Feature]]:
    """The pairs of features whose crossings these trees will ask for: the line first, then what meets it.

    A later reading in an ``Either`` is rarely needed, and a name known only by likeness costs a search: neither is foreseen.
    """
    for node in nodes:
        match node:
            case Between(line=Named() as line):
                yield from _pairs(line, (node.a, node.b), gazetteer)
            case Crossing() | SideOf():
                yield from _pairs(node.line, (node.other,), gazetteer)
            case Several():
                yield from meetings(node.parts, gazetteer)
            case Besides():
                yield from meetings((node.node,), gazetteer)
            case Either():
                yield from meetings(node.options[:1], gazetteer)


def _pairs(line: Named, ends: tuple[End, ...], gazetteer: Gazetteer) -> Iterator[tuple[Feature, Feature]]:
    if found := gazetteer.features(line.text):
        others = [gazetteer.features(end.text) for end in ends if isinstance(end, Named)]
        yield from (
            (feature, other) for met in others if met for feature in found.features for other in met.features
        )
