"""PDF with a text layer to paragraphs: lines joined, rows of tables kept, page numbers and running heads left out."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed

from etl.errors import ConvertFirst, InputError, ReplaceFile, UnlockFirst
from etl.read.columns import ORDINAL_HEADING, table_rows

PAGES_MAX = 600
# It warns of every odd font on stderr, where a command says its one line.
logging.getLogger("pdfminer").setLevel(logging.ERROR)
_PAGE_NUMBER = re.compile(r"^[\s\-—–·第页共/\d]{1,14}$")
_MARK = re.compile(r"^ *(?:第?[一二三四五六七八九十]+[、.章部]|[(\uff08][一二三四五六七八九十\d]+[)\uff09]|\d{1,2}[.、\uff0e])")
_FULL = 0.8
# Fewer drawn lines make no table: a rule under the heading, a seal's frame.
_RULES_OF_A_TABLE = 6


def paragraphs(data: bytes) -> list[str]:
    """Paragraphs in order. Raises InputError for a locked, broken, over-long, or scanned PDF."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > PAGES_MAX:
                raise ReplaceFile(f"PDF 有 {len(pdf.pages)} 页,超过 {PAGES_MAX} 页", "请只保留工作要点正文再载入")
            pages = [_lines_of(page) for page in pdf.pages]
    except InputError:
        raise
    except Exception as error:
        # pdfminer raises many kinds, pdfplumber wraps them in its own
        causes = (error, error.__cause__, error.__context__, *getattr(error, "args", ()))
        if any(isinstance(cause, (PDFPasswordIncorrect, PDFTextExtractionNotAllowed)) for cause in causes):
            raise UnlockFirst("PDF 有打开密码", "请去掉密码,另存后再载入") from None
        raise ReplaceFile("PDF 已损坏,打不开", "请重新取得原文件,或另存为 docx 后再载入") from None
    lines = _without_running_heads(pages)
    if sum(len(line) for line in lines) < 10:
        raise ConvertFirst("PDF 里没有文字层,可能是扫描件", "请用文字识别软件转成文字,存为 docx 或 txt 后再载入")
    return _joined(lines)


def _lines_of(page: pdfplumber.page.Page) -> list[str]:
    placed = _with_rows(page) if len(page.lines) + len(page.rects) >= _RULES_OF_A_TABLE else None
    text = "" if placed is not None else page.extract_text() or ""
    if placed is None and any(word in text for word in ORDINAL_HEADING):
        placed = _with_columns(page)
    lines = placed if placed is not None else text.split("\n")
    page.close()
    return [line.strip() for line in lines if line.strip() and not _PAGE_NUMBER.match(line)]


def _with_rows(page: pdfplumber.page.Page) -> list[str] | None:
    """The page's lines with each row of a ruled table as one line, tabs between its cells; None when it has no table."""
    tables = [table for table in page.find_tables() if len(table.rows) >= 2 and len(table.rows[0].cells) >= 2]
    if not tables:
        return None
    placed = [(line["top"], line["text"]) for line in page.extract_text_lines() if not any(_inside(line, table.bbox) for table in tables)]
    for table in tables:
        for row, cells in zip(table.rows, table.extract(), strict=True):
            placed.append((row.bbox[1], "\t".join(cell.replace("\n", "") for cell in cells if cell and cell.strip())))
    return [text for _, text in sorted(placed, key=lambda place: place[0])]


def _with_columns(page: pdfplumber.page.Page) -> list[str] | None:
    """The page's lines with each row of a table that has no lines drawn as one line; None when it has no such table."""
    found = table_rows(page.extract_words())
    if found is None:
        return None
    top, bottom, rows = found
    placed = [(line["top"], line["text"]) for line in page.extract_text_lines() if not top - 1 <= line["top"] < bottom - 1]
    return [text for _, text in sorted((*placed, *rows), key=lambda place: place[0])]


def _inside(line: dict, box: tuple[float, float, float, float]) -> bool:
    return box[1] <= (line["top"] + line["bottom"]) / 2 <= box[3]


def _without_running_heads(pages: list[list[str]]) -> list[str]:
    """First and last lines that most pages share are heads and feet."""
    edges = Counter(line for page in pages for line in {*page[:1], *page[-1:]})
    running = {line for line, times in edges.items() if times >= 3 and times > len(pages) * 0.6}
    return [line for page in pages for line in page if line not in running]


def _joined(lines: list[str]) -> list[str]:
    """Wrapped lines to paragraphs: a line goes on when the one before was full and ended no sentence, and it opens nothing."""
    width = max((len(line) for line in lines if "\t" not in line), default=0)
    joined: list[str] = []
    before = ""
    for line in lines:
        goes_on = (
            joined
            and "\t" not in before + line
            and len(before) >= width * _FULL
            and not before.endswith(("。", ";", "\uff1b"))
            and not _MARK.match(line)
        )
        if goes_on:
            joined[-1] += line
        else:
            joined.append(line)
        before = line
    return joined
