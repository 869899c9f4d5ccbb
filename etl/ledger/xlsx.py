"""Read xlsx and xlsm: values, number formats, merged ranges, hidden rows, columns and sheets, in one streaming pass.

Own reading of the sheets' XML instead of openpyxl, which (3.1) gives no merged ranges when streaming, holds fifty times the
file when not, cannot tell a formula without a cached value from a blank cell, and stops at style tables that WPS writes
broken. A test compares the two on random workbooks. Macros, links, drawings and formulas are never looked at.
"""

from __future__ import annotations

import lzma
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from io import BytesIO
from typing import IO

from lxml import etree

from etl.errors import ConvertFirst, InputError, ReplaceFile, UnlockFirst
from etl.ledger.cells import BLANK, GENERAL, Cell, NumberForm, number_form, unstruck
from etl.ledger.grid import MAX_COLUMNS, Grid, Span, make_grid

MAX_UNPACKED = 768 * 1024 * 1024
BROKEN = ("文件不完整或已损坏,无法打开", "请用表格软件打开并另存为 .xlsx 后再载入")
NO_RESULT = "公式没有计算结果"
_KEPT = 65536
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATIONS = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_BUILTIN_FORMATS = {9: "0%", 10: "0.00%", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00"} | dict.fromkeys(
    (*range(14, 18), 22, *range(27, 37), *range(50, 59)), "yyyy-mm-dd"
)


