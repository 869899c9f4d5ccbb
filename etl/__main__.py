"""The command line: ``python -m etl``. Exit status: 0 all taken, 3 taken with rejections, 2 nothing taken."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from data.model import Region, SourceKind
from data.region import load_region
from data.store import is_made, open_store
from etl import show
from etl.commands import corrections
from etl.commands.shared import AsOfOption, Format, FormatOption, StoreOption, console, fail, parse_date, print_json, refusals
from etl.decisions import undo_load
from etl.errors import InputError
from etl.export import ExportFormat
from etl.export import export as write_export
from etl.extract import extract as extract_items
from etl.inputs import NO_ITEMS, NO_ROWS, Input
from etl.known import current_region
from etl.layers import adopt
from etl.ledger import read_ledger
from etl.official import FeaturesReport, TownsReport, read_features, read_towns
from etl.pack import rebuild
from etl.pipeline import load
from etl.places import locate_text
from etl.read import read_document
from etl.samples import sample_files

app = typer.Typer(no_args_is_help=True, add_completion=False, help="读取工作要点与台账,落图入库。", rich_markup_mode=None)

DatumOption = Annotated[str, typer.Option("--datum", help="坐标基准:CGCS2000、WGS-84、GCJ-02、BD-09")]
CheckOption = Annotated[bool, typer.Option("--check", help="只看报告,不采用")]


@app.command()
def run(
    document: Annotated[list[Path] | None, typer.Option("--document", help="工作要点(txt docx pdf html)")] = None,
    ledger: Annotated[list[Path] | None, typer.Option("--ledger", help="进度台账(xlsx xls csv)")] = None,
    store: StoreOption = None,
    as_of: AsOfOption = None,
    if_empty: Annotated[bool, typer.Option("--if-empty", help="库中已有数据时什么也不做")] = False,
) -> None:
    """载入文件;不给文件时载入随附的演示数据。"""
    with refusals():
        target = open_store(store)
        if if_empty and target.version():
            return
        inputs = [Input.from_path(path, SourceKind.WORK_PLAN) for path in document or []]
        inputs += [Input.from_path(path, SourceKind.LEDGER, as_of=parse_date(as_of)) for path in ledger or []]
        inputs = inputs or [Input.from_path(path) for path in sample_files()]
        if not inputs and if_empty:
            console.print("这个城市没有演示数据,请到“数据”页载入文件")
            return
        if not inputs:
            raise InputError("没有给出文件,这个城市也没有演示数据", "写 --document 文件 或 --ledger 文件")
        with show.progress(console) as progress:
            loading = load(inputs, target, progress=progress)
        show.loading(console, loading)
    raise typer.Exit(loading.status)


@app.command()
def extract(document: Path, format: FormatOption = Format.TEXT) -> None:
    """列出一份工作要点中的工程项目,不入库。"""
    with refusals():
        file = Input.from_path(document)
        extraction = extract_items(read_document(file.data, file.name), load_region(), source=file.sha256)
        items = [show.item_json(item) for item in extraction.items]
    if format is Format.JSON:
        print_json(items)
    else:
        show.table(show.paper(), items)
    if not items:
        fail(*NO_ITEMS)


@app.command()
def ledger(file: Path, format: FormatOption = Format.TEXT, as_of: AsOfOption = None) -> None:
    """列出一份台账的各行与未收之处,不入库。"""
    with refusals():
        given = Input.from_path(file, as_of=parse_date(as_of))
        reading = read_ledger(given.data, given.name, as_of=given.as_of, source=given.sha256)
        content = reading.as_json()
    if format is Format.JSON:
        print_json(content)
    else:
        show.table(show.paper(), content["rows"])
        show.table(show.paper(), content["rejected"])
    if not content["rows"]:
        fail(*NO_ROWS)
    raise typer.Exit(3 if content["rejected"] else 0)


@app.command()
def locate(text: str, format: FormatOption = Format.TEXT) -> None:
    """把一处地点表述或项目名称落到图上,不入库。"""
    with refusals():
        found = locate_text(text, load_region())
    if format is Format.JSON:
        print_json(found)
    else:
        show.place(show.paper(), found)
    if found["geometry"] is None:
        raise typer.Exit(2)


@app.command()
def status(store: StoreOption = None) -> None:
    """库中有什么、从哪来、什么没有收。"""
    with refusals():
        show.status(show.paper(), open_store(store, make=False))


@app.command()
def undo(store: StoreOption = None) -> None:
    """撤回最近一次载入。"""
    with refusals():
        undone = undo_load(open_store(store, make=False))
    if undone is None:
        fail("没有可撤回的载入", "先用 python -m etl run 载入文件")
    console.print(f"已撤回第 {undone.id} 次载入({len(undone.sources)} 个文件)。")


@app.command()
def towns(
    file: Path, datum: DatumOption = "CGCS2000", check: CheckOption = False, store: StoreOption = None,
) -> None:
    """以官方镇界替换近似镇界(shp 压缩包、gpkg、geojson、kml),并重新落图。"""
    with refusals():
        take_layer(read_towns(file, region_now(store), datum=datum), file, check=check, store=store)


@app.command()
def features(
    file: Annotated[Path | None, typer.Argument()] = None,
    osm: Annotated[Path | None, typer.Option("--osm", help="OpenStreetMap 的 .osm.pbf 或 Overpass json")] = None,
    datum: DatumOption = "CGCS2000",
    kind: Annotated[str | None, typer.Option("--kind", help="要素类别;缺省由属性与名称判断")] = None,
    check: CheckOption = False,
    store: StoreOption = None,
) -> None:
    """以官方(或 OpenStreetMap)的道路、河流等充实地名要素,并重新落图。"""
    with refusals():
        path = file or osm
        if path is None:
            raise InputError("没有给出文件", "写 python -m etl features 文件,或 --osm 文件")
        take_layer(read_features(path, region_now(store), datum=datum, kind=kind), path, check=check, store=store)


@app.command()
def export(
    format: Annotated[ExportFormat, typer.Argument(help="oc4ids、geojson、geoparquet、xlsx、html")],
    out: Path,
    as_of: Annotated[str | None, typer.Option("--as-of", help="导出哪一数据日期的看板,缺省为最近一期")] = None,
    store: StoreOption = None,
) -> None:
    """把看板导出给其他系统。"""
    with refusals():
        subject = write_export(open_store(store, make=False), out, format=format, as_of=parse_date(as_of))
    console.print(f"已写出 {out}:{len(subject.board.rows)} 个项目,数据截至 {subject.board.as_of}", markup=False)


@app.command()
def pack(directory: Path) -> None:
    """由区域包的 sources/ 重新推算镇界与要素(结果逐字节相同)。"""
    with refusals():
        for receipt in rebuild(directory):
            console.print(f"{receipt.subject}:{receipt.taken}。{';'.join(receipt.notes)}", markup=False)


def region_now(store: str | None) -> Region:
    """The region with the official layers that were loaded before: what a new file is judged by. Looking makes no store."""
    pack = load_region()
    return current_region(open_store(store), pack) if is_made(store) else pack


def take_layer(report: TownsReport | FeaturesReport, file: Path, *, check: bool, store: str | None) -> None:
    """Say what the file would change; unless only asked to check, let it take effect and tell how to go back."""
    for line in report.lines:
        console.print(line, markup=False)
    if check:
        raise typer.Exit(2 if report.blocked else 3 if report.refused else 0)
    with show.progress(console) as progress:
        run = adopt(report, file, open_store(store), progress=lambda done, total: progress("重新落图", done, total))
    console.print(f"已采用,记为第 {run.id} 次载入。撤回:python -m etl undo", markup=False)
    if report.refused:
        raise typer.Exit(3)


for command in (corrections.correct, corrections.corrections, corrections.withdraw):
    app.command()(command)


if __name__ == "__main__":
    app()
