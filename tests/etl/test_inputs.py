"""Files to records: what a file is, what it lacks, and that one bad file stops no other."""

from dataclasses import replace
from datetime import date

import pytest

from data.model import SourceFile, SourceKind
from data.region import load_region
from data.store import open_store
from etl.inputs import Input, open_inputs, source_kind
from etl.pipeline import load
from tests.etl.files import ledger, work_plan

ROAD = ("中横线快速路二期", 37.32, 90000, 30000, "35%", "市交通运输局")
CSV = "项目名称,总投资(亿元),年度计划投资(万元),本年累计完成投资(万元)\n甲路新建工程,1,5000,2000\n"


def undated(text=CSV, name="台账.csv"):
    return Input(name, text.encode())


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (ledger([ROAD]).data, "没有后缀", SourceKind.LEDGER),
        (CSV.encode(), "台账.csv", SourceKind.LEDGER),
        (b"\xd0\xcf\x11\xe0", "台账.xls", SourceKind.LEDGER),
        (work_plan().data, "要点.txt", SourceKind.WORK_PLAN),
        (b"%PDF-1.7", "台账.xlsx", SourceKind.WORK_PLAN),
        (b"PK\x03\x04 word/document.xml", "要点.xlsx", SourceKind.WORK_PLAN),
    ],
)
def test_content_tells_what_a_file_is_and_only_text_is_told_by_its_name(data, name, kind):
    assert source_kind(data, name) is kind


def test_a_ledger_without_a_data_date_is_asked_for_it_and_not_taken_in_undated():
    opened = open_inputs([undated(), ledger([ROAD])], load_region())
    (refused,) = opened.refused
    assert refused.asks_date and "没有写明数据截至日期" in refused.problem and "--as-of" in refused.remedy
    assert [source.name for source, _ in opened.sources] == ["台账_2024-06-30.xlsx"] and len(opened.rows) == 1


def test_with_its_date_given_it_goes_in(tmp_path):
    store = open_store(tmp_path / "b.gpkg")
    loading = load([replace(undated(), as_of=date(2024, 5, 31))], store)
    assert not loading.refused and [row.as_of for row in loading.batch.rows] == [date(2024, 5, 31)]
    store.close()


def test_a_slip_in_the_date_is_refused_with_the_proposal():
    (refused,) = open_inputs([undated("2024年重点项目进度(截至1031日)\n" + CSV)], load_region()).refused
    assert refused.asks_date and "1031日" in refused.problem and "10月31日" in refused.problem


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (work_plan("关于召开会议的通知\n请各单位准时参加。", "通知.txt"), "没有读出工程项目"),
        (ledger([]), "没有读出项目"),
        (ledger([("", 1, 5000, 200, "5%", "市住建局")]), "没有项目名称"),
    ],
)
def test_a_file_of_which_nothing_is_taken_is_refused_and_not_stored(file, told, tmp_path):
    store = open_store(tmp_path / "b.gpkg")
    loading = load([file], store)
    assert loading.status == 2 and told in loading.refused[0].problem and loading.refused[0].remedy
    assert store.fetch(SourceFile) == () and store.version() == 0
    store.close()


def test_the_same_bytes_under_two_names_are_one_file():
    file = ledger([ROAD])
    opened = open_inputs([file, replace(file, name="另一个名字.xlsx")], load_region())
    assert len(opened.sources) == 1 and opened.already_known == ["另一个名字.xlsx"]


def test_a_file_already_known_is_not_read_again():
    broken = Input("坏.xlsx", b"PK broken")
    opened = open_inputs([broken], load_region(), known=[broken.sha256])
    assert opened.already_known == ["坏.xlsx"] and not opened.refused


def test_every_file_is_told_of():
    told = []
    open_inputs([work_plan(), ledger([ROAD])], load_region(), progress=lambda *one: told.append(one))
    assert told == [("读取文件", 1, 2), ("读取文件", 2, 2)]


def test_a_column_that_is_ambiguous_is_asked_about_once_for_its_shape():
    text = "数据截至2024年5月31日 单位:万元\n项目名称,总投资,年度计划投资,累计完成\n甲路,20000,5000,3000\n乙河,30000,6000,4000\n"
    file = Input("台账.csv", text.encode())
    opened = open_inputs([file], load_region())
    (question,) = opened.questions
    assert {field for field, _ in question.candidates} >= {"year_done", "total_done"}
    assert all(row.year_done is None and row.total_done is None for row in opened.rows)
    answered = open_inputs([file], load_region(), mappings={question.shape: {question.column: "total_done"}})
    assert not answered.questions and [row.total_done for row in answered.rows] == [30_000_000, 40_000_000]
