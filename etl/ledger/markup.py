"""Read web tables and XML Spreadsheet 2003: what many government systems export under the name .xls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree, html

from etl.errors import InputError
from etl.ledger.cells import BLANK, Cell, number_form
from etl.ledger.delimited import decode
from etl.ledger.grid import MAX_COLUMNS, Grid, Span, make_grid

MAX_ROWSPAN = 65536


def read_html(data: bytes, name: str) -> tuple[list[Grid], tuple[str, ...]]:
    """A grid for each innermost table of a page. Raises InputError when there is none."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", _page_text(data))
    try:
        page = html.document_fromstring(text, parser=html.HTMLParser(no_network=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputError("网页格式的文件无法读取", "请用表格软件打开并另存为 .xlsx 后再载入") from error
    tables = [table for table in page.iter("table") if table.find(".//table") is None]
    grids = [_html_grid(f"{name}" if len(tables) == 1 else f"表{number}", table) for number, table in enumerate(tables, start=1)]
    grids = [grid for grid in grids if grid.rows]
    if not grids:
        raise InputError("这是网页,里面没有表格", "请载入 xlsx、xls 或 csv 格式的台账")
    return grids, ("文件实为网页格式,已按网页表格读取",)


def _page_text(data: bytes) -> str:
    declared = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]+)", data[:4096], re.I)
    if declared:
        name = declared.group(1).decode("ascii", "replace").lower()
        try:
            return data.decode("gb18030" if name in ("gb2312", "gbk", "gb18030") else name)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def _html_grid(name: str, table: html.HtmlElement) -> Grid:
    rows: list[tuple[int, list[Cell]]] = []
    merges: list[Span] = []
    taken: dict[int, int] = {}  # column -> last row that a range from above still covers
    for number, element in enumerate(table.iter("tr"), start=1):
        cells: list[Cell] = []
        for item in element.iterchildren("td", "th"):
            while taken.get(len(cells) + 1, 0) >= number:
                cells.append(BLANK)
            right, down = _count(item.get("colspan"), MAX_COLUMNS), _count(item.get("rowspan"), MAX_ROWSPAN)
            column = len(cells) + 1
            if column > MAX_COLUMNS:
                break
            cells.append(Cell(_html_text(item)))
            cells.extend([BLANK] * (right - 1))
            if right > 1 or down > 1:
                merges.append(Span(number, column, number + down - 1, column + right - 1))
                taken.update(dict.fromkeys(range(column, column + right), number + down - 1))
        rows.append((number, cells))
    return make_grid(name, rows, merges=merges)


def _count(text: str | None, most: int) -> int:
    return min(max(int(text), 1), most) if text and text.strip().isascii() and text.strip().isdigit() else 1


def _html_text(item: html.HtmlElement) -> str:
    for line_break in item.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    return item.text_content().replace("\xa0", " ").strip()


def read_xml_spreadsheet(data: bytes) -> tuple[list[Grid], tuple[str, ...]]:
    """The worksheets of an XML Spreadsheet 2003 file. Raises InputError."""
    if b"<!ENTITY" in data or b"<!DOCTYPE" in data[:4096]:
        raise InputError("文件内含不应有的文档类型声明,可能被做过手脚", "请用表格软件打开并另存为 .xlsx 后再载入")
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        raise InputError("XML 表格不完整或已损坏", "请用表格软件打开并另存为 .xlsx 后再载入") from error
    formats = {
        style.get(_ss("ID")): shape.get(_ss("Format"), "")
        for style in root.iterfind("{*}Styles/{*}Style")
        for shape in style.iterfind("{*}NumberFormat")
    }
    grids = [_xml_grid(sheet, formats) for sheet in root.iterfind("{*}Worksheet")]
    return grids, ("文件实为 XML 表格,已按其内容读取",)


def _ss(name: str) -> str:
    return f"{{urn:schemas-microsoft-com:office:spreadsheet}}{name}"


def _xml_grid(sheet: etree._Element, formats: dict[str | None, str]) -> Grid:
    merges: list[Span] = []

    def rows() -> Iterator[tuple[int, list[Cell]]]:
        number = 0
        for row in sheet.iterfind("{*}Table/{*}Row"):
            number = _count(row.get(_ss("Index")), 1_048_576) if row.get(_ss("Index")) else number + 1
            cells: list[Cell] = []
            for item in row.iterfind("{*}Cell"):
                column = _count(item.get(_ss("Index")), MAX_COLUMNS) if item.get(_ss("Index")) else len(cells) + 1
                cells.extend([BLANK] * (column - 1 - len(cells)))
                across = _count(item.get(_ss("MergeAcross"), "0"), MAX_COLUMNS) if item.get(_ss("MergeAcross"), "0") != "0" else 0
                down = _count(item.get(_ss("MergeDown"), "0"), MAX_ROWSPAN) if item.get(_ss("MergeDown"), "0") != "0" else 0
                cells.append(_xml_cell(item, formats))
                cells.extend([BLANK] * across)
                if across or down:
                    merges.append(Span(number, column, number + down, column + across))
            yield number, cells

    cells = list(rows())
    return make_grid(sheet.get(_ss("Name"), ""), cells, merges=merges)


def _xml_cell(item: etree._Element, formats: dict[str | None, str]) -> Cell:
    data = item.find("{*}Data")
    if data is None:
        return BLANK
    text, kind = "".join(data.itertext()), data.get(_ss("Type"), "String")
    try:
        if kind == "Number":
            code = formats.get(item.get(_ss("StyleID")), "")
            return Cell(float(text), number_form({"Percent": "0.00%"}.get(code, code)))
        if kind == "DateTime":
            return Cell(date.fromisoformat(text[:10]))
    except ValueError:
        return Cell(text)
    return Cell(fault=text) if kind == "Error" else Cell(text)
