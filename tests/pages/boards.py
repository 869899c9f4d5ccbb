"""Boards made up for the tests of pages: as many projects as asked for, all invented.

``install(monkeypatch-like setter, …)`` puts them where ``data.views`` would answer, so that pages run without a store.
"""

import json
import math
import random
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from types import SimpleNamespace

from shapely.geometry import LineString, Point, mapping

from data.lights import Lit, time_progress
from data.model import (
    Finding,
    ItemKind,
    Light,
    Location,
    PlanItem,
    Precision,
    Problem,
    Progress,
    ProjectClass,
    SourceFile,
    SourceKind,
    Stage,
    TownShare,
)
from data.region import load_region
from data.views import Board, BoardRow, Card, Evidence, Lagging, MapLayers, RuleWords, totals

DATES = (date(2024, 3, 31), date(2024, 4, 30), date(2024, 5, 31))
RULES = ("默认规则(差值)", "武汉(比值)")
WAN = 10_000


@lru_cache(maxsize=1)
def region():
    return load_region()


@lru_cache(maxsize=1)
def cells():
    return tuple((town.code, town.name, town.geometry) for town in region().towns)


def place(n, rng):
    """A geometry and how well it is known, for the n-th project."""
    inside = cells()[n * 7 % len(cells())][2].representative_point()
    x, y = inside.x + rng.gauss(0, 0.012), inside.y + rng.gauss(0, 0.012)
    match n % 10:
        case 7:
            return cells()[n % len(cells())][2], Precision.TOWN
        case 8:
            return None, (Precision.CITY if n % 20 == 8 else Precision.NONE)
        case 9:
            return Point(x, y), Precision.SURVEYED
        case _:
            angle, points, step = rng.uniform(0, 6.3), [(x, y)], 0.0025
            for _ in range(39):
                angle += rng.gauss(0, 0.1)
                points.append((points[-1][0] + step * math.cos(angle), points[-1][1] + step * math.sin(angle)))
            return LineString(points), (Precision.ALIGNMENT if n % 3 else Precision.SCHEMATIC)


def judge(year_rate, time_progress, stage, klass):
    if stage in (Stage.COMPLETED, Stage.IN_USE):
        return Light.BLUE
    if klass in (ProjectClass.RESERVE, ProjectClass.PREPARATORY):
        return Light.UNRATED
    if year_rate is None:
        return Light.GREY
    gap = (year_rate - time_progress) * 100
    return Light.RED if gap < -20 else Light.YELLOW if gap < -8 else Light.GREEN


def invented_name(n):
    return f"{'东西南北中'[n % 5]}{'横纵环'[n % 3]}{n}号{('快速路工程', '河道整治', '水厂扩建', '中学迁建')[n % 4]}"


def row(n, *, as_of, rule, name=None):
    rng = random.Random(n)
    geometry, precision = place(n, rng)
    klass = list(ProjectClass)[rng.choice([0, 0, 0, 1, 1, 2, 3])]
    stage = rng.choice([Stage.BUILDING] * 5 + [Stage.PREPARATION, Stage.TENDER, Stage.START, Stage.COMPLETED, Stage.SUSPENDED])
    elapsed = time_progress(as_of)
    total = rng.randint(800, 320_000) * WAN
    plan = None if n % 13 == 5 else rng.randint(300, 40_000) * WAN
    known = n % 17 != 4
    done = int((plan or 0) * max(0, rng.gauss(elapsed, 0.22)))
    progress = Progress(
        stage=stage, total_investment=total, year_plan=plan, year_done=done if plan else None, total_done=min(done * 2, total * 2),
        physical_progress=round(rng.uniform(0, 100), 1), progress_words="主线桩基完成过半", problems="管线迁改滞后" if n % 6 == 0 else "",
    ) if known else None
    year_rate = done / plan if known and plan else None
    light = judge(year_rate, elapsed, stage, klass)
    town, other = cells()[n % len(cells())], cells()[(n + 1) % len(cells())]
    shares = (TownShare(project=f"p-{n:04d}", town=town[0], name=town[1], share=0.6, length_m=4200.0),
              TownShare(project=f"p-{n:04d}", town=other[0], name=other[1], share=0.4, length_m=2800.0))
    gap = None if year_rate is None else round((year_rate - elapsed) * 100, 1)
    return geometry, BoardRow(
        id=f"p-{n:04d}", name=name or invented_name(n),
        aliases=(f"别名{n}",) if n % 4 == 0 else (), sector=("公路", "河道", "水务", "教育")[n % 4], project_class=klass,
        unit=("市交通局", "市水利局", "市住建局")[n % 3], stage=stage, progress=progress, as_of=as_of if known else None,
        evidence=Evidence(file="演示台账.xlsx", sheet="5月", row=n + 5) if known else None, year_rate=year_rate,
        total_rate=progress.total_done / total if known else None,
        lit=Lit(light=light, rule=rule, time_progress=elapsed, year_rate=year_rate, gap=gap,
                to_green=12_000_000 if light in (Light.RED, Light.YELLOW) else None,
                working=f"年度完成率与时序 {elapsed:.1%} 相比" if gap is not None else "没有可评的数据"),
        judgement=None, towns=shares[:1] if precision is Precision.TOWN else shares if geometry is not None else (), precision=precision,
        partial=False, mapped=geometry is not None, place_reason="" if geometry is not None else "文中未写地点", length_m=7000.0,
    )


