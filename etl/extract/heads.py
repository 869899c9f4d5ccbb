"""What the members of a list share: the head that is said once, of the category or of the last member, given to each."""

from __future__ import annotations

import re

from etl.extract.names import COUNT, Anatomy, dissect, has_range, is_diversion, residue
from etl.extract.vocabulary import Lexicon, vocabulary

# A longer member without a facility is no bare name that waits for one; the shortest place has two characters.
LONGEST_BARE = 20
_SHORTEST = 2
# "三大汽车|产业基地": of which kind they are; no rank or state, as in "3个大型|水库".
_COUNTED_KIND = re.compile(
    r"[\d一二两三四五六七八九十]+[大个条座](?P<of>(?!大型|中型|小型|大中型|重[点大要]|主要|骨干|标志|关键|老旧|新建|续建|在建|拟建|新开工|[国省市县区镇村]级|示范|精品)"
    r"[\u4e00-\u9fff]{2,6})"
)
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,4}")
_TOWN = re.compile(r"[\u4e00-\u9fff]{2,4}?(?:[\u4e00-\u9fff]{1,3}族乡|街道|镇|乡)(?=[\u4e00-\u9fff]{4}|$)")
# Works that lie along roads and rivers: there the road or river is the thing itself.
_ALONG = frozenset({"公路", "快速路", "城市道路", "桥隧", "园林绿化", "水利-河道整治", "水利-海塘堤防", "城市更新/市政配套"})


def shared_head(name: str) -> str:
    """The genre words that close a name, from its facility on: "区块开发建设" of "西塘湾区块开发建设"; '' when nothing is before."""
    words = vocabulary()
    at, met = len(name), ""
    while at > 0:
        facility = words.facilities.ending(name, at)
        other = max((words.heads.ending(name, at), words.name_acts.ending(name, at), _GENERIC_TAIL.ending(name, at)), key=len)
        if not facility and not other:
            break
        if met and (len(facility) < len(other) or words.facility_sector[facility] != met):
            break
        at -= max(len(facility), len(other))
        met = met or (words.facility_sector[facility] if len(facility) >= len(other) else "")
    return name[at:] if 0 < at < len(name) else ""


_GENERIC_TAIL = Lexicon(("建设", "综合", "配套", "项目", "工程", "基础设施", "一体化", "系统"))


def complete_heads(said: list[str], category: str) -> list[str]:
    """Give each member the head the list shares: from the category ("等高速公路"), or from the last member."""
    return _shared([_with_what_follows(one, following) for one, following in zip(said, [*said, ""][1:], strict=True)], category)


def _with_what_follows(member: str, following: str) -> str:
    """Reads "甲路、乙路生态绿道": what stands along the second road stands along the first."""
    along = dissect(member).facility
    if along not in vocabulary().short_facilities or not _bare(member) or not (stands := re.match(rf"[^()、]{{2,8}}?{along}", following)):
        return member
    rest = following[stands.end() :]
    thing, sectors = dissect(rest), vocabulary().facility_sector
    shared = thing.facility and sectors[thing.facility] not in (sectors[along], "城市更新/市政配套")
    return member + rest if shared and rest[0] not in "及和与" and not residue(rest) and not thing.count else member


def _shared(said: list[str], category: str) -> list[str]:
    if not said:
        return []
    if len(said) > 1 and (towns := [_TOWN.match(one) for one in said]) and all(towns):
        # "甲镇、乙乡某某工程": what follows the last town is built in each.
        after = said[-1][towns[-1].end() :]
        return [one + after if town.end() == len(one) else one for one, town in zip(said, towns, strict=True)]
    kind = dissect(category) if category else None
    head = category_head(kind) if kind else ""
    last = said[-1]
    if not head and len(said) > 1:
        head = shared_head(last)
        head = head if dissect("某" + head).facility else ""
        if (
            not category
            and len(said) > 2
            and not COUNT.search(last)
            and all(len(one) == _SHORTEST and not dissect(one).facility for one in said[:-1])
        ):
            # "甲州、乙州、丙州某某基地": bare places, and what follows the last of them is built in each
            return [*(one + last[_SHORTEST:] for one in said[:-1]), last]
        if category and head:
            # "煤制燃料、某某机场等项目": before 等 the last one's head is shared only by bare place names.
            return [
                _completed(
                    one,
                    _neighbours_head(said, at, head) if not dissect(one).facility and (_PLACE.fullmatch(one) or has_range(one)) else "",
                    own=one == last,
                )
                for at, one in enumerate(said)
            ]
    alike = _alike(said[:-1])
    if not category and not alike:
        return [
            _completed(one, "" if dissect(one).facility and not _is_place(one, head) else _neighbours_head(said, at, head), own=one == last)
            for at, one in enumerate(said)
        ]
    completed = [_completed(member, head, own=member == last and not category, counted=bool(category)) for member in said]
    if kind and kind.facility and kind.act:
        done = kind.name[kind.name.rindex(kind.act) :].rstrip("”") if kind.act in kind.name else kind.act
        return [member + done if _bare(member) else member for member in completed]
    return completed if category else [_with_act_of(member, last) for member in completed]


