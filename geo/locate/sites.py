"""Sites that are known by what lies around them."""

from __future__ import annotations

import numpy as np
import shapely

from geo.expression import Beside, Bounded
from geo.locate.answer import Answer, lowered, miss, worst
from geo.locate.crossings import at_crossing
from geo.locate.ground import Ground
from geo.locate.names import Asked
from geo.locate.wholes import entire
from geo.stretches import nearest_pair
from geo.vocabulary import OPPOSITE


def beside(ground: Ground, node: Beside, asked: Asked) -> Answer:
    """甲以北、乙以东: the corner at the crossing of the two. Beside one point or area: that. Beside one line: no place.

    Between two lines (甲以北、乙以南) is no corner, and how far along them is not said: no place either.
    """
    said = "、".join(f"{name.text}以{side}" for name, side in node.sides)
    if len(node.sides) == 1 and (candidates := ground.candidates(node.sides[0][0], asked)):
        answer = entire(ground, candidates[0], "beside")
        if answer.length_m is None:
            answer.precision, answer.reason = lowered(answer.precision), f"只知在{said},没有具体位置"
            answer.evidence.append(f"以{candidates[0].feature.name}的位置示意")
            return answer
    if len(node.sides) == 2 and "".join(side for _, side in node.sides) not in OPPOSITE:
        (first, _), (second, _) = node.sides
        answer = at_crossing(ground, first, second, asked)
        if answer.geometry is not None:
            answer.method, answer.precision = "beside", lowered(answer.precision)
            answer.reason = "只知所在的一角,没有具体位置"
            answer.evidence.append(f"文中为{said},以两者交叉处示意")
            return answer
    return miss(f"只知在{said},没有具体位置")


def bounded(ground: Ground, node: Bounded, asked: Asked) -> Answer:
    """东至甲、南至乙、西至丙、北至丁: what the four lines enclose, each taken from one neighbour to the other."""
    found = [ground.candidates(name, asked) for name in node.sides]
    if unknown := [name.text for name, candidates in zip(node.sides, found, strict=True) if not candidates]:
        return miss(f"四至中未收录“{'、'.join(unknown)}”")
    lines = [candidates[0].feature for candidates in found]
    edges: list[np.ndarray] = []
    for i, line in enumerate(lines):
        before, after = lines[i - 1], lines[(i + 1) % len(lines)]
        route = ground.book.route(line)
        pair = nearest_pair(route, ground.book.crossings(line, before), ground.book.crossings(line, after)) if route else None
        if route is None or pair is None:
            return miss(f"四至不闭合:{line.name}与{before.name}、{after.name}没有两处交叉")
        start, _, span = pair
        edge = shapely.get_coordinates(route.cut([span]))
        edges.append(edge if start.measure == span.start else edge[::-1])
    block = shapely.make_valid(shapely.polygons(np.concatenate(edges)))
    if shapely.area(block) == 0:
        return miss("四至围不成地块")
    sides = ",".join(f"{side}至{line.name}" for side, line in zip("东南西北", lines, strict=True))
    return Answer(
        geometry=block, method="bounded", precision=worst(*(line.precision for line in lines)),
        evidence=[f"四至:{sides}", *(f"所据要素:{line.words}" for line in lines)],
    )
