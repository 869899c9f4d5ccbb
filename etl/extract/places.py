"""Place words of an item: what the text says of where, as it says it."""

from __future__ import annotations

import re

from etl.extract.circumstances import AT_PLACES
from etl.extract.names import dissect
from etl.extract.vocabulary import vocabulary

_BRACKET = re.compile(r"\(([^()]{2,40})\)")
_NO_PLACE = re.compile(
    r"^(?:.{0,3}期|.*(?:工程|项目|阶段|标段|批|个|公里|亿元|万元|级|年)|(?!\d+(?:国道|省道|县道))[\d.]+.*|含.*|暂.*|原.*)$"
)
_RANGE = re.compile(r"([\u4e00-\u9fffA-Za-z\d]{2,12}(?:至|—|-|~)[\u4e00-\u9fffA-Za-z\d]{2,12}?段)")
_SIDE_OF = re.compile(r"((?:(?!及|和|、)[\u4e00-\u9fffA-Za-z\d]){2,14}?(?:以[东西南北]|交叉口以[东西南北]|交叉口|沿线|两岸|两侧))")
_INSTITUTION = re.compile(r"(?:医院|中心|学校|学院|公司|集团|馆)$")
_TOWN = re.compile(r"([\u4e00-\u9fff]{2,4}?(?:[\u4e00-\u9fff]{1,3}族乡|街道|(?<![城乡集市])镇|(?<!城)乡))(?!政府|级|村|镇)")
_DISTRICT = re.compile(
    r"^((?:(?!至|到|经)[\u4e00-\u9fff]){2,5}?(?:自治州|自治县|地区|(?<!城)(?<!都)市|县|区|州|盟|旗))(?!圈|至|域|级|政|场|民|民族|委|块|民医院)"
)
_VILLAGE = re.compile(r"[\u4e00-\u9fff]{2,4}?村(?![庄级民镇组落])")
_LINE_OF = re.compile(r"([\u4e00-\u9fff]{2,4}[段线])$")
_SECTION_OF = re.compile(
    r"(?:铁路|高铁|高速公路|高速|公路|国道|省道|\d线|大道|[路江河](?:干流|支流)?)((?:(?![及和与至到])[\u4e00-\u9fff]){2,5}?段)(?![落子])"
)
_ROADS = re.compile(r"([\u4e00-\u9fffA-Za-z\d]{1,8}?(?:路|街|大道|公路|江|河|桥))")
_AROUND = re.compile(r"^(?:围绕|沿|依托|环绕|聚焦)(.{2,24}?(?:轴带|片区|沿线|两岸|走廊|区域|板块|区块|新区|新城))$")


