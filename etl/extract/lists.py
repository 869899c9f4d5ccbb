"""Lists: "A、B及C等在建工程". Takes an object apart into members and gives each the head it shares with the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.extract.heads import category_head, complete_heads, shared_head
from etl.extract.names import COUNT, Anatomy, dissect, residue
from etl.extract.statements import read_statement
from etl.extract.text import closed_spans, split_outside
from etl.extract.vocabulary import vocabulary

# Longer than two names of any length seen: not worth the quadratic search for where it divides.
LONGEST_MEMBER = 120
MOST_JOINTS = 6
_COMMA = re.compile("、")
_CLOSED_LIST = re.compile(r"等(?P<kind>[^、等]{2,16}?)(?:和|以及|及)(?=[^、]{2})")
_JOINT = re.compile(r"以及|[及和与]")
_CATEGORY_END = re.compile(r"(?:工程|项目|工作|任务|设施|建设|线路|路段|标段|节点)$")
# "甲桥、乙桥2座桥梁维修", "甲、乙、丙三个小区改造".
_COUNTED_CLOSE = re.compile(
    r"(?P<names>[^、].*、.*?[^\d、一二两三四五六七八九十百])(?P<category>(?P<number>\d{1,2}|[两二三四五六七八九十])(?:个|条|座|处|所|家|片|栋|幢|段|大|项)[\u4e00-\u9fff]{2,}.*)$"
)
_GOAL = re.compile(r"^(.{4,}?(?:延伸|延长|敷设|铺设|接入))(?:至|到)[\u4e00-\u9fff]{2,8}(?:、[\u4e00-\u9fff]{2,8})*$")
# "甲河与乙湖连通工程": what it joins are its ends.
_CONNECTS = re.compile(r"(?:连通|联通|沟通|互通|连接线|联络线|互连)(?:工程|项目)?$")
# "…等一批地标性、功能性项目".
_QUALITIES = re.compile(r"(?:一批|一系列)?(?:[^、]{1,6}[性型级类]、)+[^、]{1,6}[性型级类](?:工程|项目)")
_NUMERALS = {"两": 2, **{numeral: number for number, numeral in enumerate("一二三四五六七八九十", 1)}}
_DASH = re.compile(r"——+")
_MEMBER_VERB = re.compile(
    r"^(?:在[^、]{2,8}?[镇乡村区县])?(?:新建|迁建|改建|扩建|改扩建|续建|新改扩建|重建|修建|建设|加快"
    r"|推进|实施|启动|建成|开工|改造|整治|维修|新增)"
)
# What many kinds of houses are called together.
_MANY = frozenset({"学校", "中小学", "医院", "医疗机构", "幼儿园", "小学", "中学", "卫生院"})
_PASSES = re.compile(r"^[\u4e00-\u9fff]{2,4}经[\u4e00-\u9fff]{2,4}$")
_BARE = re.compile(r"[\u4e00-\u9fffA-Za-z\d()—\-“”·]{2,16}")
# "运河二通道及某某段": a section of the thing before, no thing of its own.
_SECTION_ONLY = re.compile(r"^[\u4e00-\u9fff]{2,4}段$")
_PLACE_JOIN = re.compile(r"^[^、,。]{1,14}?(?:交叉口|交叉处|交汇处|交会处|交界处|路口|之间|连接处|相交处)")


@dataclass(frozen=True, slots=True)
class Listing:
    """The members of an object. names: each with its head completed; said: how the text wrote each.

    category is what 等 closes the list with ("在建工程", "7个高铁项目"); refused is set when that tells of no works.
    """

    names: tuple[str, ...]
    said: tuple[str, ...]
    category: str
    refused: str = ""


def read_list(text: str) -> Listing:
    """Take an object apart. Never raises; an empty object has no members."""
    text = _without_goal(apposition(text))
    if cut := _second_list(text):
        return _joined(read_list(text[:cut]), read_list(text[cut + 1 :]))
    body, category = split_category(text)
    refused = _refused(category)
    if category.endswith(refused) and dissect(category).facility:
        refused = ""
    if not category and _is_package(body):
        return Listing((body,), (body,), "")
    pieces = [span.text for span in split_outside(body, _COMMA)]
    shared = (category_head(dissect(category)) or shared_head(pieces[-1])) if len(pieces) > 1 else ""
    said = [member for at, piece in enumerate(pieces, start=1) for member in split_joint(piece, shared if at < len(pieces) else "")]
    said = [_without_lead(_without_closing(member)) for member in _joined_routes(said)]
    said = [re.sub(r"^(?:以及|及(?=[^、]{3})|并|推进|加快|实施|等)", "", member) or member for member in said]
    return Listing(tuple(complete_heads(said, category)), tuple(said), category, refused)


def _second_list(text: str) -> int:
    """Where 和 stands between two lists, the first of them closed ("A、B等铁路|和C、D等航道"); 0 when there is but one."""
    closed = closed_spans(text)
    for match in _CLOSED_LIST.finditer(text):
        at = match.end() - 1
        if any(start <= at < end for start, end in closed):
            continue
        kind, rest = dissect(match["kind"]), text[at + 1 :]
        if (kind.facility or kind.head) and not residue(match["kind"]) and _names_things(rest):
            return at
    return 0


def _names_things(text: str) -> bool:
    """Whether a list of its own begins: of several, or of one with a proper name."""
    first, comma, _ = text.partition("、")
    anatomy = dissect(first)
    proper = len(anatomy.residue) >= 2
    return not anatomy.refused and ((anatomy.works and (proper or bool(comma))) or (proper and bool(comma or "等" in text)))


def _joined(first: Listing, second: Listing) -> Listing:
    """Two lists as one; each has given its members their heads already."""
    if first.refused or second.refused:
        return second if first.refused else first
    return Listing(first.names + second.names, first.said + second.said, second.category or first.category)


def _without_goal(text: str) -> str:
    """Reads "某某水厂管网延伸至甲村、乙村": where it is brought to is no second member."""
    match = _GOAL.match(text)
    return match[1] if match and dissect(match[1]).holds else text


def _without_closing(member: str) -> str:
    """Reads "A建设筹集工作和B": a member that closes with 工作 has its own steps, which are no name."""
    if not member.endswith(("工作", "任务", "扫尾", "收尾")):
        return member
    statement = read_statement(f"推进{member}")
    return statement.object or member


def _without_lead(member: str) -> str:
    """Reads "新建A、迁建B": a verb of its own before a whole thing is not part of the thing."""
    match = _MEMBER_VERB.match(member)
    rest = member[match.end() :] if match else ""
    if rest.startswith(("工程", "项目")):
        return member
    return rest if rest and (anatomy := dissect(rest)).facility and (anatomy.residue or anatomy.count) else member


def _joined_routes(said: list[str]) -> list[str]:
    """Reads "甲经乙、丙至丁高铁" is one line: 、 between the places it passes."""
    joined: list[str] = []
    for member in said:
        if joined and _PASSES.match(joined[-1]) and "至" in member:
            joined[-1] += f"、{member}"
        else:
            joined.append(member)
    return joined


def apposition(text: str) -> str:
    """Reads "省重点工程——A": a category and its thing. The thing is meant. A dash inside brackets or after a name stays."""
    parts = _DASH.split(text)
    if len(parts) > 1 and _CATEGORY_END.search(parts[-2].rstrip("”")):
        return parts[-1]
    return text


def split_category(text: str) -> tuple[str, str]:
    """("A、B", "在建工程") for "A、B等在建工程": the last 等 outside brackets, if only words of the genre follow it."""
    closed = closed_spans(text)
    for at in range(len(text) - 1, 0, -1):
        if text[at] != "等" or any(start <= at < end for start, end in closed):
            continue
        if text[at + 1 : at + 2] in ("级", "学") or text[at + 1 : at + 3] in ("线", "线、"):
            continue
        category = text[at + 1 :]
        if category in ("级", "学"):
            continue
        if (len(list(split_outside(category, _COMMA))) > 1 and not _QUALITIES.fullmatch(category)) or _starts_package(text[:at], category):
            return text, ""
        if not category:
            return text[:at], "建设"
        if not residue(category) or _refused(category) or COUNT.match(category):
            return text[:at], category
        return (text[:at], category) if dissect(category).head else (text, "")
    return _split_count(text)


def _refused(category: str) -> str:
    """The word at a category's end, or before its first 和, that tells of no works ("清理和绿化")."""
    heads = vocabulary().refused_heads
    return heads.ending(category) or heads.ending(category.partition("和")[0])


