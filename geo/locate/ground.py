"""What readings are answered from: the region's names, prepared geometry, areas and registered projects."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

from data.model import Region
from geo.expression import Named
from geo.gazetteer import Found, Gazetteer
from geo.locate.areas import Areas
from geo.locate.book import Book
from geo.locate.names import Asked, Candidate, Meant, candidates
from geo.locate.registry import Registry


@dataclass(frozen=True, slots=True)
class Ground:
    """A region, ready to answer readings."""

    gazetteer: Gazetteer
    book: Book
    areas: Areas
    registry: Registry
    _meant: dict[str, Meant] = field(default_factory=dict)

    @classmethod
    def of(cls, region: Region) -> Self:
        """The ground of a region. Its geometry is prepared when first asked for."""
        gazetteer = Gazetteer(region)
        return cls(gazetteer, Book(region), Areas(region, gazetteer), Registry(region))

    def features(self, name: str) -> Meant | None:
        """The features of a name, made ready; None when the gazetteer does not have it."""
        return self._meant.get(name) or self._kept(name)

    def _kept(self, name: str) -> Meant | None:
        found = self.gazetteer.features(name)
        return self._meant.setdefault(name, self._ready(found)) if found else None

    def near(self, name: str) -> Meant | None:
        """Those of the one name that differs from this by a misprint."""
        found = self.gazetteer.near(name)
        return self._ready(found) if found else None

    def _ready(self, found: Found) -> Meant:
        return Meant(tuple([self.book.known(feature) for feature in found.features]), found.note, found.near)

    def candidates(self, name: Named, asked: Asked) -> list[Candidate]:
        """The features a name may mean, the likeliest first."""
        meant = self.features(name.text)
        if meant is None and name.role is None:
            meant = self._misprinted(name.text)
        return candidates(meant, name.text, asked.text) if meant else []

    def _misprinted(self, words: str) -> Meant | None:
        """What a known name means that is a misprint away from the words, or from what they end in (加快某某路)."""
        for start in range(max(0, len(words) - 12), len(words) - 3):
            if meant := self.features(words[start:]) or self.near(words[start:]):
                return meant
        return None
