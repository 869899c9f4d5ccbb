"""Files as people hand them in: right reading, or one line of problem and one of remedy."""

import io
import zipfile
from datetime import date

import pytest
from docx import Document as new_docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.errors import ConvertFirst, InputError, ReplaceFile, UnlockFirst, WrongDocument
from etl.read import CHARACTERS_MAX, kind_of, read_document

PLAN = "2024年5月份市政府工作要点\n一、城建方面\n(一)加快甲水库扩容工程建设。\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def docx(*lines, table=()):
    document = new_docx()
    for line in lines:
        document.add_paragraph(line)
    if table:
        grid = document.add_table(rows=1, cols=len(table))
        for cell, text in zip(grid.rows[0].cells, table, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(*lines, encrypted=False, drawn=""):
    """A small PDF whose text is set in a standard Chinese font, so that it has a text layer."""
    shown = "".join(f"1 0 0 1 72 {760 - 20 * i} Tm <{line.encode('utf-16-be').hex()}> Tj " for i, line in enumerate(lines))
    stream = f"BT /F1 12 Tf {shown}ET {drawn}" if lines else "0 0 100 100 re f"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 7 0 R >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /Ascent 800 /Descent -200 >>",
        f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>",
    ]
    body, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    lock = f" /Encrypt 8 0 R /ID [<{'43' * 16}> <{'43' * 16}>]" if encrypted else ""
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R{lock} >>\n"
    return (body + f"startxref\n{body.index('xref')}\n%%EOF\n").encode("latin-1")


