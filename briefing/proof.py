"""Proofreading of a 综述 that a person rewrote: which of its numbers are none of the briefing's. It warns; it forbids nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from briefing.content import Content
from briefing.numbers import WAN, YI
from data.views.shapes import BoardRow

_SIZES = {"亿元": YI, "亿": YI, "万元": WAN, "万": WAN, "元": 1}
_KINDS = {**dict.fromkeys(_SIZES, "元"), "%": "%", "个百分点": "百分点", "百分点": "百分点"}
_NUMBER = re.compile(r"(?<![\d.])(\d[\d,]*(?:\.\d+)?)\s*(亿元|亿|万元|万|元|%|个百分点|百分点)?")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text: as it is written, its value (money in 元), what it counts, and half of its last digit."""

    words: str
    value: Decimal
    kind: str
    slack: Decimal


def strange_numbers(text: str, content: Content) -> tuple[str, ...]:
    """The numbers of a text, as written there, that the briefing does not have, each once, in the text's order.

    A number is the briefing's if one of its figures of the same kind (amount, rate, 百分点, count or date) rounds to it; an
    amount may be given in another unit. Digits in the names of projects do not count.
    """
    known = {kind: tuple(values) for kind, values in _known(content).items()}
    bare = _without_names(_plain(text), content)
    found = (figure for figure in figures_in(bare) if not _among(figure, known.get(figure.kind, ())))
    return tuple(dict.fromkeys(figure.words for figure in found))


def figures_in(text: str) -> Iterator[Figure]:
    """Every number of a text with what it counts."""
    for match in _NUMBER.finditer(_plain(text)):
        digits, unit = match[1].replace(",", ""), match[2] or ""
        size = _SIZES.get(unit, 1)
        places = len(digits.partition(".")[2])
        yield Figure(match[0].strip(), Decimal(digits) * size, _KINDS.get(unit, ""), Decimal(size) / 2 / 10**places)


def _among(figure: Figure, known: Iterable[Decimal]) -> bool:
    # A whole number in a count or a date is meant exactly; anything else may have been rounded by hand.
    slack = figure.slack if figure.kind else 0
    return any(abs(value - figure.value) <= slack for value in known)


def _known(content: Content) -> dict[str, set[Decimal]]:
    """Every figure of the briefing by kind: those it was worked out from, and those its own sentences say."""
    found: dict[str, set[Decimal]] = {"元": set(), "%": set(), "百分点": set(), "": set()}
    totals, figures = content.brief.board.totals, content.figures
    groups = (*figures.sectors, *figures.units, *figures.towns, figures.whole)
    late = {one.id for one in figures.lagging}
    rows = [row for row in content.brief.board.rows if row.id in late]
    amounts = [totals.total_investment, totals.year_plan, totals.year_done, totals.total_done]
    amounts += [one for group in groups for one in (group.total_investment, group.year_plan, group.year_done, group.new)]
    amounts += [one for row in rows for one in _amounts(row)]
    rates = [totals.year_rate, totals.total_rate, totals.time_progress, *(group.rate for group in groups)]
    rates += [one for row in rows for one in (row.year_rate, row.total_rate)]
    gaps = [totals.gap, *(row.lit.gap for row in rows)]
    found["元"].update(Decimal(one) for one in amounts if one is not None)
    found["%"].update(Decimal(str(one)) * 100 for one in rates if one is not None)
    found["百分点"].update(abs(Decimal(str(one))) for one in gaps if one is not None)
    found[""].update(Decimal(group.projects) for group in groups)
    for said in (content.generated, *content.changes, *content.texts.values(), *content.fields.values()):
        if said != content.summary or said == content.generated:
            for figure in figures_in(said):
                found[figure.kind].add(figure.value)
    return found


def _amounts(row: BoardRow) -> tuple[int | None, ...]:
    told = row.progress
    return (told.total_investment, told.year_plan, told.year_done, told.total_done, row.lit.to_green) if told else (row.lit.to_green,)


def _without_names(text: str, content: Content) -> str:
    """The text less the names of projects, the longest first: 228国道 is no count."""
    names = {_plain(name) for row in content.brief.board.rows for name in (row.name, *row.aliases)}
    for name in sorted((name for name in names if any(char.isdigit() for char in name)), key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
