"""A project's amounts: each read by its column's unit, over one or several lines, refused where it is not its own."""

from __future__ import annotations

from decimal import Decimal

from etl.ledger.doubts import Figure
from etl.ledger.layout import MONEY
from etl.ledger.money import Amount, Doubt, in_words, read_amount
from etl.ledger.months import check_months, sum_of_months
from etl.ledger.project import SHARED, Context, Project
from etl.ledger.table import Column

_SAME_TWICE = Doubt("同一项目的几行金额相同,分不清是重复填写还是各行之数", "请把该项目的金额合并为一格")


def read_figures(context: Context, project: Project) -> dict[str, Figure]:
    """The amounts of a project by field, as written; cells that are no amount are refused."""
    figures = {name: figure for name in MONEY if (figure := _figure(context, project, name))}
    summed = sum_of_months(context.layout, context.months, project.first, heading=project.section.unit) if context.months else None
    if summed and "year_done" in figures:
        check_months(figures["year_done"], summed, sheet=context.sheet, row=project.first, notes=context.notes)
    elif summed and "year_done" not in context.layout.fields:
        figures["year_done"] = summed
        context.notes.remark(f"工作表“{context.sheet}”没有本年累计一列,按 1 至 {len(context.months)} 月各列相加")
    return figures


def _figure(context: Context, project: Project, name: str) -> Figure | None:
    column = context.layout.fields.get(name)
    cells = context.cells(project, column)
    if column is None or not cells:
        return None
    if context.shared(project, column):
        context.refuse(project.first, column, cells[0][1], SHARED)
        return None
    unit = context.unit(project, name)
    found: list[Figure] = []
    whole = True
    for number, cell in cells:
        amount = read_amount(cell, unit)
        if isinstance(amount, Doubt):
            # Read again with the row's other amounts beside it: they decide the proposed reading.
            amount = read_amount(cell, unit, beside=_beside(context, project, column))
        if isinstance(amount, Doubt):
            context.refuse(number, column, cell, amount)
            whole = False
        elif amount is not None:
            if amount.note:
                text = f"{column.header}:{amount.note}"
                context.notes.find("约数", text, sheet=context.sheet, row=number, column=column, now=cell.text)
            found.append(Figure(column, amount, cell.text))
    if not whole or not found:
        return None
    return found[0] if len(found) == 1 else _one(context, project, column, found)


def _beside(context: Context, project: Project, column: Column) -> tuple[int, ...]:
    """The row's other amounts."""
    others = [(name, other) for name in MONEY if (other := context.layout.fields.get(name)) and other is not column]
    grid = context.layout.table.grid
    read = (read_amount(grid.cell(project.first, other.index), context.unit(project, name)) for name, other in others)
    return tuple(amount.yuan for amount in read if isinstance(amount, Amount))


def _one(context: Context, project: Project, column: Column, figures: list[Figure]) -> Figure | None:
    """One figure of a project that fills several rows: their sum, said so; refused where it may be one figure repeated."""
    texts = "、".join(figure.text for figure in figures)
    if len({figure.amount.yuan for figure in figures}) == 1:
        context.refuse(project.first, column, texts, _SAME_TWICE)
        return None
    total = sum(figure.amount.yuan for figure in figures)
    text = f"同一项目填了 {len(figures)} 行({texts}),{column.header}按合计 {in_words(total)} 收入"
    context.notes.find("多行合计", text, sheet=context.sheet, row=project.first, column=column, now=texts)
    step = sum((figure.amount.half_step for figure in figures), Decimal(0))
    return Figure(column, Amount(total, figures[0].amount.unit, step), texts)
