"""Rules that doubt a row's figures: what contradicts itself is refused by cell, what is unusual but possible is flagged."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from etl.ledger.cells import plain
from etl.ledger.money import Amount, Doubt, in_words
from etl.ledger.notes import Notes
from etl.ledger.table import Column

MOST_RATE = Decimal(3)
UNUSUAL_RATE = Decimal(2)
OVERRUN = Decimal("1.1")
SLIP = 300
LEAST_TOTAL = 1_000_000


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount, its column, and the cell's text."""

    column: Column
    amount: Amount
    text: str


def judge(figures: dict[str, Figure], rates: dict[str, tuple[Column, Decimal | None]], *, sheet: str, row: int, notes: Notes) -> None:
    """Refuse (and take out of ``figures``) what the row's own figures speak against."""

    def refuse(name: str, problem: str, remedy: str) -> None:
        figure = figures.pop(name)
        notes.refuse(sheet, row, figure.column, value=figure.text, doubt=Doubt(problem, remedy))

    def yuan(name: str) -> int | None:
        figure = figures.get(name)
        return figure.amount.yuan if figure else None

    _compare_rates(figures, rates, sheet=sheet, row=row, notes=notes)
    total, plan = yuan("total_investment"), yuan("year_plan")
    if (
        total
        and plan
        and plan >= total * SLIP
        and (total < LEAST_TOTAL or any((yuan(name) or 0) >= total * SLIP for name in ("year_done", "total_done")))
    ):
        refuse(
            "total_investment",
            f"总投资 {in_words(total)} 远小于年度计划 {in_words(plan)}",
            f"疑为单位有误,应为 {in_words(total * 10_000)},请核对",
        )
        total = None
    if total and plan and plan > total * OVERRUN:
        refuse("year_plan", f"年度计划 {in_words(plan)} 大于总投资 {in_words(total)}", _unit_or_figure(plan, total))
        plan = None
    year = yuan("year_done")
    if year and plan and Decimal(year) / plan > MOST_RATE:
        rate = plain((Decimal(year) / plan * 100).quantize(Decimal("0.1")))
        refuse("year_done", f"年度投资完成率达 {rate}%,超过 300%", _unit_or_figure(year, plan))
    elif year and plan and Decimal(year) / plan > UNUSUAL_RATE:
        rate = plain((Decimal(year) / plan * 100).quantize(Decimal("0.1")))
        notes.find(
            "完成率偏高",
            f"年度投资完成率 {rate}%",
            sheet=sheet,
            row=row,
            column=figures["year_done"].column,
            now=figures["year_done"].text,
        )
    elif year and plan and year * 2000 < plan:
        column, text = figures["year_done"].column, figures["year_done"].text
        notes.find(
            "单位疑误",
            f"本年累计 {in_words(year)} 不到年度计划 {in_words(plan)} 的两千分之一",
            sheet=sheet,
            row=row,
            column=column,
            now=text,
        )
    for name, word in (("year_done", "本年累计"), ("total_done", "开累")):
        done = yuan(name)
        if done and total and done > total * OVERRUN:
            refuse(name, f"{word}完成 {in_words(done)} 大于总投资 {in_words(total)}", _unit_or_figure(done, total))
        elif done and total and done > total:
            notes.find(
                "超总投资",
                f"{word}完成 {in_words(done)} 超过总投资 {in_words(total)}",
                sheet=sheet,
                row=row,
                column=figures[name].column,
                now=figures[name].text,
            )
    year, done = yuan("year_done"), yuan("total_done")
    if (
        year is not None
        and done is not None
        and year > done + figures["year_done"].amount.half_step + figures["total_done"].amount.half_step
    ):
        refuse("total_done", f"开累 {in_words(done)} 小于本年累计 {in_words(year)}", "请核对两列是否填反,或单位有误")


def _unit_or_figure(larger: int, base: int) -> str:
    """A factor near ten thousand speaks for 万 and 亿 mixed up."""
    factor = Decimal(larger) / base
    if factor >= SLIP:
        return f"疑为单位有误(万元与亿元之差),应为 {in_words(larger // 10_000)},请核对"
    return "请核对这两个数"


def _compare_rates(
    figures: dict[str, Figure], rates: dict[str, tuple[Column, Decimal | None]], *, sheet: str, row: int, notes: Notes
) -> None:
    """A stated 完成率 must be that of the row's own figures, within rounding."""
    pairs = {
        "year_rate": [("year_done", "year_plan")],
        "total_rate": [("total_done", "total_investment")],
        "rate": [("year_done", "year_plan"), ("total_done", "total_investment")],
    }
    for name, (column, stated) in rates.items():
        if stated is None:
            continue
        own = [
            Decimal(figures[done].amount.yuan) / figures[base].amount.yuan * 100
            for done, base in pairs[name]
            if done in figures and base in figures and figures[base].amount.yuan
        ]
        if not own or any(abs(rate - stated) <= _tolerance(stated) for rate in own):
            continue
        shown = "或".join(f"{plain(rate.quantize(Decimal('0.1')))}%" for rate in own)
        notes.refuse(
            sheet, row, column, value=f"{plain(stated)}%",
            doubt=Doubt(f"写的完成率 {plain(stated)}% 与同行金额算得的 {shown} 不符", "请核对完成额、计划额和完成率"),
        )  # fmt: skip


@lru_cache(maxsize=4096)
def _tolerance(stated: Decimal) -> Decimal:
    """Half a unit of the last digit written, and what rounded amounts may add."""
    exponent = stated.normalize().as_tuple().exponent
    half_step = Decimal(5).scaleb(min(exponent, 0) - 1) if isinstance(exponent, int) else Decimal("0.5")
    return half_step + Decimal("0.1")
