"""Datums: published pairs of coordinates, inverses within a centimetre."""

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from data.region import load_region
from geo.crs import convert_datum, to_metres
from geo.datums import UnknownDatumError, named_datum

REGION = load_region()
PLACES = st.tuples(st.floats(73.5, 135.0), st.floats(18.0, 53.5))


@pytest.mark.parametrize(
    ("wgs", "gcj"),
    [
        ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
        ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
        ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
    ],
)
def test_gcj02_agrees_with_the_pairs_the_open_implementations_test_by(wgs, gcj):
    assert shapely.distance(convert_datum(shapely.Point(wgs), "WGS-84", "GCJ-02"), shapely.Point(gcj)) < 1e-9
    assert shapely.distance(convert_datum(shapely.Point(gcj), "GCJ-02", "WGS-84"), shapely.Point(wgs)) < 1e-9


def test_here_amap_lies_east_and_south():
    here = shapely.Point(121.25, 30.18)
    there = convert_datum(here, "CGCS2000", "GCJ-02")
    a, b = to_metres(here, REGION), to_metres(there, REGION)
    assert 380 < b.x - a.x < 480
    assert -310 < b.y - a.y < -210


@settings(deadline=None, max_examples=150)
@given(PLACES, st.sampled_from(["GCJ-02", "BD-09"]))
def test_there_and_back_is_within_a_centimetre(place, datum):
    here = shapely.Point(place)
    back = convert_datum(convert_datum(here, "CGCS2000", datum), datum, "CGCS2000")
    assert abs(back.x - here.x) < 1e-7
    assert abs(back.y - here.y) < 1e-7


@settings(deadline=None, max_examples=50)
@given(PLACES)
def test_bd09_goes_by_way_of_gcj02(place):
    here = shapely.Point(place)
    straight = convert_datum(here, "WGS-84", "BD-09")
    by_way = convert_datum(convert_datum(here, "WGS-84", "GCJ-02"), "GCJ-02", "BD-09")
    assert straight.equals_exact(by_way, 1e-9)


def test_outside_china_gcj02_is_no_shift():
    paris = shapely.Point(2.35, 48.85)
    assert convert_datum(paris, "WGS-84", "GCJ-02").equals(paris)


def test_cgcs2000_and_wgs84_are_one():
    line = REGION.features[0].geometry
    assert convert_datum(line, "CGCS2000", "WGS-84") is line


@pytest.mark.parametrize(
    ("said", "meant"),
    [("wgs84", "WGS-84"), ("gcj_02", "GCJ-02"), ("bd-09", "BD-09"), ("高德", "GCJ-02"), ("百度", "BD-09")],
)
def test_usual_spellings_are_understood(said, meant):
    assert named_datum(said) == meant


def test_an_unknown_datum_is_refused_by_name():
    with pytest.raises(UnknownDatumError, match="北京54"):
        convert_datum(shapely.Point(121, 30), "北京54", "CGCS2000")
