"""Degrees and metres of a region.

Geometry is kept in EPSG:4490 (CGCS2000, x = longitude, y = latitude) and measured in the region's projected CRS. Other datums
are converted on the way in.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar

import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from data.model import Region
from geo.datums import convert_datum

__all__ = ["DEGREES", "convert_datum", "projector", "to_degrees", "to_metres", "transformer"]

DEGREES = 4490

Shape = TypeVar("Shape", BaseGeometry, np.ndarray)


@lru_cache(maxsize=32)
def transformer(source: int, target: int) -> pyproj.Transformer:
    """Transformer between two EPSG codes, x before y on both sides."""
    return pyproj.Transformer.from_crs(source, target, always_xy=True)


def projector(region: Region) -> pyproj.Transformer:
    """Degrees (EPSG:4490) to the region's metres."""
    return transformer(DEGREES, region.crs)


def to_metres(geometry: Shape, region: Region) -> Shape:
    """The geometry (or an array of them) in the region's projected CRS."""
    return shapely.transform(geometry, projector(region).transform, interleaved=False)


def to_degrees(geometry: Shape, region: Region) -> Shape:
    """The geometry (or an array of them), given in the region's metres, in EPSG:4490."""
    return shapely.transform(geometry, transformer(region.crs, DEGREES).transform, interleaved=False)