def _split_count(text: str) -> tuple[str, str]:
    """("A、B", "2座水库加固") for "A、B2座水库加固": a count of just those that are named closes a list as 等 does."""
    found = _COUNTED_CLOSE.match(text)
    if not found:
        return text, ""
    named = [part for span in split_outside(found["names"], _COMMA) for part in split_joint(span.text)]
    closes = dissect(found["category"])
    if len(named) != _NUMERALS.get(found["number"], found["number"].isdigit() and int(found["number"])):
        return text, ""
    return (found["names"], found["category"]) if closes.head or closes.facility else (text, "")


def _is_package(text: str) -> bool:
    """Reads "甲路、乙路等4条道路大修": several are named, fewer than are counted."""
    before, _, category = text.rpartition("等")
    whole = before.count("(") == before.count(")") and "、" not in category
    return whole and "、" in before and _listed(before) and _starts_package(before, category)


def _of_its_kind(before: str, kind: Anatomy) -> bool:
    """Reads "甲小学、乙中学等10所学校新建": each is a school by its name, and no number is needed to tell which."""
    words = vocabulary()
    named = [dissect(part) for span in split_outside(before, _COMMA) for part in split_joint(span.text)]
    sectors = {words.facility_sector.get(one.facility) for one in named}
    whole = len(named) > 1 and any(one.residue for one in named) and all(one.facility not in words.short_facilities for one in named)
    return whole and sectors == {words.facility_sector.get(kind.facility)} and kind.facility in _MANY


