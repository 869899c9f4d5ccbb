"""Places that people set right: tried out, kept as a Correction, and every place worked out anew from what holds."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import shapely
from shapely.geometry.base import BaseGeometry

from data.model import Correction, LedgerRow, Location, Match, PlanItem, Project, Region, TownShare
from data.model.placement import PLACE_SUBJECT, Drawn, FeatureKey, Placement, described, written
from data.region import load_region
from data.store import Store
from etl.errors import InputError
from etl.geocoding import geocoder
from etl.known import current_region, place_hints, standing_corrections
from etl.places import Placing, place, shares_of
from geo.doubts import axes_swapped
from geo.locate import Locator, Stated
from geo.towns import TownIndex
from geo.vocabulary import KIND_LABELS

MOST_VERTICES = 20_000
"""More than a county's longest river needs; a file with more is no project."""

MOST_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Preview:
    """What a correction would come to: the place and how much of it lies in which town. Nothing is stored."""

    location: Location
    shares: tuple[TownShare, ...]


class Previewer:
    """Tries placements on the store's layers as they are now; make one for each version of the store and keep it."""

    def __init__(self, store: Store, *, region: Region | None = None) -> None:
        self.region = current_region(store, region or load_region(store.region))
        self._stated = Stated(self.region, Locator(self.region))
        self._towns = TownIndex(self.region)

    def features(self) -> dict[FeatureKey, str]:
        """The features that can be picked, by name and kind, each with its kind in words."""
        return {(one.name, one.kind): KIND_LABELS.get(one.kind, one.kind) for one in self.region.features if not one.geometry.is_empty}

    def ends(self, line: FeatureKey) -> tuple[FeatureKey, ...]:
        """The features at which a stretch of this line can begin or end."""
        return self._stated.meeting(line)

    def preview(self, project: str, placement: Placement) -> Preview:
        """Where this would put the project. Never raises: without geometry the location has the reason."""
        if isinstance(placement, Drawn):
            try:
                placement = replace(placement, geometry=checked(placement.geometry, self.region))
            except InputError as error:
                return Preview(Location(project=project, reason=str(error)), ())
        location = replace(self._stated.locate(placement), project=project)
        return Preview(location, shares_of(location, self._towns))


def preview_place(store: Store, project: str, placement: Placement, *, region: Region | None = None) -> Preview:
    """Try one placement; for several on the same store keep a :class:`Previewer`."""
    return Previewer(store, region=region).preview(project, placement)


def correct_place(
    store: Store, project: str, placement: Placement | BaseGeometry, *, who: str, reason: str, region: Region | None = None,
) -> Correction:
    """Put a project where a person says; wins over every method until withdrawn.

    A bare geometry (EPSG:4490) counts as given with its coordinates, not as drawn by hand. Raises InputError for a project
    nobody knows, for a correction without who or why, and for one that leads to no place.
    """
    who, reason = who.strip(), reason.strip()
    if not who or not reason:
        raise InputError("没有写明更正人或理由", "请填写由谁更正、依据什么")
    if not store.fetch(Project, id=project):
        raise InputError(f"没有编号为 {project!r} 的项目", "请核对项目编号")
    placement = Drawn(placement, by_hand=False) if isinstance(placement, BaseGeometry) else placement
    previewer = Previewer(store, region=region)
    if isinstance(placement, Drawn):
        placement = replace(placement, geometry=checked(placement.geometry, previewer.region))
    found = previewer.preview(project, placement).location
    if found.geometry is None:
        raise InputError(f"这样还落不到图上:{found.reason}", "请换一种写法,或在图上画出")
    field, becomes = written(placement)
    kept = keep(store, PLACE_SUBJECT + project, field, _was(store, project), becomes, who, reason)
    replace_places(store, [project], region=region)
    return kept


def reinstate(store: Store, gone: Correction) -> Correction | None:
    """Put the correction that a withdrawn one had displaced back in force, as it was said then; None where there was none."""
    earlier = [
        one for one in store.fetch(Correction, subject=gone.subject) if one.withdrawn_at == gone.at and one.at < gone.at
    ]
    return store.add(replace(max(earlier, key=lambda one: (one.at, one.id)), id=0, withdrawn_at=None, withdrawn_by="")) if earlier else None


def _was(store: Store, project: str) -> str:
    """The place until now, in words: the correction that stood, or how well it was known from which text."""
    standing = store.fetch(Correction, subject=PLACE_SUBJECT + project, withdrawn_at=None)
    if standing:
        return described(standing[0].field, standing[0].becomes)
    known = store.fetch(Location, project=project)
    if not known:
        return "尚未落图"
    why = next(iter(known[0].evidence), known[0].reason)
    return f"{known[0].precision.label}({why})" if why else known[0].precision.label