def places_of(name: str, *, said: str, verbatim_before: str = "", own: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The place expressions in a canonical name, in the text's order.

    said is how the list wrote the member before its head was completed; own holds the document's own city ("清州"), which
    is no place inside itself. verbatim_before: the opening phrase of the sentence ("围绕…轴带").
    """
    words, found = vocabulary(), []
    anatomy = dissect(name)
    bare = _without_own(name, own)
    brackets = [text for text in _BRACKET.findall(name) if not _NO_PLACE.match(text)]
    outside = _BRACKET.sub("", bare)
    brackets = [text for text in brackets if not _INSTITUTION.search(text)]
    if brackets and _BRACKET.search(bare) and not bare.endswith(")") and _lies_along(bare[: bare.index("(")]):
        found.append(bare[: bare.index("(")])
    if said != name and (added := name[len(said) :]) and name.startswith(said) and added.startswith(tuple(words.areas.words)):
        found.append(_without_own(said, own))
    elif said == name and (shared := _area_proper(outside)):
        found.append(shared)
    areas = _areas(_after_route(outside), own)
    found.extend(areas)
    found.extend(side for side in words.sides.words if outside.startswith(side) and not any(area.startswith(side) for area in areas))
    if "等" in outside and (match := _ROADS.match(outside)) and outside.startswith(match[0] + "等"):
        found.append(match[0])
    found.extend(stretch for stretch in _RANGE.findall(_after_route(outside)) if not _SECTION_OF.search(stretch))
    for side in _SIDE_OF.findall(_after_route(outside)):
        found.extend(_relative(side))
    if not found and (match := _SECTION_OF.search(outside)):
        found.append(match[1])
    if (
        not found
        and (match := _LINE_OF.search(re.sub(r"(?:项目|工程)$", "", outside)))
        and anatomy.facility not in ("号线",)
        and outside != match[0]
    ):
        found.append(_own_section(match[0], outside, own))
    found.extend(f"{city}段" for city in own if f"{city}段" in outside)
    found.extend(brackets)
    if "—" in outside and "站房" in outside and (match := re.search(r"—([\u4e00-\u9fff]{2,12}站)(?=站房)", outside)):
        found.append(match[1])
    return tuple(dict.fromkeys(place for place in found if place))


def _lies_along(name: str) -> bool:
    """Whether it is a road, a river or the like, that a stretch in brackets lies on."""
    words, facility = vocabulary(), dissect(name).facility
    return facility in words.short_facilities or bool(_ROADS.fullmatch(name)) or (not facility and len(name) <= 4)


def places_of_opening(segment: str) -> tuple[str, ...]:
    """Where a segment opens by telling where: the axis of "围绕“一轴两带”发展轴带", the towns of "在甲镇、乙镇共新建…"."""
    if match := _AROUND.match(segment):
        return (match[1],)
    match = AT_PLACES.match(segment)
    return tuple(match["places"].split("、")) if match else ()


def _without_own(name: str, own: tuple[str, ...]) -> str:
    for city in own:
        for form in (f"{city}市", f"{city}县", f"{city}区", f"{city}省"):
            if name.startswith(form):
                return name[len(form) :]
    return name


def _area_proper(name: str) -> str:
    """The proper part before a shared area head: "西塘湾" of "西塘湾区块开发建设"."""
    match = re.match(r"^(?P<proper>[\u4e00-\u9fff]{2,6})(?:区块|片区)(?:综合)?开发(?:建设)?$", name)
    return match["proper"] if match else ""


def _areas(name: str, own: tuple[str, ...]) -> list[str]:
    """Districts, towns, then areas, each cut off before the next is looked for."""
    words, found, rest = vocabulary(), [], name
    if match := _DISTRICT.match(rest):
        if not any(match[1].startswith(city) for city in own):
            found.append(match[1])
        rest = rest[match.end() :]
    if match := _TOWN.match(rest):
        found.append(match[1])
        rest = rest[match.end() :]
        if village := _VILLAGE.match(rest):
            return [*found, village[0]]
    if match := re.match(r"^([\u4e00-\u9fff]{2,4}?片)(?![区段])", rest):
        return [*found, match[1]]
    for end in range(2, min(len(rest), 14) + 1):
        area = words.areas.ending(rest, end)
        if area and area != rest[:end] and not rest[end:].startswith(("块", "开发建设")) and not words.areas.at(rest, end - 1):
            if re.match(r"^[\u4e00-\u9fff]{2,4}(?:区块|片区)(?:综合)?开发", rest):
                break
            found.append(rest[:end].lstrip("年度今"))
            break
    return found


def _relative(side: str) -> list[str]:
    """Reads "甲路与乙路交叉口以东": seen from 甲路 it is "与乙路交叉口以东"; both are said."""
    own, joint, other = side.partition("与")
    return [joint + other, side] if own and other and "交叉口" in other else [side]


def _after_route(name: str) -> str:
    """Without the route a place is told of: "318国道松岭公路以北" is about 松岭公路以北."""
    return re.sub(
        r"^(?:.*(?:工程|项目)(?=.*段)|[\u4e00-\u9fff]{1,6}(?:高铁|铁路|高速公路|高速)(?=[\u4e00-\u9fff]{2,6}(?:至|到)[\u4e00-\u9fff]{2,6}段)|\d{2,4}(?:国道|省道|县道)|(?:国道|省道|县道)?[GSX]\d+线?(?:国道|省道|县道)?)",
        "",
        name,
    )


def _own_section(section: str, name: str, own: tuple[str, ...]) -> str:
    """Reads "清州段", "清州线": cut to the city's name when the section is told by it."""
    for city in own:
        if section[:-1].endswith(city):
            return city + section[-1]
    return section if section.endswith("段") and len(section) <= 4 else ""
