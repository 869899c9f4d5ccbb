"""The names of a region, found in text: longest name first, each with the role it plays there.

A name may be a feature (road, river, bridge …), a town (镇、街道), a village (村、社区), a group of towns (片区), or the region
itself. One pass of an Aho-Corasick automaton finds them; the words beside a name decide whether it is meant (:mod:`geo.meant`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import ahocorasick

from data.model import Feature, Precision, Region, Town, Village
from geo.meant import bare_town_meant, feature_meant, village_meant
from geo.named import Mention, Named, Role
from geo.near_names import NearNames
from geo.variants import road_variants, without_aside, without_ending
from geo.vocabulary import (
    BETWEEN_TOWNS,
    BORDER_ENDINGS,
    CITYWIDE,
    MEASURES,
    NOT_THERE,
    TOWN_ENDINGS,
    VILLAGE_ENDINGS,
    VILLAGE_WRITTEN,
    plain,
)

_LINES = ("LineString", "MultiLineString")


class _Key(NamedTuple):
    """What the automaton holds at a name. bare: a town's name without 镇 or 街道, which counts in few contexts only."""

    name: Named
    length: int
    role: Role
    bare: bool = False
    line: bool = False
    road: bool = False


def _key(name: str, role: Role, *, bare: bool = False, line: bool = False, road: bool = False) -> _Key:
    return _Key(Named(name, role), len(name), role, bare, line, road)


@dataclass(frozen=True, slots=True)
class Found:
    """The features of a name, and how they were found: 同名 (empty note), by another ending, or by a near name."""

    features: tuple[Feature, ...]
    note: str = ""
    near: bool = False


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
                keys[name] = _key(name, Role.REGION)
        for name, members in self.region.groups.items():
            self._add_group(keys, plain(name), members)

    def _add_group(self, keys: dict[str, _Key], name: str, members: Sequence[str]) -> None:
        if name and members:
            self._groups.setdefault(name, tuple(members))
            keys[name] = _key(name, Role.GROUP)

    def _add_villages(self, keys: dict[str, _Key]) -> None:
        for village in self.region.villages:
            name = plain(village.name)
            stem = without_ending(name, VILLAGE_ENDINGS)
            for written in {name, *(stem + ending for ending in VILLAGE_WRITTEN)}:
                if len(written) > 2:
                    self._villages[written].append(village)
                    keys[written] = _key(written, Role.VILLAGE)
            if len(stem) > 1:
                for written in (name, stem, *(stem + ending for ending in VILLAGE_WRITTEN)):
                    self._stems[village.town].setdefault(written, village)

    def _add_towns(self, keys: dict[str, _Key]) -> None:
        for town in self.region.towns:
            name = plain(town.name)
            stem = without_ending(name, TOWN_ENDINGS)
            for written in {name, *(stem + ending for ending in TOWN_ENDINGS)} if len(stem) > 1 else {name}:
                self._towns.setdefault(written, town)
                keys[written] = _key(written, Role.TOWN)
            if len(stem) > 1 and stem != name:
                self._towns.setdefault(stem, town)
                keys[stem] = _key(stem, Role.TOWN, bare=True)

    def _add_features(self, keys: dict[str, _Key]) -> None:
        variants: list[tuple[str, str, bool]] = []
        for feature in self.region.features:
            names = [name for name in map(plain, (feature.name, *feature.aliases)) if len(name) > 1]
            if feature.kind == "area" and (feature.precision.rank >= Precision.TOWN.rank or feature.name in self.region.groups):
                for name in names:
                    self._add_group(keys, name, self.region.groups.get(feature.name, feature.stated_towns))
                continue
            line, road = feature.geometry.geom_type in _LINES, feature.kind == "road"
            for name in names:
                if feature not in self._features[name]:
                    self._features[name].append(feature)
                known = keys.get(name)
                keys[name] = _key(name, Role.FEATURE, line=line, road=road or (known is not None and known.road))
                if (other := without_aside(name)) != name and len(other) > 2:
                    variants.append((other, name, road))
                if road:
                    variants.extend((other, name, True) for other in road_variants(name))
        for other, name, road in variants:
            if other not in keys:
                self._variants[other] = name
                keys[other] = _key(other, Role.FEATURE, line=keys[name].line, road=road)

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
                if feature_meant(text, start, end, found, line=key.line, road=key.road):
                    found.append(Mention(start, end, key.name))
                    end_of_last = end
                continue
            following = matches[i + 1] if i + 1 < len(matches) else None
            begins_next = following[0] + 1 - following[1].length if following else -1
            # the first of several towns in a row may follow any word: 推进甲、乙等镇; and of two with a border: 甲乙交界
            opens_row = key.bare and following and following[1].role is Role.TOWN and (
                text[end:begins_next] in BETWEEN_TOWNS or (begins_next == end and text.startswith(BORDER_ENDINGS, following[0] + 1))
            )
            if not (opens_row and text[start - 1:start] not in MEASURES) and not self._area_meant(text, start, end, key, found):
                continue
            found.append(Mention(start, end, key.name))
            end_of_last = end
            if key.role is not Role.TOWN or begins_next == end:
                continue  # the longest name right behind a town is already the next match
            for village in self._villages_after(text, end, text[start:end]):
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
        meant = bare_town_meant(text, start, end, after_other=bool(found) and found[-1].end == start)
        return self._village_after(text, end, text[start:end]) is not None if meant is None else meant

    def _villages_after(self, text: str, start: int, town: str) -> list[Mention]:
        """The villages of this town in a row right behind its name (甲、乙两村)."""
        found: list[Mention] = []
        while village := self._village_after(text, start, town):
            found.append(village)
            start = village.end + 1
            if text[village.end:start] not in BETWEEN_TOWNS:
                break
        return found

    def _village_after(self, text: str, start: int, town: str) -> Mention | None:
        """A village of this town that begins here, where it may go without 村 or 社区 (湾底区块)."""
        stems = self._stems.get(self._towns[town].name)
        if not stems:
            return None
        for end in range(min(len(text), start + 9), start + 1, -1):
            if text[start:end] in stems and village_meant(text, end):
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
