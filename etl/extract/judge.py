"""The filter for what is public works: a project, a counted package, a programme, a plan, or none of these."""

from __future__ import annotations

import re

from data.model import ItemKind, Stage
from etl.extract.names import COUNT, Anatomy, dissect, is_diversion, is_own_singular
from etl.extract.stages import main_stage
from etl.extract.statements import PLAIN_STEPS, Statement
from etl.extract.vocabulary import vocabulary


def judge(name: str, statement: Statement, *, own: tuple[str, ...], past: bool, category: str) -> ItemKind | None:
    """Whether a name is public works, and of which kind; None when it is none, or names nothing in particular."""
    words = vocabulary()
    anatomy = dissect(name)
    if not 2 <= len(name) <= 60 or anatomy.refused_word or words.subtasks.held_by(name):
        return None
    if _UNKNOWN_VERB.match(name) or COUNT.fullmatch(name) or _PART_ALONE.fullmatch(name):
        return None
    if _ASPIRATION.match(name) or _BRAND.fullmatch(name) or _ALIAS.fullmatch(name) or _OWNED_PLOT.search(name):
        return None
    if _VAGUE.search(name) or _SERVED.search(name):
        return None
    if re.search(r"选址.{0,3}(?:规划|方案|研究|论证)", name) and anatomy.holds:
        return ItemKind.PLAN
    product = anatomy.refused in words.products and bool(dissect(category).head)
    if anatomy.refused and not product and not (anatomy.head and anatomy.holds and anatomy.residue):
        return None
    if _opens_a_clause(name):
        return None
    leftover = _without_city(anatomy.residue, own)
    weak = bool(statement.verbs) and not statement.steps and all(verb in words.weak_verbs or verb in words.soft for verb in statement.verbs)
    made = "打造" in statement.verbs and anatomy.count and anatomy.facility and not _RURAL.search(anatomy.facility)
    if weak and not made and not anatomy.head and not (anatomy.act and (anatomy.count or leftover)) and not _WEIGHTY.search(category):
        return None
    if "平方" in anatomy.count and _SUPPLIED.search(anatomy.facility):
        return None
    if anatomy.count.endswith("户") and not anatomy.facility and not anatomy.act:
        return None
    if anatomy.count and _counts_things(name):
        long = _LENGTH.search(anatomy.count) and anatomy.residue
        built = anatomy.facility or anatomy.holds or anatomy.act in words.hard_acts or long
        if past or not built or _SLOGAN.search(name):
            return None
        return ItemKind.PROJECT if leftover and "等" in name else ItemKind.PACKAGE
    if _VENUES.match(name) or (_LINE.fullmatch(name) and _builds(statement)):
        return ItemKind.PROJECT
    if _LINE.fullmatch(name) and words.facility_sector.get(dissect(category).facility) in ("轨道", "铁路"):
        return ItemKind.PROJECT
    if not anatomy.works:
        return ItemKind.PROJECT if _project_by_context(anatomy, leftover, statement, category) else None
    if any(name.endswith(city) for city in own):
        return None
    one = anatomy.facility in words.unique or (anatomy.bracket and anatomy.facility)
    stepped = one and (statement.steps or _builds(statement) or dissect(category).head)
    if leftover or anatomy.phase or _NUMBERED.search(name) or stepped or _is_school(name, anatomy) or _one_of_its_city(name, anatomy, own):
        return ItemKind.PROJECT
    if statement.steps and not past and ((len(name) >= 6 and is_one_beside_others(name)) or _stands_at(name)):
        return ItemKind.PROJECT
    if past or not anatomy.head or not anatomy.holds:
        return None
    return ItemKind.PROGRAMME if _scoped(name, anatomy) else None


def _opens_a_clause(name: str) -> bool:
    """Whether it begins as no name does: the grammar could not open its sentence."""
    return bool(vocabulary().openings.at(name) or _NO_NAME_BEGINS.match(name))


def _builds(statement: Statement) -> bool:
    """Whether its verb builds whatever it governs ("改造文化馆"), as "改造" after a name does."""
    words = vocabulary()
    return any(verb in words.hard_acts or (verb in words.building and verb not in _OF_ANY_TASK) for verb in statement.verbs)


