"""Geometry in the store: GeoPackage's binary form, and PostGIS's. Always two-dimensional, EPSG:4490 (CGCS2000), lon/lat.

The form is that of OGC 12-128r19 (GeoPackage 1.4), clause 2.1.3: a header with the envelope, then ISO WKB.
"""

from __future__ import annotations

import struct
from typing import Any

import shapely
from geoalchemy2 import Geometry
from geoalchemy2.elements import WKBElement
from shapely.geometry.base import BaseGeometry
from sqlalchemy import LargeBinary
from sqlalchemy.types import TypeDecorator

SRID = 4490

_HEADER = struct.Struct("<2sBBi")
_ENVELOPE = struct.Struct("<4d")
_LITTLE_ENDIAN, _XY_ENVELOPE, _EMPTY = 0b1, 0b10, 0b10000
_ENVELOPE_SIZES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}


def to_geopackage(geometry: BaseGeometry, srid: int = SRID) -> bytes:
    """The GeoPackageBinary blob of a geometry; heights are dropped. Points and empty geometries carry no envelope."""
    flat = shapely.force_2d(geometry)
    wkb = shapely.to_wkb(flat, flavor="iso", byte_order=1, include_srid=False)
    if flat.is_empty:
        return _HEADER.pack(b"GP", 0, _LITTLE_ENDIAN | _EMPTY, srid) + wkb
    if flat.geom_type == "Point":
        return _HEADER.pack(b"GP", 0, _LITTLE_ENDIAN, srid) + wkb
    west, south, east, north = flat.bounds
    return _HEADER.pack(b"GP", 0, _LITTLE_ENDIAN | _XY_ENVELOPE, srid) + _ENVELOPE.pack(west, east, south, north) + wkb


def from_geopackage(blob: bytes) -> BaseGeometry:
    """The geometry of a GeoPackageBinary blob, whoever wrote it. Raises ValueError for anything else."""
    if len(blob) < 8 or blob[:2] != b"GP":
        raise ValueError(f"not a GeoPackage geometry: {blob[:8]!r}")
    size = _ENVELOPE_SIZES.get(blob[3] >> 1 & 0b111)
    if size is None:
        raise ValueError(f"GeoPackage geometry with an unknown envelope: flags {blob[3]:#04x}")
    return shapely.from_wkb(blob[8 + size :])


class GeoPackageGeometry(TypeDecorator[BaseGeometry]):
    """A geometry column of a GeoPackage: GeoPackageBinary in a blob."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: BaseGeometry | None, dialect: Any) -> bytes | None:
        """Geometry to blob."""
        return None if value is None else to_geopackage(value)

    def process_result_value(self, value: bytes | None, dialect: Any) -> BaseGeometry | None:
        """Blob to geometry."""
        return None if value is None else from_geopackage(value)


class PostgisGeometry(TypeDecorator[BaseGeometry]):
    """A geometry column of PostGIS, sent and read as EWKB, so that coordinates come back to the last bit."""

    impl = Geometry
    cache_ok = True

    def __init__(self) -> None:
        super().__init__("GEOMETRY", srid=SRID, dimension=2, spatial_index=True)

    def process_bind_param(self, value: BaseGeometry | None, dialect: Any) -> WKBElement | None:
        """Geometry to EWKB."""
        if value is None:
            return None
        wkb = shapely.to_wkb(shapely.set_srid(shapely.force_2d(value), SRID), include_srid=True)
        return WKBElement(wkb, srid=SRID, extended=True)

    def process_result_value(self, value: WKBElement | None, dialect: Any) -> BaseGeometry | None:
        """EWKB to geometry."""
        return None if value is None else shapely.set_srid(shapely.from_wkb(bytes(value.data)), 0)
