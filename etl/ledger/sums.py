"""Whether parts add up to a stated total, and what a difference proves. Pure arithmetic on exact amounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import combinations

from etl.ledger.money import Amount

SCALES = (Decimal(10_000), Decimal("0.0001"))
MOST_FOR_PAIRS = 60
LEAST_COST = 1_000_000


class Sum(Enum):
    """What comparing parts with a total tells."""

    EQUAL = "相符"
    ROUNDING = "四舍五入差"
    UNIT_SLIP = "分项单位疑误"
    TOTAL_SLIP = "合计单位疑误"
    UNEQUAL = "合计不符"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The comparison; ``suspects`` are positions of parts whose unit is proved wrong, ``factor`` what they must be times."""

    kind: Sum
    difference: int
    suspects: tuple[int, ...] = ()
    factor: Decimal = Decimal(1)
    equal_to: int | None = None

    @property
    def holds(self) -> bool:
        """Equal, or as near as rounded figures can be."""
        return self.kind in (Sum.EQUAL, Sum.ROUNDING)


def reconcile(parts: Sequence[Amount], total: Amount) -> Verdict:
    """Compare parts with their stated total, all in 元.

    Figures rounded to a digit may miss their sum by half a unit each. A larger gap that closes exactly when one part (or all
    that name the same other unit, or two parts) is taken 10 000 times larger or smaller is a slip between 万元 and 亿元: proved
    only if there is one such reading.
    """
    yuan = sum(part.yuan for part in parts)
    difference = yuan - total.yuan
    if difference == 0:
        return Verdict(Sum.EQUAL, 0)
    if abs(difference) <= tolerance(parts, total):
        return Verdict(Sum.ROUNDING, difference)
    readings = _slips(parts, total, difference)
    if len(readings) == 1:
        suspects, factor = readings[0]
        return Verdict(Sum.UNIT_SLIP, difference, suspects, factor)
    for factor in SCALES:
        if not readings and abs(yuan - total.yuan * factor) <= tolerance(parts, total, total_scale=factor):
            return Verdict(Sum.TOTAL_SLIP, difference, factor=factor)
    missed = [position for position, part in enumerate(parts) if part.yuan and part.yuan == abs(difference)]
    return Verdict(Sum.UNEQUAL, difference, equal_to=missed[0] if len(missed) == 1 else None)


def tolerance(
    parts: Sequence[Amount],
    total: Amount,
    *,
    scaled: frozenset[int] = frozenset(),
    factor: Decimal = Decimal(1),
    total_scale: Decimal = Decimal(1),
) -> Decimal:
    """The gap that rounding explains: the total's half step and three standard deviations of the parts', at most all of them."""
    steps = [part.half_step * (factor if position in scaled else 1) for position, part in enumerate(parts)]
    # A figure rounded to a step of 2h is off by h/√3 on average.
    spread = (sum((step * step for step in steps), Decimal(0)) / 3).sqrt() * 3
    return total.half_step * total_scale + min(sum(steps, Decimal(0)), spread)


def _slips(parts: Sequence[Amount], total: Amount, difference: int) -> list[tuple[tuple[int, ...], Decimal]]:
    """Readings under which the sum holds: one part, all parts of a unit, two parts; the simplest kind that closes the gap."""

    def closes(group: tuple[int, ...], factor: Decimal) -> bool:
        change = sum((parts[position].yuan * (factor - 1) for position in group), Decimal(0))
        allowed = tolerance(parts, total, scaled=frozenset(group), factor=factor)
        # A part so small after the change that it drowns in the rounding may as well have been left out of the total.
        seen = all(parts[position].yuan * factor > allowed for position in group)
        # Where every part is concerned the total may be the wrong one: the parts are, if no project can cost so little.
        small = len(group) < len(parts) or (factor > 1 and all(part.yuan < LEAST_COST for part in parts))
        return seen and small and abs(difference + change) <= allowed

    for groups in (_singles(parts), _units(parts, total), _pairs(parts)):
        found = [
            (group, factor) for group in groups for factor in SCALES if _near(parts, group, factor, difference) and closes(group, factor)
        ]
        if found:
            return found
    return []


def _near(parts: Sequence[Amount], group: tuple[int, ...], factor: Decimal, difference: int) -> bool:
    """A cheap first look, so that long sheets stay fast."""
    change = sum(parts[position].yuan for position in group) * float(factor - 1)
    return abs(difference + change) <= abs(difference) * 0.1


def _singles(parts: Sequence[Amount]) -> Iterator[tuple[int, ...]]:
    return ((position,) for position in range(len(parts)))


def _units(parts: Sequence[Amount], total: Amount) -> Iterator[tuple[int, ...]]:
    for unit in {part.unit for part in parts} - {total.unit}:
        yield tuple(position for position, part in enumerate(parts) if part.unit == unit)


def _pairs(parts: Sequence[Amount]) -> Iterator[tuple[int, ...]]:
    return combinations(range(len(parts)), 2) if len(parts) <= MOST_FOR_PAIRS else iter(())
