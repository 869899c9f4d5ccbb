"""Headings: what they name is what the text beneath speaks of."""

from data.model import Stage
from tests.etl.extract.reading import items_of, names_of


def test_a_heading_names_what_the_text_beneath_calls_this_project():
    text = (
        "1.农村公路升级改造工程项目。\n该项目计划投资2925.7万元,包括石岭大桥至松溪站公路。于7月全面完工并投入使用。\n"
        "2.石岭水系(东岭、西岭等)水环境治理工程项目。\n总投资1.7亿元。\n进展情况:该项目已开工建设。"
    )
    found = {item.name: item for item in items_of(text)}
    assert found["农村公路升级改造工程项目"].verbatim == "农村公路升级改造工程项目"
    assert found["石岭水系(东岭、西岭等)水环境治理工程项目"].stage is Stage.START


def test_a_heading_over_several_projects_is_none_of_them():
    text = "幼儿园建设项目\n石岭幼儿园建设项目,占地面积约10亩。\n进展情况:该项目主体封顶。\n重点水利项目\n加快石岭水库建设。"
    assert names_of(text) == ["石岭幼儿园建设项目", "石岭水库"]
    assert items_of(text)[0].stage is Stage.BUILDING


def test_a_heading_that_reports_is_told_below():
    text = "一、石岭小学及松溪幼儿园连接221省道道路提升项目完成情况\n总投资278万元,路面拓宽至6米,现已建成使用。"
    assert names_of(text) == ["石岭小学及松溪幼儿园连接221省道道路提升项目"]
    assert names_of("1.石岭危桥改造工程项目。\n完成项目投资322.9万元,于9月全面完工并投入使用。") == ["石岭危桥改造工程项目"]


def test_a_topic_spoken_of_many_times_is_one_item():
    (item,) = items_of("石岭镇污水处理厂工程\n" + "该项目已开工建设。" * 40)
    assert (item.places, item.stage, item.action) == (("石岭镇",), Stage.START, "开工建设")


def test_what_a_project_costs_and_measures_is_no_part_of_its_name():
    text = (
        "1、投资1520万元的石岭社区土地综合整治项目,该项目建设内容是五条道路的路面、绿化。目前该项目设计已完成,争取在明年3月份开工建设。\n"
        "2、总投资300万元(其中市扶持150万元)的镇区道路管网建设项目,该项目目前管网铺设已完成。\n"
        "3、投资1000万元、总长7400米的东三干渠硬化项目,该项目计划明年开工,年底建成。\n"
        "4、石岭河治理工程作为沿海水利发展项目,总投资5662万元,力争5月底前完成主体工程建设任务。"
    )
    items = items_of(text, title="2025年镇区建设计划")
    assert [item.name for item in items] == ["石岭社区土地综合整治项目", "镇区道路管网建设项目", "东三干渠硬化项目", "石岭河治理工程"]
    assert [item.soft for item in items] == [True, False, False, True]
    assert (items[2].stage, items[2].target) == (Stage.COMPLETED, "年底建成")
    assert items[0].stage is Stage.START


def test_a_heading_that_reports_on_many_names_none():
    assert names_of("市城乡建设局2025年重点工程三季度推进情况\n石岭公园已完工。") == ["石岭公园"]