class FakeViews:
    """Answers as ``data.views`` does, from invented records over the region's real towns. names replaces the first projects' names."""

    def __init__(self, count=60, *, names=(), version=1, demo=True):
        self.count, self.names, self.number, self.demo = count, names, version, demo

    def made(self, as_of, rule):
        names = dict(enumerate(self.names))
        return [row(n, as_of=as_of, rule=rule, name=names.get(n)) for n in range(self.count)]

    def connect(self, url=None):
        return SimpleNamespace(version=lambda: self.number, region="330282")

    def rules_stamp(self, store):
        return 0

    def board(self, store, as_of=None, rule=None):
        as_of, rule = as_of or DATES[-1], rule or RULES[0]
        rows = tuple(one for _, one in self.made(as_of, rule))
        return Board(region="330282", as_of=as_of if rows else None, rule=rule,
                     rule_words=("黄灯:欠时序 8–20 个百分点", "红灯:欠时序超过 20 个百分点", "无数据为灰"),
                     rows=rows, totals=totals(rows, as_of), demo=self.demo, approximate_towns=True, sources=(), version=self.number)

    def map_layers(self, store):
        features = [{"type": "Feature", "geometry": rounded(mapping(cell)),
                     "properties": {"code": code, "name": name, "approximate": True, "label": [*cell.representative_point().coords[0]]}}
                    for code, name, cell in cells()]
        base = [{"type": "Feature", "properties": {"kind": one.kind, "name": one.name}, "geometry": mapping(one.geometry)}
                for one in region().features]
        collection = lambda some: json.dumps({"type": "FeatureCollection", "features": some})  # noqa: E731
        shapes = {one.id: rounded(mapping(geometry)) for geometry, one in self.made(DATES[-1], RULES[0]) if geometry is not None}
        places = {one.id: replace(self.card(store, one.id).location, geometry=None) for _, one in self.made(DATES[-1], RULES[0])}
        return MapLayers(towns=collection(features), base=collection(base), shapes=shapes, places=places, bbox=region().bbox)

    def card(self, store, project, as_of=None, rule=None):
        as_of, rule = as_of or DATES[-1], rule or RULES[0]
        n = int(project.split("-")[1])
        geometry, one = row(n, as_of=as_of, rule=rule, name=dict(enumerate(self.names)).get(n))
        history = tuple((day, row(n, as_of=day, rule=rule)[1].progress, Evidence(file=f"台账{day:%m}月.xlsx", sheet="进度", row=n + 5))
                        for day in DATES if day <= as_of and one.progress)
        plan = SourceFile(sha256="a" * 64, name="工作要点.docx", kind=SourceKind.WORK_PLAN, as_of=as_of,
                          loaded_at=datetime(2024, 6, 1, tzinfo=UTC))
        item = PlanItem(source=plan.sha256, clause="三(四)", name=one.name, verbatim=f"加快推进{one.name},力争年内完工。",
                        kind=ItemKind.PROJECT,
                        action="加快推进", stage=Stage.COMPLETED, target="年内完工", soft=True)
        return Card(
            row=one,
            location=Location(project=one.id, text="东桥镇至西浦街道", geometry=geometry, method="between", precision=one.precision,
                                       evidence=("《公报》所述起讫点", "沿用地名库线位"), reason=one.place_reason, length_m=7000.0),
            history=history, quotes=((plan, item),),
            findings=(Finding(source="a" * 64, number=1, kind="计划调减", text="年度计划由 5000 万元调减为 4000 万元", project=one.id),),
            problems=(Problem(id=1, project=one.id, text="管线迁改滞后", unit="市住建局", due=date(2024, 8, 31),
                              opened_at=datetime(2024, 5, 2, tzinfo=UTC), opened_by="办公室"),),
            judgements=(), corrections=(), neighbours=(("p-0001", "相邻工程", 350.0),),
        )

    def data_dates(self, store):
        return DATES if self.count else ()

    def lagging(self, store, board):
        behind = [one for one in board.rows if one.lit.light in (Light.RED, Light.YELLOW)]
        behind.sort(key=lambda one: ("红黄".index(one.lit.light.value), one.lit.gap or 0.0))
        return tuple(Lagging(row=one, since=DATES[0], red_since=DATES[-1] if one.lit.light is Light.RED else None,
                             reason=one.progress.problems or one.progress.progress_words, problems=()) for one in behind)

    def rules(self, store):
        return tuple(RuleWords(name, (), in_force=name == RULES[0]) for name in RULES)

    def loaded(self, store):
        return ()

    def changes(self, store, since, until, rule=None):
        return ()


ASKED = ("connect", "board", "map_layers", "card", "data_dates", "rules", "rules_stamp", "loaded", "changes", "lagging")


def rounded(geometry):
    def cut(value):
        return round(value, 5) if isinstance(value, float) else [cut(one) for one in value]

    return {"type": geometry["type"], "coordinates": cut(geometry["coordinates"])}


def install(fake, set_attribute=setattr):
    """Let data.views answer from a fake."""
    from data import views

    for name in ASKED:
        set_attribute(views, name, getattr(fake, name))
