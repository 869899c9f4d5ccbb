import math

import pytest
from pyproj import Geod
from shapely import LineString, Point

from briefing.frame import Frame, metres_per_degree
from briefing.furniture import scale_length
from briefing.sheet import Box

BBOX = (121.04, 30.02, 121.64, 30.36)


@pytest.mark.parametrize("latitude", [18.3, 30.2, 45.7])
def test_metres_of_a_degree_are_those_of_the_ellipsoid(latitude):
    geod = Geod(ellps="GRS80")
    along, up = metres_per_degree(latitude)
    assert along == pytest.approx(geod.inv(120, latitude, 120.01, latitude)[2] * 100, rel=1e-5)
    assert up == pytest.approx(geod.inv(120, latitude - 0.005, 120, latitude + 0.005)[2] * 100, rel=1e-5)


def test_distances_on_the_sheet_are_those_on_the_ground():
    frame = Frame.fit(BBOX, Box(300, 100, 1600, 900))
    line = LineString([(121.1, 30.1), (121.5, 30.3)])
    on_sheet = frame.place(line).length * frame.metres_per_unit
    assert on_sheet == pytest.approx(Geod(ellps="GRS80").line_length(*line.xy), rel=2e-3)


def test_the_box_fits_and_north_is_up():
    box = Box(300, 100, 1600, 900)
    frame = Frame.fit(BBOX, box)
    for corner in ((BBOX[0], BBOX[1]), (BBOX[2], BBOX[3])):
        point = frame.place(Point(corner))
        assert box.left <= point.x <= box.right and box.top <= point.y <= box.bottom
    assert frame.place(Point(121.3, 30.3)).y < frame.place(Point(121.3, 30.1)).y


@pytest.mark.parametrize(("per_unit", "room", "metres"), [(50, 150, 5000), (9, 150, 1000), (70, 150, 10000), (0.5, 150, 50)])
def test_round_scale_bars(per_unit, room, metres):
    assert scale_length(per_unit, room) == metres
    assert metres / per_unit <= room and math.log10(metres) >= 1
