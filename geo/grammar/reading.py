"""The readings of a coded text: its forms, tried in order, and what stands behind the first that fits."""

from __future__ import annotations

import re
from collections.abc import Callable

from geo.expression import Besides, Between, Bounded, Cut, Either, Node, Partly, Several, SideOf, Unknown, Whole, joined, named_in
from geo.grammar.areas import city, groups, towns, unplaced, villages
from geo.grammar.coded import Coded
from geo.grammar.features import counted, cut, phase, reach, whole
from geo.grammar.signs import F, R
from geo.grammar.sites import around, crossing, side
from geo.grammar.stretches import bracketed, ends_only, inline
from geo.named import Role
from geo.vocabulary import PARTS, SOME_OF

_SOME = re.compile("|".join(SOME_OF))
# Only behind a name, and not behind works that have begun: 某路改造部分完工 is not a part of a road.
_PARTLY = re.compile(f"(?<=[{F}-{R})镇乡村市道])的?(?:{_SOME.pattern})(?:{'|'.join(PARTS)})(?:\\((?:街道|镇|乡)\\))?")
# What stands between the 、 of a text, brackets kept whole.
_ITEM = re.compile("((?:[^、()]|\\([^()]*\\)){1,400})(?:、|$)")


def tree(text: Coded) -> Node:
    """The readings of the text, the most telling first, as one node."""
    if _SOME.search(text.coded) and (match := _PARTLY.search(text.coded)):
        return Partly(tree(text.without(*match.span())), match[0])
    options: list[Node] = []
    for form in FORMS:
        if node := form(text):
            options.append(_with_rest(text, node))
            break
    if not text.roles <= _DRAWN:
        options += [node for form in AREAS if (node := form(text)) and node not in options]
    if node := city(text):
        options.append(node)
    if not options:
        return unplaced(text) or Unknown(text.text)
    return options[0] if len(options) == 1 else Either(tuple(options))


def _with_rest(text: Coded, node: Node) -> Node:
    """The reading, and the features that the text names besides and that the reading says nothing of."""
    if len(text.names) < 2 or isinstance(node, _ALL_TOLD):
        return node
    told = "\n".join([name.text for name in named_in(node)])
    rest = [name for name in text.names.values() if name.role is Role.FEATURE and name.text not in told]
    return Besides(node, tuple(dict.fromkeys(rest))) if rest else node


def listed(text: Coded) -> Node | None:
    """X(A—B段)、Y某镇段、Z: several expressions, each complete in itself."""
    if "、" not in text.coded or text.coded.count(F) < 2:
        return None
    nodes: list[Node] = []
    at = 0
    for item in _ITEM.findall(text.coded):
        part = text.part(at, at + len(item))
        node = next((node for form in SINGLE if (node := form(part))), None) if F in item else None
        if not isinstance(node, _LISTED) or len(nodes) > _MOST_LISTED:
            return None
        nodes.append(node)
        at += len(item) + 1
    if all(isinstance(node, Whole) for node in nodes) or any(isinstance(node, Cut) and node.implied for node in nodes):
        return None
    return joined(nodes)


Form = Callable[[Coded], Node | None]

# The most telling first.
SINGLE: tuple[Form, ...] = (bracketed, inline, crossing, ends_only, side, cut, counted, phase, reach, whole)
FORMS: tuple[Form, ...] = (around, listed, *SINGLE)
# What stands in when no line can be drawn.
AREAS: tuple[Form, ...] = (villages, towns, groups)
_DRAWN = {Role.FEATURE}
# Readings that speak of all the names there are, and that may stand in a list of expressions.
_ALL_TOLD, _LISTED = (Whole, Bounded), (Whole, Between, Cut, SideOf, Several)
_MOST_LISTED = 40
