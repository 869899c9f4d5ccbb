"""When words of the genre alone mean one thing: a county's only hospital, a school by its number, what stands at one site."""

from __future__ import annotations

import re

from etl.extract.names import Anatomy, dissect, is_own_singular
from etl.extract.vocabulary import vocabulary


def opens_a_clause(name: str) -> bool:
    """Whether it begins as no name does: the grammar could not open its sentence."""
    return bool(vocabulary().openings.at(name) or _NO_NAME_BEGINS.match(name))


def is_school(name: str, anatomy: Anatomy) -> bool:
    """Whether common words are a school's own: "新兴小学", "六中新校区", "外国语学校高中部"; no "农村小学"."""
    words = vocabulary()
    if words.facility_sector.get(anatomy.facility) != "教育" or anatomy.count:
        return False
    before = name[: name.rindex(anatomy.facility)]
    own = before in words.schools or (before in words.unique and before != anatomy.facility)
    return own or bool(_NUMBERED_SCHOOL.match(name))


def is_one_of_its_city(name: str, anatomy: Anatomy, own: tuple[str, ...]) -> bool:
    """Generic words that still mean one thing: "市城镇排水管网综合改造工程", "中心城区…工程", "县中医院", "疾控中心实验楼"."""
    words = vocabulary()
    local = without_city(name, own)
    if is_own_singular(name) or (local != name and anatomy.head):
        return True
    if anatomy.head and anatomy.facility and words.facility_sector[anatomy.facility] == "环卫":
        return True
    if anatomy.act and anatomy.facility.endswith("厂") and _ITS_PLANT.match(name):
        return True
    if words.whole.at(name) and _ITS_PLACE.search(name) and not anatomy.count and not anatomy.refused_word:
        return True
    if words.sides.at(name) and anatomy.facility and words.facility_sector[anatomy.facility] in _SITES:
        return True
    if (anatomy.head or anatomy.act) and (words.whole.at(name) or words.sides.at(name)):
        return True
    if name[0] in "省市县区" and words.facility_sector.get(anatomy.facility) in _INSTITUTIONS:
        return True
    if local != name and words.facility_sector.get(anatomy.facility) in _INSTITUTIONS:
        return True
    return bool(
        words.unique.held_by(name)
        and (anatomy.act or anatomy.head or not re.search("[、和及与]", name))
        and (local != name or name[0] in "省市县区" or anatomy.act or anatomy.head or len(anatomy.facility) < len(name))
    )


_INSTITUTIONS = frozenset({"医疗", "教育", "文体旅", "养老民政", "公共服务", "公共安全", "枢纽", "机场", "园林绿化", "桥隧"})
_SITES = _INSTITUTIONS | {"停车与充电", "环卫", "市政-污水处理", "市政-供水"}
# "六中新校区", "市一中体艺馆".
_NUMBERED_SCHOOL = re.compile(r"[省市县区新]?[一二三四五六七八九十]{1,2}[中小幼](?![学心型])")
# "城市污水处理厂提标改造": a city's plant is one, unlike a province's plants.
_ITS_PLANT = re.compile(r"城市|城区|县城|镇区|中心城区")
# "老城区城市综合广场": a quarter has one.
_ITS_PLACE = re.compile(r"(?:广场|综合体|文化中心|体育中心|健身中心|水厂|污水厂)$")
# "对病房楼拆除改造", "正在…": a statement the grammar could not open, never a name.
_NO_NAME_BEGINS = re.compile(
    r"对(?!外|口)|关于|\d{1,2}月\d|[上下]半年|继续|[一二三四五六七八九十]片区?$|正在|目前|已经|按(?:计划|照|要求)|该|本(?:项目|工程)|深化(?!.*工程)|计划\d|除(?![险涝尘雪])|规模(?:为|约)?\d"
)


def is_one_beside_others(name: str) -> bool:
    """Whether a name of genre words alone means one thing where named projects stand beside it ("葡萄研究中心")."""
    words, anatomy = vocabulary(), dissect(name)
    proper = len(anatomy.residue) >= 2 and not anatomy.refused
    if name in words.unique or (proper and (anatomy.phase or (words.wares.ending(name) and len(name) >= 5))):
        return True
    if not 4 <= len(name) <= 40 or anatomy.count or anatomy.refused or not _ONE.search(name) or _KIND.search(name):
        return False
    return not (words.refused_words.held_by(name) or words.subtasks.held_by(name) or opens_a_clause(name))


_ONE = re.compile(
    r"(?:[一二三]级(?:普通)?消防(?:救援)?站|专用线|中心|综合体|大桥|运河|隧道|家园|枢纽|大厦|大楼|综合楼|博物馆|特殊教育学校|高铁|扩建|迁建)(?:工程|项目|[一二三四五]期)?$"
)
_KIND = re.compile(
    r"(?:服务|卫生|数据|研发|养老|托育|党群|邻里|市民|活动|综合交通|运营|创新|计算|指挥|监测)中心|中心村|中心镇|交通枢纽|现代枢纽"
)


def stands_at(name: str) -> bool:
    """Reads "老厂区地块公共停车场", "工业园区邻里中心": one site, told by what it stands on."""
    match = _SITE.search(name)
    return bool(match and match["at"] not in vocabulary().generic and not _KINDS_OF_PLACE.search(name))


_SITE = re.compile(
    r"^(?P<at>[\u4e00-\u9fff]{2,10}(?:地块|园区|厂区|片区|区块|站前|港区|校区|[北南东西]排))"
    r".{0,8}?(?:[站库池厂馆楼场]|中心|公园|广场|综合体|公寓|家园|小区|幼儿园|[小中]学)(?:[改扩新迁]建|改扩建|改造|扩容|提升改造)?(?:工程|项目|[一二三四五]期)?$"
)
_KINDS_OF_PLACE = re.compile(r"各|产业园区|老旧|重点|乡镇|农村|城市")


def without_city(text: str, own: tuple[str, ...]) -> str:
    """The text without what the document calls its own city by."""
    for city in own:
        text = text.replace(city + "市", "").replace(city + "县", "").replace(city, "")
    return re.sub(r"^[省市县区]", "", text)
