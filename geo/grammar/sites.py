"""Where lines cross, what lies on one side of that, beside a line, or between four: X与Y交叉口以东, 甲以北、乙以东, 东至甲、南至乙…"""

from __future__ import annotations

import re

from geo.expression import Beside, Between, Bounded, Crossing, Cut, Named, Node, SideOf, Whole, joined
from geo.grammar.coded import Coded
from geo.grammar.signs import DISTANCE, SIDE, TOWARDS, TOWN_LINE, WORD, F, metres
from geo.named import Role
from geo.vocabulary import OPPOSITE

_AND = "(?:与|和|跟|及|同|、|/|×|-)"
_MEET = (
    "(?:交叉口|交叉处|交叉点|交叉|相交处|相交|交汇处|交汇口|交会处|交会口|交界口|平交口|路口|丁字口|互通立交|立体交叉|立交|枢纽互通|互通枢纽|互通|枢纽|节点)"
)
_CORNER = "(?P<corner>[东西南北]{1,2})(?:角|侧)"
_CROSSING = re.compile(
    f"({F}|{WORD}{{2,8}}){_AND}({F}|{WORD}{{2,8}}?)的?"
    f"(?:{_MEET}(?:{TOWARDS}{SIDE}|(?P<beside>[东西南北]{{1,2}})侧?(?={DISTANCE.pattern})|的?{_CORNER})?|(?P<at>[东西南北]{{2}})角)"
)
_CROSSINGS = re.compile(f"({F})(?:与|和|跟|同)({F}(?:[、和及]{F}){{1,6}})的?{_MEET}")
# X Y路口, X×Y, X跨Y: nothing between the two but their standing together.
_CROSSING_BARE = re.compile(
    f"({F})({F})(?:(?:{_MEET}|口(?!岸))(?:{_CORNER}|(?!以|往|向|[东西南北]))|(?P<at>[东西南北]{{2}})角)|({F})×({F})"
)
_OVER = re.compile(f"({F})(?:上|下)?(?:跨越|穿越|跨|穿)({F}|{WORD}{{2,8}}?(?=(?:特大|大)?桥|隧道|立交|段|工程|$))")
_LINE_SIDE = re.compile(f"({F})(?:上的|上|的|在)?({F}|(?!路口|交叉口){WORD}{{2,8}}?)(?:路口|交叉口|口)?{TOWARDS}{SIDE}")
_TWO_SIDES = re.compile(
    f"({F})(?:上的|上|的|在)?({F})(?:路口|交叉口|口)?以([东西南北])[、,]?(?:至|到)?({F})(?:路口|交叉口|口)?以([东西南北])"
)
# The line to the south of which a block lies is its northern side.
_FACING = {"东": "西", "西": "东", "南": "北", "北": "南"}
_SIDE_LINE = re.compile(f"({F})(?:路口|交叉口|口)?{TOWARDS}{SIDE}的?({F})(?!{TOWARDS}|[东西南北]?[侧岸面])")
_BESIDE = re.compile(f"({F})(?:(?:以|之|往|向)([东西南北]{{1,2}})|([东西南北]{{1,2}})(?:侧|面|岸))")
_ALONG_SIDE = re.compile(f"({F})[东西南北]{{1,2}}[侧岸](?!地块|区块|用地|区域|{WORD}{{0,4}}(?:地块|区块|用地))")
_AROUND = re.compile(f"([东西南北])(?:至|临|起|到){WORD}{{0,4}}?({F})")


def around(text: Coded) -> Node | None:
    """东至甲、南至乙、西至丙、北至丁: the block that four lines enclose (四至)."""
    if "东" not in text.coded or "西" not in text.coded:
        return None
    sides = {match[1]: text.names[match.start(2)] for match in _AROUND.finditer(text.coded)}
    return Bounded(tuple(sides[side] for side in "东南西北")) if len(sides) == 4 else None


def crossings(text: Coded) -> Node | None:
    """X与Y、Z交叉口."""
    if match := _CROSSINGS.search(text.coded):
        line = text.names[match.start(1)]
        return joined([Crossing(line, text.names[i]) for i in range(*match.span(2)) if i in text.names])
    return None


def crossing(text: Coded) -> Node | None:
    """X与Y交叉口, X跨Y, and what lies on one side of it."""
    if match := _CROSSING.search(text.coded):
        line, other = text.named(match, 1), text.named(match, 2)
        if Role.FEATURE in (line.role, other.role):
            if side := match["side"] or match["beside"]:
                return aside(line, other, side, _distance(text, match.end()))
            return Crossing(line, other, match["corner"] or match["at"] or "")
    if match := _CROSSING_BARE.search(text.coded):
        first, second = (1, 2) if match[1] else (5, 6)
        corner = match["corner"] or match["at"] or ""
        return Crossing(text.names[match.start(first)], text.names[match.start(second)], corner)
    if match := _OVER.search(text.coded):
        return Crossing(text.names[match.start(1)], text.named(match, 2))
    return None


def side(text: Coded) -> Node | None:
    """X Y以北, Y以北X; without X, a site beside Y."""
    if (match := _TWO_SIDES.search(text.coded)) and match[3] + match[5] in OPPOSITE:
        return Between(*(text.names[match.start(group)] for group in (1, 2, 4)))
    if match := _LINE_SIDE.search(text.coded):
        return aside(text.names[match.start(1)], text.named(match, 2), match["side"], _distance(text, match.end()))
    if match := _SIDE_LINE.search(text.coded):
        return SideOf(text.names[match.start(3)], text.names[match.start(1)], match["side"])
    matches = list(_BESIDE.finditer(text.coded))
    if len(matches) == 1 and (match := _ALONG_SIDE.search(text.coded)):
        line, town = text.names[match.start(1)], TOWN_LINE.search(text.coded)
        if town and town.start(2) == match.start(1):
            return Cut(line, text.names[town.start(1)], implied=True)
        return Whole(line, along=True)
    sides = tuple((text.names[match.start(1)], match[2] or match[3]) for match in matches)
    facing = {_FACING.get(side): name for name, side in sides}
    if len(sides) == 4 and facing.keys() == _FACING.keys():
        return Bounded(tuple(facing[side] for side in "东南西北"))
    return Beside(sides) if sides else None


def aside(line: Named, other: Named, side: str, far: re.Match[str] | None) -> SideOf:
    """A side of a crossing, and how far from it where that is said: a match of ``DISTANCE`` or of what it is a part of."""
    if far is None:
        return SideOf(line, other, side)
    return SideOf(line, other, side, metres(far), spot=far["spot"] is not None)


def _distance(text: Coded, end: int) -> re.Match[str] | None:
    return DISTANCE.match(text.coded, end + (text.coded[end:end + 1] == "侧"))
