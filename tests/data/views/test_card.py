"""A project's card: its figures over time, the quotes, the place, what people said, who is near."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shapely.geometry import Point

from data import views
from data.model import Correction, Finding, Judgement, Location, Match, Precision, Problem, TownShare
from tests.data.store.samples import JUNE, MAY, NOW, PROJECTS, TOWN, first_load, ledger


@pytest.fixture
def loaded(store):
    store.load(first_load())
    store.load(ledger("五月", MAY, {"r-1": 400_000}))
    june = ledger("六月", JUNE, {"r-1": 300_000})
    finding = Finding(source=june.rows[0].source, number=1, kind="累计下降", text="降了 10 万元", project="r-1", sheet="台账", row=4)
    store.load(replace(june, findings=(finding,)))
    return store


def test_the_history_has_every_ledger_up_to_the_date_with_its_row(loaded):
    card = views.card(loaded, "r-1")
    assert [(day, progress.year_done, str(evidence)) for day, progress, evidence in card.history] == [
        (MAY, 400_000, "五月.xlsx «台账» 第 4 行"), (JUNE, 300_000, "六月.xlsx «台账» 第 4 行"),
    ]  # fmt: skip
    assert [day for day, *_ in views.card(loaded, "r-1", MAY).history] == [MAY]


def test_the_row_is_the_boards(loaded):
    for day in (MAY, JUNE):
        (row,) = [row for row in views.board(loaded, day).rows if row.id == "r-1"]
        assert views.card(loaded, "r-1", day).row == row


def test_the_quote_of_the_work_plan(loaded):
    ((source, item),) = views.card(loaded, "r-1").quotes
    assert (source.name, item.verbatim) == ("工作要点.xlsx", "加快东环路建设")


def test_a_quote_under_another_name_of_the_project_is_found(store):
    batch = first_load()
    other = replace(batch.items[0], name="东环", clause="二(三)")
    match = Match(source=other.source, key="二(三) 东环", name="东环", project="r-1", rule="别名", score=100.0)
    store.load(replace(batch, items=(*batch.items, other), matches=(*batch.matches, match)))
    assert [item.name for _, item in views.card(store, "r-1").quotes] == ["东环路", "东环"]


def test_findings_up_to_the_date(loaded):
    assert [finding.kind for finding in views.card(loaded, "r-1").findings] == ["累计下降"]
    assert views.card(loaded, "r-1", MAY).findings == ()


def test_what_people_said(loaded):
    judgement = loaded.add(Judgement(project="r-1", at=NOW, achievable=True, note="", who="张三"))
    problem = loaded.add(Problem(id=0, project="r-1", text="征迁", unit="甲", due=None, opened_at=NOW, opened_by="李四"))
    place = Correction(id=0, subject="place:r-1", field="geometry", was="", becomes="{}", reason="改线", who="张三", at=NOW)
    corrections = [
        loaded.add(place),
        loaded.add(replace(place, subject="match:东环线", becomes="r-1")),
    ]
    loaded.add(replace(place, subject="place:r-2"))
    card = views.card(loaded, "r-1")
    assert card.judgements == (judgement,) and card.problems == (problem,)
    assert list(card.corrections) == corrections


def test_the_place_with_its_evidence_or_the_reason(loaded):
    assert views.card(loaded, "r-1").location.evidence == ("东环路",)
    assert views.card(loaded, "r-2").location.reason == "文中没有地点"


def test_the_words_of_a_place_are_those_of_the_whole_card(loaded):
    layers = views.map_layers(loaded)
    for project in ("r-1", "r-2", "r-3"):
        assert layers.place(project) == replace(views.card(loaded, project).location, geometry=None)
    assert layers.place("r-9").reason == "尚未落图"


def test_neighbours_are_the_nearest_with_metres(loaded):
    loaded.load(ledger("又六月", JUNE, {"r-2": 1, "r-3": 1}))
    near = Location(project="r-2", geometry=Point(121.22, 30.13), precision=Precision.ALIGNMENT)
    share = TownShare(project="r-2", town=TOWN.code, name=TOWN.name, share=1.0, basis="point")
    loaded.replace_places(locations=(near,), shares=(share,))
    card = views.card(loaded, "r-3")
    (second, first) = sorted(card.neighbours, key=lambda one: -one[2])
    assert list(card.neighbours) == [first, second]
    assert ("r-2", "北河整治") in {neighbour[:2] for neighbour in card.neighbours}
    metres = {identity: distance for identity, _, distance in card.neighbours}
    assert metres["r-2"] == pytest.approx(1109, rel=0.01), "0.01° of latitude"
    assert "r-3" not in metres


def test_its_parts_and_what_is_not_on_the_board_are_no_neighbours(loaded):
    assert "r-3" not in {identity for identity, *_ in views.card(loaded, "r-1").neighbours}, "r-3 is in the registry only"
    part = replace(PROJECTS[2], parent="r-1")
    loaded.load(replace(ledger("又六月", JUNE, {"r-3": 1}), projects=(part,)))
    assert "r-3" not in {identity for identity, *_ in views.card(loaded, "r-1").neighbours}
    assert "r-1" not in {identity for identity, *_ in views.card(loaded, "r-3").neighbours}


def test_a_project_without_a_place_has_no_neighbours(loaded):
    assert views.card(loaded, "r-2").neighbours == ()


def test_a_project_nobody_knows(loaded):
    with pytest.raises(KeyError, match="r-9"):
        views.card(loaded, "r-9")


def test_a_registry_project_not_yet_named_has_a_card(loaded):
    assert views.card(loaded, "r-3").history == ()
