"""What a paragraph is about: a project that a heading or a sentence's opening names, of which the text then speaks as "该项目".

Lists of public promises (民生实事) name a project without a verb, and tell of it, its cost and its progress below.
"""

from __future__ import annotations

import re

from etl.extract.names import dissect
from etl.extract.statements import read_statement
from etl.extract.trimming import trimmed

_LONGEST = 50
_REPORTED = re.compile(r"(?:完成|进展|建设|实施|推进)情况$")
_DIVIDED = re.compile(r"[,;:。]")
_OPENING = re.compile(r"(?:目前,|截至[^,]{1,12},)?((?:\([^()]*\)|[^,;:。()])+)(?:,|$)")
# "甲河治理工程作为民生项目,…": what it counts as is told after it.
_AS_WHAT = re.compile(r"(?<=工程|项目)作为.*")
_BRACKETS = re.compile(r"\([^()]*\)")
# "重点水利工程", "续建类项目": a heading over many.
_OF_MANY = re.compile(r"重[点大]|续建|[类批等各](?:项目|工程)|(?:项目|工程)(?:名单|清单|安排)")
# How the text speaks of the one thing it has named.
_THIS = re.compile(r"^(?:目前,?|现)?(?:该|本|此)(?:项目|工程)(?:现?已|正在|将)?")
_COST = re.compile(
    r"^(?:项目|工程)?(?:(?:总投资|计划总?投资|估算总?投资)(?:为|约|达)*\d"
    r"|连接[^,]{2,20}与|[东西南北]起|起于|起点|位于|总?占地|总?建筑面积)"
)
_CONTENT = re.compile(r"投资|(?:主要)?(?:建设|工程|改造)(?:内容|规模)")
_SPENT = re.compile(r"^(?:累计|已)?完成(?:项目|年度)?投资")


def is_heading(text: str) -> bool:
    """Whether a line is a heading, which ends what was said of the project before it."""
    return len(text) <= _LONGEST and not _DIVIDED.search(_BRACKETS.sub("", text))


def reports(heading: str) -> bool:
    """Whether a heading says that what stands beneath reports ("重点工程三季度推进情况"), and names nothing itself."""
    return bool(_REPORTED.search(heading))


def topic_named(sentence: str) -> str:
    """The project that a sentence without a verb, or its opening up to the comma, names; '' when it names none or many."""
    opening = _OPENING.match(sentence)
    name = _REPORTED.sub("", _AS_WHAT.sub("", trimmed(opening[1]))) if opening else ""
    if len(name) > _LONGEST or _OF_MANY.search(name):
        return ""
    anatomy = dissect(_BRACKETS.sub("", name))
    said = read_statement(name)
    known = anatomy.holds or (anatomy.act and anatomy.residue)
    return name if anatomy.head and known and not anatomy.refused_word and not (said.verbs or said.steps) else ""


def is_description(segment: str) -> bool:
    """Whether a segment tells what works cost in all, how large they are or where, which is no aim of theirs."""
    told = segment.partition(",")[0]
    return bool(_COST.match(told)) and trimmed(told) == told


def of_topic(segment: str, *, alone: bool) -> str | None:
    """What a segment says of the topic: "完工" of "该项目已完工", '' for its cost or site; None when it speaks of another.

    alone: its sentence has named nothing else so far; only then a cost is the topic's.
    """
    if alone and is_description(segment):
        return ""
    if alone and _SPENT.match(segment):
        return segment
    match = _THIS.match(segment)
    if match is None:
        return None
    said = segment[match.end() :]
    return "" if is_description(said) or _CONTENT.match(said) else said
