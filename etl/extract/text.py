"""Text as the grammar sees it: punctuation made uniform one for one, so that every offset still points into the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# One character for one character: what is found in the canonical text is quoted from the original by the same offsets.
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_OTHERS = {
    ord(character): uniform
    for characters, uniform in {
        "[\u3014\u3010\uff3b": "(",
        "]\u3015\u3011\uff3d": ")",
        "?!\uff1f\uff01": "\u3002",
        "~\uff5e\u2013\ufe63": "-",
        "\u3000\xa0\t": " ",
        "\u300c\u300e\u2018": "\u201c",
        "\u300d\u300f\u2019": "\u201d",
        "\u2500\u2015": "\u2014",
        "\u30fb\u2022": "\xb7",
    }.items()
    for character in characters
}
_TABLE = _FULL_WIDTH | _OTHERS

# Spans whose inner punctuation does not divide: brackets, quotation marks, titles, "2号、3号", "一、二期", "新、改建".
# Bounded, so that one lost bracket cannot swallow a chapter.
_CLOSED = re.compile(
    r"\d+[号#](?:楼|厂房)?(?:、\d+[号#](?:楼|厂房)?)+|[一二三四五六七八九十](?:、[一二三四五六七八九十])+(?=[期标号])"
    r"|\d+(?:、\d+)+(?=号线|号楼|[号#]地块|标段?|期)"
    r"|(?<![一二三四五六七八九十])新、(?:改、)?[改扩]建|改、扩建|"
    r"\([^()。]{0,80}\)|“[^“”。]{0,60}”|\"[^\"。]{0,60}\"|《[^《》。]{0,60}》"
)
# ① to ⑳ number sentences within a paragraph.
_LEADING = frozenset(" 。,;" + "".join(map(chr, range(0x2460, 0x2474))))
# What divides the members of a list.
COMMA = re.compile("、")
_SENTENCE_END = re.compile(r"[。;\n]")
_SEGMENT_END = re.compile(r"(?<!\d),|,(?!\d)|:|。|;|\n")


def canonical(text: str) -> str:
    """The text with uniform punctuation and digits, of the same length, character by character."""
    return text.translate(_TABLE)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the canonical text: [start, end) and its characters."""

    start: int
    end: int
    text: str


def closed_spans(text: str) -> list[tuple[int, int]]:
    """Where brackets and quotation marks enclose, in order."""
    return [match.span() for match in _CLOSED.finditer(text)]


def split_outside(text: str, pattern: re.Pattern[str], *, offset: int = 0) -> Iterator[Span]:
    """Parts of the text between matches of the pattern that lie outside brackets and quotation marks; blanks trimmed."""
    closed = closed_spans(text)
    start, index = 0, 0
    for match in pattern.finditer(text):
        while index < len(closed) and closed[index][1] <= match.start():
            index += 1
        if index < len(closed) and closed[index][0] <= match.start() < closed[index][1]:
            continue
        yield from _trimmed(text, start, match.start(), offset)
        start = match.end()
    yield from _trimmed(text, start, len(text), offset)


def _trimmed(text: str, start: int, end: int, offset: int) -> Iterator[Span]:
    while start < end and text[start] in _LEADING:
        start += 1
    while end > start and text[end - 1] in " 。,;":
        end -= 1
    if start < end:
        yield Span(offset + start, offset + end, text[start:end])


def sentences(text: str, *, offset: int = 0) -> Iterator[Span]:
    """Sentences, ended by 。;!? or a line's end."""
    return split_outside(text, _SENTENCE_END, offset=offset)


def segments(sentence: Span) -> Iterator[Span]:
    """Parts of a sentence between commas and colons: each may hold one statement."""
    return split_outside(sentence.text, _SEGMENT_END, offset=sentence.start)
