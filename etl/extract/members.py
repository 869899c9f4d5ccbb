"""The record each public work becomes that a statement names, and what later statements add to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from data.model import ItemKind, PlanItem, Stage
from etl.extract.clauses import Clause
from etl.extract.found import Found, Frame
from etl.extract.judge import is_one_beside_others, judge
from etl.extract.lists import Listing
from etl.extract.names import COUNT, dissect
from etl.extract.places import places_of
from etl.extract.sectors import sector_of
from etl.extract.stages import main_stage
from etl.extract.statements import Statement, read_statement
from etl.extract.targets import NONE, target_of
from etl.extract.text import Span
from etl.extract.trimming import trimmed

_COUNTED_FROM = re.compile(r".*等|(?:今年|全年|年度|本年度|剩余|其余)?")
_AMOUNT = re.compile(r"(?:\(\d+[年月]内\))?(?P<amount>(?:完成)?(?:年度|计划)?投资[\d.]+[万亿]元(?:以上|左右)?)")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where statements stand: their clause and document, and the places that their sentence opens with."""

    clause: Clause
    frame: Frame
    opening: tuple[str, ...] = ()


def members_of(listing: Listing, statement: Statement, stage: Stage | None, segment: Span, setting: Setting) -> Iterator[Found]:
    """Those of a list that are public works, as the statement tells of them; none when it says nothing of works (stage None)."""
    clause, frame = setting.clause, setting.frame
    if listing.refused or stage is None or not listing.names or _shares_refusal(listing):
        return
    pairs = [(trimmed(name), trimmed(said)) for name, said in zip(listing.names, listing.said, strict=True)]
    category = listing.category or (dissect(pairs[-1][0]).head if len(pairs) > 1 else "")
    past = clause.past and not frame.only_back
    kinds = [judge(name, statement, own=frame.own, past=past, category=category) for name, _ in pairs]
    among = ItemKind.PROJECT in kinds and not clause.past
    for (name, said), kind in zip(pairs, kinds, strict=True):
        if kind is None and among and is_one_beside_others(name):
            kind = ItemKind.PROJECT
        if kind is None:
            continue
        item = _record(
            name,
            kind,
            segment,
            setting,
            statement=statement,
            stage=Stage.IDEA if kind is ItemKind.PLAN else stage,
            target=NONE if clause.past else target_of(statement, name, month=frame.month, year=frame.year),
            count=_count(name) if kind is not ItemKind.PROJECT or dissect(said).count else None,
        )
        places = [*places_of(name, said=said, own=frame.own), *setting.opening]
        yield Found(item, said, segment, past=clause.past, places=places)


def package_of(programme: str, count: str, statement: Statement, segment: Span, first: Span, setting: Setting) -> Found:
    """Reads "现有20个项目" after a statement on a programme: these 20 are a package of it."""
    frame = setting.frame
    programme = re.sub(r"(?<=工程)项目$", "", programme)
    name = f"{programme}(现有{count})"
    span = Span(first.start, segment.end, "")
    item = _record(
        name,
        ItemKind.PACKAGE,
        span,
        setting,
        statement=statement,
        stage=main_stage(statement) or Stage.BUILDING,
        target=target_of(statement, name, month=frame.month, year=frame.year),
        count=count,
    )
    return Found(replace(item, sector=sector_of(programme)), programme, span, past=setting.clause.past)


def topic_of(name: str, sentence: Span, setting: Setting) -> Found:
    """A project that a heading names, of which nothing is said yet."""
    span = Span(sentence.start, sentence.start + len(name), name)
    item = _record(name, ItemKind.PROJECT, span, setting, statement=None, stage=None, target=NONE, count=None)
    return Found(item, name, span, past=setting.clause.past, places=list(places_of(name, said=name, own=setting.frame.own)))


def promised(name: str, sentence: Span, setting: Setting) -> Found | None:
    """A project that a numbered heading names, as what the text beneath does; None when it names none in particular."""
    span = Span(sentence.start, sentence.start + len(name), name)
    statement = Statement(lead="", verbs=("实施",), object=name, tail="", steps=(), soft=False, deadline="", quantity="")
    if judge(name, statement, own=setting.frame.own, past=False, category="") is not ItemKind.PROJECT or len(dissect(name).residue) < 2:
        return None
    return topic_of(name, span, setting)


def headed(clause: Clause, setting: Setting) -> Found | None:
    """The project that a heading names, of which the lines beneath tell; None when the heading has a verb or names no works."""
    name = trimmed(clause.span.text.strip("。 "))
    said = read_statement(name)
    statement = Statement(lead="", verbs=("实施",), object=name, tail="", steps=("建设",), soft=False, deadline="", quantity="")
    if said.verbs or said.steps or judge(name, statement, own=setting.frame.own, past=False, category="") is None:
        return None
    at = clause.span.start + clause.span.text.find(name)
    return topic_of(name, Span(at, at + len(name), name), setting)


def tell(latest: list[Found], statement: Statement, frame: Frame) -> None:
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


def tell_quantity(latest: list[Found], quantity: str, *, soft: bool) -> None:
    """Reads "…,力争投资完成率达40%以上": a quantity is the target of what was named just before, if it has none yet."""
    for one in latest:
        target = quantity + ("(力争)" if soft else "") if one.item.target == NONE else one.item.target
        one.item = replace(one.item, soft=one.item.soft or soft, target=target)


def _record(
    name: str,
    kind: ItemKind,
    span: Span,
    setting: Setting,
    *,
    statement: Statement | None,
    stage: Stage | None,
    target: str,
    count: str | None,
) -> PlanItem:
    clause, frame = setting.clause, setting.frame
    return PlanItem(
        source=frame.source,
        clause=clause.label,
        name=name,
        verbatim=frame.text[span.start : span.end],
        sector=sector_of(name),
        kind=kind,
        action=_action(statement, past=clause.past) if statement else "(回顾)" if clause.past else "",
        stage=stage,
        target=target,
        soft=bool(statement and statement.soft),
        count=count,
        unit=clause.unit,
    )


def _action(statement: Statement, *, past: bool) -> str:
    lead, tail = statement.lead, re.sub(r"工作$", "", statement.tail)
    joined = f"{lead}…{tail}" if lead and tail else lead or tail
    return f"(回顾){joined}" if past else joined


def _both(said: str, further: str) -> str:
    """Reads "…年内通车,完成投资3亿元": an amount stands beside another aim; of two aims the later holds."""
    if said == NONE or bool(_AMOUNT.fullmatch(said)) == bool(_AMOUNT.fullmatch(further)):
        return further
    aim, amount = (further, said) if _AMOUNT.fullmatch(said) else (said, further)
    return f"{aim},{_AMOUNT.fullmatch(amount)['amount']}"


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
    if town := re.match(r"(?:街道|乡镇|镇街|[镇乡村县区])(?!级)", name[match.end() :]):
        return match[0] + town[0]
    rest = rest.rstrip("的")
    return rest if _COUNTED_FROM.fullmatch(name[: match.start()]) else match[0]


def _shares_refusal(listing: Listing) -> bool:
    """The last member's head holds for those before it that have none of their own ("A、B专项整治", "甲河、乙灌区经济带")."""
    last = dissect(listing.names[-1])
    refused = (last.refused and not last.head and not last.facility) or last.refused_word
    before = [dissect(said) for said in listing.said[:-1]]
    thing = dissect(last.name[: last.name.find(last.inner) + len(last.inner)])
    shared = thing.facility and thing.residue and not last.count
    things = shared and all(one.facility and not (one.act or one.head or one.phase) for one in before)
    return bool(refused and (things or not any(one.complete for one in before)))
