"""One statement of a segment: what is to be done (lead), to what (object), how far (steps), until when, how surely.

A segment is read from both ends: verbs from the left, steps of a project's life from the right; what is left between them
is the object, which :mod:`etl.extract.lists` takes apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from etl.extract.circumstances import TIME_AT, goes_on, to_the_verb
from etl.extract.progress import UNDER_WAY, split_progress
from etl.extract.tails import read_tail
from etl.extract.vocabulary import Vocabulary, vocabulary

_OPENING = re.compile(
    r"^(?:[○\-] ?"
    r"|[一二三四五六七八九十]是要?|首先|其次|第[一二三四五六七八九十],|同时|另外|此外|其中|另|并且|并|还要|还将|还|再|要|我们将|我们要|我们|将|必须|特别是|尤其是|包括|主要是|主要|也|分别|目前|正在|已经|现已|现(?![代有状场浇存行])|已|预计|进行)+"
)
_ABOUT = re.compile(r"^(?:并|拟|再)*对(.{2,60}?)(?:进行|实施|开展)(.{2,20})$")
# "对甲中学操场、乙中学食堂优化提升": what is done stands right after the last of them.
_DONE_TO = re.compile(r"^(?:并|拟|再)*对(?!外|口|接)(.{2,60})$")
# "建成某中心并|投入运营".
_JOINT_END = re.compile(r"(?:并|且|及|与)$")
_ADVERB_END = re.compile(r"(?:全面|整体|统一|分批|逐步|进行|实施)+$")
_PREPOSITION = re.compile(
    r"^(?:围绕|以(?!及)|按照|通过|依托|针对|结合|随着|为了?(?!民)|坚持|聚焦|对照|根据|鉴于|由于|在.{2,20}(?:上|中|下|方面)$)"
)
_INVESTMENT = re.compile(
    r"(?:(?:征收签约|签约|征收|腾空|交地|交付|入住|开工)率|完成率|投资|(?:施工|建设|工程|形象)?进度|工程量|任务|率)[^,。;]{0,10}?\d+(?:\.\d+)?(?:%|亿元|万元)(?:以上|左右)?|\d+(?:\.\d+)?%(?:以上)?的?(?:工程量|形象进度|进度|投资)"
)
# "支持某所建设某装置": who builds is not what is built.
_BUILDER = re.compile(r"^[^、,]{2,14}?(?:建设|新建|扩建)(?![和及与])(?=[^、,]{4})")
PLAIN_STEPS = frozenset({"建设", "施工", "实施", "建设任务", "建设工作", "安装"})
_BACKED = frozenset({"协助", "会同", "联合", "支持", "推动", "指导", "督促", "协调", "服务", "配合", "指导督促"})
# "配合某厅做好…", "督促某镇加快…": whose work it is.
_AGENCY = re.compile(
    r"[\u4e00-\u9fff()]{1,12}?(?:[厅局委办部镇]|公司|集团|单位|部门|街道|属地)(?=做好|推进|加快|开展|实施|抓好|完成|办理|落实)"
)
# "建设内容包括…": what is built.
_CONTENT = re.compile(r"(?:主要)?建设内容(?:主要)?(?:包括|为|是|有)")
# "把某公路全部改造成二级公路".
_MADE_INTO = re.compile(r"^(?:逐步|逐渐)?[将把](.{3,60}?)(?:全部|全线|全面)?(改造|升级|提升|拓宽|改建|扩建|打造)(?:成|为)")


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
    start, deadline = to_the_verb(segment, start, words)
    content = _CONTENT.match(segment, start)
    start = content.end() if content else start
    end_of_lead, verbs, soft, inner_time = _lead(segment, start, words)
    deadline = inner_time or deadline
    verbs = verbs or (("建设",) if content else ())
    if not verbs and (made := _MADE_INTO.match(segment[start:])):
        return Statement(lead=made[2], verbs=(made[2],), object=made[1], tail="", steps=(), soft=soft, deadline=deadline, quantity="")
    if not verbs and (about := _about(segment[start:], words)):
        return Statement(lead=about[1], verbs=("实施",), object=about[0], tail=about[2], steps=(), soft=soft, deadline="", quantity="")
    if not verbs and _PREPOSITION.match(segment[start:]):
        return Statement(lead="", verbs=(), object="", tail="", steps=(), soft=False, deadline="", quantity="")
    tail = read_tail(segment, end_of_lead, words)
    cut, step = split_progress(segment[end_of_lead : tail.start], tail.steps, tail.quantity, words)
    tail_start, tail_time = end_of_lead + cut, tail.time
    steps = (*tail.steps, step) if step else tail.steps
    if step and (time := TIME_AT.match(segment, tail_start)):
        tail_time = tail_time or time[0]
    meant = segment[end_of_lead:tail_start].strip(" ,、:")
    if steps:
        meant = _JOINT_END.sub("", meant)
    if verbs and _BACKED.issuperset(verbs) and (builder := _BUILDER.match(meant)) and not meant.endswith(("工程", "项目")):
        meant, steps = meant[builder.end() :], ("建设", *steps)
    return Statement(
        lead=segment[start:end_of_lead],
        verbs=verbs,
        object=meant,
        tail=segment[tail_start:],
        steps=steps,
        soft=soft or tail.soft,
        deadline=re.sub(r"^[于在到]", "", tail_time or deadline),
        quantity=tail.quantity,
        said_of=tail.said_of,
    )


def _about(segment: str, words: Vocabulary) -> tuple[str, str, str] | None:
    """The things, the verb, the tail of "对甲河进行清淤", "对甲校操场、乙校食堂优化提升"; no things of what is but looked into."""
    if match := _ABOUT.match(segment):
        looked_into = words.refused_words.held_by(match[2]) or words.refused_heads.ending(match[2])
        return "" if looked_into else match[1], "实施", match[2]
    if (match := _DONE_TO.match(segment)) and (act := words.name_acts.ending(match[1])) in words.hard_acts:
        return _ADVERB_END.sub("", match[1][: -len(act)]), act, ""
    return None


def _lead(segment: str, start: int, words: Vocabulary) -> tuple[int, tuple[str, ...], bool, str]:
    """Verbs from the left, with adverbs before and joints between them."""
    end, at, soft, pending_soft, time, pending_time = start, start, False, False, "", ""
    verbs: list[str] = []
    while at < len(segment):
        verb, adverb, weak = words.verbs.at(segment, at), words.adverbs.at(segment, at), words.soft.at(segment, at)
        if (verb == "建成" and _BUILT_UP.match(segment, at)) or _CLASS_OF.match(segment, at):
            verb = ""
        if verb and verb in words.noun_like:
            thing = len(words.facilities.at(segment, at)) > len(verb) or _NOUN_AFTER.match(segment, at + len(verb))
            verb = "" if thing else verb
        if verbs and len(words.steps.at(segment, at)) > len(verb) > 0:
            # "完成|竣工验收": a step, which begins as a verb does
            break
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
        elif (found := TIME_AT.match(segment, at)) and (verbs or pending_soft) and goes_on(segment, found.end(), words):
            pending_time = found[0]
            at = found.end()
        elif segment[at] in "、和并及或" and verbs:
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


# "建成区黑臭水体": what is built up, not what is built; "建成|区社会福利中心" builds.
_BUILT_UP = re.compile(r"建成区(?:基本|全面|内|绿|黑臭|雨污|面积|排水|污水|公共|人均|范围|的|$)")
# "续建项目某某学校已完工": of which class it is, not what is to be done.
_CLASS_OF = re.compile(r"(?:新建|续建|改建|扩建)(?:类)?(?:项目|工程)(?=[\u4e00-\u9fff]{4})")
_NOUN_AFTER = re.compile(r"(?<=投资)\d|路(?![网灯面段基])|[街馆性院厂]|区(?!域|块|县|间)|大道|局|所(?!有)|站|线")


def as_aim(statement: Statement, segment: str) -> Statement:
    """A statement of what was named before it: all after its verbs is step, "完成雨污水管道铺设" as much as "开工"."""
    if not statement.object + statement.tail:
        return statement
    words = vocabulary()
    tail = statement.object + statement.tail
    step = words.progress.ending(statement.object) or words.steps.ending(statement.object)
    steps = statement.steps or ((step,) if step else (UNDER_WAY,) if statement.verbs or statement.quantity else ())
    if statement.object and steps and steps[-1] in PLAIN_STEPS:
        steps = (UNDER_WAY,)
    return replace(statement, object="", tail=tail, steps=steps)


def target_quantity(text: str) -> str:
    """A quantity that is a target ("投资完成率达40%以上"), or ''."""
    match = _INVESTMENT.search(text)
    return match[0] if match else ""
