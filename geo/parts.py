"""The parts of one line, as they come, put head to tail."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString


def in_order(
    metric: LineString | MultiLineString, degrees: LineString | MultiLineString,
) -> list[tuple[np.ndarray, np.ndarray, LineString]]:
    """Parts of one line (metres, degrees, and as geometry in metres), head to tail.

    From the first one on, always the nearest end comes next, turned round where needed.
    """
    if metric.geom_type == "LineString":
        return [(shapely.get_coordinates(metric), shapely.get_coordinates(degrees), metric)]
    left = [
        (shapely.get_coordinates(m), shapely.get_coordinates(d), m)
        for m, d in zip(shapely.get_parts(metric), shapely.get_parts(degrees), strict=True) if shapely.length(m) > 0
    ]
    chain = left[:1]
    left = left[1:]
    while left:
        head, tail = chain[0][0][0], chain[-1][0][-1]
        ends = np.array([(xy[0], xy[-1]) for xy, _, _ in left])
        distances = np.linalg.norm(np.stack([ends - tail, ends - head]), axis=-1)
        at_head, i, at_end = np.unravel_index(np.argmin(distances), distances.shape)
        xy, lonlat, line = left.pop(i)
        # to the tail a part is joined by its first vertex, to the head by its last
        if bool(at_end) is not bool(at_head):
            xy, lonlat, line = xy[::-1], lonlat[::-1], shapely.reverse(line)
        chain.insert(0 if at_head else len(chain), (xy, lonlat, line))
    return chain
