"""Lists: where one ends and the next begins, and which words of theirs their members share."""

import pytest

from data.model import Stage
from tests.etl.extract.reading import items_of, names_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # two lists, the first closed by what its members are
        ("推进石岭、松溪等铁路和东岭、西岭水利枢纽建设。", ["石岭铁路", "松溪铁路", "东岭水利枢纽", "西岭水利枢纽"]),
        ("推进石岭至松溪等高速公路和东岭水利枢纽建设。", ["石岭至松溪高速公路", "东岭水利枢纽"]),
        (
            "快速推进石岭棚户区改造、松溪牛仔产业园等95个在建项目和东岭实验学校、西岭医院等48个新开工项目建设。",
            ["石岭棚户区改造", "松溪牛仔产业园", "东岭实验学校", "西岭医院"],
        ),
        # how many of which kind
        ("加快建设石岭、松溪、东岭三大汽车产业基地。", ["石岭汽车产业基地", "松溪汽车产业基地", "东岭汽车产业基地"]),
        ("完成石岭、松溪2所重点中学改扩建。", ["石岭中学改扩建", "松溪中学改扩建"]),
        ("推进石岭新田、松溪龙头等枢纽港建设。", ["石岭新田枢纽港", "松溪龙头枢纽港"]),
        # what stands along the second road stands along the first
        ("石岭路、松溪路生态绿道已进场施工。", ["石岭路生态绿道", "松溪路生态绿道"]),
        ("建设石岭路、松溪路、清溪大桥。", ["石岭路", "松溪路", "清溪大桥"]),
        ("开工建设东岭新区1号路、2号路及综合管廊。", ["东岭新区1号路"]),
        # a place of two characters, whatever it ends like
        ("推进石岭、钱桥、前洲消防救援站建设。", ["石岭消防救援站", "钱桥消防救援站", "前洲消防救援站"]),
        ("推进东溪、西溪堤防治理工程。", ["东溪堤防治理工程", "西溪堤防治理工程"]),
        # 和 inside a place's name; what closes a task divides
        ("加快S201石岭至松溪人和港公路建设。", ["S201石岭至松溪人和港公路"]),
        ("完成G325及S280大中修。", ["G325", "S280大中修"]),
        ("完成16个老旧小区雨污分流改造扫尾和石岭小区加装电梯。", ["16个老旧小区雨污分流改造", "石岭小区加装电梯"]),
        # lines of a kind that the list's end tells
        ("加快建设石岭线、松溪线、12号线西延伸等轨道交通线。", ["石岭线", "松溪线", "12号线西延伸"]),
        ("推进石岭医院改扩建、松溪索道恢复重建签约项目落地。", ["石岭医院改扩建", "松溪索道恢复重建"]),
        # numbers that share a noun; characters that a member and the head share
        ("地铁2、3号线完成铺轨。", ["地铁2、3号线"]),
        ("石岭大道、津石快速、松溪快速3条城市快速路竣工通车。", ["石岭大道", "津石快速路", "松溪快速路"]),
        ("扩能改造石松线、集二线。", ["石松线"]),
        ("推动新签约的石岭奶酪加工厂、松溪精深加工园完成立项备案。", ["石岭奶酪加工厂", "松溪精深加工园"]),
        ("续建工程石岭外环路、松溪四路东延等进展顺利。", ["石岭外环路", "松溪四路东延"]),
        # each of them is a school by its name; one of many is but the first of a package
        ("完成石岭高中、松溪三中、东岭中学等6所学校改造。", ["石岭高中改造", "松溪三中改造", "东岭中学改造"]),
        ("完成石岭小学等5处中小学建设工程。", ["石岭小学等5处中小学建设工程"]),
        ("启动石岭高中迁建,职教中心扩建,松溪小学新建。", ["石岭高中迁建", "职教中心扩建", "松溪小学新建"]),
        ("教育惠民领域2个,包括石岭小学建设项目、松溪街小学改扩建项目。", ["石岭小学建设项目", "松溪街小学改扩建项目"]),
        ("石岭铁路、松溪高铁、东岭机场改扩建等项目提速。", ["石岭铁路", "松溪高铁", "东岭机场改扩建"]),
    ],
)
def test_where_a_list_divides_and_what_its_members_share(text, names):
    assert names_of(text)[: len(names)] == names


@pytest.mark.parametrize(
    "text",
    [
        # kinds joined to a kind are no second list
        "推进水库、河道等水利工程和灌区建设。",
        "加快完善交通、能源等基础设施和公共服务体系。",
        "实施文化惠民、送戏下乡等活动和全民阅读、体育赛事等工程。",
        "巩固提升轨道线、公交线等线路服务。",
    ],
)
def test_lists_of_kinds_name_nothing(text):
    assert names_of(text) == []


def test_each_of_a_counted_list_has_its_own_aim():
    items = items_of("石岭档案馆新馆、石岭殡仪馆搬迁、老年大学综合楼3个项目,6月底前分别完成竣工验收、主体封顶、立项批复。")
    assert [(item.name, item.stage, item.target) for item in items] == [
        ("石岭档案馆新馆", Stage.COMPLETED, "6月底前完成竣工验收"),
        ("石岭殡仪馆搬迁", Stage.BUILDING, "6月底前完成主体封顶"),
        ("老年大学综合楼", Stage.PREPARATION, "6月底前完成立项批复"),
    ]
    both = items_of("石岭路、松溪路2个项目,6月底前完成路基、路面、绿化。")
    assert {item.stage for item in both} == {Stage.BUILDING}


def test_each_has_the_aim_of_its_place_in_one_segment_too():
    items = items_of("①石岭中医院三期、松溪医院改扩建、东岭护理院分别完成环境整治、设备联调、消防验收。")
    assert [(item.name, item.stage) for item in items] == [
        ("石岭中医院三期", Stage.BUILDING),
        ("松溪医院改扩建", Stage.BUILDING),
        ("东岭护理院", Stage.COMPLETED),
    ]


def test_what_is_hoped_of_the_first_is_hoped_of_the_second():
    items = items_of("力争石岭高速2026年建成通车,松溪公路2026年全面贯通,东岭国道2027年完工。")
    assert [item.soft for item in items] == [True, True, True]
    firm = items_of("力争石岭高速2026年建成通车,确保松溪公路2026年全面贯通,东岭国道2027年完工。")
    assert [item.soft for item in firm] == [True, False, False]
