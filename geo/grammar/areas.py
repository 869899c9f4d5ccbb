"""Areas by name: villages, towns, groups of towns, the whole region; and numbers of places that have no name at all."""

from __future__ import annotations

import re

from geo.expression import CityWide, EveryTown, Group, Named, Node, Towns, Unplaced, Villages
from geo.grammar.coded import Coded, number
from geo.grammar.signs import SOME, WORD, R, T
from geo.named import Role
from geo.vocabulary import ABOVE_REGION, CITYWIDE, DIGITS, PROVINCES, TOWN_ENDINGS

_OPEN_TOWNS = re.compile(f"{T}等(?:镇|街道|乡|地|村)")
_COUNTED_VILLAGES = re.compile(f"等(?P<n>[{DIGITS}]{{1,3}})个?(?:行政|自然)?(?:村|社区)")
_EVERY = re.compile(f"(?:各|所有|全部|(?P<n>[{DIGITS}]{{1,3}})个?)(?:乡?镇(?:\\(街道\\)|、?街道|街)?|街道)")
# The region alone, under its province and prefecture or not.
_ABOVE = f"(?:{'|'.join(PROVINCES)}|{WORD}{{2,8}}?(?:{'|'.join(ABOVE_REGION)}))?"
_REGION = re.compile(f"(?:中国)?{_ABOVE}{_ABOVE}{R}+(?:境内|全境|辖区内?|范围内?)?")
_CITY = re.compile("|".join(map(re.escape, CITYWIDE)))
_NUMBER = re.compile(f"{SOME}[^,;。()、]{{0,10}}")


def villages(text: Coded) -> Node | None:
    """A镇B村."""
    pairs: list[tuple[Named, Named | None]] = []
    town: Named | None = None
    for name in text.names.values():
        if name.role is Role.TOWN:
            town = name
        elif name.role is Role.VILLAGE:
            pairs.append((name, town))
    if not pairs:
        return None
    count = _COUNTED_VILLAGES.search(text.coded) if "等" in text.coded else None
    return Villages(tuple(dict.fromkeys(pairs)), number(count["n"]) if count else None)


def towns(text: Coded) -> Node | None:
    """A镇、B镇."""
    towns = text.all(Role.TOWN)
    return Towns(towns, open=_OPEN_TOWNS.search(text.coded) is not None) if towns else None


def every_town(text: Coded) -> Node | None:
    """各街道, 14个镇, where no town is named."""
    if text.names.keys() and text.roles & {Role.TOWN, Role.VILLAGE, Role.GROUP}:
        return None
    if (match := _EVERY.search(text.coded)) is None:
        return None
    kinds = tuple(kind for kind in TOWN_ENDINGS if kind[0] in match[0])
    return EveryTown(match[0], kinds, number(match["n"]) if match["n"] else None)


def groups(text: Coded) -> Node | None:
    """中心城区."""
    return Group(groups) if (groups := text.all(Role.GROUP)) else None


def city(text: Coded) -> Node | None:
    """全市, or nothing but the region's name."""
    if match := _CITY.search(text.coded):
        return CityWide(match[0])
    return CityWide(text.form) if R in text.coded and _REGION.fullmatch(text.coded) else None


def unplaced(text: Coded) -> Node | None:
    """5座桥头."""
    return Unplaced(text.said(*match.span())) if (match := _NUMBER.search(text.coded)) else None
