"""How a statement opens: what stands before its verb is no part of a name, and a clause the grammar can't open is no name."""

import pytest

from data.model import Stage
from tests.etl.extract.reading import items_of, names_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("城区新建便民市场5处,农村新建公厕12座。", ["便民市场5处", "公厕12座"]),
        ("2024年我区计划新建8条片区道路。", ["8条片区道路"]),
        ("计划2024年上半年完成石岭线提质改造。", ["石岭线提质改造"]),
        ("计划在城区建设3个“口袋公园”。", ["3个“口袋公园”"]),
        ("在火车站、明珠路、滨河市场新建3座人行天桥。", ["3座人行天桥"]),
        ("在17个乡镇(街道办)新建农村公路26公里。", ["农村公路26公里"]),
        ("“一事一议”新建村内道路37公里。", ["村内道路37公里"]),
        ("加快建设总投资7.58亿元的石岭医院迁建项目。", ["石岭医院迁建项目"]),
        ("保质保量按时完成石岭路改造工程。", ["石岭路改造工程"]),
        ("上半年,南部快速通道将建成通车,江平西路也将启动建设。", ["南部快速通道", "江平西路"]),
        ("石岭大桥6月前完成桥身主梁,8月前完成斜拉索。", ["石岭大桥"]),
        ("石岭物流园今年10月将完成水产区建设。", ["石岭物流园"]),
        # marks of web pages, a joint of verbs, the kind of works that follow
        ("▶新建口袋公园2个。▶提档升级7个小区健身设施。", ["口袋公园2个", "7个小区健身设施"]),
        ("★ 智慧化改造石岭湖绿道。", ["石岭湖绿道"]),
        ("新建或改扩建社区卫生服务站4家。", ["社区卫生服务站4家"]),
        ("农村公路加快石岭大桥及引道工程建设。", ["石岭大桥及引道工程"]),
        # the project is what is spoken of, and the rest of the segment what is done
        ("天然气利用三期工程累计完成铸铁管改造25公里。", ["天然气利用三期工程"]),
        ("石岭湿地公园继续开展市政设施、绿化种植工作。", ["石岭湿地公园"]),
        ("石岭路(甲路-乙路)、松溪路(丙路-丁路)正进行雨污水管道及灰土施工。", ["石岭路(甲路-乙路)", "松溪路(丙路-丁路)"]),
        ("22个高速公路项目要进一步加快建设进度。", ["22个高速公路项目"]),
        ("石岭路下穿铁路段9月20日恢复双向通行。", ["石岭路下穿铁路段"]),
        ("跟踪石岭风电场二期(50兆瓦)接入系统批复。", ["石岭风电场二期(50兆瓦)"]),
    ],
)
def test_what_stands_before_the_verb_is_no_part_of_a_name(text, names):
    assert names_of(text) == names


def test_a_scope_that_is_part_of_a_name_stays():
    assert names_of("加快老城区改造提升工程建设。") == ["老城区改造提升工程"]
    assert names_of("推进中心城区扩大北排工程。") == ["中心城区扩大北排工程"]


def test_what_is_told_of_when_before_the_verb_is_the_deadline():
    (item,) = items_of("计划2024年上半年完成石岭线提质改造。")
    assert (item.stage, item.target) == (Stage.COMPLETED, "2024年上半年完成")
    (bridge,) = items_of("石岭大桥6月前完成桥身主梁。")
    assert bridge.stage is Stage.BUILDING


@pytest.mark.parametrize(
    "text",
    [
        "致力打通一批“断头路”“丁字路”,改造一批“旧路”、“破路”,逐步完善城市路网。",
        "力争年底前建成区基本消除黑臭水体。",
        "涉及70所中小学变压器增容,500余个普通教室空调采购安装及用电线路改造。",
        "组织人员准备对已完工程项目进行验工验收,修订防汛抗旱方案。",
        "方便群众“出门见绿、移步入园”,高效的城市路网惠及更多小区。",
        "今年我市还将结合道路建设,缓解老城区停车难题。",
        "城乡建设工作主要目标任务为全市完成市政基础设施投资60亿元。",
        "新增公办小学学位2430个,改造管网长度约8公里。",
        "计划新建市政基础设施项目2项,实施重点项目12个。",
        "确保在省运会、省园会前完工投用。",
        "对松溪林区、石岭路(甲村-乙村)等区域连接处的防火通道进行现场勘验。",
        "下半年继续夯实我市的水利基础设施。",
        "市政府为民兴办10件实事。",
        "企事业单位开放200个错时共享停车泊位。",
        "年内重点养护600公里。",
        "编制一片区调度方案。",
        "关于重点项目建设。",
        "石岭大桥9月底前某某某某桥。",
        "推进岷江畅通、嘉陵江提效,恢复和开通更多国际航线。",
    ],
)
def test_a_clause_is_no_name(text):
    assert names_of(text) == []


