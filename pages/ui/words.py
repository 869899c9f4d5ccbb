"""Numbers and dates as an official reader expects them: 亿元 and 万元, 百分点, full Chinese dates; unknown is said, never 0."""

from __future__ import annotations

from datetime import date

UNKNOWN = "—"
NO_PLAN = "无年度计划"
_WAN, _YI = 10_000, 100_000_000


def money(yuan: int | None, *, unknown: str = UNKNOWN) -> str:
    """An amount in 元 as 亿元 (from one 亿) or 万元: ``33.5亿元``, ``4664.2万元``."""
    if yuan is None:
        return unknown
    unit, size = ("亿元", _YI) if abs(yuan) >= _YI else ("万元", _WAN)
    return f"{_trim(yuan / size, 2)}{unit}"


def owed(yuan: int | None, *, unknown: str = UNKNOWN) -> str:
    """An amount still to be done, rounded up in the unit shown: whoever does that much has done enough."""
    if yuan is None:
        return unknown
    step = (_YI if abs(yuan) >= _YI else _WAN) // 100
    return money(-(-yuan // step) * step)


def owed_wan(yuan: int | None) -> float | None:
    """An amount still to be done as a number of 万元 to two decimals, rounded up: what a list of such amounts shows and sums."""
    return None if yuan is None else -(-yuan // 100) / 100


def wan(yuan: int | None) -> float | None:
    """An amount in 元 as a number of 万元, for columns that are to be sorted and summed."""
    return None if yuan is None else yuan / _WAN


def rate(ratio: float | None, *, unknown: str = UNKNOWN) -> str:
    """A ratio as a percentage of one decimal, never clipped: 1.226 is ``122.6%``."""
    return unknown if ratio is None else f"{_trim(ratio * 100, 1)}%"


def percent(value: float | None, *, unknown: str = UNKNOWN) -> str:
    """A percentage that is already 0–100 (形象进度)."""
    return unknown if value is None else f"{_trim(value, 1)}%"


def gap(points: float | None) -> str:
    """超(欠)时序 in words: ``欠时序 3.2 个百分点``."""
    if points is None:
        return ""
    if abs(points) < 0.05:
        return "与时序持平"
    return f"{'超' if points > 0 else '欠'}时序 {_trim(abs(points), 1)} 个百分点"


def day(when: date | None) -> str:
    """A date in full: ``2024年5月31日``."""
    return UNKNOWN if when is None else f"{when.year}年{when.month}月{when.day}日"


def length(metres: float | None) -> str:
    """A length as 公里, or 米 below one."""
    if metres is None:
        return UNKNOWN
    return f"{_trim(metres / 1000, 2)} 公里" if metres >= 1000 else f"{metres:.0f} 米"


def area(square_metres: float | None) -> str:
    """An area as 平方公里, or 平方米 below a tenth of one."""
    if square_metres is None:
        return UNKNOWN
    return f"{_trim(square_metres / 1e6, 2)} 平方公里" if square_metres >= 1e5 else f"{square_metres:.0f} 平方米"


def _trim(value: float, decimals: int) -> str:
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
