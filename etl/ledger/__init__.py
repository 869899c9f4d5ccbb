"""The progress ledger (项目进度台账) as it really comes: messy sheets to rows, refusals and questions.

The way: open by content → grids → tables → columns → lines → records → sums. Each step is a module of this package.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePath
from time import perf_counter

from data.model import LedgerRow, Receipt, Refusal
from etl.errors import InputError
from etl.ledger.as_of import DataDate, choose, year_in
from etl.ledger.columns import read_columns
from etl.ledger.grid import Grid
from etl.ledger.layout import Question, shape_of
from etl.ledger.money import Doubt
from etl.ledger.notes import Notes
from etl.ledger.opening import open_sheets
from etl.ledger.reading import LedgerReading
from etl.ledger.sheet import SheetReading, read_table
from etl.ledger.table import Table, find_tables, stands_upright
from etl.ledger.text import squeeze
from etl.ledger.vocabulary import row_words, words

__all__ = ["LedgerReading", "Question", "read_ledger", "shape_of"]

_COVER_ROWS = 20
_NO_TABLE = (
    "没有找到项目进度表:各表里都没有“项目名称”(或“工程名称”“重点工作”等)与投资、进度并列的表头",
    "请检查表头,或下载台账模板填写",
)
_UPRIGHT = ("表是卡片式或竖排的:各项内容上下排列,不是一行一个项目", "请按台账模板整理成一行一个项目后再载入")


def read_ledger(
    data: bytes,
    name: str,
    *,
    mappings: Mapping[str, Mapping[str, str]] | None = None,
    as_of: date | None = None,
    source: str = "",
) -> LedgerReading:
    """Read a ledger's bytes: xlsx, xlsm, xls, csv (UTF-8, GBK), or a web table named .xls; told by content.

    mappings: what the clerk has confirmed, {shape: {column header: field}} (:class:`Question`); as_of: a data date given by
    hand, which wins over the file's; source: its sha256, computed if empty.

    Every row that holds something is accounted for: seen = taken + refused + recognised as no project. Hidden rows and columns
    are read (what is filtered out of sight still counts); hidden sheets are not, and the receipt says so.

    Raises InputError, one line with its remedy, when nothing can be taken.
    """
    started = perf_counter()
    source = source or hashlib.sha256(data).hexdigest()
    grids, remarks = open_sheets(data, name)
    notes = Notes(source)
    for remark in (*remarks, *(note for grid in grids for note in grid.notes)):
        notes.remark(remark)
    tables = [(grid, find_tables(grid)) for grid in grids]
    if not any(found for _, found in tables):
        raise InputError(*(_UPRIGHT if any(stands_upright(grid) for grid in grids) else _NO_TABLE))
    title, cover = _title(tables), _cover(tables)
    stem = PurePath(name).stem
    readings: list[SheetReading] = []
    for grid, found in tables:
        if not found and grid.rows:
            why = "是卡片式或竖排的" if stands_upright(grid) else "里没有项目表"
            notes.remark(f"工作表“{grid.name}”{why},{len(grid.rows)} 行未读")
        for table in found:
            when = _data_date(table, title, stem, as_of, notes, cover=cover)
            year = when.year if when else year_in([*table.above, title, grid.name, stem, *cover])
            layout = read_columns(table, year=year, mappings=mappings)
            if "name" not in layout.fields:
                notes.remark(f"工作表“{grid.name}”第 {table.bottom} 行的表按已确认的列义没有项目名称,未读")
                continue
            readings.append(read_table(layout, notes=notes, source=source, as_of=when))
    rows = tuple(row for reading in readings for row in reading.rows)
    _flag_repeated(rows, notes)
    seen = sum(len(grid.rows) for grid in grids)
    taken = sum(reading.taken for reading in readings)
    refused = sum(reading.refused for reading in readings)
    if notes.dropped:
        notes.remark(f"另有 {notes.dropped} 条问题未列出")
    return LedgerReading(
        as_of=max((row.as_of for row in rows if row.as_of), default=as_of),
        rows=rows,
        rejections=tuple(notes.rejections),
        findings=tuple(notes.findings),
        receipt=Receipt(
            stage="台账", subject=name, seen=seen, taken=taken, refused=(Refusal(refused, "没有项目名称等"),) if refused else (),
            set_aside=seen - taken - refused, notes=tuple(notes.remarks), seconds=perf_counter() - started,
        ),
        demo=_is_demo(grids, name),
        title=title,
        questions=tuple(question for reading in readings for question in reading.questions),
        shapes=tuple(dict.fromkeys(reading.shape for reading in readings)),
    )  # fmt: skip


def _title(tables: list[tuple[Grid, list[Table]]]) -> str:
    """The first line above a table that reads like a title."""
    for _, found in tables:
        for table in found:
            for text in table.above:
                if len(squeeze(text)) >= 5 and not squeeze(text).startswith(("附件", "单位", "填报")):
                    return " ".join(text.split())
    return ""


def _cover(tables: list[tuple[Grid, list[Table]]]) -> list[str]:
    """The texts of a first sheet that is no more than a cover: its date holds where a table has none."""
    grid, found = tables[0]
    return [] if found or len(grid.rows) > _COVER_ROWS else [cell.text for number in sorted(grid.rows) for _, cell in grid.filled(number)]


def _data_date(table: Table, title: str, stem: str, given: date | None, notes: Notes, *, cover: Sequence[str]) -> date | None:
    """The table's data date, and what there is to say of it."""
    grid = table.grid
    below = [
        cell.text for number in table.body[-6:] for _, cell in grid.filled(number) if isinstance(cell.value, str) and "截" in cell.value
    ]
    texts = [("表上方", text) for text in table.above] + [("表头", column.header) for column in table.columns if _tells_date(column.header)]
    texts += [("数据日期列", text) for text in _dates_in_column(table)]
    texts += [("表下方", text) for text in below] + [("工作表名", grid.name), ("标题", title), ("文件名", stem)]
    found, others = choose(texts, year=year_in([*table.above, title, grid.name, stem, *(column.header for column in table.columns)]))
    if found.when is None and not found.problem:
        found, others = choose([("封面", text) for text in cover], year=year_in([*cover, *table.above, title, grid.name, stem]))
    if given is not None:
        if found.when and (found.when.year, found.when.month) != (given.year, given.month):
            notes.find(
                "数据日期不一致",
                f"载入时填写的是 {given},表中写的是“{found.words}”",
                sheet=grid.name,
                was=found.words,
                now=str(given),
            )
        return given
    if found.when is None:
        _ask_date(found, table, notes)
    for other in others[:1]:
        notes.find(
            "数据日期不一致",
            f"“{found.words}”与“{other.words}”不一致,按前者收入",
            sheet=grid.name,
            was=other.words,
            now=found.words,
        )
    return found.when


