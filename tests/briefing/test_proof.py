from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.content import compose
from briefing.numbers import WAN, YI
from briefing.proof import figures_in, strange_numbers


def test_what_the_system_writes_is_never_strange(content):
    assert strange_numbers(content.generated, content) == ()
    assert strange_numbers("".join(content.changes), content) == ()


def test_every_invented_number_is_named_once_in_order(content):
    said = "全市51项重点工程,完成率99.9%,欠时序77.7个百分点,累计完成123.45亿元,完成率99.9%。"
    assert strange_numbers(said, content) == ("51", "99.9%", "77.7个百分点", "123.45亿元")


def test_an_amount_may_be_rounded_and_told_in_another_unit(content):
    done = content.brief.board.totals.year_done
    assert strange_numbers(f"累计完成{done / YI:.1f}亿元,即{round(done / WAN)}万元、{done}元。", content) == ()
    assert strange_numbers(f"累计完成{done / YI + 0.3:.1f}亿元", content)


def test_full_width_digits_and_thousands_are_read(content):
    done = round(content.brief.board.totals.year_done / WAN)
    assert strange_numbers(f"累计完成{done:,}万元", content) == ()
    assert strange_numbers("共\uff19\uff19\uff19项", content) == ("999",)


def test_a_wrong_date_is_noticed(content):
    assert strange_numbers("截至5月31日", content) == () and strange_numbers("截至5月29日", content) == ("29",)


def test_digits_in_a_projects_name_are_no_figures(brief):
    rows = list(brief.board.rows)
    rows[0] = replace(rows[0], name="228国道三期", aliases=("G228三期",))
    content = compose(replace(brief, board=replace(brief.board, rows=tuple(rows))))
    assert strange_numbers("加快228国道三期建设。", content) == () and strange_numbers("228处", content) == ("228",)


@pytest.mark.parametrize("text", ["", "没有数字。", "一二三", "1" * 500, "1.2.3.4", "%%%亿元"])
def test_odd_texts_are_read_without_harm(content, text):
    strange_numbers(text, content)


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 10**6), st.sampled_from(["亿元", "万元", "元", "%", "个百分点", ""]))
def test_a_number_is_read_back_with_its_unit(number, unit):
    (figure,) = figures_in(f"完成{number}{unit}的")
    assert figure.words == f"{number}{unit}" and figure.value == number * {"亿元": YI, "万元": WAN}.get(unit, 1)
