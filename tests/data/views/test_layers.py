"""Geometry as it goes to the map: slim, whole, named."""

from __future__ import annotations

import json

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, box, shape

from data import views
from data.model import Location, Precision
from data.views.layers import DECIMALS, TOLERANCE, label_point, slim, slim_coverage
from tests.data.store.samples import TOWN, first_load


def test_towns_carry_what_the_map_draws(store):
    store.load(first_load())
    (town,) = json.loads(views.map_layers(store).towns)["features"]
    about = town["properties"]
    assert (about["code"], about["name"], about["approximate"]) == (TOWN.code, TOWN.name, True)
    assert shape(town["geometry"]).contains(Point(about["label"]))


def test_before_the_first_load_the_region_packs_towns_are_shown(store):
    layers = views.map_layers(store)
    towns = json.loads(layers.towns)["features"]
    assert len(towns) == len(views.region_of(store).towns) > 1
    assert layers.shapes == {}
    west, south, east, north = layers.bbox
    assert all(west <= town["properties"]["label"][0] <= east for town in towns)
    assert all(south <= town["properties"]["label"][1] <= north for town in towns)


def test_the_base_has_the_gazetteers_features(store):
    store.load(first_load())
    (road,) = json.loads(views.map_layers(store).base)["features"]
    assert road["properties"] == {"name": "东环路", "kind": "road"}


def test_shapes_are_those_of_placed_projects(store):
    store.load(first_load())
    shapes = views.map_layers(store).shapes
    assert set(shapes) == {"r-1", "r-3"}
    assert shapes["r-3"] == {"type": "Point", "coordinates": [121.22, 30.12]}


def test_an_empty_geometry_is_not_sent(store):
    store.load(first_load())
    store.replace_places(locations=(Location(project="r-1", geometry=LineString(), precision=Precision.SCHEMATIC),))
    assert set(views.map_layers(store).shapes) == {"r-3"}


COORDINATES = st.tuples(st.floats(121, 122), st.floats(30, 31))


@given(st.lists(st.lists(COORDINATES, min_size=2, max_size=40).map(LineString), max_size=5))
@settings(deadline=None)
def test_slim_lines_stay_where_they_are_with_few_digits(lines):
    for line, slimmed in zip(lines, slim(lines), strict=True):
        numbers = [str(number) for point in slimmed["coordinates"] for number in point]
        assert all(len(number.partition(".")[2]) <= DECIMALS for number in numbers)
        assert shapely.hausdorff_distance(shape(slimmed), line) <= TOLERANCE + 10**-DECIMALS


def test_towns_stay_side_by_side():
    wavy = [(121.2 + 0.00001 * (step % 2), 30.1 + step * 0.00002) for step in range(100)]
    left = shapely.Polygon([(121.0, 30.1), *wavy, (121.0, wavy[-1][1])])
    right = shapely.Polygon([(121.4, 30.1), *wavy, (121.4, wavy[-1][1])])
    one, other = (shape(geometry) for geometry in slim_coverage([left, right]))
    assert one.intersection(other).area == pytest.approx(0, abs=1e-12)
    assert shapely.coverage_is_valid([one, other])
    assert shapely.get_num_coordinates(one) < shapely.get_num_coordinates(left)


def test_areas_that_overlap_are_drawn_all_the_same():
    assert len(slim_coverage([box(121, 30, 122, 31), box(121.5, 30, 122.5, 31)])) == 2


def test_a_label_stands_inside_the_largest_part():
    ring = box(121, 30, 122, 31).difference(box(121.1, 30.1, 121.9, 30.9))
    area = MultiPolygon([ring, box(123, 30, 123.1, 30.1)])
    assert ring.contains(Point(label_point(area)))
