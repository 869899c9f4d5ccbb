"""What is asked of the past gives the same answers as all of the past would."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.model import Location, Match, Observation, Precision, Project, Stage
from data.region import load_region
from data.store import open_store
from data.store.batch import Batch
from etl import known
from etl.check import check
from etl.known import earlier_matches, neighbours, not_worse, stored_precision
from etl.match import match
from etl.places import Placing, receipt_of
from tests.etl.files import ledger

START = date(2024, 1, 5)
WEEKS = [START + timedelta(weeks=number) for number in range(12)]
PROJECTS = tuple(Project(id=f"p-{number}", name=f"{'甲乙丙丁'[number]}路新建工程") for number in range(4))


PLANS = (9_000_000, 10_000_000)
STAGES = (None, Stage.TENDER, Stage.BUILDING, Stage.SUSPENDED)


def seen(project, day, *, done, source="s", plan=10_000_000, stage=None):
    return Observation(
        project=project, as_of=day, source=source, sheet="进度", row=4, name=project, year_plan=plan, year_done=done, stage=stage,
    )  # fmt: skip


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    store = open_store(tmp_path_factory.mktemp("known") / "b.gpkg")
    rng = random.Random(7)
    seens = tuple(
        seen(project.id, day, done=rng.choice([None, rng.randint(0, 9_000_000)]), plan=rng.choice(PLANS), stage=rng.choice(STAGES))
        for day in WEEKS[::2] for project in PROJECTS if rng.random() < 0.7
    )
    store.load(Batch(projects=PROJECTS, observations=seens))
    yield store, seens
    store.close()


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(
    st.tuples(st.sampled_from([project.id for project in PROJECTS]), st.sampled_from(WEEKS)),
    st.tuples(st.none() | st.integers(0, 9_000_000), st.sampled_from(STAGES)), min_size=1, max_size=8,
))
def test_the_neighbours_are_all_that_a_comparison_needs(history, given):
    store, everything = history
    after = [
        seen(project, day, done=done, stage=stage, source="new") for (project, day), (done, stage) in given.items()
    ]  # fmt: skip
    near = neighbours(store, after)
    assert check(near, after) == check(everything, after)


def test_of_projects_that_are_reported_in_full_only_the_nearest_dates_are_read(tmp_path):
    store = open_store(tmp_path / "b.gpkg")
    store.load(Batch(projects=PROJECTS, observations=tuple(seen("p-1", day, done=1) for day in WEEKS)))
    assert [one.as_of for one in neighbours(store, [seen("p-1", WEEKS[6], done=2, source="new")])] == WEEKS[5:8]
    store.close()


def load_names(store, *names, rule="同名", source, row=4):
    matches = tuple(
        Match(source=source, key=f"进度!{row + number}", name=name, project="p-1", rule=rule, score=90.0)
        for number, name in enumerate(names)
    )
    store.load(Batch(projects=PROJECTS, matches=matches))


def test_a_name_said_every_week_is_known_once(tmp_path):
    store = open_store(tmp_path / "b.gpkg")
    for week in range(20):
        load_names(store, "乙路", "乙路(暂名)", source=f"{week:02}")
    known_names = earlier_matches(store)
    assert sorted((one.name, one.project) for one in known_names) == [("乙路", "p-1"), ("乙路(暂名)", "p-1")]
    store.close()


def test_names_of_the_past_match_as_they_would_from_the_whole_past(tmp_path):
    store, region = open_store(tmp_path / "b.gpkg"), load_region()
    for week in range(12):
        load_names(store, f"乙路第{week}种叫法", source=f"{week:02}")
    from etl.inputs import open_inputs

    rows = open_inputs([ledger([("乙路第3种叫法", 1, 100, 50), ("丙河新开工程", 1, 100, 50)])], region).rows
    few = match([], rows, PROJECTS, region=region, earlier=earlier_matches(store))
    whole = match([], rows, PROJECTS, region=region, earlier=store.fetch(Match))
    assert few.matches == whole.matches and few.matches[0].project == "p-1"
    store.close()


def test_the_rows_of_the_latest_ledgers_are_known_row_by_row(tmp_path):
    from etl.pipeline import load

    store = open_store(tmp_path / "b.gpkg")
    for month in range(1, 9):
        load([ledger([("中横线快速路二期", 37.32, 90000, month)] * 1, as_of=date(2024, month, 28))], store)
    keys = [one.source for one in earlier_matches(store)]
    assert len(set(keys)) <= known.LATEST + 1
    store.close()


def test_a_worse_place_does_not_displace_a_better_one(tmp_path):
    def placing(precision):
        location = Location(project="p-1", precision=precision, reason="x")
        return Placing((location,), (), receipt_of([location]))

    stored = {"p-1": Precision.SCHEMATIC}
    assert not_worse(placing(Precision.TOWN), stored) == ((), ())
    assert not_worse(placing(Precision.SURVEYED), stored)[0]
    assert not_worse(placing(Precision.TOWN), {})[0]
    store = open_store(tmp_path / "b.gpkg")
    store.load(Batch(projects=PROJECTS, locations=(Location(project="p-1", precision=Precision.CITY, reason="x"),)))
    assert stored_precision(store, ["p-1", "p-2"]) == {"p-1": Precision.CITY}
    store.close()
