"""From files to records: each file sniffed, read, and turned into plan items or ledger rows; a refused file stops no other."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from data.model import Finding, LedgerRow, PlanItem, Receipt, Region, Rejection, SourceFile, SourceKind
from data.model.faults import why
from etl.errors import DateMissing, InputError, WrongDocument
from etl.extract import extract
from etl.ledger import read_ledger
from etl.read import read_document

DEMO_MARK = "演示数据"
NO_ITEMS = ("没有读出工程项目", "请核对是否为工作要点一类的文件")
NO_ROWS = ("没有读出项目", "请核对表头,或按 data/samples/ledger_template.xlsx 整理")
SHEET_MARK = b"xl/workbook."


@dataclass(frozen=True, slots=True)
class Input:
    """A file to be read.

    kind: a work plan or a ledger, where a person said so; else its content tells. as_of: the data date a person gave, for a
    ledger that does not say.
    """

    name: str
    data: bytes
    kind: SourceKind | None = None
    as_of: date | None = None

    @classmethod
    def from_path(cls, path: Path, kind: SourceKind | None = None, *, as_of: date | None = None) -> Input:
        """Read a file from disk; InputError when that cannot be done."""
        try:
            return cls(path.name, path.read_bytes(), kind, as_of)
        except OSError as error:
            raise InputError(f"打不开文件 {path}:{why(error)}", "检查路径与读取权限") from error

    @property
    def sha256(self) -> str:
        """The file's identity."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file of which nothing was taken, why, and what to do. asks_date: it would go in if it were given its data date."""

    name: str
    problem: str
    remedy: str
    asks_date: bool = False

    def __str__(self) -> str:
        """One line for a terminal or a page."""
        return f"{self.name}:{self.problem}。{self.remedy}"


@dataclass(slots=True)
class Opened:
    """What the files of one load gave, together."""

    sources: list[tuple[SourceFile, bytes]] = field(default_factory=list)
    items: list[PlanItem] = field(default_factory=list)
    rows: list[LedgerRow] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    questions: list[object] = field(default_factory=list)
    already_known: list[str] = field(default_factory=list)
    refused: list[RefusedFile] = field(default_factory=list)


def open_inputs(
    inputs: Iterable[Input], region: Region, *, known: Iterable[str] = (),
    mappings: Mapping[str, Mapping[str, str]] | None = None, progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Opened:
    """Read every file not yet known. A file that cannot be read is named in .refused; the others go in."""
    files, opened, seen = list(inputs), Opened(), set(known)
    for number, file in enumerate(files, 1):
        if file.sha256 in seen:
            opened.already_known.append(file.name)
        else:
            seen.add(file.sha256)
            try:
                _open(file, region, mappings or {}, opened)
            except InputError as error:
                refused = RefusedFile(file.name, error.problem, error.remedy, asks_date=isinstance(error, DateMissing))
                opened.refused.append(refused)
        progress("读取文件", number, len(files))
    return opened


def source_kind(data: bytes, name: str) -> SourceKind:
    """A table is a ledger, running text is a work plan. Only where bytes may be either (text, html) does the name decide."""
    table = SHEET_MARK in data if data.startswith(b"PK") else data.startswith((b"\xd0\xcf\x11\xe0", b"\x09\x08"))
    named_table = name.lower().endswith((".csv", ".tsv", ".xls", ".xlsx", ".xlsm", ".et"))
    is_text = not data.startswith((b"PK", b"%PDF"))
    return SourceKind.LEDGER if (table or (is_text and named_table)) else SourceKind.WORK_PLAN


def _undated(rejections: Iterable[Rejection]) -> tuple[str, str]:
    """Why a ledger has no data date, with what the reader proposes, and what to do."""
    said = next((rejection for rejection in rejections if rejection.column == "数据截至"), None)
    why = f"数据截至日期读不出:{said.problem}({said.remedy})" if said and said.value else "台账没有写明数据截至日期"
    return why, "请填写它的数据日期后再载入(命令行用 --as-of),或在表的标题里写明“截至某年某月某日”"


def _without_rows(rejections: Sequence[Rejection]) -> tuple[str, str]:
    """Why nothing of a ledger was taken: its first refusal, where there is one."""
    if not rejections:
        return NO_ROWS
    first = rejections[0]
    where = f"第 {first.row} 行" if first.row else ""
    return f"{NO_ROWS[0]},{len(rejections)} 处未收,如{where}“{first.value}”:{first.problem}", first.remedy


def _open(file: Input, region: Region, mappings: Mapping[str, Mapping[str, str]], opened: Opened) -> None:
    started = time.perf_counter()
    kind = file.kind or source_kind(file.data, file.name)
    if kind is SourceKind.LEDGER:
        reading = read_ledger(file.data, file.name, mappings=mappings, as_of=file.as_of, source=file.sha256)
        if reading.rows and not any(row.as_of for row in reading.rows):
            # Taken in undated, its figures would be on no board, and the file could not be given a date any more.
            raise DateMissing(*_undated(reading.rejections))
        if not reading.rows:
            raise WrongDocument(*_without_rows(reading.rejections))
        as_of, demo, title = reading.as_of, reading.demo, reading.title
        opened.rows.extend(reading.rows)
        opened.rejections.extend(reading.rejections)
        opened.findings.extend(reading.findings)
        opened.questions.extend(reading.questions)
        receipt = reading.receipt
    else:
        document = read_document(file.data, file.name)
        extraction = extract(document, region, source=file.sha256)
        if not extraction.items:
            raise WrongDocument(*NO_ITEMS)
        as_of, demo, title = document.as_of, DEMO_MARK in document.text, document.title
        opened.items.extend(extraction.items)
        receipt = extraction.receipt
    opened.receipts.append(replace(receipt, subject=file.name, seconds=round(time.perf_counter() - started, 3)))
    source = SourceFile(
        sha256=file.sha256, name=file.name, kind=kind, as_of=as_of, loaded_at=datetime.now(UTC).replace(microsecond=0),
        demo=demo, title=title,
    )
    opened.sources.append((source, file.data))
