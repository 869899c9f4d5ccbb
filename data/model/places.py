"""Towns, villages, named features, and where a project lies.

Geometry is shapely in EPSG:4490 (CGCS2000), x = longitude, y = latitude. Lengths and areas are computed in the region's
projected CRS and given in metres and square metres.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from shapely.geometry.base import BaseGeometry

from data.model.about import About
from data.model.words import Precision
from data.model.works import Correction, Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A 镇 or 街道: code of the National Bureau of Statistics (2023, twelve digits), seat, and area."""

    code: Annotated[str, About("区划代码", "国家统计局 2023 年十二位代码", key=True)]
    name: Annotated[str, About("名称")]
    kind: Annotated[str, About("类别", "镇、街道、乡")]
    seat_lon: Annotated[float | None, About("驻地经度", unit="度")]
    seat_lat: Annotated[float | None, About("驻地纬度", unit="度")]
    geometry: Annotated[BaseGeometry, About("范围", "EPSG:4490")]
    approximate: Annotated[bool, About("近似", "由驻地推算,不是法定界线")] = True
    origin: Annotated[str, About("出处")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Village:
    """A village or community (村、社区) and the town it belongs to."""

    code: Annotated[str, About("区划代码", key=True)]
    name: Annotated[str, About("名称")]
    town: Annotated[str, About("所属镇(街道)", "名称")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A named thing of the gazetteer: a road, river, railway, seawall, bridge, station, reservoir, or area."""

    name: Annotated[str, About("名称", key=True)]
    kind: Annotated[str, About("类别", "road river rail seawall bridge station reservoir area border", key=True)]
    geometry: Annotated[BaseGeometry, About("位置", "EPSG:4490")]
    aliases: Annotated[tuple[str, ...], About("别名")] = ()
    precision: Annotated[Precision, About("精度")] = Precision.SCHEMATIC
    stated_towns: Annotated[tuple[str, ...], About("公布的途经镇(街道)")] = ()
    stated_length_m: Annotated[float | None, About("公布的长度", unit="m")] = None
    basis: Annotated[str, About("依据", "线形所据的文字")] = ""
    origin: Annotated[str, About("出处")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TownShare:
    """How much of a project lies in a town. Known shares of a project sum to 1; what lies outside the region has town code ''.

    A town that the source states and the drawing misses has the basis ``stated`` and no share, unless it is all there is.
    """

    project: Annotated[str, About("项目", "Project.id", key=True)]
    town: Annotated[str, About("镇(街道)", "Town.code;区域以外为空", key=True)]
    name: Annotated[str, About("名称")]
    share: Annotated[float | None, About("占比", "0–1;文中写明而图上未经的镇(街道)为空")]
    length_m: Annotated[float | None, About("长度", unit="m")] = None
    area_m2: Annotated[float | None, About("面积", unit="m²")] = None
    basis: Annotated[str, About("依据", "length、area、point、stated")] = "length"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a project lies, as one value: geometry, how it was found, how good it is, and the evidence; or why not."""

    project: Annotated[str, About("项目", "Project.id", key=True)] = ""
    text: Annotated[str, About("所据文字")] = ""
    geometry: Annotated[BaseGeometry | None, About("位置", "EPSG:4490")] = None
    method: Annotated[str, About("方法", "如 between、crossing、whole、village、town、city")] = ""
    precision: Annotated[Precision, About("精度")] = Precision.NONE
    evidence: Annotated[tuple[str, ...], About("依据", "用到的要素、交叉点、补缺")] = ()
    reason: Annotated[str, About("原因", "未上图或只上部分的原因")] = ""
    partial: Annotated[bool, About("部分", "只知其中一部分的位置")] = False
    length_m: Annotated[float | None, About("图上长度", unit="m")] = None
    stated_towns: Annotated[tuple[str, ...], About("写明的镇(街道)", "文中写明的所在,或公布的途经;名称")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A region pack, read: everything the engine knows of one city.

    crs is the projected EPSG code for lengths; bbox is (west, south, east, north) in degrees; groups maps a group's name
    (中心城区) to the names of its towns; short_names are what texts call the city (慈溪、我市、全市).
    """

    code: str
    name: str
    short_names: tuple[str, ...]
    crs: int
    datum: str
    bbox: tuple[float, float, float, float]
    light_rule: str
    published: date | None
    outline: BaseGeometry
    towns: tuple[Town, ...]
    villages: tuple[Village, ...]
    features: tuple[Feature, ...]
    projects: tuple[Project, ...]
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    version: str = ""