def _neighbours_head(said: list[str], at: int, head: str) -> str:
    """The head of the next member that has one: "甲、乙机场改扩建和丙机场新建" builds 甲 as it does 乙."""
    following = next((one for one in said[at + 1 :] if dissect(one).facility), "")
    return shared_head(following) or head


def _counts_other(member: str, facility: str, head: str) -> bool:
    """Reads "五经路等7座变电站", "峡江等7处灌区": what ends like a road or a river, or is as short as a place, tells where it stands."""
    sectors = vocabulary().facility_sector
    if len(member) <= _SHORTEST:
        return head in sectors and sectors[head] != sectors[facility]
    place = facility in vocabulary().short_facilities and (sectors[facility] in _ALONG or len(member) <= 3)
    return place and head in sectors and sectors[head] != sectors[facility] and sectors[head] not in _ALONG


def _is_place(member: str, head: str) -> bool:
    """Reads "甲镇、钱桥、乙镇消防站": two characters beside bare places are a place, whatever they end like."""
    sectors, facility = vocabulary().facility_sector, dissect(member).facility
    built = sectors.get(dissect("某" + head).facility, "") if head else ""
    return len(member) <= _SHORTEST and facility in vocabulary().short_facilities and built not in ("", sectors[facility], *_ALONG)


def category_head(kind: Anatomy) -> str:
    """The facility a category names ("7个高铁项目" gives "高铁"), or '' for "在建工程"."""
    first, joint, _ = kind.name.partition("和")
    if joint and dissect(first).facility:
        # "甲、乙等水电站和抽水蓄能项目"
        return dissect(first).facility
    if not kind.facility or kind.facility in ("配套", "基础设施", "设施", "供水", "水网"):
        return ""
    before = kind.name[: kind.name.rindex(kind.facility)]
    if counted := _COUNTED_KIND.fullmatch(before):
        return counted["of"] + kind.facility
    kept = vocabulary().facilities.ending(before)
    return kept + kind.facility if kept in vocabulary().generic and kept not in vocabulary().whole else kind.facility


def _completed(member: str, head: str, *, own: bool, counted: bool = False) -> str:
    if not head or own or member.endswith((head, "建设")):
        return member
    anatomy = dissect(member)
    words = vocabulary()
    if anatomy.head or anatomy.act or anatomy.count or anatomy.section or is_diversion(member):
        return member
    facility = anatomy.facility
    placed = _is_place(member, head) or (counted and facility and _counts_other(member, facility, head))
    if placed or (facility in words.short_facilities and has_range(member)):
        facility = ""
    if not facility:
        # "二期" and brackets keep the name open for nothing: only a bare name takes the head.
        ends = counted and anatomy.bracket and has_range(member.partition("(")[0])
        return member if anatomy.phase or (anatomy.bracket and not ends) or len(member) > LONGEST_BARE else _joined(member, head)
    if facility in words.short_facilities and head.startswith(tuple(words.areas.words)):
        return member + head
    if (
        head != facility
        and len(facility) > 1
        and head.startswith(facility)
        and words.facility_sector.get(words.facilities.at(head)) == words.facility_sector[facility]
    ):
        return member + head[len(facility) :]
    return member


def _joined(member: str, head: str) -> str:
    """The member with the head; "甲路快速" and "城市快速路" share two characters and are "甲路快速路"."""
    for size in range(min(len(member) - 2, 4), 1, -1):
        if (at := head.find(member[-size:])) >= 0:
            return member + head[at + size :]
    return member + head


def _bare(member: str) -> bool:
    """Whether nothing is said yet of what is done to a member."""
    anatomy = dissect(member)
    return not (anatomy.head or anatomy.act or anatomy.count or anatomy.bracket or anatomy.section or anatomy.phase)


def _with_act_of(member: str, last: str) -> str:
    """Reads "东溪、西溪堤防治理工程": two rivers, one kind of work said at the end."""
    anatomy, tail = dissect(member), dissect(last)
    whole = anatomy.head or anatomy.act or anatomy.count or anatomy.section or (anatomy.bracket and anatomy.bracket[0] != "含")
    if member == last or whole or member.endswith("建设") or not tail.act or not anatomy.facility:
        return member
    at = last.find(anatomy.facility, 1) + len(anatomy.facility)
    sectors = vocabulary().facility_sector
    if at < len(anatomy.facility) + 1 and tail.head and sectors.get(tail.facility) == sectors[anatomy.facility] == "水利-河道整治":
        # "甲支流、乙水体治理工程"
        at = last.rindex(tail.facility) + len(tail.facility)
    shared = last[at:] if at > len(anatomy.facility) else ""
    return member + shared if shared and not residue(shared) else member


def _alike(members: list[str]) -> bool:
    """Whether those of which no work is said are of one kind: else they are whole as they stand ("甲大道、乙公路、丙公路改造")."""
    sectors = vocabulary().facility_sector
    return len({sectors.get(dissect(member).facility) for member in members if _bare(member) and not dissect(member).phase}) <= 1
