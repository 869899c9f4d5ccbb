"""Lists of tasks that give each project a heading and lines with labels: "目标任务:…", "牵头领导:…"."""

from __future__ import annotations

import re

from etl.extract.clauses import Clause
from etl.extract.found import Found, Frame
from etl.extract.members import tell
from etl.extract.statements import as_aim, read_statement
from etl.extract.text import Span, segments, sentences
from etl.extract.topics import of_topic

_LABEL = re.compile(r" *(?P<label>[\u4e00-\u9fff]{2,8}): *(?=[^ ])")
_AIM = re.compile(
    r"(?:(?:目标|工作|年度|本月|月度|当月|全年|节点|阶段|推进|建设|攻坚)(?:任务|目标|计划)(?:安排)?|形象进度|进度(?:计划|安排|目标)|计划进度|推进计划"
    r"|(?:目前|工作|建设|当前|最新)?进展(?:情况)?|完成情况|下(?:一)?步(?:计划|工作|安排|打算)|(?:本|下|\d{1,2})月计划)"
)
_OTHER = re.compile(
    r"(?:牵头|责任|负责|配合|包抓|分管|挂钩|联系|实施|建设|主管|业主)(?:领导|单位|部门|人|主体|县领导|市领导|区领导)|(?:建设|项目|工程)?(?:地点|内容|规模|概况|简介|性质|年限|位置|内容及规模)"
    r"|(?:总|年度|计划)?投资(?:额|规模)?|资金来源|备注|存在问题|要素需求|(?:完成|建设)(?:时限|时间|周期|工期|起止年限)"
)


def is_labelled(clause: Clause | None) -> bool:
    """Whether a paragraph is a line with a label, of what is to be done of the heading above, or of what surrounds it."""
    return bool(clause and (_label(clause, _AIM) or _label(clause, _OTHER)))


def is_aside(clause: Clause) -> bool:
    """Whether a labelled line tells who is responsible, where, how large or at what cost, and no aim."""
    return _label(clause, _OTHER)


def _label(clause: Clause, labels: re.Pattern[str]) -> bool:
    match = _LABEL.match(clause.span.text)
    return bool(match and not clause.numbered and labels.fullmatch(match["label"]))


def tell_aims(topic: Found, clause: Clause, frame: Frame) -> None:
    """Say of the heading's project what its labelled line asks for."""
    label = _LABEL.match(clause.span.text)
    start = label.end() if label else 0
    body = Span(clause.span.start + start, clause.span.end, clause.span.text[start:])
    for sentence in sentences(body.text, offset=body.start):
        for segment in segments(sentence):
            said = of_topic(segment.text, alone=True)
            said = segment.text if said is None else said
            tell([topic], as_aim(read_statement(said), said), frame)