def _project_by_context(anatomy: Anatomy, leftover: str, statement: Statement, category: str) -> bool:
    """A proper name that tells of nothing built: a project when the text builds it, and calls it (or its list) a project."""
    kind = dissect(category)
    built = any(vocabulary().step_stage[step] in _BUILT for step in statement.steps) or bool(kind.act) or "投资" in statement.quantity
    started = any(verb in vocabulary().result_verbs and vocabulary().verb_stage[verb] in _BUILT for verb in statement.verbs)
    # "A、B2个项目…备案": a list that counts its own members as projects needs no building to be believed.
    counted = kind.head and kind.count and any(vocabulary().step_stage[step] in _PLANNED for step in statement.steps)
    # "灯杆、亭、廊架等项目": what is short and no facility is a fitting of something else.
    shortest = 4 if statement.quantity else 5
    itself = len(anatomy.name) >= shortest or is_diversion(anatomy.name) or vocabulary().wares.ending(anatomy.name)
    called = anatomy.head or (kind.head and itself) or (anatomy.phase and (kind.facility or _under_way(statement)))
    permitted = anatomy.head and len(leftover) >= 3 and _PERMIT.search(statement.tail)
    # "加快A、B等重点项目": what is called a weighty project is being built, even where no step says so.
    weighty = _WEIGHTY.search(category) and len(anatomy.name) >= 5 and main_stage(statement) is Stage.BUILDING
    rebuilt = anatomy.head and (_REBUILT.search(anatomy.act) or (anatomy.head.startswith("建设") and len(leftover) >= 4))
    believed = rebuilt or built or started or counted or permitted or weighty
    return bool(called and believed and len(leftover) >= 2 and "“" not in anatomy.name)


def _under_way(statement: Statement) -> bool:
    """Whether a step of building is told ("…四期|桩基施工"), not merely that something is built."""
    stages = vocabulary().step_stage
    return any(stages[step] is Stage.BUILDING and step not in PLAIN_STEPS for step in statement.steps)


def _is_school(name: str, anatomy: Anatomy) -> bool:
    """Whether common words are a school's own: "新兴小学", "六中新校区", "外国语学校高中部"; no "农村小学"."""
    words = vocabulary()
    if words.facility_sector.get(anatomy.facility) != "教育" or anatomy.count:
        return False
    before = name[: name.rindex(anatomy.facility)]
    own = before in words.schools or (before in words.unique and before != anatomy.facility)
    return own or bool(_NUMBERED_SCHOOL.match(name))


def _one_of_its_city(name: str, anatomy: Anatomy, own: tuple[str, ...]) -> bool:
    """Generic words that still mean one thing: "市城镇排水管网综合改造工程", "中心城区…工程", "县中医院", "疾控中心实验楼"."""
    words = vocabulary()
    local = _without_city(name, own)
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


