"""Chinese number habits: 亿元 and 万元, percentages, 百分点, dates. Rounds half up, as people do, never half to even."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

YI = 100_000_000
WAN = 10_000
UNKNOWN = "—"
# As the board shows rates and gaps.
PLACES = 1


def rounded(value: float | int | Decimal, places: int = 0) -> Decimal:
    """A number to so many decimals, half up. Floats are read as they print, so that 2.675 rounds to 2.68."""
    number = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return abs(number) if number == 0 else number


def money(yuan: int | None) -> str:
    """An amount of 元 as one says it: 33.5亿元, 4664.2万元, 500元; 无数据 where unknown."""
    if yuan is None:
        return "无数据"
    if abs(yuan) >= YI:
        return f"{_plain(Decimal(yuan) / YI)}亿元"
    if abs(yuan) >= WAN or yuan == 0:
        return f"{_plain(Decimal(yuan) / WAN)}万元"
    return f"{yuan}元"


def money_at_least(yuan: int) -> str:
    """An amount of 元 as :func:`money` says it, rounded up in the unit shown: whoever does that much has done enough."""
    unit = YI if yuan >= YI else WAN if yuan >= WAN else 1
    step = unit // 100 or 1
    return money(int((Decimal(yuan) / step).to_integral_value(ROUND_CEILING)) * step)


def wan(yuan: int | None) -> str:
    """An amount of 元 as a table's cell in 万元, to the whole 万元; below one 万元 with its decimals."""
    if yuan is None:
        return UNKNOWN
    value = Decimal(yuan) / WAN
    return _plain(value) if 0 < abs(value) < 1 else str(rounded(value))


def percent(ratio: float | None) -> str:
    """A ratio as a percentage, never clipped: 1.226 is 122.6%."""
    return UNKNOWN if ratio is None else f"{rounded(Decimal(str(ratio)) * 100, PLACES)}%"


def points(gap: float | None) -> str:
    """A gap in 百分点 as a signed table cell: +3.5, -12.0, 0.0."""
    if gap is None:
        return UNKNOWN
    value = rounded(gap, PLACES)
    return f"{value:+}" if value else "0.0"


def points_words(gap: float | None) -> str:
    """A gap in words: 超时序进度3.5个百分点, 欠时序进度12.0个百分点, 与时序进度持平; empty where unknown."""
    if gap is None:
        return ""
    value = rounded(gap, PLACES)
    if not value:
        return "与时序进度持平"
    return f"{'超' if value > 0 else '欠'}时序进度{abs(value)}个百分点"


def day(when: date | None, *, year: bool = False) -> str:
    """5月31日, or 2024年5月31日; 日期不详 where unknown."""
    if when is None:
        return "日期不详"
    return f"{when.year}年{when.month}月{when.day}日" if year else f"{when.month}月{when.day}日"


def _plain(value: Decimal) -> str:
    text = str(rounded(value, 2))
    return text.rstrip("0").rstrip(".") if "." in text else text
