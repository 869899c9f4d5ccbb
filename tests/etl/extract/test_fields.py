"""What an item says beside its name: target, places, count, kind, sector."""

import pytest

from data.model import ItemKind, Stage
from tests.etl.extract.reading import items_of


def only(text):
    (item,) = items_of(text)
    return item


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("石岭旧城更新一期征收签约率达到98%。", "征收签约率达到98%"),
        ("完成石岭危桥改造7座年度任务。", "(5月内)完成"),
        ("力争在月底完成石岭泵站建设。", "月底完成建设"),
        ("加快西环线建设进度,于6月底建成。", "6月底建成"),
    ],
)
def test_targets(text, target):
    assert only(text).target == target


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("做好沿江高铁石岭至松溪段征地。", ("石岭至松溪段",)),
        ("加快松江干流石岭段治理。", ("石岭段",)),
    ],
)
def test_places(text, places):
    assert only(text).places == places


def test_counts_are_of_what_stands_outside_brackets():
    item = only("石岭旧城更新一期(甲街、乙街两个地块)启动征收。")
    assert (item.kind, item.count) == (ItemKind.PROJECT, None)
    assert only("启动6口骨干山塘的除险加固工程建设。").count == "6口骨干山塘"
    assert only("整治4个乡镇34.76万亩灌区。").count == "4个乡镇"


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("完成304线大修。", "公路"),
        ("加快石岭北校区改扩建。", "教育"),
        ("加快石岭特校综合楼建设。", "教育"),
        ("石岭市二医传染病楼结顶。", "医疗"),
        ("完成农饮水管网改造45公里。", "市政-供水"),
        ("新建农村互助照料中心11个。", "养老民政"),
    ],
)
def test_sectors(text, sector):
    assert only(text).sector == sector


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("石岭路、松溪路改造工程初步设计已完成。", Stage.PREPARATION),
        ("石岭高速扩容工程前期工作加快推动。", Stage.PREPARATION),
        ("石岭中学正在进行土地平整。", Stage.PREPARATION),
        ("石岭水库工程建设完成。", Stage.COMPLETED),
        ("石岭路改造工程进展加快。", Stage.BUILDING),
    ],
)
def test_a_step_that_is_done_is_no_more_than_that_step(text, stage):
    assert items_of(text)[0].stage is stage
