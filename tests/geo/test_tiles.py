import sqlite3

import pytest

from geo.datums import convert_datum
from geo.tiles import MOST_TILES, TileError, read_tiles

TOKEN = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def asked(tmp_path):
    static = tmp_path / "static"
    static.mkdir()

    def ask(text):
        path = tmp_path / "tiles.toml"
        path.write_text(text, "utf-8")
        return read_tiles(path, static=static)

    ask.static = static
    return ask


def mbtiles(path, *, form="png"):
    with sqlite3.connect(path) as tiles:
        tiles.execute("create table metadata (name text, value text)")
        tiles.execute("create table tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)")
        tiles.execute("insert into metadata values ('format', ?)", (form,))
        tiles.execute("insert into tiles values (2, 3, 1, ?)", (b"north",))


def test_without_a_file_there_are_no_tiles(tmp_path):
    assert read_tiles(None, static=tmp_path) is None


def test_tianditu_names_its_hosts_and_the_users_token(asked):
    source = asked(f'kind = "tianditu"\ntoken = "{TOKEN}"')
    assert all(TOKEN in url and "{s}" in url for url in source.urls) and len(source.urls) == 2
    assert source.origins == tuple(f"https://t{n}.tianditu.gov.cn" for n in range(8))


def test_gcj_tiles_are_moved_to_within_a_few_metres(asked):
    source = asked('kind = "xyz"\nurl = "https://tiles.example/{z}/{x}/{y}.png"\ndatum = "GCJ-02"')
    import shapely

    a, b, c, d, e, f = source.shift((121.0, 30.0, 121.7, 30.5))
    for lon, lat in ((121.05, 30.05), (121.35, 30.25), (121.66, 30.48)):
        true = convert_datum(shapely.Point(lon, lat), "CGCS2000", "GCJ-02")
        assert abs(a + b * lon + c * lat - true.x) < 2e-4 and abs(d + e * lon + f * lat - true.y) < 2e-4
        assert abs(true.x - lon) > 3e-3, "there was nothing to move"


def test_tiles_in_our_datum_are_not_moved(asked):
    assert asked('kind = "xyz"\nurl = "http://10.1.2.3:8080/{z}/{x}/{y}.png"').shift((121.0, 30.0, 121.7, 30.5)) is None


def test_mbtiles_are_unpacked_once_with_rows_from_the_north(asked):
    mbtiles(asked.static / "base.mbtiles")
    source = asked('kind = "mbtiles"\nfile = "base.mbtiles"')
    folder = asked.static / source.urls[0].split("/")[3]
    assert source.urls[0] == f"/app/static/{folder.name}/{{z}}/{{x}}/{{y}}.png" and not source.origins
    assert (folder / "2" / "3" / "2.png").read_bytes() == b"north"
    (folder / "2" / "3" / "2.png").unlink()
    asked('kind = "mbtiles"\nfile = "base.mbtiles"')
    assert not (folder / "2" / "3" / "2.png").exists(), "unpacked again"


def test_raster_pmtiles_are_read_by_ranges_from_the_house_itself(asked):
    head = bytearray(127)
    head[:8], head[99], head[101] = b"PMTiles\x03", 2, 15
    (asked.static / "base.pmtiles").write_bytes(head)
    source = asked('kind = "pmtiles"\nfile = "base.pmtiles"')
    assert source.urls == ("/app/static/base.pmtiles",) and source.max_zoom == 15
    assert not source.origins
    head[99] = 1
    (asked.static / "base.pmtiles").write_bytes(head)
    with pytest.raises(TileError, match="矢量瓦片"):
        asked('kind = "pmtiles"\nfile = "base.pmtiles"')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kind =", "无法读取"), ('kind = "wms"', "底图类型 'wms'"), ('kind = "xyz"\nurl = 3', "类型不对"),
        ("colour = 1", "不认识 'colour'"),
        ('kind = "tianditu"', "令牌"), ('kind = "tianditu"\ntoken = "short"', "令牌"),
        (f'kind = "tianditu"\ntoken = "{TOKEN}"\nlayers = ["roads"]', "图层"),
        ('kind = "xyz"\nurl = "https://a/b.png"', "缺少"), ('kind = "xyz"\nurl = "javascript:alert(1)//{z}{x}{y}"', "不合规"),
        ('kind = "xyz"\nurl = "https://a\' *; b/{z}/{x}/{y}"', "不合规"), ('kind = "xyz"\nurl = "https://{s}.a.b/{z}/{x}/{y}"', "不合规"),
        ('kind = "xyz"\nurl = "https://wprd01.is.autonavi.com/t?x={x}&y={y}&z={z}"', "GCJ-02"),
        ('kind = "xyz"\nurl = "https://a.b/{z}/{x}/{y}"\ndatum = "BD-09"', "百度"),
        ('kind = "xyz"\nurl = "https://a.b/{z}/{x}/{y}"\ndatum = "Mars"', "坐标系 'Mars'"),
        ('kind = "pmtiles"\nfile = "../secret.pmtiles"', "找不到"), ('kind = "mbtiles"\nfile = "none.mbtiles"', "找不到"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_remedy(asked, text, said):
    with pytest.raises(TileError) as refused:
        asked(text)
    assert said in refused.value.problem and refused.value.remedy


def test_files_that_are_not_what_their_names_say_are_refused(asked):
    for name in ("base.mbtiles", "base.pmtiles"):
        (asked.static / name).write_bytes(b"nothing of the kind" * 20)
        with pytest.raises(TileError):
            asked(f'kind = "{name.split(".")[1]}"\nfile = "{name}"')
    (asked.static / "v.mbtiles").unlink(missing_ok=True)
    mbtiles(asked.static / "v.mbtiles", form="pbf")
    with pytest.raises(TileError, match="格式"):
        asked('kind = "mbtiles"\nfile = "v.mbtiles"')
    assert MOST_TILES > 1000
