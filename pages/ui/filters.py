"""What is filtered for (筛选), and which projects pass: pure comparison.

A filter keeps a row when any of its chosen values is among the row's; rows must pass every filter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from data.views import Board, BoardRow
from pages.ui.measures import BANDS, MEASURES, Measure
from pages.ui.remember import remembered

OUTSIDE = "市域以外"
NONE_SAID = "未填报"
AMOUNTS = {
    "不足1亿元": (0, 10**8), "1亿元以上": (10**8, None), "5亿元以上": (5 * 10**8, None), "10亿元以上": (10**9, None),
    "50亿元以上": (5 * 10**9, None),
}
"""From (inclusive), to (exclusive), in 元."""
_NAMED = 5
"""As many values of one filter are named in words; of more, the rest are counted."""


@dataclass(frozen=True, slots=True)
class Field:
    """One filter: its key in the address, its label, a row's values, and their order (None: by frequency)."""

    key: str
    label: str
    values: Callable[[BoardRow], tuple[str, ...]]
    order: tuple[str, ...] | None = None


def _towns(row: BoardRow) -> tuple[str, ...]:
    return tuple(share.name or OUTSIDE for share in row.towns)


def _year_of(*names: str) -> Callable[[BoardRow], tuple[str, ...]]:
    """The year of the first of these dates that is known."""
    def year(row: BoardRow) -> tuple[str, ...]:
        known = (getattr(row.progress, name) for name in names) if row.progress else ()
        return (next((f"{day.year}年" for day in known if day), NONE_SAID),)

    return year


def _ranked(measure: str) -> tuple[str, ...]:
    return tuple(kind.key for kind in MEASURES[measure].kinds)


FIELDS: tuple[Field, ...] = (
    Field("town", "镇街", _towns),
    Field("light", "亮灯", lambda row: (row.lit.light.value,), _ranked("light")),
    Field("stage", "环节", lambda row: (row.stage.value if row.stage else "未知",), _ranked("stage")),
    Field("sector", "行业", lambda row: (row.sector or NONE_SAID,)),
    Field("unit", "责任单位", lambda row: (row.unit or NONE_SAID,)),
    Field("class", "项目类别", lambda row: (row.project_class.value if row.project_class else NONE_SAID,)),
    Field("start", "开工年份", _year_of("actual_start", "planned_start")),
    Field("finish", "计划完工年份", _year_of("planned_finish")),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the filters stand at. Hashable, so that what passes can be kept under it."""

    fields: tuple[tuple[str, frozenset[str]], ...] = ()
    band: frozenset[str] = frozenset()
    amount: str | None = None
    text: str = ""
    measure: str = "light"

    @property
    def active(self) -> tuple[str, ...]:
        """The classes of the measure in force that are filtered for, in the legend's order."""
        measure = MEASURES[self.measure]
        chosen = self.band if measure.filter == "band" else dict(self.fields).get(measure.filter, frozenset())
        return tuple(kind.key for kind in measure.kinds if kind.key in chosen)

    @property
    def count(self) -> int:
        """How many filters are set."""
        return sum(bool(chosen) for _, chosen in self.fields) + bool(self.band) + bool(self.amount) + bool(self.text.strip())


def noted(choice: Choice) -> str:
    """What is filtered for, in words, for whatever is seen without the widgets; empty without a filter."""
    chosen = [(field.label, dict(choice.fields).get(field.key, ()), field.order) for field in FIELDS]
    measure = MEASURES[choice.measure]
    if measure.filter == "band":
        chosen.append((measure.title, choice.band, BANDS))
    parts = [f"{label} {_few(values, order)}" for label, values, order in chosen if values]
    parts += [f"总投资 {choice.amount}"] if choice.amount else []
    parts += [f"名称含“{choice.text.strip()}”"] if choice.text.strip() else []
    return f"筛选:{';'.join(parts)}" if parts else ""


def _few(values: Iterable[str], order: tuple[str, ...] | None) -> str:
    known = sorted(values, key=lambda value: (order.index(value) if order and value in order else 0, value))
    return "、".join(known[:_NAMED]) + (f"等{len(known)}个" if len(known) > _NAMED else "")


@dataclass(frozen=True, slots=True)
class Kept:
    """What passes: rows that pass everything, and positions that pass all but the legend's own filter (None: all)."""

    rows: tuple[BoardRow, ...]
    scope: tuple[int, ...] | None


def options(board: Board, field: Field) -> list[str]:
    """The values a filter can be set to: all of a fixed course, whether they occur or not (an address that asks for red lights
    means them, though there be none); else those on this board, the most frequent first.
    """
    if field.order:
        return list(field.order)
    counts: dict[str, int] = {}
    for row in board.rows:
        for value in field.values(row):
            counts[value] = counts.get(value, 0) + 1
    return sorted(counts, key=lambda value: (value in (OUTSIDE, NONE_SAID), -counts[value], value))


def keep(rows: Iterable[BoardRow], choice: Choice) -> Kept:
    """Which rows pass."""
    measure = MEASURES[choice.measure]
    active = set(choice.active)
    checks = list(_checks(choice, measure))
    everything = tuple(rows)
    scope = [n for n, row in enumerate(everything) if all(check(row) for check in checks)]
    kept = tuple(everything[n] for n in scope if not active or measure.key_of(everything[n]) in active)
    return Kept(kept, tuple(scope) if checks else None)


def _checks(choice: Choice, measure: Measure) -> Iterable[Callable[[BoardRow], bool]]:
    fields = {field.key: field for field in FIELDS}
    for key, chosen in choice.fields:
        if chosen and key != measure.filter:
            yield lambda row, field=fields[key], chosen=chosen: any(value in chosen for value in field.values(row))
    if choice.amount:
        least, below = AMOUNTS[choice.amount]
        yield lambda row: _within(row.progress.total_investment if row.progress else None, least, below)
    if text := choice.text.strip().lower():
        yield lambda row: any(text in name for name in search_names(row.name, row.aliases))


def _within(amount: int | None, least: int, below: int | None) -> bool:
    return amount is not None and amount >= least and (below is None or amount < below)


@lru_cache(maxsize=20_000)
def search_names(name: str, aliases: tuple[str, ...]) -> tuple[str, ...]:
    """What a project answers to: its name, its aliases, and the initials of their pinyin, in lower case."""
    names = (name, *aliases)
    initials = ("".join(lazy_pinyin(one, style=Style.FIRST_LETTER)) for one in names)
    return tuple(one.lower() for one in (*names, *initials))


@remembered(16)
def _options(key: tuple, _board: Board) -> Mapping[str, list[str]]:
    return {field.key: options(_board, field) for field in FIELDS}


def known(board: Board) -> Mapping[str, list[str]]:
    """The values each filter can be set to, by its key; asked once per board."""
    return _options(board_key(board), board)


@remembered(256)
def _keep(key: tuple, choice: Choice, _board: Board) -> Kept:
    return keep(_board.rows, choice)


def board_key(board: Board) -> tuple:
    """What anything made from a board is kept under."""
    return board.region, board.version, board.rules_stamp, board.as_of, board.rule


def kept(board: Board, choice: Choice) -> Kept:
    """Which of the board's rows pass; asked once per board and choice."""
    return _keep(board_key(board), choice, board)
