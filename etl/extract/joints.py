"""Joints: whether 及, 和, 与 and 以及 divide two whole things, or stand inside the name of one."""

from __future__ import annotations

import re

from etl.extract.heads import shared_head
from etl.extract.names import COUNT, dissect
from etl.extract.text import closed_spans
from etl.extract.vocabulary import vocabulary

# Longer than two names of any length seen: not worth the quadratic search for where it divides.
LONGEST_MEMBER = 120
MOST_JOINTS = 6
_JOINT = re.compile(r"以及|[及和与]")
# "甲河与乙湖连通工程": what it joins are its ends.
_CONNECTS = re.compile(r"(?:连通|联通|沟通|互通|连接线|联络线|互连)(?:工程|项目)?$")
_BARE = re.compile(r"[\u4e00-\u9fffA-Za-z\d()—\-“”·]{2,16}")
# "运河二通道及某某段": a section of the thing before, no thing of its own.
_SECTION_ONLY = re.compile(r"^[\u4e00-\u9fff]{2,4}段$")
_PLACE_JOIN = re.compile(r"^[^、,。]{1,14}?(?:交叉口|交叉处|交汇处|交会处|交界处|路口|之间|连接处|相交处)")


def split_joint(member: str, shared: str = "") -> list[str]:
    """Split at 及/和/与/以及 where two whole things stand beside each other; a joint inside one name stays.

    shared is the head that the list's last member lends to those that have none.
    """
    joints = list(_JOINT.finditer(member)) if len(member) <= LONGEST_MEMBER else []
    if not 0 < len(joints) <= MOST_JOINTS:
        return [member]
    closed = closed_spans(member)
    for match in sorted(joints, key=lambda joint: joint[0] != "以及"):
        if any(start <= match.start() < end for start, end in closed):
            continue
        left, right = member[: match.start()], member[match.end() :]
        if left and right and (match[0] == "以及" or _separate(left, right, shared)):
            return [left, *split_joint(right, shared)]
    return [member]


def _separate(left: str, right: str, shared: str) -> bool:
    if COUNT.match(right) and COUNT.match(left):
        return True
    if _SECTION_ONLY.match(right) or _PLACE_JOIN.match(right) or vocabulary().attached.at(right):
        return False
    before, after = dissect(left), dissect(right)
    if left.endswith(("工作", "扫尾", "收尾")):
        return True
    if _CONNECTS.search(right) and not (before.act or before.head or before.phase):
        return False
    if shared and (before.act or before.head) and before.works and before.named and not after.complete:
        after = dissect(right + shared)
    if len(after.residue) == 1 and after.facility and right.startswith(after.residue + after.facility) and right[0] > "z":
        # "甲至乙人和港公路": what would begin with one character splits a word
        return False
    if not (after.works or after.act or after.head) or not (after.named or after.counted or (vocabulary().whole.at(right) and after.act)):
        return False
    if before.complete:
        # two ends of one line ("甲和乙铁路") need the left to be whole by itself
        return True
    return (
        bool(_BARE.fullmatch(left))
        and len(left) <= 8
        and bool(before.residue)
        and bool(shared_head(right))
        and "至" in right
        and "至" in left
    )
