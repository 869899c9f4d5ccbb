"""The numbers that Word counts by itself (一、 (一) 1.): computed from the lists a docx defines, as Word shows them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RELATED
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml.etree import _Element as Element

_VAL = qn("w:val")
_DIGITS = "〇一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand", "koreanDigital2"}
)
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
# No list of the genre is deeper; Word itself has nine levels.
LEVELS_MAX = 9


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    kind: str
    text: str
    legal: bool
    style: str


class Numbering:
    """Counts a document's numbered paragraphs in their order: ask `label` once for each paragraph, top to bottom."""

    def __init__(self, document: WordDocument) -> None:
        self._lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._styles: dict[str, Element] = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()
        related = next((one for one in document.part.rels.values() if one.reltype == RELATED.NUMBERING and not one.is_external), None)
        if related is not None:
            self._read(parse_xml(related.target_part.blob))

    def label(self, paragraph: Element) -> str:
        """What Word writes before a paragraph: "(二)"; '' for one without a number, or with a bullet. Counts it."""
        num, at = self._place(paragraph)
        if num not in self._lists:
            return ""
        abstract, levels, restarts = self._lists[num]
        if at not in levels:
            return ""
        counts = self._counts[abstract]
        if at in restarts and (num, at) not in self._begun:
            counts[at] = restarts[at]
        else:
            counts[at] = counts[at] + 1 if at in counts else levels[at].start
        self._begun.add((num, at))
        for deeper in [one for one in counts if one > at]:
            del counts[deeper]
        return _shown(levels, counts, at)

    def _read(self, numbering: Element) -> None:
        abstracts = {one.get(qn("w:abstractNumId")): one for one in numbering.iter(qn("w:abstractNum"))}
        for num in numbering.iter(qn("w:num")):
            abstract = _value(num, "w:abstractNumId")
            levels = _levels(abstracts[abstract]) if abstract in abstracts else {}
            restarts: dict[int, int] = {}
            for override in num.iter(qn("w:lvlOverride")):
                levels |= _levels(override)
                start = _value(override, "w:startOverride")
                if start.isdigit():
                    restarts[_number(override.get(qn("w:ilvl")))] = int(start)
            self._lists[num.get(qn("w:numId"), "")] = (abstract, levels, restarts)

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """A paragraph's list and level: its own, else those of its style, through the styles that one is based on."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return "", 0
        own = properties.find(qn("w:numPr"))
        if own is not None and _value(own, "w:numId"):
            return _value(own, "w:numId"), _number(_value(own, "w:ilvl"))
        name, seen = _value(properties, "w:pStyle"), set()
        while name in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[name]
            brought = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if brought is not None and (num := _value(brought, "w:numId")):
                linked = next((at for at, level in self._lists.get(num, ("", {}, {}))[1].items() if level.style == name), None)
                return num, _number(_value(brought, "w:ilvl")) if linked is None else linked
            name = _value(style, "w:basedOn")
        return "", 0


def _levels(container: Element) -> dict[int, _Level]:
    return {
        _number(level.get(qn("w:ilvl"))): _Level(
            start=_number(_value(level, "w:start"), default=1),
            kind=_value(level, "w:numFmt"),
            text=_value(level, "w:lvlText"),
            legal=level.find(qn("w:isLgl")) is not None,
            style=_value(level, "w:pStyle"),
        )
        for level in container.iter(qn("w:lvl"))
    }


def _value(element: Element, tag: str) -> str:
    child = element.find(qn(tag))
    return child.get(_VAL, "") if child is not None else ""


def _number(text: str | None, *, default: int = 0) -> int:
    return int(text) if text and text.isdigit() else default


def _shown(levels: dict[int, _Level], counts: dict[int, int], at: int) -> str:
    level = levels[at]
    if level.kind in ("bullet", "none"):
        return ""
    text = level.text
    for one in range(min(at + 1, LEVELS_MAX)):
        if f"%{one + 1}" in text:
            kind = "decimal" if level.legal else levels[one].kind if one in levels else "decimal"
            count = counts.get(one, levels[one].start if one in levels else 1)
            text = text.replace(f"%{one + 1}", numeral(count, kind))
    return text


def numeral(count: int, kind: str) -> str:
    """A number as one of Word's formats (w:numFmt) writes it; Arabic for formats that the genre does not use."""
    if kind in _CHINESE and 0 < count < 10_000:
        return _chinese(count)
    if kind in ("ideographTraditional", "ideographZodiacTraditional") and 0 < count <= len(_STEMS):
        return _STEMS[count - 1]
    if kind.startswith("decimalEnclosedCircle") and 0 < count <= 20:
        return chr(0x2460 + count - 1)
    if kind == "decimalZero":
        return f"{count:02}"
    if kind in ("upperLetter", "lowerLetter") and 0 < count <= 26:
        return chr((ord("A") if kind == "upperLetter" else ord("a")) + count - 1)
    if kind in ("upperRoman", "lowerRoman") and 0 < count < 40:
        roman = _roman(count)
        return roman.upper() if kind == "upperRoman" else roman
    return str(count)


def _chinese(count: int) -> str:
    digits = [int(digit) for digit in str(count)]
    said = "".join(_DIGITS[digit] + (_UNITS[len(digits) - 1 - place] if digit else "") for place, digit in enumerate(digits))
    while "〇〇" in said:
        said = said.replace("〇〇", "〇")
    said = said.rstrip("〇")
    return said[1:] if 10 <= count < 20 else said


def _roman(count: int) -> str:
    said = ""
    for value, letters in _ROMAN:
        while count >= value:
            said, count = said + letters, count - value
    return said
