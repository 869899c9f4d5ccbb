"""The data date (数据截至): from 截至…, the title, a header, the sheet's or the file's name. Slips are refused with a proposal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from etl.ledger.dates import month_end
from etl.ledger.text import squeeze

_YEAR = r"(?P<year>(?:19|20)\d{2})"
_FILLED = re.compile(
    r"(填报|填表|报送|上报|制表|打印|印发|发文|更新|编制)(日期|时间|人)?[::]?(?:19|20)?\d{2,4}[-./年]\d{1,2}([-./月]\d{1,2}日?)?"
)
_UNTIL = r"(?:数据)?(?:截至|截止|截止到|截至到)(?:日期|时间|目前)?[::]?"
_DAY = re.compile(rf"{_YEAR}(?:年(?P<month>\d{{1,2}})月|(?P<sep>[-./])(?P<month2>\d{{1,2}})(?P=sep))(?P<day>\d{{1,2}})(?!\d)日?")
_DAYS = re.compile(rf"{_YEAR}年(?P<from>\d{{1,2}})月\d{{1,2}}日?[-—–~至到]+(?:\d{{4}}年)?(?:(?P<month>\d{{1,2}})月)?(?P<day>\d{{1,2}})日")
_SHORT_DAYS = re.compile(
    rf"{_YEAR}(?P<sep>[-./])(?P<from>\d{{1,2}})(?P=sep)\d{{1,2}}[-—–~至到]+(?:\d{{4}}(?P=sep))?(?:(?P<month>\d{{1,2}})(?P=sep))?(?P<day>\d{{1,2}})(?!\d)"
)
_UNTIL_DAY_ONLY = re.compile(rf"{_UNTIL}(?P<month>\d{{1,2}})(?:月(?P<day>\d{{1,2}})日|\.(?P<day2>\d{{1,2}})(?![\d%‰万亿元]))")
_RUN_TOGETHER = re.compile(rf"(?:{_UNTIL})(?:{_YEAR}年)?(?P<digits>\d{{3,4}})日")
_MONTHS = re.compile(rf"(?:{_YEAR}年)?(?:度)?(?:1|元|一)(?:月份?)?[-—–~至到―]+(?P<month>\d{{1,2}})月")
_MONTH = re.compile(rf"{_YEAR}[-./年](?P<month>\d{{1,2}})(?:月(?P<part>上旬|中旬|下旬|中|初)?|(?=\D|$))")
_COMPACT = re.compile(rf"(?<!\d){_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])?(?!\d)")
_SEASON = re.compile(rf"(?:{_YEAR}年)?(?P<season>上半年|前三季度|(?:第|前)?[一二三四]季度|全年)")
_BARE_MONTH = re.compile(r"(?<![\d个])(?P<month>\d{1,2})月份?(?P<part>上旬|中旬|下旬|中|初)?(?!\d)")
_LONE_YEAR = re.compile(rf"(?<!\d){_YEAR}年")
_CHINESE_YEAR = re.compile(r"([一二三四五六七八九〇○零]{4})年(?:(十?[一二三四五六七八九]|十)月)?")
_DIGITS = str.maketrans("一二三四五六七八九〇○零", "123456789000")
_SEASONS = {"上半年": 6, "前三季度": 9, "全年": 12, "一": 3, "二": 6, "三": 9, "四": 12}


@dataclass(frozen=True, slots=True)
class DataDate:
    """A data date and the words it was read from; or the problem that those words have, with a remedy.

    A date with neither stays None without a problem. ``strength``: 3 for 截至 with a day, 2 for a month with its year, 1 for a
    month whose year stands elsewhere.
    """

    when: date | None = None
    words: str = ""
    problem: str = ""
    remedy: str = ""
    strength: int = 0


def year_in(texts: Iterable[str]) -> int | None:
    """The first year that any of the texts names, e.g. of 2024年重点工程."""
    for text in texts:
        if (
            found := _LONE_YEAR.search(squeeze(text))
            or _COMPACT.search(squeeze(text))
            or re.search(r"(?<!\d)(?P<year>20\d{2})(?!\d)", squeeze(text))
        ):
            return int(found["year"])
    return None


def read_data_date(text: str, year: int | None = None) -> DataDate:
    """The data date one text tells; what stands after 截至 before all else. ``year`` serves texts that name the month only."""
    plain = _CHINESE_YEAR.sub(_in_digits, _FILLED.sub("", squeeze(text)))
    until = plain.find("截")
    if until > 0 and (found := _read(plain[until:], year)).when:
        return found
    return _read(plain, year)


def _in_digits(found: re.Match[str]) -> str:
    """二〇二四年五月 as 2024年5月."""
    month = found[2] or ""
    number = 10 * ("十" in month) + int(month.replace("十", "").translate(_DIGITS) or 0)
    return f"{found[1].translate(_DIGITS)}年" + (f"{number}月" if month else "")


def _read(plain: str, year: int | None) -> DataDate:
    if slip := _RUN_TOGETHER.search(plain):
        return _slip_of_day(slip)
    if found := _DAYS.search(plain) or _SHORT_DAYS.search(plain):
        return _dated(found["year"], found["month"] or found["from"], found["day"], found[0], 3)
    if found := _DAY.search(plain):
        return _dated(found["year"], found["month"] or found["month2"], found["day"], found[0], 3)
    if found := _UNTIL_DAY_ONLY.search(plain):
        return _dated(year, found["month"], found["day"] or found["day2"], found[0], 3)
    if found := _MONTHS.search(plain):
        return _dated(found["year"] or year, found["month"], None, found[0], 2 if found["year"] else 1)
    if found := _MONTH.search(plain):
        return _dated(found["year"], found["month"], None, found[0], 2, part=found["part"])
    if found := _COMPACT.search(plain):
        return _dated(found["year"], found["month"], found["day"], found[0], 2)
    if found := _SEASON.search(plain):
        season = found["season"]
        month = _SEASONS.get(season) or _SEASONS[season.strip("第前季度")]
        return _dated(found["year"] or year, month, None, found[0], 2 if found["year"] else 1)
    if found := _BARE_MONTH.search(plain):
        return _dated(year, found["month"], None, found[0], 1, part=found["part"])
    return DataDate()


def _slip_of_day(slip: re.Match[str]) -> DataDate:
    digits = slip["digits"].zfill(4)
    month, day = int(digits[:2]), int(digits[2:])
    hint = f"疑为 {month}月{day}日,请核对后改正" if 1 <= month <= 12 and 1 <= day <= 31 else "请写成 2024年5月31日"
    return DataDate(words=slip[0], problem=f"“{slip[0]}”不成日期", remedy=hint)


def _dated(year: str | int | None, month: str | int, day: str | None, words: str, strength: int, *, part: str | None = None) -> DataDate:
    number = int(month)
    if not 1 <= number <= 12:
        text = str(number)
        hint = f"疑为 1—{text[1:]}月,请核对后改正" if len(text) == 2 and text[0] == "1" and text[1] != "0" else "请核对月份"
        return DataDate(words=words, problem=f"“{words}”里没有 {number} 月这个月份", remedy=hint)
    if year is None:
        return DataDate(words=words, problem=f"“{words}”没有写明年份", remedy="请在标题里写明年份,或在载入时填写数据截至日期")
    try:
        if day:
            return DataDate(date(int(year), number, int(day)), words, strength=strength)
        if part in ("上旬", "初"):
            return DataDate(date(int(year), number, 10), words, strength=strength)
        if part in ("中旬", "中"):
            return DataDate(date(int(year), number, 15), words, strength=strength)
        return DataDate(month_end(int(year), number), words, strength=strength)
    except ValueError:
        return DataDate(words=words, problem=f"“{words}”不是历书上的日期", remedy="请核对日期")


def choose(texts: Iterable[tuple[str, str]], *, year: int | None) -> tuple[DataDate, tuple[DataDate, ...]]:
    """The data date among (place, text) in order of trust, and those found that contradict it.

    A text that says 截至 with a day wins over months; else the earlier text wins. A problem is returned only if nothing dates.
    """
    found = [read_data_date(text, year) for _, text in texts]
    dated = [item for item in found if item.when]
    if not dated:
        return next((item for item in found if item.problem), DataDate()), ()
    slip = next((item for item in found if item.problem and "截" in item.words), None)
    best = max(dated, key=lambda item: (item.strength == 3, -dated.index(item)))
    if slip is not None:
        return slip, ()
    others = tuple(item for item in dated if (item.when.year, item.when.month) != (best.when.year, best.when.month))
    return best, others
