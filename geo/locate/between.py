"""X(A—B段): the stretch of a line between two ends."""

from __future__ import annotations

from geo.expression import Between, Border, Cut, Named
from geo.locate.answer import Answer, lowered, metres, miss, worst
from geo.locate.ends import Reached, reach
from geo.locate.ground import Ground
from geo.locate.names import Asked, Candidate, decided
from geo.locate.parts import cut
from geo.locate.wholes import entire, stretch
from geo.named import Role
from geo.stretches import nearest_pair


def between(ground: Ground, node: Between, asked: Asked) -> Answer:
    """X(A—B段): of several features of one name, the first on which both ends are found."""
    if node.line is None:
        return miss("只有起讫,没有写明是哪条路(河)")
    candidates = ground.candidates(node.line, asked)
    if not candidates:
        return miss(f"未收录“{node.line.text}”")
    if isinstance(node.a, Border) and isinstance(node.b, Border) and node.a.of is node.b.of is None:
        # from border to border: all of it that is in the region, whatever neighbour each border is shared with
        region = Named(ground.book.region.name, Role.REGION)
        answer = cut(ground, Cut(node.line, region), asked)
        answer.evidence.append(f"文中“{node.a.text}”“{node.b.text}”都是{region.text}的界线,取其间全部")
        return answer
    best = _between(ground, candidates[0], node, asked)
    for candidate in candidates[1:] if best.method != "between" else ():
        answer = _between(ground, candidate, node, asked)
        if answer.method == "between":
            return _between(ground, decided(candidate, "有这两端"), node, asked)
        if answer.better_than(best):
            best = answer
    return best


def _between(ground: Ground, candidate: Candidate, node: Between, asked: Asked) -> Answer:
    line = candidate.feature
    route = ground.book.route(line)
    a, b = reach(ground, line, route, node.a), reach(ground, line, route, node.b)
    via = [reach(ground, line, route, end) for end in node.via]
    if route is None or not a.spots or not b.spots:
        return _one_end(ground, candidate, [a, b])
    pair = nearest_pair(route, a.spots, b.spots, published=asked.published, via=[passed.spots for passed in via if passed.spots])
    if pair is None:
        return entire(ground, candidate, "whole", why="两端在图上是同一点")
    spot_a, spot_b, span = pair
    answer = stretch(ground, candidate, route, [span], "between", worst(line.precision, a.precision, b.precision))
    answer.evidence += a.evidence(line, route, spot_a)
    answer.evidence += b.evidence(line, route, spot_b)
    for passed in via:
        at = next((spot for spot in passed.spots if span.holds(spot.measure)), None)
        if at is None:
            answer.reason = f"途经点{passed.reason or f'“{passed.words}”不在两端之间'},按两端取"
        else:
            answer.evidence += [said.replace("端点:", "途经:") for said in passed.evidence(line, route, at)]
    if len(a.spots) > 1 or len(b.spots) > 1:
        answer.evidence.append("端点不止一处可取," + ("取长度最近公布值的一段" if asked.published else "取最短的一段"))
    if route.closed and len(ways := route.ways(spot_a, spot_b)) > 1:
        lengths = "、".join(metres(route.extent(way)) for way in ways)
        answer.evidence.append(
            f"{line.name}为环线,两种走法 {lengths},取" + ("最近公布长度的" if asked.published else "较短的") + "一种"
        )
    if a.near or b.near:
        answer.precision, answer.reason = lowered(answer.precision), "端点按近似名取,待核"
    return answer


def _one_end(ground: Ground, candidate: Candidate, ends: list[Reached]) -> Answer:
    """A stretch of which one end, or neither, is known: the line as a whole, less precise."""
    route = ground.book.route(candidate.feature)
    answer = entire(ground, candidate, "whole", why=";".join(end.reason for end in ends if end.reason))
    for end in ends:
        if route and end.spots:
            answer.evidence += end.evidence(candidate.feature, route, end.spots[0])
    return answer
