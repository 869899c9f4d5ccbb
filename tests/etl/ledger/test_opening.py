"""Bad and hostile files: one clear error with its remedy, or the file read for what it is."""

import random
import re
import zipfile
from io import BytesIO

import pytest

from etl.errors import InputError
from etl.ledger import opening, read_ledger
from etl.ledger import xlsx as xlsx_reader

ROWS = [["项目名称", "总投资(万元)"], ["甲路工程", 9000]]


def rewrite(data, change):
    """An xlsx with parts changed: change(name, bytes) gives the new bytes, or None to leave it out."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = change(info.filename, old.read(info))
            if content is not None:
                new.writestr(info.filename, content)
    return buffer.getvalue()


def refused(data, name="台账.xlsx"):
    with pytest.raises(InputError) as caught:
        read_ledger(data, name)
    error = caught.value
    assert error.problem
    assert error.remedy
    assert "\n" not in f"{error.problem}{error.remedy}"
    return error.problem


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空"), (b" \r\n", "空"), (b"\0" * 5000, "空"),
        (OLE + "EncryptionInfo".encode("utf-16-le") + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (OLE + "WordDocument".encode("utf-16-le"), "文字文件"),
        (OLE + b"\xff" * 512, "损坏"),
        (b"%PDF-1.7 \n", "PDF"), (b"\x89PNG\r\n\x1a\n....", "图片"), (b"PK\x03\x04garbage", "损坏"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n", "mht"),
        (b"<html><body><p>no table</p></body></html>", "没有表格"),
        ("只是一段话,没有表。".encode(), "没有找到"), (b"\xff\xfe\xfa\x00\xd8", "编码"), (bytes(range(256)) * 4, ""),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(data, words):
    assert words in refused(data)


def test_truncated_file(xlsx):
    data = xlsx(ROWS)
    assert "损坏" in refused(data[: len(data) // 2])


def test_damage_anywhere_gives_an_error_or_a_reading(xlsx):
    data = bytearray(xlsx([*ROWS, *([f"{n}路工程", n] for n in range(50))]))
    chance = random.Random(7)
    for _ in range(120):
        broken = bytearray(data)
        for _ in range(3):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            read_ledger(bytes(broken), "台账.xlsx")
        except InputError as error:
            assert error.remedy


def test_wrong_extension_is_no_matter(xlsx):
    for name in ("台账.csv", "台账.xls", "台账", "台账.txt"):
        assert len(read_ledger(xlsx(ROWS), name).rows) == 1


def test_a_file_too_large_is_refused_before_it_is_opened(monkeypatch, xlsx):
    monkeypatch.setattr(opening, "MAX_BYTES", 1000)
    assert "超过上限" in refused(xlsx(ROWS))
    assert opening.MAX_BYTES < 200 * 2**20


def test_two_hundred_megabytes_are_refused_at_once():
    assert "200 MB" in refused(bytes(200 * 2**20))


def test_zip_bomb_is_refused_unopened(xlsx):
    bomb = rewrite(xlsx(ROWS), lambda name, data: data)
    buffer = BytesIO(bomb)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/x.bin", "w") as part:
        for _ in range(xlsx_reader.MAX_UNPACKED // 2**20 + 1):
            part.write(bytes(2**20))
    assert len(buffer.getvalue()) < 2**20
    assert "解压后" in refused(buffer.getvalue())


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_entity_bomb_is_refused(shared_xlsx, part):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    touched = []

    def poison(name, data):
        touched.append(name)
        return re.sub(rb"^(<\?xml[^>]*\?>)?", lambda found: found[0] + bomb, data, count=1) if name == part else data

    assert "文档类型" in refused(rewrite(shared_xlsx(ROWS), poison))
    assert part in touched


def test_external_entities_are_never_fetched(tmp_path, shared_xlsx):
    secret = tmp_path / "secret"
    secret.write_text("机密")
    head = b"<!--" + b" " * 5000 + b"-->" + f'<!DOCTYPE sst [<!ENTITY a SYSTEM "file://{secret}">]>'.encode()

    def poison(name, data):
        return data.replace("甲路工程".encode(), b"&a;").replace(b"<sst", head + b"<sst", 1) if name == "xl/sharedStrings.xml" else data

    try:
        rows = read_ledger(rewrite(shared_xlsx(ROWS), poison), "台账.xlsx").rows
    except InputError:
        return
    assert "机密" not in "".join(row.name for row in rows)


def test_a_million_empty_rows_and_a_lying_dimension(xlsx):
    empty = b"".join(b'<row r="%d"/>' % number for number in range(3, 1_000_003))

    def stuff(name, data):
        if name != "xl/worksheets/sheet1.xml":
            return data
        return data.replace(b"</sheetData>", empty + b"</sheetData>").replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')

    reading = read_ledger(rewrite(xlsx(ROWS), stuff), "台账.xlsx")
    assert (reading.receipt.seen, len(reading.rows)) == (2, 1)


def test_a_merge_over_the_whole_sheet_costs_nothing(xlsx):
    merge = b'<mergeCells count="1"><mergeCell ref="D1:XFD1048576"/></mergeCells>'
    data = rewrite(xlsx(ROWS), lambda name, data: data.replace(b"</sheetData>", b"</sheetData>" + merge) if "sheet1" in name else data)
    assert len(read_ledger(data, "台账.xlsx").rows) == 1


def test_ten_thousand_merges_over_everything_are_refused(xlsx):
    merge = b"<mergeCells>" + b'<mergeCell ref="A1:CV400"/>' * 10_000 + b"</mergeCells>"
    rows = [[f"{column}" for column in range(100)] for _ in range(400)]
    data = rewrite(xlsx(rows), lambda name, data: data.replace(b"</sheetData>", b"</sheetData>" + merge) if "sheet1" in name else data)
    assert "合并单元格" in refused(data)


def test_macros_are_carried_and_never_run(xlsx):
    buffer = BytesIO(xlsx(ROWS))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Auto_Open")
    assert len(read_ledger(buffer.getvalue(), "台账.xlsm").rows) == 1


def test_formulas_without_results_and_error_values_are_refused_by_cell(xlsx):
    data = xlsx([["项目名称", "总投资(万元)", "年度计划(万元)"], ["甲路工程", "=1+1", 1000]])
    data = rewrite(
        data,
        lambda name, data: (
            data.replace(b"<v>1000</v>", b"<v>#REF!</v>").replace(b'<c r="C2" t="n"', b'<c r="C2" t="e"') if "sheet1" in name else data
        ),
    )
    reading = read_ledger(data, "台账2024年5月.xlsx")
    assert [(rejection.row, rejection.column) for rejection in reading.rejections] == [(2, "总投资(万元)"), (2, "年度计划(万元)")]
    assert "公式" in reading.rejections[0].problem
    assert "#REF!" in reading.rejections[1].problem
    assert len(reading.rows) == 1


def test_a_style_table_written_broken_does_not_matter(xlsx):
    data = rewrite(
        xlsx(ROWS),
        lambda name, data: (
            data.replace(b"<fills", b"<fills><fill/></fills><x").replace(b"</fills>", b"</x>", 2) if "styles" in name else data
        ),
    )
    try:
        assert len(read_ledger(data, "台账.xlsx").rows) == 1
    except InputError as error:
        assert "损坏" in error.problem


def test_other_office_files_are_named(xlsx):
    for part, words in (("word/document.xml", "文字"), ("xl/workbook.bin", "xlsb"), ("content.xml", "ods"), ("a.txt", "没有工作簿")):
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(part, "x")
        assert words in refused(buffer.getvalue())
