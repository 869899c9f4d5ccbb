"""Statements to items: which members of a list are public works, and the record each becomes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from data.model import ItemKind, PlanItem, Stage
from etl.extract.clauses import Clause
from etl.extract.found import Found, Frame, Reading
from etl.extract.judge import is_one_beside_others, judge
from etl.extract.lists import Listing, read_list
from etl.extract.names import COUNT, dissect
from etl.extract.parts import parts
from etl.extract.places import places_of, places_of_opening
from etl.extract.sectors import sector_of
from etl.extract.stages import main_stage
from etl.extract.statements import Statement, as_aim, read_statement, target_quantity
from etl.extract.targets import NONE, target_of
from etl.extract.text import Span, segments, sentences
from etl.extract.topics import is_description, is_heading, of_topic, topic_named
from etl.extract.vocabulary import vocabulary

LONGEST_SEGMENT = 2_000
_COUNTED_FROM = re.compile(r".*等|(?:今年|全年|年度|本年度|剩余|其余)?")
# "…9个项目年内开工,分别是A、B": the things that were counted.
_NAMELY = re.compile(r"(?:分别(?:是|为)|即)")
_LISTS_ON = re.compile(r"^(?:以及|及|和)|、|等.{0,8}(?:工程|项目)$")
_LEAD_OUT = re.compile(
    r"^(?:我省|我市|我县|我区|本市|本省|全省|全市|全县|全区|省里的?|现有|原有|新一轮|一批|了|(?:控制性|先行|标志性|重点|关键性?)工程)+"
    r"(?=[\u4e00-\u9fff“\d]{3,})"
)
_AMOUNT = re.compile(r"(?:\(\d+[年月]内\))?(?P<amount>(?:完成)?(?:年度|计划)?投资[\d.]+[万亿]元(?:以上|左右)?)")
_ANAPHOR = re.compile(r"^(?:现有|剩余|其余|其它|其他|上述|全部|这)(\d+个(?:重点|重大|在建)?(?:项目|工程))$")


def read_clause(clause: Clause, frame: Frame, reading: Reading) -> None:
    """Add a clause's items to the reading, sentence by sentence."""
    if is_heading(clause.span.text):
        reading.topic = None
    for sentence in sentences(clause.span.text, offset=clause.span.start):
        reading.seen += 1
        if len(sentence.text) > LONGEST_SEGMENT:
            reading.too_long += 1
            continue
        if name := topic_named(sentence.text):
            reading.topic, reading.told = _topic(name, sentence, clause, frame), False
            if is_heading(sentence.text) and sentence.text != name:
                # "某某项目完成情况" heads what is told below, and tells nothing itself.
                reading.set_aside += 1
                continue
        found = list(_sentence(sentence, clause, frame, reading.topic))
        reading.found.extend(one for one in found if one is not reading.topic or not reading.told)
        reading.told = reading.told or reading.topic in found
        if found:
            reading.taken += 1
        else:
            reading.set_aside += 1


def _topic(name: str, sentence: Span, clause: Clause, frame: Frame) -> Found:
    at = sentence.start
    item = PlanItem(
        source=frame.source,
        clause=clause.label,
        name=name,
        verbatim=frame.text[at : at + len(name)],
        sector=sector_of(name),
        kind=ItemKind.PROJECT,
        action="(回顾)" if clause.past else "",
        stage=None,
        target=NONE,
        soft=False,
        unit=clause.unit,
    )
    return Found(item, name, Span(at, at + len(name), name), past=clause.past, places=list(places_of(name, said=name, own=frame.own)))


