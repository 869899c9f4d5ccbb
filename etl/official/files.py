"""Geographic files to layers: shp (also zipped), gpkg, geojson, kml. What a file is, its content tells, not its name."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas
import pyogrio
import pyproj
import shapely

from data.model.faults import why
from etl.errors import InputError
from etl.official.archive import unpacked

MAX_BYTES = 2 * 1024**3

LAYER_FILES = (".shp", ".gpkg", ".geojson", ".json", ".kml")

# The root itself: GDAL would open whatever else of XML it knows, files that name other files among them.
_KML = re.compile(rb"(?:<\?xml[^>]*\?>)?\s*(?:<!--.*?-->\s*)*(?:<!DOCTYPE[^\[]*\[.*?\]>)?\s*<kml[\s>]", re.DOTALL)

_SHAPE_MAGIC = bytes.fromhex("0000270a")


_GDAL_ERRORS = (
    pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FieldError, pyogrio.errors.FeatureError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer as it was in the file: its name, a column of values for each field, its geometry, and its CRS where it says."""

    name: str
    fields: dict[str, list[Any]]
    geometry: np.ndarray
    crs: pyproj.CRS | None

    def __len__(self) -> int:
        """How many records."""
        return len(self.geometry)


def read_layers(path: Path) -> tuple[Layer, ...]:
    """Every layer of a file that has geometry.

    Raises InputError for a file that is missing, of another kind, broken, or without geometry.
    """
    layers = tuple(layer for layer in _read(path) if len(layer))
    if not layers:
        raise InputError(f"{path.name} 里没有带几何的记录", "请检查导出时是否选对图层")
    return layers


def head_of(path: Path, size: int = 4096) -> bytes:
    """The first bytes of a file; InputError when it cannot be read, is empty or too large."""
    try:
        length = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(size)
    except OSError as error:
        raise InputError(f"打不开文件 {path.name}:{why(error)}", "请检查路径与读取权限") from None
    if not head:
        raise InputError(f"{path.name} 是空的", "请检查文件是否保存完整")
    if length > MAX_BYTES:
        raise InputError(f"{path.name} 超过 2 GB", "请只导出需要的区域和图层")
    return head


def _read(path: Path) -> list[Layer]:
    head = head_of(path)
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"PK"):
        with unpacked(path) as folder:
            found = [file for file in sorted(folder.iterdir()) if file.suffix.lower() in LAYER_FILES]
            if not found:
                raise InputError(f"{path.name} 里没有 shp、gpkg、geojson 或 kml", "请把图层文件打包(shp 连同 dbf、shx、prj)")
            return [layer for file in found for layer in _read(file)]
    if head.startswith(b"SQLite format 3\0"):
        return _by_gdal(path)
    if head.startswith(_SHAPE_MAGIC):
        for suffix in (".dbf", ".shx"):
            if not any(path.with_suffix(case).exists() for case in (suffix, suffix.upper())):
                raise InputError(f"{path.name} 旁边没有同名的 {suffix} 文件", "请把 shp、shx、dbf、prj 一起打包成 zip 再载入")
        return _by_gdal(path, encoding=_dbf_encoding(path))
    if text.startswith(b"{"):
        return [_geojson(path)]
    if _KML.match(text):
        if b"<!ENTITY" in path.read_bytes():
            raise InputError(f"{path.name} 含有实体定义", "请用 GIS 软件另存为 kml 或 geojson")
        return _by_gdal(path)
    raise InputError(f"{path.name} 不是能读的图层文件", "请提供 shp(打包成 zip)、gpkg、geojson 或 kml")


def _by_gdal(path: Path, *, encoding: str | None = None) -> list[Layer]:
    layers = []
    try:
        for name, kind in pyogrio.list_layers(path):
            if kind is None:
                continue
            meta, _, shapes, columns = pyogrio.raw.read(path, layer=name, encoding=encoding, force_2d=True)
            geometry = shapely.from_wkb(shapes, on_invalid="ignore")
            fields = {field: _plain(column) for field, column in zip(meta["fields"], columns, strict=True)}
            layers.append(_present(str(name), fields, geometry, _crs(meta["crs"])))
    except (*_GDAL_ERRORS, ValueError):
        raise InputError(f"{path.name} 已损坏或内容不合规", "请用 GIS 软件打开检查,另存后再载入") from None
    return layers


def _geojson(path: Path) -> Layer:
    """Read without GDAL, whose choice of driver a hostile file could steer."""
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
        records = content["features"] if content["type"] == "FeatureCollection" else [content]
        shapes = [json.dumps(record["geometry"]) if record.get("geometry") else None for record in records]
        geometry = shapely.force_2d(shapely.from_geojson(np.array(shapes, dtype=object), on_invalid="ignore"))
        properties = [record.get("properties") or {} for record in records]
        names = list(dict.fromkeys(name for values in properties for name in values))
        fields = {name: [values.get(name) for values in properties] for name in names}
        named = (content.get("crs") or {}).get("properties", {}).get("name")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise InputError(f"{path.name} 不是合规的 GeoJSON", "请用 GIS 软件另存为 GeoJSON(UTF-8)") from None
    return _present(path.stem, fields, geometry, _crs(named or "EPSG:4326"))


def _present(name: str, fields: dict[str, list[Any]], geometry: np.ndarray, crs: pyproj.CRS | None) -> Layer:
    there = ~(shapely.is_missing(geometry) | shapely.is_empty(geometry))
    kept = np.flatnonzero(there)
    return Layer(name, {field: [values[i] for i in kept] for field, values in fields.items()}, geometry[kept], crs)


def _plain(column: np.ndarray) -> list[Any]:
    return [None if pandas.isna(value) else value.item() if isinstance(value, np.generic) else value for value in column]


def _crs(text: str | None) -> pyproj.CRS | None:
    try:
        return pyproj.CRS.from_user_input(text) if text else None
    except pyproj.exceptions.CRSError:
        return None


def _dbf_encoding(path: Path) -> str:
    """Of the attribute table: what its .cpg says, else UTF-8 where all of it is that, else GBK, as most such tables are."""
    for suffix in (".cpg", ".CPG"):
        beside = path.with_suffix(suffix)
        if beside.exists():
            said = beside.read_text("ascii", "replace").strip().upper()
            return "UTF-8" if said.replace("-", "") in ("UTF8", "65001") else "GBK"
    table = next(path.with_suffix(case) for case in (".dbf", ".DBF") if path.with_suffix(case).exists()).read_bytes()
    # The header's fixed part is binary: field names and records follow at 32.
    begin = int.from_bytes(table[8:10], "little")
    try:
        table[begin:].decode("utf-8")
    except UnicodeDecodeError as error:
        # A value cut off by its column's width ends in half a character: a fault of UTF-8 tables, too, but a rare one.
        return "UTF-8" if error.reason == "unexpected end of data" else "GBK"
    return "UTF-8"
