"""Features as a whole: because the text means all of them, or because which part it means is not known."""

from __future__ import annotations

from data.model import Precision
from geo.expression import Named, Whole
from geo.lines import Route, Span
from geo.locate.answer import Answer, lowered, metres, miss
from geo.locate.ground import Ground
from geo.locate.names import Asked, Candidate


def whole(ground: Ground, node: Whole, asked: Asked) -> Answer:
    """X."""
    candidates = ground.candidates(node.name, asked)
    if not candidates:
        return miss(f"未收录“{node.name.text}”")
    answer = entire(ground, candidates[0], "along" if node.along else "whole")
    if node.others and answer.geometry is not None:
        others = "、".join(name.text for name in node.others)
        said = f"文中另有{others},与{candidates[0].feature.name}的关系未写明,未画出"
        answer.partial, answer.precision = True, lowered(answer.precision)
        answer.reason = f"{answer.reason};{said}" if answer.reason else said
    if node.along:
        answer.evidence.append(f"沿线按{candidates[0].feature.name}本身画出,不画宽度")
    return answer


def entire(ground: Ground, candidate: Candidate, method: str, *, why: str = "") -> Answer:
    """A feature as a whole; with a reason, in place of a part of it that is not known: less precise, and said."""
    known, book = candidate.feature, ground.book
    feature = known.feature
    if feature.geometry.is_empty:
        return miss(f"收录了{feature.name},而没有它的位置")
    route = book.route(known)
    answer = Answer(
        geometry=book.shape(known), method=method, precision=feature.precision, reason=candidate.doubt,
        evidence=[*candidate.notes, *book.told(known)], length_m=route.length if route else None,
        stated=() if why else feature.stated_towns,
    )
    if feature.stated_towns:
        answer.evidence.append(f"公布途经:{'、'.join(feature.stated_towns)}")
    if feature.stated_length_m and route:
        answer.evidence.append(f"公布长度 {metres(feature.stated_length_m)},图上 {metres(route.length)}")
    if why:
        answer.reason = f"{why};图上为{feature.name}全部,实为其中一部分"
        answer.partial, answer.unknown_part = True, why
    if why or candidate.doubt:
        answer.precision = lowered(answer.precision)
    return answer


def unknown_phase(ground: Ground, name: Named, phase: str, asked: Asked) -> Answer:
    """X二期, where the registry does not say what that is."""
    candidates = ground.candidates(name, asked)
    if not candidates:
        return miss(f"未收录“{name.text}”")
    return entire(ground, candidates[0], "reach", why=f"登记表没有{name.text}{phase}的起讫")


def stretch(ground: Ground, candidate: Candidate, route: Route, spans: list[Span], method: str, precision: Precision) -> Answer:
    """Spans of a feature's route."""
    line = candidate.feature
    answer = Answer(
        geometry=route.stretch(spans), method=method, precision=lowered(precision) if candidate.doubt else precision,
        evidence=candidate.notes + ground.book.told(line), reason=candidate.doubt, length_m=sum(map(route.extent, spans)),
    )
    if route.gaps:
        gaps = [gap for span in spans for gap in route.gaps_in(span)]
        answer.evidence += [f"{line.name}两段线位之间有 {metres(gap)}不在图上,长度不计" for gap in gaps]
    return answer
