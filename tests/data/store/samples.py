"""Small loads for the store's tests: three projects, a town, a work plan and monthly ledgers."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime

from shapely.geometry import LineString, Point, box

from data.model import (
    Feature,
    Finding,
    LedgerRow,
    Location,
    Match,
    Observation,
    PlanItem,
    Precision,
    Project,
    Receipt,
    Rejection,
    SourceFile,
    SourceKind,
    Stage,
    Town,
    TownShare,
)
from data.store import Batch

MAY, JUNE = date(2024, 5, 31), date(2024, 6, 30)
NOW = datetime(2024, 6, 3, 8, 30, tzinfo=UTC)

PROJECTS = (
    Project(id="r-1", name="东环路", aliases=("东环",), sector="道路", length_m=5200.0),
    Project(id="r-2", name="北河整治", total_investment=335_000_000),
    Project(id="r-3", name="南站"),
)
TOWN = Town(
    code="330282101000", name="甲街道", kind="街道", seat_lon=121.25, seat_lat=30.15, geometry=box(121.2, 30.1, 121.3, 30.2)
)
LINE = LineString([(121.21, 30.11), (121.25, 30.15), (121.29, 30.12)])


def source(text: str, *, kind: SourceKind = SourceKind.LEDGER, as_of: date | None = MAY, demo: bool = False) -> SourceFile:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return SourceFile(sha256=digest, name=f"{text}.xlsx", kind=kind, as_of=as_of, loaded_at=NOW, demo=demo)


def ledger(text: str, as_of: date, done: dict[str, int], *, plan: int = 1_000_000, demo: bool = False) -> Batch:
    """A ledger of some projects: id to what was done this year, in 元."""
    file = source(text, as_of=as_of, demo=demo)
    rows = tuple(
        LedgerRow(source=file.sha256, sheet="台账", row=number, as_of=as_of, name=project, year_plan=plan, year_done=amount)
        for number, (project, amount) in enumerate(done.items(), 4)
    )
    return Batch(
        sources=((file, text.encode()),),
        rows=rows,
        matches=tuple(
            Match(source=file.sha256, key=f"{row.sheet}!{row.row}", name=row.name, project=row.name, rule="同名", score=100.0)
            for row in rows
        ),
        observations=tuple(
            Observation(
                project=row.name, as_of=as_of, source=file.sha256, sheet=row.sheet, row=row.row, stage=Stage.BUILDING,
                year_plan=row.year_plan, year_done=row.year_done,
            )
            for row in rows
        ),
        receipts=(Receipt(stage="ledger", subject=file.name, seen=len(rows), taken=len(rows)),),
    )


def first_load() -> Batch:
    """A work plan and what the region pack brings with the first load."""
    file = source("工作要点", kind=SourceKind.WORK_PLAN)
    return Batch(
        sources=((file, "工作要点".encode()),),
        items=(PlanItem(source=file.sha256, clause="一(一)", name="东环路", verbatim="加快东环路建设", stage=Stage.BUILDING),),
        rejections=(Rejection(source=file.sha256, number=1, row=3, value="11.3元", problem="数量级可疑", remedy="请核对单位"),),
        findings=(Finding(source=file.sha256, number=1, kind="合计不符", text="小计与各项之和相差 1 万元"),),
        projects=PROJECTS,
        matches=(Match(source=file.sha256, key="一(一) 东环路", name="东环路", project="r-1", rule="同名", score=100.0),),
        locations=(
            Location(project="r-1", geometry=LINE, method="whole", precision=Precision.SCHEMATIC, evidence=("东环路",)),
            Location(project="r-2", reason="文中没有地点"),
            Location(project="r-3", geometry=Point(121.22, 30.12), method="village", precision=Precision.ALIGNMENT),
        ),
        shares=(
            TownShare(project="r-1", town=TOWN.code, name=TOWN.name, share=1.0, length_m=5200.0),
            TownShare(project="r-3", town=TOWN.code, name=TOWN.name, share=1.0, basis="point"),
        ),
        towns=(TOWN,),
        features=(Feature(name="东环路", kind="road", geometry=LINE, aliases=("东环",)),),
    )


def everything(store: object) -> dict[str, tuple]:
    """All that a store holds, to compare two states."""
    from data.store.schema import TITLES

    with store.reading() as now:
        return {record.__name__: now.fetch(record) for record in TITLES}