# Verbs of [building] that rule tasks of any kind.
_OF_ANY_TASK = frozenset({"完成", "实施", "启动", "开展", "新增", "增加", "设置"})
_INSTITUTIONS = frozenset({"医疗", "教育", "文体旅", "养老民政", "公共服务", "公共安全", "枢纽", "机场", "园林绿化", "桥隧"})
_SITES = _INSTITUTIONS | {"停车与充电", "环卫", "市政-污水处理", "市政-供水"}
# "六中新校区", "市一中体艺馆".
_NUMBERED_SCHOOL = re.compile(r"[省市县区新]?[一二三四五六七八九十]{1,2}[中小幼](?![学心型])")
# "城市污水处理厂提标改造": a city's plant is one, unlike a province's plants.
_ITS_PLANT = re.compile(r"城市|城区|县城|镇区|中心城区")
# "老城区城市综合广场": a quarter has one.
_ITS_PLACE = re.compile(r"(?:广场|综合体|文化中心|体育中心|健身中心|水厂|污水厂)$")
_PLANNED = frozenset({Stage.PREPARATION, Stage.TENDER})
_BUILT = frozenset({Stage.START, Stage.BUILDING, Stage.COMPLETED, Stage.IN_USE})
_NUMBERED = re.compile(
    r"(?:[内中外]环|绕城).{0,6}(?:高速|高架|快速路)|(?:新|经|纬|支)[一二三四五六七八九十][路街]$|[东西南北]环(?:线|路)?$|[GSX]\d{2,4}|\d{2,4}(?:国道|省道|县道)|[A-Z\d一二三四五六七八九十]+号线|(?:国道|省道|县道)\d+|\d{2,4}线|[\u4e00-\u9fff]{2}大[道街]|[\u4e00-\u9fff]{2}[一二三四五六七八九十][路街](?![\u4e00-\u9fff])"
)
# What is to be "the nation's…" or "a world-class…" is an aim, not a thing to be built.
_ASPIRATION = re.compile(
    r"(?:高水平|高质量|更高水平)?(?:健康|平安|法治|数字|书香|活力|清廉|诚信)[\u4e00-\u9fff]{1,2}[江河湖海]$|面向|(?:全国|全球|世界|国内|国际)(?:性|区域性|重要|知名|领先|一流|最大|最好|有影响)|中国特色|具有.{0,12}(?:影响|竞争)力|世界级|国际化"
)
# "“强县中增学位”工程": a campaign by its brand; works have a name beside it.
_BRAND = re.compile(r"“[^“”]{2,12}”(?:工程|项目|行动|计划)")
# Villages and towns are made into models, which builds nothing in particular.
_RURAL = re.compile(r"[村镇带区]$")
_LENGTH = re.compile(r"(?<!平方)公里$")
# "供热42万平方米": how much is supplied, nothing built.
# "单位开放200个车位": a service, whatever it counts.
_SERVED = re.compile(r"(?:开放|提供|推出|投放|发放|开设)\d")
# What is rebuilt is works, whatever it makes ("80万吨乙烯改扩建项目").
_REBUILT = re.compile(r"[扩迁重改新]建|技改|扩能|扩产")
# "“三馆一中心”": the halls a city builds at once.
_VENUES = re.compile(r"“(?:[一二三四五六七八九十](?:馆|院|宫|场|中心|园))+”")
_LINE = re.compile(r"[\u4e00-\u9fff]{2,5}(?<![一二三前后])线")
_SUPPLIED = re.compile(r"供[热水气暖电]$")
# "甲公司、乙宾馆等地块征收": land that is bought back is not built on yet.
_OWNED_PLOT = re.compile(r"(?:公司|宾馆|酒店|集团|企业|加油站)(?:等)?.{0,4}地块$")
# "一批“旧路”、“破路”": what such things are called, none of them.
_ALIAS = re.compile(r"(?:“[^“”]{2,4}”)+")
# "对病房楼拆除改造", "正在…": a statement the grammar could not open, never a name.
_NO_NAME_BEGINS = re.compile(
    r"对(?!外|口)|关于|\d{1,2}月\d|[上下]半年|继续|[一二三四五六七八九十]片区?$|正在|目前|已经|按(?:计划|照|要求)|该|本(?:项目|工程)|深化(?!.*工程)|计划\d|除(?![险涝尘雪])|规模(?:为|约)?\d"
)
# A permit to build is asked for works alone.
_PERMIT = re.compile(r"施工|用地|用海|规划许可|土地|环评|能评|稳评|洪评|可研|初步设计|初设|施工图|图审|征地|拆迁|供地|摘牌|桩基")
_WEIGHTY = re.compile(r"(?:重点|重大|标志性|骨干|龙头|[百千十]亿级|[亿万]元以上)(?:产业|工业|制造业|技改)?项目$")
# An adverb before a verb that the grammar does not know: a clause, not a name.
_UNKNOWN_VERB = re.compile(
    r"(?:持续|接续|有序|稳妥|扎实|积极|深入|大力|全力|加快|努力|着力|切实|进一步|不断|合理|严格|加大|加强|规范有序|彻底)(?=.{3})"
)
# "3号地块", "5#楼": a part of what was named before.
_PART_ALONE = re.compile(r"[A-Z\d一二三四五六七八九十]+(?:号|#|期|标段?)?(?:地块|楼|馆|厂房|标段|隧道|桥|主墩|楼栋)")
_VAGUE = re.compile(
    r"(?:相关|有关|其[他它]|各类)(?:区块|片区|项目|工程|领域|设施)$|[\d一二三四五六七八九十]+[大件](?:重点|重大|标志性|民生)?(?:工程|项目|实事|任务|行动)$"
)
_SIZE = re.compile(r"^[\u4e00-\u9fff]{2,}(?:至|到)[\u4e00-\u9fff]{2,}?\d+(?:\.\d+)?(?:米|公里|千米)(?=[\u4e00-\u9fff]{3})")
_SLOGAN = re.compile(
    r"(?:基础设施|重点|重大|城建|建设)项目\d+[项个]$|\d[个宗](?:地块|土地)$|[\d一二三四五六七八九十]+[项大](?:重点|重大)?(?:工程|行动)$"
)


