"""What a statement says before its verb: who acts, when, where, and on whose word. None of it is part of a name."""

from __future__ import annotations

import re
from itertools import chain

from etl.extract.names import COUNT, dissect
from etl.extract.vocabulary import Vocabulary

_MONTH = r"(?:1[0-2]|[1-9])月(?:份|\d{1,2}[日号])?"
TIME = (
    rf"(?:(?:于|在|到)?(?:今年|明年|当年|本年|20\d\d年|{_MONTH}|上半年|下半年|年内|年底|年末|年中|全年|本周|下周|本季度|近期|本月|下月|月内|月底|本月底|[一二三四]季度|第[一二三四]季度|“?十[四五六]五”?(?:期间|末)|国庆|五一|“五一”|“十一”|春节|汛期|主汛期|供暖季|国庆节|暑期|寒假|节后|节前|汛前|秋季开学|春季开学|开学)"
    rf"(?:{_MONTH}|上半年|下半年|年底|[一二三四]季度)?(?:初|中旬|上旬|下旬|中|底|末|内|期间|开学)?(?:之?前)?)"
)
TIME_AT = re.compile(rf"{TIME}(?:、{TIME})*")
TIME_END = re.compile(TIME + "$")
# "2025年我省将…", "全市还要…", "我区计划…": who does it, as far as a verb of intent.
_WHO = re.compile(r"(?:20\d\d年|今年|新的一年)?,?(?P<who>[\u4e00-\u9fff]{0,6}?)(?:还将|还要|将|要|还需|计划|拟)")
# "按照市政府部署完成…": on whose word.
_AS_TOLD = re.compile(r"(?:按照|根据)[^,、]{2,12}?(?:部署|要求|安排)")
# "“一事一议”硬化…": under which programme.
_UNDER = re.compile(r"“[^“”]{2,10}”")
# "投资3000万元建设…": at what cost.
_AT_COST = re.compile(r"(?:计划|预计|总)?投资约?[\d.]+[万亿]元(?:用于)?")
# "在甲镇、乙镇共新建…": where, told before the verb.
AT_PLACES = re.compile(
    r"在(?P<places>[\u4e00-\u9fff、]{2,24}?(?:区|镇|乡|街道|村|县|城|片|园|地块))(?:内|共|各|分别)*(?=[\u4e00-\u9fff]{4})"
)
# "在火车站、某某路新建…", "在17个乡镇(街道办)硬化…": things that stand there, or a count of places.
_AT_THINGS = re.compile(r"在(?=[^,;。]{2,30})")
_LONGEST_PLACE = 30
# "城区新建…", "我县实施…": no more than how far it reaches.
_SCOPE_SIZES = range(2, 7)
# "农村公路|加快甲镇大桥建设": of what kind the works are that follow.
_PURSUED = re.compile(r"(?:加快|推进)(?!.{0,4}(?:建设|进度|步伐)$)")
_OURS = re.compile(r"(?:我|全|本)[省市县区州]|市区|市本级|县本级")
# Circumstances in a row: "计划 | 2024年上半年 | 在城区 | 建设…".
_MOST = 4


def to_the_verb(segment: str, start: int, words: Vocabulary) -> tuple[int, str]:
    """Where the verb begins, and the time said before it; `start` and '' where no verb follows what comes first."""
    at, reached, time, deadline = start, start, "", ""
    for _ in range(_MOST):
        if words.verbs.at(segment, at) and not _AT_COST.match(segment, at):
            break
        if (when := TIME_AT.match(segment, at)) and segment[when.end() : when.end() + 1] not in ("度", "的"):
            at, time = when.end(), when[0]
        elif (end := _past(segment, at, words)) > at:
            at = end
        else:
            break
        if goes_on(segment, at, words):
            reached, deadline = at, time
    return reached, deadline


def goes_on(segment: str, at: int, words: Vocabulary) -> bool:
    """Whether a verb follows, or an adverb or a weak promise before one."""
    return bool(words.verbs.at(segment, at) or words.adverbs.at(segment, at) or words.soft.at(segment, at))


def _past(segment: str, at: int, words: Vocabulary) -> int:
    """The end of one circumstance that begins at `at`; `at` when none does."""
    if (who := _WHO.match(segment, at)) and not dissect(who["who"].rstrip("也都均")).facility:
        return who.end()
    for circumstance in (_AS_TOLD, AT_PLACES, _UNDER, _AT_COST):
        if (match := circumstance.match(segment, at)) and goes_on(segment, match.end(), words):
            return match.end()
    if _AT_THINGS.match(segment, at):
        return _past_things(segment, at, words)
    sizes = [at + size for size in _SCOPE_SIZES]
    ends = (end for end in sizes if words.building.at(segment, end) and _is_scope(segment[at:end], segment[end:], words))
    kinds = (end for end in sizes if _PURSUED.match(segment, end) and _is_kind(segment[at:end]))
    return next(chain(ends, kinds), at)


def _past_things(segment: str, at: int, words: Vocabulary) -> int:
    """The end of the place in "在火车站、某某路|新建…"; `at` when no verb of works follows a place."""
    for end in range(at + 3, min(len(segment), at + _LONGEST_PLACE)):
        if not words.building.at(segment, end):
            continue
        place = re.sub(r"(?:内|共|各|分别|周边|沿线|附近)+$", "", segment[at + 1 : end].rpartition("、")[2])
        anatomy = dissect(re.sub(r"\([^()]*\)$", "", place))
        if anatomy.facility or words.areas.ending(anatomy.name) or words.towns.ending(anatomy.name) or anatomy.counted:
            return end
    return at


def _is_kind(text: str) -> bool:
    """Whether words name a kind of works and none of them."""
    anatomy = dissect(text)
    return bool(anatomy.facility and not (anatomy.residue or anatomy.act or anatomy.head or anatomy.counted))


def _is_scope(scope: str, rest: str, words: Vocabulary) -> bool:
    """Whether works of their own follow a word that tells but how far they reach: no "老城区改造提升工程"."""
    if not (scope in words.whole or scope in words.generic or _OURS.fullmatch(scope)):
        return False
    thing = dissect(rest[len(words.building.at(rest)) :].partition("、")[0])
    return bool(thing.facility or COUNT.search(thing.name)) and not thing.name.startswith(("及", "和", "与", "工程", "项目"))
