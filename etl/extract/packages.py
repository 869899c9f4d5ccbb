"""What closes a list ("A、B等在建工程"), and when its count makes the list one package ("甲路等5条人行道维修")."""

from __future__ import annotations

import re

from etl.extract.joints import split_joint
from etl.extract.names import COUNT, Anatomy, dissect, residue
from etl.extract.text import COMMA, closed_spans, split_outside
from etl.extract.vocabulary import vocabulary

# "甲桥、乙桥2座桥梁维修", "甲、乙、丙三个小区改造".
_COUNTED_CLOSE = re.compile(
    r"(?P<names>[^、].*、.*?[^\d、一二两三四五六七八九十百])(?P<category>(?P<number>\d{1,2}|[两二三四五六七八九十])(?:个|条|座|处|所|家|片|栋|幢|段|大|项)[\u4e00-\u9fff]{2,}.*)$"
)
# "…等一批地标性、功能性项目".
_QUALITIES = re.compile(r"(?:一批|一系列)?(?:[^、]{1,6}[性型级类]、)+[^、]{1,6}[性型级类](?:工程|项目)")
_NUMERALS = {"两": 2, **{numeral: number for number, numeral in enumerate("一二三四五六七八九十", 1)}}
# What many kinds of houses are called together.
_MANY = frozenset({"学校", "中小学", "医院", "医疗机构", "幼儿园", "小学", "中学", "卫生院"})


def split_category(text: str) -> tuple[str, str]:
    """("A、B", "在建工程") for "A、B等在建工程": the last 等 outside brackets, if only words of the genre follow it."""
    closed = closed_spans(text)
    for at in range(len(text) - 1, 0, -1):
        if text[at] != "等" or any(start <= at < end for start, end in closed):
            continue
        if text[at + 1 : at + 2] in ("级", "学") or text[at + 1 : at + 3] in ("线", "线、"):
            continue
        category = text[at + 1 :]
        if category in ("级", "学"):
            continue
        if (len(list(split_outside(category, COMMA))) > 1 and not _QUALITIES.fullmatch(category)) or _starts_package(text[:at], category):
            return text, ""
        if not category:
            return text[:at], "建设"
        if not residue(category) or refused_end(category) or COUNT.match(category):
            return text[:at], category
        return (text[:at], category) if dissect(category).head else (text, "")
    return _split_count(text)


def refused_end(category: str) -> str:
    """The word at a category's end, or before its first 和, that tells of no works ("清理和绿化")."""
    heads = vocabulary().refused_heads
    return heads.ending(category) or heads.ending(category.partition("和")[0])


def _split_count(text: str) -> tuple[str, str]:
    """("A、B", "2座水库加固") for "A、B2座水库加固": a count of just those that are named closes a list as 等 does."""
    found = _COUNTED_CLOSE.match(text)
    if not found:
        return text, ""
    named = [part for span in split_outside(found["names"], COMMA) for part in split_joint(span.text)]
    closes = dissect(found["category"])
    if len(named) != _NUMERALS.get(found["number"], found["number"].isdigit() and int(found["number"])):
        return text, ""
    return (found["names"], found["category"]) if closes.head or closes.facility else (text, "")


def is_package(text: str) -> bool:
    """Reads "甲路、乙路等4条道路大修": several are named, fewer than are counted."""
    before, _, category = text.rpartition("等")
    whole = before.count("(") == before.count(")") and "、" not in category
    return whole and "、" in before and _listed(before) and _starts_package(before, category)


def _of_its_kind(before: str, kind: Anatomy) -> bool:
    """Reads "甲小学、乙中学等10所学校新建": each is a school by its name, and no number is needed to tell which."""
    words = vocabulary()
    named = [dissect(part) for span in split_outside(before, COMMA) for part in split_joint(span.text)]
    sectors = {words.facility_sector.get(one.facility) for one in named}
    whole = len(named) > 1 and any(one.residue for one in named) and all(one.facility not in words.short_facilities for one in named)
    return whole and sectors == {words.facility_sector.get(kind.facility)} and kind.facility in _MANY


def _starts_package(before: str, category: str) -> bool:
    """Reads "松岭路等5条人行道维修" is one package when only one of its members is named."""
    anatomy = dissect(category)
    return bool(
        COUNT.match(category)
        and (_is_single(before, anatomy) or (anatomy.act and not anatomy.head and _fewer(before, category)))
        and (anatomy.act or anatomy.facility)
        and not re.match(r"^[\d一二三四五六七八九十]+[个项](?:重大|重点|在建)?(?:工程|项目)$", category)
        and not dissect(before).head
        and not _of_its_kind(before, anatomy)
    )


def _is_single(before: str, category: Anatomy) -> bool:
    """Whether one thing stands before the count; several that have works of their own are one only where the count has none."""
    return not _listed(before) and bool(category.act or "、" not in before)


def _listed(text: str) -> bool:
    members = [part for span in split_outside(text, COMMA) for part in split_joint(span.text)]
    return len(members) > 1 and not any((anatomy := dissect(member)).act or anatomy.head for member in members[:-1])


def _fewer(before: str, category: str) -> bool:
    """Reads "甲路、乙路等4条道路大修": fewer are named than counted, so the count is the thing."""
    number = re.match(r"\d+", category)
    named = [part for span in split_outside(before, COMMA) for part in split_joint(span.text)]
    return bool(number) and len(named) < int(number[0]) and not any((anatomy := dissect(one)).head or anatomy.act for one in named)
