"""形象进度: as a percentage, as words, and as the completion rate that some write under that header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from data.model import LedgerRow, Stage
from etl.ledger.cells import Cell
from etl.ledger.layout import Layout
from etl.ledger.money import Doubt
from etl.ledger.notes import Notes
from etl.ledger.percent import Scale, read_percent
from etl.ledger.project import SHARED, Context, Project
from etl.ledger.table import Column
from etl.ledger.text import squeeze

ENOUGH = 5
TOLERANCE = 0.6
_TASK = "疑为任务完成率"
_HALTED = re.compile(r"项目暂缓|暂缓|停工|暂停|取消|(尚)?未开工|停建|缓建")
_OTHER_FIGURE = re.compile(r"(?:进度|完成)[^,;。]{0,8}?(?:至|到|达|约|为)?(\d+(?:\.\d+)?)%")


def read_progress(context: Context, project: Project) -> tuple[float | None, str]:
    """(percentage, words) of the 形象进度 column. Words that speak of a part of the works only are no percentage.

    A project that fills several rows has one percentage only where all of them give the same; otherwise none is taken, and
    each is refused: how they weigh in the whole is not written there.
    """
    column = context.layout.fields.get("physical_progress")
    if column is None:
        return None, ""
    cells = context.cells(project, column)
    read = [_read_cell(context, project, column, number, cell) for number, cell in cells]
    words = "\n".join(dict.fromkeys(said for _, said in read if said))
    percents = {percent for percent, _ in read}
    if len(percents) <= 1:
        return next(iter(percents), None), words
    for (number, cell), (percent, _) in zip(cells, read, strict=True):
        if percent is not None:
            context.refuse(number, column, cell, _several(len(cells)))
    return None, words


def _read_cell(context: Context, project: Project, column: Column, number: int, cell: Cell) -> tuple[float | None, str]:
    """(percentage, words) of one cell; refused where it is neither."""
    found = read_percent(cell, context.layout.scales.get("physical_progress", Scale.UNKNOWN))
    if found is None:
        return None, ""
    if isinstance(found, str):
        return None, found
    if isinstance(found, Decimal) and context.shared(project, column):
        found = SHARED
    if isinstance(found, Decimal) and not 0 <= found <= 100:
        found = Doubt(f"形象进度 {found:f}% 不在 0–100 之间", "请核对;如为投资完成率,请填到完成率一列")
    if isinstance(found, Doubt):
        context.refuse(number, column, cell, found)
        return None, ""
    sentence = isinstance(cell.value, str) and len(squeeze(cell.value)) > 7
    return float(found), cell.text if sentence else ""


def _several(count: int) -> Doubt:
    return Doubt(f"同一项目的 {count} 行形象进度不一致,分不清整个项目是多少", "请把整个项目的形象进度填在一格;各段分别记录时请拆成几个项目")


def believed(context: Context, project: Project, physical: float | None, *, words: str, stage: Stage | None) -> float | None:
    """The percentage, unless it is 100 % beside 暂缓 or beside another percentage in words: then it is the task's completion."""
    if physical is None or physical < 100:
        return physical
    others = (context.text(project, "problems"), context.words(project, context.layout.remarks))
    said = squeeze(";".join((words, *others)))
    halted, other = _HALTED.search(said), _OTHER_FIGURE.search(said)
    if halted or stage in (Stage.SUSPENDED, Stage.CANCELLED):
        against = halted[0] if halted else stage
    elif other and float(other[1]) < 99:
        against = other[0]
    else:
        return physical
    column = context.layout.fields["physical_progress"]
    number, cell = context.cells(project, column)[0]
    doubt = Doubt(f"形象进度 100% 与“{against}”矛盾,{_TASK}", "请核对这一列填的是工程形象进度,还是目标任务完成率")
    context.refuse(number, column, cell, doubt)
    return None


def is_year_rate(rows: Sequence[LedgerRow]) -> bool:
    """Whether every row's 形象进度 is its own done ÷ plan: no works progress that exactly with its money."""
    told = [
        (row.physical_progress, min(row.year_done / row.year_plan * 100, 100))
        for row in rows
        if row.physical_progress and row.year_done and row.year_plan
    ]
    varied = len({round(progress) for progress, _ in told}) >= 3
    return len(told) >= ENOUGH and varied and all(abs(progress - rate) <= TOLERANCE for progress, rate in told)


def doubt_progress(rows: list[LedgerRow], *, layout: Layout, notes: Notes) -> None:
    """Take out (in place) a column that proves to be the 年度投资完成率; point out one that looks like a task's completion."""
    column = layout.fields.get("physical_progress")
    if column is None:
        return
    sheet = layout.table.grid.name
    if is_year_rate(rows):
        problem = "“形象进度”各行都等于本年累计除以年度计划,填的是年度投资完成率,未作形象进度收入"
        doubt = Doubt(problem, "请填写工程量完成的百分比,或把表头改为完成率")
        notes.refuse(sheet, layout.table.bottom, column, value="", doubt=doubt)
        rows[:] = [replace(row, physical_progress=None) for row in rows]
        return
    refused = [rejection for rejection in notes.rejections if rejection.sheet == sheet and _TASK in rejection.problem]
    if refused:
        full = sum(row.physical_progress == 100 for row in rows)
        also = f",另有 {full} 行为 100%" if full else ""
        text = f"“{column.header}”一列有 {len(refused)} 行与文字矛盾{also},这一列可能填的是任务完成率,请核对全列"
        notes.find("形象进度口径", text, sheet=sheet, row=refused[0].row, column=column)
