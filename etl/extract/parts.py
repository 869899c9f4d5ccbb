"""A segment whose list members each have a step of their own ("甲桥合龙、乙路外墙装饰完成80%") is several statements."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.extract.names import dissect
from etl.extract.statements import read_statement
from etl.extract.text import COMMA, Span, split_outside
from etl.extract.vocabulary import vocabulary

_AND_ALSO = re.compile("并(?!网|轨|购|联)|及(?=建设|新建|启动|完成)")
# "某某工程如硬化…": what a programme does, for example.
_FOR_EXAMPLE = re.compile("(?<=工程|项目|行动)如")
# Longer segments are lists or noise: not worth a second reading.
LONGEST_STATEMENT = 150


def parts(segment: Span) -> Iterator[Span]:
    """The statements of a segment, cut after each member that has its own step where a later one has too, and
    before each that has its own verb. Linear.
    """
    for half in _halves(segment):
        yield from _parts(half)


def _halves(segment: Span) -> Iterator[Span]:
    """Reads "新建甲路12公里|并安装路灯300盏": two statements when each has works of its own."""
    if (example := _FOR_EXAMPLE.search(segment.text)) and vocabulary().building.at(segment.text, example.end()):
        yield Span(segment.start + example.end(), segment.end, segment.text[example.end() :])
        return
    joints = _AND_ALSO.finditer(segment.text) if len(segment.text) <= LONGEST_STATEMENT else ()
    for match in joints:
        left, right = segment.text[: match.start()], segment.text[match.end() :]
        if vocabulary().building.at(right) and _has_works(left) and _has_works(right):
            yield Span(segment.start, segment.start + match.start(), left)
            yield Span(segment.start + match.end(), segment.end, right)
            return
    yield segment


def _has_works(text: str) -> bool:
    anatomy = dissect(read_statement(text).object.rpartition("、")[2])
    return bool(anatomy.facility and (anatomy.residue or anatomy.count))


def _parts(segment: Span) -> Iterator[Span]:
    pieces = list(split_outside(segment.text, COMMA, offset=segment.start)) if "、" in segment.text else []
    if len(pieces) < 2:
        yield segment
        return
    says = [_says(piece.text) for piece in pieces]
    ends = [said or _closes(piece.text) for said, piece in zip(says, pieces, strict=True)]
    start = segment.start
    for at, piece in enumerate(pieces):
        if at == len(pieces) - 1 or (says[at] and any(ends[at + 1 :])) or _opens(pieces[at + 1].text):
            yield Span(start, piece.end, segment.text[start - segment.start : piece.end - segment.start])
            start = pieces[at + 1].start if at + 1 < len(pieces) else piece.end


def _closes(piece: str) -> bool:
    """Whether a member cannot share the step of one before it: no works at all, or whole by itself with what is done to it."""
    anatomy = dissect(piece)
    whole = anatomy.act and anatomy.works and not anatomy.head and (anatomy.named or vocabulary().unique.held_by(piece))
    return bool(whole or vocabulary().refused_heads.ending(piece))


def _opens(piece: str) -> bool:
    """Whether a member has a verb of its own that tells how far it is to come: "建成甲公园、|开工建设乙公园"."""
    statement = read_statement(piece)
    if piece.startswith("建成区") or vocabulary().result_verbs.words.isdisjoint(statement.verbs):
        return False
    anatomy = dissect(statement.object)
    return anatomy.works and anatomy.named


def _says(piece: str) -> bool:
    """Whether a member names works and says how far they are to come."""
    if vocabulary().parts.at(piece):
        return False
    statement = read_statement(piece)
    if not (statement.steps or statement.quantity) or "等" in statement.object:
        return False
    anatomy = dissect(statement.object)
    return bool((anatomy.works or anatomy.holds or anatomy.head) and anatomy.named)
