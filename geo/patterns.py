"""The forms of place expressions as patterns over coded text, where every name of the gazetteer is one sign by its role.

Repetitions are bounded and none is nested in another, so a search is linear in the text but for a small factor.
"""

from __future__ import annotations

import re

from geo.named import Role
from geo.vocabulary import ABOVE_REGION, CITYWIDE, DIGITS, MEASURES, PARTS, PROVINCES, SOME_OF

# One sign a role, from Unicode's private use area; ``plain`` removes them from texts that bring their own.
F, T, V, G, R = "\ue001", "\ue002", "\ue003", "\ue004", "\ue005"
SIGNS = {Role.FEATURE: F, Role.TOWN: T, Role.VILLAGE: V, Role.GROUP: G, Role.REGION: R}

_ANY = f"[{F}-{R}]"
_WORD = f"[^{F}-{R}()\\-,、,;:。/]"
_SIDE = "(?P<side>[东西南北]{1,2})"
_SOME = f"(?P<n>[{DIGITS}]{{1,4}})余?(?P<m>[{MEASURES}])"
_MANY = "道路|公路|线路|路段|街路|河道|河流|河|江|水库|桥梁|桥|区域|区块|片区|地块|节点|点位|路|工程|项目|处"
_AND = "(?:与|和|跟|及|同|、|/|×|-)"
_TO = "(?:-{1,3}|至|到)"
_TOWARDS = "(?:以|往|向)"
# A site on a line, called after something else: 某某站, 某某桥, 826号. Verbs of works are no part of its name.
_SITE = f"(?:\\d{{1,5}}号|(?:(?![新改修维拆扩建等及和与沿两全]){_WORD}){{2,8}}?(?:桥|闸|站|隧道|互通)(?![梁头房点线]))"

# 500米, 1.2公里; with 处, the place so far away.
_DISTANCE = "约?(?P<far>\\d{1,5}(?:\\.\\d{1,3})?)(?P<unit>公里|千米|km|KM|米|m)(?P<spot>处|位置)?"

