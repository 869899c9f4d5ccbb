"""Names that differ by a misprint: one character wrong, missing, or too many, where nothing telling is lost by it.

一塘 and 二塘, 中部某江 and 西部某江 differ by one character and are two things, so figures and directions never count as
misprints; short names are not compared at all; and when two known names are equally near, neither is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from pypinyin import Style, pinyin
from rapidfuzz.distance import Levenshtein

from geo.vocabulary import TELLING

SHORTEST = 4
LONGEST = 20


class NearNames:
    """An index of names by what is left of them when one character is dropped, built when first asked."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names

    @cached_property
    def _index(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = defaultdict(list)
        for name in self._names:
            if SHORTEST <= len(name) <= LONGEST:
                for reduced in {name, *_reductions(name)}:
                    index[reduced].append(name)
        return dict(index)

    def nearest(self, name: str) -> str | None:
        """The one known name a misprint away; a misprint of the same sound is preferred to any other."""
        if not SHORTEST <= len(name) <= LONGEST:
            return None
        candidates = {other for reduced in (name, *_reductions(name)) for other in self._index.get(reduced, ())}
        near = [other for other in candidates if other != name and _a_misprint_away(name, other)]
        if len(near) > 1:
            near = [other for other in near if _same_sound(name, other)]
        return near[0] if len(near) == 1 else None


def _reductions(name: str) -> Iterator[str]:
    return (name[:i] + name[i + 1:] for i in range(len(name)))


def _a_misprint_away(name: str, other: str) -> bool:
    edits = Levenshtein.editops(name, other)
    if len(edits) != 1:
        return False
    edit = edits[0]
    changed = {name[edit.src_pos]} if edit.tag != "insert" else set()
    changed |= {other[edit.dest_pos]} if edit.tag != "delete" else set()
    if changed & TELLING or edit.src_pos >= len(name) - 1:
        return False
    if len(min(name, other, key=len)) > SHORTEST:
        return True
    return _same_sound(name, other)


def _same_sound(name: str, other: str) -> bool:
    """Whether two names of one length are read alike; of a character with several readings any will do."""
    return len(name) == len(other) and all(
        a == b or not _readings(a).isdisjoint(_readings(b)) for a, b in zip(name, other, strict=True)
    )


def _readings(character: str) -> set[str]:
    return {reading for readings in pinyin(character, style=Style.NORMAL, heteronym=True) for reading in readings}
