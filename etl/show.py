"""What the command line shows of records: JSON shapes, tables, progress, receipts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from data.model import PlanItem, Receipt, Rejection, SourceFile, SourceKind
from data.store import Store
from etl.pipeline import Loading

KIND_WORDS = {
    SourceKind.WORK_PLAN: "工作要点", SourceKind.LEDGER: "进度台账", SourceKind.TOWNS: "镇界", SourceKind.FEATURES: "地名要素",
}


# stage -> what it is called, its measure, and the words for what was taken, was not, and is no record.
ACCOUNTS = {
    "工作要点": ("工作要点", "句", "写有工程", "未读", "没有工程"),
    "台账": ("台账", "行", "收入", "整行未收", "不是项目(表头、小计、说明等)"),
    "比对": ("比对项目", "条", "对上", "待确认", "不成项目(规划等)"),
    "落图": ("落图", "个项目", "上图", "未上图", "无须上图"),
    "": ("", "条", "收入", "未收", "不是记录"),
}

WIDE = 200
"""Columns for output that goes to a file or a pipe, where no one's window limits it."""


def paper() -> Console:
    """Where results are printed: the terminal at its own width, a file or a pipe wide."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=WIDE)


def item_json(item: PlanItem) -> dict[str, Any]:
    """A plan item in the shape that ``etl extract --format json`` prints."""
    return {
        "clause": item.clause, "name": item.name, "verbatim": item.verbatim, "sector": item.sector, "kind": item.kind,
        "action": item.action, "stage": item.stage, "target": item.target, "soft": item.soft, "places": list(item.places),
        "count": item.count,
    }


def table(console: Console, records: Sequence[Mapping[str, Any]]) -> None:
    """Records as a table; text from files is shown as text, never as markup."""
    if not records:
        return
    view = Table(show_lines=False)
    for column in records[0]:
        view.add_column(str(column), overflow="fold")
    for record in records:
        view.add_row(*(Text("" if value is None else str(value)) for value in record.values()))
    console.print(view)


@contextmanager
def progress(console: Console) -> Iterator[Callable[[str, int, int], None]]:
    """A bar a stage, on a terminal; a log gets the outcome alone. Yields what the pipeline tells its progress to."""
    bars: dict[str, Any] = {}
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=console, disable=not console.is_terminal) as view:

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in bars:
                bars[stage] = view.add_task(stage, total=total)
            view.update(bars[stage], completed=done, total=total)

        yield tell


def loading(console: Console, result: Loading) -> None:
    """The account of a load: what each stage took, what it refused, what waits for a person."""
    # Where no file went in, the stages after reading had nothing to do with it.
    for receipt in result.receipts if result.batch.sources else ():
        console.print(Text(receipt_line(receipt)), soft_wrap=True)
    for name in result.already_known:
        console.print(Text(f"{name}:此前已载入,未重复载入"))
    for refused in result.refused:
        console.print(Text(f"未收 {refused}。", style="red"), soft_wrap=True)
    for rejection in result.batch.rejections:
        console.print(Text(rejection_line(rejection), style="yellow"), soft_wrap=True)
    if result.doubtful:
        console.print(Text(f"{len(result.doubtful)} 条待确认是哪个项目,请到“数据”页确认"))


def receipt_line(receipt: Receipt) -> str:
    """A stage's account as one line that adds up: what went in, what came of it, and why the rest did not."""
    what, measure, taken, refused, aside = ACCOUNTS.get(receipt.stage, ACCOUNTS[""])
    parts = [f"{taken} {receipt.taken}"]
    if receipt.refused:
        count = sum(refusal.count for refusal in receipt.refused)
        reasons = (one.reason if one.count in (1, count) else f"{one.reason}({one.count})" for one in receipt.refused)
        parts.append(f"{refused} {count}:{';'.join(reasons)}")
    if receipt.set_aside:
        parts.insert(1, f"{aside} {receipt.set_aside}")
    return f"{what or receipt.stage} {receipt.subject}".strip() + f":{receipt.seen} {measure},{','.join(parts)}"


def rejection_line(rejection: Rejection) -> str:
    """A refusal as one line: where, what, why, remedy."""
    where = f"{rejection.sheet} 第 {rejection.row} 行 {rejection.column}".strip()
    return f"未收 {where}:{rejection.value!r} {rejection.problem};{rejection.remedy}"


def place(console: Console, found: Mapping[str, Any]) -> None:
    """A place as a few lines of words."""
    console.print(Text(f"{found['text']}:{found['precision']} ({found['method'] or '未上图'})"))
    for line in found["evidence"]:
        console.print(Text(f"  依据:{line}"))
    if found["reason"]:
        console.print(Text(f"  原因:{found['reason']}"))
    for town in found["towns"]:
        length = f",{town['length_m']:.0f} 米" if town["length_m"] else ""
        share = "写明在此,占比不详" if town["share"] is None else f"{town['share']:.1%}"
        console.print(Text(f"  {town['name'] or '区域以外'} {share}{length}"))


def status(console: Console, store: Store) -> None:
    """What is loaded, from what, what was refused."""
    sources = store.fetch(SourceFile)
    if not sources:
        console.print("库中还没有数据。载入:python -m etl run [--document 文件]… [--ledger 文件]…")
        return
    refused: dict[str, int] = {}
    for rejection in store.fetch(Rejection):
        refused[rejection.source] = refused.get(rejection.source, 0) + 1
    view = Table()
    for column in ("类别", "文件", "数据截至", "载入时间(UTC)", "未收", "演示"):
        view.add_column(column, overflow="fold")
    for source in sorted(sources, key=lambda s: (s.loaded_at, s.name)):
        view.add_row(
            KIND_WORDS[source.kind], Text(source.name), str(source.as_of or "未写明"), f"{source.loaded_at:%Y-%m-%d %H:%M}",
            str(refused.get(source.sha256, 0)), "演示数据" if source.demo else "",
        )
    console.print(view)
