"""python -m briefing: the week's briefing as a folder of files. Exit status as :mod:`briefing.ending` says; nothing made, one line why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from briefing.brief import Brief
from briefing.content import compose
from briefing.due import last_due, made_since
from briefing.edits import kept_edit, usable
from briefing.ending import one_line, tried
from briefing.errors import BriefingError
from briefing.folder import recover_all
from briefing.make import make, steps
from briefing.manifest import last_date
from briefing.pack import write_templates
from briefing.proof import strange_numbers
from briefing.screenshot import take_pictures
from briefing.source import make_brief
from briefing.timer import (
    Plan,
    cron_lines,
    has_systemd,
    install,
    on_windows,
    units,
    windows_command,
    windows_place,
    windows_script,
    write_windows_script,
)
from data import views

app = typer.Typer(
    add_completion=False, rich_markup_mode=None, help="生成一期简报:地图、文字简报、演示文稿和清单。", pretty_exceptions_enable=False
)  # fmt: skip
DEFAULT_OUT = Path("var") / "briefings" / "{date}"
# Marks of folder names that a run fills in: the data date, and the day of the run.
PLACES = ("{date}", "{today}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What one run is asked for."""

    date: Date | None
    since: Date | None
    out: Path
    town: str | None
    all_towns: bool
    screenshot: bool
    summary: Path | None
    rule: str | None
    store: str | None


@app.callback(invoke_without_command=True)
def briefing(
    context: typer.Context,
    date: Annotated[str | None, typer.Option(metavar="日期", help="数据截至日期,如 2024-05-31;不写则取最近一期")] = None,
    out: Annotated[Path | None, typer.Option(help="输出文件夹,可写 {date}(数据日期)或 {today}(当天)")] = None,
    town: Annotated[str | None, typer.Option(help="只做一个镇(街道)")] = None,
    all_towns: Annotated[bool, typer.Option("--all-towns", help="另为每个镇(街道)做一份")] = False,
    since: Annotated[str | None, typer.Option(metavar="日期", help="与哪一日相比;不写则为上一期简报")] = None,
    screenshot: Annotated[bool, typer.Option("--screenshot", help="附看板页面的截图(需要浏览器)")] = False,
    summary: Annotated[Path | None, typer.Option(help="改好的综述(文本文件),替换自动生成的一段")] = None,
    rule: Annotated[str | None, typer.Option(help="亮灯规则的名称;不写则用现行规则")] = None,
    store: Annotated[str | None, typer.Option(help="数据库地址;不写则取 STORE_URL 或默认库")] = None,
    if_due: Annotated[bool, typer.Option("--if-due", help="本周(周一 7:30 起)已做过则不再做")] = False,
    retries: Annotated[int, typer.Option(min=0, max=20, help="不成时再试几次")] = 0,
    retry_wait: Annotated[float, typer.Option(min=0, help="两次之间等几分钟")] = 10.0,
) -> None:
    """生成一期简报。退出码 0:已生成;1:这次未生成,可再试;2:未生成,须先按提示处理。原因写在标准错误输出,一行。"""
    if context.invoked_subcommand is not None:
        return
    with one_line():
        if out is None:
            raise BriefingError("没有写输出文件夹", "请加 --out 文件夹")
        recover_all(_parent(out))
        if if_due and made_since(_parent(out), last_due(datetime.now()), town):
            typer.echo("本周的简报已生成,不再重做")
            return
        order = Order(
            date=_day(date),
            since=_day(since),
            out=out,
            town=town,
            all_towns=all_towns,
            screenshot=screenshot,
            summary=summary,
            rule=rule,
            store=store,
        )
        tried(lambda: _run(order), retries=retries, minutes=retry_wait)


