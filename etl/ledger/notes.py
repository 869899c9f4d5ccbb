"""What a reading has to say of a file's cells: refused, taken with a doubt, or worth a look. Collected in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field

from data.model import Finding, Rejection
from etl.ledger.money import Doubt
from etl.ledger.table import Column


@dataclass(slots=True)
class Notes:
    """Rejections and findings of one file. A file of nonsense must not fill the store: beyond ``most`` they are counted only."""

    source: str
    most: int = 20_000
    rejections: list[Rejection] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    dropped: int = 0

    def refuse(self, sheet: str, row: int | None, column: Column | str, *, value: str, doubt: Doubt, whole_row: bool = False) -> None:
        """A cell (or a whole row) that is not taken."""
        if len(self.rejections) >= self.most:
            self.dropped += 1
            return
        self.rejections.append(
            Rejection(
                source=self.source, number=len(self.rejections) + 1, sheet=sheet, row=row,
                column=column.header if isinstance(column, Column) else column, value=value[:500],
                problem=doubt.problem, remedy=doubt.remedy, whole_row=whole_row,
            )
        )  # fmt: skip

    def find(
        self,
        kind: str,
        text: str,
        *,
        sheet: str = "",
        row: int | None = None,
        column: Column | str = "",
        was: str = "",
        now: str = "",
    ) -> None:
        """Something that was taken but must be looked at."""
        if len(self.findings) >= self.most:
            self.dropped += 1
            return
        self.findings.append(
            Finding(
                source=self.source, number=len(self.findings) + 1, kind=kind, text=text, sheet=sheet, row=row,
                column=column.header if isinstance(column, Column) else column, was=was[:500], now=now[:500],
            )
        )  # fmt: skip

    def remark(self, text: str) -> None:
        """A line of the receipt."""
        if text not in self.remarks:
            self.remarks.append(text)
