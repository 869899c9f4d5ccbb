"""Where lines cross, what lies on one side of that, beside a line, or between four: X与Y交叉口以东, 甲以北、乙以东, 东至甲、南至乙…"""

from __future__ import annotations

import re

from geo.expression import Beside, Between, Bounded, Crossing, Named, Node, SideOf, Whole
from geo.grammar.coded import Coded
from geo.grammar.signs import DISTANCE, SIDE, TOWARDS, WORD, F
from geo.named import Role

_AND = "(?:与|和|跟|及|同|、|/|×|-)"
_CROSSING = re.compile(
    f"({F}|{WORD}{{2,8}}){_AND}({F}|{WORD}{{2,8}}?)的?"
    "(?:交叉口|交叉处|交叉点|交叉|相交处|相交|交汇处|交汇口|交会处|交会口|路口|丁字口|互通|枢纽)"
    f"(?:{TOWARDS}{SIDE}|(?P<beside>[东西南北]{{1,2}})侧?(?={DISTANCE.pattern}))?"
)
# X Y路口, X×Y: nothing between the two but their standing together.
_CROSSING_BARE = re.compile(f"({F})({F})(?:交叉口|交叉处|路口|丁字口|交汇处|交汇口)(?!以|往|向|[东西南北])|({F})×({F})")
_LINE_SIDE = re.compile(f"({F})(?:上|的|在)?({F}|(?!路口|交叉口){WORD}{{2,8}}?)(?:路口|交叉口|口)?{TOWARDS}{SIDE}")
_TWO_SIDES = re.compile(
    f"({F})(?:上|的|在)?({F})(?:路口|交叉口|口)?以([东西南北])[、,]?(?:至|到)?({F})(?:路口|交叉口|口)?以([东西南北])"
)
_OPPOSITE = ("东西", "西东", "南北", "北南")
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


def crossing(text: Coded) -> Node | None:
    """X与Y交叉口, and what lies on one side of it."""
    if match := _CROSSING.search(text.coded):
        line, other = text.named(match, 1), text.named(match, 2)
        if Role.FEATURE in (line.role, other.role):
            side = match["side"] or match["beside"]
            return _aside(text, line, other, side, match.end()) if side else Crossing(line, other)
    if match := _CROSSING_BARE.search(text.coded):
        return Crossing(*(text.names[match.start(group)] for group in ((1, 2) if match[1] else (3, 4))))
    return None


def side(text: Coded) -> Node | None:
    """X Y以北, Y以北X; without X, a site beside Y."""
    if (match := _TWO_SIDES.search(text.coded)) and match[3] + match[5] in _OPPOSITE:
        return Between(*(text.names[match.start(group)] for group in (1, 2, 4)))
    if match := _LINE_SIDE.search(text.coded):
        return _aside(text, text.names[match.start(1)], text.named(match, 2), match["side"], match.end())
    if match := _SIDE_LINE.search(text.coded):
        return SideOf(text.names[match.start(3)], text.names[match.start(1)], match["side"])
    matches = list(_BESIDE.finditer(text.coded))
    if len(matches) == 1 and (match := _ALONG_SIDE.search(text.coded)) and Role.TOWN not in text.roles:
        return Whole(text.names[match.start(1)], along=True)
    return Beside(tuple((text.names[match.start(1)], match[2] or match[3]) for match in matches)) if matches else None


def _aside(text: Coded, line: Named, other: Named, side: str, end: int) -> SideOf:
    """A side of a crossing, and how far from it where that stands behind."""
    far = DISTANCE.match(text.coded, end + (text.coded[end:end + 1] == "侧"))
    if far is None:
        return SideOf(line, other, side)
    metres = float(far["far"]) * (1.0 if far["unit"] in ("米", "m") else 1000.0)
    return SideOf(line, other, side, metres, spot=far["spot"] is not None)