def _sentence(sentence: Span, clause: Clause, frame: Frame, topic: Found | None) -> Iterator[Found]:
    found: list[Found] = []
    latest: list[Found] = []
    opening, carried, carried_segment, governing, subjects = (), None, None, None, []
    for segment, first in _statements(sentence):
        if topic and topic.span == Span(segment.start, segment.end, segment.text) and is_description(_after(segment, sentence)):
            latest = [topic]
            found.append(topic)
            continue
        if topic and (said := of_topic(segment.text, alone=not found)) is not None:
            _continue([topic], as_aim(read_statement(said), said), frame)
            latest = [topic]
            if topic not in found:
                found.append(topic)
            continue
        if is_description(segment.text):
            continue
        opening = opening or places_of_opening(segment.text)
        statement = read_statement(segment.text)
        if subjects and not (_is_network(subjects) and _stands_alone(statement)):
            _continue(subjects, as_aim(statement, segment.text), frame)
            for one in subjects:
                one.item = replace(one.item, verbatim=frame.text[one.span.start : segment.end])
            continue
        if _before_colon(segment, sentence) and (named := list(_subjects(segment, clause, frame, opening))):
            latest = subjects = named
            found.extend(named)
            continue
        if governing and (match := _NAMELY.match(segment.text)):
            statement = replace(governing, object=segment.text[match.end() :])
        elif not first and governing and not statement.verbs:
            statement = replace(statement, lead=governing.lead, verbs=governing.verbs, soft=governing.soft or statement.soft)
        if match := _ANAPHOR.match(statement.object):
            if carried:
                latest = [_package(carried, match[1], statement, segment, carried_segment, clause, frame)]
                found.extend(latest)
            continue
        if not statement.object:
            _continue(latest, statement, frame)
            continue
        if latest and governing and not statement.verbs and not statement.steps and _lists_on(segment.text, statement):
            # "加快A、B,以及C、D等项目": the verb reaches over the comma.
            statement = replace(statement, lead=governing.lead, verbs=governing.verbs, soft=governing.soft)
        if not statement.verbs and not statement.steps and _says_what_is_done(segment.text, statement):
            statement = replace(statement, verbs=("实施",))
        stage = main_stage(statement)
        listing = read_list(_trim(statement.object, closing="的"))
        members = list(_members(listing, statement, stage, segment, clause, frame, opening))
        governing = statement if members or first else None
        if not members and latest and (quantity := target_quantity(segment.text)):
            for one in latest:
                one.item = replace(
                    one.item,
                    soft=one.item.soft or statement.soft,
                    target=quantity + ("(力争)" if statement.soft else "") if one.item.target == NONE else one.item.target,
                )
        carried, carried_segment = _programme_of(statement), segment
        latest = members or latest
        found.extend(members)
    yield from found


# Facilities of which a name tells many: what is said after the colon is said of one of them each.
_NETWORKS = frozenset(
    {"路网", "快速路网", "道路", "城市道路", "市政道路", "断头路", "水网", "管网", "电网", "停车设施", "基础设施", "配套", "配套设施"}
)


def _is_network(subjects: list[Found]) -> bool:
    anatomies = [dissect(one.item.name) for one in subjects]
    return all(anatomy.count or (anatomy.facility or anatomy.inner) in _NETWORKS for anatomy in anatomies)


def _stands_alone(statement: Statement) -> bool:
    """Reads "某片区路网建设:甲路贯通,乙路启动设计": what is said after a colon of a thing with a name of its own."""
    anatomy = dissect(statement.object)
    return bool((statement.steps or statement.verbs) and anatomy.facility and len(anatomy.residue) >= 2)


def _lists_on(text: str, statement: Statement) -> bool:
    """Whether a segment without a verb goes on with the list before the comma: "…,以及C、D等项目", "…,丙路改造,丁桥维修"."""
    if _LISTS_ON.search(text):
        return True
    anatomy = dissect(statement.object)
    return bool(anatomy.works and anatomy.complete and anatomy.residue and not anatomy.refused and statement.object == text.strip())


def _says_what_is_done(text: str, statement: Statement) -> bool:
    """Reads "…复工,县档案馆安防系统升级": a name that closes with what is done to it needs no verb."""
    anatomy = dissect(statement.object)
    return bool(anatomy.act in vocabulary().hard_acts and anatomy.works and anatomy.residue and statement.object == text.strip())


def _statements(sentence: Span) -> Iterator[tuple[Span, bool]]:
    """The statements of a sentence, and whether each opens its segment."""
    for segment in segments(sentence):
        for number, part in enumerate(parts(segment)):
            yield part, number == 0


def _before_colon(segment: Span, sentence: Span) -> bool:
    return sentence.text[segment.end - sentence.start :].lstrip()[:1] == ":"


def _after(segment: Span, sentence: Span) -> str:
    return sentence.text[segment.end - sentence.start :].lstrip(" ,")


def _subjects(segment: Span, clause: Clause, frame: Frame, opening: tuple[str, ...]) -> Iterator[Found]:
    """Reads "甲路改造:7月底前完成…": a project before a colon is what all after it is said of."""
    statement = replace(read_statement("推进" + segment.text), lead="")
    for one in _members(read_list(_trim(segment.text)), statement, Stage.BUILDING, segment, clause, frame, opening):
        if one.item.kind in (ItemKind.PROJECT, ItemKind.PACKAGE):
            one.item = replace(one.item, stage=None, target=NONE)
            yield one


