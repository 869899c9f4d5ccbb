"""A sentence, statement by statement: what each names, and what it says of what was named before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from data.model import ItemKind, Stage
from etl.extract.circumstances import TIME
from etl.extract.found import Found
from etl.extract.lists import read_list
from etl.extract.members import Setting, members_of, package_of, tell, tell_quantity
from etl.extract.names import dissect
from etl.extract.parts import parts
from etl.extract.places import places_of_opening
from etl.extract.stages import main_stage
from etl.extract.statements import Statement, as_aim, read_statement, target_quantity
from etl.extract.subjects import ITSELF, aims_of, is_network, stands_alone, subjects_of, told_one_by_one
from etl.extract.text import Span, segments
from etl.extract.topics import is_description, of_topic
from etl.extract.trimming import trimmed
from etl.extract.vocabulary import vocabulary

# "…9个项目年内开工,分别是A、B", "…一批游园,如A、B等": the things that were spoken of.
_NAMELY = re.compile(
    r"(?:分别(?:是|为)|(?:其中)?[\d一二三四五六七八九十两]+[线站路桥河库园个项条]为|即|(?:其中)?(?:主要)?(?:包括|有(?![序力效关机限色]))|例如|比如"
    r"|如(?![皋东意海期实]))"
)
# "十大重点工程:A,B,C": a heading inside the sentence, whose verb holds for all that follows.
_ANNOUNCES = re.compile(
    r"(?:[\d一二三四五六七八九十两]+(?:个|项|大|条|件|类|处|座|所)[^,]{0,12}(?:工程|项目|实事|任务)|以下[^,]{0,6}(?:工程|项目|工作)"
    r"|(?:分别|主要|具体)(?:是|为|有|包括))$"
)
# "某某路工程,已完成…": what is said of the thing before the comma.
_GOES_ON = re.compile(r"(?:目前)?(?:现已|已|正在|现正)(?:全面|基本|进入|完成|启动|开工|开展|进行|实施|办理)")
# "A、B等13个重点项目,完成…": a counted list, and what is said of all of it.
_COUNTED_LIST = re.compile(r"、.*(?:等|[^\d、])\d+个[^,、]{0,8}(?:项目|工程)$")
_OF_ALL = re.compile(rf"(?:{TIME}|均|都|全部|已|分别|确保|力争|要)*(?:完成|开工|启动|建成|投产|竣工|主体|实现)")
# "将A、B等10大项目,作为…": a list that is taken as tasks.
_TAKEN = re.compile(r"(?:其中)?[将把].+(?:项目|工程)$")
_TAKEN_AS = re.compile(r"作为|列为|列入|纳入")
# "一是…类,包括A、B等6个项目": a list that is counted as projects is of projects.
_COUNTED_IN = re.compile(r"(?:主要)?(?:包括|包含|有).+、.+等\d+[个项](?:重[点大])?(?:建设)?(?:项目|工程)$")
_JUST_COUNTED = re.compile(r"\d+[个项件](?:子?项目|工程)?$")
_LISTS_ON = re.compile(r"^(?:以及|及|和)|、|等.{0,8}(?:工程|项目)$")
_ANAPHOR = re.compile(r"^(?:现有|剩余|其余|其它|其他|上述|全部|这)(\d+个(?:重点|重大|在建)?(?:项目|工程))$")


@dataclass(slots=True)
class _Thread:
    """What a sentence has said so far.

    found: all it named; latest: what its last statement named, or speaks of; subjects: what stands before its colon;
    governing: the statement whose verb may reach on; announced: the same of a heading before a colon;
    hopes: whether "力争A开工,B完工" opened it, which hopes for B, too; counts: whether projects were just counted
    ("教育类2个,包括…"); programme: what "现有N个项目"
    may speak of, and where that stands.
    """

    found: list[Found] = field(default_factory=list)
    latest: list[Found] = field(default_factory=list)
    subjects: list[Found] = field(default_factory=list)
    governing: Statement | None = None
    announced: Statement | None = None
    hopes: bool = False
    counts: bool = False
    programme: tuple[str, Span] | None = None

    def name(self, members: list[Found]) -> None:
        self.latest = members or self.latest
        self.found.extend(members)


def read_sentence(sentence: Span, setting: Setting, topic: Found | None) -> list[Found]:
    """What a sentence names, in order; `topic`, the project its heading names, once it is spoken of."""
    thread = _Thread()
    for segment, first in _statements(sentence):
        if topic and _tells_of_topic(segment, sentence, setting, topic, thread):
            continue
        if is_description(segment.text):
            continue
        setting = setting if setting.opening else replace(setting, opening=places_of_opening(segment.text))
        _read(segment, sentence, setting, thread, first=first)
    return thread.found


def _tells_of_topic(segment: Span, sentence: Span, setting: Setting, topic: Found, thread: _Thread) -> bool:
    """Whether a segment names the topic before its description, or speaks of it; then it is told."""
    if topic.span == Span(segment.start, segment.end, segment.text) and is_description(_after(segment, sentence)):
        thread.name([topic])
        return True
    said = of_topic(segment.text, alone=not thread.found)
    if said is None:
        return False
    tell([topic], as_aim(read_statement(said), said), setting.frame)
    thread.latest = [topic]
    if topic not in thread.found:
        thread.found.append(topic)
    return True


def _read(segment: Span, sentence: Span, setting: Setting, thread: _Thread, *, first: bool) -> None:
    """One statement: it tells of what was named before, or names things itself."""
    statement = read_statement(segment.text)
    if not thread.subjects and (named := told_one_by_one(segment, setting)):
        thread.name(named)
        return
    if thread.subjects and not (is_network(thread.subjects) and stands_alone(statement)):
        for one, said in zip(thread.subjects, aims_of(statement, segment.text, len(thread.subjects)), strict=True):
            tell([one], said, setting.frame)
            one.item = replace(one.item, verbatim=setting.frame.text[one.span.start : segment.end])
        return
    for one in thread.subjects:
        if one.item.stage is None and main_stage(statement):
            # of a network it says what is built of it
            one.item = replace(one.item, stage=Stage.BUILDING)
    if _before_colon(segment, sentence) or (
        not thread.found and not statement.verbs and _is_spoken_of(segment.text, _after(segment, sentence))
    ):
        kinds = ITSELF if _before_colon(segment, sentence) else ITSELF | {ItemKind.PROGRAMME}
        if named := list(subjects_of(segment, setting, kinds)):
            thread.subjects = named
            thread.name(named)
            return
        if _before_colon(segment, sentence) and _ANNOUNCES.search(segment.text):
            thread.announced = statement if statement.verbs else replace(statement, verbs=("实施",))
            return
    statement = _governed(statement, segment, thread, _after(segment, sentence), first=first)
    if match := _ANAPHOR.match(statement.object):
        if thread.programme:
            programme, span = thread.programme
            thread.name([package_of(programme, match[1], statement, segment, span, setting)])
        return
    if not statement.object or (thread.latest and _of_a_part(statement)):
        tell(thread.latest, statement, setting.frame)
        return
    listing = read_list(trimmed(statement.object, closing="的"))
    members = list(members_of(listing, statement, main_stage(statement), segment, setting))
    thread.governing = statement if members or first else None
    thread.counts = bool(_JUST_COUNTED.search(segment.text))
    thread.hopes = _only_hopes(statement) if statement.verbs else thread.hopes
    if not members and thread.latest and (quantity := target_quantity(segment.text)):
        tell_quantity(thread.latest, quantity, soft=statement.soft)
    programme = _programme_of(statement)
    thread.programme = (programme, segment) if programme else None
    thread.name(members)


def _governed(statement: Statement, segment: Span, thread: _Thread, after: str, *, first: bool) -> Statement:
    """The statement with the verb of one before it, where that reaches over the comma."""
    governing = thread.governing
    if governing and (match := _NAMELY.match(segment.text)):
        own = read_statement(segment.text[match.end() :])
        verbs = governing.verbs or (("实施",) if thread.counts and not governing.steps else ())
        return own if own.verbs or own.steps else replace(governing, verbs=verbs, object=segment.text[match.end() :])
    if statement.verbs:
        return statement
    if not first and governing:
        return replace(statement, lead=governing.lead, verbs=governing.verbs, soft=governing.soft or statement.soft)
    if statement.steps and thread.hopes:
        return replace(statement, soft=True)
    if statement.steps or not statement.object:
        return statement
    if thread.announced and (not thread.found or _is_whole(segment.text, statement)):
        return replace(statement, lead=thread.announced.lead, verbs=thread.announced.verbs)
    if thread.latest and governing and governing.verbs and (_LISTS_ON.search(segment.text) or _is_whole(segment.text, statement)):
        # "加快A、B,以及C、D等项目": the verb reaches over the comma.
        return replace(statement, lead=governing.lead, verbs=governing.verbs, soft=governing.soft)
    taken = _COUNTED_IN.match(segment.text) or (_TAKEN.match(segment.text) and _TAKEN_AS.match(after))
    if taken or _says_what_is_done(segment.text, statement):
        return replace(statement, verbs=("实施",))
    return statement


def _only_hopes(statement: Statement) -> bool:
    return bool(statement.verbs) and all(verb in vocabulary().soft for verb in statement.verbs)


def _is_whole(text: str, statement: Statement) -> bool:
    """Whether a segment without a verb is a thing that goes on with the list before the comma: "…,丙路改造,丁桥维修"."""
    anatomy = dissect(statement.object)
    whole = anatomy.works and anatomy.complete and (anatomy.residue or vocabulary().unique.held_by(anatomy.name))
    return bool(
        (whole or (anatomy.count and (anatomy.facility or anatomy.act))) and not anatomy.refused and statement.object == text.strip()
    )


def _says_what_is_done(text: str, statement: Statement) -> bool:
    """Reads "…复工,县档案馆安防系统升级": a name that closes with what is done to it needs no verb."""
    anatomy = dissect(statement.object)
    return bool(anatomy.act in vocabulary().hard_acts and anatomy.works and anatomy.residue and statement.object == text.strip())


def _of_a_part(statement: Statement) -> bool:
    """Reads "…,进行室外管网施工": a step of a part is said of what was named just before."""
    return bool(statement.steps) and re.sub(r"^进行", "", statement.object) in vocabulary().parts


def _statements(sentence: Span) -> Iterator[tuple[Span, bool]]:
    """The statements of a sentence, and whether each opens its segment."""
    for segment in segments(sentence):
        for number, part in enumerate(parts(segment)):
            yield part, number == 0


def _is_spoken_of(text: str, after: str) -> bool:
    """Whether what stands after a comma tells of the thing, or of the counted list, before it."""
    return bool(_GOES_ON.match(after) or (_COUNTED_LIST.search(text) and _OF_ALL.match(after)))


def _before_colon(segment: Span, sentence: Span) -> bool:
    return sentence.text[segment.end - sentence.start :].lstrip()[:1] == ":"


def _after(segment: Span, sentence: Span) -> str:
    return sentence.text[segment.end - sentence.start :].lstrip(" ,")


def _programme_of(statement: Statement) -> str:
    """What "现有20个项目" in the next statement may speak of: the object of a statement on 项目."""
    match = re.match(r"^(.*?(?:工程|项目))(?:项目)?(?:.{0,8}(?:梳理|排摸|摸排|谋划|储备|清单))?$", statement.object)
    return match[1] if match else ""
