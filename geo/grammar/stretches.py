"""Stretches of lines: X(A—B段), X A至B段, A至B段X."""

from __future__ import annotations

import re
from itertools import pairwise

from geo.expression import Between, Crossing, Cut, Named, Node, Phase, Reach, Several, SideOf, joined
from geo.grammar.coded import Coded
from geo.grammar.signs import ANY, DISTANCE, SEPARATOR, SIDE, TO, TOWARDS, WORD, F, G, R, T
from geo.grammar.sites import aside
from geo.vocabulary import LINE_TAILS, OPPOSITE

# A—B、C—D: between two stretches.
_APART = re.compile("[;、,]")
_BRACKET = re.compile(f"({F})([^{F}()\\-]{{0,12}})\\(([^()]{{1,80}})\\)")
_UNKNOWN_BRACKET = re.compile(f"({WORD}{{2,12}})\\(([^()]{{1,80}})\\)")
_INLINE = re.compile(
    f"({F}){WORD}{{0,6}}?[:,]?(?:自|从|由)?((?:{ANY}{{1,2}}|{WORD}{{2,10}}?){WORD}{{0,8}}?){TO}"
    f"((?:{ANY}{{1,2}}{WORD}{{0,12}}?|{WORD}{{2,10}}?))(?:段|之间|区间|为止|止|(?=[)、,;。])|$)"
)
# A至B段X: the line stands behind its ends.
_ENDS_LINE = re.compile(f"((?:{ANY}|(?<![^,;。])){WORD}{{0,6}}?){TO}({ANY}{WORD}{{0,4}}?)(?:段|之间|区间)的?({F})")
# 西起A、东至B; 起点A,终点B; 起于A,止于B.
_FROM = "(?:[东西南北]{0,2}起(?:于|自|点)?|始于)(?:位于|为|是|在|:)?"
_TILL = "(?:[东西南北]{0,2}(?:至|到|止|讫|迄)(?:于|点)?|终点|终于)(?:位于|为|是|在|:)?"
_FAR = "(?:以|往|向)[东西南北]{1,2}(?:侧|面)?约?[\\d.]{1,8}(?:公里|千米|米|km|m)"
_FROM_TO = re.compile(
    f"(?:({F})[^{F}]{{0,20}}?|({WORD}{{2,12}}?)[,、(:]?){_FROM}({WORD}{{0,4}}?{ANY}{{1,2}}{WORD}{{0,6}}?|{WORD}{{2,12}}?)"
    f"(?:,|、|;|(?=[东西南北至到止终])){_TILL}({WORD}{{0,4}}?{ANY}{{1,2}}(?:{WORD}{{0,4}}?界|{_FAR})?|{WORD}{{2,10}}?(?=[段)、,;。]|$))"
)
# Water, power and roads led from a known place to another, along no line that is named.
_CONVEYED = re.compile(
    f"({F})(?:至|到|-)({ANY}|{WORD}{{2,8}}?)(?:输水|引水|供水|原水|输电|连接|联络)?(?:管道|管线|管网|干管|隧洞|道路|公路|通道|线路|线|"
    "(?<=[输引供]水)工程|(?<=输电)工程)"
)
_ENDS_ONLY = re.compile(f"({F}{WORD}{{0,3}}?){TO}({F}{WORD}{{0,3}}?)(?:段|之间|区间|(?=\\))|$)")

_INNER_SIDE = re.compile(
    f"(?:与)?({F}|{WORD}{{2,8}}?)(?:路口|交叉口)?(?:{TOWARDS}|(?=[东西南北]{{1,2}}[侧段])){SIDE}(?:侧|段|{DISTANCE.pattern})?$"
)
_INNER_SIDES = re.compile(f"({F})以([东西南北])[、,]?({F})以([东西南北])(?:段)?$")
_INNER_CROSSING = re.compile(f"(?:与)?{F}(?:互通|立交|枢纽|节点|交叉口|路口|交汇处|处|口)$")
_INNER_CUT = re.compile(f"(?:[{T}{G}{R}](?:境内)?段?[、和与及]?){{1,8}}$")
_INNER_PHASE = re.compile("[一二三四五六七八九\\d]{1,2}期$")
_INNER_REACH = re.compile(f"(?:{WORD}{{1,8}}段|[东西南北中]部|[上中下]游)$")
NOT_A_REACH = re.compile("(?:阶|时|手|标|工|地|路|河|区|片|全)段$|[施建完进推开拆征]")


