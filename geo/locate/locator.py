"""Locate: a text to a Location, by strategies in a declared order.

For one text: its readings, the most telling first (:mod:`geo.grammar`); a later reading stands in only where an earlier one
cannot be placed, and says so. For a project: the texts that speak of it, in the order of ``SOURCES``; a later text replaces
an earlier one's answer only when it is strictly better.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from data.model import Location, Precision, Project, Region
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
from geo.gazetteer import Gazetteer
from geo.grammar import parse
from geo.heap import uncollected
from geo.locate.ahead import Pair, meetings
from geo.locate.answer import Answer, draw_stretches, lowered, miss, together, worst
from geo.locate.areas import Areas
from geo.locate.book import Book
from geo.locate.linear import Linear
from geo.locate.names import Asked
from geo.locate.registry import Registry
from geo.locate.said import SAYING, towns_said
from geo.locate.sites import beside, bounded
from geo.named import Role
from geo.vocabulary import NO_PLACES, plain

# The texts that speak of a project, the most authoritative first.
SOURCES = ("登记地点", "名称", "文字", "线索")

# Places that are towns as drawn, whose evidence names them.
_BY_TOWN = ("town", "village", "group", "city")
_TOWNS = (Role.TOWN, Role.VILLAGE)

# Texts that are answered together: arrays of some megabytes.
_BATCH = 4_000


class _Question(NamedTuple):
    """A text to place, with the project that it speaks of and the hints that go with it."""

    text: str
    project: Project | None = None
    hints: Sequence[str] = ()


class _Source(NamedTuple):
    """A text to read for a question: where it is from, and the published length in metres that it may be checked against."""

    origin: str
    words: str
    published: float | None = None


class Locator:
    """Words to geometry for one region. Immutable but for its caches; make one and keep it."""

    def __init__(self, region: Region) -> None:
        self.region = region
        self.gazetteer = Gazetteer(region)
        self._book = Book(region)
        self._areas = Areas(region, self.gazetteer)
        self._linear = Linear(self._book, self.gazetteer, self._areas)
        self._registry = Registry(region)

    def locate(self, text: str, *, project: Project | None = None, hints: Sequence[str] = ()) -> Location:
        """Where a text lies. Never raises on text: without geometry the Location has the reason.

        With a project, its registered place is read first, then its name, the text, and the hints (places that plan items or
        ledger rows name). Without, the region's registry is asked whether the text is a known project's name.
        """
        [found] = self._located([_Question(text, project, hints)])
        return found

    def locate_many(self, texts: Iterable[str]) -> Iterator[Location]:
        """Where each of many texts lies, in their order: the same answers as ``locate``, many times faster."""
        texts = iter(texts)
        while batch := list(islice(texts, _BATCH)):
            with uncollected():
                found = self._located([_Question(text) for text in batch])
            yield from found

    def _located(self, questions: Sequence[_Question]) -> list[Location]:
        """Answer questions together.

        All are parsed first; what their answers will ask (where which lines cross) is worked out in one go, and in one go what
        they came to is drawn.
        """
        offered = [self._sources(question) for question in questions]
        trees: dict[str, Node] = {}
        pairs: list[Pair] = []
        for words in dict.fromkeys(sources[0].words for sources in offered if sources):
            trees[words] = parse(words, self.gazetteer)
            pairs += meetings(trees[words], self.gazetteer)
        self._book.meet(pairs)
        answers = [self._answer(question, sources, trees) for question, sources in zip(questions, offered, strict=True)]
        draw_stretches(answers)
        return [
            answer.to_location(question.text, question.project.id if question.project else "")
            for answer, question in zip(answers, questions, strict=True)
        ]

    def _answer(self, question: _Question, sources: Sequence[_Source], trees: Mapping[str, Node]) -> Answer:
        """The best answer that the sources give; the first of them has its tree already."""
        text, best = question.text, None
        for origin, words, published in sources:
            tree = trees.get(words) or parse(words, self.gazetteer)
            answer = self._place(tree, Asked(text if words == text else f"{words} {text}", published))
            if best is None or answer.better_than(best):
                if words != text:
                    answer.evidence.insert(0, f"{origin}:{words}")
                best = answer
            if best.settled:
                break
        if best is None:
            return miss("没有文字")
        best = self._narrowed(best, question.hints)
        if best.geometry is not None and (said := self._said(sources, trees)):
            best.stated = said
            if best.method not in _BY_TOWN:
                best.evidence.append(f"文中所述在:{'、'.join(said)}")
        return best

    def _said(self, sources: Sequence[_Source], trees: Mapping[str, Node]) -> tuple[str, ...]:
        """The towns that any of the texts says, in their order."""
        said: dict[str, None] = {}
        for source in sources:
            tree = trees.get(source.words)
            if tree is None and any(mention.name.role in _TOWNS for mention in self.gazetteer.mentions(plain(source.words))):
                tree = parse(source.words, self.gazetteer)
            if isinstance(tree, SAYING):
                said |= dict.fromkeys(towns_said(tree, self.gazetteer))
        return tuple(said)

    def _sources(self, question: _Question) -> list[_Source]:
        """The texts to read, each once."""
        text, project, hints = question
        told = project or self._registry.named(text)
        if project is None and told is not None and self.gazetteer.features(text) is not None:
            told = None  # the name of a road alone means the road, not the works that also go by it
        place, name, words, hint = SOURCES
        offered = [_Source(words, text, told.length_m if told else None)]
        if told is None and not hints:
            return offered if text else []
        if project is not None:
            offered.insert(0, _Source(name, project.name, project.length_m))
        if told is not None and told.place:
            offered.insert(0, _Source(f"{place}({told.id})", told.place, told.length_m))
        offered += [_Source(hint, said) for said in hints]
        first = {source.words: source for source in reversed(offered) if source.words}
        return [source for source in offered if first.get(source.words) is source]

    def _narrowed(self, answer: Answer, hints: Sequence[str]) -> Answer:
        """Of a line known as a whole, the stretch whose two ends a hint names (七塘-九塘)."""
        if answer.method != "whole" or answer.length_m is None or not hints:
            return answer
        names = [said.split(":", 1)[1].split("(", 1)[0] for said in answer.evidence if said.startswith("所据要素:")]
        for hint in hints:
            node = parse(hint, self.gazetteer)
            if isinstance(node, Between) and node.line is None and len(names) == 1:
                line = Named(names[0], Role.FEATURE)
                stretch = self._linear.between(Between(line, node.a, node.b), Asked(hint))
                if stretch.method == "between":
                    stretch.evidence.insert(0, f"{SOURCES[-1]}:{hint}")
                    return stretch
        return answer

    def _place(self, node: Node, asked: Asked) -> Answer:
        """The geometry of a tree, or the reason."""
        linear, areas = self._linear, self._areas
        match node:
            case Either():
                return self._first(node, asked)
            case Whole():
                return linear.whole(node, asked)
            case Between():
                return linear.between(node, asked)
            case SideOf():
                return linear.side(node, asked)
            case Crossing():
                return linear.crossing(node, asked)
            case Cut():
                return linear.cut(node, asked)
            case Reach():
                return linear.reach(node, asked)
            case Beside():
                return beside(linear, node, asked)
            case Bounded():
                return bounded(self._book, linear, node, asked)
            case Besides():
                return self._besides(node, asked)
            case Partly():
                return self._partly(node, asked)
            case Phase():
                return self._phase(node, asked)
            case CountOf():
                return self._counted(node, asked)
            case Several():
                return self._several(node, asked)
            case Towns():
                return areas.towns(node)
            case Villages():
                return areas.villages(node)
            case Group():
                return areas.group(node)
            case CityWide():
                return areas.city(node)
            case Unplaced():
                return miss(f"只有数量(“{node.text}”),{NO_PLACES}")
            case Unknown():
                return miss(f"没有写明地点,或未收录其中的地名:“{node.text[:40]}”" if node.text else "没有文字")

    def _first(self, node: Either, asked: Asked) -> Answer:
        """The first reading that can be placed; what kept the earlier ones from it is its reason."""
        reasons: list[str] = []
        for option in node.options:
            answer = self._place(option, asked)
            if answer.geometry is not None:
                if reasons:
                    answer.reason = ";".join((*reasons, answer.reason) if answer.reason else reasons)
                return answer
            if answer.reason not in reasons:
                reasons.append(answer.reason)
        return miss(";".join(reasons))

    def _besides(self, node: Besides, asked: Asked) -> Answer:
        answer = self._place(node.node, asked)
        if answer.geometry is not None:
            said = f"文中另有{'、'.join(name.text for name in node.others)},未画出"
            answer.partial, answer.reason = True, f"{answer.reason};{said}" if answer.reason else said
        return answer

    def _partly(self, node: Partly, asked: Asked) -> Answer:
        """All of it stands for the part that is not told: less precise, and said."""
        answer = self._place(node.node, asked)
        if answer.geometry is not None:
            said = f"文中为“{node.text}”,未写明是哪一部分,图上为全部"
            answer.partial, answer.precision, answer.stated = True, lowered(answer.precision), ()
            answer.reason = f"{answer.reason};{said}" if answer.reason else said
        return answer

    def _phase(self, node: Phase, asked: Asked) -> Answer:
        names = [node.line.text]
        if found := self.gazetteer.features(node.line.text):
            names += [name for feature in found.features for name in (feature.name, *feature.aliases)]
        project = self._registry.phase(names, node.phase)
        if project is not None:
            tree = parse(project.place, self.gazetteer)
            if not isinstance(tree, Phase):
                answer = self._place(tree, Asked(asked.text, project.length_m))
                if answer.geometry is not None:
                    answer.evidence.insert(0, f"{SOURCES[0]}({project.id}):{project.place}")
                    return answer
        return self._linear.unknown_phase(node.line, node.phase, asked)

    def _counted(self, node: CountOf, asked: Asked) -> Answer:
        answers = [self._linear.whole(Whole(name), asked) for name in node.names]
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

    def _several(self, node: Several, asked: Asked) -> Answer:
        answers = [self._place(part, Asked(asked.text)) for part in node.parts]
        known = [answer for answer in answers if answer.geometry is not None]
        if not known:
            return miss(";".join(dict.fromkeys(answer.reason for answer in answers)))
        answer = _combined(known, known[0].method)
        answer.reason = ";".join(dict.fromkeys(part.reason for part in answers if part.reason))
        answer.partial = len(known) < len(answers) or any(part.partial for part in known)
        return answer


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
