"""What readings are answered from: the region's names, prepared geometry, areas and registered projects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from data.model import Region
from geo.expression import Named
from geo.gazetteer import Gazetteer
from geo.locate.areas import Areas
from geo.locate.book import Book
from geo.locate.names import Asked, Candidate, candidates
from geo.locate.registry import Registry


@dataclass(frozen=True, slots=True)
class Ground:
    """A region, ready to answer readings."""

    gazetteer: Gazetteer
    book: Book
    areas: Areas
    registry: Registry

    @classmethod
    def of(cls, region: Region) -> Self:
        """The ground of a region. Its geometry is prepared when first asked for."""
        gazetteer = Gazetteer(region)
        return cls(gazetteer, Book(region), Areas(region, gazetteer), Registry(region))

    def candidates(self, name: Named, asked: Asked) -> list[Candidate]:
        """The features a name may mean, the likeliest first."""
        return candidates(self.gazetteer, name, asked)
