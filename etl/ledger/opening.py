"""Open a ledger by what its bytes are, whatever its name says."""

from __future__ import annotations

import re
from pathlib import PurePath

from etl.errors import ConvertFirst, InputError, ReplaceFile, UnlockFirst, WrongDocument
from etl.ledger.delimited import read_delimited
from etl.ledger.grid import Grid
from etl.ledger.markup import read_html, read_xml_spreadsheet
from etl.ledger.xls import read_xls
from etl.ledger.xlsx import read_xlsx

MAX_BYTES = 100 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_of(data: bytes) -> str:
    """What the bytes are: xlsx, xls, encrypted, word, html, xml, pdf, image, mhtml, rtf, empty, or text (delimited)."""
    head = data[:4096]
    if not data.strip(b"\0\r\n\t "):
        return "empty"
    if head.startswith(b"PK"):
        return "xlsx"
    if head.startswith(_OLE):
        # The directory of an OLE container names its streams in UTF-16.
        if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0" in data:
            return "encrypted"
        return "word" if b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0" in data else "xls"
    if head[:2] == b"\x09\x08":
        return "xls"
    for mark, kind in ((b"%PDF", "pdf"), (b"\x89PNG", "image"), (b"\xff\xd8\xff", "image"), (b"{\\rtf", "rtf")):
        if head.startswith(mark):
            return kind
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if b"mime-version:" in start[:500] and b"multipart/related" in start:
        return "mhtml"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head and start.startswith(b"<?xml"):
        return "xml"
    if re.match(rb"<(\?xml|!doctype|html|head|meta|table|style|body|div|!--)", start):
        return "html" if re.search(rb"<(html|table|body)\b", data[:200_000].lower()) else "xml"
    return "text"


_REFUSED: dict[str, InputError] = {
    "empty": ReplaceFile("文件是空的", "请载入有内容的台账"),
    "encrypted": UnlockFirst("文件有密码保护", "请取消密码后另存,再载入"),
    "word": WrongDocument("这不是表格,而是文字文件", "请载入 xlsx、xls 或 csv 格式的台账"),
    "pdf": WrongDocument("这是 PDF,不是表格", "请载入 xlsx、xls 或 csv 格式的台账"),
    "image": WrongDocument("这是图片,不是表格", "请载入 xlsx、xls 或 csv 格式的台账"),
    "rtf": WrongDocument("这不是表格,而是文字文件", "请载入 xlsx、xls 或 csv 格式的台账"),
    "mhtml": ConvertFirst("这是单一文件网页(mht)", "请用表格软件打开并另存为 .xlsx 后再载入"),
}


def open_sheets(data: bytes, name: str) -> tuple[list[Grid], tuple[str, ...]]:
    """The visible sheets of a file, and notes on what was not read. Raises InputError with the remedy."""
    if len(data) > MAX_BYTES:
        raise ReplaceFile(f"文件有 {len(data) // 2**20} MB,超过上限 {MAX_BYTES // 2**20} MB", "请删去图片和多余的工作表,或分成几个文件载入")
    kind = kind_of(data)
    if kind in _REFUSED:
        refused = _REFUSED[kind]
        raise type(refused)(refused.problem, refused.remedy)
    stem = PurePath(name).stem
    if kind == "xlsx":
        return read_xlsx(data)
    if kind == "xls":
        return read_xls(data)
    if kind == "html":
        return read_html(data, stem)
    if kind == "xml":
        return read_xml_spreadsheet(data)
    return read_delimited(data, stem)
