"""The document's own order: chapters 一、, clauses (一), points 1.; the unit in a closing bracket; what is looked back on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from etl.extract.text import Span

_NUMERAL = "一二三四五六七八九十百"
_CHAPTER = re.compile(rf"^ *(?:第([{_NUMERAL}]+)(?:部分|章|节)|([{_NUMERAL}]+)[、.])")
_CLAUSE = re.compile(rf"^ *\(([{_NUMERAL}]+)\)")
_POINT = re.compile(r"^ *(?:(\d{1,3})[.、]|\((\d{1,3})\)|第([一二三四五六七八九十]+)[,、])")
# Marks that open a point in place of a number: ▶ ● ※ √ and the pictures that web pages use.
_BULLETS = re.compile("(?:[\u2460-\u24ff\u25a0-\u27bf\u2b00-\u2bff\u203b\u2192\u221a\xb7*#>\U0001f300-\U0001faff\ufe0f\u20e3] *)+")
# A numbered mark in mid-line, after a full stop: texts copied from web pages come as one line.
_INLINE = re.compile(
    rf"(?<=[。;]) *(?=\([{_NUMERAL}]+\)|[{_NUMERAL}]+、)|(?<=[。;:]) *(?=\d{{1,2}}[.、][\u4e00-\u9fff“])"
    r"|(?<=[。;]) *(?=[\u25a0-\u25ff\u2605\u2606])"
)
_BACK = re.compile(r"回顾|过去(?:一年|五年|的)|一年来|五年来|工作总结|主要成[就绩效]|工作成[就绩效]|(?:完成|进展|执行)情况|取得的成")
_AHEAD = re.compile(r"安排|任务|计划|打算|目标|重点工作|工作要点|下一步|总体要求|今后|主要工作|措施|做好今年|全力做好")
# "进展情况:主体封顶": one point's, no heading over what follows.
_LABELLED = re.compile(r"[\u4e00-\u9fff]{2,8}:[^ ]")
_BACK_SENTENCE = re.compile(r"^(?:过去一年|过去五年|过去的一年|一年来|五年来|刚刚过去|回顾)")
_AHEAD_SENTENCE = re.compile(
    r"^(?:今年|新的一年|做好今年|下一步|今后五年|未来五年|20\d\d年,?(?:我们)?(?:将|要|计划|围绕)|各位代表,(?:今年|做好))"
)
_UNIT_END = "局|委|办|办公室|厅|公司|集团|政府|指挥部|管委会|街道|镇|乡|中心|部门|单位|院|处|署|会|部|区|县|市|社"
# What ends a unit's name beside others, and a thing's in a bracket of its own: (市文旅局、档案馆), but (东馆).
_HOUSE_END = re.compile(r"[\u4e00-\u9fff]{2,8}[馆站所]")
_LED = re.compile(r"(?:负责|牵头|配合)+$")
_UNIT = re.compile(
    r"\( *(?:(?:(?:责任|牵头|配合|负责|实施|主体|主管)(?:单位|部门)?:?)(?P<named>[^()]{2,80})"
    r"|(?P<list>[^()]{2,80}))\)[。;]? *$"
)
_UNIT_LIST = re.compile(rf"(?:(?:牵头|配合|责任)(?:单位)?:?)?[\u4e00-\u9fff]{{1,18}}?(?:{_UNIT_END})(?:等)?(?:负责|牵头|配合)?")


@dataclass(frozen=True, slots=True)
class Clause:
    """A paragraph of the document with its label ("三(四)"), its text's place, its responsible unit, and its tense.

    past is true where the text looks back on what has been done; numbered, where a label of its own stands before the paragraph.
    """

    label: str
    span: Span
    unit: str = ""
    past: bool = False
    numbered: bool = False


def clauses(text: str) -> Iterator[Clause]:
    """The clauses of a canonical text in order. Blank lines yield nothing. Never raises."""
    chapter = clause = ""
    past, last_point = False, 0
    for number, line in enumerate(_lines(text), start=1):
        point, body = "", line
        if match := _CHAPTER.match(line.text):
            chapter, clause = match[1] or match[2], ""
            body = _after(line, match.end())
            past = _tense(body.text[:40], past)
        elif match := _CLAUSE.match(line.text):
            clause = f"({match[1]})"
            body = _after(line, match.end())
        elif (match := _POINT.match(line.text)) and not _is_figure(line.text, match, last_point):
            point = match[1] or match[2] or match[3]
            last_point = int(point) if point.isdigit() else last_point
            body = _after(line, match.end())
        elif len(line.text) < 40 and "。" not in line.text and not _LABELLED.match(line.text):
            past = _tense(line.text, past)
        if _BACK_SENTENCE.match(body.text):
            past = True
        elif _AHEAD_SENTENCE.match(body.text):
            past = False
        label = f"{chapter}{clause}{point}" if chapter or clause or not point else point
        yield _with_unit(Clause(label or f"第{number}段", body, past=past, numbered=body is not line))


def _is_figure(line: str, match: re.Match[str], last_point: int) -> bool:
    """Whether "3.2万亩…" opens the line, a figure; "14.220千伏…" after point 13 is a point."""
    return bool(match[1]) and line[match.end() : match.end() + 1].isdigit() and int(match[1]) != last_point + 1


def _tense(heading: str, past: bool) -> bool:
    if _AHEAD.search(heading) and not re.search(r"回顾|过去|(?:完成|进展|执行)情况", heading):
        return False
    return True if _BACK.search(heading) else past


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        at = 0
        for mark in (*(match.end() for match in _INLINE.finditer(line)), len(line)):
            part = line[at:mark]
            if part.strip(" 。;"):
                lead = len(part) - len(part.lstrip(" "))
                lead = bullets.end() if (bullets := _BULLETS.match(part, lead)) else lead
                yield Span(start + at + lead, start + mark, part[lead:])
            at = mark
        start += len(line) + 1


def _after(span: Span, cut: int) -> Span:
    return Span(span.start + cut, span.end, span.text[cut:])


def _with_unit(clause: Clause) -> Clause:
    """Take the responsible unit off the clause's end."""
    text = clause.span.text
    match = _UNIT.search(text[-100:])
    if match is None:
        return clause
    unit = match["named"] or match["list"]
    parts = [part for part in re.split(r"[、,;:和 ]", unit) if part]
    units = [part for part in parts if _UNIT_LIST.fullmatch(part)]
    if not match["named"] and (not units or not all(part in units or _HOUSE_END.fullmatch(part) for part in parts)):
        return clause
    cut = len(text) - len(text[-100:]) + match.start()
    span = Span(clause.span.start, clause.span.start + cut, text[:cut])
    return replace(clause, span=span, unit=_LED.sub("", unit.strip(" :")))