@app.command("install-timer")
def install_timer(
    out: Annotated[Path, typer.Option(help="输出文件夹,可写 {date} 或 {today}")] = DEFAULT_OUT,
    all_towns: Annotated[bool, typer.Option("--all-towns", help="另为每个镇(街道)做一份")] = False,
    store: Annotated[str, typer.Option(help="数据库地址", envvar="STORE_URL")] = "",
    region: Annotated[str, typer.Option(help="区域包的文件夹名", envvar="REGION")] = "",
    log: Annotated[Path, typer.Option(help="日志文件")] = Path("var") / "briefing.log",
    only_print: Annotated[bool, typer.Option("--print", help="只显示,不安装")] = False,
) -> None:
    """每周一 7:30 自动生成:有 systemd 的装定时器,没有的给出 cron 行,Windows 上写出批处理并给出任务命令;错过的补做,不成的重试。"""
    arguments = ("--out", str(out.absolute()), *(["--all-towns"] if all_towns else []))
    address = store if "://" in store or not store else str(Path(store).absolute())
    plan = Plan(arguments=arguments, log=log.absolute(), store=address, region=region)
    if only_print:
        for name, text in units(plan).items():
            typer.echo(f"# {name}\n{text}")
        typer.echo(f"# crontab\n{cron_lines(plan)}")
        script = windows_script(plan).replace("\r\n", "\n")
        typer.echo(f"# Windows:{windows_place(plan)}\n{script}\n# Windows,以管理员身份执行一次\n{windows_command(plan)}")
    elif on_windows():
        with one_line():
            typer.echo(f"已写入 {write_windows_script(plan)},请以管理员身份执行一次:", err=True)
            typer.echo(windows_command(plan))
    elif has_systemd():
        with one_line():
            for path in install(plan):
                typer.echo(f"已写入 {path}")
    else:
        typer.echo("本机没有 systemd,请把下面一行加入 crontab -e:", err=True)
        typer.echo(cron_lines(plan), nl=False)


@app.command("templates")
def templates(folder: Annotated[Path, typer.Argument(help="区域包的 briefing 文件夹,如 data/regions/330282/briefing")]) -> None:
    """写出可供修改的模板:措辞、文字简报、演示文稿;已有的不覆盖。"""
    with one_line():
        for path in write_templates(folder):
            typer.echo(f"已写出 {path}")


def _run(order: Order) -> None:
    """Make one briefing and say where it is."""
    store = views.connect(order.store, make=False)
    brief = make_brief(store, order.date, since=order.since, town=order.town, rule=order.rule)
    folder = Path(str(order.out).replace("{date}", str(brief.as_of)).replace("{today}", str(Date.today())))
    if order.since is None and (previous := last_date(_parent(order.out), brief.as_of)) and previous != brief.since:
        brief = make_brief(store, brief.as_of, since=previous, town=order.town, rule=order.rule)
    brief = _with_edit(brief, store, _read(order.summary))
    total = steps(brief, all_towns=order.all_towns) + order.screenshot
    console = Console(stderr=True)
    columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    # In a log a bar would leave blank lines; there the outcome alone is written.
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("读取数据", total=total)

        def told(step: str) -> None:
            bar.update(task, description=step, advance=1)

        extra = {}
        if order.screenshot:
            told("看板截图")
            extra = take_pictures(store=order.store)
        names = make(brief, folder, all_towns=order.all_towns, extra=extra, progress=told)
    typer.echo(f"已生成 {len(names)} 个文件:{folder}")


def _with_edit(brief: Brief, store: views.Store, given: str) -> Brief:
    """The brief with the 综述 given by file, else with the one that a person left on the page, where it still fits the figures."""
    content = compose(brief)
    edit = None if given else kept_edit(store, brief.as_of, brief.town)
    edited = given or usable(edit, content.generated)
    if edit and not edited:
        typer.echo(f"提醒:{edit.who}改过的综述与现在的数据、规则或对比日期不符,未采用", err=True)
    if strange := strange_numbers(edited, content):
        typer.echo(f"提醒:综述里的这些数不在本期简报里,请核对:{'、'.join(strange)}", err=True)
    return replace(brief, edited=edited)


def _parent(out: Path) -> Path:
    """The folder that holds this and earlier briefings: what stands above the first part that a run fills in."""
    parts = out.absolute().parts
    first = next((at for at, part in enumerate(parts) if any(mark in part for mark in PLACES)), len(parts) - 1)
    return Path(*parts[:first])


def _read(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise BriefingError(f"综述文件 {path} 不能读({views.why(error)})", "请检查路径与读取权限") from None
    except UnicodeDecodeError:
        raise BriefingError(f"综述文件 {path.name} 不是 UTF-8 编码", "请存为 UTF-8 编码的文本文件") from None


def _day(text: str | None) -> Date | None:
    try:
        return Date.fromisoformat(text) if text else None
    except ValueError:
        raise BriefingError(f"日期写法不对:{text!r}", "按 2024-05-31 的样子写") from None


if __name__ == "__main__":
    app()
