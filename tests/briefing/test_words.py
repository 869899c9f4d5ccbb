from dataclasses import replace

import pytest

from briefing.brief import prepare
from briefing.content import compose
from briefing.words import joined, listed, named
from data.views import totals
from data.views.shapes import Change, Light
from tests.briefing import boards
from tests.briefing.conftest import brief_of


def with_rows(rows, **more):
    board, before, _, layers = boards.make(50)
    return compose(prepare(boards.board_of(rows, board.as_of), layers, since=before.as_of, before=before, **more))


def rows_of(count, light):
    rows = boards.make(400)[0].rows
    return [row for row in rows if row.lit.light is light][:count]


def test_the_opening_sentence_is_the_one_a_mayor_reads(content):
    fields = content.fields
    assert content.generated.startswith(
        f"截至5月31日\uff0c全市50项重点工程总投资{fields['总投资']}\uff0c年度计划投资{fields['年度计划']}"
        f"\uff0c累计完成{fields['累计完成']}\uff0c年度投资完成率{fields['完成率']}\uff0c{fields['超欠时序']}"
    )


def test_no_project_at_all():
    assert with_rows([]).generated == "截至5月31日\uff0c全市没有重点工程数据。"


def test_projects_without_any_figure_are_not_given_a_rate():
    said = with_rows(rows_of(3, Light.GREY)).generated
    assert "尚无投资数据" in said and "%\uff0c" not in said and "欠时序" not in said


def test_nothing_behind_is_said_plainly():
    said = with_rows(rows_of(2, Light.GREEN)).generated
    assert "无亮红灯、黄灯的项目" in said and "最为滞后" not in said


@pytest.mark.parametrize(("count", "ending"), [(1, "甲。"), (2, "甲和乙。"), (3, "甲、乙和丙。"), (4, "甲、乙、丙等4项。")])
def test_one_few_and_many_behind(count, ending):
    names = "甲乙丙丁"
    rows = [replace(row, name=names[n]) for n, row in enumerate(sorted(rows_of(count, Light.RED), key=lambda row: row.lit.gap))]
    assert with_rows(rows).generated.endswith(f"进度最为滞后的是{ending}")


def test_a_rate_over_other_projects_than_the_sums_says_so():
    first, second = rows_of(2, Light.GREEN)
    half_known = replace(second, progress=replace(second.progress, year_done=None))
    assert "计划数和完成数俱全的1项" in with_rows([first, half_known]).generated
    assert "俱全" not in with_rows([first, second]).generated


def test_lists_and_joins():
    assert listed(["甲", "乙", "丙"], 2) == "甲、乙等3项"
    assert (joined([]), joined(["甲"]), joined(["甲", "乙"])) == ("", "甲", "甲和乙")
    assert named(["甲"], brief_of(2).pack.wording, 3) == "甲"


def change(kind, row, **more):
    return Change(**{"project": row.id, "name": row.name, "kind": kind, "was": "", "now": "", **more})


def changes_said(found, rows=None):
    rows = rows or rows_of(3, Light.RED)
    return with_rows(rows, changes=tuple(found)).changes


def test_no_change_one_and_many():
    rows = rows_of(3, Light.RED)
    assert changes_said([]) == ("与4月30日相比\uff0c全市重点工程的亮灯、环节和计划均无变化。",)
    assert changes_said([change("新增", rows[0])], rows)[1:] == (f"新纳入1项\uff1a{rows[0].name}。",)
    assert changes_said([change("新增", row) for row in rows], rows)[1].startswith("新纳入3项")


def test_a_turned_light_says_from_what_to_what_and_how_far_behind():
    row = rows_of(1, Light.RED)[0]
    said = changes_said([change("转红", row, was="黄灯(滞后)", now="红灯(严重滞后)")], [row])[1]
    assert "由黄灯转红灯\uff0c欠时序进度" in said and "\uff08滞后" not in said


def test_only_who_is_behind_is_told_as_falling_further_behind():
    late, early = rows_of(1, Light.RED)[0], max(rows_of(20, Light.GREEN), key=lambda row: row.lit.gap)
    said = changes_said([change("差距扩大", late, amount=-3.0), change("差距扩大", early, amount=-9.0)], [late, early])
    assert late.name in said[1] and early.name not in "".join(said)


def test_an_unknown_kind_of_change_is_still_told():
    row = rows_of(1, Light.RED)[0]
    assert changes_said([change("名称变更", row)], [row])[1] == f"名称变更\uff1a{row.name}。"


def test_a_name_that_looks_like_a_template_or_markup_is_printed_as_it_is():
    row = replace(rows_of(1, Light.RED)[0], name="{数量}<b>&$x^2$")
    said = with_rows([row], changes=(change("新增", row),))
    assert "{数量}<b>&$x^2$" in said.generated and "{数量}<b>&$x^2$" in said.changes[1]


def test_the_first_briefing_compares_with_nothing():
    board, _, _, layers = boards.make(5)
    first = compose(prepare(board, layers))
    assert first.changes == ("本期为首期\uff0c无上期数据可比。",)
    assert "以来新增" not in first.generated


def test_an_edit_goes_out_and_the_generated_text_is_kept_beside(brief):
    edited = compose(replace(brief, edited="领导改过的一段。\n第二段。"))
    assert edited.summary == "领导改过的一段。\n第二段。" and edited.generated == compose(brief).generated


def test_the_figures_are_those_of_the_board(brief, content):
    whole = totals(brief.board.rows, brief.as_of)
    assert content.fields["完成率"] == f"{whole.year_rate * 100:.1f}%"
    assert content.figures.whole.year_done == whole.year_done


def test_sums_over_fewer_projects_than_the_sentence_names_say_so():
    first, second, third = rows_of(3, Light.GREEN)
    unknown = replace(second, progress=replace(second.progress, total_investment=None))
    said = with_rows([first, unknown, third]).generated
    assert "\uff082项已报数\uff09\uff0c年度计划" in said
    # What is done of the one without 总投资 is in the sum, not in the rate.
    assert "总投资完成率按总投资和开累数俱全的2项计算。" in said
    assert "已报数" not in with_rows([first, second, third]).generated


def test_projects_without_figures_are_counted_among_all():
    said = with_rows([*rows_of(2, Light.GREEN), *rows_of(1, Light.GREY)]).generated
    assert "3项中1项暂无投资数据" in said and "已报数" not in said


def test_changes_of_which_none_is_worth_a_sentence_are_none():
    row = next(row for row in rows_of(9, Light.GREEN) if row.lit.gap > 1)
    wider = Change(project=row.id, name=row.name, kind="差距扩大", was="", now="", amount=-1.5)
    content = with_rows([row], changes=(wider,))
    assert len(content.changes) == 1 and "均无变化" in content.changes[0]


def test_a_later_briefing_without_comparable_figures_is_not_called_the_first():
    note = with_rows(rows_of(1, Light.GREY)).texts["本期新增口径"]
    assert "首期" not in note and "没有可比" in note


def test_nothing_behind_is_said_once_in_the_document():
    texts = with_rows(rows_of(2, Light.GREEN)).texts
    assert texts["滞后概述"] == "本期没有亮红灯、黄灯的项目。"
