"""Where two lines cross, and what of them lies on one side of that."""

from __future__ import annotations

from itertools import chain

from shapely.geometry import Point

from geo.expression import Crossing, Named, SideOf
from geo.lines import SAME_POINT_M, Route, Span, Spot
from geo.locate.answer import Answer, lowered, metres, miss, worst
from geo.locate.ends import Reached
from geo.locate.ground import Ground
from geo.locate.names import Asked, Candidate
from geo.locate.wholes import entire, stretch
from geo.stretches import central, on_side, shortened
from geo.vocabulary import SIDES


def crossing(ground: Ground, node: Crossing, asked: Asked) -> Answer:
    """X与Y交叉口; a corner of it is shown by the crossing itself, less precise."""
    answer = at_crossing(ground, node.line, node.other, asked)
    if node.corner and answer.geometry is not None:
        answer.precision = lowered(answer.precision)
        answer.evidence.append(f"文中为其{node.corner}一角,以交叉处示意")
    return answer


def side(ground: Ground, node: SideOf, asked: Asked) -> Answer:
    """X与Y交叉口以东, X Y以北."""
    return at_crossing(ground, node.line, node.other, asked, aside=node)


def at_crossing(ground: Ground, first: Named, second: Named, asked: Asked, *, aside: SideOf | None = None) -> Answer:
    """The crossing of two lines, or what lies on one side of it.

    That is a part of the first, or of the second where the first runs across the direction. aside: which side, how far.
    """
    book = ground.book
    lines, others = ground.candidates(first, asked), ground.candidates(second, asked)
    if not lines and not others:
        return miss(f"未收录“{first.text}”“{second.text}”")
    if not lines or not others:
        unknown, known = (second, lines[0]) if lines else (first, others[0])
        if not aside:
            return miss(f"未收录“{unknown.text}”,不知与{known.feature.name}相交于何处")
        return entire(ground, lines[0], "whole", why=f"未收录“{unknown.text}”") if lines else miss(f"未收录“{first.text}”")
    ways = [(line, other) for line in lines for other in others] + [(other, line) for line in lines for other in others]
    pairs = ((a, b) for a, b in ways if a.feature is not b.feature and book.crossings(a.feature, b.feature))
    pair = next(pairs, None)
    if pair is None:
        apart = book.apart(lines[0].feature, others[0].feature)
        why = f"{lines[0].feature.name}与{others[0].feature.name}在图上不相交,最近处相距 {metres(apart)}"
        return entire(ground, lines[0], "whole", why=why) if aside else miss(why)
    if not aside:
        return _crossing_point(ground, *pair)
    blank: Answer | None = None
    for line, other in chain([pair], pairs):
        answer = _on_side(ground, line, other, aside)
        if answer.geometry is not None:
            return answer
        blank = blank or answer
    return entire(ground, lines[0], "whole", why=blank.reason if blank else "")


def _reached(ground: Ground, line: Candidate, other: Candidate) -> Reached:
    return Reached(
        f"{line.feature.name}与{other.feature.words}交叉处",
        ground.book.crossings(line.feature, other.feature), other.feature.precision, other.notes,
    )


def _crossing_point(ground: Ground, line: Candidate, other: Candidate) -> Answer:
    route = ground.book.route(line.feature)
    assert route is not None
    reached = _reached(ground, line, other)
    spot = central(route, reached.spots)
    evidence = [*line.notes, f"所据要素:{line.feature.words}", *reached.evidence(line.feature, route, spot)]
    if len(reached.spots) > 1:
        evidence.append(f"取离{line.feature.name}中点最近的一处")
    precision = worst(line.feature.precision, other.feature.precision)
    doubt = line.doubt or other.doubt
    return Answer(
        geometry=Point(route.place(spot)), method="crossing", evidence=evidence, reason=doubt,
        precision=lowered(precision) if doubt else precision,
    )


def _on_side(ground: Ground, line: Candidate, other: Candidate, aside: SideOf) -> Answer:
    route, side = ground.book.route(line.feature), aside.side
    if route is None or side not in SIDES:
        return miss(f"“以{side}”不成方向")
    reached = _reached(ground, line, other)
    spans = on_side(route, reached.spots, SIDES[side])
    if spans is None:
        return miss(f"{line.feature.name}在{other.feature.name}处的走向分不出以{side}")
    spot = central(route, reached.spots)
    if not spans:
        answer = _crossing_point(ground, line, other)
        answer.method, answer.precision, answer.partial = "side", lowered(answer.precision), True
        answer.reason = f"{line.feature.name}在{other.feature.name}以{side}没有线位,以交叉处示意"
        return answer
    if aside.metres:
        spans = [shortened(span, spot, aside.metres) for span in spans]
    answer = stretch(ground, line, route, spans, "side", worst(line.feature.precision, other.feature.precision))
    answer.evidence += [*reached.evidence(line.feature, route, spot), f"取交叉处以{side}的部分"]
    if aside.metres:
        _so_far(answer, aside, route, spot, spans)
    if len(reached.spots) > 1 and not route.closed:
        answer.evidence.append(f"相交不止一处,以离{line.feature.name}中点最近的一处为界")
    if other.doubt and not line.doubt:
        answer.reason, answer.precision = other.doubt, lowered(answer.precision)
    return answer


def _so_far(answer: Answer, aside: SideOf, route: Route, spot: Spot, spans: list[Span]) -> None:
    """Say how far from the crossing the stretch goes; make it a point where the text means the place at its end."""
    there = sum(map(route.extent, spans))
    answer.evidence.append(f"沿线量取 {metres(there)}")
    if there < aside.metres - SAME_POINT_M:
        answer.partial, answer.reason = True, f"文中为 {metres(aside.metres)},图上只有 {metres(there)}"
    if aside.spot:
        far = max((spans[0].start, spans[0].end), key=lambda measure: abs(measure - spot.measure))
        answer.geometry, answer.length_m, answer.method = Point(route.at(far)), None, "offset"
