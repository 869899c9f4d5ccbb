"""Tables of a PDF that no lines divide."""

import pytest

from etl.extract import extract
from etl.read import read_document
from etl.read.columns import table_rows
from tests.etl.read.test_read import pdf

COLUMNS = (60, 100, 260, 420)


def read(*words):
    """A page under a title, of (x, y, text), y growing upwards as in PDF."""
    text = "".join(f"1 0 0 1 {x} {y} Tm <{word.encode('utf-16-be').hex()}> Tj " for x, y, word in words)
    return read_document(pdf("二〇二四年八月重点项目推进计划", drawn=f"BT /F1 10 Tf {text}ET"), "a.pdf")


def row(y, *cells):
    return [(x, y, cell) for x, cell in zip(COLUMNS, cells, strict=True) if cell]


HEADING = row(700, "序号", "项目名称", "8月工作目标", "责任单位")
ROWS = (
    "序号\t项目名称\t8月工作目标\t责任单位",
    "1\t石岭大道西延及配套管网工程\t完成路面摊铺\t县住建局",
    "2\t第三水厂扩建\t土建主体完成50%\t县水务集团",
)


@pytest.mark.parametrize(
    "words",
    [
        # each row on a line
        [
            *row(680, "1", "石岭大道西延及配套管网工程", "完成路面摊铺", "县住建局"),
            *row(660, "2", "第三水厂扩建", "土建主体完成50%", "县水务集团"),
        ],
        # a cell of two lines around its ordinal
        [
            *row(684, "", "石岭大道西延及", "", ""),
            *row(678, "1", "", "完成路面摊铺", "县住建局"),
            *row(672, "", "配套管网工程", "", ""),
            *row(645, "2", "第三水厂扩建", "土建主体完成50%", "县水务集团"),
        ],
        # a cell that goes on below its ordinal
        [
            *row(680, "1", "石岭大道西延及", "完成路面摊铺", "县住建局"),
            *row(667, "", "配套管网工程", "", ""),
            *row(650, "2", "第三水厂扩建", "土建主体完成50%", "县水务集团"),
        ],
    ],
)
def test_rows_are_told_by_their_ordinals(words):
    document = read(*HEADING, *words, (60, 580, "以上项目按月调度。"))
    assert document.paragraphs[1:] == (*ROWS, "以上项目按月调度。")
    first, second = extract(document).items
    assert (first.name, first.target) == ("石岭大道西延及配套管网工程", "(8月内)完成路面摊铺")
    assert (second.name, second.target) == ("第三水厂扩建", "土建主体完成50%")


def test_a_page_of_prose_has_no_table():
    words = [
        {"text": text, "x0": 60.0, "x1": 500.0, "top": 20.0 * at, "bottom": 20.0 * at + 10} for at, text in enumerate(("序号", "1", "2"))
    ]
    assert table_rows(words) is None
    assert table_rows([]) is None