def bracketed(text: Coded) -> Node | None:
    """X(…): what the brackets say of X; of several stretches, all."""
    if "(" not in text.coded:
        return None
    found = [
        node for match in _BRACKET.finditer(text.coded)
        if (node := _inside(text, text.names[match.start(1)], *match.span(3)))
    ]
    if stretches := [node for node in found if isinstance(node, (Between, Several))]:
        return joined(stretches)
    if found:
        return found[0]
    for match in _UNKNOWN_BRACKET.finditer(text.coded):
        node = _inside(text, Named(match[1]), *match.span(2))
        known = any(i in text.names for i in range(*match.span(2)))
        if isinstance(node, (Between, Several)) and (known or match[2].endswith("段")):
            return node
        if (isinstance(node, SideOf) or (isinstance(node, Cut) and not node.implied)) and match[1][-1] in LINE_TAILS:
            return node
    return None


def _inside(text: Coded, line: Named, start: int, end: int) -> Node | None:
    """What a pair of brackets says of the line before it."""
    inner = text.coded[start:end]
    if node := _between(text, line, start, end):
        return node
    if match := _INNER_SIDE.match(inner):
        return aside(line, text.named(match, 1, offset=start), match["side"], match if match["far"] else None)
    if (match := _INNER_SIDES.match(inner)) and match[2] + match[4] in OPPOSITE:
        return Between(line, text.names[start + match.start(1)], text.names[start + match.start(3)])
    if _INNER_CROSSING.match(inner) and text.names[start] != line:
        return Crossing(line, text.names[start])
    if _INNER_CUT.match(inner):
        implied = not inner.endswith(("段", "境内"))
        return joined([Cut(line, text.names[i], implied=implied) for i in range(start, end) if i in text.names])
    if _INNER_PHASE.match(inner):
        return Phase(line, inner)
    if _INNER_REACH.match(inner) and not NOT_A_REACH.search(inner):
        return Reach(line, inner)
    return None


def _between(text: Coded, line: Named | None, start: int, end: int) -> Node | None:
    """A—B in a span of the coded text, or A—B、C—D."""
    parts: list[Node] = []
    at = start
    for piece in _APART.split(text.coded[start:end]):
        if separators := [found.span() for found in SEPARATOR.finditer(piece)]:
            opened = at + piece.find(":", 0, separators[0][0]) + 1
            a = text.end(_skip(text.coded, opened, at + separators[0][0]), at + separators[0][0], besides=line)
            b = text.end(at + separators[-1][1], at + len(piece), besides=line)
            via = [text.end(at + one[1], at + other[0], besides=line) for one, other in pairwise(separators)]
            if a and b:
                parts.append(Between(line, a, b, via=tuple([end for end in via if end])))
        at += len(piece) + 1
    return joined(parts) if parts else None


def _skip(coded: str, start: int, end: int) -> int:
    """Past a 自, 从, 由 that opens a stretch."""
    return start + 1 if start < end and coded[start] in "自从由" else start


def inline(text: Coded) -> Node | None:
    """X A至B段."""
    if SEPARATOR.search(text.coded) and (match := _INLINE.search(text.coded)):
        line = text.names[match.start(1)]
        return _stretch(text, line, match.span(2), match.span(3))
    return None


def from_to(text: Coded) -> Node | None:
    """X西起A、东至B; X起于A,止于B; of an unknown X, too, so that A and B are not drawn in its place."""
    if ("起" not in text.coded and "始于" not in text.coded) or (match := _FROM_TO.search(text.coded)) is None:
        return None
    line = text.names[match.start(1)] if match[1] else Named(match[2]) if match[2][-1] in LINE_TAILS else None
    return _stretch(text, line, match.span(3), match.span(4))


def ends_only(text: Coded) -> Node | None:
    """A至B段X; A至B段, of what we are not told."""
    if not SEPARATOR.search(text.coded):
        return None
    if (match := _ENDS_LINE.search(text.coded)) and (
        node := _stretch(text, text.names[match.start(3)], match.span(1), match.span(2))
    ):
        return node
    if (match := _ENDS_ONLY.search(text.coded)) and (node := _stretch(text, None, match.span(1), match.span(2))):
        return node
    if match := _CONVEYED.search(text.coded):
        return Between(None, text.named(match, 1), Named(text.said(*match.span(2))))
    return None


def _stretch(text: Coded, line: Named | None, a: tuple[int, int], b: tuple[int, int]) -> Between | None:
    """From one span of the coded text to another; None where one of them is no place."""
    one, other = text.end(*a, besides=line), text.end(*b, besides=line)
    return Between(line, one, other) if one and other else None
