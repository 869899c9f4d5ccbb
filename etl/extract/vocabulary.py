"""The genre's words, read from ``vocabulary/*.toml`` once, and longest-match lookups over them.

The files hold for every city and province; a project's or a place's own name never stands in them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.model import Stage

_FOLDER = Path(__file__).parent / "vocabulary"


class Lexicon:
    """A set of words with longest match at a position, forwards or backwards.

    Words are looked up by their first or last character first, then by length, so that most questions cost one lookup.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        self._by_first = _sizes(self.words, 0)
        self._by_last = _sizes(self.words, -1)

    def __contains__(self, word: str) -> bool:
        return word in self.words

    def at(self, text: str, start: int = 0) -> str:
        """The longest word that begins at `start`, or ''."""
        for size in self._by_first.get(text[start : start + 1], ()):
            if text[start : start + size] in self.words:
                return text[start : start + size]
        return ""

    def ending(self, text: str, end: int | None = None) -> str:
        """The longest word that ends at `end` (default: the text's end), or ''."""
        end = len(text) if end is None else end
        for size in self._by_last.get(text[end - 1 : end], ()):
            if size <= end and text[end - size : end] in self.words:
                return text[end - size : end]
        return ""

    def held_by(self, text: str) -> str:
        """The first word found anywhere in the text, or ''."""
        return next((word for i in range(len(text)) if (word := self.at(text, i))), "")


def _sizes(words: Iterable[str], place: int) -> dict[str, tuple[int, ...]]:
    """The lengths of the words that have a character at a place (first or last), longest first."""
    sizes: dict[str, set[int]] = {}
    for word in words:
        sizes.setdefault(word[place], set()).add(len(word))
    return {character: tuple(sorted(found, reverse=True)) for character, found in sizes.items()}


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector: its name, the nouns that end its projects' names, one-character ends, and weaker cues."""

    name: str
    facilities: Lexicon
    short: Lexicon
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All word classes of the genre. See the comments in the files for what each is."""

    sectors: tuple[Sector, ...]
    facility_sector: Mapping[str, str]
    facilities: Lexicon
    short_facilities: Lexicon
    not_facilities: Lexicon
    name_acts: Lexicon
    steps: Lexicon
    step_stage: Mapping[str, Stage]
    hard_acts: Lexicon
    progress: Lexicon
    papers: Lexicon
    parts: Lexicon
    closing: Lexicon
    between: Lexicon
    verbs: Lexicon
    verb_stage: Mapping[str, Stage]
    result_verbs: Lexicon
    weak_verbs: Lexicon
    building: Lexicon
    noun_like: Lexicon
    adverbs: Lexicon
    soft: Lexicon
    refused_heads: Lexicon
    refused_words: Lexicon
    openings: Lexicon
    products: Lexicon
    subtasks: Lexicon
    generic: Lexicon
    counters: Lexicon
    areas: Lexicon
    towns: Lexicon
    districts: Lexicon
    sides: Lexicon
    around: tuple[str, ...]
    heads: Lexicon
    attached: Lexicon
    crossing: Lexicon
    unique: Lexicon
    schools: Lexicon
    whole: Lexicon
    wares: Lexicon


def _load(name: str) -> dict:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))


def _staged(table: Mapping[str, list[str]]) -> dict[str, Stage]:
    return {word: Stage(stage) for stage, words in table.items() for word in words}


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, read once. Raises nothing at run time: the files are part of the program and tested."""
    facilities, acts, verbs = _load("facilities"), _load("acts"), _load("verbs")
    refusals, words = _load("refusals"), _load("words")
    sectors = tuple(
        Sector(entry["name"], Lexicon(entry["facilities"]), Lexicon(entry.get("short", ())), tuple(entry.get("cues", ())))
        for entry in facilities["sector"]
    )
    facility_sector: dict[str, str] = {}
    for sector in sectors:
        for word in (*sector.facilities.words, *sector.short.words):
            facility_sector.setdefault(word, sector.name)
    verb_stage = _staged(verbs["result"]) | _staged(verbs["course"])
    steps, progress = _staged(acts["steps"]), _staged(acts["progress"])
    step_stage = progress | steps
    return Vocabulary(
        sectors=sectors,
        facility_sector=facility_sector,
        facilities=Lexicon(word for sector in sectors for word in sector.facilities.words),
        short_facilities=Lexicon(word for sector in sectors for word in sector.short.words),
        not_facilities=Lexicon(facilities["not_facilities"]),
        name_acts=Lexicon(acts["name_acts"]["words"]),
        steps=Lexicon(steps),
        step_stage=step_stage,
        hard_acts=Lexicon(acts["hard_acts"]["words"]),
        progress=Lexicon(progress),
        papers=Lexicon(acts["papers"]["words"]),
        parts=Lexicon(acts["parts"]["words"]),
        closing=Lexicon(acts["closing"]["words"]),
        between=Lexicon(acts["between"]["words"]),
        verbs=Lexicon((*verb_stage, *verbs["tasks"]["words"])),
        verb_stage=verb_stage,
        result_verbs=Lexicon(_staged(verbs["result"])),
        weak_verbs=Lexicon(verbs["weak"]["words"]),
        building=Lexicon(verbs["building"]["words"]),
        noun_like=Lexicon(verbs["noun_like"]["words"]),
        adverbs=Lexicon(verbs["adverbs"]["words"]),
        soft=Lexicon(verbs["soft"]["words"]),
        refused_heads=Lexicon(refusals["heads"]["words"]),
        refused_words=Lexicon(refusals["words"]["words"]),
        openings=Lexicon(refusals["openings"]["words"]),
        products=Lexicon(refusals["products"]["words"]),
        subtasks=Lexicon(refusals["subtasks"]["words"]),
        generic=Lexicon(words["generic"]["words"]),
        counters=Lexicon(words["counters"]["words"]),
        areas=Lexicon(words["areas"]["words"]),
        towns=Lexicon(words["areas"]["towns"]),
        districts=Lexicon(words["areas"]["districts"]),
        sides=Lexicon(words["areas"]["sides"]),
        around=tuple(words["areas"]["around"]),
        heads=Lexicon(words["heads"]["words"]),
        attached=Lexicon(words["heads"]["attached"]),
        crossing=Lexicon(words["heads"]["crossing"]),
        unique=Lexicon(words["unique"]["words"]),
        schools=Lexicon(words["schools"]["words"]),
        whole=Lexicon(words["whole"]["words"]),
        wares=Lexicon(words["wares"]["words"]),
    )
