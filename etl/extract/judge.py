"""The filter for what is public works: a project, a counted package, a programme, a plan, or none of these."""

from __future__ import annotations

import re

from data.model import ItemKind, Stage
from etl.extract.names import COUNT, Anatomy, dissect, is_diversion
from etl.extract.singular import is_one_beside_others, is_one_of_its_city, is_school, opens_a_clause, stands_at, without_city
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
    if _VAGUE.search(name) or _DATED.search(name) or _SERVED.search(name):
        return None
    if re.search(r"选址.{0,3}(?:规划|方案|研究|论证)", name) and anatomy.holds:
        return ItemKind.PLAN
    product = anatomy.refused in words.products and bool(dissect(category).head)
    if anatomy.refused and not product and not (anatomy.head and anatomy.holds and anatomy.residue):
        return None
    if opens_a_clause(name):
        return None
    leftover = without_city(anatomy.residue, own)
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
    if leftover or anatomy.phase or _NUMBERED.search(name) or stepped or is_school(name, anatomy) or is_one_of_its_city(name, anatomy, own):
        return ItemKind.PROJECT
    if statement.steps and not past and ((len(name) >= 6 and is_one_beside_others(name)) or stands_at(name)):
        return ItemKind.PROJECT
    if past or not anatomy.head or not anatomy.holds:
        return None
    return ItemKind.PROGRAMME if _scoped(name, anatomy) else None


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


# Verbs of [building] that rule tasks of any kind.
_OF_ANY_TASK = frozenset({"完成", "实施", "启动", "开展", "新增", "增加", "设置"})
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
# "某某大桥9月底前某某": a statement the grammar could not divide.
_DATED = re.compile(r"\d{1,2}月(?:底|初|末|[上中下]旬|\d{1,2}[日号])")
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


def _scoped(name: str, anatomy: Anatomy) -> bool:
    """A programme is told apart from mere talk of projects by a facility right at its head's side ("农田建设项目")."""
    return bool(anatomy.facility and (anatomy.act or "建设" in name or re.match(r"今年|年度|本年度|20\d\d年", name)))


def _counts_things(name: str) -> bool:
    """Whether its number counts things rather than tells a capacity ("2×66万千瓦") or a size ("甲至乙6米深水航道整治")."""
    return (not _SIZE.search(name) and not re.search(r"(?:^|[^\d])\d+(?:万)?(?:千瓦|吨|千伏|兆瓦)", name)) or bool(re.match(r"\d", name))
