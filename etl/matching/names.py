"""A project's name taken apart: what it calls the thing, and what tells it from its neighbours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from data.model import Region
from etl.matching import words

_BRACKETS = str.maketrans({**dict.fromkeys("〔【[{「『《<〈", "("), **dict.fromkeys("〕】]}」』》>〉", ")")})
_QUOTES = re.compile(r"[\s\"'“”‘’`´\u200b\ufeff]+")
_DASHES = re.compile(r"[-‐‑‒–—―−~∼〜─━]+")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_PUNCTUATION = re.compile(r"[()—至到段、,·.。:;/]")
_DIGITS = "零一二三四五六七八九"
_NUMERAL = r"(?:[零一二三四五六七八九十]{1,3}|\d{1,4})"
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
_ORDINAL = re.compile(rf"第?({_NUMERAL}|(?<![A-Z])(?:I{{1,3}}|IV|VI?)(?![A-Z]))(期|标段|标|批次|批|号线|号|阶段)")
_NTH = re.compile(rf"第({_NUMERAL})")
_BARE_ROMAN = re.compile(r"(?<![A-Z])(I{2,3}|IV|VI?|I)(?![A-Z])")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LETTERS = re.compile(r"[A-Z]+")
_COUNT = re.compile(r"(现有|共|含|其中)?\d+[个项条座处]")
"""A remark that counts what a package holds: (现有20个项目)."""
_UNITS = {"标段": "标", "批次": "批", "阶段": "期"}


def tidy(name: str) -> str:
    """A name in one spelling: half width, one kind of brackets and dashes, words for signs, capitals, no quotes or spaces."""
    text = unicodedata.normalize("NFKC", name).translate(_BRACKETS).upper()
    for sign, word in words.SPELLINGS.items():
        text = text.replace(sign, word)
    return _DASHES.sub("—", _QUOTES.sub("", text))


def numeral(text: str) -> int | None:
    """A number as names write it: 12, 十二, 二十, II; None for what is none."""
    if text.isdecimal():
        return int(text)
    if text in _ROMAN:
        return _ROMAN[text]
    if "十" in text:
        tens, _, ones = text.partition("十")
        parts = (_DIGITS.find(tens) if tens else 1, _DIGITS.find(ones) if ones else 0)
        return None if -1 in parts or len(tens) > 1 or len(ones) > 1 else parts[0] * 10 + parts[1]
    return _DIGITS.index(text) if len(text) == 1 and text in _DIGITS else None


@dataclass(frozen=True)
class Name:
    """A name taken apart.

    plain: tidy, without brackets, ordinals, the city before and 工程, 项目, 建设 behind; key: plain with its ordinals and
    ends in one order, for equality; rest: what plain calls its own, without places, works and empty words; flat: all of it
    in its order, without brackets, dashes and ordinals. The other fields are what must not differ: ordinals (期, 2), numbers,
    letters, directions, ends (of a segment, or a remark in brackets), works, places; mild works may differ, but then it is
    asked.
    """

    text: str
    key: str
    plain: str
    rest: str
    flat: str
    ordinals: frozenset[tuple[str, int]]
    numbers: tuple[str, ...]
    letters: tuple[str, ...]
    directions: str
    ends: frozenset[frozenset[str]]
    works: frozenset[str]
    mild: frozenset[str]
    places: frozenset[str]

    @cached_property
    def hard_marks(self) -> dict[str, frozenset | tuple | str]:
        """What must not differ between two names of one project, by the Chinese word for it."""
        return {
            "期次": self.ordinals, "数字": self.numbers, "编号": self.letters, "方位": self.directions,
            "起讫": self.ends, "工程内容": self.works, "地名": self.places,
        }


class Reader:
    """Takes names apart with a region's own words: the city's names before them, its towns and features within."""

    def __init__(self, region: Region) -> None:
        prefixes = sorted({tidy(name) for name in (region.name, *region.short_names) if name}, key=len, reverse=True)
        self._prefix = re.compile("(?:" + "|".join([*map(re.escape, prefixes), f"市(?![{words.NOT_CITY}])"]) + ")")
        named = [(town.name, (town.name, _short_town(town.name))) for town in region.towns]
        named += [(feature.name, (feature.name, *feature.aliases)) for feature in region.features]
        self._place_of = {tidy(spelling): name for name, spellings in named for spelling in spellings if len(spelling) > 1}
        self._places = _any_of(self._place_of)
        self._cache: dict[str, Name] = {}

    def read(self, text: str) -> Name:
        """Take a name apart; the same text is taken apart once."""
        if text not in self._cache:
            self._cache[text] = self._read(text)
        return self._cache[text]

    def _read(self, text: str) -> Name:
        outside, remarks = _unbracket(tidy(text))
        body, ordinals = _ordinals(outside + "".join(remark for remark in remarks if _is_ordinal(remark)))
        ends = frozenset(_ends(remark) for remark in remarks if not _is_ordinal(remark))
        plain = self._trim(body)
        works, bare = _take(plain, _WORKS)
        mild, bare = _take(bare, _MILD)
        places, bare = _take(bare, self._places)
        marks = [*("(" + "—".join(sorted(pair)) + ")" for pair in ends), *(f"[{number}{kind}]" for kind, number in ordinals)]
        return Name(
            text=text, key=plain + "".join(sorted(marks)), plain=plain, rest=_FILLERS.sub("", bare),
            flat=self._trim(_PUNCTUATION.sub("", _ordinals(tidy(text))[0])), ordinals=ordinals,
            numbers=tuple(sorted(_NUMBER.findall(plain))), letters=tuple(sorted(_LETTERS.findall(plain))),
            directions=_directions(plain), ends=ends, works=works, mild=mild,
            places=frozenset(self._place_of[place] for place in places),
        )

    def _trim(self, text: str) -> str:
        """Without the city's name before and the empty words behind, as long as enough of a name remains.

        A city's bare name begins many a proper name (慈溪中学): it is set aside before longer names only.
        """
        while match := self._prefix.match(text):
            if len(text) - match.end() < (3 if match[0].endswith(("市", "县", "区", "旗", "州")) else 6):
                break
            text = text[match.end():]
        trimmed = True
        while trimmed:
            trimmed = False
            for suffix in words.SUFFIXES:
                if text.endswith(suffix) and len(text) - len(suffix) >= 3:
                    text, trimmed = text.removesuffix(suffix), True
        return text


def _any_of(vocabulary: Iterable[str]) -> re.Pattern[str] | None:
    longest_first = sorted(vocabulary, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None


_WORKS = _any_of(words.WORKS)
_MILD = _any_of(words.MILD_WORKS)
_FILLERS = _any_of((*words.FILLERS, "(", ")"))
_NOT_DIRECTIONS = _any_of(words.NOT_DIRECTIONS)


def _short_town(name: str) -> str:
    """A town as texts call it: 宗汉 for 宗汉街道."""
    return name.removesuffix("街道").removesuffix("镇").removesuffix("乡") if len(name) > 2 else name


def _unbracket(text: str) -> tuple[str, list[str]]:
    """The text outside brackets, and the remarks within that tell projects apart."""
    remarks: list[str] = []
    while _BRACKETED.search(text):
        remarks += _BRACKETED.findall(text)
        text = _BRACKETED.sub("", text)
    text = text.replace("(", "").replace(")", "")
    kept = {remark.removesuffix("段") if "—" in remark else remark for remark in remarks}
    return text, sorted(remark for remark in kept if not _says_nothing(remark))


def _says_nothing(remark: str) -> bool:
    """Whether a remark in brackets tells nothing of the project itself: (续建), (现有20个项目), (工程)."""
    return remark in words.CLASS_REMARKS or bool(_COUNT.match(remark)) or not _FILLERS.sub("", remark)


def _is_ordinal(remark: str) -> bool:
    """Whether a remark is a phase or number with at most a word to it: (二期), (2号地块)."""
    if "—" in remark:
        return False
    without = _ORDINAL.sub("", remark)
    return bool(_BARE_ROMAN.fullmatch(remark)) or (without != remark and len(_FILLERS.sub("", without)) <= 2)


def _ends(remark: str) -> frozenset[str]:
    """The two ends of a segment in any order, or the remark itself: (甲路至乙桥段) is (乙桥—甲路)."""
    ends = re.split(r"—|至|到", remark.removesuffix("段"))
    return frozenset(end for end in ends if end) if len(ends) == 2 else frozenset([remark])


def _ordinals(text: str) -> tuple[str, frozenset[tuple[str, int]]]:
    """The text without its phases, lots and batches, and these as (kind, number): 二期, (Ⅱ期), 第2期 are all (期, 2)."""
    found: set[tuple[str, int]] = set()

    def take(match: re.Match[str]) -> str:
        number = numeral(match[1])
        if number is None:
            return match[0]
        kind = match[2] if match.re is _ORDINAL else "第"
        found.add((_UNITS.get(kind, kind), number))
        return ""

    def take_roman(match: re.Match[str]) -> str:
        found.add(("期", _ROMAN[match[1]]))
        return ""

    text = _NTH.sub(take, _ORDINAL.sub(take, text))
    return _BARE_ROMAN.sub(take_roman, text), frozenset(found)


def _directions(text: str) -> str:
    return "".join(sorted(char for char in _NOT_DIRECTIONS.sub("", text) if char in words.DIRECTIONS))


def _take(text: str, vocabulary: re.Pattern[str] | None) -> tuple[frozenset[str], str]:
    return (frozenset(vocabulary.findall(text)), vocabulary.sub("", text)) if vocabulary else (frozenset(), text)
