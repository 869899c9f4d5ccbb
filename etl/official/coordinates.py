"""From a file's coordinates to the region's: CRS, datum, axis order; and what there was to doubt."""

from __future__ import annotations

import numpy as np
import pyproj
import shapely

from data.model import Region
from etl.errors import InputError
from etl.official.files import Layer
from geo.crs import DEGREES, convert_datum
from geo.datums import DATUMS, UnknownDatumError, named_datum
from geo.doubts import axes_swapped, swap_axes

SWAPPED = "坐标次序与规定相反(纬度或北坐标在前),已对调"

# Datums whose transformation to CGCS2000 is secret: PROJ's is good to some hundred metres at best.
_OLD_DATUMS = ("Beijing 1954", "Xian 1980")


def to_region(layer: Layer, region: Region, *, datum: str) -> tuple[np.ndarray, tuple[str, ...]]:
    """The layer's geometry in EPSG:4490 and notes on how it came there.

    A layer without a CRS is taken as degrees of the declared datum when its figures can be. Raises InputError when its place
    cannot be made out: an unknown datum, a projected layer without its CRS, everything outside the region.
    """
    try:
        declared = named_datum(datum)
    except UnknownDatumError:
        raise InputError(f"不认识的坐标基准 {datum!r}", f"可用:{'、'.join(DATUMS)}") from None
    geometry, notes = layer.geometry, []
    looks_like_degrees = np.abs(shapely.total_bounds(geometry)).max() <= 180
    if layer.crs is None:
        if not looks_like_degrees:
            raise InputError(f"图层 {layer.name!r} 没有坐标系", "请补上 prj 文件,或用 GIS 软件定义坐标系后再导出")
        notes.append("文件没有写明坐标系,按经纬度读取")
    elif not (looks_like_degrees and axes_swapped(geometry, region.bbox)):
        geometry, steps = _reprojected(geometry, layer.crs, region)
        notes += steps
    if axes_swapped(geometry, region.bbox):
        geometry = swap_axes(geometry)
        notes.append(SWAPPED)
    geometry = convert_datum(geometry, declared, "CGCS2000")
    if declared not in ("CGCS2000", "WGS-84"):
        notes.append(f"由 {declared} 换算为 CGCS2000")
    _refuse_elsewhere(geometry, region)
    return geometry, tuple(notes)


def _reprojected(geometry: np.ndarray, crs: pyproj.CRS, region: Region) -> tuple[np.ndarray, list[str]]:
    if crs.to_epsg() in (DEGREES, 4326):
        return geometry, []
    transformer = pyproj.Transformer.from_crs(crs, DEGREES, always_xy=True)
    notes = [f"由 {crs.name} 换算为 CGCS2000 经纬度"]
    if any(old in crs.name for old in _OLD_DATUMS):
        notes.append("北京54、西安80 与 CGCS2000 之间没有公开的精确参数,换算后可能相差百米上下,请用控制点核对")
    box = shapely.box(*region.bbox)
    moved = shapely.transform(geometry, transformer.transform, interleaved=False)
    if crs.is_projected and not shapely.intersects(box, moved).any():
        # Surveyors call north x: such a file has its axes exchanged in metres.
        other = shapely.transform(swap_axes(geometry), transformer.transform, interleaved=False)
        if shapely.intersects(box, other).any():
            return other, [*notes, SWAPPED]
    return moved, notes


def _refuse_elsewhere(geometry: np.ndarray, region: Region) -> None:
    west, south, east, north = region.bbox
    if shapely.intersects(shapely.box(*region.bbox), geometry).any():
        return
    found = "、".join(f"{side:.4f}" for side in shapely.total_bounds(geometry))
    raise InputError(
        f"全部坐标都在{region.name}之外(西、南、东、北:{found})",
        f"应在经度 {west}–{east}、纬度 {south}–{north} 内;请核对坐标系、坐标次序,或是否选错了区域",
    )
