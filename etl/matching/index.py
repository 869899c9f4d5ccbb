"""Known projects by code, by name, and by likeness; fast for thousands of names against thousands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import ahocorasick
import numpy as np
from rapidfuzz import fuzz, process

from data.model import Match, Project
from etl.matching.names import Name, Reader
from etl.matching.verdict import NEAR, contains

CHUNK = 512
"""Names compared at a time: bounds memory to a few megabytes."""
MOST = 8
"""Near names looked at for one name."""

NAME, ALIAS, FORMER = "同名", "别名", "曾用名"


@dataclass(frozen=True, slots=True)
class Known:
    """One spelling of a project, and by which right it has it (同名, 别名, 曾用名)."""

    project: str
    name: Name
    right: str


class Index:
    """Spellings of known projects. Grows while a load mints projects."""

    def __init__(self, projects: Iterable[Project], reader: Reader) -> None:
        self._reader = reader
        self.projects: dict[str, Project] = {}
        self.spellings: list[Known] = []
        self._by_key: dict[str, dict[str, str]] = defaultdict(dict)
        self._by_code: dict[str, set[str]] = defaultdict(set)
        for project in projects:
            self.add(project)

    def add(self, project: Project) -> None:
        """Take in a project with its name, aliases and code; one known before gets what is new."""
        self.projects[project.id] = project
        for spelling in dict.fromkeys((project.name, *project.aliases)):
            self._spell(spelling, project.id, NAME if spelling == project.name else ALIAS)
        if project.code:
            self._by_code[project.code].add(project.id)

    def remember(self, earlier: Iterable[Match]) -> None:
        """Take in the names that earlier loads matched, save those a person decided: a decision may be withdrawn."""
        for match in earlier:
            if match.project in self.projects and not match.rule.startswith("人工") and match.name:
                self._spell(match.name, match.project, FORMER)

    def _spell(self, spelling: str, project: str, right: str) -> None:
        name = self._reader.read(spelling)
        if project not in self._by_key[name.key]:
            self._by_key[name.key][project] = right
            self.spellings.append(Known(project, name, right))

    def by_code(self, code: str | None) -> set[str]:
        """The projects with that 项目代码."""
        return self._by_code.get(code, set()) if code else set()

    def by_name(self, name: Name) -> dict[str, str]:
        """The projects of that very name, with the best right any has: id to 同名, 别名 or 曾用名."""
        rights = self._by_key.get(name.key, {})
        for right in (NAME, ALIAS, FORMER):
            if best := {project: has for project, has in rights.items() if has == right}:
                return best
        return {}

    def near(self, names: Sequence[Name]) -> list[list[Known]]:
        """For each name the known spellings worth a comparison: alike in characters, or the one holding the other."""
        found: list[dict[int, None]] = [{} for _ in names]
        if not self.spellings or not names:
            return [[] for _ in names]
        for field in ("key", "rest"):
            self._alike(names, field, found)
        self._holding(names, found)
        return [[self.spellings[position] for position in places] for places in found]

    def _alike(self, names: Sequence[Name], field: str, found: list[dict[int, None]]) -> None:
        known = [getattr(spelling.name, field) for spelling in self.spellings]
        for start in range(0, len(names), CHUNK):
            # An empty rest is like every other empty rest and says nothing: it is asked for as what no name holds.
            queries = [getattr(name, field) or "\0" for name in names[start:start + CHUNK]]
            scores = process.cdist(queries, known, scorer=fuzz.ratio, score_cutoff=NEAR, dtype=np.uint8, workers=-1)
            for row in np.flatnonzero(scores.any(axis=1)):
                columns = np.flatnonzero(scores[row])
                best = columns[np.argsort(-scores[row, columns].astype(int), kind="stable")[:MOST]]
                found[start + row].update(dict.fromkeys(map(int, best)))

    def _holding(self, names: Sequence[Name], found: list[dict[int, None]]) -> None:
        """Add the spellings that a name holds or is held by, in two passes over the text instead of all pairs."""
        known: dict[str, list[int]] = defaultdict(list)
        asked: dict[str, list[int]] = defaultdict(list)
        for position, spelling in enumerate(self.spellings):
            known[spelling.name.plain].append(position)
        for position, name in enumerate(names):
            asked[name.plain].append(position)
        for needles, hays, swap in ((known, asked, False), (asked, known, True)):
            for needle, hay in _held(needles, hays):
                ours, theirs = (needles[needle], hays[hay]) if swap else (hays[hay], needles[needle])
                for our in ours:
                    for their in theirs[:MOST]:
                        if len(found[our]) < 3 * MOST:
                            found[our][their] = None


def _held(needles: Iterable[str], hays: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Pairs of a needle and a hay that holds it, by :func:`etl.matching.verdict.contains`."""
    automaton = ahocorasick.Automaton()
    for needle in needles:
        if len(needle) >= 3:
            automaton.add_word(needle, needle)
    if not len(automaton):
        return
    automaton.make_automaton()
    for hay in hays:
        for needle in {needle for _, needle in automaton.iter(hay)}:
            if contains(needle, hay):
                yield needle, hay
