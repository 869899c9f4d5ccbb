"""What stands before a colon, or before 分别, and is what all after it is said of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from data.model import ItemKind, Stage
from etl.extract.circumstances import TIME_END
from etl.extract.found import Found
from etl.extract.lists import read_list
from etl.extract.members import Setting, members_of, tell
from etl.extract.names import dissect
from etl.extract.statements import Statement, as_aim, read_statement
from etl.extract.targets import NONE
from etl.extract.text import Span
from etl.extract.trimming import trimmed
from etl.extract.vocabulary import vocabulary

ITSELF = frozenset({ItemKind.PROJECT, ItemKind.PACKAGE})


def told_one_by_one(segment: Span, setting: Setting) -> list[Found]:
    """Reads "甲医院、乙院分别完成设备联调、消防验收": each has the aim of its place; [] where their numbers differ."""
    left, respectively, right = segment.text.partition("分别")
    left = TIME_END.sub("", left)
    number = right.count("、") + 1
    if not respectively or number < 2 or left.count("、") + 1 < number - 1:
        return []
    named = list(subjects_of(Span(segment.start, segment.start + len(left), left), setting, ITSELF))
    if len(named) != number:
        return []
    for one, aim in zip(named, aims_of(read_statement(segment.text), segment.text[len(left) :], number), strict=True):
        tell([one], aim, setting.frame)
        one.item = replace(one.item, verbatim=setting.frame.text[one.span.start : segment.end])
    return named


def aims_of(statement: Statement, text: str, number: int) -> list[Statement]:
    """What a segment says of each subject: "分别完成A、B" shares its aims out, one to each; else all is said of all."""
    before, respectively, after = text.partition("分别")
    lead = vocabulary().verbs.at(after)
    each = after[len(lead) :].split("、")
    if respectively and number > 1 and len(each) == number:
        return [as_aim(read_statement(f"{before}{lead}{one}"), text) for one in each]
    return [as_aim(statement, text)] * number


def subjects_of(segment: Span, setting: Setting, kinds: frozenset[ItemKind]) -> Iterator[Found]:
    """Reads "甲路改造:7月底前完成…": a project before a colon is what all after it is said of."""
    statement = replace(read_statement("推进" + segment.text), lead="")
    for one in members_of(read_list(trimmed(segment.text)), statement, Stage.BUILDING, segment, setting):
        if one.item.kind in kinds:
            one.item = replace(one.item, stage=None, target=NONE)
            yield one


# Facilities of which a name tells many: what is said after the colon is said of one of them each.
_NETWORKS = frozenset(
    {"路网", "快速路网", "道路", "城市道路", "市政道路", "断头路", "水网", "管网", "电网", "停车设施", "基础设施", "配套", "配套设施"}
)


def is_network(subjects: list[Found]) -> bool:
    """Whether each of them is a name of many, of which what follows is said one by one."""
    anatomies = [dissect(one.item.name) for one in subjects]
    return all(anatomy.count or not anatomy.residue or (anatomy.facility or anatomy.inner) in _NETWORKS for anatomy in anatomies)


def stands_alone(statement: Statement) -> bool:
    """Reads "某片区路网建设:甲路贯通,乙路启动设计": what is said after a colon of a thing with a name of its own."""
    anatomy = dissect(statement.object)
    return bool((statement.steps or statement.verbs) and anatomy.facility and (anatomy.count or len(anatomy.residue) >= 2))
