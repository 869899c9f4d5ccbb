"""The names of a region, found in text: longest name first, each with the role it plays there.

A name may be a feature (road, river, bridge …), a town (镇、街道), a village (村、社区), a group of towns (片区), or the region
itself. One pass of an Aho-Corasick automaton finds them; the words beside a name decide whether it is meant
(横河 in 横河段 is the town, 观海卫 in 观海卫路 is not).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import ahocorasick

from data.model import Feature, Precision, Region, Town, Village
from geo.named import Named, Role
from geo.near_names import NearNames
from geo.vocabulary import (
    AFTER_TOWN_STEM,
    BEFORE_TOWN_STEM,
    BETWEEN_TOWNS,
    CALLED_AFTER,
    CALLED_AFTER_STATION,
    CITYWIDE,
    KIND_ORDER,
    KIND_WORDS,
    LINE_ADDITIONS,
    LINE_ENDING,
    MEASURES,
    NAME_FRONTS,
    NOT_A_STATION,
    NOT_THERE,
    ROAD_ENDINGS,
    ROAD_LETTERS,
    TOWN_ENDINGS,
    VILLAGE_ENDINGS,
    VILLAGE_WRITTEN,
    plain,
)

_CALLED_AFTER = re.compile("|".join(CALLED_AFTER))
_CALLED_AFTER_LINE = re.compile(f"{_CALLED_AFTER.pattern}|(?!{'|'.join(NOT_A_STATION)}){CALLED_AFTER_STATION}")
_NUMBERED = re.compile("([0-9]{2,4})(国道|省道|县道)|([GSX])([0-9]{2,4})")


class Mention(NamedTuple):
    """A name found in a text at text[start:end]."""

    start: int
    end: int
    name: Named


@dataclass(frozen=True, slots=True)
class Found:
    """The features of a name, and how they were found: 同名 (empty note), by another ending, or by a near name."""

    features: tuple[Feature, ...]
    note: str = ""
    near: bool = False


@dataclass(frozen=True, slots=True)
class _Key:
    """What the automaton holds at a name. bare: a town's name without 镇 or 街道, which counts in few contexts only."""

    name: Named
    length: int
    role: Role
    bare: bool = False
    line: bool = False

    @classmethod
    def of(cls, name: str, role: Role, *, bare: bool = False, line: bool = False) -> _Key:
        return cls(Named(name, role), len(name), role, bare, line)