def zipped(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_in_the_encodings_of_office_pcs(encoding):
    document = read_document(PLAN.encode(encoding), "要点.txt")
    assert document.text == PLAN.strip()
    assert (document.year, document.month) == (2024, 5)


def test_windows_line_ends_and_blank_lines_make_no_paragraphs():
    assert read_document("甲工程\r\n\r\n \r\n乙工程\r\n".encode(), "a.txt").paragraphs == ("甲工程", "乙工程")


def test_a_few_bad_bytes_do_not_lose_the_text():
    assert "甲水库" in read_document((PLAN * 50).encode() + b"\xe5\xb7", "a.txt").text


def test_docx_with_a_table_in_its_order():
    document = read_document(docx("2024年5月份工作要点", "加快甲水库建设。", table=("甲路改造", "市交通局")), "a.docx")
    assert document.paragraphs == ("2024年5月份工作要点", "加快甲水库建设。", "甲路改造\t市交通局")
    assert document.kind == "docx"


def test_docx_reads_as_with_every_change_accepted_and_through_what_wraps_the_text():
    document = new_docx()
    paragraph = document.add_paragraph("完成")
    for wrapped in (
        "<w:ins {0}><w:r><w:t>甲大桥</w:t></w:r></w:ins>",
        "<w:del {0}><w:r><w:delText>旧桥</w:delText><w:t>老桥</w:t></w:r></w:del>",
        "<w:smartTag {0}><w:r><w:t>和乙隧道</w:t></w:r></w:smartTag>",
        "<w:sdt {0}><w:sdtContent><w:r><w:t>主体施工。</w:t></w:r></w:sdtContent></w:sdt>",
        '<w:r {0} xmlns:m="http://schemas.openxmlformats.org/markup-compatibility/2006"><m:AlternateContent><m:Choice><w:txbxContent><w:p>'
        "<w:r><w:t>启动丙馆建设。</w:t></w:r></w:p></w:txbxContent></m:Choice><m:Fallback><w:p><w:r><w:t>启动丙馆建设。</w:t></w:r></w:p>"
        "</m:Fallback></m:AlternateContent></w:r>",
    ):
        paragraph._p.append(parse_xml(wrapped.format(nsdecls("w"))))
    control = "<w:sdt {0}><w:sdtContent><w:p><w:r><w:t>推进丁水库扩容。</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(1, parse_xml(control.format(nsdecls("w"))))
    out = io.BytesIO()
    document.save(out)
    assert read_document(out.getvalue(), "a.docx").paragraphs == ("完成甲大桥和乙隧道主体施工。", "启动丙馆建设。", "推进丁水库扩容。")


def test_hidden_text_is_not_read():
    document = new_docx()
    paragraph = document.add_paragraph("加快")
    for wrapped in (
        "<w:r {0}><w:rPr><w:vanish/></w:rPr><w:t>旧桥、</w:t></w:r>",
        '<w:r {0}><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>甲水库建设。</w:t></w:r>',
    ):
        paragraph._p.append(parse_xml(wrapped.format(nsdecls("w"))))
    out = io.BytesIO()
    document.save(out)
    assert read_document(out.getvalue(), "a.docx").paragraphs == ("加快甲水库建设。",)
    page = "<p style='display: none'>推进旧桥建设。</p><div hidden><p>推进老桥建设。</p></div><p>加快甲水库建设。</p>"
    assert read_document(page.encode(), "a.html").paragraphs == ("加快甲水库建设。",)


def test_rows_of_an_html_table_are_lines():
    page = "<p>2024年5月份工作要点</p><table><tr><th>项目</th><th>目标</th></tr><tr><td><p>甲路改造</p></td><td>开工</td></tr></table>"
    assert read_document(page.encode(), "a.html").paragraphs == ("2024年5月份工作要点", "项目\t目标", "甲路改造\t开工")


def test_radicals_of_printed_pdfs_are_read_as_characters():
    assert read_document("完成⻄岭⽔库⼯程、⻓溪⼤桥建设。".encode(), "a.txt").text == "完成西岭水库工程、长溪大桥建设。"


def test_pdf_with_a_text_layer():
    document = read_document(pdf("二〇二四年五月工作要点", "加快甲水库扩容工程建设。"), "a.pdf")
    assert document.kind == "pdf"
    assert "加快甲水库扩容工程建设。" in document.text


def test_html_shows_what_a_reader_sees():
    page = (
        "<!DOCTYPE html><html><head><title>x</title><style>p{}</style></head><body><nav>首页</nav>"
        "<script>document.write('推进恶意工程建设')</script><p>加快<b>甲水库</b>建设。</p>"
        "<div>完成乙路改造。<!-- 丙桥 --></div></body></html>"
    )
    document = read_document(page.encode(), "a.html")
    assert document.paragraphs == ("加快甲水库建设。", "完成乙路改造。")


def test_links_of_a_portal_to_other_texts_are_not_of_this_one():
    page = (
        "<html><body><div>当前位置:首页</div><p>加快甲水库建设。</p><div>下一篇:推进乙大道建设</div><p>相关阅读:丙桥开工</p></body></html>"
    )
    assert read_document(page.encode(), "a.html").paragraphs == ("加快甲水库建设。",)


def test_rows_of_a_ruled_table_in_a_pdf_are_lines():
    lines = [f"{x} 700 m {x} 640 l S" for x in (60, 100, 250, 400)] + [f"60 {y} m 400 {y} l S" for y in (700, 670, 640)]
    cells = (
        (70, 680, "序号"),
        (110, 680, "项目名称"),
        (260, 680, "目标"),
        (70, 650, "1"),
        (110, 658, "甲路改造"),
        (110, 644, "工程"),
        (260, 650, "开工"),
    )
    text = "".join(f"1 0 0 1 {x} {y} Tm <{word.encode('utf-16-be').hex()}> Tj " for x, y, word in cells)
    data = pdf("二〇二四年五月工作要点", drawn=" ".join(lines) + f" BT /F1 10 Tf {text}ET")
    assert read_document(data, "a.pdf").paragraphs[1:] == ("序号\t项目名称\t目标", "1\t甲路改造工程\t开工")


def test_html_in_gbk_by_its_own_word():
    page = '<html><head><meta charset="gb2312"></head><body><p>加快甲水库建设。</p></body></html>'
    assert read_document(page.encode("gbk"), "a.htm").text == "加快甲水库建设。"


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (PLAN.encode(), "a.pdf", "txt"),
        (pdf("甲"), "a.txt", "pdf"),
        (docx("甲"), "a.txt", "docx"),
        (b"<html><body>x</body></html>", "a.doc", "html"),
        ("加快<甲>水库建设".encode(), "a.txt", "txt"),
    ],
)
def test_kind_is_told_by_content_not_by_name(data, name, kind):
    assert kind_of(data, name) == kind


