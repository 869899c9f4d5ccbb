import json

import pytest
from shapely.geometry import shape

from data.views import Location, connect
from pages.ui.geofile import geojson


@pytest.fixture
def made(sample, sample_store):
    places = {place.project: place for place in connect(str(sample_store)).fetch(Location)}
    return json.loads(geojson(sample, sample.rows, places)), places


def test_every_row_is_a_feature_and_what_is_not_on_the_map_says_why(sample, made):
    found, _ = made
    assert found["type"] == "FeatureCollection"
    assert [feature["id"] for feature in found["features"]] == [row.id for row in sample.rows]
    for row, feature in zip(sample.rows, found["features"], strict=True):
        assert (feature["geometry"] is not None) is row.mapped
        assert row.mapped or feature["properties"]["未上图原因"]


def test_geometry_is_lon_lat_within_the_region_and_where_the_store_has_it(made):
    found, places = made
    drawn = [feature for feature in found["features"] if feature["geometry"]]
    assert drawn
    for feature in drawn:
        geometry = shape(feature["geometry"])
        west, south, east, north = geometry.bounds
        assert 120.5 < west <= east < 122.5 and 29.5 < south <= north < 31
        assert geometry.hausdorff_distance(places[feature["id"]].geometry) < 2e-6, "not the exact geometry"


def test_shares_of_towns_are_inside_and_sum_to_the_whole(sample, made):
    for row, feature in zip(sample.rows, made[0]["features"], strict=True):
        shares = feature["properties"]["镇街"]
        assert [share["名称"] for share in shares] == [share.name or "市域以外" for share in row.towns]
        assert not shares or sum(share["占比_%"] for share in shares) == pytest.approx(100, abs=0.1)


def test_the_figures_their_source_and_the_demo_mark_are_inside(sample, made):
    found, _ = made
    assert found["演示数据"] is True and "演示数据" in found["name"]
    assert found["数据截至"] == sample.as_of.isoformat() and found["亮灯规则"] == sample.rule
    for row, feature in zip(sample.rows, found["features"], strict=True):
        said = feature["properties"]
        assert said["演示数据"] is True
        assert said["来源"] == (str(row.evidence) if row.evidence else None)
        assert said["年度计划投资_元"] == (row.progress.year_plan if row.progress else None)
        assert said["年度投资完成率_%"] == (None if row.year_rate is None else round(row.year_rate * 100, 2))
