"""Swapped axes and wrong datums are noticed; rough data are not accused."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from data.region import load_region
from geo.crs import convert_datum
from geo.doubts import axes_swapped, border_fits, datum_fits, suspected_datum, swap_axes

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


def roads(seed, *, inside=None, count=40):
    """Straight roads across the region, here and there; cut off at a border, or running on."""
    chance = np.random.default_rng(seed)
    west, south, east, north = REGION.outline.bounds
    ends = chance.uniform((west, south), (east, north), (count, 2, 2))
    lines = shapely.linestrings(ends)
    if inside is None:
        return list(lines)
    return [part for part in shapely.intersection(lines, inside) if part.length > 0]


@pytest.mark.parametrize("really", ["CGCS2000", "GCJ-02", "BD-09"])
@pytest.mark.parametrize("off", [0.0, 0.001, -0.001], ids=["exact", "100 m out", "100 m in"])
def test_roads_that_end_at_the_border_tell_their_datum(really, off):
    given = [convert_datum(line, "CGCS2000", really) for line in roads(7, inside=REGION.outline.buffer(off))]
    fits = border_fits(given, REGION)
    for declared in ("CGCS2000", "GCJ-02", "BD-09"):
        assert suspected_datum(fits, declared) == (None if declared == really else really)


@given(st.integers(0, 2**32 - 1), st.sampled_from(["CGCS2000", "GCJ-02", "BD-09"]), st.integers(1, 120))
@settings(max_examples=60, deadline=None)
def test_roads_that_end_anywhere_are_never_suspected(seed, really, count):
    given_roads = [convert_datum(line, "CGCS2000", really) for line in roads(seed, count=count)]
    assert border_fits(given_roads, REGION) == {}


def test_a_few_roads_at_the_border_say_nothing():
    assert border_fits(roads(7, inside=REGION.outline, count=4), REGION) == {} == border_fits([], REGION)
