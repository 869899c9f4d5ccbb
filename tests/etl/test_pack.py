"""The pack's layers are what its sources give: rebuilding changes nothing."""

import shutil

import pytest

from data.region import REGIONS, RegionError
from etl.pack import rebuild

LAYERS = ("outline.geojson", "towns.geojson", "features.geojson")


@pytest.fixture
def pack(tmp_path):
    return shutil.copytree(REGIONS / "330282", tmp_path / "330282")


def test_rebuilding_gives_the_committed_files(pack):
    for name in LAYERS:
        (pack / name).unlink()
    towns, features = rebuild(pack)
    assert (towns.taken, features.taken) == (19, 41)
    for name in LAYERS:
        assert (pack / name).read_text("utf-8") == (REGIONS / "330282" / name).read_text("utf-8"), name


@pytest.mark.parametrize(
    ("name", "was", "becomes", "message"),
    [
        ("towns.csv", "121.223563", "131.223563", "宗汉街道"),
        ("towns.csv", "121.223563", "东经121度", "不是数"),
        ("control_points.csv", "周巷镇", "周港镇", "周港镇"),
        ("features.csv", "LINESTRING (121.1970", "LINESTRING (", "WKT"),
        ("features.csv", "name,aliases", "name,alias", "alias"),
        ("county_outline.geojson", "Polygon", "Polygone", "几何"),
    ],
)
def test_sources_that_contradict_each_other_are_refused(pack, name, was, becomes, message):
    path = pack / "sources" / name
    path.write_text(path.read_text("utf-8").replace(was, becomes, 1), "utf-8")
    before = (pack / "towns.geojson").read_bytes()
    with pytest.raises(RegionError, match=message):
        rebuild(pack)
    assert (pack / "towns.geojson").read_bytes() == before
