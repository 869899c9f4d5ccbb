"""What a name is made of, read from its right end: 工程/项目, bracket, phase, what is done, the facility; and whether it names
one thing, counts several, or is generic.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from etl.extract.vocabulary import Vocabulary, vocabulary

_BRACKET_END = re.compile(r"\(([^()]*)\)$")
# A bracket tells parts, unless it is but the count of the whole: "(12个)".
_BRACKETED = re.compile(r"\((?![\d.]+[万亿]?[^()\d]{1,3}\))[^()]{3,}\)")
_QUOTED_END = re.compile(r"“([^“”]*)”$")
_PHASE_END = re.compile(
    r"(?:\(?第?(?:[一二三四五六七八九十]、)*[一二三四五六七八九十首\d]{1,3}期\)?|\(?[一二三四五六七八九十]阶段\)?|[一二三四五\d]+标段?|(?:\d+[#号](?:楼|厂房)?、)*\d+(?:#|号)(?:楼|厂房)|[A-Z]区|(?<=区)[一二三四五六]区)$"
)
_PHASE = re.compile(r"[一二三四五六七八九十首\d]{1,3}期|[ⅠⅡⅢI]{1,3}期")
_SECTION_END = re.compile(
    r"(?:[东西南北中先后首](?![路街道])[^\s]{0,2}段|示范段|试验段|样板段|段|全线|全段|以[东西南北]|两侧|沿线|先行段)$"
)
COUNT = re.compile(
    r"(?<![\dA-Za-z])(\d+(?:\.\d+)?|[一二两三四五六七八九十百]+)(?:余|多)?[万亿]?(?:余|多)?(?:个|条|座|处|所|公里|千米|套|户|间|幢|栋|平方公里|平方米|平方|亩|台|根|家|项|延长米|延米|米|口|盏|对|孔|艘|公顷|组|片|件|宗|张|部(?!分|门)|枪)"
)
_NUMBER_NAMED = re.compile(
    r"[GSX]\d{2,4}|\d{2,4}(?:国道|省道|县道)|[A-Z\d一二三四五六七八九十]+号线|\d{2,4}线|[\u4e00-\u9fff]{2}大[道街]"
    r"|[\u4e00-\u9fff]{2}[一二三四五六七八九十][路街](?![\u4e00-\u9fff])"
)
# "东横河甲镇至乙镇": the stretch of a road or river, told without 段.
_STRETCH_END = re.compile(r"(?<=[路街道线河江浦塘渠溪湖堤])[\u4e00-\u9fff]{2,6}(?:至|到|—|-)[\u4e00-\u9fff]{2,8}$")
# "科技一路" is a road; "一带一路" and "一路" are none.
_NUMBERED_ROAD = re.compile(r"(?:[\u4e00-\u9fff]{2}(?<!一带)|[经纬])[一二三四五六七八九十]+[路街]$")
# "304线": a road by its number alone.
_NUMBERED_LINE = re.compile(r"[省县国乡]?\d{3}线")
_STREETS = re.compile(r"[\u4e00-\u9fff]{2,}[路街道巷弄桥](?:至|到|—|-)[\u4e00-\u9fff]{2,}[路街道巷弄桥]")
# "G233", "X310郭菱线": a road's number, with the name that its two ends give it.
_ROUTE_END = re.compile(r"(?P<class>[GSX])\d{2,4}(?:(?:(?!连接|联络)[\u4e00-\u9fff]{2})?线)?$")
_ROUTE_STRETCH = re.compile(r"^(?:国道|省道|县道)?(?P<class>[GSX])\d{2,4}[\u4e00-\u9fff]{2,6}(?:至|到|-)[\u4e00-\u9fff]{2,6}$")
_ROUTE_CLASS = {"G": "国道", "S": "省道", "X": "县道"}
_LINE_END = re.compile(r"[\u4e00-\u9fff]{2,4}(?<![一二三前后])线$")
# "乐柳线改线", "万柳线盐盆段": county roads go by their two ends.
_COUNTY_ROAD = re.compile(r"^[\u4e00-\u9fff]{2}(?<![前后岸航流总])线$")
# "万柳线盐盆段", "甲镇至乙镇段": stretches of roads that go by their two ends.
_ROAD_SECTION = re.compile(
    r"^[\u4e00-\u9fff]{2,6}[江河溪湖浦渠路街](?:“[^“”]+”)?(?:示范|样板|先行|试验)段$|^[\u4e00-\u9fff]{2,3}线[\u4e00-\u9fff]{2,6}段|[\u4e00-\u9fff]{2,}(?:至|到)[\u4e00-\u9fff]{1,6}段$"
)
# Between a river or road and what is done to it: "甲河|生态|清淤".
_MANNER_END = re.compile(r"(?<=[路街道线河江浦塘渠溪湖沟堤])(?:生态|环境|景观|综合|系统|沥青|全线|沿线|两岸|两侧)$")
_RANGE = re.compile(r"[\u4e00-\u9fff]{2,}?(?:至|到|经|—|-)[\u4e00-\u9fff]{2,}")
_OWN_PREFIX = re.compile(r"^(?:我?[省市县区])(?=[\u4e00-\u9fff]{4,}(?:工程|项目)$)")
_BATCH = re.compile(r"[前第][一二三四五六七八九十]+批")
# "引清入城", "引江济汉", "北水南调": how diversions are named.
_DIVERSION = re.compile(r"引[\u4e00-\u9fff]{1,3}[入济补][\u4e00-\u9fff]{1,2}|[东西南北][水线][东西南北][调]")
_IDLE = re.compile(r"[\d.%\s,、()“”\"'+·\-—和及与或的等]+")


@dataclass(frozen=True, slots=True)
class Anatomy:
    """A name, taken apart. facility is the noun it is about ("水库"), act what is done to it, head a closing 工程/项目."""

    name: str
    facility: str
    act: str
    head: str
    phase: str
    bracket: str
    section: bool
    count: str
    refused: str

    @property
    def residue(self) -> str:
        """What no word of the genre accounts for: the proper part of a name."""
        return residue(self.name) if len(self.name) <= LONGEST else ""

    @property
    def refused_word(self) -> str:
        """The first word that tells of no works; where it is part of what is built ("便民" of "便民市场") it tells nothing."""
        end = self.name.rindex(self.facility) if self.facility in self.name else len(self.name)
        words = vocabulary().refused_words
        return next((word for at in range(end) if (word := words.at(self.name, at))), "")

    @property
    def inner(self) -> str:
        """The first facility anywhere in the name."""
        return _inner(self.name)

    @property
    def holds(self) -> str:
        """The first facility, diversion or cue of a sector anywhere in the name."""
        return _held_facility(self.name)

    @property
    def works(self) -> bool:
        """Whether it is about something built: its end says so, or a works word inside with 工程/项目 at the end."""
        numbered = self.section and (_NUMBER_NAMED.search(self.name) or _ROAD_SECTION.search(self.name))
        further = self.phase and (self.act or (self.head and not self.refused))
        within = numbered or (self.holds and (self.head or self.section or (self.phase and _DIVERSION.match(self.name))))
        part = self.act in vocabulary().hard_acts and self.residue and (self.inner or self.section or _between_streets(self.name))
        return bool(self.facility or within or part or (further and len(self.residue) >= 2))

    @property
    def counted(self) -> bool:
        """Whether it counts several things."""
        return bool(self.count)

    @property
    def named(self) -> bool:
        """Whether it is one particular thing rather than a kind of things."""
        return bool(self.residue or self.phase or _NUMBER_NAMED.search(self.name) or (self.bracket and self.facility))

    @property
    def complete(self) -> bool:
        """Whether it can stand alone in a list: closed by a head, bracket, phase, section, or a facility."""
        return bool(self.head or self.bracket or self.phase or self.section or self.facility)


# Nothing so long is one name, and taking it apart would take time that hostile text could use.
LONGEST = 80
_NOTHING = Anatomy(name="", facility="", act="", head="", phase="", bracket="", section=False, count="", refused="")


@lru_cache(maxsize=20_000)
def dissect(name: str) -> Anatomy:
    """Take a canonical name apart. Linear in its length; never raises."""
    if len(name) > LONGEST:
        return _NOTHING
    words = vocabulary()
    rest, head, act, phase, bracket, section, facility = _unquoted(name), "", "", "", "", False, ""
    while rest:
        if match := _BRACKET_END.search(rest):
            bracket, rest = bracket or match[1], rest[: match.start()]
        elif match := _PHASE_END.search(rest):
            phase, rest = phase or match[0], rest[: match.start()]
        elif match := _ROUTE_END.search(rest):
            facility = _ROUTE_CLASS[match["class"]]
            break
        elif (bracket or phase) and _LINE_END.search(rest):
            facility = "线"
            break
        elif found := _facility_at_end(rest, words):
            # a longer act ("城市更新") is no facility; a facility wins over a shorter act ("水库扩容" has none at its end)
            facility = found
            break
        elif match := _ROUTE_STRETCH.match(rest):
            facility = _ROUTE_CLASS[match["class"]]
            break
        elif (section or act) and _COUNTY_ROAD.search(rest) and not words.not_facilities.ending(rest):
            facility = "线"
            break
        elif found := words.heads.ending(rest):
            head, rest = head or found, rest[: -len(found)]
        elif found := words.name_acts.ending(rest):
            act, rest = found + act, rest[: -len(found)]
        elif match := _SECTION_END.search(rest) or (act and _STRETCH_END.search(rest)):
            section, rest = True, rest[: match.start()]
        elif (act and (match := _MANNER_END.search(rest))) or (match := _COUNT_END.search(rest)):
            rest = rest[: match.start()]
        elif rest.endswith("建设") or (rest.endswith(("及", "和", "与", "、", "的", "等")) and (head or act)):
            rest = rest[:-2] if rest.endswith("建设") else rest[:-1]
        elif (match := _QUOTED_END.search(rest)) and match[1] in words.name_acts:
            act, rest = match[1] + act, rest[: match.start()]
        else:
            break
    count = COUNT.search(_BRACKETED.sub("", name))
    return Anatomy(
        name=name,
        facility=facility,
        act=act,
        head=head,
        phase=phase or (match[0] if (match := _PHASE.search(name)) else ""),
        bracket=bracket,
        section=section,
        count=count[0] if count else "",
        refused="" if facility else _refused_end(rest, name, words),
    )


def _unquoted(name: str) -> str:
    """Without the quotation marks at its ends, but for those of what is done to it ("甲路“白改黑”")."""
    match = _QUOTED_END.search(name)
    return name.strip() if match and match[1] in vocabulary().name_acts else name.strip("“” ")


_FURTHER_TRACKS = frozenset({"二线", "三线", "四线"})
_COUNT_END = re.compile(
    r"(?<=[\u4e00-\u9fff)”])(?:各|约|共|近|超|达)?\d+(?:\.\d+)?(?:万|亿)?(?:余|多)?(?:公里|千米|个|条|座|处|所|套|户|间|幢|栋|平方公里|平方米|亩|台|部|根|家|延长米|延米|米|盏|对|千瓦|兆瓦|吨|立方米|公顷|张|孔|支|枪|批|期|艘|KV|kV|MW|GW|KW|组|辆|吨/日|立方米/日)*(?:以上|左右)?$"
)


def _facility_at_end(text: str, words: Vocabulary) -> str:
    if _NUMBERED_ROAD.search(text) or _NUMBERED_LINE.fullmatch(text):
        return text[-1]
    found = words.facilities.ending(text)
    if len(words.not_facilities.ending(text)) >= max(1, len(found)):
        return ""
    if found in _FURTHER_TRACKS and len(text) == len(found) + 1:
        # "集二线": a line by its two ends, no second track
        return ""
    if found:
        refused = words.refused_heads.ending(text)
        # "深|中通道": what would leave one character splits a word
        return "" if len(refused) > len(found) and len(text) != len(refused) + 1 else found
    short = words.short_facilities.ending(text)
    if (short == "线" and not words.facilities.held_by(text[:-1])) or text[:-1] in ("省", "市", "县", "区"):
        return ""
    if (
        short
        and len(text) >= 2
        and ("\u4e00" <= text[-2] <= "\u9fff" or short == "线")
        and text[-2] not in "的、"
        and not words.refused_heads.ending(text)
    ):
        return short
    return ""


@lru_cache(maxsize=20_000)
def _inner(name: str) -> str:
    return vocabulary().facilities.held_by(name)


@lru_cache(maxsize=20_000)
def _held_facility(name: str) -> str:
    diversion = _DIVERSION.search(name)
    return (
        _inner(name)
        or (diversion[0] if diversion else "")
        or next((cue for sector in vocabulary().sectors for cue in sector.cues if cue in name), "")
    )


def _refused_end(rest: str, name: str, words: Vocabulary) -> str:
    return words.refused_heads.ending(rest) or words.refused_heads.ending(name)


@lru_cache(maxsize=20_000)
def residue(name: str) -> str:
    """What is left of a name when every word of the genre, every number and mark is taken out, longest word first."""
    words = vocabulary()
    left, at = [], 0
    while at < len(name):
        found = max(
            (words.generic.at(name, at), words.facilities.at(name, at), words.name_acts.at(name, at), words.heads.at(name, at)),
            key=len,
        )
        if found:
            at += len(found)
            continue
        match = _BATCH.match(name, at) or COUNT.match(name, at) or _IDLE.match(name, at)
        if match and match[0]:
            at = match.end()
            continue
        left.append(name[at])
        at += 1
    return "".join(left)


def is_own_singular(name: str) -> bool:
    """Reads "市…工程" means the city's one such project, though every word of it is generic."""
    return bool(_OWN_PREFIX.match(name))


def _between_streets(name: str) -> bool:
    """Whether it runs from a street to another ("甲街至乙巷立面修缮")."""
    return bool(_STREETS.search(name))


def is_diversion(name: str) -> bool:
    """Whether it is a diversion of water by its name alone: 引江补汉."""
    return bool(_DIVERSION.fullmatch(name))


def has_range(name: str) -> bool:
    """Whether the name runs from one place to another ("甲至乙高速公路")."""
    return bool(_RANGE.search(name))
