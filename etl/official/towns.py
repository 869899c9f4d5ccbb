"""Official town boundaries in: read, matched to the region's towns, and judged, before anything takes effect."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from data.model import Region, Town
from etl.errors import InputError
from etl.official.coordinates import to_region
from etl.official.files import Layer, read_layers
from geo.crs import convert_datum, to_metres
from geo.doubts import datum_fits, suspected_datum

# Gaps and overlaps below this (m²) are seams of digitising, not worth a line of the report.
SEAM_M2 = 1000.0

_SUFFIX = re.compile(r"(?:街道办事处|街道|镇|乡|镇人民政府)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class TownsReport:
    """What a boundary file would do to the region, and the towns to store if it is accepted.

    missing: towns the file does not have; extra: names in the file that are no town of the region; overlaps: pairs of towns and
    the area (m²) both claim; gaps_m2: areas that no town claims though towns enclose them; seats_outside: towns whose seat does
    not lie in them; suspected_datum: fits far better than the declared one; notes: what was done on the way in.
    """

    source: str
    layer: str
    datum: str
    towns: tuple[Town, ...]
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    overlaps: tuple[tuple[str, str, float], ...] = ()
    gaps_m2: tuple[float, ...] = ()
    seats_outside: tuple[str, ...] = ()
    suspected_datum: str | None = None
    datum_fits: Mapping[str, float] = dataclasses.field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def blocked(self) -> bool:
        """Whether it must not take effect: a town would vanish, or the coordinates are in another datum."""
        return bool(self.missing) or self.suspected_datum is not None

    @property
    def refused(self) -> int:
        """How many names were not taken."""
        return len(self.extra)

    @property
    def lines(self) -> tuple[str, ...]:
        """The report, a sentence a line, the gravest first."""
        said = []
        if self.missing:
            said.append(f"缺 {len(self.missing)} 个镇(街道):{'、'.join(self.missing)}。补齐后再载入")
        if self.suspected_datum:
            fits = ";".join(f"{name} {metres:.0f} m" for name, metres in self.datum_fits.items())
            said.append(f"坐标疑为 {self.suspected_datum}(与已知县界的中位距离:{fits})。请改以此基准重试")
        if self.extra:
            said.append(f"另有 {len(self.extra)} 个名称不是本区域的镇(街道),未取:{'、'.join(self.extra)}")
        said += [f"{one} 与 {other} 重叠 {area / 1e4:.2f} 公顷" for one, other, area in self.overlaps]
        if self.gaps_m2:
            said.append(f"镇与镇之间有 {len(self.gaps_m2)} 处空隙,共 {sum(self.gaps_m2) / 1e4:.2f} 公顷")
        if self.seats_outside:
            said.append(f"驻地不在本镇范围内:{'、'.join(self.seats_outside)}")
        said += self.notes
        return (*said, f"共认出 {len(self.towns)} 个镇(街道),载入后取消其“近似”标记")


def read_towns(path: Path, region: Region, *, datum: str = "CGCS2000") -> TownsReport:
    """Read a boundary layer (shp, zip, gpkg, geojson, kml; any CRS) and report what it would change. Nothing is stored.

    Towns are matched by name, else by the codes of the National Bureau of Statistics: other code tables number the same towns
    differently, so a name that fits wins over a code that does not. Raises InputError when no town can be recognised.
    """
    named = [(layer, _matches(layer, region)) for layer in read_layers(path)]
    layer, (owners, extra, notes) = max(named, key=lambda entry: len(set(entry[1][0]) - {None}))
    if not any(owners):
        known = "、".join(town.name for town in region.towns[:3])
        raise InputError(f"{path.name} 里没有认出本区域的镇(街道)", f"属性表应有镇(街道)名称(如 {known})或国家统计局代码")
    geometry, steps = to_region(layer, region, datum=datum)
    shapes = _dissolved(geometry, owners)
    towns = tuple(
        dataclasses.replace(town, geometry=shapes[town.name], approximate=False, origin=path.name)
        for town in region.towns
        if town.name in shapes
    )
    fits = _fits(towns, region, datum)
    return TownsReport(
        source=path.name,
        layer=layer.name,
        datum=datum,
        towns=towns,
        missing=tuple(town.name for town in region.towns if town.name not in shapes),
        extra=extra,
        overlaps=_overlaps(towns, region),
        gaps_m2=_gaps(towns, region),
        seats_outside=_seats_outside(towns),
        suspected_datum=suspected_datum(fits, datum) if fits else None,
        datum_fits=fits,
        notes=(*notes, *steps),
    )


def _matches(layer: Layer, region: Region) -> tuple[list[str | None], tuple[str, ...], tuple[str, ...]]:
    """The town of each record (None for none), the names that matched nothing, and notes on names against codes."""
    names, codes = _by_name(region), {_code(town.code): town.name for town in region.towns}
    by_name = _best_column(layer, lambda value: names.get(_plain(value, region)))
    by_code = _best_column(layer, lambda value: codes.get(_code(value)))
    owners = [name or code for name, code in zip(by_name.owners, by_code.owners, strict=True)]
    both = [(name, code) for name, code in zip(by_name.owners, by_code.owners, strict=True) if name and code]
    notes = []
    if disagreeing := [name for name, code in both if name != code]:
        notes.append(f"{'、'.join(disagreeing)} 的代码出自其他编码表,按名称对应,代码仍用国家统计局的")
    column = by_name.field or by_code.field
    strangers = [str(value) for value, owner in zip(layer.fields.get(column, ()), owners, strict=False) if not owner]
    return owners, tuple(dict.fromkeys(strangers)), tuple(notes)


@dataclass(frozen=True, slots=True)
class _Column:
    field: str
    owners: list[str | None]


def _best_column(layer: Layer, town_of: Callable[[Any], str | None]) -> _Column:
    """The field whose values name the most towns: its heading may be anything."""
    nothing = _Column("", [None] * len(layer))
    columns = [_Column(field, [town_of(value) for value in values]) for field, values in layer.fields.items()]
    return max([nothing, *columns], key=lambda column: len(set(column.owners) - {None}))


def _by_name(region: Region) -> dict[str, str]:
    """Names as files write them, in full or without 镇 and 街道, where that is unambiguous."""
    short = defaultdict(set)
    for town in region.towns:
        short[_SUFFIX.sub("", town.name)].add(town.name)
    shortened = {name: min(towns) for name, towns in short.items() if len(towns) == 1}
    return shortened | {town.name: town.name for town in region.towns}


def _plain(value: Any, region: Region) -> str:
    """A name without blanks, the city's own name before it, and an office's ending after it."""
    if not isinstance(value, str):
        return ""
    name = re.sub(r"\s+", "", value)
    for prefix in sorted((region.name, *region.short_names), key=len, reverse=True):
        if name.startswith(prefix) and len(name) > len(prefix) + 1:
            name = name.removeprefix(prefix)
            break
    return re.sub(r"(?<=街道)办事处$|(?<=[镇乡])(?:人民)?政府$|(?:行政区|辖区)$", "", name)


def _code(value: Any) -> str:
    """Codes of nine or twelve digits as twelve; a code read as a number keeps its digits."""
    text = f"{value:.0f}" if isinstance(value, float) else str(value).strip()
    return text + "000" if re.fullmatch(r"\d{9}", text) else text if re.fullmatch(r"\d{12}", text) else ""


def _dissolved(geometry: np.ndarray, owners: Sequence[str | None]) -> dict[str, BaseGeometry]:
    """One valid polygon or multi-polygon a town."""
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    for shape, owner in zip(geometry, owners, strict=True):
        if owner:
            parts[owner].append(shape)
    shapes = {}
    for town, pieces in parts.items():
        whole = shapely.union_all(shapely.make_valid(np.array(pieces, dtype=object), method="structure"))
        areas = [part for part in shapely.get_parts(whole) if part.geom_type == "Polygon"]
        if areas:
            shapes[town] = areas[0] if len(areas) == 1 else shapely.MultiPolygon(areas)
    if not shapes:
        raise InputError("认出了镇(街道)的名称,但几何不是面", "请提供行政区划的面图层,不是驻地点或界线")
    return shapes


def _overlaps(towns: Sequence[Town], region: Region) -> tuple[tuple[str, str, float], ...]:
    # In degrees, as drawn: projected, an edge with more vertices bends away from the same edge with fewer.
    shapes = np.array([town.geometry for town in towns], dtype=object)
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = one < other
    one, other = one[pairs], other[pairs]
    areas = shapely.area(shapely.intersection(shapes[one], shapes[other])) * _m2_per_square_degree(shapes, region)
    found = [(towns[i].name, towns[j].name, float(area)) for i, j, area in zip(one, other, areas, strict=True)]
    return tuple(sorted((entry for entry in found if entry[2] > SEAM_M2), key=lambda entry: -entry[2]))


def _gaps(towns: Sequence[Town], region: Region) -> tuple[float, ...]:
    """Holes of the towns' union. A lake left out of every town is one, too: the report says so much and no more."""
    whole = shapely.union_all([town.geometry for town in towns])
    scale = _m2_per_square_degree(np.array([whole]), region)
    holes = [shapely.Polygon(ring).area * scale for part in shapely.get_parts(whole) for ring in part.interiors]
    return tuple(sorted((area for area in holes if area > SEAM_M2), reverse=True))


def _m2_per_square_degree(shapes: np.ndarray, region: Region) -> float:
    return float(shapely.area(to_metres(shapes, region)).sum() / shapely.area(shapes).sum())


def _seats_outside(towns: Sequence[Town]) -> tuple[str, ...]:
    return tuple(
        town.name for town in towns
        if town.seat_lon is not None and not town.geometry.covers(shapely.Point(town.seat_lon, town.seat_lat))
    )  # fmt: skip


def _fits(towns: Sequence[Town], region: Region, datum: str) -> dict[str, float]:
    """How well the layer's outer border lies on the known outline in each datum; {} when a part of the region is missing."""
    if len(towns) < len(region.towns):
        return {}
    border = shapely.union_all([town.geometry for town in towns]).boundary
    points = shapely.line_interpolate_point(border, np.linspace(0, border.length, 400))
    return datum_fits(convert_datum(points, "CGCS2000", datum), region.outline.boundary, region)
