import json

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import mapping

from pages.ui.packing import HOLE, LINE, POINT, RING, SCALE, features, parts

degrees = st.integers(-180 * SCALE, 180 * SCALE).map(lambda whole: whole / SCALE)
vertex = st.tuples(degrees, degrees)
line = st.lists(vertex, min_size=2, max_size=30).map(shapely.LineString)
point = vertex.map(shapely.Point)
ring = st.lists(vertex, min_size=4, max_size=12)
area = st.tuples(ring, st.lists(ring, max_size=2)).map(lambda both: shapely.Polygon(both[0], both[1]))
simple = st.one_of(
    point, line, area, st.lists(point, min_size=1, max_size=4).map(shapely.MultiPoint),
    st.lists(line, min_size=1, max_size=4).map(shapely.MultiLineString), st.lists(area, min_size=1, max_size=3).map(shapely.MultiPolygon),
)
geometry = st.one_of(simple, st.lists(simple, min_size=1, max_size=4).map(shapely.GeometryCollection))


def unpacked(part):
    """As shape.js does it."""
    return np.cumsum(np.array(part[1:]).reshape(-1, 2), axis=0) / SCALE


def plain(shape):
    """A geometry's kinds and vertices, in order, straight from shapely."""
    match shape.geom_type:
        case "Point":
            return [(POINT, shape.coords)]
        case "LineString":
            return [(LINE, shape.coords)]
        case "Polygon":
            return [(RING, shape.exterior.coords), *((HOLE, hole.coords) for hole in shape.interiors)]
        case _:
            return [one for part in shape.geoms for one in plain(part)]


@given(geometry)
def test_what_is_packed_is_every_vertex_of_every_part_in_its_order(shape):
    packed, expected = parts(mapping(shape)), plain(shape)
    assert [part[0] for part in packed] == [kind for kind, _ in expected]
    for part, (_, vertices) in zip(packed, expected, strict=True):
        np.testing.assert_allclose(unpacked(part), np.array(vertices), atol=1e-9)


def test_a_rounding_does_not_add_up_along_a_line():
    vertices = [(120 + 0.0000049 * n, 30 - 0.0000051 * n) for n in range(1000)]
    np.testing.assert_allclose(unpacked(parts(mapping(shapely.LineString(vertices)))[0]), vertices, atol=0.5 / SCALE + 1e-9)


@pytest.mark.parametrize("kind", [shapely.Point, shapely.LineString, shapely.Polygon, shapely.MultiPoint, shapely.GeometryCollection])
def test_nothing_packs_as_nothing(kind):
    assert parts(mapping(kind())) == []


def test_a_height_is_left_out():
    assert parts({"type": "LineString", "coordinates": [[121, 30, 5], [121.00001, 30.00002, 7]]}) == [[LINE, 12_100_000, 3_000_000, 1, 2]]


def test_features_keep_what_is_said_of_them_and_those_without_a_place_stay():
    line = {"type": "LineString", "coordinates": [[121, 30], [121.00001, 30.00002]]}
    said = [({"name": "中横线", "kind": "road"}, line), ({"name": "某河", "kind": "river"}, None)]
    collection = {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": of, "geometry": at} for of, at in said]}
    assert features(json.dumps(collection)) == [
        {"name": "中横线", "kind": "road", "parts": [[LINE, 12_100_000, 3_000_000, 1, 2]]}, {"name": "某河", "kind": "river", "parts": []},
    ]
