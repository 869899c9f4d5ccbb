"""Files to documents: txt, docx, pdf with a text layer, html. What a file is, its content tells, not its name."""

from __future__ import annotations

from etl.errors import InputError, ReplaceFile, WrongDocument
from etl.read import plain, portable, web, word
from etl.read.document import Document, make_document
from etl.read.sniff import kind_of

__all__ = ["BYTES_MAX", "CHARACTERS_MAX", "Document", "InputError", "kind_of", "read_document"]

BYTES_MAX = 50 * 1024 * 1024
# A whole provincial report is 60 000 characters; what is many times longer is no work plan, and would only keep people waiting.
CHARACTERS_MAX = 1_000_000
_READERS = {"txt": plain.paragraphs, "docx": word.paragraphs, "pdf": portable.paragraphs, "html": web.paragraphs}


def read_document(data: bytes, name: str) -> Document:
    """The document in a file's bytes.

    name is the file's, for messages and as a last hint of its date. Raises InputError (one line of problem, one of
    remedy) when it is empty, locked, broken, scanned, too large, or no text.
    """
    if len(data) > BYTES_MAX:
        raise ReplaceFile(f"文件有 {len(data) // 1024 // 1024} MB,超过 {BYTES_MAX // 1024 // 1024} MB", "请只保留工作要点正文,另存后再载入")
    kind = kind_of(data, name)
    document = make_document(name, _READERS[kind](data), kind)
    if len(document.text) > CHARACTERS_MAX:
        raise ReplaceFile(f"正文有 {len(document.text)} 字,远超一份工作要点", "请只保留工作要点正文,另存后再载入")
    if not any("\u4e00" <= character <= "\u9fff" for character in document.text):
        raise WrongDocument("文件里没有中文文字,不是工作要点", "请确认载入的是工作要点文件")
    return document
