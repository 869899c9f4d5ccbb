"""A document as the rest of the way sees it: paragraphs of text, a title, and the month it is for."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from etl.read.radicals import unified

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile("[二][〇○零一二三四五六七八九]{3}(?=年)")
_FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)}
_MONTHS = {word: number for number, word in enumerate(("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"), 1)}
_TITLE = re.compile(r"(?:工作要点|工作报告|工作计划|工作安排|重点工作|工作任务|任务分工|要点|实施方案|计划草案|任务清单|项目计划|工作总结)")
_MONTH_OF = re.compile(r"(\d{4}) *年 *(\d{1,2}|[一二三四五六七八九十]{1,2}) *月")
_YEAR_OF = re.compile(r"(20\d{2}) *年")


@dataclass(frozen=True)
class Document:
    """A document's text.

    paragraphs: in order, blank ones left out; title: its own, '' if none was found; year and month: those it plans for
    (month None for a yearly report); kind: txt, docx, pdf or html.
    """

    name: str
    paragraphs: tuple[str, ...]
    title: str = ""
    year: int | None = None
    month: int | None = None
    kind: str = "txt"

    @cached_property
    def text(self) -> str:
        """All paragraphs, one a line."""
        return "\n".join(self.paragraphs)

    @property
    def lines(self) -> tuple[str, ...]:
        """The paragraphs."""
        return self.paragraphs

    @property
    def as_of(self) -> date | None:
        """The last day of the month (or year) the document is for; None when it does not say."""
        if self.year is None:
            return None
        month = self.month or 12
        return date(self.year, month, calendar.monthrange(self.year, month)[1])


def make_document(name: str, paragraphs: list[str], kind: str) -> Document:
    """Find title, year and month in the paragraphs and the file's name. Paragraphs are stripped, blank ones left out, radicals unified."""
    kept = tuple(stripped for paragraph in paragraphs if (stripped := unified(paragraph.strip())))
    title = next((line for line in kept[:12] if len(line) <= 60 and _TITLE.search(line) and not line.endswith(("。", ":", "\uff1a"))), "")
    year, month = _dated(title) if title else (None, None)
    if year is None:
        year, month = _dated(kept[0] if kept and len(kept[0]) <= 60 and not kept[0].endswith("。") else "")
    if year is None:
        year, month = _dated(name)
    if year is None:
        for line in (*kept[:12], *kept[-6:]):
            if len(line) <= 40 and not line.endswith("。") and (found := _dated(line, any_month=False))[0]:
                year = found[0]
                break
    return Document(name=name, paragraphs=kept, title=title, year=year, month=month, kind=kind)


def _dated(text: str, *, any_month: bool = True) -> tuple[int | None, int | None]:
    """Year and month in a line, in Arabic or Chinese numerals; None for what it does not say."""
    uniform = _CHINESE_YEAR.sub(lambda year: year[0].translate(_DIGITS), text.translate(_FULL_WIDTH))
    if any_month and (match := _MONTH_OF.search(uniform)):
        month = int(match[2]) if match[2].isdigit() else _MONTHS.get(match[2])
        if month and 1 <= month <= 12 and 1990 <= int(match[1]) <= 2100:
            return int(match[1]), month
    match = _YEAR_OF.search(uniform)
    return (int(match[1]) if match else None), None
