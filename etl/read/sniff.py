"""What a file is, told by its content; its name only breaks ties."""

from __future__ import annotations

import io
import re
import zipfile

from etl.errors import ConvertFirst, ReplaceFile, UnlockFirst

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"<!doctype html|<html|<head|<body|<meta |<div|<p[ >]", re.IGNORECASE)
# A docx of the genre unpacks to a few MB; what unpacks to more was made to hurt.
UNPACKED_MAX = 200 * 1024 * 1024
_RATIO_MAX = 400


def kind_of(data: bytes, name: str) -> str:
    """'txt', 'docx', 'pdf' or 'html'. Raises InputError with the remedy for everything else."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise ReplaceFile("文件是空的", "请检查文件是否保存完整,换一份再载入")
    head = data[:4096]
    if head.startswith(_OLE):
        _refuse_ole(data, name)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(data)
    if head.startswith(b"{\\rtf"):
        raise ConvertFirst("这是 RTF 文件", "请用 WPS 或 Word 打开,另存为 docx 后再载入")
    for magic, what in (
        (b"\x89PNG", "图片"),
        (b"\xff\xd8\xff", "图片"),
        (b"GIF8", "图片"),
        (b"Rar!", "压缩包"),
        (b"7z\xbc\xaf", "压缩包"),
        (b"\x1f\x8b", "压缩包"),
        (b"BM", "图片"),
        (b"II*\0", "图片"),
        (b"MM\0*", "图片"),
    ):
        if head.startswith(magic) and b"\n" not in magic and (magic != b"BM" or b"\0" in head[:32]):
            remedy = "请解压后载入其中的文件" if what == "压缩包" else "请用文字识别软件转成文字,存为 docx 或 txt 后再载入"
            raise ConvertFirst(f"这是{what},不是文字文件", remedy)
    if head.startswith(b"MIME-Version:") and b"multipart/" in head:
        raise ConvertFirst("这是网页归档文件(mht)", "请在浏览器中打开,另存为 html 或 docx 后再载入")
    uniform = head.replace(b"\0", b"")
    if b"<w:wordDocument" in uniform or b"<pkg:package" in uniform or b"mso-application" in uniform:
        raise ConvertFirst("这是 Word 的 XML 文件", "请用 WPS 或 Word 打开,另存为 docx 后再载入")
    if _HTML.search(uniform) and uniform.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        return "html"
    if name.lower().endswith((".html", ".htm")) and _HTML.search(uniform):
        return "html"
    return "txt"


def _refuse_ole(data: bytes, name: str) -> None:
    """Old Office files and encrypted new ones share one container."""
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        raise UnlockFirst("文件有打开密码", "请在 WPS 或 Word 中去掉密码,另存后再载入")
    if name.lower().endswith((".xls", ".et")) or "Workbook".encode("utf-16-le") in data:
        raise ConvertFirst("这是旧版 Excel 表格,不是工作要点", "进度台账请从“台账”处载入;工作要点请存为 docx 或 txt")
    raise ConvertFirst("这是旧版 Word 或 WPS 文字文件(.doc、.wps)", "请用 WPS 或 Word 打开,另存为 docx 后再载入")


def _kind_of_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise ReplaceFile("文件已损坏,打不开", "请重新取得原文件,或另存一份后再载入") from None
    names = {info.filename for info in infos}
    unpacked = sum(info.file_size for info in infos)
    if unpacked > UNPACKED_MAX or any(
        info.file_size > 5_000_000 and info.file_size > _RATIO_MAX * max(info.compress_size, 1) for info in infos
    ):
        raise ReplaceFile("文件解开后过大,不像正常文档", "请打开原文件,只保留正文,另存为 docx 或 txt 后再载入")
    if any(info.flag_bits & 1 for info in infos):
        raise UnlockFirst("压缩文件有密码", "请去掉密码后再载入")
    if "word/document.xml" in names:
        return "docx"
    if names & {"xl/workbook.xml", "xl/workbook.bin"}:
        raise ConvertFirst("这是 Excel 表格,不是工作要点", "进度台账请从“台账”处载入;工作要点请存为 docx 或 txt")
    if "ppt/presentation.xml" in names:
        raise ConvertFirst("这是演示文稿,不是工作要点", "请把正文另存为 docx 或 txt 后再载入")
    if "OFD.xml" in names:
        raise ConvertFirst("这是 OFD 版式文件", "请用 OFD 阅读器导出为 docx 或带文字层的 PDF 后再载入")
    if "content.xml" in names and "mimetype" in names:
        raise ConvertFirst("这是 ODF 文档", "请用 WPS 或 Word 打开,另存为 docx 后再载入")
    raise ConvertFirst("这是压缩包,不是文字文件", "请解压后载入其中的文件")