def read_xlsx(data: bytes) -> tuple[list[Grid], tuple[str, ...]]:
    """Grids of the visible sheets, and notes (which sheets are hidden and were not read). Raises InputError."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _read(archive)
    except InputError:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        etree.XMLSyntaxError,
        KeyError,
        EOFError,
        ValueError,
        OSError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        if "password" in str(error) or "encrypted" in str(error):
            raise UnlockFirst("文件有密码保护", "请取消密码后另存,再载入") from error
        raise ReplaceFile(*BROKEN) from error


def _read(archive: zipfile.ZipFile) -> tuple[list[Grid], tuple[str, ...]]:
    names = {name.replace("\\", "/").lstrip("/").lower(): name for name in archive.namelist()}
    unpacked = sum(info.file_size for info in archive.infolist())
    if unpacked > MAX_UNPACKED:
        raise ReplaceFile(
            f"文件解压后有 {unpacked // 2**20} MB,超过上限 {MAX_UNPACKED // 2**20} MB", "请删去多余的工作表、图片和空行后再载入"
        )
    if "xl/workbook.xml" not in names:
        raise ConvertFirst(*_not_a_workbook(names))
    targets = {
        link.get("Id"): posixpath.normpath(posixpath.join("xl", link.get("Target", ""))).lstrip("/").lower()
        if not link.get("Target", "").startswith("/")
        else link.get("Target", "").lstrip("/").lower()
        for link in _tree(archive, names["xl/_rels/workbook.xml.rels"])
        if str(link.get("Type", "")).endswith("/worksheet")
    }
    book = _tree(archive, names["xl/workbook.xml"])
    epoch = (
        datetime(1904, 1, 1) if any(p.get("date1904") in ("1", "true") for p in book.iterfind("{*}workbookPr")) else datetime(1899, 12, 30)
    )
    shared = _shared_strings(archive, names.get("xl/sharedstrings.xml"))
    made = _Cells(shared, _styles(archive, names.get("xl/styles.xml")), epoch)
    grids: list[Grid] = []
    hidden: list[str] = []
    for sheet in book.iterfind("{*}sheets/{*}sheet"):
        part = names.get(targets.get(sheet.get(_RELATIONS) or sheet.get(_STRICT_RELATIONS), ""))
        if part is None:
            continue
        if sheet.get("state", "visible") != "visible":
            hidden.append(sheet.get("name", ""))
        else:
            with archive.open(part) as stream:
                grids.append(_sheet(sheet.get("name", ""), stream, made))
    return grids, tuple(f"隐藏的工作表“{name}”未读" for name in hidden)


def _not_a_workbook(names: dict[str, str]) -> tuple[str, str]:
    if "xl/workbook.bin" in names:
        return "这是 xlsb 二进制工作簿", "请用表格软件另存为 .xlsx 后再载入"
    if any(name.startswith(("word/", "ppt/")) for name in names):
        return "这不是表格,而是文字或演示文件", "请载入 xlsx、xls 或 csv 格式的台账"
    if "content.xml" in names:
        return "这是 ods 格式的表格", "请另存为 .xlsx 后再载入"
    return "压缩包里没有工作簿", "请先解压,再载入其中的 xlsx、xls 或 csv 文件"


def _tree(archive: zipfile.ZipFile, name: str) -> etree._Element:
    with archive.open(name) as stream:
        root = etree.parse(_without_doctype(stream), _parser()).getroot()
    if root is None:
        raise ReplaceFile(*BROKEN)
    return root


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _without_doctype(stream: IO[bytes]) -> IO[bytes]:
    """The stream, unless it opens with a document type: no spreadsheet program writes one, entity bombs need one."""
    head = stream.read(4096)
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head or "<!DOCTYPE".encode("utf-16-le") in head:
        raise ReplaceFile("文件内含不应有的文档类型声明,可能被做过手脚", "请用表格软件打开并另存为 .xlsx 后再载入")
    stream.seek(0)
    return stream


def _elements(stream: IO[bytes], *tags: str) -> Iterator[etree._Element]:
    """Stream the elements of these local names, letting go of each after use."""
    for _, element in etree.iterparse(
        _without_doctype(stream),
        events=("end",),
        tag=[f"{{*}}{tag}" for tag in tags],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    ):
        yield element
        element.clear(keep_tail=False)
        while element.getprevious() is not None:
            del element.getparent()[0]


def _shared_strings(archive: zipfile.ZipFile, name: str | None) -> list[Cell]:
    if name is None:
        return []
    with archive.open(name) as stream:
        return [_rich_text(item) for item in _elements(stream, "si")]


def _rich_text(item: etree._Element) -> Cell:
    """All runs of a string, without the phonetic guide (拼音) that may stand beside it."""
    if len(item) == 1 and item[0].tag.endswith("}t"):
        return Cell(item[0].text or "")
    texts = [text for text in item.iterfind(".//{*}t") if etree.QName(text.getparent()).localname != "rPh"]
    return unstruck((text.text or "", _strikes(text.getparent().find("{*}rPr"))) for text in texts)


def _strikes(font: etree._Element | None) -> bool:
    """Whether a font crosses its text out."""
    strike = None if font is None else font.find("{*}strike")
    return strike is not None and strike.get("val", "1") not in ("0", "false")


@dataclass(frozen=True, slots=True)
class _Styles:
    """What a cell's style number says: its number format, and (for the few that do) that its text is crossed out."""

    forms: list[NumberForm]
    struck: frozenset[int] = frozenset()

    def form(self, style: int) -> NumberForm:
        """The number format of a style."""
        return self.forms[style] if style < len(self.forms) else GENERAL


def _styles(archive: zipfile.ZipFile, name: str | None) -> _Styles:
    if name is None:
        return _Styles([])
    styles = _tree(archive, name)
    codes = dict(_BUILTIN_FORMATS)
    for custom in styles.iterfind("{*}numFmts/{*}numFmt"):
        codes[int(custom.get("numFmtId", 0))] = custom.get("formatCode", "")
    fonts = [_strikes(font) for font in styles.iterfind("{*}fonts/{*}font")]
    cells = list(styles.iterfind("{*}cellXfs/{*}xf"))
    struck = (index for index, xf in enumerate(cells) if (font := int(xf.get("fontId") or 0)) < len(fonts) and fonts[font])
    return _Styles([number_form(codes.get(int(xf.get("numFmtId") or 0), "")) for xf in cells], frozenset(struck))


