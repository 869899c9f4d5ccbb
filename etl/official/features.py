"""Named features in: roads, rivers, railways, reservoirs of official layers or OpenStreetMap, joined by name, and judged."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from data.model import Feature, Precision, Region
from etl.errors import InputError
from etl.official.coordinates import to_region
from etl.official.files import Layer, head_of, read_layers
from etl.official.kinds import ALIAS_FIELDS, NAME_FIELDS, NOT_A_PLACE, kind_by_name, kind_by_tags
from etl.official.osm import is_osm, read_osm
from geo.carriageways import Single, single
from geo.crs import convert_datum, to_metres
from geo.doubts import border_fits, datum_fits, suspected_datum
from geo.vocabulary import KIND_LABELS

_KINDS_BY_LABEL = {label: kind for kind, label in KIND_LABELS.items()}

# Parts of one name further apart than this (metres) may be two things of one name.
APART_M = 3000.0

# A length found to differ from the published one by more than this is worth a line of the report.
LENGTH_SHARE = 0.05

_LINES = ("road", "river", "rail", "seawall", "border")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeaturesReport:
    """What a file of features would do to the gazetteer, and the features to store if it is accepted.

    added, replaced: names; unnamed, unknown, outside: records not taken (no name; no telling what it is; outside the region's
    box); apart: names whose parts lie far from each other; doubled: names drawn as two lines side by side, of which one counts;
    lengths: (name, published m, found m) that disagree; towns: (name, published towns that the geometry does not reach);
    suspected_datum: fits far better than the declared one; datum_fits, fits_by: how far it lies in each datum from what is known.
    """

    source: str
    datum: str
    features: tuple[Feature, ...]
    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unnamed: int = 0
    unknown: tuple[str, ...] = ()
    outside: int = 0
    apart: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    lengths: tuple[tuple[str, float, float], ...] = ()
    towns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    suspected_datum: str | None = None
    datum_fits: Mapping[str, float] = field(default_factory=dict)
    fits_by: str = ""
    notes: tuple[str, ...] = ()

    @property
    def blocked(self) -> bool:
        """Whether it must not take effect: the coordinates are in another datum than declared."""
        return self.suspected_datum is not None

    @property
    def refused(self) -> int:
        """How many records were not taken."""
        return self.unnamed + len(self.unknown) + self.outside

    @property
    def lines(self) -> tuple[str, ...]:
        """The report, a sentence a line, the gravest first."""
        said = []
        if self.suspected_datum:
            fits = ";".join(f"{name} {metres:.0f} m" for name, metres in self.datum_fits.items())
            said.append(f"坐标疑为 {self.suspected_datum}(与{self.fits_by}的中位距离:{fits})。请改以此基准重试")
        elif not self.datum_fits and self.replaced:
            said.append(f"已知要素都只是示意,无从核对坐标基准:按声明的 {self.datum} 采用,请确认")
        for name, published, found in self.lengths:
            said.append(f"{name}:公布 {published / 1000:.2f} 公里,图上 {found / 1000:.2f} 公里")
        said += [f"{name}:公布经 {'、'.join(towns)},图上未经" for name, towns in self.towns]
        if self.apart:
            said.append(f"同名而相距较远,或非同一条:{_some(self.apart)}")
        if self.doubled:
            said.append(f"双线并行(如道路分左右幅),落图与长度只按一线计:{_some(self.doubled)}")
        if self.unknown:
            said.append(f"看不出类别,未取:{_some(self.unknown)}")
        if self.unnamed:
            said.append(f"没有名称,未取:{self.unnamed} 条")
        if self.outside:
            said.append(f"在区域范围框以外,未取:{self.outside} 条")
        said += self.notes
        return (*said, f"替换 {len(self.replaced)} 个要素,新增 {len(self.added)} 个")


def read_features(
    path: Path, region: Region, *, datum: str = "CGCS2000", kind: str | None = None, precision: Precision | None = None
) -> FeaturesReport:
    """Read a layer of named features and report what it would change. Nothing is stored.

    path: shp (zip), gpkg, geojson, kml in any CRS, or OpenStreetMap's .osm.pbf, .osm and Overpass json. kind: what they all
    are (道路 or road), else told from tags and names (of OpenStreetMap only what its tags tell is taken). precision: surveyed for official
    files and alignment for OpenStreetMap unless said otherwise. Records of one name and kind are joined into one feature,
    under the gazetteer's name where it knows it by another.
    Raises InputError when nothing can be taken.
    """
    kind = _KINDS_BY_LABEL.get(kind, kind) if kind else None
    if kind is not None and kind not in KIND_LABELS:
        raise InputError(f"不认识的要素类别 {kind!r}", f"可用:{'、'.join(_KINDS_BY_LABEL)}")
    head = head_of(path)
    osm = is_osm(head)
    layers = read_osm(path, head, bbox=region.bbox) if osm else read_layers(path)
    precision = precision or (Precision.ALIGNMENT if osm else Precision.SURVEYED)
    found = _Found(region, kind=kind, precision=precision, tags_decide=osm)
    notes: list[str] = ["数据来自 OpenStreetMap 贡献者,ODbL 许可"] if osm else []
    refused: InputError | None = None
    for layer in layers:
        try:
            geometry, steps = to_region(layer, region, datum=datum)
        except InputError as error:
            refused = error
            steps = (f"图层 {layer.name!r} 未取:{error.problem}",)
        else:
            found.take(layer, geometry)
        notes += [step for step in steps if step not in notes]
    if not found.parts:
        if refused:
            raise refused
        raise InputError(f"{path.name} 里没有可用的要素", "属性表应有名称一列(如“名称”“路名”“河流名称”),且名称看得出类别")
    features = tuple(found.joined(origin=path.name))
    known = {(feature.name, feature.kind): feature for feature in region.features}
    lines = [feature for feature in features if "Line" in feature.geometry.geom_type]
    singles = {(line.name, line.kind): single(line.geometry, lambda degrees: to_metres(degrees, region)) for line in lines}
    fits = _fits(features, known, region, datum)
    by_border = not fits
    if by_border:
        fits = border_fits([convert_datum(line.geometry, "CGCS2000", datum) for line in lines], region)
    return FeaturesReport(
        source=path.name,
        datum=datum,
        features=features,
        added=tuple(f.name for f in features if (f.name, f.kind) not in known),
        replaced=tuple(f.name for f in features if (f.name, f.kind) in known),
        unnamed=found.unnamed,
        unknown=tuple(dict.fromkeys(found.unknown)),
        outside=found.outside,
        apart=tuple(f.name for f in features if _is_apart(f.geometry, region)),
        doubled=tuple(name for (name, _), line in singles.items() if line.beside_m),
        lengths=tuple(_lengths(features, singles, region)),
        towns=tuple(_towns(features, region)),
        suspected_datum=suspected_datum(fits, datum) if fits else None,
        datum_fits=fits,
        fits_by="市界(线路在此截断)" if by_border else "已知要素",
        notes=tuple(notes),
    )


class _Found:
    """Records gathered by the feature they are part of, and what could not be gathered."""

    def __init__(self, region: Region, *, kind: str | None, precision: Precision, tags_decide: bool) -> None:
        self._box = shapely.box(*region.bbox)
        self._bbox = region.bbox
        self._kind = kind
        self._tags_decide = tags_decide
        self._precision = precision
        self._known: dict[str, list[Feature]] = defaultdict(list)
        for feature in region.features:
            for name in (feature.name, *feature.aliases):
                self._known[name].append(feature)
        self.parts: dict[tuple[str, str], list[BaseGeometry]] = defaultdict(list)
        self.aliases: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        self.unnamed, self.outside = 0, 0
        self.unknown: list[str] = []

    def take(self, layer: Layer, geometry: np.ndarray) -> None:
        """Sort one layer's records in."""
        names = layer.fields.get(_name_field(layer, self._known), [None] * len(layer))
        within = shapely.intersects(self._box, geometry)
        for number, (given, shape) in enumerate(zip(names, geometry, strict=True)):
            name = re.sub(r"\s+", "", given) if isinstance(given, str) else ""
            tags = {key: values[number] for key, values in layer.fields.items()}
            kind = self._kind or self._kind_of(name, shape, tags)
            if kind == NOT_A_PLACE:
                continue
            if not name:
                self.unnamed += 1
            elif not within[number] or (inside := shapely.clip_by_rect(shape, *self._bbox)).is_empty:
                self.outside += 1
            elif kind is None:
                self.unknown.append(name)
            else:
                self._add(name, kind, inside, tags)

    def _kind_of(self, name: str, shape: BaseGeometry, tags: Mapping[str, Any]) -> str | None:
        kind = kind_by_tags(tags)
        if kind is None and self._tags_decide:
            return NOT_A_PLACE
        if kind is not None:
            return kind
        polygon = shape.geom_type.endswith("Polygon")
        return self._kind_known(name) or kind_by_name(name) or ("area" if polygon else None)

    def _add(self, name: str, kind: str, shape: BaseGeometry, tags: Mapping[str, Any]) -> None:
        known = next((feature for feature in self._known.get(name, ()) if feature.kind == kind), None)
        key = (known.name if known else name, kind)
        self.parts[key].append(shape)
        others = [name, *(part for heading in ALIAS_FIELDS for part in re.split(r"[;|、]", str(tags.get(heading) or "")))]
        self.aliases[key].update(dict.fromkeys(other.strip() for other in others if other.strip() and other.strip() != key[0]))

    def _kind_known(self, name: str) -> str | None:
        kinds = {feature.kind for feature in self._known.get(name, ())}
        return kinds.pop() if len(kinds) == 1 else None

    def joined(self, *, origin: str) -> list[Feature]:
        """One feature a name and kind; what was published of it is kept, what was drawn is not."""
        features = []
        for (name, kind), parts in self.parts.items():
            before = next((f for f in self._known.get(name, ()) if (f.name, f.kind) == (name, kind)), None)
            aliases = dict.fromkeys([*(before.aliases if before else ()), *self.aliases[name, kind]])
            features.append(
                Feature(
                    name=name,
                    kind=kind,
                    geometry=_join(parts, kind),
                    aliases=tuple(aliases),
                    precision=self._precision,
                    stated_towns=before.stated_towns if before else (),
                    stated_length_m=before.stated_length_m if before else None,
                    basis=before.basis if before else "",
                    origin=origin,
                )
            )
        return features


