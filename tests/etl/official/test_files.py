"""Broken and hostile files: an error with its remedy, nothing written outside, nothing swallowed whole."""

import json
import zipfile

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.region import load_region
from etl.errors import InputError
from etl.official import read_features, read_towns
from etl.official.archive import unpacked

REGION = load_region()


def zipped(path, entries, **options):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def test_paths_in_a_zip_lead_nowhere(tmp_path):
    path = zipped(tmp_path / "a.zip", {"../../evil.geojson": "{}", "/etc/x.geojson": "{}", "..\\..\\win.geojson": "{}", "run.exe": "x"})
    with unpacked(path) as folder:
        assert {file.name for file in folder.iterdir()} == {"evil.geojson", "x.geojson", "win.geojson"}
        assert {file.parent for file in folder.rglob("*")} == {folder}
    assert not folder.exists()
    assert [file.name for file in tmp_path.iterdir()] == ["a.zip"]


def test_gbk_names_in_a_zip_are_read(tmp_path):
    path = zipped(tmp_path / "a.zip", {"abcd.geojson": "{}"})
    path.write_bytes(path.read_bytes().replace(b"abcd", "镇界".encode("gbk")))
    with unpacked(path) as folder:
        assert [file.name for file in folder.iterdir()] == ["镇界.geojson"]


HOSTILE = {
    "empty": (b"", "是空的"),
    "noise": (bytes(range(256)) * 10, "不是能读的图层"),
    "text": ("宗汉街道".encode(), "不是能读的图层"),
    "broken zip": (b"PK\x03\x04" + b"\0" * 100, "zip"),
    "broken gpkg": (b"SQLite format 3\0" + b"\0" * 500, "损坏"),
    "lone shp": (bytes.fromhex("0000270a") + b"\0" * 200, "dbf"),
    "json of another kind": (b'{"a": 1}', "GeoJSON"),
    "cut json": (b'{"type": "FeatureCollection", "features": [', "GeoJSON"),
    "deep json": (b'{"type": "FeatureCollection", "features": ' + b"[" * 100_000, "GeoJSON"),
    "no features": (b'{"type": "FeatureCollection", "features": []}', "没有带几何"),
    "no geometry": (b'{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null}]}', "没有带几何"),
    "bad geometry": (b'{"features": [{"geometry": {"type": "Polygon", "coordinates": 7}}], "type": "FeatureCollection"}', "几何"),
    "entities in kml": (b'<?xml version="1.0"?><!DOCTYPE k [<!ENTITY a "b">]><kml>&a;</kml>', "实体"),
    "driver by content": (b"<OGRVRTDataSource><kml/></OGRVRTDataSource>", "不是能读的图层"),
    "empty overpass": (b'{"elements": []}', "没有可用的要素"),
    "broken overpass": (b'{"elements": [{"type": "node"}]}', "Overpass"),
    "broken pbf": (b"\0\0\0\x0d\x0a\x09OSMHeader\x18\x05abc", "OpenStreetMap"),
    "entities in osm": (b'<?xml version="1.0"?><!DOCTYPE osm [<!ENTITY a "b">]><osm version="0.6"/>', "实体"),
}


@pytest.mark.parametrize(("data", "message"), HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("read", [read_features, read_towns])
def test_broken_files_are_refused_in_one_line(tmp_path, read, data, message):
    path = tmp_path / "file.dat"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read(path, REGION)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)
    if read is read_features:
        assert message in str(caught.value)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(InputError, match="打不开"):
        read_towns(tmp_path / "no.gpkg", REGION)


ZIPS = {
    "bomb": ({"a.geojson": b" " * 50_000_000}, "压缩比异常"),
    "too many": ({f"{i}.geojson": "{}" for i in range(600)}, "过多"),
    "nothing of use": ({"a.doc": "x"}, "没有 shp"),
    "twice the name": ({"a/x.geojson": "{}", "b/x.geojson": "{}"}, "同名"),
    "shp alone": ({"a.shp": bytes.fromhex("0000270a") + b"\0" * 100}, "dbf"),
}


@pytest.mark.parametrize(("entries", "message"), ZIPS.values(), ids=ZIPS)
def test_zips_that_hurt_are_refused(tmp_path, entries, message):
    with pytest.raises(InputError, match=message):
        read_towns(zipped(tmp_path / "a.zip", entries), REGION)


def test_an_encrypted_zip_is_refused(tmp_path):
    data = bytearray(zipped(tmp_path / "a.zip", {"a.geojson": "{}"}).read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(InputError, match="密码"):
        read_towns(tmp_path / "a.zip", REGION)


WHOLE = json.dumps({
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {"name": town.name}, "geometry": shapely.geometry.mapping(town.geometry)}
        for town in REGION.towns
    ],
}).encode()  # fmt: skip


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.sampled_from(b'0-9,.e[]{}":\xff n')), max_size=4), st.integers(1, len(WHOLE)))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(tmp_path, damage, length):
    data = bytearray(WHOLE)
    for place, byte in damage:
        data[place] = byte
    path = tmp_path / "towns.geojson"
    path.write_bytes(data[: length if length % 3 == 0 else None])
    for read in (read_towns, read_features):
        try:
            assert all(isinstance(line, str) and line for line in read(path, REGION).lines)
        except InputError as refused:
            assert refused.remedy
