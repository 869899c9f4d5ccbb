"""What a ledger leaves open is asked, and the answer is kept for ledgers of its shape."""

import pytest

WAN = 10_000


def test_unit_nowhere_is_asked_for_and_never_guessed(read):
    reading = read([["项目名称", "总投资", "责任单位"], ["甲路工程", 9000, "交通局"]])
    assert reading.rows[0].total_investment is None
    (question,) = reading.questions
    assert question.column == "总投资"
    assert ("total_investment:万元", "总投资(万元)") in question.candidates
    assert reading.rejections[0].problem == "没有写明金额单位"


def test_two_units_in_one_note_are_asked_about(read):
    reading = read([["单位:亿元、万元"], ["项目名称", "总投资", "责任单位"], ["甲路工程", 9000, "交通局"]])
    assert reading.rows[0].total_investment is None
    assert reading.questions


def test_the_answer_to_a_question_is_kept_for_the_shape(read):
    rows = [["项目名称", "总投资", "责任单位"], ["甲路工程", 9000, "交通局"]]
    shape = read(rows).questions[0].shape
    later = read(rows, name="台账2024年6月.xlsx", mappings={shape: {"总投资": "total_investment:万元"}})
    assert later.rows[0].total_investment == 9000 * WAN
    assert later.questions == ()
    assert later.rejections == ()


def test_a_mapping_holds_over_months(read):
    rows = [["项目名称", "年度计划(万元)", "截至5月底累计完成投资(万元)"], ["甲路工程", 1000, 400]]
    first = read(rows)
    (question,) = first.questions
    assert {field for field, _ in question.candidates} == {"year_done", "total_done", "ignore"}
    june = [[rows[0][0], rows[0][1], "截至6月底累计完成投资(万元)"], rows[1]]
    again = read(june, name="台账2024年6月.xlsx", mappings={question.shape: {question.column: "year_done"}})
    assert again.rows[0].year_done == 400 * WAN
    assert again.questions == ()


def test_two_equal_headers_are_asked_about(read):
    reading = read([["项目名称", "年度计划投资(万元)", "年度计划投资(万元)"], ["甲路工程", 1000, 800]])
    assert reading.rows[0].year_plan is None
    assert len(reading.questions) == 2


def test_the_answer_for_one_of_two_equal_headers(read):
    rows = [["项目名称", "年度计划投资(万元)", "年度计划投资(万元)"], ["甲路工程", 1000, 800]]
    first, second = read(rows).questions
    assert first.column != second.column
    answered = read(rows, mappings={first.shape: {first.column: "ignore", second.column: "year_plan"}})
    assert (answered.rows[0].year_plan, answered.questions) == (800 * WAN, ())


def test_an_answer_wins_over_the_header(read):
    rows = [["项目名称", "年度计划投资(万元)", "责任单位"], ["甲路工程", 1000, "局"]]
    shape = read(rows).shapes[0]
    answered = read(rows, mappings={shape: {"年度计划投资(万元)": "total_investment"}})
    assert (answered.rows[0].total_investment, answered.rows[0].year_plan) == (1000 * WAN, None)


@pytest.mark.parametrize(
    ("header", "fields"), [("计划投资(万元)", ["year_plan", "total_investment"]), ("投资额(万元)", ["total_investment", "year_plan"])]
)
def test_amounts_without_a_scope_are_asked_about(read, header, fields):
    reading = read([["项目名称", header, "责任单位"], ["甲", 100, "局"]])
    assert [field for field, _ in reading.questions[0].candidates] == [*fields, "ignore"]
    assert "总投资" in reading.rejections[0].remedy
    assert (reading.rows[0].year_plan, reading.rows[0].total_investment) == (None, None)


def test_an_amount_beside_the_plan_may_be_the_total_and_is_asked_about(read):
    reading = read([["项目名称", "投资额(万元)", "年度计划(万元)"], ["甲", 100, 50]])
    assert [field for field, _ in reading.questions[0].candidates] == ["total_investment", "ignore"]