def _tells_date(header: str) -> bool:
    """Headers that name the months a figure covers; dates of start and finish do not count."""
    plain = squeeze(header)
    if re.search(r"/\d{1,2}月份?$|^\d{1,2}月份?(/|$)", plain):
        return False
    dated = bool(re.search(r"月|截[至止]到?\d", plain))
    return dated and any(word in plain for word in ("完成", "累计", "形象", "进展", "截")) and "计划" not in plain


def _dates_in_column(table: Table) -> list[str]:
    """What a column 数据日期 says, where it says the same for every row."""
    column = next((one for one in table.columns if row_words("date_column").fullmatch(one.leaf)), None)
    cells = [table.grid.cell(number, column.index) for number in table.body] if column else []
    texts = {cell.text for cell in cells if not cell.blank}
    return [f"截至{text}" for text in texts] if len(texts) == 1 else []


def _ask_date(found: DataDate, table: Table, notes: Notes) -> None:
    problem = found.problem or "没有找到数据截至日期"
    remedy = found.remedy or "请在标题里写明“截至某年某月某日”,或在载入时填写"
    notes.refuse(table.grid.name, None, "数据截至", value=found.words, doubt=Doubt(problem, remedy))


def _flag_repeated(rows: tuple[LedgerRow, ...], notes: Notes) -> None:
    """One project on two rows of the same date would be counted twice."""
    first: dict[tuple[str, date | None], LedgerRow] = {}
    for row in rows:
        known = first.setdefault((squeeze(row.name), row.as_of), row)
        if known is not row and (known.code is None or row.code is None or known.code == row.code):
            where = f"«{known.sheet}» 第 {known.row} 行"
            notes.find("重复项目", f"“{row.name}”与{where}同名", sheet=row.sheet, row=row.row, now=row.name)


def _is_demo(grids: list[Grid], name: str) -> bool:
    """Whether the file calls its figures 演示数据: in its name, a sheet's name, or a line outside the figures."""
    marks = words()["demo"]["marks"]

    def texts() -> list[str]:
        found = [name]
        for grid in grids:
            numbers = sorted(grid.rows)
            found.append(grid.name)
            found += [
                cell.text for number in (*numbers[:8], *numbers[-8:]) for _, cell in grid.filled(number) if isinstance(cell.value, str)
            ]
        return found

    return any(mark in squeeze(text) for text in texts() for mark in marks)
