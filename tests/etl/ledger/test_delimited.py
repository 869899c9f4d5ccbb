"""Delimited text in the encodings and with the delimiters that offices produce."""

import pytest

from etl.ledger import read_ledger
from etl.ledger.delimited import decode, delimiter_of

TEXT = '2024年5月进度表,,\n序号,项目名称,总投资(万元)\n1,"甲路(乙路,丙路)工程","1,234.5"\n2,乙河整治,800\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_encodings(encoding):
    reading = read_ledger(TEXT.encode(encoding), "台账.csv")
    assert [(row.name, row.total_investment) for row in reading.rows] == [("甲路(乙路,丙路)工程", 12_345_000), ("乙河整治", 8_000_000)]


@pytest.mark.parametrize("mark", [";", "\t", "|", ";"])
def test_delimiters(mark):
    text = "\n".join(
        mark.join(row) for row in (["序号", "项目名称", "总投资(万元)"], ["1", "甲路,乙路工程", "9000"], ["2", "乙河整治", "800"])
    )
    assert delimiter_of(text) == mark
    assert [row.name for row in read_ledger(text.encode(), "台账.csv").rows] == ["甲路,乙路工程", "乙河整治"]


def test_a_tab_file_named_xls_is_read():
    text = "项目名称\t总投资(万元)\n甲路工程\t9000\n"
    assert len(read_ledger(text.encode("gbk"), "台账.xls").rows) == 1


def test_line_breaks_in_quotes_and_row_numbers():
    reading = read_ledger('项目名称,总投资(万元)\n"甲路\n工程",见附件\n乙河整治,800\n'.encode(), "台账2024年5月.csv")
    assert [row.name for row in reading.rows] == ["甲路工程", "乙河整治"]
    assert reading.rejections[0].row == 2


def test_rare_characters_survive_gb18030():
    assert decode("𠮷镇㐂路".encode("gb18030")) == "𠮷镇㐂路"
