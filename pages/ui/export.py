"""The list as a file to take away: xlsx that opens clean, csv that any program reads. No text is ever a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

import streamlit as st
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from data.views import Board, BoardRow
from pages.ui import filters, geofile, reads, words
from pages.ui.filters import Choice, board_key
from pages.ui.listing import columns, ordered
from pages.ui.remember import remembered

HEADINGS = {
    "灯": "亮灯", "年度完成率": "年度投资完成率(%)", "超欠时序": "超(欠)时序(百分点)", "所选占比": "所选镇街占比(%)",
    "所选长度": "所选镇街内长度(公里)",
    "年度计划": "年度计划投资(万元)", "本年完成": "本年累计完成投资(万元)", "总投资": "总投资(万元)",
    "总完成率": "总投资完成率(%)", "形象进度": "形象进度(%)",
}
_WIDTHS = {"项目名称": 44, "镇街": 26, "责任单位": 22, "来源": 44}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_FORMATS = {"(万元)": "#,##0.00", "(%)": "0.0", "(百分点)": "+0.0;-0.0;0.0", "(公里)": "0.00"}
"""How a spreadsheet shows a column's numbers, by the unit in its heading."""


def sheet(rows: Sequence[BoardRow], *, towns: Sequence[str] = ()) -> tuple[list[str], list[list[Any]]]:
    """Headings and rows of the list, with the source of each row's figures."""
    made = columns(ordered(rows), towns=towns)
    made["灯"] = [names[0] for names in made["灯"]]
    made["来源"] = [str(row.evidence) if row.evidence else "" for row in ordered(rows)]
    return [HEADINGS.get(name, name) for name in made], [list(values) for values in zip(*made.values(), strict=True)]


def notes(board: Board, towns: Sequence[str] = (), said: str = "") -> list[str]:
    """What must stand above any list that leaves the house; said: what is filtered for, in words."""
    demo = "【演示数据】" if board.demo else ""
    scope = (said or "全市") + (";跨镇街的项目在每个镇街各计一次" if towns else "")
    return [f"{demo}重点工程项目清单", f"数据截至 {words.day(board.as_of)};亮灯规则:{board.rule};{scope}"]


def xlsx(board: Board, rows: Sequence[BoardRow], *, towns: Sequence[str] = (), said: str = "") -> bytes:
    """The list as a workbook: typed cells, widths, frozen headings, filter; texts are kept as texts."""
    headings, lines = sheet(rows, towns=towns)
    book = Workbook()
    page = book.active
    page.title = "项目清单"
    above = notes(board, towns, said)
    for line in (*([note] for note in above), headings, *lines):
        page.append([_cell(value) for value in line])
    for cells in page.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"
                # Typed again by hand, a text stays a text.
                cell.quotePrefix = cell.value.startswith(_FORMULA)
    page["A1"].font = Font(bold=True, size=14)
    top = len(above) + 1
    for cell in page[top]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F4E79")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for number, name in enumerate(headings, 1):
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = _WIDTHS.get(name, 15)
        if shown := next((code for unit, code in _FORMATS.items() if name.endswith(unit)), None):
            for cell in page[letter][top:]:
                cell.number_format = shown
    page.freeze_panes = f"C{top + 1}"
    page.auto_filter.ref = f"A{top}:{get_column_letter(len(headings))}{top + len(lines)}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_text(board: Board, rows: Sequence[BoardRow], *, towns: Sequence[str] = (), said: str = "") -> bytes:
    """The list as csv in UTF-8 with a mark, so that spreadsheets show Chinese; what looks like a formula is quoted."""
    headings, lines = sheet(rows, towns=towns)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([*([note] for note in notes(board, towns, said)), headings, *([_quoted(value) for value in line] for line in lines)])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> Any:
    """Control characters, which a workbook cannot hold, become spaces."""
    return "".join(c if c >= " " or c in "\n\t" else " " for c in value) if isinstance(value, str) else value


def _quoted(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


@remembered(16)
def _made(kind: str, key: tuple, choice: Choice, towns: tuple[str, ...], _board: Board, _rows: Sequence[BoardRow]) -> bytes:
    if kind == "geojson":
        return geofile.geojson(_board, ordered(_rows), reads.places(_rows))
    return {"xlsx": xlsx, "csv": csv_text}[kind](_board, _rows, towns=towns, said=filters.noted(choice))


KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv", "geojson": "application/geo+json",
}


def buttons(board: Board, rows: Sequence[BoardRow], choice: Choice, *, towns: Sequence[str] = ()) -> None:
    """Buttons to take the list away; a file is made only when asked for."""
    name = f"{'演示_' if board.demo else ''}项目清单_{'_'.join(towns[:3]) or '全市'}_{board.as_of}"
    with st.container(key="export", horizontal=True, gap="small"):
        for kind, mime in KINDS.items():
            st.download_button(f"导出 {kind}", lambda kind=kind: _made(kind, board_key(board), choice, tuple(towns), board, rows),
                               file_name=f"{name}.{kind}", mime=mime, icon=":material/download:", on_click="ignore", key=f"export.{kind}")
