"""What a statement says before its verb: who acts, when, where, and on whose word. None of it is part of a name."""

from __future__ import annotations

import re

from etl.extract.vocabulary import Vocabulary

_MONTH = r"(?:1[0-2]|[1-9])月(?:份|\d{1,2}[日号])?"
_TIME = (
    rf"(?:(?:于|在|到)?(?:今年|明年|当年|本年|20\d\d年|{_MONTH}|上半年|下半年|年内|年底|年末|年中|全年|本月|下月|月内|月底|本月底|[一二三四]季度|第[一二三四]季度|“?十[四五六]五”?(?:期间|末)|国庆|五一|“五一”|“十一”|春节|汛期|主汛期|供暖季|国庆节|暑期|寒假|节后|节前|汛前|秋季开学|春季开学|开学)"
    rf"(?:{_MONTH}|上半年|下半年|年底|[一二三四]季度)?(?:初|中旬|上旬|下旬|中|底|末|内|期间|开学)?(?:之?前)?)"
)
TIME_AT = re.compile(rf"{_TIME}(?:、{_TIME})*")
TIME_END = re.compile(_TIME + "$")
# "2025年我省将…", "全市还要…": who does it.
_SUBJECT = re.compile(r"(?:20\d\d年|今年|新的一年)?,?[\u4e00-\u9fff]{0,6}?(?:还将|还要|将|要)")
# "按照市政府部署完成…": on whose word.
_AS_TOLD = re.compile(r"(?:按照|根据)[^,、]{2,12}?(?:部署|要求|安排)")
# "在甲镇、乙镇共新建…": where, told before the verb.
AT_PLACES = re.compile(
    r"在(?P<places>[\u4e00-\u9fff、]{2,24}?(?:区|镇|乡|街道|村|县|城|片|园|地块))(?:内|共|各|分别)*(?=[\u4e00-\u9fff]{4})"
)


def to_the_verb(segment: str, start: int, words: Vocabulary) -> tuple[int, str]:
    """Where the verb begins, and the time said before it; `start` and '' where nothing comes before it."""
    deadline = ""
    if subject := _SUBJECT.match(segment, start):
        after = segment[subject.end() : subject.end() + 12]
        if words.verbs.at(after) or words.adverbs.at(after) or words.soft.at(after):
            start = subject.end()
    if (time := TIME_AT.match(segment, start)) and segment[time.end() : time.end() + 1] not in ("度", "的"):
        after = segment[time.end() :]
        if words.verbs.at(after) or words.adverbs.at(after) or words.soft.at(after):
            deadline, start = time[0], time.end()
    for circumstance in (_AS_TOLD, AT_PLACES):
        if (match := circumstance.match(segment, start)) and goes_on(segment, match.end(), words):
            start = match.end()
    return start, deadline


def goes_on(segment: str, at: int, words: Vocabulary) -> bool:
    """Whether a verb follows, or an adverb before one."""
    return bool(words.verbs.at(segment, at) or words.adverbs.at(segment, at))
