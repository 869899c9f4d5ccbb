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


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("推进清水镇东海村文化礼堂建设。", ("清水镇", "东海村")),
        ("完成松塘(七塘-九塘)河道整治工程。", ("松塘", "七塘-九塘")),
        ("完成北塘路(甲桥—乙桥段)可研报告编制。", ("甲桥—乙桥段",)),
        ("围绕“一江一河”城市轴带,加快西塘湾区块开发建设。", ("西塘湾", "“一江一河”城市轴带")),
        ("完成松岭路等5条人行道维修。", ("松岭路",)),
        ("加快东部垃圾填埋场二期项目建设。", ("东部",)),
        ("加快第三医院(精神卫生中心)迁建项目建设。", ()),
    ],
)
def test_places_as_the_text_says_them(text, places):
    item, *_ = items_of(text)
    assert item.places == places


def test_stages_that_hang_on_small_words():
    def stage(text):
        return items_of(text)[0].stage

    assert stage("开展石岭大道、松溪路等项目建设前期工作。") is Stage.PREPARATION
    assert stage("推进石岭机场等项目前期取得实质性进展。") is Stage.PREPARATION
    assert stage("力争石岭铁路纳入国家建设规划。") is Stage.IDEA
    assert stage("石岭大道具备通车条件。") is Stage.COMPLETED
    assert stage("石岭大道完成投资5436万元。") is Stage.BUILDING


def test_an_amount_stands_beside_another_aim():
    assert items_of("石岭大道年内通车,完成投资3.36亿元。")[0].target == "年内通车,完成投资3.36亿元"
    assert items_of("石岭大道完成投资5436万元,年内通车。")[0].target == "年内通车,完成投资5436万元"
    assert items_of("石岭隧道掘进累计突破12公里。")[0].target == "掘进累计突破12公里"


def test_stretches_are_told_without_the_road_they_are_of():
    def places(text):
        return items_of(text)[0].places

    assert places("加快S352省道松溪东段改扩建工程建设。") == ("松溪东段",)
    assert places("推进甲岭铁路石岭段建设。") == ("石岭段",)
    assert places("国道G324改线工程甲岭至乙岭界段开工。") == ("甲岭至乙岭界段",)
    assert places("启动城南片区污水管网修复工程招标。") == ("城南片区",)


def test_the_unit_in_a_closing_bracket():
    def unit(text):
        return items_of(text)[0].unit

    assert unit("1.加快石岭大道建设。(市文广旅局、体育局、档案馆)") == "市文广旅局、体育局、档案馆"
    assert unit("1.加快石岭大道建设。(区住建局牵头)") == "区住建局"
    assert unit("1.加快石岭博物馆建设(东馆)。") == ""


def test_sectors_of_what_stands_first_and_of_harbours_without_water():
    def sector(text):
        return items_of(text)[0].sector

    assert sector("加快石岭水厂及配套管网工程建设。") == "市政-供水"
    assert sector("加快石岭水库枢纽工程建设。") == "水利-水库"
    assert sector("加快石岭医药港建设。") == "产业园"
    assert sector("加快石岭垃圾焚烧发电项目二号炉建设。") == "环卫"
    assert sector("新增公共泊位220个。") == "停车与充电"


@pytest.mark.parametrize(
    ("step", "stage"),
    [
        ("勘测定界", Stage.PREPARATION),
        ("苗木清点", Stage.PREPARATION),
        ("净地交付", Stage.PREPARATION),
        ("土地竞拍", Stage.PREPARATION),
        ("专项债申报", Stage.PREPARATION),
        ("控规调整", Stage.PREPARATION),
        ("坟墓迁移", Stage.PREPARATION),
        ("施工单位确定", Stage.TENDER),
        ("竞争性磋商", Stage.TENDER),
        ("主体施工至五层", Stage.BUILDING),
        ("基坑开挖", Stage.BUILDING),
        ("室外配套施工", Stage.BUILDING),
        ("标志标线施画", Stage.BUILDING),
        ("软装", Stage.BUILDING),
        ("塑胶跑道铺装", Stage.BUILDING),
        ("网架吊装", Stage.BUILDING),
        ("规划验收", Stage.COMPLETED),
        ("半幅通车", Stage.BUILDING),
    ],
)
def test_steps_as_offices_say_them(step, stage):
    for text, name in ((f"石岭中学新校区完成{step}。", "石岭中学新校区"), (f"石岭大桥9月底前{step}。", "石岭大桥")):
        item = items_of(text)[0]
        assert (item.name, item.stage) == (name, stage)
