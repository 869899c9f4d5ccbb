"""Places by doubt: which projects lie nowhere, or only roughly, or where a method had to guess; what the texts say of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from data.model import Correction, LedgerRow, Location, Match, PlanItem, Precision, Project, SourceFile, TownShare
from data.model.placement import PLACE_SUBJECT, described
from data.store import Reader, Store
from data.views.assemble import evidence_of, largest_first
from data.views.shapes import Evidence

FAR_OFF = 0.1
"""A drawn length that differs from the published one by more than this share is doubted."""

CORRECTED = "corrected"
"""The method of a place that a person gave (etl.places)."""

NEAR_MARKS = ("近似名", "待核")
"""Words in the evidence of a place that was found by a name that only resembles the text's."""

VAGUE = {
    "beside": "只知在某处一侧,没有起讫", "along": "写的是沿线,按整条画出", "reach": "只知是其中一段", "tip": "只知在某一端",
    "geocoded": "由天地图查得,未经人核对",
}
"""Methods that give a place without saying where it begins and ends, each with its reason."""


class Doubt(StrEnum):
    """Why a place must be looked at, the gravest first."""

    UNUSABLE = "更正失效"
    NOWHERE = "未上图"
    CITY = "全市性"
    TOWN = "仅知镇街"
    PARTIAL = "只有部分"
    NEAR = "近似名"
    LENGTH = "长度不符"
    VAGUE = "位置笼统"
    NOT = "无疑"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Doubt).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceState:
    """A project of the board and how its place is known. correction: what a person said that stands."""

    id: str
    name: str
    doubt: Doubt
    reason: str
    precision: Precision
    towns: tuple[str, ...]
    correction: Correction | None = None

    @property
    def corrected(self) -> str:
        """Who set it right and when, in a line; empty where nobody has."""
        one = self.correction
        return f"{one.who} {one.at:%Y-%m-%d}" if one else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """What a text says of where a project lies, and where that stands (None: the registry)."""

    words: str
    evidence: Evidence | None


def places(store: Store) -> tuple[PlaceState, ...]:
    """The projects of the board by doubt, the gravest first; what people have set right is beyond doubt."""
    with store.reading() as now:
        named = now.named()
        known = {one.project: one for one in now.fetch_without(Location, "geometry")}
        drawn = set(known) - {one.project for one in now.fetch_without(Location, "geometry", geometry=None)}
        towns: dict[str, list[TownShare]] = defaultdict(list)
        for share in now.fetch(TownShare):
            towns[share.project].append(share)
        standing = {one.subject.removeprefix(PLACE_SUBJECT): one for one in now.fetch(Correction, withdrawn_at=None)}
        states = [
            _state(project, known.get(project.id), project.id in drawn, towns.get(project.id, ()), standing.get(project.id))
            for project in now.fetch(Project) if project.id in named
        ]  # fmt: skip
    return tuple(sorted(states, key=lambda one: (one.doubt.rank, one.id)))


def _state(
    project: Project, place: Location | None, drawn: bool, towns: Iterable[TownShare], correction: Correction | None,
) -> PlaceState:
    doubt, reason = doubt_of(project, place, drawn=drawn, correction=correction)
    return PlaceState(
        id=project.id, name=project.name, doubt=doubt, reason=reason, precision=place.precision if place else Precision.NONE,
        towns=tuple(one.name or "市域以外" for one in sorted(towns, key=largest_first)), correction=correction,
    )


def doubt_of(
    project: Project, place: Location | None, *, drawn: bool, correction: Correction | None = None,
) -> tuple[Doubt, str]:
    """Why this place must be looked at, in words. drawn: whether it has a geometry, which need not have been read."""
    if place is not None and correction is not None and place.method != CORRECTED:
        return Doubt.UNUSABLE, next(iter(place.evidence), "人工更正未能采用")
    if place is None or not drawn or place.precision is Precision.NONE:
        return Doubt.NOWHERE, (place.reason if place else "") or "没有可用的地点信息"
    if place.method == CORRECTED:
        return Doubt.NOT, described(correction.field, correction.becomes) if correction else "区域包所带更正"
    if place.precision is Precision.CITY:
        return Doubt.CITY, place.reason or next(iter(place.evidence), "全市性项目")
    # A guess lowers the precision to that of a town: what was guessed tells more than that.
    near = next((said for said in (place.reason, *place.evidence) if all(mark in said for mark in NEAR_MARKS)), "")
    if near:
        return Doubt.NEAR, near
    if place.partial:
        return Doubt.PARTIAL, place.reason or "只知其中一部分的位置"
    if place.precision is Precision.TOWN:
        return Doubt.TOWN, place.reason or next(iter(place.evidence), "只写明所在镇(街道)")
    if project.length_m and place.length_m and abs(place.length_m / project.length_m - 1) > FAR_OFF:
        return Doubt.LENGTH, f"公布长 {project.length_m / 1000:.2f} 公里,图上 {place.length_m / 1000:.2f} 公里"
    if place.method in VAGUE:
        return Doubt.VAGUE, place.reason or VAGUE[place.method]
    return Doubt.NOT, ""


def place_words(store: Store, project: str) -> tuple[PlaceWords, ...]:
    """What the registry, the work plans and the ledgers say of where a project lies, each wording once, latest file first."""
    with store.reading() as now:
        registered = [
            PlaceWords(words=one.place, evidence=None) for one in now.fetch(Project, id=project) if one.place
        ]
        matches = now.fetch(Match, project=project)
        files = {one.sha256: one for one in now.fetch(SourceFile, sha256={match.source for match in matches})}
        order = sorted(matches, key=lambda one: (str(files[one.source].as_of or ""), one.source, one.key), reverse=True)
        said = [*registered, *_from_plans(now, order, files), *_from_ledgers(now, order, files)]
    once: dict[str, PlaceWords] = {}
    for one in said:
        once.setdefault(one.words, one)
    return tuple(once.values())


def _from_plans(now: Reader, matches: Sequence[Match], files: dict[str, SourceFile]) -> list[PlaceWords]:
    items = {
        (one.source, f"{one.clause} {one.name}"): one
        for one in now.fetch(PlanItem, source={match.source for match in matches}, name={match.name for match in matches})
    }
    found = []
    for match in matches:
        item = items.get((match.source, match.key))
        if item is not None:
            evidence = Evidence(file=files[match.source].name, clause=item.clause)
            found += [PlaceWords(words=words, evidence=evidence) for words in (*item.places, item.verbatim) if words]
    return found


def _from_ledgers(now: Reader, matches: Sequence[Match], files: dict[str, SourceFile]) -> list[PlaceWords]:
    rows = now.fetch(LedgerRow, source={match.source for match in matches}, name={match.name for match in matches})
    ours = {(match.source, match.name) for match in matches}
    found = [one for one in rows if one.place and (one.source, one.name) in ours]
    found.sort(key=lambda one: str(one.as_of or ""), reverse=True)
    return [PlaceWords(words=one.place, evidence=evidence_of(one, files)) for one in found]
