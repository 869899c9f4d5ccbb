"""What a rule asks at one data date: worked out once, held against every project.

A board has thousands of projects and a handful of dates and thresholds; only the comparison is made for each project.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from data.lights.rule import Floor, Measure, Thresholds
from data.lights.timing import time_share
from data.model import Light


@dataclass(frozen=True, slots=True)
class Yardstick:
    """Thresholds at a data date.

    share: 时序进度, exact, 0–1; yellow, red: the least shares of the year's plan that keep out of these lights; words: what
    each light means; elapsed: 时序进度 and the date in words.
    """

    measure: Measure
    basis: str
    share: Fraction
    time_progress: float
    yellow: Floor
    red: Floor
    words: Mapping[Light, str]
    elapsed: str


@lru_cache(maxsize=4096)
def yardstick(thresholds: Thresholds, basis: str, as_of: date) -> Yardstick:
    """The thresholds at a data date. basis: 时序进度, or what else the rule measures by."""
    share = time_share(as_of)
    return Yardstick(
        measure=thresholds.measure, basis=basis, share=share, time_progress=float(share),
        yellow=thresholds.floor(thresholds.yellow, share), red=thresholds.floor(thresholds.red, share),
        words=thresholds.words(basis), elapsed=f"{basis}{float(share):.2%}(截至{as_of})",
    )  # fmt: skip
