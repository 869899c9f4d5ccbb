"""One cell of a sheet: its value, how the spreadsheet shows it, and what is wrong with it.

A number's format changes what a reader sees: 0.75 shown as 75 %, 12345600 shown as 1234.56 (万元), 33.5 shown as 33.5亿元.
The ledger's author looked at what was shown, so the meaning is taken from there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|!(.)|_.|\*.|\[[^\]]*\]')
_DATE_LETTERS = re.compile(r"[ymdhs年月日]", re.I)
_SHIFTED_POINT = re.compile(r"[\\!]\.(0+)|\"\.\"(0+)")


class NumberForm(NamedTuple):
    """What a number format does to a number: percent sign, date, digits after the point, divisor (as a power of ten), unit."""

    percent: bool = False
    is_date: bool = False
    decimals: int | None = None
    shift: int = 0
    unit: str = ""


GENERAL = NumberForm()


@cache
def number_form(code: str) -> NumberForm:
    """Read a spreadsheet's number format, e.g. ``0.0%``, ``yyyy年m月``, ``0.00"亿元"``, ``0!.0000`` (yuan shown in 万)."""
    positive = code.split(";")[0]
    if not positive or positive.lower() in ("general", "@", "g/通用格式"):
        return GENERAL
    unit = "".join(quoted or "" for quoted in re.findall(r'"([^"]*)"', positive)).strip()
    bare = _LITERAL.sub("", positive)
    unit = unit or "".join(re.findall(r"[千百]?[万亿]元?|元", bare))
    digits = re.sub(r"E[+-]?0+", "", bare)
    if _DATE_LETTERS.search(digits) and "0" not in digits and "#" not in digits:
        return NumberForm(is_date=True)
    point = re.search(r"\.(0+)", digits)
    shifted = _SHIFTED_POINT.search(positive)
    thousands = re.search(r"[0#?](,+)(?![0#?,])", digits)
    shift = (len(shifted.group(1) or shifted.group(2)) if shifted else 0) + (3 * len(thousands.group(1)) if thousands else 0)
    decimals = len(point.group(1)) if point else 0 if re.search(r"[0#]", digits) else None
    return NumberForm(percent="%" in bare, decimals=decimals, shift=shift, unit=unit)


class Cell(NamedTuple):
    """A cell as read. ``fault`` says in words why there is no value (an error value, a formula without a result); ``struck``
    that all of it is crossed out. Of a text crossed out in part only the rest is kept.
    """

    value: str | float | int | bool | date | None = None
    form: NumberForm = GENERAL
    fault: str = ""
    struck: bool = False

    @property
    def blank(self) -> bool:
        """Nothing in it, not even a fault."""
        value = self.value
        return not self.fault and (value is None or (isinstance(value, str) and not value.strip()))

    @property
    def is_number(self) -> bool:
        """A number typed as a number."""
        return isinstance(self.value, int | float) and not isinstance(self.value, bool)

    @property
    def text(self) -> str:
        """What a reader sees."""
        value = self.value
        if isinstance(value, str):
            return value.strip()
        if value is None:
            return self.fault
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, date):
            return (value.date() if isinstance(value, datetime) else value).isoformat()
        return _shown(value, self.form)

    @property
    def number(self) -> Decimal:
        """The number exactly as the spreadsheet holds it: fifteen significant digits, the float's noise gone."""
        return _exact(self.value)


BLANK = Cell()


def _exact(value: float) -> Decimal:
    return Decimal(f"{value:.15g}")


@lru_cache(maxsize=65536)
def _shown(value: float, form: NumberForm) -> str:
    shown = plain(_exact(value) * 100 if form.percent else _exact(value).scaleb(-form.shift))
    return f"{shown}{'%' if form.percent else ''}{form.unit}"


def unstruck(runs: Iterable[tuple[str, bool]]) -> Cell:
    """A text cell from its runs, each with whether it is crossed out."""
    found = list(runs)
    kept = "".join(text for text, struck in found if not struck)
    whole = "".join(text for text, _ in found)
    return Cell(whole, struck=True) if whole.strip() and not kept.strip() else Cell(kept)


def plain(number: Decimal) -> str:
    """A decimal without exponent and trailing zeros: 1E+3 is 1000, 2.50 is 2.5."""
    shown = f"{number:f}"
    return (shown.rstrip("0").rstrip(".") if "." in shown else shown) or "0"
