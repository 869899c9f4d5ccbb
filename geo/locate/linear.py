"""Places on lines: stretches, crossings, sides, cuts, and whole features."""

from __future__ import annotations

from itertools import chain

import shapely
from shapely.geometry import Point

from data.model import Precision
from geo.crs import to_metres
from geo.expression import Between, Border, Crossing, Cut, Named, Reach, SideOf, Whole
from geo.gazetteer import Gazetteer
from geo.lines import SAME_POINT_M, Route, Span, Spot
from geo.locate.answer import Answer, described, lowered, metres, miss, worst
from geo.locate.areas import Areas
from geo.locate.book import Book
from geo.locate.ends import Reached, reach
from geo.locate.names import Asked, Candidate, candidates
from geo.named import Role
from geo.stretches import central, nearest_pair, on_side, shortened, tip
from geo.vocabulary import SIDES


class Linear:
    """Geometry of the nodes that speak of features."""

    def __init__(self, book: Book, gazetteer: Gazetteer, areas: Areas) -> None:
        self._book = book
        self._gazetteer = gazetteer
        self._areas = areas

    # -- names to features ---------------------------------------------------------------------------------------------

    def candidates(self, name: Named, asked: Asked) -> list[Candidate]:
        """The features a name may mean, the likeliest first."""
        return candidates(self._gazetteer, name, asked)

    # -- nodes ---------------------------------------------------------------------------------------------------------

    def whole(self, node: Whole, asked: Asked) -> Answer:
        """X."""
        candidates = self.candidates(node.name, asked)
        if not candidates:
            return miss(f"未收录“{node.name.text}”")
        answer = self.entire(candidates[0], "along" if node.along else "whole")
        if node.others and answer.geometry is not None:
            others = "、".join(name.text for name in node.others)
            said = f"文中另有{others},与{candidates[0].feature.name}的关系未写明,未画出"
            answer.partial, answer.precision = True, lowered(answer.precision)
            answer.reason = f"{answer.reason};{said}" if answer.reason else said
        if node.along:
            answer.evidence.append(f"沿线按{candidates[0].feature.name}本身画出,不画宽度")
        return answer

    def entire(self, candidate: Candidate, method: str, *, why: str = "") -> Answer:
        """A feature as a whole; with a reason, in place of a part of it that is not known: less precise, and said."""
        feature = candidate.feature
        if feature.geometry.is_empty:
            return miss(f"收录了{feature.name},而没有它的位置")
        route = self._book.route(feature)
        answer = Answer(
            geometry=self._book.shape(feature), method=method, precision=feature.precision, reason=candidate.doubt,
            evidence=[*candidate.notes, *self._book.told(feature)], length_m=route.length if route else None,
            stated=() if why else feature.stated_towns,
        )
        if feature.stated_towns:
            answer.evidence.append(f"公布途经:{'、'.join(feature.stated_towns)}")
        if feature.stated_length_m and route:
            answer.evidence.append(f"公布长度 {metres(feature.stated_length_m)},图上 {metres(route.length)}")
        if why:
            answer.reason = f"{why};图上为{feature.name}全部,实为其中一部分"
            answer.partial = True
        if why or candidate.doubt:
            answer.precision = lowered(answer.precision)
        return answer

    def between(self, node: Between, asked: Asked) -> Answer:
        """X(A—B段)."""
        if node.line is None:
            return miss("只有起讫,没有写明是哪条路(河)")
        candidates = self.candidates(node.line, asked)
        if not candidates:
            return miss(f"未收录“{node.line.text}”")
        if isinstance(node.a, Border) and isinstance(node.b, Border) and node.a.of is node.b.of is None:
            # from border to border: all of it that is in the region, whatever neighbour each border is shared with
            region = Named(self._book.region.name, Role.REGION)
            answer = self.cut(Cut(node.line, region), asked)
            answer.evidence.append(f"文中“{node.a.text}”“{node.b.text}”都是{region.text}的界线,取其间全部")
            return answer
        best: Answer | None = None
        for candidate in candidates:
            answer = self._between(candidate, node, asked)
            if best is None or answer.better_than(best):
                best = answer
            if best.method == "between":
                break
        return best or miss(f"未收录“{node.line.text}”")

    def _between(self, candidate: Candidate, node: Between, asked: Asked) -> Answer:
        line = candidate.feature
        route = self._book.route(line)
        a, b, *via = [reach(self._book, self._gazetteer, line, route, end) for end in (node.a, node.b, *node.via)]
        if route is None or not a.spots or not b.spots:
            return self._one_end(candidate, [a, b])
        pair = nearest_pair(route, a.spots, b.spots, published=asked.published, via=[passed.spots for passed in via if passed.spots])
        if pair is None:
            return self.entire(candidate, "whole", why="两端在图上是同一点")
        spot_a, spot_b, span = pair
        answer = self._stretch(candidate, route, [span], "between", worst(line.precision, a.precision, b.precision))
        answer.evidence += [*a.evidence(line, route, spot_a), *b.evidence(line, route, spot_b)]
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

    def _one_end(self, candidate: Candidate, ends: list[Reached]) -> Answer:
        """A stretch of which one end, or neither, is known: the line as a whole, less precise."""
        route = self._book.route(candidate.feature)
        answer = self.entire(candidate, "whole", why=";".join(end.reason for end in ends if end.reason))
        for end in ends:
            if route and end.spots:
                answer.evidence += end.evidence(candidate.feature, route, end.spots[0])
        return answer

    def _stretch(self, candidate: Candidate, route: Route, spans: list[Span], method: str, precision: Precision) -> Answer:
        line = candidate.feature
        answer = Answer(
            geometry=route.stretch(spans), method=method, precision=precision, reason=candidate.doubt,
            evidence=[*candidate.notes, *self._book.told(line)], length_m=sum([route.extent(span) for span in spans]),
        )
        if candidate.doubt:
            answer.precision = lowered(precision)
        for gap in [gap for span in spans for gap in route.gaps_in(span)] if route.gaps else ():
            answer.evidence.append(f"{line.name}两段线位之间有 {metres(gap)}不在图上,长度不计")
        return answer

    def crossing(self, node: Crossing, asked: Asked) -> Answer:
        """X与Y交叉口."""
        return self.at_crossing(node.line, node.other, asked)

    def side(self, node: SideOf, asked: Asked) -> Answer:
        """X与Y交叉口以东, X Y以北."""
        return self.at_crossing(node.line, node.other, asked, side=node.side, aside=node)

    def at_crossing(self, first: Named, second: Named, asked: Asked, *, side: str = "", aside: SideOf | None = None) -> Answer:
        """The crossing of two lines, or what lies on one side of it.

        That is a part of the first, or of the second where the first runs across the direction. aside: how far it goes.
        """
        lines, others = self.candidates(first, asked), self.candidates(second, asked)
        if not lines and not others:
            return miss(f"未收录“{first.text}”“{second.text}”")
        known = lines or others
        if not lines or not others:
            unknown = second if lines else first
            if not side:
                return miss(f"未收录“{unknown.text}”,不知与{known[0].feature.name}相交于何处")
            if not lines:
                return miss(f"未收录“{first.text}”")
            return self.entire(lines[0], "whole", why=f"未收录“{unknown.text}”")
        ways = [(line, other) for line in lines for other in others] + [(other, line) for line in lines for other in others]
        pairs = ((a, b) for a, b in ways if a.feature is not b.feature and self._book.crossings(a.feature, b.feature))
        pair = next(pairs, None)
        if pair is None:
            apart = self._book.apart(lines[0].feature, others[0].feature)
            why = f"{lines[0].feature.name}与{others[0].feature.name}在图上不相交,最近处相距 {metres(apart)}"
            return self.entire(lines[0], "whole", why=why) if side else miss(why)
        if not side:
            return self._crossing_point(*pair)
        blank: Answer | None = None
        for line, other in chain([pair], pairs):
            answer = self._on_side(line, other, side, aside)
            if answer.geometry is not None:
                return answer
            blank = blank or answer
        return self.entire(lines[0], "whole", why=blank.reason if blank else "")

    def _reached(self, line: Candidate, other: Candidate) -> Reached:
        return Reached(
            f"{line.feature.name}与{described(other.feature)}交叉处",
            self._book.crossings(line.feature, other.feature), other.feature.precision, other.notes,
        )

    def _crossing_point(self, line: Candidate, other: Candidate) -> Answer:
        route = self._book.route(line.feature)
        assert route is not None
        reached = self._reached(line, other)
        spot = central(route, reached.spots)
        evidence = [*line.notes, f"所据要素:{described(line.feature)}", *reached.evidence(line.feature, route, spot)]
        if len(reached.spots) > 1:
            evidence.append(f"取离{line.feature.name}中点最近的一处")
        precision = worst(line.feature.precision, other.feature.precision)
        doubt = line.doubt or other.doubt
        return Answer(
            geometry=Point(route.place(spot)), method="crossing", evidence=evidence, reason=doubt,
            precision=lowered(precision) if doubt else precision,
        )

    def _on_side(self, line: Candidate, other: Candidate, side: str, aside: SideOf | None) -> Answer:
        route = self._book.route(line.feature)
        if route is None or side not in SIDES:
            return miss(f"“以{side}”不成方向")
        reached = self._reached(line, other)
        spans = on_side(route, reached.spots, SIDES[side])
        if spans is None:
            return miss(f"{line.feature.name}在{other.feature.name}处的走向分不出以{side}")
        spot = central(route, reached.spots)
        if not spans:
            answer = self._crossing_point(line, other)
            answer.method, answer.precision, answer.partial = "side", lowered(answer.precision), True
            answer.reason = f"{line.feature.name}在{other.feature.name}以{side}没有线位,以交叉处示意"
            return answer
        if aside and aside.metres:
            spans = [shortened(span, spot, aside.metres) for span in spans]
        answer = self._stretch(line, route, spans, "side", worst(line.feature.precision, other.feature.precision))
        answer.evidence += [*reached.evidence(line.feature, route, spot), f"取交叉处以{side}的部分"]
        if aside and aside.metres:
            self._so_far(answer, aside, route, spot, spans)
        if len(reached.spots) > 1 and not route.closed:
            answer.evidence.append(f"相交不止一处,以离{line.feature.name}中点最近的一处为界")
        if other.doubt and not line.doubt:
            answer.reason, answer.precision = other.doubt, lowered(answer.precision)
        return answer

    def _so_far(self, answer: Answer, aside: SideOf, route: Route, spot: Spot, spans: list[Span]) -> None:
        """Say how far from the crossing the stretch goes; make it a point where the text means the place at its end."""
        there = sum(map(route.extent, spans))
        answer.evidence.append(f"沿线量取 {metres(there)}")
        if there < aside.metres - SAME_POINT_M:
            answer.partial, answer.reason = True, f"文中为 {metres(aside.metres)},图上只有 {metres(there)}"
        if aside.spot:
            far = max((spans[0].start, spans[0].end), key=lambda measure: abs(measure - spot.measure))
            answer.geometry, answer.length_m, answer.method = Point(route.at(far)), None, "offset"

    def cut(self, node: Cut, asked: Asked) -> Answer:
        """X慈溪段, X横河段."""
        candidates = self.candidates(node.line, asked)
        area = self._areas.of(node.area)
        if not candidates:
            return miss(f"未收录“{node.line.text}”")
        candidate, line = candidates[0], candidates[0].feature
        if area is None:
            return self.entire(candidate, "whole", why=f"没有“{node.area.text}”的范围")
        if self._book.route(line) is None or (node.implied and line.stated_towns == area.towns):
            answer = self.entire(candidate, "whole")
            answer.evidence.append(f"文中写明在{area.name}")
            return answer
        inside = _lines_of(shapely.intersection(self._book.shape(line), area.geometry))
        length = to_metres(inside, self._book.region).length if inside is not None else 0.0
        if inside is None or length <= SAME_POINT_M:
            if node.implied:
                answer = self.entire(candidate, "whole")
                drawn = f"{line.name}在图上({line.precision.label})不经过其{area.mark}范围"
                answer.reason = f"文中写明在{area.name},归属以文中为准;{drawn},待核"
                return answer
            return miss(f"{line.name}在图上不经过{area.name}的{area.mark}范围", f"所据要素:{described(line)}")
        answer = Answer(
            geometry=inside, method="cut", precision=worst(line.precision, area.precision), reason=candidate.doubt,
            evidence=[
                *candidate.notes, *self._book.told(line), f"截取{area.name}{area.mark}范围内 {metres(length)}",
            ],
            length_m=length,
        )
        if line.stated_length_m and (route := self._book.route(line)) and length > 0.99 * route.length:
            answer.evidence.append(f"公布长度 {metres(line.stated_length_m)}")
        if node.area.role is Role.REGION and line.stated_towns:
            answer.stated = line.stated_towns
            answer.evidence.append(f"公布途经:{'、'.join(line.stated_towns)}")
        if candidate.doubt:
            answer.precision = lowered(answer.precision)
        return answer

    def reach(self, node: Reach, asked: Asked) -> Answer:
        """大塘河人民公园段: part of a line, we know not which."""
        candidates = self.candidates(node.line, asked)
        if not candidates:
            return miss(f"未收录“{node.line.text}”")
        candidate, line = candidates[0], candidates[0].feature
        if not node.beyond and (named := self._gazetteer.features(node.part + node.line.text)):
            return self.entire(Candidate(named.features[0], [f"“{node.line.text}”“{node.part}”即{named.features[0].name}"]), "whole")
        route = self._book.route(line)
        side = node.part[: 2 if node.part[:2] in SIDES else 1]
        if node.beyond and route and side in SIDES and (spot := tip(route, SIDES[side])):
            return Answer(
                geometry=Point(route.at(spot.measure)), method="tip", precision=lowered(line.precision),
                evidence=[*candidate.notes, f"所据要素:{described(line)}", f"以{line.name}{side}端示意"],
                reason=f"“{node.part}”在已知线位以外,只知从{side}端接出", partial=True,
            )
        why = f"“{node.part}”的具体位置未知"
        if node.within is None:
            return self.entire(candidate, "reach", why=why)
        answer = self.cut(Cut(node.line, node.within, implied=True), asked)
        answer.method, answer.precision, answer.partial = "reach", lowered(answer.precision), True
        answer.reason = f"{why};图上为{line.name}在{node.within.text}的部分"
        return answer

    def unknown_phase(self, name: Named, phase: str, asked: Asked) -> Answer:
        """X二期, where the registry does not say what that is."""
        candidates = self.candidates(name, asked)
        if not candidates:
            return miss(f"未收录“{name.text}”")
        return self.entire(candidates[0], "reach", why=f"登记表没有{name.text}{phase}的起讫")


def _lines_of(geometry: shapely.Geometry) -> shapely.Geometry | None:
    """The lines of an intersection, joined where they touch; None without any."""
    lines = [part for part in shapely.get_parts(geometry) if part.geom_type == "LineString"]
    if not lines:
        return None
    return lines[0] if len(lines) == 1 else shapely.line_merge(shapely.multilinestrings(lines))
