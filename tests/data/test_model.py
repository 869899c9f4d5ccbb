"""The records: each field described, receipts that add up, and the dictionary that is printed from them."""

import dataclasses

import pytest

from data import dictionary, model
from data.model import Precision, Receipt, Refusal, Stage, fields_of


def test_every_field_of_every_record_says_what_it_is():
    for record in dictionary.RECORDS:
        described = fields_of(record)
        assert [field.name for field in described] == [field.name for field in dataclasses.fields(record)]
        assert all(field.about.label for field in described), record
        assert any(field.about.key for field in described), f"{record.__name__} has no key"


def test_money_says_its_unit():
    for record in (model.LedgerRow, model.Observation, model.Project):
        for field in fields_of(record):
            if "investment" in field.name or field.name.endswith(("_plan", "_done")):
                assert field.about.unit == "元", field.name


def test_an_undescribed_field_is_refused():
    @dataclasses.dataclass(frozen=True)
    class Loose:
        name: str

    with pytest.raises(TypeError, match=r"Loose\.name"):
        fields_of(Loose)


def test_the_dictionary_in_the_manual_is_what_the_records_say():
    assert dictionary.PATH.read_text("utf-8") == dictionary.dictionary(), "run: python -m data.dictionary"


def test_a_receipt_must_add_up():
    Receipt(stage="x", seen=5, taken=3, refused=(Refusal(1, "无名称"),), set_aside=1)
    with pytest.raises(ValueError, match="1 of 5"):
        Receipt(stage="x", seen=5, taken=3, refused=(Refusal(1, "无名称"),))


def test_stages_run_from_idea_to_use_and_two_stand_outside():
    assert Stage.IDEA.rank < Stage.PREPARATION.rank < Stage.BUILDING.rank < Stage.IN_USE.rank
    assert Stage.SUSPENDED.rank is None and Stage.CANCELLED.rank is None


def test_precision_is_ordered_from_best_to_none():
    assert sorted(Precision, key=lambda p: p.rank)[0] is Precision.SURVEYED
    assert max(Precision, key=lambda p: p.rank) is Precision.NONE
