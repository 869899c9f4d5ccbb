"""Lists: "A、B及C等在建工程". Takes an object apart into members and gives each the head it shares with the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.extract.heads import category_head, complete_heads, shared_head
from etl.extract.joints import split_joint
from etl.extract.names import dissect, residue
from etl.extract.packages import is_package, refused_end, split_category
from etl.extract.statements import read_statement
from etl.extract.text import COMMA, closed_spans, split_outside

_CLOSED_LIST = re.compile(r"等(?P<kind>[^、等]{2,16}?)(?:和|以及|及)(?=[^、]{2})")
_CATEGORY_END = re.compile(r"(?:工程|项目|工作|任务|设施|建设|线路|路段|标段|节点)$")
_GOAL = re.compile(r"^(.{4,}?(?:延伸|延长|敷设|铺设|接入))(?:至|到)[\u4e00-\u9fff]{2,8}(?:、[\u4e00-\u9fff]{2,8})*$")
_DASH = re.compile(r"——+")
_MEMBER_VERB = re.compile(
    r"^(?:在[^、]{2,8}?[镇乡村区县])?(?:新建|迁建|改建|扩建|改扩建|续建|新改扩建|重建|修建|建设|加快"
    r"|推进|实施|启动|建成|开工|改造|整治|维修|新增)"
)
_PASSES = re.compile(r"^[\u4e00-\u9fff]{2,4}经[\u4e00-\u9fff]{2,4}$")


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
    refused = refused_end(category)
    if category.endswith(refused) and dissect(category).facility:
        refused = ""
    if not category and is_package(body):
        return Listing((body,), (body,), "")
    pieces = [span.text for span in split_outside(body, COMMA)]
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