@pytest.mark.parametrize(
    ("data", "name", "error", "word"),
    [
        (b"", "a.txt", ReplaceFile, "空"),
        (b" \r\n\0", "a.docx", ReplaceFile, "空"),
        (pdf(), "a.pdf", ConvertFirst, "扫描"),
        (pdf("甲", encrypted=True), "a.pdf", UnlockFirst, "密码"),
        (b"%PDF-1.4\ngarbage", "a.pdf", ReplaceFile, "损坏"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.doc", ConvertFirst, "docx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", UnlockFirst, "密码"),
        (OLE + "Workbook".encode("utf-16-le"), "a.xls", ConvertFirst, "台账"),
        (zipped(xl__workbook_xml="<x/>"), "a.xlsx", ConvertFirst, "台账"),
        (zipped(xl__workbook_bin="x"), "a.xlsb", ConvertFirst, "台账"),
        (zipped(a="x"), "a.zip", ConvertFirst, "解压"),
        (zipped(word__document_xml="<not xml"), "a.docx", ReplaceFile, "损坏"),
        (docx("甲")[:-60], "a.docx", ReplaceFile, "损坏"),
        (zipped(word__document_xml=b"\0" * 30_000_000), "a.docx", ReplaceFile, "过大"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a.txt", ConvertFirst, "文字识别"),
        (b"{\\rtf1 x}", "a.doc", ConvertFirst, "docx"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.wps", ConvertFirst, "WPS"),
        (zipped(OFD_xml="<x/>"), "a.ofd", ConvertFirst, "OFD"),
        (b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n', "a.mht", ConvertFirst, "归档"),
        ('<?xml version="1.0"?><w:wordDocument><w:t>加快甲水库建设。</w:t></w:wordDocument>'.encode(), "a.doc", ConvertFirst, "XML"),
        (b'<html><frameset cols="2,8"><frame src="a.html"><frame src="b.html"></frameset></html>', "a.html", ConvertFirst, "框架"),
        (b"plain English words only", "a.txt", WrongDocument, "中文"),
        (bytes(range(256)) * 40, "a.txt", InputError, "请"),
        (("甲水库。" * (CHARACTERS_MAX // 3)).encode(), "a.txt", ReplaceFile, "只保留"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line_with_its_remedy(data, name, error, word):
    with pytest.raises(error) as refused:
        read_document(data, name)
    assert word in str(refused.value)
    assert refused.value.problem and refused.value.remedy
    assert "\n" not in refused.value.problem + refused.value.remedy


@pytest.mark.parametrize(
    ("text", "name", "year", "month", "as_of"),
    [
        ("2024年5月份市政府工作要点\n加快甲路建设。", "a.txt", 2024, 5, date(2024, 5, 31)),
        ("二〇二三年十一月政府工作要点\n加快甲路建设。", "a.txt", 2023, 11, date(2023, 11, 30)),
        ("2025年政府工作报告\n加快甲路建设。", "a.txt", 2025, None, date(2025, 12, 31)),
        ("加快甲路建设。", "2024年2月工作要点.txt", 2024, 2, date(2024, 2, 29)),
        ("加快甲路建设,2012年建成乙桥这一条不是标题而是正文里说到的往年的事情,不能拿来当作本文件的年份。", "a.txt", None, None, None),
    ],
)
def test_the_month_a_document_is_for(text, name, year, month, as_of):
    document = read_document(text.encode(), name)
    assert (document.year, document.month, document.as_of) == (year, month, as_of)


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.docx", "a.pdf", "a.html", "b"]))
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_a_document_or_an_input_error(data, name):
    try:
        assert read_document(data, name).text
    except InputError as error:
        assert error.remedy


@given(st.sampled_from([b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", OLE, docx("甲")[:200], pdf("甲")[:300]]), st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_broken_files_of_known_kinds_too(head, rest):
    try:
        read_document(head + rest, "a")
    except InputError as error:
        assert error.problem
