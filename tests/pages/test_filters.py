from hypothesis import given, settings
from hypothesis import strategies as st

from pages.ui.filters import FIELDS, Choice, keep, options, search_names
from pages.ui.measures import BANDS, MEASURES
from tests.pages.boards import FakeViews

BOARD = FakeViews(60).board(None)
OPTIONS = {field.key: options(BOARD, field) for field in FIELDS}


def test_nothing_set_keeps_everything_and_sends_no_positions():
    kept = keep(BOARD.rows, Choice())
    assert kept.rows == BOARD.rows
    assert kept.scope is None


def test_the_legends_own_filter_leaves_its_scope_so_that_other_classes_keep_their_counts():
    kept = keep(BOARD.rows, Choice((("light", frozenset({"红"})),), measure="light"))
    assert kept.scope is None
    assert {row.lit.light.value for row in kept.rows} == {"红"}
    other = keep(BOARD.rows, Choice((("light", frozenset({"红"})),), measure="stage"))
    assert [BOARD.rows[n] for n in other.scope] == list(other.rows) == list(kept.rows)


choices = st.builds(
    Choice,
    st.lists(
        st.sampled_from(FIELDS).flatmap(
            lambda field: st.tuples(st.just(field.key), st.frozensets(st.sampled_from(OPTIONS[field.key]), max_size=3))),
        unique_by=lambda pair: pair[0], max_size=4,
    ).map(tuple),
    st.frozensets(st.sampled_from(BANDS), max_size=3),
    st.sampled_from([None, "1亿元以上", "10亿元以上"]),
    st.text(max_size=3),
    st.sampled_from(list(MEASURES)),
)


@settings(max_examples=150, deadline=None)
@given(choices)
def test_what_is_kept_is_what_passes_every_filter(choice):
    kept = keep(BOARD.rows, choice)
    measure = MEASURES[choice.measure]
    scope = range(len(BOARD.rows)) if kept.scope is None else kept.scope
    assert [row for row in BOARD.rows if row in kept.rows] == list(kept.rows), "the board's order is kept"
    assert set(kept.rows) <= {BOARD.rows[n] for n in scope}
    fields = {field.key: field for field in FIELDS}
    for row in kept.rows:
        for key, chosen in choice.fields:
            assert not chosen or set(fields[key].values(row)) & chosen
        assert not choice.active or measure.key_of(row) in choice.active
        if choice.amount:
            assert row.progress.total_investment >= 10**8


def test_a_project_answers_to_its_names_and_their_initials():
    assert search_names("中横线快速路", ("ZHX二期",)) == ("中横线快速路", "zhx二期", "zhxksl", "zhxeq")


def test_lights_and_stages_can_always_be_asked_for_all_else_where_it_occurs():
    none = FakeViews(0).board(None)
    assert options(none, FIELDS[1]) == OPTIONS["light"] == [kind.key for kind in MEASURES["light"].kinds]
    assert options(none, FIELDS[4]) == []
    assert set(OPTIONS["unit"]) == {row.unit for row in BOARD.rows}
