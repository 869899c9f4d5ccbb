"""Read delimited text: UTF-8, UTF-16 or GBK (as GB18030, its superset); comma, tab, semicolon, in half or full width."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from etl.errors import InputError
from etl.ledger.cells import BLANK, Cell
from etl.ledger.grid import Grid, make_grid

DELIMITERS = ",\t;|,;"


def read_delimited(data: bytes, name: str) -> tuple[list[Grid], tuple[str, ...]]:
    """One grid of text cells, called by the file's name. Raises InputError when the bytes are no text."""
    text = decode(data)
    if "\0" in text:
        raise InputError("文件不是表格,也不是文本", "请载入 xlsx、xls 或 csv 格式的台账")
    return [make_grid(name, _rows(text))], ()


def decode(data: bytes) -> str:
    """Text of bytes: by their mark, else UTF-8 if they are, else GB18030. Raises InputError."""
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError("文本的编码既不是 UTF-8 也不是 GBK", "请用表格软件另存为“CSV UTF-8”或 .xlsx 后再载入")


def delimiter_of(text: str) -> str:
    """The delimiter that most lines use in the same number, outside quotes."""
    lines = [line for line in text.splitlines()[:200] if line.strip()]

    def agreement(mark: str) -> tuple[int, int]:
        counts = Counter(_outside_quotes(line).count(mark) for line in lines)
        counts.pop(0, None)
        if not counts:
            return 0, 0
        fields, agreeing = max(counts.items(), key=lambda item: (item[1] * item[0], item[0]))
        return agreeing * min(fields, 50), fields

    return max(DELIMITERS, key=agreement)


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])


def _rows(text: str) -> Iterator[tuple[int, list[Cell]]]:
    csv.field_size_limit(1_000_000)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter_of(text))
    try:
        for number, fields in enumerate(reader, start=1):
            yield number, [Cell(field.strip()) if field.strip() else BLANK for field in fields]
    except csv.Error as error:
        raise InputError(f"csv 第 {reader.line_num} 行无法读取", "请检查该行的引号,或另存为 .xlsx 后再载入") from error