def _name_field(layer: Layer, known: Mapping[str, Any]) -> str:
    """The field with the names: a heading that says so, else the one with the most values that are, or end like, names."""
    headings = {heading.lower(): heading for heading in layer.fields}
    for heading in NAME_FIELDS:
        field_name = headings.get(heading)
        if field_name is not None and any(isinstance(value, str) and value.strip() for value in layer.fields[field_name]):
            return field_name
    counted = {
        heading: len({v for v in values if isinstance(v, str) and (v in known or kind_by_name(v))})
        for heading, values in layer.fields.items()
    }
    best = max(counted, key=counted.__getitem__, default="")
    return best if counted.get(best) else ""


def _join(parts: Sequence[BaseGeometry], kind: str) -> BaseGeometry:
    """Parts of the dimension that suits the kind (a river drawn as line and as area is a line), as few pieces as may be."""
    by_dimension: dict[int, list[BaseGeometry]] = defaultdict(list)
    for part in shapely.get_parts(np.array(parts, dtype=object)):
        by_dimension[shapely.get_dimensions(part)].append(part)
    wanted = (1, 2, 0) if kind in _LINES else (2, 1, 0)
    chosen = next(by_dimension[dimension] for dimension in wanted if by_dimension.get(dimension))
    whole = shapely.union_all(shapely.make_valid(np.array(chosen, dtype=object)))
    return shapely.line_merge(whole) if "Line" in whole.geom_type else whole


