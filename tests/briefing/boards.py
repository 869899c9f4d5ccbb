"""Plausible boards of any size, without a store: the nineteen towns of Cixi by their seats, works along and across them."""

from __future__ import annotations

import json
import math
import random
from datetime import UTC, date, datetime

from shapely import MultiPoint, Point, voronoi_polygons
from shapely.geometry import LineString, Polygon, mapping

from data.lights import Lit
from data.model import SourceKind
from data.views import totals
from data.views.shapes import (
    Board,
    BoardRow,
    Change,
    Evidence,
    Light,
    MapLayers,
    Precision,
    Progress,
    ProjectClass,
    SourceFile,
    Stage,
    TownShare,
)

TOWNS = {
    "宗汉街道": (121.223563, 30.187374),
    "坎墩街道": (121.254543, 30.218105),
    "浒山街道": (121.233596, 30.16862),
    "白沙路街道": (121.284641, 30.170231),
    "古塘街道": (121.258452, 30.175716),
    "掌起镇": (121.451077, 30.119245),
    "观海卫镇": (121.419843, 30.17221),
    "附海镇": (121.394949, 30.224148),
    "桥头镇": (121.353612, 30.161804),
    "匡堰镇": (121.300417, 30.159655),
    "逍林镇": (121.317787, 30.177781),
    "新浦镇": (121.362888, 30.248736),
    "胜山镇": (121.32504, 30.235562),
    "横河镇": (121.237921, 30.133575),
    "崇寿镇": (121.266946, 30.272082),
    "庵东镇": (121.214176, 30.271247),
    "长河镇": (121.176393, 30.227307),
    "周巷镇": (121.131081, 30.189649),
    "龙山镇": (121.539411, 30.113674),
}
OUTLINE = Polygon(
    [
        (121.04, 30.16),
        (121.10, 30.14),
        (121.17, 30.13),
        (121.20, 30.08),
        (121.28, 30.09),
        (121.33, 30.11),
        (121.40, 30.06),
        (121.50, 30.04),
        (121.60, 30.02),
        (121.64, 30.08),
        (121.60, 30.13),
        (121.52, 30.18),
        (121.45, 30.25),
        (121.38, 30.30),
        (121.30, 30.34),
        (121.22, 30.36),
        (121.14, 30.33),
        (121.08, 30.25),
    ]
)
SECTORS = ("交通", "水利", "城建", "教育", "卫生", "环保", "产业平台")
UNITS = ("市交通运输局", "市水利局", "市住建局", "市教育局", "市卫生健康局", "城投集团", "交通集团", "环杭州湾创新中心管委会")
HEADS = ("东", "西", "南", "北", "中", "新", "慈东", "慈西", "滨海", "环城", "明湖", "潮塘", "杜湖", "四灶浦", "五塘")
BODIES = {
    "交通": ("大道快速化改造工程", "公路拓宽工程", "连接线(一期)", "互通枢纽及接线工程", "外环(浒崇公路—胜陆高架段)"),
    "水利": ("水库扩容工程", "片区防洪排涝工程", "横江综合整治工程", "海塘安澜工程"),
    "城建": ("路有机更新", "城镇排水管网综合改造工程", "未来社区"),
    "教育": ("中学迁建工程", "实验小学"),
    "卫生": ("人民医院扩建工程", "中医院"),
    "环保": ("建筑垃圾资源化处置中心", "垃圾填埋场二期"),
    "产业平台": ("电商产业园", "标准厂房项目", "数字产业园基础设施配套工程"),
}
REASONS = ("征地拆迁滞后", "管线迁改未完成,施工面受限", "可研批复较迟", "", "资金拨付较慢;汛期停工两周", "用地指标未落实")


def cells() -> dict[str, Polygon]:
    parts = voronoi_polygons(MultiPoint(list(TOWNS.values())), extend_to=OUTLINE).geoms
    return {name: next(part for part in parts if part.contains(Point(seat))).intersection(OUTLINE) for name, seat in TOWNS.items()}


CELLS = cells()


def collection(features) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}, ensure_ascii=False)


def towns_json() -> str:
    return collection(
        {"type": "Feature", "properties": {"code": f"3302820{n:05d}", "name": name, "approximate": True}, "geometry": mapping(cell)}
        for n, (name, cell) in enumerate(CELLS.items())
    )


def base_json() -> str:
    lines = [
        ("road", [(121.10, 30.188), (121.30, 30.175), (121.55, 30.11)]),
        ("water", [(121.10, 30.215), (121.25, 30.2235), (121.36, 30.223)]),
    ]
    return collection(
        {"type": "Feature", "properties": {"name": kind, "kind": kind}, "geometry": mapping(LineString(line))} for kind, line in lines
    )


def name_of(n: int, dice: random.Random) -> tuple[str, str]:
    sector = SECTORS[n % len(SECTORS)]
    name = dice.choice(HEADS) + dice.choice(BODIES[sector])
    return sector, name if n < 60 else f"{name}{n}"


def shape_of(dice: random.Random, town: str):
    x, y = TOWNS[town]
    kind = dice.random()
    if kind < 0.6:
        angle = dice.uniform(0, math.pi)
        reach = dice.uniform(0.01, 0.05)
        bend = dice.uniform(-0.006, 0.006)
        line = [
            (x - reach * math.cos(angle), y - reach * math.sin(angle)),
            (x + bend, y - bend),
            (x + reach * math.cos(angle), y + reach * math.sin(angle)),
        ]
        return LineString(line), dice.choice((Precision.SCHEMATIC, Precision.ALIGNMENT, Precision.SURVEYED))
    if kind < 0.85:
        return Point(x + dice.uniform(-0.02, 0.02), y + dice.uniform(-0.015, 0.015)), Precision.SCHEMATIC
    if kind < 0.93:
        return CELLS[town], Precision.TOWN
    return None, Precision.NONE


