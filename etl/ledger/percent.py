"""Percentages: number or text, 0.75 or 75 or 75 %, read by what the whole column does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import Enum

from etl.ledger.cells import Cell, plain
from etl.ledger.money import Doubt
from etl.ledger.text import means_nothing, squeeze

_PERCENT = re.compile(r"(?:约|近)?(-?\d+(?:\.\d+)?)[%%]?(?:左右)?[。;,]?")
_SIGNED = re.compile(r"(?:约|近)?-?\d+(?:\.\d+)?[%%](?:左右)?[。;,]?")
# Words that speak of the whole work, so that the one percentage in them is the project's.
_WHOLE = re.compile(
    r"(?:截至.{0,12}?,)?(?:目前|现|已|约|项目|工程|总体|整体|总|累计|形象|进度|工程量|完成|达到|达|至|到|为|的|:|全部)*(\d+(?:\.\d+)?)%(?:左右|以上)?(?:的?(?:总?工程量|形象进度|总体进度))?[。;,]?"
)


class Scale(Enum):
    """How a column writes bare numbers."""

    HUNDRED = "75"
    ONE = "0.75"
    UNKNOWN = "?"


def scale_of(cells: Iterable[Cell]) -> Scale:
    """The scale of a column's bare numbers: any above 1.5 tells 0–100, else a fraction tells 0–1; zeros and ones tell nothing."""
    fraction = False
    for cell in cells:
        number = _bare(cell)
        if number is None:
            continue
        if abs(number) > Decimal("1.5"):
            return Scale.HUNDRED
        fraction |= number != int(number)
    return Scale.ONE if fraction else Scale.UNKNOWN


def _bare(cell: Cell) -> Decimal | None:
    if cell.is_number:
        return None if cell.form.percent else cell.number
    if isinstance(cell.value, str) and re.fullmatch(r"-?\d+(?:\.\d+)?", squeeze(cell.value)):
        return Decimal(squeeze(cell.value))
    return None


def read_percent(cell: Cell, scale: Scale) -> Decimal | Doubt | str | None:
    """A percentage (75 for 75 %), words, a doubt, or None where there is nothing."""
    if cell.fault:
        return Doubt(f"单元格没有数值({cell.fault})", "请在表格软件里重新计算,或把结果粘贴为数值")
    if cell.value is None or (isinstance(cell.value, str) and means_nothing(cell.value)):
        return None
    if cell.struck:
        return Doubt("数上画有删除线", "作废的数请删去;仍有效的请去掉删除线")
    if cell.is_number and cell.form.percent:
        return cell.number * 100
    bare = _bare(cell)
    if bare is not None:
        return _scaled(bare, scale)
    if not isinstance(cell.value, str):
        return Doubt("百分比列里是日期或逻辑值", "请填写百分数,如 75%")
    text = squeeze(cell.value)
    if _SIGNED.fullmatch(text):
        return Decimal(_PERCENT.fullmatch(text)[1])
    whole = _WHOLE.fullmatch(text)
    return Decimal(whole[1]) if whole else cell.text


def _scaled(number: Decimal, scale: Scale) -> Decimal | Doubt:
    if number == 0:
        return number
    if scale is Scale.HUNDRED:
        if abs(number) <= 1 and number != int(number):
            return Doubt(
                f"同列多为 0–100 的数,{plain(number)} 分不清是 {plain(number)}% 还是 {plain(number * 100)}%",
                f"疑为 {plain(number * 100)}%,请写明百分号",
            )
        return number
    if scale is Scale.ONE:
        return number * 100
    return Doubt(f"分不清 {plain(number)} 是 {plain(number)}% 还是 {plain(number * 100)}%", "请写明百分号")
