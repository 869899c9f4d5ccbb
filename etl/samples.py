"""The bundled sample: a work plan and eight weekly ledgers, made from a kept text and a kept story (``data/samples``).

    python -m etl.samples        writes the files anew; the same bytes every time

Figures that were never published are invented and every file says so (演示数据).
"""

from __future__ import annotations

import io
import re
import tomllib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from data.model.environment import FIRST_REGION, region_code

__all__ = ["SAMPLES", "build", "ledger_workbook", "load_story", "sample_files", "work_plan_docx"]

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
PLAN = "work_plan_2024-05"
DEMO_MARK = "演示数据"
SECTIONS = {"续建": "一、续建项目", "新建": "二、新建项目", "前期": "三、前期项目"}

Value = str | int | Decimal | None


def sample_files() -> list[Path]:
    """The files that are loaded when none are given: the work plan, then the ledgers by date; none in a city they do not tell of."""
    if region_code() != FIRST_REGION:
        return []
    return [SAMPLES / f"{PLAN}.docx", *sorted(SAMPLES.glob("demo_ledger_*.xlsx"))]


def build(folder: Path = SAMPLES) -> list[Path]:
    """Write the sample's files into a folder; returns them."""
    story = load_story()
    content = {f"{PLAN}.docx": work_plan_docx((SAMPLES / f"{PLAN}.txt").read_text("utf-8"))}
    for week, day in enumerate(story.weeks, 1):
        content[f"demo_ledger_{day}.xlsx"] = ledger_workbook(story, week)
    for name, data in content.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in content]


@dataclass(frozen=True, slots=True)
class Story:
    """What the demo ledgers tell: title, data dates, notes, and the projects with their courses over the weeks."""

    title: str
    weeks: tuple[date, ...]
    notes: tuple[str, ...]
    projects: tuple[Mapping[str, Any], ...]


def load_story(path: Path = SAMPLES / "story.toml") -> Story:
    """Read the story. Raises ValueError where a course does not have one figure a week."""
    content = tomllib.loads(path.read_text("utf-8"))
    story = Story(content["title"], tuple(content["weeks"]), tuple(content["notes"]), tuple(content["project"]))
    for project in story.projects:
        for field in ("done", "physical"):
            if field in project and len(project[field]) != len(story.weeks):
                raise ValueError(f"{project['name']!r} has {len(project[field])} figures in {field!r}, not {len(story.weeks)}")
    return story


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the ledger: the group it stands under in the first header row, its own header, width, number format."""

    key: str
    header: str
    width: float
    group: str = ""
    number: str = ""
    summed: bool = False


COLUMNS = (
    Column("number", "序号", 5),
    Column("name", "项目名称", 40),
    Column("sector", "行业", 9),
    Column("unit", "责任单位", 20),
    Column("place", "建设地点", 14),
    Column("total", "总投资(亿元)", 11, number="0.00##", summed=True),
    Column("total_done", "开工至今累计完成投资(万元)", 14, number="#,##0", summed=True),
    Column("plan", "年度计划投资", 11, "2024年投资(万元)", "#,##0", True),
    Column("done", "本年累计完成", 11, "2024年投资(万元)", "#,##0", True),
    Column("rate", "年度投资完成率", 10, "2024年投资(万元)", "0.00%"),
    Column("physical", "形象进度(%)", 9, number="0.##"),
    Column("stage", "目前阶段", 8),
    Column("start", "计划开工时间", 11),
    Column("finish", "计划完工时间", 11),
    Column("words", "进展情况", 34),
    Column("problems", "存在问题", 34),
)


def at_week(course: object, week: int) -> Any:
    """A field in a week (from 1): one value for all weeks, or the last of [week, value] that has begun."""
    if isinstance(course, list):
        return next((value for begun, value in reversed(course) if begun <= week), None)
    return course


def row_of(project: Mapping[str, Any], week: int) -> dict[str, Value]:
    """A project's row in a week, by the columns' keys. Amounts are whole 万元, the total investment is in 亿元."""
    as_told = ("sector", "unit", "place", "plan", "stage", "start", "finish", "words", "problems")
    row: dict[str, Value] = {key: at_week(project.get(key), week) for key in as_told}
    row["name"] = at_week(project.get("names"), week) or project["name"]
    row["total"] = Decimal(project["total"]) if "total" in project else None
    row["done"] = project["done"][week - 1] if "done" in project else None
    row["total_done"] = project["before"] + row["done"] if "before" in project else None
    row["physical"] = Decimal(str(project["physical"][week - 1])) if "physical" in project else None
    row["rate"] = rate(row["done"], row["plan"])
    return row


def rate(done: int | None, plan: int | None) -> Decimal | None:
    """The year's rate to a hundredth of a per cent, as ledgers round it."""
    return round(Decimal(done) / plan, 4) if plan and done is not None else None


def total_of(rows: Sequence[Mapping[str, Value]], label: str) -> dict[str, Value]:
    """A 小计 or 合计: sums of the figures that are known, and the ratio of the sums of those with a plan."""
    total: dict[str, Value] = {"name": label}
    for column in COLUMNS:
        known = [row[column.key] for row in rows if column.summed and row[column.key] is not None]
        total[column.key] = sum(known) if known else total.get(column.key)
    planned = [row for row in rows if row["plan"]]
    total["rate"] = rate(sum(row["done"] for row in planned), sum(row["plan"] for row in planned)) if planned else None
    return total


