"""Reading a region pack: everything that belongs to one city is a folder of files, another city is another folder.

region.toml       name, code, short names, projected CRS, datum, box, default light rule, groups of towns
outline.geojson   the region's outline (one feature)
towns.geojson     its towns                 features.geojson  its gazetteer
villages.csv      code, name, town          projects.csv      the registry of known projects
corrections.csv   decisions kept with the pack
light_rules.toml  is read by data.lights; sources/ by etl.pack, which derives the two layers from it
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import shapely
from shapely.geometry.base import BaseGeometry

from data.model import Correction, Feature, Precision, Project, ProjectClass, Region, Town, Village
from data.model.environment import region_code
from data.packfile import RegionError, read_geojson, read_rows, read_settings

__all__ = ["FEATURE_KINDS", "FILES", "REGIONS", "RegionError", "load_region", "read_region_settings", "region_dirs"]

REGIONS = Path(__file__).parent / "regions"

Word = TypeVar("Word", bound=StrEnum)

FEATURE_KINDS = ("road", "river", "rail", "seawall", "bridge", "station", "reservoir", "area", "border")

FILES = (
    "region.toml", "outline.geojson", "towns.geojson", "features.geojson", "villages.csv", "projects.csv", "corrections.csv",
)  # fmt: skip

OUTLINE_PROPERTIES = ("code", "name", "origin")
TOWN_PROPERTIES = ("code", "name", "kind", "seat_lon", "seat_lat", "approximate", "origin")
FEATURE_PROPERTIES = ("name", "kind", "aliases", "precision", "stated_towns", "stated_length_m", "basis", "origin")
VILLAGE_COLUMNS = ("code", "name", "town")
PROJECT_COLUMNS = (
    "id", "name", "aliases", "code", "sector", "class", "unit", "parent", "place", "total_investment", "length_m", "source",
)  # fmt: skip
CORRECTION_COLUMNS = ("id", "subject", "field", "was", "becomes", "reason", "who", "at", "withdrawn_at")

_REQUIRED = {"code": str, "name": str, "short_names": list, "crs": int, "datum": str, "bbox": list, "light_rule": str}
_OPTIONAL = {"published": date, "groups": dict, "zones": list}


def region_dirs(*, root: Path | None = None) -> dict[str, Path]:
    """Folders of the region packs at hand, by code."""
    return {path.parent.name: path.parent for path in sorted((root or REGIONS).glob("*/region.toml"))}


def load_region(code: str | None = None, *, root: Path | None = None) -> Region:
    """The region pack in the folder named by its code (of the environment, REGION, without one), checked throughout.

    Raises RegionError, which says which file, what is wrong and the remedy.
    """
    return _load(code or region_code(), root or REGIONS)


@lru_cache(maxsize=8)
def _load(code: str, root: Path) -> Region:
    known = region_dirs(root=root)
    if code not in known:
        raise RegionError(code, "没有这个区域包", f"现有:{'、'.join(known) or '无'}")
    directory = known[code]
    settings = read_region_settings(directory)
    if settings["code"] != code:
        raise RegionError("region.toml", f"代码 {settings['code']!r} 与文件夹名 {code!r} 不一致", "请改为一致")
    outline = read_geojson(directory / "outline.geojson", OUTLINE_PROPERTIES)
    towns = read_geojson(directory / "towns.geojson", TOWN_PROPERTIES)
    features = read_geojson(directory / "features.geojson", FEATURE_PROPERTIES)
    region = Region(
        code=code,
        name=settings["name"],
        short_names=tuple(settings["short_names"]),
        crs=settings["crs"],
        datum=settings["datum"],
        bbox=settings["bbox"],
        light_rule=settings["light_rule"],
        published=settings.get("published"),
        outline=shapely.union_all([shape for _, shape in outline]),
        towns=tuple(_town(values, shape) for values, shape in towns),
        villages=tuple(Village(**row) for row in read_rows(directory / "villages.csv", VILLAGE_COLUMNS)),
        features=tuple(_feature(values, shape) for values, shape in features),
        projects=tuple(_project(row) for row in read_rows(directory / "projects.csv", PROJECT_COLUMNS)),
        groups={name: tuple(names) for name, names in settings.get("groups", {}).items()},
        corrections=tuple(_correction(row) for row in read_rows(directory / "corrections.csv", CORRECTION_COLUMNS)),
        version=_version(directory),
    )
    _check(region, zones=settings.get("zones", ()))
    return region


def read_region_settings(directory: Path) -> dict[str, Any]:
    """region.toml of a pack, with its box as four floats in the order west, south, east, north."""
    settings = read_settings(directory / "region.toml", required=_REQUIRED, optional=_OPTIONAL)
    box = settings["bbox"]
    if len(box) != 4 or not all(isinstance(side, int | float) for side in box):
        raise RegionError("region.toml", f"bbox {box!r} 不是四个数", "依次为西、南、东、北,度")
    west, south, east, north = settings["bbox"] = tuple(float(side) for side in box)
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise RegionError("region.toml", f"bbox {box!r} 次序不对或超出经纬度", "依次为西、南、东、北,度")
    lists = {name: settings.get(name, []) for name in ("short_names", "zones")} | settings.get("groups", {})
    for name, members in lists.items():
        if not isinstance(members, list) or not all(isinstance(member, str) and member for member in members):
            raise RegionError("region.toml", f"{name!r} 应为文字的列表", '如 ["甲镇", "乙镇"]')
    return settings


def _town(values: Mapping[str, Any], geometry: BaseGeometry) -> Town:
    where = f"towns.geojson {values['name']!r}"
    if geometry.geom_type not in ("Polygon", "MultiPolygon"):
        raise RegionError(where, f"几何是 {geometry.geom_type}", "镇(街道)应为面")
    return Town(
        code=_text(where, "code", values),
        name=_text(where, "name", values),
        kind=_text(where, "kind", values),
        seat_lon=_number(where, "seat_lon", values),
        seat_lat=_number(where, "seat_lat", values),
        geometry=geometry,
        approximate=_flag(where, "approximate", values),
        origin=values["origin"] or "",
    )


def _feature(values: Mapping[str, Any], geometry: BaseGeometry) -> Feature:
    where = f"features.geojson {values['name']!r}"
    if values["kind"] not in FEATURE_KINDS:
        raise RegionError(where, f"不认识的类别 {values['kind']!r}", f"可用:{'、'.join(FEATURE_KINDS)}")
    return Feature(
        name=_text(where, "name", values),
        kind=values["kind"],
        geometry=geometry,
        aliases=_texts(where, "aliases", values),
        precision=_member(where, Precision, values["precision"]),
        stated_towns=_texts(where, "stated_towns", values),
        stated_length_m=_number(where, "stated_length_m", values),
        basis=values["basis"] or "",
        origin=values["origin"] or "",
    )


def _project(row: Mapping[str, str]) -> Project:
    where = f"projects.csv {row['id']!r}"
    total = row["total_investment"]
    if total and not total.isdecimal():
        raise RegionError(where, f"总投资 {total!r} 不是整数", "单位为元;未知则留空")
    try:
        length = float(row["length_m"]) if row["length_m"] else None
    except ValueError:
        raise RegionError(where, f"长度 {row['length_m']!r} 不是数", "单位为米;未知则留空") from None
    return Project(
        id=_text(where, "id", row),
        name=_text(where, "name", row),
        aliases=tuple(alias.strip() for alias in row["aliases"].split("|") if alias.strip()),
        code=row["code"] or None,
        sector=row["sector"],
        project_class=_member(where, ProjectClass, row["class"]) if row["class"] else None,
        unit=row["unit"],
        parent=row["parent"] or None,
        place=row["place"],
        total_investment=int(total) if total else None,
        length_m=length,
        origin=row["source"],
    )


def _correction(row: Mapping[str, str]) -> Correction:
    where = f"corrections.csv {row['id']!r}"
    try:
        number, at = int(row["id"]), _time(row["at"])
        withdrawn_at = _time(row["withdrawn_at"]) if row["withdrawn_at"] else None
    except ValueError:
        raise RegionError(where, "序号或时间无法读取", "序号为整数,时间如 2024-05-31T08:00:00+00:00") from None
    words = {name: row[name] for name in ("subject", "field", "was", "becomes", "reason", "who")}
    return Correction(id=number, at=at, withdrawn_at=withdrawn_at, **words)


def _time(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _check(region: Region, *, zones: Sequence[str]) -> None:
    """What holds between the files: unique keys, names that exist, and everything within the region's box.

    zones: 功能区 that the statistics list beside the towns and that hold villages of their own, but have no boundaries.
    """
    towns = {town.name for town in region.towns}
    ids = {project.id for project in region.projects}
    _unique("towns.geojson", "代码", (town.code for town in region.towns))
    _unique("towns.geojson", "名称", (town.name for town in region.towns))
    _unique("features.geojson", "名称与类别", ((feature.name, feature.kind) for feature in region.features))
    _unique("villages.csv", "代码", (village.code for village in region.villages))
    _unique("projects.csv", "编号", (project.id for project in region.projects))
    for town in region.towns:
        if not (town.code.isdecimal() and len(town.code) == 12 and town.code.startswith(region.code)):
            problem = f"{town.name!r} 的代码 {town.code!r} 不属于 {region.code}"
            raise RegionError("towns.geojson", problem, "应为国家统计局十二位代码")
        if (town.seat_lon is None) != (town.seat_lat is None):
            raise RegionError("towns.geojson", f"{town.name!r} 的驻地只有一个坐标", "请补上另一个,或都留空")
    for where, known, references in (
        ("region.toml 的 groups", towns, ((group, name) for group, names in region.groups.items() for name in names)),
        ("villages.csv", towns | set(zones), ((village.name, village.town) for village in region.villages)),
        ("features.geojson", towns, ((feature.name, name) for feature in region.features for name in feature.stated_towns)),
        ("projects.csv", ids, ((project.id, project.parent) for project in region.projects if project.parent)),
    ):
        for subject, name in references:
            if name not in known:
                raise RegionError(where, f"{subject!r} 所指的 {name!r} 不存在", "请核对名称或编号")
    _check_extent(region)


def _check_extent(region: Region) -> None:
    shapes = [("outline.geojson", region.name, region.outline)]
    shapes += [("features.geojson", feature.name, feature.geometry) for feature in region.features]
    for town in region.towns:
        shapes.append(("towns.geojson", town.name, town.geometry))
        if town.seat_lon is not None:
            shapes.append(("towns.geojson", f"{town.name}驻地", shapely.Point(town.seat_lon, town.seat_lat)))
    west, south, east, north = region.bbox
    box = shapely.box(*region.bbox)
    for where, name, shape in shapes:
        if not box.covers(shape):
            remedy = f"应在经度 {west}–{east}、纬度 {south}–{north} 内;请查坐标次序与坐标系"
            raise RegionError(where, f"{name!r} 超出区域范围框", remedy)


def _unique(where: str, what: str, keys: Iterable[object]) -> None:
    seen = set()
    for key in keys:
        if key in seen:
            raise RegionError(where, f"{what} {key!r} 重复", "请合并或改名")
        seen.add(key)


def _version(directory: Path) -> str:
    """Twelve hex digits that change whenever a file of the pack does."""
    digest = hashlib.sha256()
    for name in FILES:
        digest.update((directory / name).read_bytes())
    return digest.hexdigest()[:12]


def _text(where: str, name: str, values: Mapping[str, Any]) -> str:
    value = values[name]
    if not isinstance(value, str) or not value.strip():
        raise RegionError(where, f"{name!r} 的值 {value!r} 不是文字", "请填写")
    return value.strip()


def _texts(where: str, name: str, values: Mapping[str, Any]) -> tuple[str, ...]:
    value = values[name]
    if not isinstance(value, list) or not all(isinstance(entry, str) and entry for entry in value):
        raise RegionError(where, f"{name!r} 的值 {value!r} 不是文字的列表", '如 ["甲", "乙"];没有则为 []')
    return tuple(value)


def _number(where: str, name: str, values: Mapping[str, Any]) -> float | None:
    value = values[name]
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise RegionError(where, f"{name!r} 的值 {value!r} 不是数", "未知则为 null")
    return None if value is None else float(value)


def _flag(where: str, name: str, values: Mapping[str, Any]) -> bool:
    if not isinstance(values[name], bool):
        raise RegionError(where, f"{name!r} 的值 {values[name]!r} 不是 true 或 false", "请改正")
    return values[name]


def _member(where: str, words: type[Word], value: object) -> Word:
    try:
        return words(value)
    except ValueError:
        raise RegionError(where, f"不认识的值 {value!r}", f"可用:{'、'.join(words)}") from None
