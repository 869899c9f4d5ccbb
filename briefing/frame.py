"""From longitude and latitude to the sheet: a plane map true at the middle of its box, good to 0.1 % over a county.

Radii are those of the CGCS2000 ellipsoid at the box's middle latitude (M and N of any geodesy textbook).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from shapely import transform
from shapely.geometry.base import BaseGeometry

from briefing.sheet import Box

SEMI_MAJOR, FLATTENING = 6_378_137.0, 1 / 298.257222101


@dataclass(frozen=True, slots=True)
class Frame:
    """Where on the sheet the map stands. box: in units; bbox: west, south, east, north in degrees, as fitted to it."""

    box: Box
    bbox: tuple[float, float, float, float]
    metres_per_unit: float
    per_degree: tuple[float, float]

    @classmethod
    def fit(cls, bbox: tuple[float, float, float, float], box: Box, *, margin: float = 0.03) -> Frame:
        """The largest map of ``bbox`` (with a margin, a share of its size) that fits ``box``, in its middle."""
        west, south, east, north = bbox
        pad_x, pad_y = max(east - west, 0.01) * margin, max(north - south, 0.01) * margin
        west, south, east, north = west - pad_x, south - pad_y, east + pad_x, north + pad_y
        along, up = metres_per_degree((south + north) / 2)
        scale = max((east - west) * along / box.width, (north - south) * up / box.height)
        wide, high = box.width * scale / along, box.height * scale / up
        middle = (west + east) / 2, (south + north) / 2
        fitted = (middle[0] - wide / 2, middle[1] - high / 2, middle[0] + wide / 2, middle[1] + high / 2)
        return cls(box, fitted, scale, (along / scale, up / scale))

    def place(self, shape: BaseGeometry) -> BaseGeometry:
        """A geometry in degrees as one in units."""
        west, _, _, north = self.bbox

        def move(points: np.ndarray) -> np.ndarray:
            return np.column_stack(
                (self.box.left + (points[:, 0] - west) * self.per_degree[0], self.box.top + (north - points[:, 1]) * self.per_degree[1])
            )

        return transform(shape, move)


def metres_per_degree(latitude: float) -> tuple[float, float]:
    """Metres of one degree of longitude and of latitude, on the ellipsoid at this latitude (degrees)."""
    phi = math.radians(latitude)
    squared = FLATTENING * (2 - FLATTENING)
    bend = 1 - squared * math.sin(phi) ** 2
    across = SEMI_MAJOR / math.sqrt(bend)
    up = SEMI_MAJOR * (1 - squared) / bend**1.5
    return math.radians(across * math.cos(phi)), math.radians(up)