class Gazetteer:
    """The names of a region pack, prepared for search. Immutable once built; safe to share between threads."""

    def __init__(self, region: Region) -> None:
        self.region = region
        self._features: dict[str, list[Feature]] = defaultdict(list)
        self._variants: dict[str, str] = {}
        self._towns: dict[str, Town] = {}
        self._villages: dict[str, list[Village]] = defaultdict(list)
        self._stems: dict[str, dict[str, Village]] = defaultdict(dict)
        self._groups: dict[str, tuple[str, ...]] = {}
        keys: dict[str, _Key] = {}
        self._add_region(keys)
        self._add_villages(keys)
        self._add_towns(keys)
        self._add_features(keys)
        self._automaton = ahocorasick.Automaton()
        for name, key in keys.items():
            self._automaton.add_word(name, key)
        if keys:
            self._automaton.make_automaton()
        self._found = {name: Found(tuple(features)) for name, features in self._features.items()}
        self._near = NearNames(tuple(self._features))

    # -- building ------------------------------------------------------------------------------------------------------

    def _add_region(self, keys: dict[str, _Key]) -> None:
        for name in (self.region.name, *self.region.short_names):
            if (name := plain(name)) and name not in CITYWIDE:
                keys[name] = _Key.of(name, Role.REGION)
        for name, members in self.region.groups.items():
            self._add_group(keys, plain(name), members)

    def _add_group(self, keys: dict[str, _Key], name: str, members: Sequence[str]) -> None:
        if name and members:
            self._groups.setdefault(name, tuple(members))
            keys[name] = _Key.of(name, Role.GROUP)

    def _add_villages(self, keys: dict[str, _Key]) -> None:
        for village in self.region.villages:
            name = plain(village.name)
            stem = without_ending(name, VILLAGE_ENDINGS)
            for written in {name, *(stem + ending for ending in VILLAGE_WRITTEN)}:
                if len(written) > 2:
                    self._villages[written].append(village)
                    keys[written] = _Key.of(written, Role.VILLAGE)
            if len(stem) > 1:
                for written in (name, stem, *(stem + ending for ending in VILLAGE_WRITTEN)):
                    self._stems[village.town].setdefault(written, village)

    def _add_towns(self, keys: dict[str, _Key]) -> None:
        for town in self.region.towns:
            name = plain(town.name)
            stem = without_ending(name, TOWN_ENDINGS)
            for written in {name, *(stem + ending for ending in TOWN_ENDINGS)} if len(stem) > 1 else {name}:
                self._towns.setdefault(written, town)
                keys[written] = _Key.of(written, Role.TOWN)
            if len(stem) > 1 and stem != name:
                self._towns.setdefault(stem, town)
                keys[stem] = _Key.of(stem, Role.TOWN, bare=True)

    def _add_features(self, keys: dict[str, _Key]) -> None:
        variants: list[tuple[str, str]] = []
        for feature in self.region.features:
            names = [name for name in map(plain, (feature.name, *feature.aliases)) if len(name) > 1]
            if feature.kind == "area" and (feature.precision.rank >= Precision.TOWN.rank or feature.name in self.region.groups):
                for name in names:
                    self._add_group(keys, name, self.region.groups.get(feature.name, feature.stated_towns))
                continue
            line = feature.geometry.geom_type in ("LineString", "MultiLineString")
            for name in names:
                if feature not in self._features[name]:
                    self._features[name].append(feature)
                keys[name] = _Key.of(name, Role.FEATURE, line=line)
                if feature.kind == "road":
                    variants.extend((other, name) for other in road_variants(name))
        for other, name in variants:
            if other not in keys:
                self._variants[other] = name
                keys[other] = _Key.of(other, Role.FEATURE, line=True)

    # -- search --------------------------------------------------------------------------------------------------------

    def mentions(self, text: str) -> list[Mention]:
        """The names meant in a text that has been made ``plain``, from left to right, longest first, none overlapping."""
        found: list[Mention] = []
        end_of_last = 0
        matches = list(self._automaton.iter_long(text)) if self._automaton else []
        for i, (last, key) in enumerate(matches):
            end = last + 1
            start = end - key.length
            if start < end_of_last:
                continue
            if key.role is Role.FEATURE:
                if _feature_meant(text, start, end, key, found):
                    found.append(Mention(start, end, key.name))
                    end_of_last = end
                continue
            following = matches[i + 1] if i + 1 < len(matches) else None
            begins_next = following[0] + 1 - following[1].length if following else -1
            # the first of several towns in a row may follow any word: 推进甲、乙等镇
            opens_row = key.bare and following and following[1].role is Role.TOWN and text[end:begins_next] in BETWEEN_TOWNS
            if not (opens_row and text[start - 1:start] not in MEASURES) and not self._area_meant(text, start, end, key, found):
                continue
            found.append(Mention(start, end, key.name))
            end_of_last = end
            if key.role is not Role.TOWN or begins_next == end:
                continue  # the longest name right behind a town is already the next match
            if village := self._village_after(text, end, text[start:end]):
                found.append(village)
                end_of_last = village.end
        return found

    def _area_meant(self, text: str, start: int, end: int, key: _Key, found: list[Mention]) -> bool:
        """Whether the words beside the name of an area leave it what it is."""
        if text.startswith(NOT_THERE, end):
            return False
        if not key.bare:
            return True
        if found and found[-1].name.role is Role.TOWN and text[found[-1].end:start] in BETWEEN_TOWNS:
            return True
        return self._bare_town_meant(text, start, end, bool(found) and found[-1].end == start)

    def _bare_town_meant(self, text: str, start: int, end: int, after_other: bool) -> bool:
        if start and not after_other and text[start - 1] not in BEFORE_TOWN_STEM:
            return False
        if text[end - 1] == "路" and not any(ending in text[end:] for ending in TOWN_ENDINGS):
            return False
        if end == len(text) or text.startswith(AFTER_TOWN_STEM, end):
            return True
        return self._village_after(text, end, text[start:end]) is not None

    def _village_after(self, text: str, start: int, town: str) -> Mention | None:
        """A village of this town right behind its name, where it may go without 村 or 社区 (湾底区块)."""
        stems = self._stems.get(self._towns[town].name)
        if not stems:
            return None
        for end in range(min(len(text), start + 9), start + 1, -1):
            if text[start:end] in stems:
                return Mention(start, end, Named(text[start:end], Role.VILLAGE))
        return None

    # -- looking up ----------------------------------------------------------------------------------------------------

    def features(self, name: str) -> Found | None:
        """The features of a name as ``mentions`` gives it, or of one that only differs in its ending or by a misprint."""
        if found := self._found.get(name) or self._found.get(name := plain(name)):
            return found
        if name in self._variants:
            base = self._variants[name]
            return Found(self._found[base].features, f"“{name}”按“{base}”取(同干异称)")
        return None

    def near(self, name: str) -> Found | None:
        """The features of the one name that differs from this by a misprint, or None when there is none or more than one."""
        name = plain(name)
        if (other := self._near.nearest(name)) is None:
            return None
        return Found(self._found[other].features, f"未收录“{name}”,按近似名“{other}”取,待核", near=True)

    def town(self, name: str) -> Town | None:
        """The town of a name, with or without its 镇 or 街道."""
        return self._towns.get(name) or self._towns.get(plain(name))

    def villages(self, name: str, town: Town | None = None) -> tuple[Village, ...]:
        """The villages of this name: of one town where it is given, else of all."""
        name = plain(name)
        if town is not None:
            village = self._stems[town.name].get(name) if town.name in self._stems else None
            return (village,) if village else ()
        return tuple({village.code: village for village in self._villages.get(name, ())}.values())

    def group(self, name: str) -> tuple[Town, ...]:
        """The towns of a group, in the pack's order; names in the pack that are no town are left out."""
        return tuple(town for member in self._groups.get(plain(name), ()) if (town := self._towns.get(plain(member))))


