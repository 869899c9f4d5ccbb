"""Projects to places: a person's correction first, else the locator's answer; then the share of each town."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from shapely import to_geojson, union_all

from data.model import Correction, Feature, Location, Precision, Project, Receipt, Refusal, Region, Town, TownShare
from data.model.placement import PLACE_SUBJECT, described, read
from geo.locate import Locator, Question, Stated
from geo.statements import with_stated
from geo.tianditu import Geocoder, geocoded
from geo.towns import TownIndex

CORRECTED = "corrected"
"""The method of a place that a person gave."""


@dataclass(frozen=True, slots=True)
class Placing:
    """Where projects lie, how much of each lies in which town, and the account of it."""

    locations: tuple[Location, ...]
    shares: tuple[TownShare, ...]
    receipt: Receipt


def place(
    projects: Sequence[Project],
    region: Region,
    *,
    hints: Mapping[str, Sequence[str]] | None = None,
    corrections: Iterable[Correction] = (),
    geocoder: Geocoder | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Placing:
    """Place every project. hints maps a project's id to the places its plan items and ledger rows name.

    A person's correction wins over everything; of two for one project the later in the sequence. geocoder: asked last, and only
    for what has no geometry at all.
    """
    locator = Locator(region)
    stated = Stated(region, locator)
    by_hand = {c.subject.removeprefix(PLACE_SUBJECT): c for c in corrections if c.subject.startswith(PLACE_SUBJECT)}
    locations: list[Location] = []
    said_of = hints or {}
    answers = locator.locate_many(Question(project.name, project, said_of.get(project.id, ())) for project in projects)
    for number, (project, found) in enumerate(zip(projects, answers, strict=True), 1):
        said = said_of.get(project.id, ())
        correction = by_hand.get(project.id)
        location = corrected(project, correction, stated) if correction else None
        if location is None or location.geometry is None:
            if geocoder is not None and found.geometry is None:
                found = geocoded(found, (project.place, *said, project.name), region, geocoder)
            location = dataclasses.replace(found, evidence=(*location.evidence, *found.evidence)) if location else found
        locations.append(location)
        progress(number, len(projects))
    return Placing(tuple(locations), shares_of_all(locations, TownIndex(region)), receipt_of(locations))


def shares_of(location: Location, towns: TownIndex) -> tuple[TownShare, ...]:
    """How much of a place lies in which town; nothing for what is city-wide by nature, or nowhere."""
    return shares_of_all([location], towns)


def shares_of_all(locations: Sequence[Location], towns: TownIndex) -> tuple[TownShare, ...]:
    """How much of each place lies in which town; nothing for what is city-wide by nature, or nowhere.

    Towns that the source states are among them, drawn or not (:mod:`geo.statements`). All at once: that is twenty times
    faster than place by place.
    """
    placed = [place for place in locations if place.geometry is not None and place.precision is not Precision.CITY]
    shared = towns.shares_many([place.geometry for place in placed], projects=[place.project for place in placed])
    return tuple(share for place, drawn in zip(placed, shared, strict=True) for share in with_stated(drawn, place, towns.region))


def corrected(project: Project, correction: Correction, stated: Stated) -> Location:
    """The place a person gave, with who, when and why as its first evidence.

    What can no longer be placed (its feature is gone from the layers) comes back without geometry and says so: the project is
    then placed as if nothing had been said, and shows that a correction waits.
    """
    said = f"{correction.who} 于 {correction.at:%Y-%m-%d} 人工更正:{correction.reason}"
    text = project.place or project.name
    try:
        found = stated.locate(read(correction.field, correction.becomes))
    except ValueError:
        return Location(project=project.id, text=text, evidence=(f"{said}(更正内容已不能读取,未采用)",))
    what = described(correction.field, correction.becomes)
    if found.geometry is None:
        return Location(project=project.id, text=text, evidence=(f"{said}({what},现已不能落图:{found.reason})",))
    return dataclasses.replace(
        found, project=project.id, text=text, method=CORRECTED, evidence=(said, f"更正为{what}", *found.evidence),
    )


def receipt_of(locations: Sequence[Location]) -> Receipt:
    """On the map, or why not: the reasons counted."""
    reasons: dict[str, int] = {}
    for location in locations:
        if location.geometry is None:
            reasons[location.reason] = reasons.get(location.reason, 0) + 1
    placed = len(locations) - sum(reasons.values())
    return Receipt(
        stage="落图", seen=len(locations), taken=placed,
        refused=tuple(Refusal(count, reason) for reason, count in sorted(reasons.items(), key=lambda pair: -pair[1])),
    )


def with_layers(region: Region, *, towns: Sequence[Town], features: Sequence[Feature]) -> Region:
    """The region with the operator's official layers in place of, or on top of, the pack's."""
    if not towns and not features:
        return region
    named = {(feature.name, feature.kind): feature for feature in region.features}
    named |= {(feature.name, feature.kind): feature for feature in features}
    outline = union_all([town.geometry for town in towns]) if towns else region.outline
    return dataclasses.replace(region, towns=tuple(towns) or region.towns, outline=outline, features=tuple(named.values()))


def locate_text(text: str, region: Region) -> dict[str, object]:
    """One place expression or project name to geometry, in the shape that ``etl locate --format json`` prints."""
    location = Locator(region).locate(text)
    shares = with_stated(TownIndex(region).shares(location.geometry), location, region)
    return {
        "text": text,
        "geometry": json.loads(to_geojson(location.geometry)) if location.geometry is not None else None,
        "method": location.method,
        "precision": location.precision,
        "evidence": list(location.evidence),
        "reason": location.reason,
        "towns": [{"code": s.town, "name": s.name, "share": s.share, "length_m": s.length_m} for s in shares],
    }
