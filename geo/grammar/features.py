"""Features by name: X, some of several, the part of X in a town, a phase of it, a part known by its own name only."""

from __future__ import annotations

import re

from geo.expression import CountOf, Cut, Named, Node, Phase, Reach, Several, Towns, Whole, joined
from geo.grammar.coded import Coded, number
from geo.grammar.signs import SOME, TOWN_LINE, WORD, F, G, R, T
from geo.grammar.stretches import NOT_A_REACH
from geo.named import Role
from geo.vocabulary import LINE_TAILS, TOWN_ENDINGS

_CUT = re.compile(f"({F}){WORD}{{0,4}}?((?:[{T}{R}{G}][、和与及]?){{1,8}})(?:境内|境|辖区|范围)?(?:路段|河段|段)")
# Of a line that the gazetteer does not have.
_CUT_UNKNOWN = re.compile(f"({WORD}{{1,10}}[{LINE_TAILS}])([{T}{G}])(?:境内|路段|河段|段)")
_CUT_IN = re.compile(f"({F})(?:在)?((?:[{T}{R}{G}][、和与及]?){{1,8}})(?:境内|辖区内|范围内)")

_MANY = "道路|公路|线路|路段|街路|河道|河流|河|江|水库|桥梁|桥|区域|区块|片区|地块|节点|点位|路|工程|项目|处"
_COUNT = re.compile(f"([^()。,;:]{{1,80}}?)等{SOME}")
# A、B等道路: how many there are is not said.
_OPEN_COUNT = re.compile(f"([^()。,;:]{{1,80}}?)等(?:主要|重点|骨干|城区|农村)?(?={_MANY})")
_COUNT_JOINT = re.compile("[、和与及]")

_PHASE = re.compile(f"({F}){WORD}{{0,12}}?\\(?([一二三四五六七八九\\d]{{1,2}}期)")
_REACH_BEFORE = re.compile(f"([东西南北中]部|[上中下]游)({F})")
_REACH_AFTER = re.compile(f"({F})({WORD}{{1,8}}?段)")
_BEYOND = re.compile(f"({F})([东西南北]{{0,2}}(?:延伸|延长|延|接线|连接线))")
# A site on a line, called after something else: 某某站, 某某桥, 826号. Verbs of works are no part of its name.
_SITE_ON = re.compile(
    f"({F})(\\d{{1,5}}号|(?:(?!新[建改增]|[改修维拆扩建等及和与沿两全]){WORD}){{2,8}}?(?:桥|闸|站|隧道|互通)(?![梁头房点线])"
    "|(?:入海|出海|入江|河)口)"
)

_ALONG = re.compile(f"({F})(?:沿线|两侧|两岸|沿岸|沿江|沿河|全线|全段)")
_LISTED = re.compile(f"{F}(?:(?:{WORD}{{0,6}})(?:、|和|与|及|以及|,|/)(?:{WORD}{{0,4}}){F})+")
# X(A、B、C): what A, B and C are to X is not said.
_IN_BRACKETS = re.compile(f"{F}\\({F}(?:[、和与及]{F})+\\)")
# Names in a row that the gazetteer does not have, beside one that it has: 某某河、F, or F、某某河整治.
_UNLISTED = f"{WORD}{{1,7}}?[路街线江河浦塘港渠溪桥]"
_UNLISTED_BEFORE = re.compile(f"(?:^|[(:])({_UNLISTED})[、和与及](?={F})")
_UNLISTED_AFTER = re.compile(f"(?<={F})[、和与及]({_UNLISTED})(?!{WORD}{{0,2}}[路街线江河浦塘港渠溪桥])")


def cut(text: Coded) -> Node | None:
    """X慈溪段, X横河段."""
    if match := _CUT.search(text.coded) or _CUT_IN.search(text.coded):
        line = text.names[match.start(1)]
        return joined([Cut(line, text.names[i]) for i in range(*match.span(2)) if i in text.names])
    if match := _CUT_UNKNOWN.search(text.coded) if text.roles else None:
        return Cut(Named(match[1]), text.names[match.start(2)])
    return None


def counted(text: Coded) -> Node | None:
    """A、B等5条; A、B等道路."""
    if "等" not in text.coded:
        return None
    match = _COUNT.search(text.coded)
    count, measure = (number(match["n"]), match["m"]) if match else (None, "")
    if match is None and ((match := _OPEN_COUNT.search(text.coded)) is None or Role.FEATURE not in text.roles):
        return None
    if text.all(Role.TOWN) and text.coded[match.end():].startswith(TOWN_ENDINGS):
        return Towns(text.all(Role.TOWN), count)
    names: list[Named] = []
    at = match.start(1)
    for piece in _COUNT_JOINT.split(match[1]):
        found = [text.names[i] for i in range(at, at + len(piece)) if i in text.names]
        names.append(found[-1] if found else Named(piece))
        at += len(piece) + 1
    names = [name for name in names if name.text and name.role not in (Role.REGION, Role.TOWN, Role.VILLAGE)]
    return CountOf(tuple(dict.fromkeys(names)), count, measure) if names else None


def phase(text: Coded) -> Node | None:
    """X二期."""
    if "期" in text.coded and (match := _PHASE.search(text.coded)):
        return Phase(text.names[match.start(1)], match[2])
    return None


def reach(text: Coded) -> Node | None:
    """A part of X that is known by its own name only."""
    if match := _REACH_BEFORE.search(text.coded):
        return Reach(text.names[match.start(2)], match[1])
    if match := _BEYOND.search(text.coded):
        return Reach(text.names[match.start(1)], match[2], beyond=True)
    match = _REACH_AFTER.search(text.coded) if "段" in text.coded else None
    if match is None or NOT_A_REACH.search(match[2]):
        match = _SITE_ON.search(text.coded)
    if match is None:
        return None
    town = TOWN_LINE.search(text.coded)
    within = text.names[town.start(1)] if town and town.start(2) == match.start(1) else None
    return Reach(text.names[match.start(1)], match[2], within=within)


def whole(text: Coded) -> Node | None:
    """X; X、Y和Z; X沿线; 横河镇X."""
    features = text.all(Role.FEATURE)
    if not features:
        return None
    if match := _ALONG.search(text.coded):
        return Whole(text.names[match.start(1)], along=True)
    if len(features) == len(text.all(Role.TOWN)) == 1 and (match := TOWN_LINE.search(text.coded)):
        return Cut(text.names[match.start(2)], text.names[match.start(1)], implied=True)
    if (match := _IN_BRACKETS.search(text.coded)) and match.start() == text.coded.find(F):
        return Whole(features[0], others=features[1:])
    match = _LISTED.search(text.coded) if len(features) > 1 else None
    named = [text.names[i] for i in range(*match.span()) if i in text.names] if match else features[:1]
    listed = [name for name in dict.fromkeys(named) if name.role is Role.FEATURE]
    if len(listed) == len(features) or len(features) == 1:
        listed += [Named(name) for name in (*_UNLISTED_BEFORE.findall(text.coded), *_UNLISTED_AFTER.findall(text.coded))]
    return Several(tuple(map(Whole, listed))) if len(listed) > 1 else Whole(features[0], others=features[1:])
