"""Whether a name in a text is meant there: the words beside it decide.

横河 in 横河段 is the town, 观海卫 in 观海卫路 is not; 甲河 in 甲河路 is no river.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.named import Mention, Role
from geo.vocabulary import (
    AFTER_TOWN_STEM,
    BEFORE_TOWN_STEM,
    BRIDGE,
    CALLED_AFTER,
    CALLED_AFTER_STATION,
    ELEVATED,
    LINE_TAILS,
    NAME_FRONTS,
    NOT_A_STATION,
    ROADS_AFTER,
    TOWN_ENDINGS,
    WATERS_AFTER,
)


def _endings(endings: Sequence[tuple[str, str]]) -> str:
    return "|".join(ending + (f"(?![{others}])" if others else "") for ending, others in endings)


_CALLED = "|".join(CALLED_AFTER)
_STATION = f"(?!{'|'.join(NOT_A_STATION)}){CALLED_AFTER_STATION}"
_ROADS, _WATERS = _endings(ROADS_AFTER), f"横?(?:{_endings(WATERS_AFTER)})"
# Of a road, only a road on one side of it is another: 某大道南路. Of anything else, any road.
_NOT_THE_ROAD = re.compile(f"{_CALLED}|{_STATION}|[东西南北中](?:{_ROADS})|{_WATERS}")
_NOT_THE_LINE = re.compile(f"{_CALLED}|{_STATION}|[东西南北中]?(?:{_ROADS})|{_WATERS}")
_NOT_THE_PLACE = re.compile(f"{_CALLED}|[东西南北中前]?(?:{_ROADS})|{_WATERS}")


def feature_meant(text: str, start: int, end: int, found: Sequence[Mention], *, line: bool, road: bool) -> bool:
    """Whether the name of a feature at text[start:end] is that feature. found: the names meant before it; line, road: what it is."""
    called = (_NOT_THE_ROAD if road else _NOT_THE_LINE if line else _NOT_THE_PLACE).match(text, end)
    if called and not (called[0] == BRIDGE and text.endswith(ELEVATED, start, end)):
        return False
    if not start or (found and found[-1].end == start):
        return True
    before = text[start - 1]
    if before not in NAME_FRONTS:
        return not (before.isascii() and before.isalnum() and text[start].isascii() and text[start].isalnum())
    behind_area = bool(found) and found[-1].end == start - 1 and found[-1].name.role is not Role.FEATURE
    return start > 1 and text[start - 2] not in BEFORE_TOWN_STEM and not behind_area


def bare_town_meant(text: str, start: int, end: int, *, after_other: bool) -> bool | None:
    """Whether a town's name without its 镇 or 街道 is the town; None where only a village behind it would tell."""
    if start and not after_other and text[start - 1] not in BEFORE_TOWN_STEM and not _part_of_a_line(text, start, end):
        return False
    if text[end - 1] == "路" and not any(ending in text[end:] for ending in TOWN_ENDINGS):
        return False
    return True if end == len(text) or text.startswith(AFTER_TOWN_STEM, end) else None


def _part_of_a_line(text: str, start: int, end: int) -> bool:
    """某国道甲段: which part of a line, whether that line is known or not."""
    return text[start - 1] in LINE_TAILS and text.startswith(("段", "境内"), end)


def village_meant(text: str, end: int) -> bool:
    """Whether a village without its 村 that ends here is one, and not the first half of a road's or a school's name."""
    return _NOT_THE_LINE.match(text, end) is None
