"""Nothing on a page grows with history: no question walks through tables that every further ledger makes longer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event

from benchmarks.pages_bench.invented import LAST_DATE, fill
from data import views

GROWING = ("observation", "match", "ledger_row", "finding", "rejection")


@pytest.fixture(scope="module")
def long_kept(tmp_path_factory):
    store = fill(tmp_path_factory.mktemp("history") / "board.gpkg", 12, dates=9)
    yield store
    store.close()


def steps(store, ask):
    """Each step of each query plan of what is asked, with the table it is about."""
    engine, asked = store._backing.engine, []

    def note(connection, cursor, statement, parameters, context, many):
        asked.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    with engine.connect() as connection:
        for statement, parameters in asked:
            if statement.startswith(("SELECT", "WITH")):
                yield from (row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters))


@pytest.mark.parametrize("back", [0, 3, 8], ids=["latest", "earlier", "first"])
@pytest.mark.parametrize("question", ["board", "card", "map_layers"])
def test_no_page_reads_through_history(long_kept, question, back):
    day = LAST_DATE - timedelta(weeks=back)
    ask = {
        "board": lambda: views.board(long_kept, day),
        "card": lambda: views.card(long_kept, "b-00003", day),
        "map_layers": lambda: views.map_layers(long_kept),
    }[question]
    plan = list(steps(long_kept, ask))
    assert plan
    walked = [step for step in plan if step.split()[1].startswith(GROWING)]  # observation_1 is another look at observation
    assert question == "map_layers" or walked
    assert all(step.startswith("SEARCH") and ("project=?" in step or "source=?" in step) for step in walked), walked


def test_the_answer_is_that_of_the_date_however_long_the_history(long_kept, tmp_path):
    short = fill(tmp_path / "board.gpkg", 12, dates=1)
    one, other = ([(row.id, row.lit, row.progress.year_done) for row in views.board(store).rows] for store in (short, long_kept))
    assert one == other
    short.close()
