"""The other ways one name is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from geo.vocabulary import LINE_ADDITIONS, LINE_ENDING, RING_ENDING, ROAD_ENDING, ROAD_ENDINGS, ROAD_LETTERS

_NUMBERED = re.compile("([0-9]{2,4})(国道|省道|县道)|([GSX])([0-9]{2,4})")
_RING = re.compile(f"(.*[一二三四五六七八九内外中]{RING_ENDING}){ROAD_ENDING}?")
_ASIDE = re.compile("\\([^()]{1,6}\\)(?=.)")


def road_variants(name: str) -> Iterator[str]:
    """The other ways a road's name is written: 某公路 as 某大道, 某快速路, 某高架; 某线 as 某线快速路; 228国道 as G228.

    A ring road with and without its last character: 西二环路, 西二环.
    """
    stem = without_ending(name, ROAD_ENDINGS)
    if stem != name and len(stem) > 1:
        yield from (stem + ending for ending in ROAD_ENDINGS if stem + ending != name)
    if name.endswith(LINE_ENDING) and len(name) > 2:
        yield from (name + addition for addition in LINE_ADDITIONS)
    if (ring := _RING.fullmatch(name)) and len(ring[1]) > 2:
        yield ring[1] if name.endswith(ROAD_ENDING) else name + ROAD_ENDING
    if match := _NUMBERED.fullmatch(name):
        number, rank = (match[1], match[2]) if match[1] else (match[4], ROAD_LETTERS[match[3]])
        letter = next(letter for letter, word in ROAD_LETTERS.items() if word == rank)
        written = (f"{number}{rank}", f"{letter}{number}", f"{rank}{number}", f"{letter}{number}{rank}", f"{letter}{number}线")
        yield from (other for other in written if other != name)


def without_aside(name: str) -> str:
    """The name without what stands in brackets inside it: 市域(郊)铁路 is also 市域铁路."""
    return _ASIDE.sub("", name)


def without_ending(name: str, endings: Sequence[str]) -> str:
    """The name without the first of these endings that it has."""
    for ending in endings:
        if name.endswith(ending):
            return name.removesuffix(ending)
    return name
