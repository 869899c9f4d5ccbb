"""Amounts: from a cell and its column's unit to whole 元, exactly, or to a doubt with a proposed reading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from etl.ledger.cells import Cell, plain
from etl.ledger.text import means_nothing, squeeze

UNITS: dict[str, int] = {
    "元": 1, "块": 1, "千元": 1_000, "万": 10_000, "万元": 10_000, "百万": 1_000_000, "百万元": 1_000_000,
    "千万": 10_000_000, "千万元": 10_000_000, "亿": 100_000_000, "亿元": 100_000_000,
}  # fmt: skip
LEAST_PLAUSIBLE = 10_000
MOST_PLAUSIBLE = 10_000_000_000_000
_UNIT = "(?:人民币)?(亿元?|千万元?|百万元?|万元?|千元|元|块)"
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_ONE = re.compile(
    rf"(?P<about>约|近|暂定|预计|估算|概算|共|共计|总投资|人民币|[¥¥])*(?P<sign>[-−–])?[¥¥]?(?P<number>{_NUMBER})(?P<unit>{_UNIT})?(?:整|左右|正)?(?P<aside>\([^()]*\))?[。;,]?"
)
_MIXED = re.compile(rf"(?:约|近)?(?P<big>{_NUMBER})亿元?(?P<small>{_NUMBER})万元?")
_RANGE = re.compile(rf"(?:约)?({_NUMBER})(?:{_UNIT})?(?:-|~|—|–|至|到)({_NUMBER})(?:{_UNIT})?")
_BRACKETED = re.compile(rf"\(({_NUMBER})\)")
_LETTERS_AS_DIGITS = str.maketrans("OoIl", "0011")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in 元, the unit it was written in, and the half step of its last digit in 元 (for sums of rounded figures)."""

    yuan: int
    unit: str
    half_step: Decimal
    note: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a value is not taken, and what to do about it."""

    problem: str
    remedy: str


def in_words(yuan: int) -> str:
    """As a person would say it: 11.3亿元, 4521.5万元, 800元."""
    for unit in ("亿元", "万元"):
        if abs(yuan) >= UNITS[unit]:
            return f"{plain(Decimal(yuan) / UNITS[unit])}{unit}"
    return f"{yuan}元"


def read_amount(cell: Cell, unit: str, *, beside: tuple[int, ...] = ()) -> Amount | Doubt | None:
    """Read one cell. None where it is blank or says that there is nothing.

    unit: the column's, used where the cell names none ("" if unknown); beside: other amounts of the row in 元, which decide
    the proposed reading of an implausible one.
    """
    if cell.fault:
        return Doubt(f"单元格没有数值({cell.fault})", "请在表格软件里重新计算,或把结果粘贴为数值")
    if cell.value is None or (isinstance(cell.value, str) and means_nothing(cell.value)):
        return None
    if cell.struck:
        return Doubt("数上画有删除线", "作废的数请删去;仍有效的请去掉删除线")
    if cell.is_number:
        number = cell.number.scaleb(-cell.form.shift)
        if cell.form.percent:
            return Doubt("金额列里是百分比", "请填写金额")
        return _checked(number, cell.form.unit if cell.form.unit in UNITS else unit, cell.form.decimals, beside)
    if not isinstance(cell.value, str):
        return Doubt("金额列里是日期或逻辑值", "请把单元格格式改为数值,重新填写金额")
    return _from_text(squeeze(cell.value), unit, beside)


def _from_text(text: str, unit: str, beside: tuple[int, ...]) -> Amount | Doubt:
    mixed = _MIXED.fullmatch(text)
    if mixed:
        yuan = _decimal(mixed["big"]) * UNITS["亿"] + _decimal(mixed["small"]) * UNITS["万"]
        return _checked(yuan, "元", 0, beside)
    one = _ONE.fullmatch(text)
    if one:
        number = _decimal(one["number"]) * (-1 if one["sign"] else 1)
        found = _checked(number, (one["unit"] or "").removeprefix("人民币") or unit, _decimals(one["number"]), beside)
        said = [
            f"约数({text})" if one["about"] in ("约", "近", "暂定", "预计") or "左右" in text else "",
            f"括号内的说明未计入({text})" if one["aside"] else "",
        ]
        note = ";".join(filter(None, said))
        return Amount(found.yuan, found.unit, found.half_step, note) if note and isinstance(found, Amount) else found
    if _RANGE.fullmatch(text):
        return Doubt("是一个范围,不是一个数", "请填写一个确定的金额")
    if _BRACKETED.fullmatch(text):
        return Doubt("括号内的数按会计习惯为负数", "请确认金额的正负,去掉括号后重填")
    repaired = text.translate(_LETTERS_AS_DIGITS).replace("。", ".").replace("..", ".")
    if repaired != text and _ONE.fullmatch(repaired):
        return Doubt("数字里混有字母或句号", f"疑为 {repaired},请核对后重填")
    numbers = re.findall(_NUMBER, text)
    if not numbers:
        return Doubt("金额列里是文字", "请填写数字,文字写到备注")
    return Doubt("一格里有多个数,或数字与文字混写" if len(numbers) > 1 else "数字与文字混写", "请只填写一个金额,其余写到备注")


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])


def _checked(number: Decimal, unit: str, decimals: int | None, beside: tuple[int, ...]) -> Amount | Doubt:
    if number < 0:
        return Doubt("金额为负数", "请核对;如为调减,请填写调减后的累计数")
    if number == 0:
        return Amount(0, unit or "元", Decimal(0))
    if unit not in UNITS:
        return Doubt("没有写明金额单位", "请在表头或表上方写明单位,如“单位:万元”")
    factor = UNITS[unit]
    exact = number * factor
    if exact < LEAST_PLAUSIBLE and unit in ("元", "块"):
        return Doubt(f"{plain(number)}元 小得不像项目投资", f"疑为 {proposed_reading(number, beside)},请核对单位后重填")
    if exact > MOST_PLAUSIBLE:
        return Doubt(f"{plain(number)}{unit} 大得不像一个项目的投资", "请核对单位和小数点后重填")
    written = -number.as_tuple().exponent if number.as_tuple().exponent < 0 else 0
    step = Decimal(factor).scaleb(-(max(written, 0) if decimals is None else min(decimals, written) if written else 0))
    return Amount(int(exact.to_integral_value(ROUND_HALF_EVEN)), unit, step / 2)


def proposed_reading(number: Decimal, beside: tuple[int, ...] = ()) -> str:
    """The unit that fits an amount whose unit was lost: nearest in size to the row's other amounts, else by its own size."""
    known = sorted(amount for amount in beside if amount > 0)
    if known:
        middle = Decimal(known[len(known) // 2])
        unit = min(("万元", "亿元"), key=lambda unit: abs((number * UNITS[unit] / middle).log10()))
    else:
        unit = "亿元" if number < 200 else "万元"
    return f"{plain(number)}{unit}"
