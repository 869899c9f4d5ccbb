"""One statement of a segment: what is to be done (lead), to what (object), how far (steps), until when, how surely.

A segment is read from both ends: verbs from the left, steps of a project's life from the right; what is left between them
is the object, which :mod:`etl.extract.lists` takes apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from data.model import Stage
from etl.extract.progress import UNDER_WAY, split_progress
from etl.extract.vocabulary import Vocabulary, vocabulary

_OPENING = re.compile(
    r"^(?:[①-⑳●○◆◇■□▪▲★·\-] ?"
    r"|[一二三四五六七八九十]是要?|首先|其次|第[一二三四五六七八九十],|同时|另外|此外|其中|另|并且|并|还要|还将|还|再|要|我们将|我们要|我们|将|必须|特别是|尤其是|包括|主要是|主要|也|分别|目前|正在|已经|现已|已)+"
)
# "2025年我省将…", "全市还要…": who does it.
_SUBJECT = re.compile(r"(?:20\d\d年|今年|新的一年)?,?[\u4e00-\u9fff]{0,6}?(?:还将|还要|将|要)")
_ABOUT = re.compile(r"^对(.{2,60}?)(?:进行|实施|开展)(.{2,20})$")
_PREPOSITION = re.compile(
    r"^(?:围绕|以(?!及)|按照|通过|依托|针对|结合|随着|为了?(?!民)|坚持|聚焦|对照|根据|鉴于|由于|在.{2,20}(?:上|中|下|方面)$)"
)
_MONTH = r"(?:1[0-2]|[1-9])月(?:份|\d{1,2}[日号])?"
_TIME = (
    rf"(?:(?:于|在|到)?(?:今年|明年|当年|本年|20\d\d年|{_MONTH}|上半年|下半年|年内|年底|年末|年中|全年|本月|下月|月内|月底|本月底|[一二三四]季度|第[一二三四]季度|“?十[四五六]五”?(?:期间|末)|国庆|五一|“五一”|“十一”|春节|汛期|主汛期|供暖季|国庆节|暑期|寒假|节后|节前|汛前|秋季开学|春季开学|开学)"
    rf"(?:{_MONTH}|上半年|下半年|年底|[一二三四]季度)?(?:初|中旬|上旬|下旬|中|底|末|内|期间|开学)?(?:之?前)?)"
)
_TIME_AT = re.compile(rf"{_TIME}(?:、{_TIME})*")
_TIME_END = re.compile(_TIME + "$")
_QUANTITY_END = re.compile(
    r"(?:(?:累计|完成|实现|达到|达|超过|总)*(?:年度|计划|总)?(?:投资|工程量|形象进度|进度|总工程量|产值|总量|任务|路基|桩基|主体)?(?:完成率)?(?:的|达到|完成|达|超|超过|过)?"
    r"(?:\d+(?:\.\d+)?(?:%|亿元|万元|个百分点)|过半)(?:的?(?:年度)?(?:投资|工程量|进度|任务|总工程量|计划))?(?:以上|左右)?)$"
)
_INVESTMENT = re.compile(
    r"(?:完成率|投资|(?:施工|建设|工程|形象)?进度|工程量|任务|率)[^,。;]{0,10}?\d+(?:\.\d+)?(?:%|亿元|万元)(?:以上|左右)?|\d+(?:\.\d+)?%(?:以上)?的?(?:工程量|形象进度|进度|投资)"
)
_PREPARED = re.compile("(?:准备|筹备)(?:工作)?$")
_PLAIN_STEPS = frozenset({"建设", "施工", "实施", "建设任务", "建设工作", "安装"})
# "…具备通车条件": done, not yet in use.
_FIT_FOR = re.compile(r"具备.{2,8}条件")
_HALF = re.compile(r"[半单左右]幅")
_PURSUED = re.compile("推进|扫尾|收尾")
# "支持某所建设某装置": who builds is not what is built.
_BUILDER = re.compile(r"^[^、,]{2,14}?(?:建设|新建|扩建)(?![和及与])(?=[^、,]{4})")
_BACKED = frozenset({"协助", "会同", "联合", "支持", "推动", "指导", "督促", "协调", "服务", "配合", "指导督促"})
_JOIN = "、和及与并,且至到" + "以"
# "配合某厅做好…", "督促某镇加快…": whose work it is.
_AGENCY = re.compile(
    r"[\u4e00-\u9fff()]{1,12}?(?:[厅局委办部镇]|公司|集团|单位|部门|街道|属地)(?=做好|推进|加快|开展|实施|抓好|完成|办理|落实)"
)
# "在甲镇、乙镇共新建…": where, told before the verb.
AT_PLACES = re.compile(
    r"在(?P<places>[\u4e00-\u9fff、]{2,24}?(?:区|镇|乡|街道|村|县|城|片|园|地块))(?:内|共|各|分别)*(?=[\u4e00-\u9fff]{4})"
)
# "建设内容包括…": what is built.
_CONTENT = re.compile(r"(?:主要)?建设内容(?:主要)?(?:包括|为|是|有)")
# "把某公路全部改造成二级公路".
_MADE_INTO = re.compile(r"^(?:逐步|逐渐)?[将把](.{3,60}?)(?:全部|全线|全面)?(改造|升级|提升|拓宽|改建|扩建|打造)(?:成|为)")
# "…完成年内投资计划": under way, as planned.
_AS_PLANNED = re.compile(r"完成(?:年内|年度|本年度|全年|当年)(?:投资|建设)?(?:计划|任务|目标)$")
# "按照市政府部署完成…": on whose word.
_AS_TOLD = re.compile(r"(?:按照|根据)[^,、]{2,12}?(?:部署|要求|安排)")
# "…开工前各项准备工作": what is prepared is the start.
_BEFORE_START = re.compile(r"(?:开工|开建|动工|施工)前的?(?:各项|相关|有关)?(?:准备|筹备)工作$")
# "…进入铺轨阶段": a stage that is entered is not behind.
_ENTERS = re.compile(r"进入(?!.*验收).{2,12}阶段")
# "…纳入国家建设规划", "…纳入上级盘子": what a project that is only thought of is to get into.
_ENTERED = re.compile(r"纳入[^,、。]{2,24}$")


@dataclass(frozen=True, slots=True)
class Statement:
    """A segment, read.

    lead and tail are the words as they stand, verbs and steps what was recognised in them; object is what is left between.
    said_of: verbs that govern a step inside the tail (启动 of "…启动拆迁"); deadline and quantity as the text says them.
    """

    lead: str
    verbs: tuple[str, ...]
    object: str
    tail: str
    steps: tuple[str, ...]
    soft: bool
    deadline: str
    quantity: str
    said_of: tuple[str, ...] = ()


def read_statement(segment: str) -> Statement:
    """Read a canonical segment. Linear in its length; never raises."""
    words = vocabulary()
    opening = _OPENING.match(segment)
    start = opening.end() if opening and opening.end() < len(segment) else 0
    if subject := _SUBJECT.match(segment, start):
        after = segment[subject.end() : subject.end() + 12]
        if words.verbs.at(after) or words.adverbs.at(after) or words.soft.at(after):
            start = subject.end()
    deadline = ""
    if (time := _TIME_AT.match(segment, start)) and segment[time.end() : time.end() + 1] not in ("度", "的"):
        after = segment[time.end() :]
        if words.verbs.at(after) or words.adverbs.at(after) or words.soft.at(after):
            deadline, start = time[0], time.end()
    for circumstance in (_AS_TOLD, AT_PLACES):
        if (match := circumstance.match(segment, start)) and _goes_on(segment, match.end(), words):
            start = match.end()
    content = _CONTENT.match(segment, start)
    start = content.end() if content else start
    end_of_lead, verbs, soft, inner_time = _lead(segment, start, words)
    deadline = inner_time or deadline
    verbs = verbs or (("建设",) if content else ())
    if not verbs and (made := _MADE_INTO.match(segment[start:])):
        return Statement(lead=made[2], verbs=(made[2],), object=made[1], tail="", steps=(), soft=soft, deadline=deadline, quantity="")
    if not verbs and (about := _ABOUT.match(segment[start:])):
        return Statement(lead="实施", verbs=("实施",), object=about[1], tail=about[2], steps=(), soft=soft, deadline=deadline, quantity="")
    if not verbs and _PREPOSITION.match(segment[start:]):
        return Statement(lead="", verbs=(), object="", tail="", steps=(), soft=False, deadline="", quantity="")
    tail_start, steps, said_of, tail_soft, tail_time, quantity = _tail(segment, end_of_lead, words)
    cut, step = split_progress(segment[end_of_lead:tail_start], steps, quantity, words)
    tail_start = end_of_lead + cut
    steps = (*steps, step) if step else steps
    if step and (time := _TIME_AT.match(segment, tail_start)):
        tail_time = tail_time or time[0]
    meant = segment[end_of_lead:tail_start].strip(" ,、:")
    if verbs and _BACKED.issuperset(verbs) and (builder := _BUILDER.match(meant)) and not meant.endswith(("工程", "项目")):
        meant, steps = meant[builder.end() :], ("建设", *steps)
    return Statement(
        lead=segment[start:end_of_lead],
        verbs=verbs,
        object=meant,
        tail=segment[tail_start:],
        steps=steps,
        soft=soft or tail_soft,
        deadline=tail_time or deadline,
        quantity=quantity,
        said_of=said_of,
    )


def _lead(segment: str, start: int, words: Vocabulary) -> tuple[int, tuple[str, ...], bool, str]:
    """Verbs from the left, with adverbs before and joints between them."""
    end, at, soft, pending_soft, time, pending_time = start, start, False, False, "", ""
    verbs: list[str] = []
    while at < len(segment):
        verb, adverb, weak = words.verbs.at(segment, at), words.adverbs.at(segment, at), words.soft.at(segment, at)
        if verb and verb in words.noun_like:
            thing = len(words.facilities.at(segment, at)) > len(verb) or _NOUN_AFTER.match(segment, at + len(verb))
            verb = "" if thing else verb
        if weak and len(weak) >= len(verb) and len(weak) >= len(adverb):
            at += len(weak)
            pending_soft = True
            verbs.append(weak)
            end, soft = at, True
        elif verb and len(verb) >= len(adverb):
            at += len(verb)
            verbs.append(verb)
            # "谋划好某某工程"
            at += segment[at : at + 1] == "好" and not verb.endswith("好")
            end, soft, time = at, soft or pending_soft, pending_time or time
        elif adverb:
            at += len(adverb)
        elif (found := _TIME_AT.match(segment, at)) and (verbs or pending_soft) and _goes_on(segment, found.end(), words):
            pending_time = found[0]
            at = found.end()
        elif segment[at] in "、和并及" and verbs:
            at += 1
        elif segment[at] == "的" and at == end and verbs:
            # "计划通车的石岭路": what is told of the thing, not what is to be done to it
            verbs.clear()
            at = end = at + 1
        elif verbs and verbs[-1] in _BACKED and (agency := _AGENCY.match(segment, at)):
            at = agency.end()
        else:
            break
    return end, tuple(verbs), soft, time


_NOUN_AFTER = re.compile(r"(?<=投资)\d|[路街馆性院厂]|区(?!域|块|县)|大道|局|所(?!有)|站|线")


def _goes_on(segment: str, at: int, words: Vocabulary) -> bool:
    return bool(words.verbs.at(segment, at) or words.adverbs.at(segment, at))


def _tail(segment: str, start: int, words: Vocabulary) -> tuple[int, tuple[str, ...], tuple[str, ...], bool, str, str]:
    """Steps from the right, down to the object."""
    end, soft, time, quantity = len(segment), False, "", ""
    steps: list[str] = []
    said_of: list[str] = []
    if (entered := _ENTERED.search(segment, start)) and entered.start() - start >= 3:
        steps.append("纳入规划")
        end = entered.start()
    elif (before := _BEFORE_START.search(segment, start)) and before.start() - start >= 3:
        steps.append("开工准备")
        end = before.start()
    elif (planned := _AS_PLANNED.search(segment, start)) and planned.start() - start >= 3:
        steps.append(UNDER_WAY)
        end = planned.start()
    settled = end
    while end > start:
        body = segment[start:end]
        if (match := _QUANTITY_END.search(body[-40:])) and match[0]:
            quantity = match[0]
            end -= len(match[0])
            settled = end
            continue
        step, act = words.steps.ending(body), words.name_acts.ending(body)
        closing, between = words.closing.ending(body), words.between.ending(body)
        if (match := _TIME_END.search(body[-16:])) and (steps or quantity) and match[0] != "全年":
            time = time or match[0]
            end -= len(match[0])
            settled = end
            continue
        if step and len(step) >= len(act) and len(step) >= len(between) and len(step) >= len(closing):
            # "…启动拆迁": 启动 is a verb of the step, not a step
            step = "完成" if (steps or quantity) and step in ("改造完成", "建设完成") else step
            (said_of if (steps or quantity) and step in ("启动", "完成") else steps).append(step)
            end -= len(step)
            settled = end
        elif act and len(act) > len(step) and (len(act) > len(between)):
            break
        elif closing and not steps:
            end -= len(closing)
        elif body[-1] == "等" and end < len(segment) and not steps and _step_before(body[:-1], words):
            # "…可研、立项、环评等手续"
            end -= 1
        elif between and (steps or quantity):
            soft = soft or between in words.soft
            end -= len(between)
            settled = end
        elif steps and end > start and body[-1] in _JOIN and _step_before(body[:-1], words):
            end -= 1
        else:
            break
    if not steps and end < settled:
        settled = end
    return settled, tuple(reversed(steps)), tuple(said_of), soft, time, quantity


def _step_before(body: str, words: Vocabulary) -> bool:
    step, act = words.steps.ending(body), words.name_acts.ending(body)
    return bool(step) and len(step) >= len(act)


def as_aim(statement: Statement, segment: str) -> Statement:
    """A statement of what was named before it: all after its verbs is step, "完成雨污水管道铺设" as much as "开工"."""
    if not statement.object + statement.tail:
        return statement
    words = vocabulary()
    tail = statement.object + statement.tail
    step = words.progress.ending(statement.object) or words.steps.ending(statement.object)
    steps = statement.steps or ((step,) if step else (UNDER_WAY,) if statement.verbs or statement.quantity else ())
    if statement.object and steps and steps[-1] in _PLAIN_STEPS:
        steps = (UNDER_WAY,)
    return replace(statement, object="", tail=tail, steps=steps)


def target_quantity(text: str) -> str:
    """A quantity that is a target ("投资完成率达40%以上"), or ''."""
    match = _INVESTMENT.search(text)
    return match[0] if match else ""


def main_stage(statement: Statement) -> Stage | None:
    """The stage the statement asks for: what its steps say, else what its verbs imply; None when it says nothing of works."""
    words = vocabulary()
    if statement.steps and _PREPARED.search(statement.tail):
        return Stage.PREPARATION
    said = [words.step_stage[step] for step in statement.steps]
    outside = [stage for stage in said if stage.rank is None]
    if outside:
        return outside[-1]
    led = [words.verb_stage[verb] for verb in statement.verbs if verb in words.verb_stage]
    results = [words.verb_stage[verb] for verb in (*statement.verbs, *statement.said_of) if verb in words.result_verbs]
    strong = max(results, key=_rank, default=None)
    if (
        statement.quantity
        and not said
        and ("投资" in statement.quantity if "%" not in statement.quantity else "100%" not in statement.quantity)
    ):
        return Stage.BUILDING
    if any(stage.rank is not None and stage.rank < 3 for stage in said):
        # "…推进前期工作": how a step is pursued is no further step
        said = [stage for step, stage in zip(statement.steps, said, strict=True) if not _PURSUED.search(step)]
        if statement.steps[0] == "建设" and said[-1] is Stage.PREPARATION:
            # "…项目建设前期工作"
            said = [Stage.PREPARATION]
    if said:
        furthest = max(said, key=_rank)
        if furthest is Stage.IN_USE and _HALF.search(statement.tail):
            return Stage.BUILDING
        if furthest is Stage.IN_USE and _FIT_FOR.search(statement.tail):
            return Stage.COMPLETED
        if furthest is Stage.COMPLETED and _ENTERS.search(statement.tail):
            return Stage.BUILDING
        if furthest is not Stage.BUILDING:
            return furthest
        if any(stage is Stage.IDEA for stage in led) and not strong:
            return Stage.IDEA
        # 启动…建设 is a start, 完成…建设 an end; 封顶 and the like stay what they are.
        plain = all(step in _PLAIN_STEPS or _PURSUED.search(step) for step in statement.steps)
        return strong if strong and plain else furthest
    if strong:
        return strong
    if Stage.IDEA in led:
        return Stage.IDEA
    return max(led, key=_rank, default=None)


def _rank(stage: Stage) -> int:
    return stage.rank if stage.rank is not None else -1
