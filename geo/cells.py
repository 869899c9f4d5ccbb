"""Cells of towns derived from points: each place goes to the town of the nearest known point, within the outline.

For a region whose official boundaries cannot be had. The cells are a Voronoi diagram of the towns' known points (seats,
further places), dissolved by town and cut to the outline. They form a coverage: no gap, no overlap, neighbours share
their edges vertex by vertex. They are not boundaries, and whoever shows them must say so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import DEGREES, transformer

# Vertices lie on a grid of this size (degrees, about a millimetre), so that shared edges are equal to the last digit.
GRID = 1e-8


@dataclass(frozen=True, slots=True)
class TownPoint:
    """A point known to lie in a town, in degrees."""

    town: str
    lon: float
    lat: float


def derive_cells(points: Sequence[TownPoint], outline: BaseGeometry, *, crs: int) -> dict[str, BaseGeometry]:
    """The cell of each town, in degrees, in the order in which towns first appear in points.

    points: at least one a town, all within the outline, none shared by two towns; outline: (multi)polygon in degrees;
    crs: EPSG code of the projected CRS in which "nearest" is measured.
    A piece that the outline cuts off from its town's points goes to the neighbour it shares the longest edge with.
    Raises ValueError naming the town when a point lies outside the outline or on another town's point.
    """
    _refuse_misplaced(points, outline)
    towns = list(dict.fromkeys(point.town for point in points))
    if len(towns) == 1:
        return {towns[0]: outline}
    forward = transformer(DEGREES, crs)
    metres = np.column_stack(forward.transform([point.lon for point in points], [point.lat for point in points]))
    faces = _faces(metres, outline, crs)
    tree = shapely.STRtree(shapely.points(metres))
    inside = shapely.transform(shapely.point_on_surface(faces), forward.transform, interleaved=False)
    owners = [points[index].town for index in tree.nearest(inside)]
    pieces = _settle_exclaves(_pieces(faces, owners), points)
    return {town: shapely.normalize(shapely.coverage_union_all(pieces[town])) for town in towns}


def _refuse_misplaced(points: Sequence[TownPoint], outline: BaseGeometry) -> None:
    seen: dict[tuple[float, float], str] = {}
    for point in points:
        if not outline.contains(shapely.Point(point.lon, point.lat)):
            raise ValueError(f"point {point.lon}, {point.lat} of {point.town!r} is not within the outline")
        other = seen.setdefault((point.lon, point.lat), point.town)
        if other != point.town:
            raise ValueError(f"point {point.lon}, {point.lat} is given to both {other!r} and {point.town!r}")


def _faces(metres: np.ndarray, outline: BaseGeometry, crs: int) -> np.ndarray:
    """The outline cut along the Voronoi edges: noding both on one grid makes neighbours' edges exactly equal."""
    back = transformer(crs, DEGREES)
    frame = shapely.transform(outline, transformer(DEGREES, crs).transform, interleaved=False).envelope.buffer(1000)
    edges = shapely.voronoi_polygons(shapely.MultiPoint(metres), extend_to=frame, only_edges=True).intersection(frame)
    lines = [shapely.transform(edges, back.transform, interleaved=False), outline.boundary]
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.union_all(lines, grid_size=GRID))))
    return faces[shapely.contains(outline, shapely.point_on_surface(faces))]


def _pieces(faces: np.ndarray, owners: Sequence[str]) -> dict[str, list[BaseGeometry]]:
    """Each town's connected pieces."""
    by_town: dict[str, list[BaseGeometry]] = defaultdict(list)
    for face, town in zip(faces, owners, strict=True):
        by_town[town].append(face)
    return {town: list(shapely.get_parts(shapely.coverage_union_all(parts))) for town, parts in by_town.items()}


def _settle_exclaves(
    pieces: Mapping[str, list[BaseGeometry]], points: Sequence[TownPoint]
) -> dict[str, list[BaseGeometry]]:
    """Give pieces that hold none of their town's points to the neighbour with the longest common edge."""
    settled: dict[str, list[BaseGeometry]] = defaultdict(list)
    loose: list[tuple[str, BaseGeometry]] = []
    for town, parts in pieces.items():
        own = [shapely.Point(point.lon, point.lat) for point in points if point.town == town]
        for part in parts:
            if any(part.dwithin(point, 2 * GRID) for point in own):  # a point on the outline may be left outside by the grid
                settled[town].append(part)
            else:
                loose.append((town, part))
    for town, part in sorted(loose, key=lambda entry: -entry[1].area):
        common = {
            other: sum(part.boundary.intersection(near.boundary).length for near in parts) for other, parts in settled.items()
        }
        nearest = max(common, key=common.__getitem__)
        # An island of the outline touches nobody and stays with the town whose point is nearest.
        settled[nearest if common[nearest] > 0 else town].append(part)
    return dict(settled)