def ledger_workbook(story: Story, week: int) -> bytes:
    """The ledger of a week (from 1) as xlsx: title, unit line, two header rows, sections with 小计, 合计, notes."""
    book = Workbook()
    sheet = book.active
    sheet.title = "重点项目"
    _head(sheet, story, story.weeks[week - 1])
    for line in _lines(story, week):
        sheet.append([_cell(line.get(column.key)) for column in COLUMNS])
        _dress(sheet, bold="number" not in line)
    for note in story.notes:
        sheet.append([note])
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=len(COLUMNS))
    _page(sheet)
    book.properties.title, book.properties.creator = story.title, DEMO_MARK
    buffer = io.BytesIO()
    book.save(buffer)
    return reproducible(buffer.getvalue())


def _lines(story: Story, week: int) -> Iterator[dict[str, Value]]:
    number, everything = 0, []
    for kind, heading in SECTIONS.items():
        rows = [row_of(project, week) for project in story.projects if project["class"] == kind]
        yield {"name": f"{heading}({len(rows)}个)"}
        for row in rows:
            number += 1
            yield {"number": number} | row
        if any(row["plan"] for row in rows):
            yield total_of(rows, "小计")
        everything += rows
    yield total_of(everything, "合计")


def _cell(value: Value) -> str | int | float | None:
    """A value as a sheet holds it; whole amounts stay whole."""
    return float(value) if isinstance(value, Decimal) else value


_THIN = Side(style="thin", color="808080")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEADER = PatternFill("solid", fgColor="DDEBF7")


def _head(sheet: Worksheet, story: Story, as_of: date) -> None:
    last = len(COLUMNS)
    sheet.append([story.title])
    sheet.append([f"数据截至:{as_of.year}年{as_of.month}月{as_of.day}日"])
    sheet.cell(2, last, "单位:总投资为亿元,其余为万元")
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=last)
    sheet.merge_cells(start_row=2, end_row=2, start_column=1, end_column=4)
    sheet["A1"].font, sheet["A1"].alignment = Font(size=18, bold=True), Alignment(horizontal="center", vertical="center")
    sheet.cell(2, last).alignment = Alignment(horizontal="right")
    sheet.row_dimensions[1].height = 30
    for index, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width
        sheet.cell(3, index, column.group or column.header)
        if column.group:
            sheet.cell(4, index, column.header)
        else:
            sheet.merge_cells(start_row=3, end_row=4, start_column=index, end_column=index)
        for row in (3, 4):
            cell = sheet.cell(row, index)
            cell.font, cell.border, cell.fill = Font(bold=True), _BORDER, _HEADER
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    grouped = [index for index, column in enumerate(COLUMNS, 1) if column.group]
    for index in grouped[1:]:
        sheet.cell(3, index).value = None
    sheet.merge_cells(start_row=3, end_row=3, start_column=grouped[0], end_column=grouped[-1])


def _dress(sheet: Worksheet, *, bold: bool) -> None:
    """The last row's borders, number formats and alignment."""
    for index, column in enumerate(COLUMNS, 1):
        cell = sheet.cell(sheet.max_row, index)
        cell.border, cell.font = _BORDER, Font(bold=bold)
        cell.alignment = Alignment(vertical="center", wrap_text=column.width > 12, horizontal=None if column.number else "left")
        if column.number:
            cell.number_format = column.number


def _page(sheet: Worksheet) -> None:
    sheet.freeze_panes = "C5"
    sheet.print_title_rows = "3:4"
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 8, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddHeader.center.text = DEMO_MARK


def work_plan_docx(text: str) -> bytes:
    """The work plan as docx: the first line is the title, lines such as 一、… are headings; the mark heads every page."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "FangSong", Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    document.sections[0].header.paragraphs[0].text = DEMO_MARK
    title, *lines = [line.strip() for line in text.splitlines() if line.strip()]
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = heading.add_run(title)
    run.bold, run.font.size = True, Pt(22)
    for line in lines:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.first_line_indent = Pt(32)
        paragraph.add_run(line).bold = bool(re.match(r"[一二三四五六七八九十]+、", line))
    document.core_properties.title, document.core_properties.author = title, DEMO_MARK
    document.core_properties.created = document.core_properties.modified = _MADE
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]  # a picture of the library's own template
    buffer = io.BytesIO()
    document.save(buffer)
    return reproducible(buffer.getvalue())


_MADE = datetime(2024, 5, 31)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def reproducible(data: bytes) -> bytes:
    """An office file with its clock taken out, so that the same content gives the same bytes."""
    buffer = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(data))
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _STAMP.sub(rb"\g<1>" + _MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), part)
            entry = zipfile.ZipInfo(name, _MADE.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, part)
    return buffer.getvalue()


if __name__ == "__main__":
    for path in build():
        print(f"{path.name}  {path.stat().st_size / 1024:.1f} kB")
