"""Dates as ledgers write them: 2024年底, 2027年12月, 2022-2025, 36个月, Excel serials; and slips such as 1031日."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from etl.ledger.cells import Cell, plain
from etl.ledger.money import Doubt
from etl.ledger.text import means_nothing, squeeze

_SEP = r"[-./年]"
_DAY = re.compile(rf"(\d{{4}}){_SEP}(\d{{1,2}})[-./月](\d{{1,2}})[日号]?(?:\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})?")
_MONTH = re.compile(rf"(\d{{4}}){_SEP}(\d{{1,2}})(?:月|月份|月底|月末|月初)?")
_YEAR = re.compile(r"(\d{4})年?(?:年?(底|末|年底|年末|内|初|上半年|下半年|中|第?[一二三四1234]季度))?(?:前|左右)?")
_DURATION = re.compile(r"(?:约|工期|共)*\d+(?:\.\d+)?(?:个月|个?日历天|天|年|日历日|周|工作日)")
_QUARTER = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_NOT_YET = re.compile(r"(未|尚未|暂未|拟|待).*(开工|定|明确)|.*(前期|待定)")


@dataclass(frozen=True, slots=True)
class Duration:
    """A construction period without dates (36个月, 1614日历天). Known, but no date."""

    text: str


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def read_date(cell: Cell, *, start: bool) -> date | Duration | Doubt | None:
    """A date. Coarse words give the first day they allow for a start, the last for a finish."""
    if cell.fault:
        return Doubt(f"单元格没有日期({cell.fault})", "请重新填写日期,如 2024年5月")
    value = cell.value
    if value is None or isinstance(value, bool) or (isinstance(value, str) and means_nothing(value)):
        return None
    if isinstance(value, date):
        found = value.date() if isinstance(value, datetime) else value
        return found if 1950 <= found.year <= 2100 else Doubt("年份不合理", "请核对日期")
    if cell.is_number:
        return _from_number(plain(cell.number), start)
    return from_text(squeeze(value), start=start)


def _from_number(text: str, start: bool) -> date | Doubt:
    if re.fullmatch(r"\d{4}\.1", text):
        return Doubt(f"{text} 分不清是 1 月还是 10 月", f"请写成 {text[:4]}年1月 或 {text[:4]}年10月")
    if re.fullmatch(r"\d{5}", text) and 18264 <= int(text) < 73415:
        return date.fromordinal(date(1899, 12, 30).toordinal() + int(text))
    found = from_text(text, start=start)
    return found if isinstance(found, date | Doubt) else Doubt(f"{text} 不是日期", "请写成 2024年5月 或 2024-05-31")


@lru_cache(maxsize=4096)
def from_text(text: str, *, start: bool) -> date | Duration | Doubt | None:
    """The same for text (squeezed: half-width, no spaces)."""
    text = re.sub(r"^(计划|预计|实际|力争|约|拟|已于|于|至|到)+", "", text)
    text = re.sub(r"(前|开工|竣工|完工|建成|投用|完成|左右)+$", "", text)
    if _DURATION.fullmatch(text) and not re.fullmatch(r"(19|20)\d{2}年", text):
        return Duration(text)
    try:
        if match := _DAY.fullmatch(text):
            return date(*(int(part) for part in match.groups()))
        if match := _COMPACT.fullmatch(text):
            year, month, day = match.groups()
            return date(int(year), int(month), int(day)) if day else _month(int(year), int(month), start, text)
        if match := _MONTH.fullmatch(text):
            return _month(int(match[1]), int(match[2]), start, text)
        if match := re.fullmatch(r"(\d{1,2})月份?[底末初]?", text):
            wrong = _month(2000, int(match[1]), start, text)
            return wrong if isinstance(wrong, Doubt) else Doubt(f"{text} 没有写明年份", "请写成 2024年5月")
        if (match := _YEAR.fullmatch(text)) and 1950 <= int(match[1]) <= 2100:
            return _within_year(int(match[1]), match[2] or "", start)
    except ValueError:
        return Doubt(f"{text} 不是历书上的日期", "请核对日期")
    if _NOT_YET.fullmatch(text):
        return None
    return Doubt("不是日期", "请写成 2024年5月 或 2024-05-31")


def _month(year: int, month: int, start: bool, text: str) -> date | Doubt:
    if not 1 <= month <= 12:
        digits = str(month)
        hint = f"疑为 1—{digits[1:]}月,请核对" if len(digits) == 2 and digits[0] == "1" and digits[1] != "0" else "请核对月份"
        return Doubt(f"{text} 里没有 {month} 月这个月份", hint)
    return date(year, month, 1) if start else month_end(year, month)


def _within_year(year: int, part: str, start: bool) -> date:
    if part in ("底", "末", "年底", "年末"):
        return date(year, 12, 31)
    if part == "初":
        return date(year, 1, 1)
    if part == "上半年":
        return date(year, 1, 1) if start else date(year, 6, 30)
    if part == "下半年":
        return date(year, 7, 1) if start else date(year, 12, 31)
    if "季度" in part:
        last = _QUARTER[part.strip("第季度")]
        return date(year, last - 2, 1) if start else month_end(year, last)
    if part == "中":
        return date(year, 6, 1) if start else date(year, 6, 30)
    return date(year, 1, 1) if start else date(year, 12, 31)


def read_period(text: str) -> tuple[date, date] | None:
    """建设起止年限 as its first and last day: 2022-2025, 2022年3月—2025年底. None where it is not two dates."""
    parts = re.split(r"—+|–|~|~|至|到|--+", squeeze(text))
    if len(parts) == 1:
        years = re.fullmatch(r"((?:19|20)\d{2})年?[-/]((?:19|20)\d{2})年?", parts[0])
        days = re.fullmatch(r"(\d{4}[./年]\d{1,2}月?)-(\d{4}[./年]\d{1,2}月?)", parts[0])
        found = years or days
        if not found:
            return None
        parts = list(found.groups())
    if len(parts) != 2:
        return None
    begin, end = from_text(parts[0], start=True), from_text(parts[1], start=False)
    return (begin, end) if isinstance(begin, date) and isinstance(end, date) and begin <= end else None
