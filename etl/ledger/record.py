"""From a project's lines to its record: every cell read, what cannot be taken refused by cell."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from data.model import LedgerRow, Stage
from etl.ledger.dates import Duration, read_date, read_period
from etl.ledger.doubts import judge
from etl.ledger.figures import read_figures
from etl.ledger.layout import MONEY
from etl.ledger.money import Amount, Doubt
from etl.ledger.names import clean_name, code_in, is_package, parts_of, projects_in
from etl.ledger.percent import Scale, read_percent
from etl.ledger.progress import believed, read_progress
from etl.ledger.project import Context, Project
from etl.ledger.stages import class_of, stage_of_status, stage_of_words
from etl.ledger.text import means_nothing, squeeze

_NO_CODE = Doubt("不合项目代码的格式", "应为 2312-330282-04-01-310969 的样式,请核对")
_PROBLEMS = re.compile(r"(?:主要)?(?:存在)?(?:的)?问题[::]([\s\S]+?)(?=下一?步|工作打算|$)")
_BEFORE_PROBLEMS = re.compile(r"[\s\S]*?(?=(?:主要)?存在(?:的)?问题[::])")


def read_project(context: Context, project: Project) -> tuple[list[LedgerRow], dict[str, Amount]]:
    """The records of one project row (several if its cell names several), and its amounts as written, for the sums."""
    figures = read_figures(context, project)
    written = {name: figure.amount for name, figure in figures.items()}
    physical, progress = read_progress(context, project)
    words = "\n".join(filter(None, dict.fromkeys([progress, context.text(project, "progress_words")])))
    stage = _stage(context, project, words)
    rates = {name: (column, _rate(context, project, name)) for name, column in context.layout.rates.items()}
    judge(figures, rates, sheet=context.sheet, row=project.first, notes=context.notes)
    section, kind = project.section, context.text(project, "class")
    row = LedgerRow(
        source=context.source,
        sheet=context.sheet,
        row=project.first,
        as_of=context.as_of,
        name=_name(context, project),
        code=_code(context, project),
        sector=context.text(project, "sector") or section.sector,
        unit=context.text(project, "unit"),
        project_class=class_of(kind) or section.project_class,
        place=context.text(project, "place"),
        stage=stage,
        physical_progress=believed(context, project, physical, words=words, stage=stage),
        progress_words=_without_problems(words),
        problems=context.text(project, "problems") or _problems_in(words),
        **_dates(context, project, stage),
        **{name: figure.amount.yuan for name, figure in figures.items()},
    )
    names = projects_in(context.words(project, context.layout.fields["name"]))
    if len(names) > 1:
        return _split(context, project, row, names), written
    if is_package(row.name):
        text = f"“{row.name}”是几个项目合在一起的一行,按一个项目收入;需要分开时请拆成几行"
        context.notes.find("打包项目", text, sheet=context.sheet, row=project.first, now=row.name)
    return [row], written


def _name(context: Context, project: Project) -> str:
    name, part = clean_name(context.text(project, "name")), clean_name(context.text(project, "part_name"))
    name = f"{name}—{part}" if part and part != name else name
    return f"{clean_name(project.whole)}—{name}" if project.whole else name


def _code(context: Context, project: Project) -> str | None:
    stated, column = context.text(project, "code"), context.layout.fields.get("code")
    found = code_in(stated) or code_in(context.text(project, "name"))
    # 项目编号 may be a number of the office's own; what calls itself 项目代码 must look like one.
    if stated and column and not found and re.search("项目代码|统一", column.joined):
        context.refuse(project.first, column, stated, _NO_CODE)
    return found


def _rate(context: Context, project: Project, name: str) -> Decimal | None:
    cell = context.layout.table.grid.cell(project.first, context.layout.rates[name].index)
    found = read_percent(cell, context.layout.scales.get(name, Scale.UNKNOWN))
    return found if isinstance(found, Decimal) else None


def _stage(context: Context, project: Project, words: str) -> Stage | None:
    """By the status column; else a stop that problems or remarks tell; else the progress in words, else the remarks."""
    status, column = context.text(project, "stage"), context.layout.fields.get("stage")
    if column and "是否" in column.joined and re.fullmatch(r"否|未|×|N", squeeze(status)):
        status = ""
    remarks = context.words(project, context.layout.remarks)
    if status and (stage := stage_of_status(status)):
        return stage
    for clause in re.split(r"[,,;;。\n]", f"{context.text(project, 'problems')}\n{remarks}"):
        stage = stage_of_status(clause)
        if stage in (Stage.SUSPENDED, Stage.CANCELLED):
            return stage
    return stage_of_words(words) or stage_of_words(remarks)


def _problems_in(words: str) -> str:
    """存在问题 of a text that holds 进展、存在问题及下一步打算 in one."""
    found = _PROBLEMS.search(words)
    return re.sub(r"^[。;;\s]+|[。;;\s]+$", "", found[1]) + "。" if found and not means_nothing(found[1]) else ""


def _without_problems(words: str) -> str:
    """进展 of such a text."""
    found = _BEFORE_PROBLEMS.match(words)
    return (found[0].strip() if found else "") or words.strip()


def _dates(context: Context, project: Project, stage: Stage | None) -> dict[str, date | None]:
    found: dict[str, date | None] = {}
    for name in ("planned_start", "actual_start", "start", "planned_finish"):
        column = context.layout.fields.get(name)
        for number, cell in context.cells(project, column)[:1]:
            when = read_date(cell, start=name != "planned_finish")
            if isinstance(when, Doubt):
                context.refuse(number, column, cell, when)
            elif when is not None and not isinstance(when, Duration):
                found[name] = when
    if period := read_period(context.text(project, "period")):
        found.setdefault("planned_start", period[0])
        found.setdefault("planned_finish", period[1])
    start = found.pop("start", None)
    if start is not None:
        # A bare 开工时间 is the real one only where the words say that work has begun.
        begun = stage is not None and stage.rank is not None and stage.rank >= Stage.START.rank
        past = context.as_of is None or start <= context.as_of
        found.setdefault("actual_start" if begun and past else "planned_start", start)
    return found


def _split(context: Context, project: Project, row: LedgerRow, names: list[str]) -> list[LedgerRow]:
    """One record for each project of the cell. Texts that fall into as many parts are dealt out; joint figures are refused."""
    doubt = Doubt(f"一格写有 {len(names)} 个项目,只有一个数,无法分摊", "请拆成几行,分别填写")
    joint = dict.fromkeys((*MONEY, "physical_progress"))
    for name in joint:
        column = context.layout.fields.get(name)
        if getattr(row, name) is not None and column is not None:
            context.refuse(project.first, column, context.layout.table.grid.cell(project.first, column.index), doubt)
    text = f"一格写有 {len(names)} 个项目,已分开收入:{'、'.join(clean_name(name) for name in names)}"
    context.notes.find("一格多项目", text, sheet=context.sheet, row=project.first)
    words = parts_of(row.progress_words, len(names))
    own = {"code": None, **joint}
    return [
        replace(
            row,
            **{**own, "code": code_in(name)},
            part=part,
            name=clean_name(name),
            progress_words=words[part] if words else row.progress_words,
            stage=stage_of_words(words[part]) if words else row.stage,
        )
        for part, name in enumerate(names)
    ]
