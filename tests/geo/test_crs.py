"""Degrees and metres: there and back, and lengths that surveyors would recognise."""

import numpy as np
import pytest
import shapely

from data.region import load_region
from geo.crs import to_degrees, to_metres

REGION = load_region()


def test_there_and_back():
    for shape in (REGION.outline, REGION.features[0].geometry):
        assert shapely.hausdorff_distance(to_degrees(to_metres(shape, REGION), REGION), shape) < 1e-9


def test_arrays_go_through_at_once():
    shapes = np.array([town.geometry for town in REGION.towns])
    assert to_metres(shapes, REGION).shape == (19,)


def test_longitude_comes_first():
    point = to_metres(shapely.Point(121.25, 30.18), REGION)
    assert point.x == pytest.approx(620_400, abs=200)
    assert point.y == pytest.approx(3_340_300, abs=500)


def test_a_minute_of_latitude_is_a_nautical_mile():
    assert to_metres(shapely.LineString([(121.25, 30.0), (121.25, 30 + 1 / 60)]), REGION).length == pytest.approx(1848, abs=2)
