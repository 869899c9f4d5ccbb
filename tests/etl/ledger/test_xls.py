"""The old binary format. files/ledger.xls was written with xlwt 1.3 (BSD): merged header, percent and date formats, a hidden sheet."""

import random
from pathlib import Path

from etl.errors import InputError
from etl.ledger import read_ledger

DATA = (Path(__file__).parent / "files" / "ledger.xls").read_bytes()


def test_an_old_workbook_is_read_like_a_new_one():
    reading = read_ledger(DATA, "台账.xls")
    assert [(row.name, row.unit, row.year_plan, row.year_done, row.physical_progress, str(row.planned_start)) for row in reading.rows] == [
        ("甲路工程", "交通局", 10_000_000, 4_005_000, 75.5, "2024-03-01"), ("乙河整治", "水利局", 9_000_000, 3_000_000, 50.0, "2024-03-01"),
    ]  # fmt: skip
    assert str(reading.as_of) == "2024-05-31"
    assert reading.demo
    assert any("四月" in note for note in reading.receipt.notes)


def test_it_is_known_by_its_content():
    assert len(read_ledger(DATA, "台账.xlsx").rows) == 2


def test_damage_gives_an_error_or_a_reading():
    chance = random.Random(3)
    for _ in range(60):
        broken = bytearray(DATA)
        for _ in range(4):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            read_ledger(bytes(broken), "台账.xls")
        except InputError as error:
            assert error.remedy


def test_half_a_file_gives_an_error_or_a_reading():
    for end in range(512, len(DATA), 700):
        try:
            read_ledger(DATA[:end], "台账.xls")
        except InputError as error:
            assert error.remedy
