"""Strict reading of a region pack's files: what is missing, unknown or of the wrong kind is an error with its remedy.

A pack is written by people. A key that is silently ignored is a setting that silently does nothing, so unknown keys,
columns and properties are refused.
"""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from data.model.faults import why


class RegionError(Exception):
    """A region pack that cannot be used: which file, what is wrong, and what to do about it."""

    def __init__(self, where: str, problem: str, remedy: str) -> None:
        self.where = where
        self.problem = f"区域包 {where}:{problem}"
        self.remedy = remedy
        super().__init__(f"{self.problem}。{remedy}")


def read_text(path: Path) -> str:
    """The file's text (UTF-8, with or without a byte order mark)."""
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise RegionError(path.name, "缺少此文件", "请补上;没有内容的表只留表头") from None
    except UnicodeDecodeError:
        raise RegionError(path.name, "不是 UTF-8 编码", "请另存为 UTF-8") from None
    except OSError as error:
        raise RegionError(path.name, f"无法读取({why(error)})", "请检查文件与权限") from None


def read_settings(path: Path, *, required: Mapping[str, type], optional: Mapping[str, type] = {}) -> dict[str, Any]:
    """A TOML file whose top-level keys and their types are known beforehand."""
    try:
        settings = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise RegionError(path.name, f"不是合规的 TOML({error})", "请按提示的行列改正") from None
    known = {**required, **optional}
    _refuse_unknown(path.name, "键", settings, known)
    for key in required:
        if key not in settings:
            raise RegionError(path.name, f"缺少键 {key!r}", f"必有的键:{'、'.join(required)}")
    for key, value in settings.items():
        if not isinstance(value, known[key]) or isinstance(value, bool):
            raise RegionError(path.name, f"{key!r} 的值 {value!r} 类型不对", f"应为 {known[key].__name__}")
    return settings


def read_rows(path: Path, columns: Collection[str]) -> list[dict[str, str]]:
    """Rows of a CSV file with exactly these columns, in any order; cells are stripped."""
    reader = csv.DictReader(io.StringIO(read_text(path)), strict=True)
    try:
        header = [name.strip() for name in reader.fieldnames or ()]
        reader.fieldnames = header
        _refuse_unknown(path.name, "列", header, columns)
        for column in columns:
            if column not in header:
                raise RegionError(path.name, f"缺少列 {column!r}", f"表头应为:{','.join(columns)}")
        rows = []
        for row in reader:
            if None in row or None in row.values():
                raise RegionError(path.name, f"第 {reader.line_num} 行的列数与表头不符", "值里有逗号时请加引号")
            rows.append({key: value.strip() for key, value in row.items()})
    except csv.Error as error:
        raise RegionError(path.name, f"不是合规的 CSV({error})", "请用表格软件另存为 CSV") from None
    return rows


def read_geojson(path: Path, properties: Collection[str]) -> list[tuple[dict[str, Any], BaseGeometry]]:
    """Properties and geometry of a FeatureCollection; every feature has exactly these properties and a valid geometry."""
    try:
        collection = json.loads(read_text(path))
        records = [(dict(record["properties"]), record["geometry"]) for record in collection["features"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise RegionError(path.name, "不是 GeoJSON 的 FeatureCollection", "请按 RFC 7946 改正") from None
    read = []
    for number, (values, shape) in enumerate(records, 1):
        where = f"{path.name} 第 {number} 个要素"
        _refuse_unknown(where, "属性", values, properties)
        for name in properties:
            if name not in values:
                raise RegionError(where, f"缺少属性 {name!r}", f"必有的属性:{'、'.join(properties)}")
        read.append((values, _geometry(where, shape)))
    return read


def _geometry(where: str, shape: object) -> BaseGeometry:
    try:
        geometry = shapely.from_geojson(json.dumps(shape))
    except shapely.errors.ShapelyError:
        raise RegionError(where, "几何无法读取", "请按 RFC 7946 改正") from None
    if geometry is None or geometry.is_empty:
        raise RegionError(where, "没有几何", "请补上几何,或删去该要素")
    if not geometry.is_valid:
        raise RegionError(where, f"几何不合规({shapely.is_valid_reason(geometry)})", "请用 GIS 软件修复几何")
    return geometry


def _refuse_unknown(where: str, what: str, given: Collection[str], known: Collection[str]) -> None:
    for name in given:
        if name not in known:
            raise RegionError(where, f"不认识的{what} {name!r}", f"可用的{what}:{'、'.join(known)}")
