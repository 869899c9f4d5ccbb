"""An invented city on a grid of metres, so that every answer is known exactly.

Local metres (x east, y north) count from ORIGIN in the region's projected CRS. Lines have a vertex every 250 m, so that a
straight line in metres and in degrees is the same within a centimetre.

    甲平路  y = 0, x 0…10000               乙安路  x = 2000          丙和路  x = 6000
    丁秀路  x = 8000, ends 80 m off 甲平路   戊远路  x = 9000, 2 km off 甲平路
    蛇溪    crosses 甲平路 at x = 3000 and 5000
    大环路  a ring, 4 km a side, from (12000, 0); 庚路线 cuts it twice, 辛东路 and 壬西路 once each
    分段路  three parts, gaps of 200 m and 5 km
    长塘    both a road (y = -2000) and a river (x = 7000)
"""

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString, Point, Polygon

from data.model import Feature, Precision, Project, Region, Town, Village
from geo.crs import transformer

CRS = 4549
ORIGIN = (600_000.0, 3_340_000.0)
STEP = 250.0


def degrees(geometry, *, shift=(0.0, 0.0)):
    """Local metres to EPSG:4490."""
    to_degrees = transformer(CRS, 4490).transform
    return shapely.transform(
        geometry, lambda x, y: to_degrees(x + ORIGIN[0] + shift[0], y + ORIGIN[1] + shift[1]), interleaved=False,
    )


def local(geometry, *, shift=(0.0, 0.0)):
    """EPSG:4490 to local metres."""
    to_metres = transformer(4490, CRS).transform
    return shapely.transform(
        geometry, lambda x, y: tuple(np.array(to_metres(x, y)) - np.array([ORIGIN]).T - np.array([shift]).T),
        interleaved=False,
    )


def line(*points):
    return shapely.segmentize(LineString(points), STEP)


def box(x0, y0, x1, y1):
    return shapely.segmentize(Polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)]), STEP)


LINES = {
    ("甲平路", "road"): line((0, 0), (10000, 0)),
    ("甲平路支线", "road"): line((0, -3500), (4000, -3500)),
    ("乙安路", "road"): line((2000, -3000), (2000, 3000)),
    ("丙和路", "road"): line((6000, -3000), (6000, 3000)),
    ("丁秀路", "road"): line((8000, 80), (8000, 3000)),
    ("戊远路", "road"): line((9000, 2000), (9000, 4000)),
    ("蛇溪", "river"): line((3000, -1000), (3000, 1000), (5000, 1000), (5000, -1000)),
    ("大环路", "road"): line((12000, 0), (16000, 0), (16000, 4000), (12000, 4000), (12000, 0)),
    ("庚路线", "road"): line((13000, -1000), (13000, 5000)),
    ("辛东路", "road"): line((11000, 1000), (12500, 1000)),
    ("壬西路", "road"): line((15500, 2000), (17000, 2000)),
    ("分段路", "road"): MultiLineString([
        line((9000, 5000), (10000, 5000)), line((2000, 5000), (0, 5000)), line((2200, 5000), (4000, 5000)),
    ]),
    ("分西路", "road"): line((1000, 4500), (1000, 5500)),
    ("分中路", "road"): line((3000, 4500), (3000, 5500)),
    ("分东路", "road"): line((9500, 4500), (9500, 5500)),
    ("长塘", "road"): line((0, -2000), (10000, -2000)),
    ("长塘", "river"): line((7000, -3000), (7000, 3000)),
    ("同向路", "road"): line((4000, 500), (4000, 0), (5000, 0), (5000, -500)),
    ("出境路", "road"): line((15000, -4000), (25000, -4000)),
    ("近界路", "road"): line((10000, -2500), (19200, -2500)),
    ("长安大道", "road"): line((0, 2500), (10000, 2500)),
    ("望海高铁线", "rail"): line((0, 1500), (10000, 1500)),
}
POINTS = {
    ("金波桥", "bridge"): Point(4000, 0),
    ("银波桥", "bridge"): Point(4500, 300),
    ("远波桥", "bridge"): Point(4500, 4600),
    ("望海站", "station"): Point(7500, 1500),
}
AREAS = {
    ("清泉水库", "reservoir"): box(1000, -4800, 1800, -4200),
    ("高地区块", "area"): box(9000, 0, 9800, 800),
}
ALIASES = {("甲平路", "road"): ("甲平快速路",), ("望海站", "station"): ("望海高铁站",)}
STATED = {("甲平路", "road"): ("西川街道", "东川镇")}

TOWNS = (("990001001000", "西川街道", box(-1000, -5000, 5000, 6000), (1000, 100)),
         ("990001002000", "东川镇", box(5000, -5000, 20000, 6000), (6500, 300)))
VILLAGES = (
    ("990001001001", "湾里社区", "西川街道"), ("990001001002", "石桥村", "西川街道"),
    ("990001002001", "石桥村", "东川镇"), ("990001002002", "沙田村", "东川镇"),
)
PROJECTS = (
    Project(id="990001-0001", name="甲平路二期", place="甲平路(乙安路—丙和路)", length_m=4000.0),
    Project(id="990001-0002", name="水质监测站建设工程", place=""),
    Project(id="990001-0003", name="管网改造工程", aliases=("排水管网",), place="全市"),
)


def network(*, shift=(0.0, 0.0), precision=Precision.SURVEYED) -> Region:
    """The invented region, moved by shift metres; its features are known as precisely as asked."""
    shapes = LINES | POINTS | AREAS
    features = tuple(
        Feature(
            name=name, kind=kind, geometry=degrees(shape, shift=shift), precision=precision,
            aliases=ALIASES.get((name, kind), ()), stated_towns=STATED.get((name, kind), ()),
        )
        for (name, kind), shape in shapes.items()
    )
    towns = tuple(
        Town(
            code=code, name=name, kind="街道" if name.endswith("街道") else "镇", geometry=degrees(shape, shift=shift), approximate=False,
            seat_lon=degrees(Point(seat), shift=shift).x, seat_lat=degrees(Point(seat), shift=shift).y,
        )
        for code, name, shape, seat in TOWNS
    )
    return Region(
        code="990001", name="望川市", short_names=("望川", "我市", "全市"), crs=CRS, datum="CGCS2000",
        bbox=(120.0, 29.0, 123.0, 31.0), light_rule="", published=None, towns=towns,
        outline=degrees(box(-1000, -5000, 20000, 6000), shift=shift),
        villages=tuple(Village(code=code, name=name, town=town) for code, name, town in VILLAGES),
        features=features, projects=PROJECTS, groups={"老城片区": ("西川街道",)},
    )