def _sheet(name: str, stream: IO[bytes], made: _Cells) -> Grid:
    merges: list[Span] = []
    hidden_rows: list[int] = []
    hidden_columns: set[int] = set()

    def rows() -> Iterator[tuple[int, list[Cell]]]:
        number = 0
        for element in _elements(stream, "row", "mergeCell", "col"):
            tag = etree.QName(element).localname
            if tag == "row":
                number = int(element.get("r") or number + 1)
                cells = made.row(element)
                if cells:
                    if element.get("hidden") in ("1", "true"):
                        hidden_rows.append(number)
                    yield number, cells
            elif tag == "mergeCell":
                merges.append(_span(element.get("ref", "")))
            elif element.get("hidden") in ("1", "true"):
                hidden_columns.update(range(int(element.get("min", 1)), min(int(element.get("max", 1)), MAX_COLUMNS) + 1))

    cells = list(rows())
    return make_grid(name, cells, merges=merges, hidden_rows=hidden_rows, hidden_columns=hidden_columns)


_columns: dict[str, int] = {}


def _column(reference: str) -> int:
    letters = reference.rstrip("0123456789")
    number = _columns.get(letters)
    if number is None:
        number = 0
        for letter in letters.replace("$", "").upper():
            number = number * 26 + ord(letter) - 64
        if not 1 <= number <= 16384:
            raise ValueError(f"no such column: {reference!r}")
        _columns[letters] = number
    return number


def _span(reference: str) -> Span:
    first, _, last = reference.replace("$", "").partition(":")
    last = last or first
    return Span(
        int(first.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")),
        _column(first),
        int(last.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")),
        _column(last),
    )


class _Cells:
    """The cells of a workbook by what is written for them. Equal ones are one: a ledger repeats most of what it says."""

    def __init__(self, shared: list[Cell], styles: _Styles, epoch: datetime) -> None:
        self._shared, self._styles, self._epoch = shared, styles, epoch
        self.written = lru_cache(maxsize=_KEPT)(self._written)
        self.inline = lru_cache(maxsize=_KEPT)(Cell)

    def row(self, row: etree._Element) -> list[Cell]:
        """A row's cells from column A on."""
        cells: list[Cell] = []
        column = 0
        for element in row:
            reference = element.get("r")
            column = min(_column(reference) if reference else column + 1, MAX_COLUMNS + 1)
            cell = self._cell(element)
            if cell is None:
                continue
            if self._styles.struck and int(element.get("s") or 0) in self._styles.struck:
                cell = cell._replace(struck=True)
            if len(cells) < column:
                cells.extend([BLANK] * (column - len(cells)))
            cells[column - 1] = cell
        return cells

    def _cell(self, element: etree._Element) -> Cell | None:
        kind = element.get("t", "n")
        raw, formula = None, False
        for child in element:
            tag = child.tag
            if tag.endswith("}v"):
                raw = child.text
            elif tag.endswith("}f"):
                formula = True
            elif tag.endswith("}is"):
                return self.inline(*_rich_text(child))
        if raw is None:
            return Cell(fault=NO_RESULT) if formula and kind != "str" else None
        return self._shared[int(raw)] if kind == "s" else self.written(kind, raw, element.get("s"))

    def _written(self, kind: str, raw: str, style: str | None) -> Cell:
        if kind == "n":
            value = float(raw)
            if value != value or value in (float("inf"), float("-inf")):
                return Cell(fault="不是数字")
            form = self._styles.form(int(style or 0))
            return Cell(_serial_date(value, self._epoch) or value, form) if form.is_date else Cell(value, form)
        if kind == "str":
            return Cell(raw)
        if kind == "b":
            return Cell(raw == "1")
        if kind == "e":
            return Cell(fault=raw)
        if kind == "d":
            return Cell(datetime.fromisoformat(raw).date())
        raise ValueError(f"no such kind of cell: {kind!r}")


def _serial_date(value: float, epoch: datetime) -> date | None:
    """An Excel serial as a date; None outside 1900–2199, where a number is no date."""
    return (epoch + timedelta(days=value)).date() if 1 <= value < 109575 else None
