"""What reading a ledger gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from data.model import Finding, LedgerRow, Receipt, Rejection
from etl.ledger.layout import Question

# Findings that question a cell's value: whoever reads only rows and rejections must see them too.
DOUBTED = frozenset(["合计不符", "单位疑误", "超总投资", "完成率偏高", "多行合计", "项目数不符", "打包项目", "重复项目", "数据日期不一致"])


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerReading:
    """A ledger, read: rows taken, cells and rows refused, what to look at, what to ask the clerk.

    as_of: the latest data date of its rows; demo: the file calls its figures 演示数据; shapes: fingerprints of its tables, the
    keys of confirmed mappings.
    """

    as_of: date | None
    rows: tuple[LedgerRow, ...]
    rejections: tuple[Rejection, ...]
    findings: tuple[Finding, ...]
    receipt: Receipt
    demo: bool = False
    title: str = ""
    questions: tuple[Question, ...] = ()
    shapes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The stable JSON shape of ``python -m etl ledger``. Amounts in 元 or null, physical_progress 0–100 or null."""
        doubted = [finding for finding in self.findings if finding.kind in DOUBTED]
        return {
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "rows": [_row(row) for row in self.rows],
            "rejected": [
                {"sheet": r.sheet, "row": r.row, "column": r.column, "value": r.value, "problem": r.problem, "remedy": r.remedy}
                for r in self.rejections
            ]
            + [
                {
                    "sheet": f.sheet,
                    "row": f.row,
                    "column": f.column,
                    "value": f.now,
                    "problem": f"{f.kind}:{f.text}",
                    "remedy": "已收入,请核对",
                }
                for f in doubted
            ],
        }


def _row(row: LedgerRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "code": row.code,
        "sector": row.sector,
        "unit": row.unit,
        "class": row.project_class.value if row.project_class else None,
        "stage": row.stage.value if row.stage else None,
        "total_investment": row.total_investment,
        "year_plan": row.year_plan,
        "year_done": row.year_done,
        "total_done": row.total_done,
        "physical_progress": row.physical_progress,
        "problems": row.problems,
        "sheet": row.sheet,
        "row": row.row,
    }
