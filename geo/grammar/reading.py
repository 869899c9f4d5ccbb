"""The readings of a coded text: its forms, tried in order, and what stands behind the first that fits."""

from __future__ import annotations

import re
from collections.abc import Callable

from geo.expression import Between, Bounded, Cut, Either, Node, Partly, Several, SideOf, Unknown, Whole, besides, joined
from geo.grammar.areas import city, every_town, groups, towns, unplaced, villages
from geo.grammar.coded import Coded
from geo.grammar.features import counted, cut, phase, reach, whole
from geo.grammar.signs import ANY, TO, F, R
from geo.grammar.sites import around, crossing, crossings, side
from geo.grammar.stretches import bracketed, ends_only, from_to, inline
from geo.named import Role
from geo.vocabulary import PARTS, SOME_OF

_SOME = re.compile("|".join(SOME_OF))
# A lot of the contract, a distance by kilometre posts: which part of the line that is stands in papers that are not here.
_LOT = re.compile(
    "\\(?第?[A-Z]{0,6}-?(?<![共分划两])(?:[一二三四五六七八九十]{1,2}|\\d{1,2}#?)(?:合同)?标(?![准志杆题价牌高的])段?\\)?"
)
_POST = "[A-Z]{0,2}K?\\d{1,4}\\+\\d{1,4}(?:\\.\\d{1,3})?"
# 甲路—K8+500: one end is a place.
_TO_A_POST = re.compile(f"{ANY}.{{0,4}}?{TO}{_POST}|{_POST}{TO}.{{0,4}}?{ANY}")
_POSTS = re.compile(f"\\(?(?:桩号)?:?{_POST}(?:{TO}{_POST})?(?:段|处)?\\)?")
# Only behind a name, and not behind works that have begun: 某路改造部分完工 is not a part of a road.
_PARTLY = re.compile(f"(?<=[{F}-{R})镇乡村市道])的?(?:{_SOME.pattern})(?:{'|'.join(PARTS)})(?:\\((?:街道|镇|乡)\\))?")
# What stands between the 、 of a text, brackets kept whole.
_ITEM = re.compile("((?:[^、()]|\\([^()]*\\)){1,400})(?:、|$)")


def tree(text: Coded) -> Node:
    """The readings of the text, the most telling first, as one node."""
    if match := _part(text.coded):
        return Partly(tree(text.without(*match.span())), match[0])
    options: list[Node] = []
    for form in FORMS:
        if node := form(text):
            options.append(_with_rest(text, node))
            break
    if not text.roles <= _DRAWN:
        options += [node for form in AREAS if (node := form(text)) and node not in options]
    if not options and (node := every_town(text)):
        options.append(node)
    if node := city(text):
        options.append(node)
    if not options:
        return unplaced(text) or Unknown(text.form)
    return options[0] if len(options) == 1 else Either(tuple(options))


def _part(coded: str) -> re.Match[str] | None:
    """The words by which only some of a place is meant, and it is not told which."""
    if _SOME.search(coded) and (match := _PARTLY.search(coded)):
        return match
    if "标" in coded and (match := _LOT.search(coded)):
        return match
    return _POSTS.search(coded) if "+" in coded and not _TO_A_POST.search(coded) else None


def _with_rest(text: Coded, node: Node) -> Node:
    """The reading, and the features that the text names besides and that the reading says nothing of.

    A line as a whole and a block between four tell of all the names themselves.
    """
    if len(text.names) < 2 or isinstance(node, Bounded) or (isinstance(node, Whole) and not node.along):
        return node
    return besides(node, text.all(Role.FEATURE))


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
FORMS: tuple[Form, ...] = (around, from_to, crossings, listed, *SINGLE)
# What stands in when no line can be drawn.
AREAS: tuple[Form, ...] = (villages, towns, groups)
_DRAWN = {Role.FEATURE}
# Readings that may stand in a list of expressions.
_LISTED = (Whole, Between, Cut, SideOf, Several)
_MOST_LISTED = 40