SEPARATOR = re.compile(_TO)
# A—B、C—D: between two stretches.
APART = re.compile("[;、,]")
BRACKET = re.compile(f"({F})([^{F}()\\-]{{0,12}})\\(([^()]{{1,80}})\\)")
# X(A—B)、(B—C): the second pair of brackets speaks of X, too.
BRACKETS_ON = re.compile("\\)[、,;和与及]\\(")
# What stands between the 、 of a text, brackets kept whole.
ITEM = re.compile("((?:[^、()]|\\([^()]*\\)){1,400})(?:、|$)")
UNKNOWN_BRACKET = re.compile(f"({_WORD}{{2,12}})\\(([^()]{{1,80}})\\)")
INLINE = re.compile(
    f"({F}){_WORD}{{0,6}}?[:,]?(?:自|从|由)?((?:{_ANY}{{1,2}}|{_WORD}{{2,10}}?){_WORD}{{0,4}}?){_TO}"
    f"((?:{_ANY}{{1,2}}{_WORD}{{0,4}}?|{_WORD}{{2,10}}?))(?:段|之间|区间|为止|止|(?=[)、,;。])|$)"
)
# Water, power and roads led from a known place to another, along no line that is named.
# A至B段X: the line stands behind its ends.
ENDS_LINE = re.compile(f"((?:{_ANY}|(?<![^,;。])){_WORD}{{0,6}}?){_TO}({_ANY}{_WORD}{{0,4}}?)(?:段|之间|区间)的?({F})")
CONVEYED = re.compile(
    f"({F})(?:至|到|-)({_ANY}|{_WORD}{{2,8}}?)(?:输水|引水|供水|原水|输电|连接|联络)?(?:管道|管线|管网|干管|隧洞|道路|公路|通道|线路|线)"
)
ENDS_ONLY = re.compile(f"({F}{_WORD}{{0,3}}?){_TO}({F}{_WORD}{{0,3}}?)(?:段|之间|区间|(?=\\))|$)")
CROSSING = re.compile(
    f"({F}|{_WORD}{{2,8}}){_AND}({F}|{_WORD}{{2,8}}?)的?"
    "(?:交叉口|交叉处|交叉点|交叉|相交处|相交|交汇处|交汇口|交会处|交会口|路口|丁字口|互通|枢纽)"
    f"(?:{_TOWARDS}{_SIDE}|(?P<beside>[东西南北]{{1,2}})侧?(?={_DISTANCE}))?"
)
# X Y路口, X×Y: nothing between the two but their standing together.
CROSSING_BARE = re.compile(f"({F})({F})(?:交叉口|交叉处|路口|丁字口|交汇处|交汇口)(?!以|往|向|[东西南北])|({F})×({F})")
DISTANCE = re.compile(_DISTANCE)
LINE_SIDE = re.compile(f"({F})(?:上|的|在)?({F}|(?!路口|交叉口){_WORD}{{2,8}}?)(?:路口|交叉口|口)?{_TOWARDS}{_SIDE}")
TWO_SIDES = re.compile(
    f"({F})(?:上|的|在)?({F})(?:路口|交叉口|口)?以([东西南北])[、,]?(?:至|到)?({F})(?:路口|交叉口|口)?以([东西南北])"
)
SIDE_LINE = re.compile(f"({F})(?:路口|交叉口|口)?{_TOWARDS}{_SIDE}的?({F})(?!{_TOWARDS}|[东西南北]?[侧岸面])")
INNER_SIDE = re.compile(
    f"(?:与)?({F}|{_WORD}{{2,8}}?)(?:路口|交叉口)?(?:{_TOWARDS}|(?=[东西南北]{{1,2}}[侧段])){_SIDE}(?:侧|段)?$"
)
BESIDE = re.compile(f"({F})(?:(?:以|之|往|向)([东西南北]{{1,2}})|([东西南北]{{1,2}})(?:侧|面|岸))")
ALONG_SIDE = re.compile(f"({F})[东西南北]{{1,2}}[侧岸](?!地块|区块|用地|区域|{_WORD}{{0,4}}(?:地块|区块|用地))")
AROUND = re.compile(f"([东西南北])(?:至|临|起|到){_WORD}{{0,4}}?({F})")
CUT = re.compile(f"({F}){_WORD}{{0,4}}?((?:[{T}{R}{G}][、和与及]?){{1,8}})(?:境内|境|辖区|范围)?(?:路段|河段|段)")
CUT_IN = re.compile(f"({F})(?:在)?((?:[{T}{R}{G}][、和与及]?){{1,8}})(?:境内|辖区内|范围内)")
INNER_CROSSING = re.compile(f"(?:与)?{F}(?:互通|立交|枢纽|交叉口|路口|交汇处|处|口)$")
INNER_CUT = re.compile(f"([{T}{G}{R}])(?:境内)?段?$")
TOWN_LINE = re.compile(f"({T})(?:境内|范围内|辖区)?的?({F})")
REACH_BEFORE = re.compile(f"([东西南北中]部|[上中下]游)({F})")
REACH_AFTER = re.compile(f"({F})({_WORD}{{1,8}}?段)")
SITE_ON = re.compile(f"({F})({_SITE})")
INNER_REACH = re.compile(f"(?:{_WORD}{{1,8}}段|[东西南北中]部|[上中下]游)$")
BEYOND = re.compile(f"({F})([东西南北]{{0,2}}(?:延伸|延长|延|接线|连接线))")
NOT_A_REACH = re.compile("(?:阶|时|手|标|工|地|路|河|区|片|全)段$|[施建完进推开拆征]")
PHASE = re.compile(f"({F}){_WORD}{{0,12}}?\\(?([一二三四五六七八九\\d]{{1,2}}期)")
INNER_PHASE = re.compile("[一二三四五六七八九\\d]{1,2}期$")
COUNT = re.compile(f"([^()。,;:]{{1,80}}?)等{_SOME}")
# A、B等道路: how many there are is not said.
OPEN_COUNT = re.compile(f"([^()。,;:]{{1,80}}?)等(?:主要|重点|骨干|城区|农村)?(?={_MANY})")
COUNT_JOINT = re.compile("[、和与及]")
NUMBER = re.compile(f"{_SOME}[^,;。()、]{{0,10}}")
ALONG = re.compile(f"({F})(?:沿线|两侧|两岸|沿岸|沿江|沿河|全线|全段)")
# Names in a row that the gazetteer does not have, beside one that it has: 某某河、F, or F、某某河整治.
_UNLISTED = f"{_WORD}{{1,7}}?[路街线江河浦塘港渠溪桥]"
UNLISTED_BEFORE = re.compile(f"(?:^|[(:])({_UNLISTED})[、和与及](?={F})")
UNLISTED_AFTER = re.compile(f"(?<={F})[、和与及]({_UNLISTED})(?!{_WORD}{{0,2}}[路街线江河浦塘港渠溪桥])")
LISTED = re.compile(f"{F}(?:(?:{_WORD}{{0,6}})(?:、|和|与|及|以及|,|/)(?:{_WORD}{{0,4}}){F})+")
OPEN_TOWNS = re.compile(f"{T}等(?:镇|街道|乡|地|村)")
SOME = re.compile("|".join(SOME_OF))
# Only behind a name, and not behind works that have begun: 某路改造部分完工 is not a part of a road.
PARTLY = re.compile(f"(?<=[{F}-{R})镇乡村市道])的?(?:{SOME.pattern})(?:{'|'.join(PARTS)})(?:\\((?:街道|镇|乡)\\))?")
# The region alone, under its province and prefecture or not.
_ABOVE = f"(?:{'|'.join(PROVINCES)}|{_WORD}{{2,8}}?(?:{'|'.join(ABOVE_REGION)}))?"
REGION = re.compile(f"(?:中国)?{_ABOVE}{_ABOVE}{R}+(?:境内|全境|辖区内?|范围内?)?")
CITY = re.compile("|".join(map(re.escape, CITYWIDE)))
TIP = re.compile("^(?:(起点|终点|起|终)|([东西南北]{1,2})(?:端|头|起点|终点))$")
KILOMETRE = re.compile("^[A-Z]{0,2}K?\\d+\\+\\d+")
