"""What a reading holds on its way: the items found so far, what they stand in, and how many sentences gave them."""

from __future__ import annotations

from dataclasses import dataclass, field

from data.model import PlanItem
from etl.extract.text import Span


@dataclass(slots=True)
class Found:
    """An item on its way: its record, its segment, and what merging needs to know."""

    item: PlanItem
    said: str
    span: Span
    past: bool = False
    places: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """What a document's sentences gave: items, and how many sentences were taken, set aside, or refused.

    topic: the project that the heading above names; it becomes an item, once, when the text beneath speaks of it (told).
    headed: the project of a heading right above lines with labels ("目标任务:…"), as long as such lines go on.
    promised: projects that a numbered heading names; they are items even if nothing more is said of them.
    """

    found: list[Found] = field(default_factory=list)
    topic: Found | None = None
    headed: Found | None = None
    promised: list[Found] = field(default_factory=list)
    told: bool = False
    seen: int = 0
    taken: int = 0
    set_aside: int = 0
    too_long: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for a whole document: its original text, month and year, its city's own names, its source.

    only_back: whether all of it looks back, as a report on promises does; then what it counts is all it tells.
    """

    text: str
    month: int | None
    year: int | None
    own: tuple[str, ...]
    source: str
    only_back: bool = False
