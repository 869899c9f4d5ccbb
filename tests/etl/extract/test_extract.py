"""The work plan reader against the published answer key, the genre's test documents, and any text at all."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.extract import DOCUMENTS, UNREAD, score_file
from data.model import ItemKind, Stage
from etl.extract import extract
from etl.extract.text import canonical
from etl.read import read_document
from etl.read.document import make_document
from tests.etl.extract.reading import items_of, names_of

SHARED = Path(__file__).parents[3] / ".." / "shared"
PLAN = SHARED / "documents" / "work_plan_2024-05.txt"
GOLD = SHARED / "gold" / "work_plan_2024-05.items.json"
TRAPS = SHARED / "gold" / "work_plan_2024-05.negatives.json"
FULL_WIDTH = {code: code + 0xFEE0 for code in map(ord, "(),:;?!%")}


@pytest.fixture(scope="module")
def gold():
    if not PLAN.exists():
        pytest.skip("the shared work plan is not here")
    return score_file(PLAN, GOLD, TRAPS, strict=True)


def test_all_of_tier_a_is_found_by_its_exact_name(gold):
    assert gold.misses == []


def test_no_trap_is_taken_and_nothing_beside_the_key(gold):
    assert gold.refused_found == []
    assert len(gold.extras) <= 2


def test_stage_target_and_places_are_right(gold):
    assert gold.stage_right >= 30, gold.wrong
    assert gold.target_right >= 28, gold.wrong
    assert gold.places_right >= 28, gold.wrong


@pytest.mark.parametrize(
    "document", [path for path in sorted(DOCUMENTS.glob("*.txt")) if path.stem not in UNREAD], ids=lambda path: path.stem
)
def test_documents_of_other_cities_and_provinces(document):
    result = score_file(document, document.with_suffix(".json"))
    assert result.f1 >= 0.92, (result.misses, result.extras)
    assert result.stage_right >= 0.95 * result.found, result.wrong


@pytest.mark.parametrize("document", [PLAN, *sorted(DOCUMENTS.glob("*.txt"))], ids=lambda path: path.stem)
def test_every_quote_is_in_its_document_and_the_receipt_adds_up(document):
    if not document.exists():
        pytest.skip("the shared work plan is not here")
    read = read_document(document.read_bytes(), document.name)
    extraction = extract(read, source="x")
    assert extraction == extraction.__class__(extraction.items, extraction.receipt)
    assert extraction.items
    assert all(item.verbatim and item.verbatim in read.text and item.source == "x" for item in extraction.items)
    receipt = extraction.receipt
    assert receipt.seen == receipt.taken + receipt.set_aside > receipt.taken > 0


def test_full_width_punctuation_reads_the_same_and_is_quoted_as_written():
    text = "三、城建\n(四)加快甲河(乙路-丙桥)整治工程建设;完成丁路、戊路(一期)招标,力争完成投资30%。"
    half, full = items_of(text), items_of(text.translate(FULL_WIDTH))
    assert [canonical(item.name) for item in full] == [item.name for item in half]
    assert [(i.clause, i.stage, canonical(i.target), i.soft) for i in full] == [(i.clause, i.stage, i.target, i.soft) for i in half]
    assert "\uff08" in full[0].name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # a verb and a head shared across a list
        ("完成甲路、乙路、丙桥等工程。", ["甲路", "乙路", "丙桥"]),
        ("加快新墩河和西塘湾区块开发建设。", ["新墩河区块开发建设", "西塘湾区块开发建设"]),
        ("启动东岭至西岭、南岭至北岭等高速公路建设。", ["东岭至西岭高速公路", "南岭至北岭高速公路"]),
        ("争取甲乙、丙丁等高铁纳入规划。", ["甲乙高铁", "丙丁高铁"]),
        # joints inside a name, and between two
        ("完成石岭水库扩容保安及幸福河湖建设工程招标。", ["石岭水库扩容保安及幸福河湖建设工程"]),
        ("加快石岭污水厂项目及松溪水厂二期建设。", ["石岭污水厂项目", "松溪水厂二期"]),
        ("推进甲岭路与乙岭路交叉口以东桩基施工。", ["甲岭路与乙岭路交叉口以东"]),
        ("完成大岭枢纽及配套工程—大岭站站房配套工程可研报告编制。", ["大岭枢纽及配套工程—大岭站站房配套工程"]),
        # apposition, brackets, ranges, packages
        ("力争省重点工程——石岭医院迁建工程开工。", ["石岭医院迁建工程"]),
        ("完成北塘路(甲桥—乙桥段)可研报告编制。", ["北塘路(甲桥—乙桥段)"]),
        ("完成松岭路等5条人行道维修。", ["松岭路等5条人行道维修"]),
        # two sections, two phases, two sides are two projects
        ("推进甲乙铁路东岭段、甲乙铁路西岭段建设。", ["甲乙铁路东岭段", "甲乙铁路西岭段"]),
        ("推进石岭快速路一期、石岭快速路二期建设。", ["石岭快速路一期", "石岭快速路二期"]),
        ("加快东部石塘江、西部石塘江整治工程。", ["东部石塘江整治工程", "西部石塘江整治工程"]),
        # a count of just those that are named closes a list as 等 does
        ("完成东岭、西岭2座水库除险加固。", ["东岭水库除险加固", "西岭水库除险加固"]),
        ("推动石岭光伏组件二期、东岭铝箔加工线2个项目投产。", ["石岭光伏组件二期", "东岭铝箔加工线"]),
        # a building by its short end is whole, a place that ends like one is none
        ("推进石岭中学艺体楼、城南九年制学校建设。", ["石岭中学艺体楼", "城南九年制学校"]),
        ("推进石岭重型装备、松溪原料药技改等项目开工。", ["石岭重型装备", "松溪原料药技改"]),
        ("推进市图书馆新馆布展、石岭规划馆更新。", ["市图书馆新馆", "石岭规划馆更新"]),
        # a stretch without 段, a street to a street, a goal that is no member, a numbered road
        ("启动东横河甲镇至乙镇整治。", ["东横河甲镇至乙镇整治"]),
        ("完成石岭街至松溪巷风貌修缮。", ["石岭街至松溪巷风貌修缮"]),
        ("完成石岭水厂管网延伸至东村、西湾两村。", ["石岭水厂管网延伸"]),
        ("松岭一路年底前建成通车。", ["松岭一路"]),
        # the verb reaches over commas
        ("加快石岭公路建设,松溪路改造,甲岭桥维修。", ["石岭公路", "松溪路改造", "甲岭桥维修"]),
        ("完成石岭物流园二期可研、立项、环评等手续。", ["石岭物流园二期"]),
        # one project said twice is one
        ("加快石岭快速路二期拆迁,推进石岭与松路交叉口以东桩基施工。推进石岭快速路二期建设。", ["石岭快速路二期"]),
        # a member with its own verb, or the work of the list told after the last one's river
        ("年内建成石岭湿地公园、基本建成松溪公园、开工建设甲岭公园。", ["石岭湿地公园", "松溪公园", "甲岭公园"]),
        ("启动新埠河、陶家河、石岭河堤防加固工程。", ["新埠河堤防加固工程", "陶家河堤防加固工程", "石岭河堤防加固工程"]),
        ("石岭河、松溪河生态清淤全部结束。", ["石岭河生态清淤", "松溪河生态清淤"]),
        # what is done to the last of several kinds is not done to all
        ("建成石岭大道、松溪公路、甲岭公路改造。", ["石岭大道", "松溪公路", "甲岭公路改造"]),
        # bare places take the head of the next, and what stands whole before 和 takes none
        ("加快石岭、松溪机场改扩建和甲岭机场新建等项目。", ["石岭机场改扩建", "松溪机场改扩建", "甲岭机场新建"]),
        ("推动石岭灌区建设和松溪灌区、甲岭灌区现代化改造。", ["石岭灌区建设", "松溪灌区现代化改造", "甲岭灌区现代化改造"]),
        # the list goes on over a comma, with a category of its own
        ("实施石岭铁路等重大交通项目,以及松溪水电站、甲岭光伏等电源电网项目。", ["石岭铁路", "松溪水电站", "甲岭光伏"]),
        # county roads by their ends, numbered roads, rings, stretches
        ("完成石松线改线、石松线甲岭段、经二路。", ["石松线改线", "石松线甲岭段", "经二路"]),
        ("推进甲镇至乙镇段完成招标。", ["甲镇至乙镇段"]),
        # what connects two rivers is one work
        ("开工石岭河与松溪湖连通工程。", ["石岭河与松溪湖连通工程"]),
        # factories beside named projects
        ("加快推进石岭锂电新材料、松溪催化剂等重点项目。", ["石岭锂电新材料", "松溪催化剂"]),
        # whose work it is; a network's roads, each with its own step
        ("配合省交通厅做好石岭铁路(甲岭段)征地拆迁。", ["石岭铁路(甲岭段)"]),
        ("加快石岭片区路网建设:松溪路9月底前贯通,甲岭路启动施工图设计。", ["松溪路", "甲岭路"]),
        # two places a line passes
        ("加快甲城经乙城、丙城至丁城高铁前期工作。", ["甲城经乙城、丙城至丁城高铁"]),
        ("推进引石济松等重大水利工程建设。", ["引石济松"]),
    ],
)
def test_lists_and_names(text, names):
    assert [name for name in names_of(text) if name in names] == names
    assert len(names_of(text)) <= len(names) + 1


@pytest.mark.parametrize(
    "text",
    [
        "编制综合交通规划,完善项目推进机制,推动招商平台建设。",
        "做好专项债券项目申报工作,开展工程建设领域专项整治行动。",
        "实施质量强市工程,办好十大民生工程,推进人才强省工程。",
        "加快重大水利工程、重点项目建设。",
        "开展石岭公园、松溪绿道等评选活动。",
        "推进数字经济与实体经济深度融合,建设数字中国。",
        "出让土地4宗263亩,发行债券3亿元。",
        "高速公路通车里程突破8600公里,新增城镇就业70万人。",
        "建设全国性综合交通枢纽,打造世界级先进制造业基地,建设中国特色世界一流大学。",
        "继续实施“强县中增学位”工程,推动石岭河谷创建5A级景区。",
        "推动存量资产盘活,持续丰富石岭项目储备库,新增137个行政村。",
        "完成县城3个地块、共计186亩土地挂牌出让。",
        "抓好水库防汛安全隐患排查整治。",
        "高水平谋划石岭河、松溪灌区特色经济带。",
        "",
    ],
)
def test_what_is_not_public_works_is_left_out(text):
    assert names_of(text) == []


@pytest.mark.parametrize(
    ("text", "stage", "target", "soft"),
    [
        ("完成石岭路勘察设计招标。", Stage.PREPARATION, "(5月内)完成勘察设计招标", False),
        ("完成石岭水库扩容工程可研报告编制。", Stage.PREPARATION, "(5月内)完成可研报告编制", False),
        ("完成石岭路改造工程招标并开工建设。", Stage.START, "(5月内)完成招标并开工建设", False),
        ("启动石岭医院迁建项目建设。", Stage.START, "启动项目建设", False),
        ("石岭片区配套二期工程启动拆迁。", Stage.PREPARATION, "启动拆迁", False),
        ("力争石岭医院迁建工程本月底开工。", Stage.START, "本月底开工", True),
        ("加快石岭水库建设。", Stage.BUILDING, "无量化目标", False),
        ("加快石岭水库建设,确保6月底前下闸蓄水。", Stage.COMPLETED, "6月底前下闸蓄水", False),
        ("石岭大桥建成通车。", Stage.IN_USE, "建成通车", False),
        ("谋划石岭至松溪铁路。", Stage.IDEA, "无量化目标", False),
        ("石岭电厂二期停工。", Stage.SUSPENDED, "无量化目标", False),
        ("支持石岭机场迁建工程推进前期工作。", Stage.PREPARATION, "无量化目标", False),
    ],
)
def test_stage_and_target(text, stage, target, soft):
    item, *_ = items_of(text)
    assert (item.stage, item.target, item.soft) == (stage, target, soft)


def test_clause_labels_unit_and_soft_target_of_a_package():
    text = (
        "二、城建方面\n(一)加快石岭路建设。(市交通局、城投集团)\n(二)做好县城承载能力提升工程项目梳理排摸工作,"
        "加快现有20个项目进度,力争投资完成率达40%以上。"
    )
    road, package = items_of(text)
    assert (road.clause, road.unit, road.name) == ("二(一)", "市交通局、城投集团", "石岭路")
    assert (package.clause, package.kind, package.count) == ("二(二)", ItemKind.PACKAGE, "20个项目")
    assert package.target == "投资完成率达40%以上(力争)"
    assert package.soft


@pytest.mark.parametrize(
    ("text", "name", "stage", "target"),
    [
        ("石岭大桥(东段)完成箱梁架设70%。", "石岭大桥(东段)", Stage.BUILDING, "(5月内)完成箱梁架设70%"),
        ("抓好石岭污水厂二期项目设备调试。", "石岭污水厂二期项目", Stage.BUILDING, "无量化目标"),
        ("办理石岭路(甲桥—乙桥)等项目农转用手续。", "石岭路(甲桥—乙桥)", Stage.PREPARATION, "无量化目标"),
        ("石岭路改造:7月底前完成管道铺设。", "石岭路改造", Stage.BUILDING, "7月底前完成管道铺设"),
        ("确保石岭中学迁建工程(一标段)主体封顶。", "石岭中学迁建工程(一标段)", Stage.BUILDING, "主体封顶"),
        ("石岭水库工程通过竣工验收。", "石岭水库工程", Stage.COMPLETED, "通过竣工验收"),
        ("力争6月底前完成石岭闸外移工程招标。", "石岭闸外移工程", Stage.TENDER, "6月底前完成招标"),
        ("石岭路工程9月底前半幅通车。", "石岭路工程", Stage.BUILDING, "9月底前半幅通车"),
        ("完成石岭路至松溪路连接线土地征收公告。", "石岭路至松溪路连接线", Stage.PREPARATION, "(5月内)完成土地征收公告"),
        ("完成石岭闸改建主体工程。", "石岭闸改建", Stage.BUILDING, "(5月内)完成主体工程"),
        ("第三水厂扩容试通水。", "第三水厂扩容", Stage.IN_USE, "试通水"),
    ],
)
def test_progress_in_words_no_list_holds(text, name, stage, target):
    item, *others = items_of(text)
    assert (item.name, item.stage, item.target, others) == (name, stage, target, [])


def test_list_members_that_each_have_a_step():
    first, second = items_of("完成石岭隧道右洞贯通、松溪特大桥最后一跨合龙。")
    assert (first.name, first.stage) == ("石岭隧道", Stage.COMPLETED)
    assert (second.name, second.stage) == ("松溪特大桥", Stage.BUILDING)


def test_what_is_done_to_roads_of_a_list_is_no_work_of_theirs():
    assert names_of("完成石岭大街、松溪路、西二环路等行道树修剪。") == []


def test_a_package_names_some_of_what_it_counts():
    (item,) = items_of("完成石岭路、松溪路(甲街—乙街)等4条道路大中修。")
    assert (item.name, item.count) == ("石岭路、松溪路(甲街—乙街)等4条道路大中修", "4条道路")


@pytest.mark.parametrize("gap", ["\t", " "])
def test_rows_of_a_table_that_came_as_text(gap):
    rows = [
        ("序号", "项目名称", "8月工作目标", "责任单位"),
        ("1", "石岭大道西延工程", "完成路面摊铺", "县住建局"),
        ("2", "第三水厂扩建", "土建主体完成50%", "县水务集团"),
    ]
    first, second = items_of("\n".join(gap.join(row) for row in rows), title="2024年8月重点项目推进计划")
    assert (first.name, first.stage, first.target) == ("石岭大道西延工程", Stage.BUILDING, "(8月内)完成路面摊铺")
    assert first.verbatim == gap.join(("石岭大道西延工程", "完成路面摊铺"))
    assert (second.name, second.stage, second.target) == ("第三水厂扩建", Stage.BUILDING, "土建主体完成50%")


def test_a_bare_paragraph_without_chapters():
    item, *_ = items_of("加快石岭水库除险加固工程建设。", title="")
    assert (item.clause, item.name, item.sector) == ("第1段", "石岭水库除险加固工程", "水利-水库")


def test_what_a_report_looks_back_on_is_marked_and_the_plan_wins():
    text = "一、2023年工作回顾\n石岭大桥建成通车,松溪铁路开工建设。\n二、2024年工作安排\n加快松溪铁路建设。"
    bridge, railway = items_of(text, title="2024年政府工作报告")
    assert bridge.action.startswith("(回顾)") and bridge.target == "无量化目标"
    assert (railway.clause, railway.stage) == ("二", Stage.BUILDING)
    assert not railway.action.startswith("(回顾)")


def test_sentences_too_long_to_be_meant_are_refused_by_number():
    extraction = extract(make_document("a.txt", ["推进" + "甲水库、" * 900 + "建设。加快乙水库建设。"], "txt"))
    assert [item.name for item in extraction.items] == ["乙水库"]
    assert extraction.receipt.refused[0].count == 1


def test_the_key_of_every_test_document_is_well_formed():
    for key in DOCUMENTS.glob("*.json"):
        text = key.with_suffix(".txt").read_text("utf-8")
        entries = json.loads(key.read_text("utf-8"))
        assert sum(entry["tier"] == "A" for entry in entries) >= 15
        for entry in entries:
            assert all(Stage(stage) for stage in entry.get("stages", []))
            core = re.split(r"[(、至]", entry["name"])[0][:2]
            assert core in text, entry["name"]


WORDS = re.split(
    " ",
    "推进 完成 加快 启动 力争 建设 工程 项目 等 、 和 及 与 ( ) “ ” — —— 甲 石岭 水库 高速公路 至 段 二期 5条 30% 5月底前 招标 开工 "
    "前期工作 。 , ; \n 一、 (一) 1. 市 责任单位: 对 进行 整治",
)


@given(st.lists(st.sampled_from(WORDS), max_size=60).map("".join) | st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_without_error_and_quoted_truly(text):
    document = make_document("a.txt", text.split("\n"), "txt")
    extraction = extract(document)
    assert all(item.name.strip() and item.verbatim in document.text for item in extraction.items)
    assert len({(item.clause, item.name) for item in extraction.items}) == len(extraction.items)
    assert extract(document).items == extraction.items
    assert extraction.receipt.seen == extraction.receipt.taken + extraction.receipt.set_aside


def test_a_sentence_may_say_first_where_when_or_on_whose_word():
    (item,) = items_of("在清水镇、东海镇共新建农村公厕50座。")
    assert (item.name, item.places) == ("农村公厕50座", ("清水镇", "东海镇"))
    assert names_of("按照市政府部署完成石岭高速开工前各项准备工作。") == ["石岭高速"]
    assert names_of("目前正在实施石岭路、松溪路绿化提升。") == ["石岭路绿化提升", "松溪路绿化提升"]
    assert names_of("同步按计划改造县道危桥5座。") == ["县道危桥5座"]
    assert names_of("正在对病房楼7-9层拆除改造。") == []


def test_a_stage_that_is_entered_is_not_behind():
    assert items_of("石岭铁路甲城段进入铺轨阶段。")[0].stage is Stage.BUILDING
    assert names_of("加快石岭段4座桥梁的前期工作。") == ["石岭段4座桥梁"]


def test_what_is_counted_first_and_then_told():
    found = {item.name: item.stage for item in items_of("今年9个项目年内即将开工,分别是石岭实验中心、松溪路、甲岭光伏示范项目等。")}
    assert found == {"石岭实验中心": Stage.START, "松溪路": Stage.START, "甲岭光伏示范项目": Stage.START}
    assert names_of("石岭剧院、松溪机场三期扩建等也将在年底前实现开工。") == ["石岭剧院", "松溪机场三期扩建"]
    assert names_of("计划通车的石岭路、松溪路等正在抓紧施工。") == ["石岭路", "松溪路"]
    assert names_of("改造石岭东里、松溪里、甲岭里三片旧居民区。") == ["石岭东里旧居民区", "松溪里旧居民区", "甲岭里旧居民区"]


def test_what_is_built_what_it_is_made_into_and_how_well():
    assert names_of("建设内容包括石岭桥危桥改造工程项目和松溪桥危桥改造工程项目。") == ["石岭桥危桥改造工程项目", "松溪桥危桥改造工程项目"]
    assert names_of("逐步把东岭至西岭40km公路全部改造成二级以上省道。") == ["东岭至西岭40km公路"]
    assert names_of("将石岭打造成旅游名城。") == []
    assert names_of("谋划好石岭渡口迁建工程。") == ["石岭渡口迁建工程"]
    assert names_of("确保石岭互通立交改造完成年内投资计划。") == ["石岭互通立交改造"]
    assert names_of("加快S418东岭至西岭、松溪高速甲岭段的项目前期工作。") == ["S418东岭至西岭", "松溪高速甲岭段"]
    assert names_of("推进石岭大桥及北接线工程建设。") == ["石岭大桥及北接线工程"]


def test_fittings_of_a_park_are_no_projects():
    assert names_of("完成智慧灯杆、议事亭、廊架等民生服务项目建设。") == []


@pytest.mark.parametrize("text", ["石岭水库除险加固工程,总投资3亿元,6月底前开工。", "1.石岭水库除险加固工程:总投资约3亿元,6月底前开工。"])
def test_what_works_cost_is_no_target_of_theirs(text):
    (item,) = items_of(text)
    assert (item.stage, item.target) == (Stage.START, "6月底前开工")
