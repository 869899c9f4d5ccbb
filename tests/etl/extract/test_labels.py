"""Lists of tasks that give each project a heading and lines with labels beneath."""

from data.model import Stage
from tests.etl.extract.reading import items_of, names_of

TASKS = (
    "一、项目建设\n"
    "1.石岭医院迁址新建项目\n目标任务:门诊楼装饰装修完成90%,室外管网铺设完毕。\n牵头领导:王某 责任单位:卫健局、住建局\n"
    "2.S308线石岭镇至松溪公路\n目标任务:水稳基层铺筑18公里,3座中桥梁板架设完成。\n责任单位:交通局\n"
    "3.城区供热管网改造\n目标任务:更换一次管网6.3公里,9月15日供热前全部完工。\n"
    "4.石岭河防洪治理工程(甲桥至乙桥段)\n建设内容:新建护岸12公里。\n本月计划:完成护岸格宾石笼2.4公里。\n"
    "5.石岭水厂\n进展情况:该项目已完成主体施工。"
)


def test_what_a_labelled_line_asks_for_is_of_the_project_above():
    items = items_of(TASKS, title="2025年7月份重点工作任务清单")
    assert [item.name for item in items] == [
        "石岭医院迁址新建项目",
        "S308线石岭镇至松溪公路",
        "城区供热管网改造",
        "石岭河防洪治理工程(甲桥至乙桥段)",
        "石岭水厂",
    ]
    assert [item.stage for item in items] == [Stage.BUILDING, Stage.BUILDING, Stage.COMPLETED, Stage.BUILDING, Stage.BUILDING]
    assert items[2].target == "9月15日供热前全部完工"


def test_a_heading_that_is_no_works_has_labels_to_no_avail():
    text = "1.优化营商环境\n目标任务:完成窗口服务标准化,开通热线2条。\n2.安全生产\n工作目标:排查病险水库2座。"
    assert names_of(text, title="2025年7月份重点工作任务清单") == []


def test_a_row_of_a_table_is_told_by_its_aim_whatever_stands_between():
    rows = (
        "序号\t项目名称\t建设地点\t建设时间\t2024年建设内容\t责任单位\n"
        "1\t石岭小学门前道路建设项目\t纸坊街道\t2024\t建成松溪北路延伸段道路。\t住建局\n"
        "2\t职教中心石岭分校区建设项目\t石岭镇\t2024\t改造石岭初中现有教学楼。\t教体局"
    )
    found = {item.name: item for item in items_of(rows, title="2024年民生实事项目清单")}
    assert found["石岭小学门前道路建设项目"].stage is Stage.BUILDING
    assert found["职教中心石岭分校区建设项目"].stage is Stage.BUILDING