def _feature_meant(text: str, start: int, end: int, key: _Key, found: list[Mention]) -> bool:
    """Whether the words beside the name of a feature leave it what it is."""
    if (_CALLED_AFTER_LINE if key.line else _CALLED_AFTER).match(text, end):
        return False
    if not start or (found and found[-1].end == start):
        return True
    before = text[start - 1]
    if before not in NAME_FRONTS:
        return not (before.isascii() and before.isalnum() and text[start].isascii() and text[start].isalnum())
    behind_area = bool(found) and found[-1].end == start - 1 and found[-1].name.role is not Role.FEATURE
    return start > 1 and text[start - 2] not in BEFORE_TOWN_STEM and not behind_area


def by_context(features: Iterable[Feature], text: str) -> tuple[list[Feature], str]:
    """Features of one name but several kinds, the likeliest first, and the word of the text that decided (empty: none did)."""
    features = list(features)
    if len(features) < 2:
        return features, ""
    words = {kind: next((word for word in words if word in text), "") for kind, words in KIND_WORDS.items()}
    order = {kind: rank for rank, kind in enumerate(KIND_ORDER)}
    ranked = sorted(features, key=lambda f: (not words.get(f.kind), order.get(f.kind, len(order))))
    return ranked, words.get(ranked[0].kind, "")


def without_ending(name: str, endings: Sequence[str]) -> str:
    """The name without the first of these endings that it has."""
    for ending in endings:
        if name.endswith(ending):
            return name.removesuffix(ending)
    return name


def road_variants(name: str) -> Iterator[str]:
    """The other ways a road's name is written: 某公路 as 某大道, 某快速路, 某高架; 某线 as 某线快速路; 228国道 as G228."""
    stem = without_ending(name, ROAD_ENDINGS)
    if stem != name and len(stem) > 1:
        yield from (stem + ending for ending in ROAD_ENDINGS if stem + ending != name)
    if name.endswith(LINE_ENDING) and len(name) > 2:
        yield from (name + addition for addition in LINE_ADDITIONS)
    if match := _NUMBERED.fullmatch(name):
        number, rank = (match[1], match[2]) if match[1] else (match[4], ROAD_LETTERS[match[3]])
        letter = next(letter for letter, word in ROAD_LETTERS.items() if word == rank)
        written = (f"{number}{rank}", f"{letter}{number}", f"{rank}{number}", f"{letter}{number}{rank}", f"{letter}{number}线")
        yield from (other for other in written if other != name)
