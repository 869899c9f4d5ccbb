"""The vocabulary files, read once: what columns are called, and what the words in rows mean."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from etl.ledger.text import squeeze

_HERE = Path(__file__).parent
_BRACKETS = re.compile(r"[()\[\]《》<>\"'::、,,。;;]")
_KEYS = {"field", "label", "kind", "rank", "exact", "like", "unlike"}


@dataclass(frozen=True, slots=True)
class Meaning:
    """One entry of columns.toml: a field, how its headers look, and what its column must hold."""

    field: str
    kind: str
    label: str
    rank: int
    exact: frozenset[str]
    like: tuple[re.Pattern[str], ...]
    unlike: tuple[re.Pattern[str], ...]

    def is_called(self, joined: str) -> bool:
        """Whether a joined header matches the patterns."""
        return any(pattern.search(joined) for pattern in self.like) and not any(pattern.search(joined) for pattern in self.unlike)


def _bare(text: str) -> str:
    """A header without brackets and punctuation, so that 项目(工程)名称 and 项目工程名称 are one."""
    return _BRACKETS.sub("", squeeze(text))


@cache
def meanings() -> tuple[Meaning, ...]:
    """The entries of columns.toml in their order. Raises ValueError for an unknown key, so that a slip is not ignored."""
    found = []
    for entry in tomllib.loads((_HERE / "columns.toml").read_text("utf-8"))["column"]:
        if unknown := set(entry) - _KEYS:
            raise ValueError(f"columns.toml, {entry['field']!r}: unknown {unknown!r}")
        found.append(
            Meaning(
                field=entry["field"],
                kind=entry["kind"],
                label=entry.get("label", ""),
                rank=entry.get("rank", 1),
                exact=frozenset(_bare(text) for text in entry.get("exact", ())),
                like=tuple(re.compile(text) for text in entry.get("like", ())),
                unlike=tuple(re.compile(text) for text in entry.get("unlike", ())),
            )
        )
    return tuple(found)


@lru_cache(maxsize=4096)
def meanings_of(joined: str, leaf: str) -> tuple[Meaning, ...]:
    """All meanings a header may have, likeliest first: whole header exactly, by pattern, lowest row exactly."""
    whole, last = _bare(joined), _bare(leaf)
    exact = [meaning for meaning in meanings() if whole in meaning.exact]
    by_pattern = [meaning for meaning in meanings() if meaning.is_called(joined)]
    by_leaf = [meaning for meaning in meanings() if last in meaning.exact] if last != whole else []
    # A pattern sees the rows above (2024年 over 累计完成); the lowest row alone is trusted only where they say nothing.
    vague = {"done", "plan", "money", "month_done", "rate", "task_name"}
    sure = [meaning for meaning in by_pattern if meaning.field not in vague]
    rest = [meaning for meaning in by_pattern if meaning.field in vague]
    if any(meaning.field == "money_other" for meaning in sure):
        by_leaf = [meaning for meaning in by_leaf if meaning.kind != "money"]
    return tuple(dict.fromkeys([*exact, *([] if exact else by_leaf if not sure else []), *sure, *rest, *by_leaf]))


@cache
def _name_meanings() -> tuple[frozenset[str], tuple[Meaning, ...]]:
    names = tuple(meaning for meaning in meanings() if meaning.field in ("name", "task_name"))
    return frozenset().union(*(meaning.exact for meaning in names)), names


def may_head_names(text: str) -> bool:
    """A cheap first look, made at every cell of a sheet: whether a text may be the heading of the names."""
    exact, names = _name_meanings()
    return _bare(text) in exact or any(meaning.is_called(text) for meaning in names)


@lru_cache(maxsize=4096)
def is_heading_word(text: str) -> bool:
    """Whether a text, without its unit, is the whole of a heading (总投资, 责任单位) and so no project's name."""
    return any(_bare(text) in meaning.exact for meaning in meanings())


@cache
def labels() -> dict[str, str]:
    """The Chinese label of each field that is taken."""
    found: dict[str, str] = {}
    for meaning in meanings():
        if meaning.label:
            found.setdefault(meaning.field, meaning.label)
    return found


@cache
def words() -> dict[str, Any]:
    """words.toml."""
    return tomllib.loads((_HERE / "words.toml").read_text("utf-8"))


@cache
def row_words(name: str) -> re.Pattern[str]:
    """A pattern of the [rows] section."""
    return re.compile(words()["rows"][name])