def read_geojson(text: str) -> BaseGeometry:
    """The geometry of a GeoJSON text: a geometry, a Feature, or a collection of them. Raises InputError."""
    try:
        if len(text) > MOST_BYTES:
            raise ValueError("too long")
        parsed = json.loads(text)
        features = parsed["features"] if parsed.get("type") == "FeatureCollection" else [parsed]
        shapes = [shapely.from_geojson(json.dumps(one["geometry"] if one.get("type") == "Feature" else one)) for one in features]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, shapely.errors.ShapelyError) as error:
        raise InputError("不是能读取的 GeoJSON 图形", "给出一个点、线或面,经度在前,坐标基准 CGCS2000") from error
    parts = [part for shape in shapes if shape is not None for part in shapely.get_parts(shape) if not part.is_empty]
    if not parts:
        raise InputError("GeoJSON 里没有图形", "给出一个点、线或面,经度在前,坐标基准 CGCS2000")
    return _collected(parts)


def _collected(parts: list[BaseGeometry]) -> BaseGeometry:
    if len(parts) == 1:
        return parts[0]
    kinds = {part.geom_type for part in parts}
    collect = {"Point": shapely.multipoints, "LineString": shapely.multilinestrings, "Polygon": shapely.multipolygons}
    return collect[kinds.pop()](parts) if len(kinds) == 1 and kinds <= collect.keys() else shapely.geometrycollections(parts)


def checked(geometry: BaseGeometry, region: Region) -> BaseGeometry:
    """A geometry fit to be kept: flat, valid, of one kind, of some size, within the region's box. Raises InputError."""
    flat = shapely.force_2d(geometry)
    if flat.is_empty or shapely.get_num_coordinates(flat) > MOST_VERTICES:
        raise InputError(f"图形为空,或超过 {MOST_VERTICES} 个点", "请只给出该项目的位置")
    if axes_swapped(flat, region.bbox):
        raise InputError("坐标像是纬度写在了前面", "GeoJSON 中经度在前,请交换后再试")
    if not shapely.box(*region.bbox).covers(flat):
        west, south, east, north = region.bbox
        raise InputError("图形超出本市范围框", f"应在经度 {west}–{east}、纬度 {south}–{north} 内,坐标基准 CGCS2000")
    if "Polygon" in flat.geom_type:
        flat = _areas_of(shapely.make_valid(flat))
        if flat.is_empty:
            raise InputError("面没有面积", "请至少画出三个不在一条直线上的点")
    if "Line" in flat.geom_type and shapely.length(flat) == 0:
        raise InputError("线没有长度", "请至少画出两个不同的点")
    if flat.geom_type == "GeometryCollection":
        raise InputError("图形里点、线、面混在一起", "一个项目请只用一种:点、线或面")
    return flat


def _areas_of(geometry: BaseGeometry) -> BaseGeometry:
    parts = [part for part in shapely.get_parts(geometry) if "Polygon" in part.geom_type]
    return shapely.union_all(parts)


def replace_places(store: Store, projects: Iterable[str] | None = None, *, region: Region | None = None) -> Placing:
    """Work the places of these projects (of all, without) out anew from all that is known, and store them at once."""
    pack = region or load_region(store.region)
    wanted = None if projects is None else set(projects)
    chosen = store.fetch(Project) if wanted is None else store.fetch(Project, id=wanted)
    matches = store.fetch(Match) if wanted is None else store.fetch(Match, project=wanted)
    sources = {found.source for found in matches}
    placing = place(
        chosen, current_region(store, pack),
        hints=place_hints(store.fetch(PlanItem, source=sources), store.fetch(LedgerRow, source=sources), matches),
        corrections=standing_corrections(store, pack), geocoder=geocoder(pack),
    )
    store.replace_places(locations=placing.locations, shares=placing.shares)
    return placing


def keep(store: Store, subject: str, field: str, was: str, becomes: str, who: str, reason: str) -> Correction:
    """Keep a correction; an earlier one of the same subject is withdrawn at that very moment, so that one holds at a time."""
    now = datetime.now(UTC)
    now = now.replace(microsecond=now.microsecond // 1000 * 1000)  # as finely as every store keeps it
    for earlier in store.fetch(Correction, subject=subject, withdrawn_at=None):
        store.withdraw(earlier.id, who=who, at=now)
    return store.add(Correction(id=0, subject=subject, field=field, was=was, becomes=becomes, reason=reason, who=who, at=now))
