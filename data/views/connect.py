"""The door to the store, and to what the region pack says beside it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from data import region as packs
from data.lights import Rule, RuleBook, load_rules
from data.model import Region
from data.region import load_region
from data.store import Store, open_store
from data.views.shapes import RuleWords


def connect(url: str | Path | None = None, *, region: str | None = None, make: bool = True) -> Store:
    """The store at url (default: STORE_URL, else the GeoPackage under var/); an empty one is made where there is none, unless
    make is False. Raises StoreError with its remedy.
    """
    return open_store(url, region=region, make=make)


def region_of(store: Store) -> Region:
    """The region pack of the store's region, as it is on disk. Raises RegionError when there is none."""
    return load_region(store.region)


def rule_book(store: Store) -> RuleBook:
    """The region's light rules. The file is read anew when it was changed. Raises RegionError where there is no such region."""
    region_of(store)
    return _rule_book(_rules_path(store), rules_stamp(store))


def rules_stamp(store: Store) -> int:
    """When the region's light rules were last changed, in ns; 0 without the file. Lights hold for one stamp."""
    try:
        return _rules_path(store).stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _rules_path(store: Store) -> Path:
    return packs.REGIONS / store.region / "light_rules.toml"


@lru_cache(maxsize=8)
def _rule_book(path: Path, changed: int) -> RuleBook:
    return load_rules(path)


def rule_in_force(store: Store, name: str | None = None) -> Rule:
    """The rule of that name, or the region's declared default. Raises RuleError for a name that is not in the book."""
    return rule_book(store).rule(name or region_of(store).light_rule or None)


def rules(store: Store) -> tuple[RuleWords, ...]:
    """The rules users choose from, the one in force first, each in words."""
    current = rule_in_force(store)
    others = [rule for rule in rule_book(store).rules if rule.name != current.name]
    return tuple(RuleWords(rule.name, rule.words, rule.origin, rule is current) for rule in (current, *others))
