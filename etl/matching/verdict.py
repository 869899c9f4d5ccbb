"""Two near names: one project, two, or a question. The rules are written, so that an answer can be argued with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from etl.matching.names import Name

NEAR = 78.0
"""Likeness (0–100) from which two names are worth a question."""
CORROBORATED = 85.0
"""Likeness that suffices where the total investment is the same to the 元."""


class Answer(IntEnum):
    """Whether two names mean one project."""

    DIFFERENT = 0
    ASK = 1
    SAME = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer, how alike the names are (0–100), the rule in words, and whether a mark other than the place decided it."""

    answer: Answer
    score: float
    rule: str
    by_mark: bool = False


def judge(one: Name, other: Name, *, same_investment: bool = False) -> Verdict:
    """Compare two names that are not equal.

    What both names say of phase, number, direction, ends, works or place must not differ; what only one of them says is
    asked about. Beyond that they are one when only empty words or the order differ, or when they are alike and cost the
    same to the 元. Likeness alone never decides: a character more or less may be a slip, or the next village.
    """
    score = likeness(one, other)
    if one.flat == other.flat and one.ordinals == other.ordinals:
        return Verdict(Answer.SAME, max(score, 95.0), "近似:只差标点或括号")
    unsaid = []
    for mark, mine in one.hard_marks.items():
        theirs = other.hard_marks[mark]
        if mine == theirs:
            continue
        if mine and theirs and not (mark == "地名" and set(mine) & set(theirs)):
            return Verdict(Answer.DIFFERENT, score, f"{mark}不同", by_mark=mark != "地名")
        unsaid.append(mark)
    if unsaid:
        return _near(one, other, score, f"{'、'.join(unsaid)}只有一方写明")
    if one.mild != other.mild:
        return _near(one, other, score, "整治、改造等词不同")
    if one.rest == other.rest:
        return Verdict(Answer.SAME, max(score, 95.0), "近似:只差虚词或次序")
    if same_investment and score >= CORROBORATED:
        return Verdict(Answer.SAME, score, "近似:名称相近且总投资相同")
    return _near(one, other, score, "名称相近")


def likeness(one: Name, other: Name) -> float:
    """How alike two names are, 0–100, by their characters in order."""
    return round(fuzz.ratio(one.key, other.key), 1)


def _near(one: Name, other: Name, score: float, reason: str) -> Verdict:
    """A question, if the names' own parts are alike, or one only adds to the other; else two projects.

    Whole names are alike too easily: 甲镇金桥村道路改造 and 甲镇石塘村道路改造 share all but what matters.
    """
    alike = (
        one.rest == other.rest
        or fuzz.ratio(one.rest, other.rest) >= NEAR
        or (score >= NEAR and _only_added(one.key, other.key))
        or contains(one.plain, other.plain)
    )
    return Verdict(Answer.ASK if alike else Answer.DIFFERENT, score, f"待确认:{reason}" if alike else "名称不同")


def contains(one: str, other: str) -> bool:
    """Whether one name begins with the other, or is mostly made of it."""
    short, long = sorted((one, other), key=len)
    if len(short) < 3:
        return False
    return long.startswith(short) or (short in long and len(short) >= 4 and len(short) / len(long) >= 0.6)


def _only_added(one: str, other: str) -> bool:
    """Whether one is the other with characters added, none replaced or moved."""
    return Indel.distance(one, other) == abs(len(one) - len(other))