def test_a_numbered_heading_that_names_works_is_one_even_where_the_text_beneath_tells_of_its_parts():
    text = "1、石岭片爱心引水工程\n以期解决石岭片供水水源问题,将松溪水引入石岭水站。\n2、农村公路建设工程\n新建农村公路12公里。"
    found = {item.name: item for item in items_of(text, title="2024年民生实事")}
    assert list(found) == ["石岭片爱心引水工程", "农村公路12公里"]
    assert found["石岭片爱心引水工程"].stage is Stage.BUILDING


def test_a_report_that_only_looks_back_counts_what_was_built():
    text = "一、城乡道路\n新建农村公路12公里。\n二、公园\n建成口袋公园5个。"
    assert [item.name for item in items_of(text, title="2023年民生实事项目完成情况")] == ["农村公路12公里", "口袋公园5个"]
    both = "一、2023年工作回顾\n建成口袋公园5个。\n二、2024年工作安排\n建成石岭公园。"
    assert [item.name for item in items_of(both, title="2024年政府工作报告")] == ["石岭公园"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # points in one line
        (
            "这三件实事是:1.新修石岭农田10万亩。2.完成石岭小学新建和松溪小学迁建工程。3.改造路网及村内道路160公里。",
            ["石岭农田10万亩", "石岭小学新建", "松溪小学迁建工程", "村内道路160公里"],
        ),
        # a thing, a comma, and what is said of it
        (
            "目前,清水镇石岭路工程,已完成土方填筑,确保9月底完成主体工程建设;公交候车亭建设工程,已完成沿线土建施工的80%。",
            ["清水镇石岭路工程", "公交候车亭建设工程"],
        ),
        ("石岭路贯通工程已完成排水施工、道路结构层铺设和路沿石安装。", ["石岭路贯通工程"]),
        ("石岭公园建成羽毛球馆、游泳馆并投入试运营。", ["石岭公园"]),
        ("石岭公交站、松溪客运站广场完成主体工程。", ["石岭公交站", "松溪客运站广场"]),
        # what is taken as a task without a verb, what is under way
        ("将市民中心、凤凰大桥、石岭雨污分流改造等10大项目,作为今年的建设重点。", ["市民中心", "凤凰大桥", "石岭雨污分流改造"]),
        ("石岭体育馆、松溪体育馆等4所场馆正在建设中。", ["石岭体育馆", "松溪体育馆"]),
        ("农村道路通畅工程如硬化86条总长104公里屯级道路。", ["86条屯级道路"]),
        # a count that has no work of its own closes a list; a joint before a scope divides
        ("完工石岭大道北段、松溪大道快速化改造、高岭二路示范段等15条重点道路。", ["石岭大道北段", "松溪大道快速化改造", "高岭二路示范段"]),
        ("西南片区截污和城区积水点改造工程正在进行开工前的准备工作。", ["西南片区截污", "城区积水点改造工程"]),
        ("做好沿江高铁石岭至松溪段临时用地交地工作。", ["沿江高铁石岭至松溪段"]),
        ("推进三峰风力发电项目核准,加快沿江疏港铁路专用线可研报批。", ["三峰风力发电项目", "沿江疏港铁路专用线"]),
        ("完成石岭安防工程65公里年度任务。", ["石岭安防工程65公里"]),
        ("加强农村积存垃圾、沟塘等清理和乡村绿化美化,咬紧牙关继续加大基础设施建设力度。", []),
    ],
)
def test_sentences_that_do_not_open_with_a_verb(text, names):
    assert names_of(text) == names


def test_a_main_structure_is_inspected_before_the_whole_is():
    assert items_of("石岭医院传染病楼主体结构验收。")[0].stage is Stage.BUILDING
    assert items_of("石岭体育场主体已完工。")[0].stage is Stage.BUILDING
    assert items_of("石岭医院竣工验收。")[0].stage is Stage.COMPLETED


@pytest.mark.parametrize(
    "verb",
    [
        "压茬推进", "倒排工期推进", "挂图作战推进", "快马加鞭推进", "抢抓进度推进", "精准推进", "联动推进", "分期实施", "接续实施",
        "加紧建设", "有序推进", "全力以赴推进", "有力有序推进", "保质保量完成", "抓紧实施", "谋划推进", "集中攻坚推进",
    ],
)  # fmt: skip
def test_no_verb_stays_in_a_name(verb):
    assert names_of(f"{verb}石岭大桥工程建设。") == ["石岭大桥工程"]
    assert names_of(f"今年,{verb}石岭医院迁建项目、松溪路改造工程。") == ["石岭医院迁建项目", "松溪路改造工程"]


@pytest.mark.parametrize("verb", ["督办", "敦促", "催促", "促成", "力推", "调度", "抓实"])
def test_a_verb_that_only_urges_names_no_works_by_itself(verb):
    assert names_of(f"{verb}石岭医院、松溪片区有关事项。") == []
    assert names_of(f"{verb}石岭医院迁建项目开工。") == ["石岭医院迁建项目"]