def _starts_package(before: str, category: str) -> bool:
    """Reads "松岭路等5条人行道维修" is one package when only one of its members is named."""
    anatomy = dissect(category)
    return bool(
        COUNT.match(category)
        and (_is_single(before, anatomy) or (anatomy.act and not anatomy.head and _fewer(before, category)))
        and (anatomy.act or anatomy.facility)
        and not re.match(r"^[\d一二三四五六七八九十]+[个项](?:重大|重点|在建)?(?:工程|项目)$", category)
        and not dissect(before).head
        and not _of_its_kind(before, anatomy)
    )


def _is_single(before: str, category: Anatomy) -> bool:
    """Whether one thing stands before the count; several that have works of their own are one only where the count has none."""
    return not _listed(before) and bool(category.act or "、" not in before)


def _listed(text: str) -> bool:
    members = [part for span in split_outside(text, _COMMA) for part in split_joint(span.text)]
    return len(members) > 1 and not any((anatomy := dissect(member)).act or anatomy.head for member in members[:-1])


def _fewer(before: str, category: str) -> bool:
    """Reads "甲路、乙路等4条道路大修": fewer are named than counted, so the count is the thing."""
    number = re.match(r"\d+", category)
    named = [part for span in split_outside(before, _COMMA) for part in split_joint(span.text)]
    return bool(number) and len(named) < int(number[0]) and not any((anatomy := dissect(one)).head or anatomy.act for one in named)


def split_joint(member: str, shared: str = "") -> list[str]:
    """Split at 及/和/与/以及 where two whole things stand beside each other; a joint inside one name stays.

    shared is the head that the list's last member lends to those that have none.
    """
    joints = list(_JOINT.finditer(member)) if len(member) <= LONGEST_MEMBER else []
    if not 0 < len(joints) <= MOST_JOINTS:
        return [member]
    closed = closed_spans(member)
    for match in sorted(joints, key=lambda joint: joint[0] != "以及"):
        if any(start <= match.start() < end for start, end in closed):
            continue
        left, right = member[: match.start()], member[match.end() :]
        if left and right and (match[0] == "以及" or _separate(left, right, shared)):
            return [left, *split_joint(right, shared)]
    return [member]


def _separate(left: str, right: str, shared: str) -> bool:
    if COUNT.match(right) and COUNT.match(left):
        return True
    if _SECTION_ONLY.match(right) or _PLACE_JOIN.match(right) or vocabulary().attached.at(right):
        return False
    before, after = dissect(left), dissect(right)
    if left.endswith(("工作", "扫尾", "收尾")):
        return True
    if _CONNECTS.search(right) and not (before.act or before.head or before.phase):
        return False
    if shared and (before.act or before.head) and before.works and before.named and not after.complete:
        after = dissect(right + shared)
    if len(after.residue) == 1 and after.facility and right.startswith(after.residue + after.facility) and right[0] > "z":
        # "甲至乙人和港公路": what would begin with one character splits a word
        return False
    if not (after.works or after.act or after.head) or not (after.named or after.counted or (vocabulary().whole.at(right) and after.act)):
        return False
    if before.complete:
        # two ends of one line ("甲和乙铁路") need the left to be whole by itself
        return True
    return (
        bool(_BARE.fullmatch(left))
        and len(left) <= 8
        and bool(before.residue)
        and bool(shared_head(right))
        and "至" in right
        and "至" in left
    )
