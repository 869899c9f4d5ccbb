"""本年累计 or 开累: a bare cumulative figure is proved from the sheet, or asked about."""

import pytest

WAN = 10_000
AMBIGUOUS = ["项目名称", "总投资(万元)", "年度计划(万元)", "累计完成投资(万元)"]


def test_a_bare_cumulative_figure_is_asked_about(read):
    reading = read([AMBIGUOUS, ["甲路工程", 9000, 1000, 400], ["乙路工程", 8000, 900, 300]])
    assert {(row.year_done, row.total_done) for row in reading.rows} == {(None, None)}
    (question,) = reading.questions
    assert [field for field, _ in question.candidates] == ["year_done", "total_done", "ignore"]
    assert "本年累计" in reading.rejections[0].problem
    assert "开工以来" in reading.rejections[0].problem


def test_sizes_tell_the_figure_since_the_start(read):
    reading = read([AMBIGUOUS, ["甲路工程", 9000, 1000, 6400], ["乙路工程", 8000, 900, 5300], ["丙路工程", 8000, 900, 100]])
    assert [row.total_done for row in reading.rows] == [6400 * WAN, 5300 * WAN, 100 * WAN]
    assert any("累计完成投资" in note for note in reading.receipt.notes)


@pytest.mark.parametrize(("rates", "field"), [(["40%", "33.3%"], "year_done"), (["4.4%", "3.8%"], "total_done")])
def test_the_sheets_own_rate_tells_the_figure(read, rates, field):
    reading = read([[*AMBIGUOUS, "完成率"], ["甲路工程", 9000, 1000, 400, rates[0]], ["乙路工程", 8000, 900, 300, rates[1]]])
    assert [getattr(row, field) for row in reading.rows] == [400 * WAN, 300 * WAN]
    assert reading.questions == ()


def test_the_other_figure_beside_it_tells(read):
    reading = read([[*AMBIGUOUS, "年度累计完成投资(万元)"], ["甲路工程", 9000, 1000, 2400, 400], ["乙路工程", 8000, 900, 300, 300]])
    assert [(row.year_done, row.total_done) for row in reading.rows] == [(400 * WAN, 2400 * WAN), (300 * WAN, 300 * WAN)]
