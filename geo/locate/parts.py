"""Parts of a line: what of it lies in an area, and parts that are known by their own name only."""

from __future__ import annotations

import shapely
from shapely.geometry import Point

from geo.crs import to_metres
from geo.expression import Crossing, Cut, Named, Reach
from geo.lines import SAME_POINT_M
from geo.locate.answer import Answer, lowered, metres, miss, worst
from geo.locate.areas import Area
from geo.locate.crossings import crossing
from geo.locate.ground import Ground
from geo.locate.names import Asked, Candidate
from geo.locate.wholes import entire
from geo.named import Role
from geo.stretches import tip
from geo.variants import without_ending
from geo.vocabulary import SIDES, SITE_ENDINGS

# Drawn so far within a town that is only said to hold it, a line is taken for all in it: both are drawn roughly.
_ALL_BUT = 0.8


def cut(ground: Ground, node: Cut, asked: Asked) -> Answer:
    """X慈溪段, X横河段."""
    candidates = ground.candidates(node.line, asked)
    area = ground.areas.of(node.area)
    if not candidates:
        return miss(f"未收录“{node.line.text}”")
    candidate, line = candidates[0], candidates[0].feature
    if area is None:
        return entire(ground, candidate, "whole", why=f"没有“{node.area.text}”的范围")
    route = ground.book.route(line)
    if route is None:
        return _said_to_lie_in(ground, candidate, area)
    inside = _lines_of(shapely.intersection(ground.book.shape(line), area.geometry))
    length = to_metres(inside, ground.book.region).length if inside is not None else 0.0
    if node.implied and line.feature.stated_towns == area.towns and (inside is None or length >= _ALL_BUT * route.length):
        return _said_to_lie_in(ground, candidate, area)
    if inside is None or length <= SAME_POINT_M:
        return _not_there(ground, candidate, area, implied=node.implied)
    answer = Answer(
        geometry=inside, method="cut", precision=worst(line.precision, area.precision), reason=candidate.doubt,
        evidence=[*candidate.notes, *ground.book.told(line), f"截取{area.name}{area.mark}范围内 {metres(length)}"],
        length_m=length,
    )
    if line.feature.stated_length_m and length > 0.99 * route.length:
        answer.evidence.append(f"公布长度 {metres(line.feature.stated_length_m)}")
    if node.area.role is Role.REGION and line.feature.stated_towns:
        answer.stated = line.feature.stated_towns
        answer.evidence.append(f"公布途经:{'、'.join(line.feature.stated_towns)}")
    if candidate.doubt:
        answer.precision = lowered(answer.precision)
    return answer


def _said_to_lie_in(ground: Ground, candidate: Candidate, area: Area) -> Answer:
    answer = entire(ground, candidate, "whole")
    answer.evidence.append(f"文中写明在{area.name}")
    return answer


def _not_there(ground: Ground, candidate: Candidate, area: Area, *, implied: bool) -> Answer:
    """A line that is not drawn where the text has it: the whole line where the text only places it there."""
    line = candidate.feature
    if not implied:
        return miss(f"{line.name}在图上不经过{area.name}的{area.mark}范围", f"所据要素:{line.words}")
    answer = entire(ground, candidate, "whole")
    drawn = f"{line.name}在图上({line.precision.label})不经过其{area.mark}范围"
    answer.reason = f"文中写明在{area.name},归属以文中为准;{drawn},待核"
    return answer


def reach(ground: Ground, node: Reach, asked: Asked) -> Answer:
    """大塘河人民公园段: part of a line, we know not which. A bridge called after what crosses the line is at that crossing."""
    candidates = ground.candidates(node.line, asked)
    if not candidates:
        return miss(f"未收录“{node.line.text}”")
    candidate, line = candidates[0], candidates[0].feature
    if not node.beyond and (named := ground.features(node.part + node.line.text)):
        said = f"“{node.line.text}”“{node.part}”即{named.features[0].name}"
        return entire(ground, Candidate(named.features[0], [said]), "whole")
    if node.beyond and (answer := _beyond(ground, candidate, node.part)):
        return answer
    if (answer := _site(ground, node, asked)) is not None:
        return answer
    why = f"“{node.part}”的具体位置未知"
    if node.within is None:
        return entire(ground, candidate, "reach", why=why)
    answer = cut(ground, Cut(node.line, node.within, implied=True), asked)
    there = answer.method == "cut"
    answer.method, answer.precision, answer.partial = "reach", lowered(answer.precision), True
    drawn = f"图上为{line.name}" + (f"在{node.within.text}的部分" if there else "全部")
    answer.reason = ";".join(said for said in (why, drawn, answer.reason) if said)
    return answer


def _beyond(ground: Ground, candidate: Candidate, part: str) -> Answer | None:
    """某路北延: from the tip of the line on that side."""
    line = candidate.feature
    route = ground.book.route(line)
    side = part[: 2 if part[:2] in SIDES else 1]
    if route is None or side not in SIDES or (spot := tip(route, SIDES[side])) is None:
        return None
    return Answer(
        geometry=Point(route.at(spot.measure)), method="tip", precision=lowered(line.precision),
        evidence=[*candidate.notes, f"所据要素:{line.words}", f"以{line.name}{side}端示意"],
        reason=f"“{part}”在已知线位以外,只知从{side}端接出", partial=True,
    )


def _site(ground: Ground, node: Reach, asked: Asked) -> Answer | None:
    """某路某河桥: where the two cross, when they do."""
    other = without_ending(node.part, SITE_ENDINGS)
    if other == node.part or ground.features(other) is None:
        return None
    answer = crossing(ground, Crossing(node.line, Named(other)), asked)
    return answer if answer.geometry is not None else None


def _lines_of(geometry: shapely.Geometry) -> shapely.Geometry | None:
    """The lines of an intersection, joined where they touch; None without any."""
    lines = [part for part in shapely.get_parts(geometry) if part.geom_type == "LineString"]
    if not lines:
        return None
    return lines[0] if len(lines) == 1 else shapely.line_merge(shapely.multilinestrings(lines))
