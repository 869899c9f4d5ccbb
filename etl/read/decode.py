"""Bytes of a text file to text: BOM, UTF-8, GB18030 (which holds GBK and GB2312), then a guess."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from etl.errors import ReplaceFile

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200_000
# Characters that Chinese office texts are made of; a wrong decoding gives others.
_USUAL = frozenset("的一是在和有了工程项目建设推进完成市年月日、。,\uff0c\uff1a\uff1b\uff08\uff09")


def decode(data: bytes) -> str:
    """The text. Raises ReplaceFile when no encoding fits (binary data under a text file's name)."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding)
    if (guess := _utf16_without_bom(data)) is not None:
        return guess
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or _looks_chinese(text):
            return _clean(text)
    best = from_bytes(data[:_SAMPLE], cp_isolation=["utf_8", "gb18030", "big5", "utf_16"]).best()
    if best is not None:
        try:
            return _clean(data.decode(best.encoding))
        except (UnicodeDecodeError, LookupError):
            pass
    # A cut-off character or a few bad bytes in an otherwise Chinese text must not lose the whole.
    for encoding in ("utf-8", "gb18030"):
        text = data.decode(encoding, errors="replace")
        if text.count("\ufffd") * 200 < len(text):
            return _clean(text)
    raise ReplaceFile("文件不是可读的文字(编码无法识别)", "请用记事本另存为 UTF-8 文本,或另存为 docx 后再载入")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return _clean(data.decode(encoding))
    except UnicodeDecodeError:
        raise ReplaceFile("文件编码标记与内容不符,可能已损坏", "请重新另存为 UTF-8 文本后再载入") from None


def _utf16_without_bom(data: bytes) -> str | None:
    """UTF-16 texts without a mark have many zero bytes (digits, line ends); other encodings have none."""
    head = data[:4_000]
    if b"\0" not in head or len(data) % 2:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _looks_chinese(text):
            return _clean(text)
    return None


def _looks_chinese(text: str) -> bool:
    head = text[:20_000]
    if not head.strip():
        return False
    han = sum("\u4e00" <= character <= "\u9fff" for character in head)
    usual = sum(character in _USUAL for character in head)
    return (usual * 100 >= han and han * 5 >= len(head.strip())) or not any(ord(character) > 127 for character in head)


def _clean(text: str) -> str:
    """Line ends made one kind, control characters out."""
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\x0b", "\n")
        .replace("\x0c", "\n")
        .replace("\u2028", "\n")
        .replace("\ufeff", "")
    )
    return "".join(character for character in text if character >= " " or character in "\n\t")
