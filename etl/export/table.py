"""The board as a table: which columns, what they are called, how they are written. One list for workbook, page and layers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from data.views import BoardRow

Value = str | int | float | date | bool | None


class Kind(StrEnum):
    """How a value is written: text, an amount of 元, a ratio, per cent (0–100), points, metres, or a date."""

    TEXT = "text"
    YUAN = "yuan"
    RATIO = "ratio"
    PERCENT = "percent"
    POINTS = "points"
    METRES = "metres"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for programs, its heading for people, its kind, and how its value is got from a row."""

    name: str
    heading: str
    kind: Kind
    value: Callable[[BoardRow], Value]
    width: int = 14


def _figure(field: str) -> Callable[[BoardRow], Any]:
    return lambda row: getattr(row.progress, field) if row.progress else None


def _towns(row: BoardRow) -> str:
    return "、".join(f"{share.name or '区域外'} {'占比不详' if share.share is None else f'{share.share:.0%}'}" for share in row.towns)


def _judgement(row: BoardRow) -> str:
    return "" if row.judgement is None else "能完成" if row.judgement.achievable else "不能完成"


COLUMNS = (
    Column("id", "项目编号", Kind.TEXT, lambda row: row.id, 13),
    Column("name", "项目名称", Kind.TEXT, lambda row: row.name, 34),
    Column("sector", "行业", Kind.TEXT, lambda row: row.sector, 12),
    Column("project_class", "类别", Kind.TEXT, lambda row: row.project_class or "", 8),
    Column("unit", "责任单位", Kind.TEXT, lambda row: row.unit, 22),
    Column("stage", "环节", Kind.TEXT, lambda row: row.stage or "", 8),
    Column("light", "亮灯", Kind.TEXT, lambda row: str(row.lit.light), 7),
    Column("total_investment", "总投资", Kind.YUAN, _figure("total_investment")),
    Column("year_plan", "年度计划投资", Kind.YUAN, _figure("year_plan")),
    Column("year_done", "本年累计完成投资", Kind.YUAN, _figure("year_done"), 18),
    Column("year_rate", "年度投资完成率", Kind.RATIO, lambda row: row.year_rate, 16),
    Column("gap", "超(欠)时序", Kind.POINTS, lambda row: row.lit.gap, 12),
    Column("to_green", "补足多少转绿", Kind.YUAN, lambda row: row.lit.to_green or None),
    Column("total_done", "开工以来累计完成投资", Kind.YUAN, _figure("total_done"), 22),
    Column("total_rate", "总投资完成率", Kind.RATIO, lambda row: row.total_rate),
    Column("physical_progress", "形象进度", Kind.PERCENT, _figure("physical_progress"), 11),
    Column("progress_words", "进展情况", Kind.TEXT, lambda row: row.progress.progress_words if row.progress else "", 30),
    Column("problems", "存在问题", Kind.TEXT, lambda row: row.progress.problems if row.progress else "", 30),
    Column("judgement", "主管研判", Kind.TEXT, _judgement, 11),
    Column("towns", "镇(街道)及占比", Kind.TEXT, _towns, 30),
    Column("precision", "位置精度", Kind.TEXT, lambda row: row.precision.label, 14),
    Column("place_reason", "未上图或部分上图的原因", Kind.TEXT, lambda row: row.place_reason, 24),
    Column("length_m", "图上长度", Kind.METRES, lambda row: row.length_m, 11),
    Column("as_of", "数据截至", Kind.DATE, lambda row: row.as_of, 12),
    Column("evidence", "出处", Kind.TEXT, lambda row: str(row.evidence) if row.evidence else "", 36),
    Column("working", "亮灯算法", Kind.TEXT, lambda row: row.lit.working, 60),
)
"""Every column, in the order in which people read them."""
