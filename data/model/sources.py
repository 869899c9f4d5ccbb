"""Where everything comes from: files read, what they gave, what they were refused for, and the load that took them in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated

from data.model.about import About
from data.model.words import SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file that was read. Two files of the same bytes are one source."""

    sha256: Annotated[str, About("校验和", "文件内容的 SHA-256", key=True)]
    name: Annotated[str, About("文件名")]
    kind: Annotated[SourceKind, About("类别")]
    as_of: Annotated[date | None, About("数据截至", "台账的数据日期;工作要点为其月份的最后一日")]
    loaded_at: Annotated[datetime, About("载入时间", "UTC")]
    demo: Annotated[bool, About("演示数据", "文件自称为演示数据")] = False
    title: Annotated[str, About("标题", "文件自己的标题")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """What could not be taken, named by its cell (or clause), with the remedy. A refused cell does not refuse its row."""

    source: Annotated[str, About("来源", "SourceFile.sha256", key=True)]
    number: Annotated[int, About("序号", "在该文件中的次序", key=True)]
    sheet: Annotated[str, About("工作表")] = ""
    row: Annotated[int | None, About("行号", "从 1 起,与表格软件一致")] = None
    column: Annotated[str, About("列", "表头文字,或列号")] = ""
    value: Annotated[str, About("原值")] = ""
    problem: Annotated[str, About("问题")] = ""
    remedy: Annotated[str, About("处理办法")] = ""
    whole_row: Annotated[bool, About("整行未收")] = False


ABSENT = "上期有、本期没有"
"""The kind of finding that says that a ledger no longer reports a project."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """预警: what was taken but must be looked at (a figure that fell, a plan lowered, a sum that does not add up)."""

    source: Annotated[str, About("来源", "SourceFile.sha256", key=True)]
    number: Annotated[int, About("序号", "在该文件中的次序", key=True)]
    kind: Annotated[str, About("类型", "如 累计下降、计划调减、环节倒退、合计不符")]
    text: Annotated[str, About("说明")]
    project: Annotated[str | None, About("项目", "Project.id")] = None
    sheet: Annotated[str, About("工作表")] = ""
    row: Annotated[int | None, About("行号")] = None
    column: Annotated[str, About("列")] = ""
    was: Annotated[str, About("前值")] = ""
    now: Annotated[str, About("现值")] = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Some records of a stage that were not taken, and why."""

    count: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a stage did with what it was given: seen = taken + refused + set_aside always holds.

    set_aside counts what was recognised as not being a record (blank lines, totals, notes, clauses without works).
    """

    stage: str
    subject: str = ""
    seen: int = 0
    taken: int = 0
    refused: tuple[Refusal, ...] = ()
    set_aside: int = 0
    notes: tuple[str, ...] = ()
    seconds: float = 0.0

    def __post_init__(self) -> None:
        """Refuse a receipt that does not add up: it would hide a loss."""
        lost = self.seen - self.taken - self.set_aside - sum(refusal.count for refusal in self.refused)
        if lost:
            raise ValueError(f"receipt of {self.stage!r} does not add up: {lost} of {self.seen} unaccounted for")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One load: which files, the receipts of every stage, and when."""

    id: Annotated[int, About("载入序号", key=True)]
    started_at: Annotated[datetime, About("开始", "UTC")]
    finished_at: Annotated[datetime, About("结束", "UTC")]
    sources: Annotated[tuple[str, ...], About("文件", "SourceFile.sha256")]
    receipts: Annotated[tuple[dict, ...], About("各步回执")]
    versions: Annotated[dict, About("版本", "程序与区域包")] = field(default_factory=dict)