def _members(
    listing: Listing, statement: Statement, stage: Stage | None, segment: Span, clause: Clause, frame: Frame, opening: tuple[str, ...]
) -> Iterator[Found]:
    if listing.refused or stage is None or not listing.names or _shares_refusal(listing):
        return
    pairs = [(_trim(name), _trim(said)) for name, said in zip(listing.names, listing.said, strict=True)]
    category = listing.category or (dissect(pairs[-1][0]).head if len(pairs) > 1 else "")
    kinds = [judge(name, statement, own=frame.own, past=clause.past, category=category) for name, _ in pairs]
    among = ItemKind.PROJECT in kinds and not clause.past
    for (name, said), kind in zip(pairs, kinds, strict=True):
        if kind is None and among and is_one_beside_others(name):
            kind = ItemKind.PROJECT
        if kind is None:
            continue
        if kind is ItemKind.PLAN:
            stage = Stage.IDEA
        places = list(places_of(name, said=said, own=frame.own))
        places.extend(opening)
        item = PlanItem(
            source=frame.source,
            clause=clause.label,
            name=name,
            verbatim=frame.text[segment.start : segment.end],
            sector=sector_of(name),
            kind=kind,
            action=_action(statement, past=clause.past),
            stage=stage,
            target=NONE if clause.past else target_of(statement, name, month=frame.month, year=frame.year),
            soft=statement.soft,
            count=_count(name) if kind is not ItemKind.PROJECT or COUNT.search(said) else None,
            unit=clause.unit,
        )
        yield Found(item, said, segment, past=clause.past, places=places)


def _shares_refusal(listing: Listing) -> bool:
    """The last member's head holds for those before it that have none of their own ("A、B专项整治", "甲河、乙灌区经济带")."""
    last = dissect(listing.names[-1])
    refused = (last.refused and not last.head and not last.facility) or last.refused_word
    before = [dissect(said) for said in listing.said[:-1]]
    thing = dissect(last.name[: last.name.find(last.inner) + len(last.inner)])
    shared = thing.facility and thing.residue and not last.count
    things = shared and all(one.facility and not (one.act or one.head or one.phase) for one in before)
    return bool(refused and (things or not any(one.complete for one in before)))


def _programme_of(statement: Statement) -> str:
    """What "现有20个项目" in the next statement may speak of: the object of a statement on 项目."""
    match = re.match(r"^(.*?(?:工程|项目))(?:项目)?(?:.{0,8}(?:梳理|排摸|摸排|谋划|储备|清单))?$", statement.object)
    return match[1] if match else ""


def _package(programme: str, count: str, statement: Statement, segment: Span, first: Span, clause: Clause, frame: Frame) -> Found:
    programme = re.sub(r"(?<=工程)项目$", "", programme)
    name = f"{programme}(现有{count})"
    span = Span(first.start, segment.end, "")
    item = PlanItem(
        source=frame.source,
        clause=clause.label,
        name=name,
        verbatim=frame.text[first.start : segment.end],
        sector=sector_of(programme),
        kind=ItemKind.PACKAGE,
        action=_action(statement, past=clause.past),
        stage=main_stage(statement) or Stage.BUILDING,
        target=target_of(statement, name, month=frame.month, year=frame.year),
        soft=statement.soft,
        count=count,
        unit=clause.unit,
    )
    return Found(item, programme, span, past=clause.past)


def _continue(latest: list[Found], statement: Statement, frame: Frame) -> None:
    """Reads "…,确保6月底前建成通车": a statement without an object speaks of what was named just before."""
    stage = main_stage(statement)
    for one in latest:
        item = one.item
        target = target_of(statement, item.name, month=frame.month, year=frame.year)
        further = stage if stage and (item.stage is None or (stage.rank or 0) > (item.stage.rank or 0)) else item.stage
        one.item = replace(
            item,
            stage=further,
            action=item.action or _action(statement, past=one.past),
            soft=item.soft or statement.soft,
            target=_both(item.target, target) if target != NONE and not one.past else item.target,
        )


def _both(said: str, further: str) -> str:
    """Reads "…年内通车,完成投资3亿元": an amount stands beside another aim; of two aims the later holds."""
    if said == NONE or bool(_AMOUNT.fullmatch(said)) == bool(_AMOUNT.fullmatch(further)):
        return further
    aim, amount = (further, said) if _AMOUNT.fullmatch(said) else (said, further)
    return f"{aim},{_AMOUNT.fullmatch(amount)['amount']}"


def _trim(text: str, *, closing: str = "的等") -> str:
    text = _LEAD_OUT.sub("", text.strip(" ,、:"))
    return re.sub(rf"^以及|的(?:项目|工程)$|[{closing}]$", "", text)


def _count(name: str) -> str | None:
    """Reads "5条人行道" of "松岭路等5条人行道维修": the number, its counter and what is counted."""
    match = COUNT.search(name)
    if not match:
        return None
    rest = name[match.start() :]
    anatomy = dissect(rest)
    for end in (anatomy.head, anatomy.act, "建设"):
        if end and rest.endswith(end) and len(rest) > len(end) + len(match[0]):
            rest = rest[: -len(end)]
    if town := re.match(r"(?:街道|[镇乡村县区])(?!级)", name[match.end() :]):
        return match[0] + town[0]
    return rest if _COUNTED_FROM.fullmatch(name[: match.start()]) else match[0]


def _action(statement: Statement, *, past: bool) -> str:
    lead, tail = statement.lead, re.sub(r"工作$", "", statement.tail)
    joined = f"{lead}…{tail}" if lead and tail else lead or tail
    return f"(回顾){joined}" if past else joined
