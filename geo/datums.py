"""The datums Chinese data come in, and conversions between them.

CGCS2000 and WGS-84 are the same for use on maps (they differ by centimetres). GCJ-02 is the state's obfuscation of them, 300
to 700 m off, used by 高德 and 腾讯; BD-09 is Baidu's further one upon it. Neither inverse has a closed form: both are found by
iterating the forward formula, which is the one every open implementation shares (constants of the Krasovsky ellipsoid).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

DATUMS = ("CGCS2000", "WGS-84", "GCJ-02", "BD-09")

# GCJ-02 is defined as no shift outside this box: west, south, east, north.
_CHINA = (72.004, 0.8293, 137.8347, 55.8271)
_AXIS_M = 6378245.0
_ECCENTRICITY_2 = 0.00669342162296594323
_BD_ANGLE = np.pi * 3000.0 / 180.0
_CLOSE = 1e-10  # degrees, a hundredth of a millimetre

Coordinates = tuple[np.ndarray, np.ndarray]


class UnknownDatumError(ValueError):
    """A datum that is none of DATUMS."""

    def __init__(self, name: str) -> None:
        super().__init__(f"unknown datum {name!r}; known: {', '.join(DATUMS)}")


def named_datum(text: str) -> str:
    """The datum meant by a usual spelling of its name ("wgs84", "gcj02", "高德", "百度", "2000" ...)."""
    plain = text.strip().upper().replace("-", "").replace("_", "").replace(" ", "")
    if plain not in _SPELLINGS:
        raise UnknownDatumError(text)
    return _SPELLINGS[plain]


def convert_datum(geometry: BaseGeometry | np.ndarray, source: str, target: str) -> BaseGeometry | np.ndarray:
    """The geometry (or an array of them), in degrees of one datum, in degrees of another; good to a centimetre.

    Raises UnknownDatumError.
    """
    source, target = named_datum(source), named_datum(target)
    begin, end = _RUNG[source], _RUNG[target]
    steps = _UP[begin:end] if begin < end else _DOWN[end:begin][::-1]
    if not steps:
        return geometry

    def convert(lon: np.ndarray, lat: np.ndarray) -> Coordinates:
        for step in steps:
            lon, lat = step(lon, lat)
        return lon, lat

    return shapely.transform(geometry, convert, interleaved=False)


def _gcj_from_wgs(lon: np.ndarray, lat: np.ndarray) -> Coordinates:
    west, south, east, north = _CHINA
    inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    x, y = lon - 105.0, lat - 35.0
    root = np.sqrt(np.abs(x))
    common = 20.0 * np.sin(6.0 * x * np.pi) + 20.0 * np.sin(2.0 * x * np.pi)
    d_lat = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    d_lat += (common + 20.0 * np.sin(y * np.pi) + 40.0 * np.sin(y / 3.0 * np.pi)) * 2.0 / 3.0
    d_lat += (160.0 * np.sin(y / 12.0 * np.pi) + 320.0 * np.sin(y * np.pi / 30.0)) * 2.0 / 3.0
    d_lon = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    d_lon += (common + 20.0 * np.sin(x * np.pi) + 40.0 * np.sin(x / 3.0 * np.pi)) * 2.0 / 3.0
    d_lon += (150.0 * np.sin(x / 12.0 * np.pi) + 300.0 * np.sin(x / 30.0 * np.pi)) * 2.0 / 3.0
    phi = np.radians(lat)
    magic = 1 - _ECCENTRICITY_2 * np.sin(phi) ** 2
    d_lat = np.degrees(d_lat * magic * np.sqrt(magic) / (_AXIS_M * (1 - _ECCENTRICITY_2)))
    d_lon = np.degrees(d_lon * np.sqrt(magic) / (_AXIS_M * np.cos(phi)))
    return lon + np.where(inside, d_lon, 0.0), lat + np.where(inside, d_lat, 0.0)


def _bd_from_gcj(lon: np.ndarray, lat: np.ndarray) -> Coordinates:
    radius = np.hypot(lon, lat) + 0.00002 * np.sin(lat * _BD_ANGLE)
    angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * _BD_ANGLE)
    return radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006


def _inverse(forward: Callable[[np.ndarray, np.ndarray], Coordinates]) -> Callable[[np.ndarray, np.ndarray], Coordinates]:
    """The inverse of a shift that varies slowly: correct the guess by what is missed, until nothing is."""

    def inverse(lon: np.ndarray, lat: np.ndarray) -> Coordinates:
        guess_lon, guess_lat = lon.copy(), lat.copy()
        for _ in range(30):
            there_lon, there_lat = forward(guess_lon, guess_lat)
            miss_lon, miss_lat = lon - there_lon, lat - there_lat
            guess_lon, guess_lat = guess_lon + miss_lon, guess_lat + miss_lat
            if np.all(np.abs(miss_lon) < _CLOSE) and np.all(np.abs(miss_lat) < _CLOSE):
                break
        return guess_lon, guess_lat

    return inverse


# A ladder: each rung is obfuscated once more than the one below it.
_RUNG = {"CGCS2000": 0, "WGS-84": 0, "GCJ-02": 1, "BD-09": 2}
_UP = (_gcj_from_wgs, _bd_from_gcj)
_DOWN = (_inverse(_gcj_from_wgs), _inverse(_bd_from_gcj))

_SPELLINGS = {
    "CGCS2000": "CGCS2000", "2000": "CGCS2000", "EPSG:4490": "CGCS2000", "国家2000": "CGCS2000", "天地图": "CGCS2000",
    "WGS84": "WGS-84", "EPSG:4326": "WGS-84", "GPS": "WGS-84",
    "GCJ02": "GCJ-02", "高德": "GCJ-02", "腾讯": "GCJ-02", "火星": "GCJ-02",
    "BD09": "BD-09", "BD09LL": "BD-09", "百度": "BD-09",
}  # fmt: skip
