"""Commands for what people set right: ``correct``, ``corrections``, ``withdraw``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from data.model import Correction, Location, TownShare
from data.model.placement import PLACE_SUBJECT, Drawn, Expression, Placement, described
from data.region import load_region
from data.store import open_store
from etl import show
from etl.commands.shared import Format, FormatOption, StoreOption, console, print_json, refusals
from etl.correcting import correct_place, preview_place, read_geojson
from etl.decisions import withdraw as take_back
from etl.errors import InputError
from etl.known import standing_corrections


def correct(
    project: str,
    who: Annotated[str, typer.Option("--who", help="更正人")],
    why: Annotated[str, typer.Option("--why", help="依据、理由")],
    place: Annotated[str | None, typer.Option("--place", help="地点表述,如 甲路(乙路—丙路段)")] = None,
    geometry: Annotated[Path | None, typer.Option("--geometry", help="GeoJSON 文件,CGCS2000,经度在前")] = None,
    check: Annotated[bool, typer.Option("--check", help="只看会落在哪里,不保存")] = False,
    store: StoreOption = None,
) -> None:
    """更正一个项目的位置(项目编号);胜过自动落图,可撤回。"""
    with refusals():
        target, placement = open_store(store, make=False), _placement(place, geometry)
        if check:
            found = preview_place(target, project, placement, region=load_region(target.region))
            if found.location.geometry is None:
                raise InputError(f"这样还落不到图上:{found.location.reason}", "请换一种写法,或给出 --geometry")
            show.place(show.paper(), _shown(found.location, found.shares, place or str(geometry)))
            return
        kept = correct_place(target, project, placement, who=who, reason=why, region=load_region(target.region))
    console.print(f"已更正,记为第 {kept.id} 号。撤回:python -m etl withdraw {kept.id} --who 姓名", markup=False)


def corrections(
    format: FormatOption = Format.TEXT,
    everything: Annotated[bool, typer.Option("--all", help="连同已撤回的")] = False,
    store: StoreOption = None,
) -> None:
    """列出人工更正:谁、何时、为什么;区域包自带的序号为空。"""
    with refusals():
        target = open_store(store, make=False)
        own = target.fetch(Correction) if everything else target.fetch(Correction, withdrawn_at=None)
        kept = {one.id for one in own}
        pack = load_region(target.region)
        travelling = [one for one in standing_corrections(target, pack) if one in pack.corrections]
        listed = [_line(one, number=one.id) for one in own if one.id in kept] + [_line(one, number=None) for one in travelling]
    if format is Format.JSON:
        print_json(listed)
    elif listed:
        show.table(show.paper(), [dict(zip(HEADS, one.values(), strict=True)) for one in listed])
    else:
        console.print("没有人工更正。")


def withdraw(number: int, who: Annotated[str, typer.Option("--who", help="撤回人")], store: StoreOption = None) -> None:
    """撤回一条人工更正(序号见 corrections),位置等重新判定。"""
    with refusals():
        target = open_store(store, make=False)
        gone = take_back(target, number, who=who, region=load_region(target.region))
    console.print(f"已撤回第 {gone.id} 号更正({gone.subject})。", markup=False)


HEADS = ("序号", "对象", "改为", "理由", "更正人", "更正时间", "撤回时间", "撤回人")


def _line(one: Correction, *, number: int | None) -> dict[str, object]:
    becomes = described(one.field, one.becomes) if one.subject.startswith(PLACE_SUBJECT) else one.becomes
    return {
        "id": number, "subject": one.subject, "becomes": becomes, "reason": one.reason, "who": one.who,
        "at": one.at.isoformat(timespec="seconds"),
        "withdrawn_at": one.withdrawn_at.isoformat(timespec="seconds") if one.withdrawn_at else None,
        "withdrawn_by": one.withdrawn_by,
    }


def _placement(place: str | None, geometry: Path | None) -> Placement:
    if (place is None) == (geometry is None):
        raise InputError("没有写明位置,或写了两个", "写 --place 地点表述,或 --geometry 文件,二者取一")
    if geometry is None:
        return Expression(place or "")
    try:
        text = geometry.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"读不了 {geometry.name}", "请核对路径,文件应为 UTF-8 的 GeoJSON") from error
    return Drawn(read_geojson(text), by_hand=False)


def _shown(location: Location, shares: Iterable[TownShare], text: str) -> dict[str, object]:
    return {
        "text": text, "precision": location.precision, "method": location.method, "evidence": location.evidence,
        "reason": location.reason, "towns": [{"name": one.name, "share": one.share, "length_m": one.length_m} for one in shares],
    }
