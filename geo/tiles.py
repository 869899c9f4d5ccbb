"""Tiles under the towns: none unless an operator asks for them in a small TOML file, and then exactly the source it names.

    kind = "tianditu"       token = "…"                               天地图, from the internet, with the user's own token
    kind = "xyz"            url = "https://…/{z}/{x}/{y}.png"         a tile service of the house; datum = "GCJ-02" is moved into place
    kind = "pmtiles"        file = "base.pmtiles"                     a raster PMTiles under static/
    kind = "mbtiles"        file = "base.mbtiles"                     a raster MBTiles; unpacked under static/ once

Also: attribution, max_zoom, layers (天地图). The page's policy admits the named source and nothing beside it. Tiles in GCJ-02
(高德、腾讯) are some 500 m off; they are moved by a plane fitted to that shift over the region, good to a few metres. BD-09
(百度) has a tile grid of its own and is refused.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import numpy as np
import shapely

from geo.datums import UnknownDatumError, convert_datum, named_datum

KINDS = ("tianditu", "xyz", "pmtiles", "mbtiles")
TIANDITU_LAYERS = ("vec", "cva", "img", "cia", "ter", "cta")
SERVED = "/app/static/"
"""Where Streamlit serves ``static/``."""
MOST_TILES = 300_000
_KNOWN = {"kind": str, "token": str, "url": str, "file": str, "datum": str, "attribution": str, "max_zoom": int, "layers": list}
_ENDINGS = {"png": "png", "jpg": "jpg", "jpeg": "jpg", "webp": "webp"}


class TileError(Exception):
    """Tiles that cannot be used: what is wrong, and what to do about it."""

    def __init__(self, problem: str, remedy: str) -> None:
        self.problem, self.remedy = problem, remedy
        super().__init__(f"{problem}。{remedy}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TileSource:
    """A tile source: URL templates (bottom first), how to read them (xyz or pmtiles), origins the page must admit, datum."""

    urls: tuple[str, ...]
    reader: str = "xyz"
    origins: tuple[str, ...] = ()
    datum: str = "CGCS2000"
    attribution: str = ""
    max_zoom: int = 18
    subdomains: str = ""

    def shift(self, bbox: tuple[float, float, float, float]) -> list[float] | None:
        """How the source's coordinates lie to ours over a region: [a, b, c, d, e, f] with lon' = a + b·lon + c·lat,
        lat' = d + e·lon + f·lat; None where they agree.
        """
        if self.datum in ("CGCS2000", "WGS-84"):
            return None
        west, south, east, north = bbox
        lon, lat = (axis.ravel() for axis in np.meshgrid(np.linspace(west, east, 9), np.linspace(south, north, 9)))
        moved = shapely.get_coordinates(convert_datum(shapely.points(lon, lat), "CGCS2000", self.datum))
        plane = np.column_stack([np.ones_like(lon), lon, lat])
        fitted, *_ = np.linalg.lstsq(plane, moved, rcond=None)
        return [*fitted[:, 0].tolist(), *fitted[:, 1].tolist()]


def read_tiles(path: Path | None, *, static: Path) -> TileSource | None:
    """The tile source that a file names; None without a file. static: the folder served as ``/app/static``.

    Raises TileError, which says what is wrong and the remedy.
    """
    if path is None:
        return None
    try:
        settings = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TileError(f"底图设置 {path.name} 无法读取({error})", "请改为 UTF-8 的 TOML,写法见手册") from None
    for key, value in settings.items():
        if key not in _KNOWN:
            raise TileError(f"底图设置中不认识 {key!r}", f"可用:{'、'.join(_KNOWN)}")
        if not isinstance(value, _KNOWN[key]) or isinstance(value, bool):
            raise TileError(f"底图设置 {key!r} 的值 {value!r} 类型不对", f"应为 {_KNOWN[key].__name__}")
    kind = settings.get("kind", "")
    if kind not in KINDS:
        raise TileError(f"底图类型 {kind!r} 不认识", f"可用:{'、'.join(KINDS)}")
    common = {"datum": _datum(settings), "attribution": settings.get("attribution", ""), "max_zoom": settings.get("max_zoom", 18)}
    if kind == "tianditu":
        return _tianditu(settings, common)
    return _xyz(settings, common) if kind == "xyz" else _local(kind, settings, common, static)


def _datum(settings: Mapping[str, Any]) -> str:
    try:
        datum = named_datum(settings.get("datum", "CGCS2000"))
    except UnknownDatumError:
        raise TileError(f"底图坐标系 {settings['datum']!r} 不认识", "可用:CGCS2000、WGS-84、GCJ-02") from None
    if datum == "BD-09":
        raise TileError("百度瓦片(BD-09)的分幅自成一套,不能叠加", "请改用天地图,或转为 CGCS2000 的瓦片")
    return datum


def _tianditu(settings: Mapping[str, Any], common: dict[str, Any]) -> TileSource:
    token = settings.get("token", "")
    if not re.fullmatch(r"[0-9A-Za-z]{16,64}", token):
        raise TileError("天地图缺少令牌,或令牌写法不对", '请在天地图网站申请浏览器端令牌(tk),写作 token = "…"')
    layers = settings.get("layers", ["vec", "cva"])
    if not layers or any(layer not in TIANDITU_LAYERS for layer in layers):
        raise TileError(f"天地图图层 {layers!r} 不认识", f"可用:{'、'.join(TIANDITU_LAYERS)}")
    query = "SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}"
    return TileSource(
        urls=tuple(f"https://t{{s}}.tianditu.gov.cn/{layer}_w/wmts?{query}&LAYER={layer}&tk={token}" for layer in layers),
        origins=tuple(f"https://t{n}.tianditu.gov.cn" for n in range(8)), subdomains="01234567",
        **{**common, "datum": "CGCS2000", "attribution": common["attribution"] or "天地图"},
    )


def _xyz(settings: Mapping[str, Any], common: dict[str, Any]) -> TileSource:
    url = settings.get("url", "")
    parts = urlsplit(url)
    if not all(mark in url for mark in ("{z}", "{x}", "{y}")):
        raise TileError(f"瓦片地址 {url!r} 缺少 {{z}} {{x}} {{y}}", "写作 https://主机/{z}/{x}/{y}.png")
    host = re.fullmatch(r"[A-Za-z0-9.-]+(:\d+)?", parts.netloc)
    inside = url.startswith(SERVED)
    if not inside and (parts.scheme not in ("http", "https") or not host):
        raise TileError(f"瓦片地址 {url!r} 不合规", f"应以 http://、https:// 开头(主机名不用占位符),或以 {SERVED} 开头")
    if any(host in parts.netloc for host in ("amap.com", "autonavi.com", "gtimg.com", "qq.com")) and common["datum"] != "GCJ-02":
        raise TileError("高德、腾讯瓦片是 GCJ-02 坐标,直接叠加会偏移约 500 米", '请写明 datum = "GCJ-02",系统会移正')
    return TileSource(urls=(url,), origins=() if inside else (f"{parts.scheme}://{parts.netloc}",), **common)


def _local(kind: str, settings: Mapping[str, Any], common: dict[str, Any], static: Path) -> TileSource:
    name = settings.get("file", "")
    path = (static / name).resolve()
    if not name or not path.is_relative_to(static.resolve()) or not path.is_file():
        raise TileError(f"找不到底图文件 {name!r}", "请把文件放在 static/ 之下,file 写它在其中的路径")
    if kind == "mbtiles":
        folder, ending = unpack_mbtiles(path, static=static)
        return TileSource(urls=(f"{SERVED}{quote(folder)}/{{z}}/{{x}}/{{y}}.{ending}",), **common)
    head = path.open("rb").read(127)
    if len(head) < 127 or head[:7] != b"PMTiles" or head[7] != 3:
        raise TileError(f"{name!r} 不是 PMTiles 第 3 版", "请用 pmtiles convert 重新生成")
    if head[99] not in (2, 3, 4):
        raise TileError(f"{name!r} 是矢量瓦片,本图只叠加图片瓦片", "请转为 PNG、JPEG 或 WebP 的 PMTiles")
    return TileSource(urls=(SERVED + quote(name),), reader="pmtiles", **{**common, "max_zoom": min(common["max_zoom"], head[101])})


def unpack_mbtiles(path: Path, *, static: Path) -> tuple[str, str]:
    """A raster MBTiles as files ``z/x/y`` under static, made once; gives the folder, relative to static, and the files' ending.

    Rows of an MBTiles count from the south (TMS), those of the web from the north. Raises TileError.
    """
    stamp = path.stat()
    folder = f"tiles-{hashlib.sha256(f'{path.name}/{stamp.st_size}/{stamp.st_mtime_ns}'.encode()).hexdigest()[:12]}"
    target = static / folder
    try:
        with sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True) as tiles:
            about = dict(tiles.execute("select name, value from metadata"))
            ending = _ENDINGS.get(about.get("format", "").lower())
            if ending is None:
                raise TileError(f"{path.name!r} 的瓦片格式是 {about.get('format')!r}", "应为 png、jpg 或 webp")
            if (target / "done").exists():
                return folder, ending
            count = tiles.execute("select count(*) from tiles").fetchone()[0]
            if count > MOST_TILES:
                raise TileError(f"{path.name!r} 有 {count} 张瓦片,过多", "请用 pmtiles convert 转为 PMTiles")
            for zoom, column, row, image in tiles.execute("select zoom_level, tile_column, tile_row, tile_data from tiles"):
                file = target / str(int(zoom)) / str(int(column)) / f"{2 ** int(zoom) - 1 - int(row)}.{ending}"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(image)
    except sqlite3.Error as error:
        raise TileError(f"{path.name!r} 不是可读的 MBTiles({error})", "请检查文件是否完整") from None
    (target / "done").touch()
    return folder, ending