LIGHTS = (Light.RED, Light.YELLOW, Light.GREEN, Light.BLUE, Light.GREY, Light.UNRATED)


def row_of(n: int, dice: random.Random, weights, as_of: date) -> tuple[BoardRow, dict | None]:
    light = dice.choices(LIGHTS, weights)[0]
    sector, name = name_of(n, dice)
    town = dice.choice(list(TOWNS))
    shape, precision = shape_of(dice, town)
    t = as_of.month / 12
    plan = dice.randrange(500, 90000) * 10000
    rate = {Light.RED: t - dice.uniform(0.3, 0.4), Light.YELLOW: t - dice.uniform(0.1, 0.3), Light.GREEN: t + dice.uniform(-0.09, 0.3)}.get(
        light, 1.0
    )
    known = light in (Light.RED, Light.YELLOW, Light.GREEN, Light.BLUE)
    done = int(plan * max(rate, 0)) if known else None
    rate = done / plan if known else None
    progress = (
        Progress(
            stage=Stage.BUILDING,
            total_investment=plan * 4,
            year_plan=plan,
            year_done=done,
            total_done=done and done * 2,
            problems=dice.choice(REASONS) if known else "",
        )
        if known
        else None
    )
    behind = light in (Light.RED, Light.YELLOW)
    lit = Lit(
        light=light,
        rule="按百分点",
        time_progress=t,
        year_rate=rate,
        gap=(rate - t) * 100 if known else None,
        ratio=rate / t if known else None,
        to_green=int(plan * (t - 0.1) - done) if behind else 0 if known else None,
        working="算式",
    )
    row = BoardRow(
        id=f"330282-{n:04d}",
        name=name,
        aliases=(),
        sector=sector,
        project_class=ProjectClass.CONTINUED,
        unit=dice.choice(UNITS),
        stage=Stage.COMPLETED if light is Light.BLUE else Stage.BUILDING,
        progress=progress,
        as_of=as_of,
        evidence=Evidence(file="进度台账.xlsx", sheet="Sheet1", row=n + 4),
        year_rate=rate,
        total_rate=rate and rate / 2,
        lit=lit,
        judgement=None,
        towns=(TownShare(project=f"330282-{n:04d}", town="", name=town, share=1.0),),
        precision=precision,
        partial=False,
        mapped=shape is not None,
        place_reason="" if shape is not None else "文中没有地点",
        length_m=None,
    )
    return row, shape and mapping(shape)


def sources(as_of: date) -> tuple[SourceFile, ...]:
    return (
        SourceFile(
            sha256="a" * 64,
            name="2024年5月重点工程进度台账.xlsx",
            kind=SourceKind.LEDGER,
            as_of=as_of,
            loaded_at=datetime(2024, 6, 3, tzinfo=UTC),
            demo=True,
        ),
        SourceFile(
            sha256="b" * 64,
            name="2024年5月份市政府工作要点.txt",
            kind=SourceKind.WORK_PLAN,
            as_of=as_of,
            loaded_at=datetime(2024, 6, 3, tzinfo=UTC),
        ),
    )


def board_of(rows, as_of: date, *, demo: bool = True) -> Board:
    return Board(
        region="330282",
        as_of=as_of,
        rule="按百分点(银川2025)",
        rule_words=("绿灯:欠时序10个百分点以内", "黄灯:欠时序10至30个百分点", "红灯:欠时序30个百分点以上"),
        rows=tuple(rows),
        totals=totals(tuple(rows), as_of),
        demo=demo,
        approximate_towns=True,
        sources=sources(as_of),
        version=3,
    )


WEIGHTS = {"few": (1, 2, 6, 1, 2, 2), "half": (3, 5, 6, 1, 1, 1), "most": (45, 55, 0, 0, 0, 0)}


def make(count: int, *, mix: str = "few", as_of: date = date(2024, 5, 31), demo: bool = True, seed: int = 7):
    """A board, its layers, an earlier board and the changes between them."""
    dice = random.Random(seed)
    rows, shapes = [], {}
    for n in range(1, count + 1):
        row, shape = row_of(n, dice, WEIGHTS[mix], as_of)
        rows.append(row)
        if shape:
            shapes[row.id] = shape
    layers = MapLayers(towns=towns_json(), base=base_json(), shapes=shapes, bbox=OUTLINE.bounds)
    dice = random.Random(seed)
    earlier = [row_of(n, dice, WEIGHTS[mix], date(2024, 4, 30))[0] for n in range(1, count + 1)][: max(count - 2, 0)]
    return board_of(rows, as_of, demo=demo), board_of(earlier, date(2024, 4, 30), demo=demo), changes_of(rows), layers


KINDS = ("新增", "开工", "完工", "转红", "转黄", "转绿", "环节倒退", "计划调减", "累计下降", "差距缩小", "差距扩大")


def changes_of(rows) -> tuple[Change, ...]:
    return tuple(
        Change(project=row.id, name=row.name, kind=KINDS[n % len(KINDS)], was="绿", now="红", amount=12.3)
        for n, row in enumerate(rows[:14])
    )
