"""时序进度: the share of the year that has passed at a data date, counted as bulletins count it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from fractions import Fraction
from functools import lru_cache

MID_MONTH = 15
"""From this day on a month counts as half."""


def months_elapsed(as_of: date) -> Fraction:
    """Months of the year behind a data date, in halves: 31 May is 5, 15 to 30 May 4½, 1 to 14 May 4.

    Published bulletins count whole months (1–6月 is 50.00 %, 1–10月 83.3 %) and half-months in between (mid-August is
    62.5 %). Days between are rounded down to the last half-month completed, so that nobody is behind a date not yet reached.
    """
    if as_of.day == monthrange(as_of.year, as_of.month)[1]:
        return Fraction(as_of.month)
    half = Fraction(1, 2) if as_of.day >= MID_MONTH else Fraction(0)
    return as_of.month - 1 + half


@lru_cache(maxsize=4096)
def time_share(as_of: date) -> Fraction:
    """时序进度 as an exact share of the year, 0–1."""
    return months_elapsed(as_of) / 12


def time_progress(as_of: date) -> float:
    """时序进度 of a data date as a number, 0–1: for showing; comparisons use :func:`time_share`."""
    return float(time_share(as_of))


def month_number(day: date) -> int:
    """Months counted through the years, so that two dates' months can be subtracted."""
    return day.year * 12 + day.month


def months_overdue(due: date, as_of: date) -> int | None:
    """Whole months since the month due has closed: 0 on its last day, 3 three months on; None while it is still running."""
    overdue = _last_closed(as_of) - month_number(due)
    return overdue if overdue >= 0 else None


@lru_cache(maxsize=4096)
def _last_closed(as_of: date) -> int:
    """The number of the last month that has ended at a date; on its last day a month has."""
    ended = as_of.day == monthrange(as_of.year, as_of.month)[1]
    return month_number(as_of) - (0 if ended else 1)
