"""A tree to an answer: each kind of node by what knows about it, and the nodes that are made of others."""

from __future__ import annotations

from collections.abc import Sequence

from data.model import Precision
from geo.expression import (
    Beside,
    Besides,
    Between,
    Bounded,
    CityWide,
    CountOf,
    Crossing,
    Cut,
    Either,
    EveryTown,
    Group,
    Named,
    Node,
    Partly,
    Phase,
    Reach,
    Several,
    SideOf,
    Towns,
    Unknown,
    Unplaced,
    Villages,
    Whole,
)
from geo.grammar import parse
from geo.grammar.signs import KILOMETRE
from geo.locate.answer import Answer, draw_stretches, lowered, miss, together, worst
from geo.locate.between import between
from geo.locate.crossings import crossing, side
from geo.locate.ground import Ground
from geo.locate.names import Asked
from geo.locate.parts import cut, reach
from geo.locate.sites import beside, bounded
from geo.locate.wholes import unknown_phase, whole
from geo.vocabulary import NO_PLACES

REGISTERED = "登记地点"


def place(ground: Ground, node: Node, asked: Asked) -> Answer:
    """The geometry of a tree, or the reason why there is none."""
    match node:
        case Either():
            return _first(ground, node, asked)
        case Whole():
            return whole(ground, node, asked)
        case Between():
            return between(ground, node, asked)
        case SideOf():
            return side(ground, node, asked)
        case Crossing():
            return crossing(ground, node, asked)
        case Cut():
            return cut(ground, node, asked)
        case Reach():
            return reach(ground, node, asked)
        case Beside():
            return beside(ground, node, asked)
        case Bounded():
            return bounded(ground, node, asked)
        case Besides():
            return _besides(ground, node, asked)
        case Partly():
            return _partly(ground, node, asked)
        case Phase():
            return _phase(ground, node, asked)
        case CountOf():
            return _counted(ground, node, asked)
        case Several():
            return _several(ground, node, asked)
        case Towns():
            return ground.areas.towns(node)
        case Villages():
            return ground.areas.villages(node)
        case EveryTown():
            return ground.areas.every(node)
        case Group():
            return ground.areas.group(node)
        case CityWide():
            return ground.areas.city(node)
        case Unplaced():
            return miss(f"只有数量(“{node.text}”),{NO_PLACES}")
        case Unknown():
            return miss(f"没有写明地点,或未收录其中的地名:“{node.text[:40]}”" if node.text else "没有文字")


def _first(ground: Ground, node: Either, asked: Asked) -> Answer:
    """The first reading that can be placed; what kept the earlier ones from it is its reason."""
    reasons: list[str] = []
    for option in node.options:
        answer = place(ground, option, asked)
        if answer.geometry is not None:
            if reasons:
                answer.reason = ";".join((*reasons, answer.reason) if answer.reason else reasons)
            return answer
        if answer.reason not in reasons:
            reasons.append(answer.reason)
    return miss(";".join(reasons))


def _besides(ground: Ground, node: Besides, asked: Asked) -> Answer:
    answer = place(ground, node.node, asked)
    if answer.geometry is not None:
        said = f"文中另有{'、'.join(name.text for name in node.others)},未画出"
        answer.partial, answer.reason = True, f"{answer.reason};{said}" if answer.reason else said
    return answer


def _partly(ground: Ground, node: Partly, asked: Asked) -> Answer:
    """All of it stands for the part that is not told: less precise, and said."""
    answer = place(ground, node.node, asked)
    if answer.geometry is not None:
        unknown = "没有桩号资料,不知在何处" if KILOMETRE.search(node.text.strip("()")) else "未写明是哪一部分"
        said = f"文中为“{node.text}”,{unknown},图上为全部"
        answer.partial, answer.precision, answer.stated = True, lowered(answer.precision), ()
        answer.reason = f"{answer.reason};{said}" if answer.reason else said
    return answer


def _phase(ground: Ground, node: Phase, asked: Asked) -> Answer:
    names = [node.line.text]
    if found := ground.gazetteer.features(node.line.text):
        names += [name for feature in found.features for name in (feature.name, *feature.aliases)]
    project = ground.registry.phase(names, node.phase)
    if project is not None:
        tree = parse(project.place, ground.gazetteer)
        if not isinstance(tree, Phase):
            answer = place(ground, tree, Asked(asked.text, project.length_m))
            if answer.geometry is not None:
                answer.evidence.insert(0, f"{REGISTERED}({project.id}):{project.place}")
                return answer
    return unknown_phase(ground, node.line, node.phase, asked)


def _counted(ground: Ground, node: CountOf, asked: Asked) -> Answer:
    answers = [whole(ground, Whole(name), asked) for name in node.names]
    known = [answer for answer in answers if answer.geometry is not None]
    measure = node.measure or "处"
    listed = f"共 {node.count} {measure},列名 {len(node.names)} {measure}"
    if node.count is None:
        listed = f"文中用“等”,列名 {len(node.names)} {measure},是否还有未写明"
    if not known:
        return miss(f"{listed},{';'.join(dict.fromkeys(answer.reason for answer in answers))}")
    answer = _combined(known, "count")
    answer.partial = node.count is None or len(known) < node.count
    if answer.partial:
        answer.reason = f"{listed},图上 {len(known)} {measure}"
    return answer


def _several(ground: Ground, node: Several, asked: Asked) -> Answer:
    answers = [place(ground, part, Asked(asked.text)) for part in node.parts]
    _leave_out(node, answers)
    known = [answer for answer in answers if answer.geometry is not None]
    if not known:
        return miss(";".join(dict.fromkeys(answer.reason for answer in answers)))
    answer = _combined(known, known[0].method)
    answer.reason = ";".join(dict.fromkeys(part.reason for part in answers if part.reason))
    answer.partial = len(known) < len(answers) or any(part.partial for part in known)
    return answer


def _leave_out(node: Several, answers: list[Answer]) -> None:
    """X(A—B、C—D) of which C is not known: all of X in place of C—D would be drawn over A—B. It is told instead.

    Where neither is known, all of X is drawn once.
    """
    parts = [(i, part.line) for i, part in enumerate(node.parts) if isinstance(part, Between)]
    known = {line for i, line in parts if answers[i].method == "between"}
    whole: set[Named | None] = set()
    for i, line in parts:
        if why := answers[i].unknown_part:
            if line in known:
                answers[i] = miss(f"{why},这一段未画出")
            elif line in whole:
                answers[i] = miss(why)
            whole.add(line)


def _combined(answers: Sequence[Answer], method: str) -> Answer:
    """Places meant together as one, as precise as the worst of them."""
    draw_stretches(answers)
    lengths = [answer.length_m for answer in answers if answer.length_m is not None]
    return Answer(
        geometry=together([answer.geometry for answer in answers if answer.geometry is not None]),
        method=method,
        precision=worst(*(answer.precision for answer in answers)) if answers else Precision.NONE,
        evidence=[said for answer in answers for said in answer.evidence],
        stated=tuple(name for answer in answers for name in answer.stated),
        length_m=sum(lengths) if len(lengths) == len(answers) else None,
    )
