"""Locate: a text to a Location, by strategies in a declared order.

For one text: its readings, the most telling first (:mod:`geo.grammar`); a later reading stands in only where an earlier one
cannot be placed, and says so. For a project: the texts that speak of it, in the order of ``SOURCES``; a later text replaces
an earlier one's answer only when it is strictly better.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from data.model import Location, Project, Region
from geo.expression import Between, Named, Node
from geo.gazetteer import Gazetteer
from geo.grammar import parse
from geo.heap import uncollected
from geo.locate.ahead import Pair, meetings
from geo.locate.answer import Answer, draw_stretches, miss
from geo.locate.between import between
from geo.locate.ground import Ground
from geo.locate.names import Asked
from geo.locate.placing import REGISTERED, place
from geo.locate.said import SAYING, towns_said
from geo.named import Role
from geo.vocabulary import plain

# The texts that speak of a project, the most authoritative first.
SOURCES = (REGISTERED, "名称", "文字", "线索")

# Places that are towns as drawn, whose evidence names them.
_BY_TOWN = ("town", "village", "group", "city")
_TOWNS = (Role.TOWN, Role.VILLAGE)

# Texts that are answered together: enough that calling numpy does not count, few enough that all they touch (some kilobytes
# each) stays in a processor's cache from one stage to the next.
_BATCH = 1_000


class Question(NamedTuple):
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
        self._ground = Ground.of(region)

    @property
    def gazetteer(self) -> Gazetteer:
        """The names that it knows."""
        return self._ground.gazetteer

    def locate(self, text: str, *, project: Project | None = None, hints: Sequence[str] = ()) -> Location:
        """Where a text lies. Never raises on text: without geometry the Location has the reason.

        With a project, its registered place is read first, then its name, the text, and the hints (places that plan items or
        ledger rows name). Without, the region's registry is asked whether the text is a known project's name.
        """
        [found] = self._located([Question(text, project, hints)])
        return found

    def locate_many(self, asked: Iterable[str | Question]) -> Iterator[Location]:
        """Where each of many texts lies, in their order: the same answers as ``locate``, many times faster."""
        questions = (Question(one) if isinstance(one, str) else one for one in asked)
        while batch := list(islice(questions, _BATCH)):
            with uncollected():
                found = self._located(batch)
            yield from found

    def _located(self, questions: Sequence[Question]) -> list[Location]:
        """Answer questions together.

        All are parsed first; what their answers will ask (where which lines cross) is worked out in one go, and in one go what
        they came to is drawn.
        """
        offered = [self._sources(question) for question in questions]
        trees: dict[str, Node] = {}
        pairs: list[Pair] = []
        for words in dict.fromkeys(sources[0].words for sources in offered if sources):
            trees[words] = parse(words, self.gazetteer)
            pairs += meetings(trees[words], self._ground)
        self._ground.book.meet(pairs)
        answers = [self._answer(question, sources, trees) for question, sources in zip(questions, offered, strict=True)]
        draw_stretches(answers)
        return [
            answer.to_location(question.text, question.project.id if question.project else "")
            for answer, question in zip(answers, questions, strict=True)
        ]

    def _answer(self, question: Question, sources: Sequence[_Source], trees: Mapping[str, Node]) -> Answer:
        """The best answer that the sources give; the first of them has its tree already."""
        text, best = question.text, None
        for origin, words, published in sources:
            tree = trees.get(words) or parse(words, self.gazetteer)
            answer = place(self._ground, tree, Asked(text if words == text else f"{words} {text}", published))
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

    def _sources(self, question: Question) -> list[_Source]:
        """The texts to read, each once."""
        text, project, hints = question
        told = project or self._ground.registry.named(text)
        if project is None and told is not None and self.gazetteer.features(text) is not None:
            told = None  # the name of a road alone means the road, not the works that also go by it
        registered, name, words, hint = SOURCES
        offered = [_Source(words, text, told.length_m if told else None)]
        if told is None and not hints:
            return offered if text else []
        if project is not None:
            offered.insert(0, _Source(name, project.name, project.length_m))
        if told is not None and told.place:
            offered.insert(0, _Source(f"{registered}({told.id})", told.place, told.length_m))
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
                stretch = between(self._ground, Between(line, node.a, node.b), Asked(hint))
                if stretch.method == "between":
                    stretch.evidence.insert(0, f"{SOURCES[-1]}:{hint}")
                    return stretch
        return answer
