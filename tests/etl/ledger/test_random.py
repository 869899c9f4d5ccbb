"""Random tables: no crash, the receipt adds up, nothing out of range is taken, every refusal has its remedy."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.errors import InputError
from etl.ledger import read_ledger
from etl.ledger.vocabulary import meanings

WORDS = sorted({text for meaning in meanings() for text in meaning.exact})
HEADERS = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(
        [
            "总投资(亿元)",
            "年度计划投资(万元)",
            "本年累计完成投资(万元)",
            "累计完成投资",
            "完成率",
            "形象进度",
            "1月",
            "2月",
            "2023年完成投资",
            "2024年投资",
        ]
    ),
    st.text(max_size=6),
    st.none(),
)
CELLS = st.one_of(
    st.none(),
    st.integers(-(10**6), 10**9),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.dates(),
    st.sampled_from(
        [
            "甲路工程",
            "乙河整治;丙河整治",
            "合计",
            "小计",
            "其中:一期",
            "一、续建项目(3个)",
            "(二)水利类",
            "注:见附件",
            "11.3元",
            "33.5亿元",
            "2-3亿元",
            "—",
            "/",
            "100.0%",
            "75%",
            "主线完成75%",
            "项目暂缓",
            "2024年底",
            "36个月",
            "截至1031日",
            "=1+1",
            "#REF!",
            "12290万元",
            "约5亿元",
            "-500",
            "填报人:张三",
        ]
    ),
    st.text(max_size=8),
)


@st.composite
def ledgers(draw):
    width = draw(st.integers(2, 9))
    line = st.lists(CELLS, max_size=width)
    header = ["序号", "项目名称", *draw(st.lists(HEADERS, min_size=width - 1, max_size=width + 2))]
    above = draw(st.lists(st.lists(st.one_of(CELLS, st.just("单位:万元"), st.just("截至2024年5月31日")), max_size=3), max_size=3))
    below = draw(st.lists(HEADERS, max_size=width)) if draw(st.booleans()) else []
    rows = [*above, header, *([[None, None, *below]] if below else []), *draw(st.lists(line, max_size=14))]
    merges = []
    for _ in range(draw(st.integers(0, 4))):
        top, left = draw(st.integers(1, len(rows))), draw(st.integers(1, width))
        merges.append((top, left, top + draw(st.integers(0, 4)), left + draw(st.integers(0, 4))))
    return rows, merges


def as_html(rows, merges):
    """A web table: the cheapest file with merged cells; overlapping spans make it only worse."""
    spans = {(top, left): f' rowspan="{bottom - top + 1}" colspan="{right - left + 1}"' for top, left, bottom, right in merges}

    def cell(row, column, value):
        text = "" if value is None else str(value).replace("&", "&amp;").replace("<", "&lt;")
        return f"<td{spans.get((row, column), '')}>{text}</td>"

    lines = ("".join(cell(number, place, value) for place, value in enumerate(row, start=1)) for number, row in enumerate(rows, start=1))
    return ("<html><table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table></html>").encode("utf-8", "replace")


def hold(reading):
    receipt = reading.receipt
    assert receipt.seen == receipt.taken + receipt.set_aside + sum(refusal.count for refusal in receipt.refused)
    assert receipt.set_aside >= 0
    assert sum(refusal.count for refusal in receipt.refused) == sum(rejection.whole_row for rejection in reading.rejections)
    assert len({(row.sheet, row.row) for row in reading.rows}) == receipt.taken
    assert len({(row.sheet, row.row, row.part) for row in reading.rows}) == len(reading.rows)
    for row in reading.rows:
        assert row.name
        assert all(
            amount is None or 0 <= amount <= 10**13 for amount in (row.total_investment, row.year_plan, row.year_done, row.total_done)
        )
        assert row.physical_progress is None or 0 <= row.physical_progress <= 100
    for rejection in reading.rejections:
        assert rejection.problem
        assert rejection.remedy
    assert [rejection.number for rejection in reading.rejections] == list(range(1, len(reading.rejections) + 1))
    json.dumps(reading.as_json(), ensure_ascii=False, allow_nan=False)


def read_and_hold(data):
    try:
        hold(read_ledger(data, "台账.xls"))
    except InputError as error:
        assert error.remedy


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(ledgers())
def test_random_web_tables(ledger):
    read_and_hold(as_html(*ledger))


def merged_xlsx(xlsx, ledger):
    rows, merges = ledger
    clean = [
        [None if isinstance(value, str) and any(ord(char) < 32 or ord(char) > 0xFFFD for char in value) else value for value in row]
        for row in rows
    ]
    taken, areas = set(), []
    for top, left, bottom, right in merges:
        cells = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if not cells & taken:
            taken |= cells
            areas.append(f"{chr(64 + left)}{top}:{chr(64 + right)}{bottom}")
    return xlsx(clean, merges=areas)


@settings(
    deadline=None,
    max_examples=80,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
@given(ledger=ledgers())
def test_random_workbooks(xlsx, ledger):
    read_and_hold(merged_xlsx(xlsx, ledger))


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=300))
def test_random_bytes(data):
    read_and_hold(data)


@pytest.mark.soak
@settings(deadline=None, max_examples=10_000, suppress_health_check=list(HealthCheck))
@given(ledger=ledgers())
def test_ten_thousand_random_tables(ledger):
    read_and_hold(as_html(*ledger))