def _is_apart(geometry: BaseGeometry, region: Region) -> bool:
    parts = shapely.get_parts(to_metres(geometry, region))
    if len(parts) < 2 or len(parts) > 200:
        return False
    nearest = shapely.distance(parts[:, None], parts[None, :])
    np.fill_diagonal(nearest, np.inf)
    return bool(nearest.min(axis=1).max() > APART_M)


def _lengths(features: Sequence[Feature], singles: Mapping[tuple[str, str], Single], region: Region) -> list[tuple[str, float, float]]:
    found = []
    for feature in features:
        line = singles.get((feature.name, feature.kind))
        if feature.stated_length_m and line:
            within = to_metres(shapely.intersection(line.degrees, region.outline), region).length
            if abs(within - feature.stated_length_m) > LENGTH_SHARE * feature.stated_length_m:
                found.append((feature.name, feature.stated_length_m, within))
    return found


def _towns(features: Sequence[Feature], region: Region) -> list[tuple[str, tuple[str, ...]]]:
    shapes = {town.name: town.geometry for town in region.towns}
    missed = []
    for feature in features:
        away = tuple(name for name in feature.stated_towns if name in shapes and not shapes[name].intersects(feature.geometry))
        if away and feature.kind != "area":
            missed.append((feature.name, away))
    return missed


def _fits(features: Sequence[Feature], known: Mapping[Any, Feature], region: Region, datum: str) -> dict[str, float]:
    """How well new lines lie on those that are already known better than by description; {} when none are."""
    sure = (Precision.SURVEYED, Precision.ALIGNMENT)
    points, onto = [], []
    for feature in features:
        before = known.get((feature.name, feature.kind))
        if before and before.precision in sure and "Line" in before.geometry.geom_type and "Line" in feature.geometry.geom_type:
            points.append(shapely.line_interpolate_point(feature.geometry, np.linspace(0, 1, 50), normalized=True))
            onto.append(before.geometry)
    if not points:
        return {}
    return datum_fits(convert_datum(np.concatenate(points), "CGCS2000", datum), shapely.union_all(onto), region)


def _some(names: Sequence[str], limit: int = 12) -> str:
    return "、".join(names[:limit]) + (f"等 {len(names)} 个" if len(names) > limit else "")
