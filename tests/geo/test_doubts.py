"""Swapped axes and wrong datums are noticed; rough data are not accused."""

import numpy as np
import pytest
import shapely

from data.region import load_region
from geo.crs import convert_datum
from geo.doubts import axes_swapped, datum_fits, suspected_datum, swap_axes

REGION = load_region()


def test_latitude_first_is_noticed_and_undone():
    swapped = swap_axes(REGION.outline)
    assert axes_swapped(swapped, REGION.bbox)
    assert not axes_swapped(REGION.outline, REGION.bbox)
    assert swap_axes(swapped).equals(REGION.outline)


def test_a_place_that_is_wrong_either_way_is_not_called_swapped():
    assert not axes_swapped(shapely.Point(2.35, 48.85), REGION.bbox)


@pytest.mark.parametrize("really", ["GCJ-02", "BD-09"])
def test_a_layer_in_another_datum_is_suspected_by_its_outer_border(really):
    border = REGION.outline.boundary
    points = shapely.line_interpolate_point(border, np.linspace(0, border.length, 300))
    fits = datum_fits(convert_datum(points, "CGCS2000", really), border, REGION)
    assert suspected_datum(fits, "CGCS2000") == really
    assert suspected_datum(fits, really) is None
    assert fits[really] < 1 < fits["CGCS2000"]


def test_a_rough_layer_is_not_suspected():
    rough = REGION.outline.simplify(0.002).boundary
    points = shapely.line_interpolate_point(rough, np.linspace(0, rough.length, 300))
    assert suspected_datum(datum_fits(points, REGION.outline.boundary, REGION), "WGS-84") is None