def is_one_beside_others(name: str) -> bool:
    """Whether a name of genre words alone means one thing where named projects stand beside it ("葡萄研究中心")."""
    words, anatomy = vocabulary(), dissect(name)
    proper = len(anatomy.residue) >= 2 and not anatomy.refused
    if name in words.unique or (proper and (anatomy.phase or (words.wares.ending(name) and len(name) >= 5))):
        return True
    if not 4 <= len(name) <= 40 or anatomy.count or anatomy.refused or not _ONE.search(name) or _KIND.search(name):
        return False
    return not (words.refused_words.held_by(name) or words.subtasks.held_by(name) or _opens_a_clause(name))


_ONE = re.compile(
    r"(?:[一二三]级(?:普通)?消防(?:救援)?站|专用线|中心|综合体|大桥|运河|隧道|家园|枢纽|大厦|大楼|综合楼|博物馆|特殊教育学校|高铁|扩建|迁建)(?:工程|项目|[一二三四五]期)?$"
)
_KIND = re.compile(
    r"(?:服务|卫生|数据|研发|养老|托育|党群|邻里|市民|活动|综合交通|运营|创新|计算|指挥|监测)中心|中心村|中心镇|交通枢纽|现代枢纽"
)


def _stands_at(name: str) -> bool:
    """Reads "老厂区地块公共停车场", "工业园区邻里中心": one site, told by what it stands on."""
    match = _SITE.search(name)
    return bool(match and match["at"] not in vocabulary().generic and not _KINDS_OF_PLACE.search(name))


_SITE = re.compile(
    r"^(?P<at>[\u4e00-\u9fff]{2,10}(?:地块|园区|厂区|片区|区块|站前|港区|校区|[北南东西]排))"
    r".{0,8}?(?:[站库池厂馆楼场]|中心|公园|广场|综合体|公寓|家园|小区|幼儿园|[小中]学)(?:[改扩新迁]建|改扩建|改造|扩容|提升改造)?(?:工程|项目|[一二三四五]期)?$"
)
_KINDS_OF_PLACE = re.compile(r"各|产业园区|老旧|重点|乡镇|农村|城市")


def _scoped(name: str, anatomy: Anatomy) -> bool:
    """A programme is told apart from mere talk of projects by a facility right at its head's side ("农田建设项目")."""
    return bool(anatomy.facility and (anatomy.act or "建设" in name or re.match(r"今年|年度|本年度|20\d\d年", name)))


def _counts_things(name: str) -> bool:
    """Whether its number counts things rather than tells a capacity ("2×66万千瓦") or a size ("甲至乙6米深水航道整治")."""
    return (not _SIZE.search(name) and not re.search(r"(?:^|[^\d])\d+(?:万)?(?:千瓦|吨|千伏|兆瓦)", name)) or bool(re.match(r"\d", name))


def _without_city(text: str, own: tuple[str, ...]) -> str:
    for city in own:
        text = text.replace(city + "市", "").replace(city + "县", "").replace(city, "")
    return re.sub(r"^[省市县区]", "", text)
