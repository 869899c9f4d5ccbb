"""Names: where they end, what belongs to them, and when words of the genre alone name one thing."""

import pytest

from data.model import ItemKind, Stage
from tests.etl.extract.reading import items_of, names_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # a stretch is told by a word for middle, not by the east in a road's name
        ("开工建设沿江东路中段、白云巷中段。", ["沿江东路中段", "白云巷中段"]),
        ("改造白云巷、四牌楼等老城区小街小巷。", ["白云巷", "四牌楼"]),
        ("加快石岭路、松溪路等道路新、改建工程。", ["石岭路新、改建工程", "松溪路新、改建工程"]),
        # numbers that share a noun do not divide
        ("石岭小微园2号、3号厂房封顶。", ["石岭小微园2号、3号厂房"]),
        ("加快石岭学校一、二期建设。", ["石岭学校一、二期"]),
        # two statements joined by 并
        ("新建农村公路12公里并安装路灯300盏。", ["农村公路12公里", "路灯300盏"]),
        ("建成石岭养老服务中心并投入运营。", ["石岭养老服务中心"]),
        # schools, rings and numbered lines have names of words that are common elsewhere
        ("确保六中新校区、三中初中部、新兴小学、第五幼儿园秋季投入使用。", ["六中新校区", "三中初中部", "新兴小学", "第五幼儿园"]),
        ("外国语学校高中部、石岭第三小学确保8月20日前交付使用。", ["外国语学校高中部", "石岭第三小学"]),
        ("加快西环线、304线建设进度。", ["西环线", "304线"]),
        ("完成城市污水处理厂提标改造验收。", ["城市污水处理厂提标改造"]),
        # what is done to several things, said after them
        ("对石岭中学操场、松溪中学食堂优化提升。", ["石岭中学操场", "松溪中学食堂"]),
        ("对石岭河进行黑臭河道整治。", ["石岭河"]),
        # a count of just those named closes the list with what they are
        ("实施石岭、松溪、甲岭石桥3处集中供水工程。", ["石岭集中供水", "松溪集中供水", "甲岭石桥集中供水"]),
        ("推进石岭医院迁建项目和东谷、西湖、北城等医疗机构建设。", ["石岭医院迁建项目", "东谷医疗机构", "西湖医疗机构", "北城医疗机构"]),
        ("完成石岭公司、松溪宾馆等公产地块征收。", []),
        ("建成市民之家、全民健身中心等公共服务工程。", ["市民之家", "全民健身中心"]),
        ("城市环境提升项目:对石岭路等3条道路进行改造;新建口袋公园2处。", ["石岭路等3条道路", "口袋公园2处"]),
    ],
)
def test_where_names_end(text, names):
    assert names_of(text) == names


@pytest.mark.parametrize(
    ("text", "name", "stage"),
    [
        ("石岭大街西延(甲路至乙路)雨污水管道敷设完成。", "石岭大街西延(甲路至乙路)", Stage.BUILDING),
        ("松溪综合治理(甲村至乙村段)堤防填筑完成2.3公里。", "松溪综合治理(甲村至乙村段)", Stage.BUILDING),
        ("石岭水库枢纽工程导流洞贯通。", "石岭水库枢纽工程", Stage.BUILDING),
        ("石岭标准厂房三期B区桩基完成。", "石岭标准厂房三期B区", Stage.BUILDING),
        ("石岭旧城更新一期(甲街、乙街两个地块)征收签约率达到98%。", "石岭旧城更新一期(甲街、乙街两个地块)", Stage.PREPARATION),
        ("石岭机场选址报告通过专家评审。", "石岭机场", Stage.PREPARATION),
        ("石岭博物馆新馆布展大纲通过省文物局评审。", "石岭博物馆新馆", Stage.PREPARATION),
        ("做好石岭水厂扩建工程环评公示及取水许可论证。", "石岭水厂扩建工程", Stage.PREPARATION),
        ("石岭路改造PPP招标公告发布。", "石岭路改造", Stage.TENDER),
        ("石岭体育公园二期完成场地平整,进行室外管网施工。", "石岭体育公园二期", Stage.BUILDING),
        ("石岭路、松溪路两条道路“白改黑”完成招标。", "石岭路白改黑", Stage.TENDER),
        ("石岭西路大修工程混凝土路基及水稳完成。", "石岭西路大修工程", Stage.BUILDING),
        ("石岭污水处理厂三期地下结构及地面结构基本完成。", "石岭污水处理厂三期", Stage.BUILDING),
        ("石岭灌区续建配套与现代化改造:渠系工程完工。", "石岭灌区续建配套与现代化改造", Stage.BUILDING),
        ("石岭污水处理厂三期建设基本完成。", "石岭污水处理厂三期", Stage.COMPLETED),
        ("石岭文体中心幕墙收尾、开展精装修。", "石岭文体中心", Stage.BUILDING),
        ("石岭二中新校区塑胶跑道铺装。", "石岭二中新校区", Stage.BUILDING),
        ("石岭医院新区感染楼交钥匙。", "石岭医院新区感染楼", Stage.IN_USE),
        ("石岭路大修标线施划完毕。", "石岭路大修", Stage.BUILDING),
        ("石岭水库扩容大坝填筑至高程45米。", "石岭水库扩容", Stage.BUILDING),
        ("石岭污水处理厂扩容土建完成八成。", "石岭污水处理厂扩容", Stage.BUILDING),
        ("石岭中学、松溪小学8月底前完成竣工验收和空气质量检测。", "石岭中学", Stage.COMPLETED),
        ("加快石岭新能源前驱体四期桩基施工。", "石岭新能源前驱体四期", Stage.BUILDING),
        ("石岭跨海大桥接线段政策处理3月底前清零。", "石岭跨海大桥接线段", Stage.PREPARATION),
        ("石岭博物馆布展深化设计定稿。", "石岭博物馆", Stage.PREPARATION),
        ("推进石岭水厂及管道新建工程。", "石岭水厂及管道新建工程", Stage.BUILDING),
        ("石岭体育馆工程土建、钢结构、外装饰等施工。", "石岭体育馆工程", Stage.BUILDING),
        ("石岭机场T2航站楼完成改造。", "石岭机场T2航站楼", Stage.COMPLETED),
        ("石岭路(甲路—乙路)雨污水箱涵全部贯通。", "石岭路(甲路—乙路)", Stage.BUILDING),
        ("“三馆一中心”(图书馆、美术馆、青少年宫)完成可研评审。", "“三馆一中心”(图书馆、美术馆、青少年宫)", Stage.PREPARATION),
        ("力争石岭至松溪城际铁路列入省规划。", "石岭至松溪城际铁路", Stage.IDEA),
        ("推进石岭新城科创走廊启动区建设。", "石岭新城科创走廊启动区", Stage.BUILDING),
        ("石岭湖“席地而坐”示范段、松溪广场改造国庆节前对外开放。", "石岭湖“席地而坐”示范段", Stage.IN_USE),
    ],
)
def test_a_step_of_a_part_is_of_the_whole_and_does_not_end_it(text, name, stage):
    item = items_of(text)[0]
    assert (item.name, item.stage) == (name, stage)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("本周东岭泵站、石岭泵站已经复工;石岭大街本周正在筹备复工复产。", ["东岭泵站", "石岭泵站", "石岭大街"]),
        ("续建项目市消防训练基地项目即将完工。", ["市消防训练基地项目"]),
        ("石岭宾馆重建、松溪物流园、甲岭新城住宅等13个重点项目,完成年计划70%以上。", ["石岭宾馆重建", "松溪物流园", "甲岭新城住宅"]),
        ("完成石岭东巷白改黑及建设3个口袋公园,改造内容包括路基注浆加固。", ["石岭东巷白改黑", "3个口袋公园"]),
        ("打造20个“标准化菜市场”,新增微循环线路10条以上。", ["20个“标准化菜市场”"]),
        ("建设老城区城市综合广场,加快农村生活污水、生活垃圾处理设施建设。", ["老城区城市综合广场"]),
    ],
)
def test_reports_on_progress_and_promises(text, names):
    assert names_of(text) == names


@pytest.mark.parametrize("done", ["原拆原建", "外立面整治", "海绵化改造", "消防改造", "强弱电下地", "自主更新", "屋顶改造"])
def test_what_is_done_to_a_thing_stays_in_its_name(done):
    assert names_of(f"推进石岭小区{done}、松溪小区{done}。") == [f"石岭小区{done}", f"松溪小区{done}"]
    assert names_of(f"研究{done}政策,推广{done}经验。") == []


def test_a_numbered_road_with_a_name_of_its_ends_is_whole():
    assert names_of("推进X204南延、X310甲乙线等县道工程。") == ["X204南延", "X310甲乙线"]
    assert names_of("做好石岭大桥东出口与G347接线建设。") == ["石岭大桥东出口与G347接线"]


def test_a_refused_word_inside_a_facility_refuses_nothing():
    assert names_of("新建石岭路、松溪路2个便民市场。") == ["石岭路便民市场", "松溪路便民市场"]


def test_an_area_at_a_lists_end_refuses_no_pipes_before_it():
    assert names_of("新建供热主管网30公里、新增供热面积140万平方米。") == ["供热主管网30公里"]


def test_a_size_is_no_count_and_a_refused_end_splits_no_word():
    (item,) = items_of("东岭至西岭6米深水航道整治工程主体完工。")
    assert (item.kind, item.stage) == (ItemKind.PROJECT, Stage.BUILDING)
    assert names_of("石岭高铁、深中通道等加快建设。") == ["石岭高铁", "深中通道"]
    assert names_of("建设贸易通道、物流通道。") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("抓好80万吨乙烯改扩建项目。", ["80万吨乙烯改扩建项目"]),
        ("推进市民之家、全民健身中心等公共服务工程。", ["市民之家", "全民健身中心"]),
        ("实施市未成年人关爱保护中心改造工程。", ["市未成年人关爱保护中心改造工程"]),
        ("推进本科高校提质扩容工程,加强市民之家服务。", []),
        ("投资3000万元建设石岭对虾循环水养殖基地。", ["石岭对虾循环水养殖基地"]),
        ("总投资3.5亿元的石岭生物质热电联产工程已签订框架协议,预计9月末开工建设。", ["石岭生物质热电联产工程"]),
        ("推进县医院新建、卫生监督所改扩建和3所乡镇卫生院提级改造。", ["县医院新建", "卫生监督所改扩建", "3所乡镇卫生院提级改造"]),
        ("确保新一中、县七小、五星幼儿园秋季投入使用。", ["新一中", "县七小", "五星幼儿园"]),
        ("加强卫生监督所能力建设,基本实现危险路段安防工程全覆盖。", []),
    ],
)
def test_what_is_rebuilt_is_works_whatever_it_is_for(text, names):
    assert names_of(text) == names


def test_a_county_has_one_of_them_and_it_is_built():
    assert names_of("新建规划展览馆,改造文化馆。") == ["规划展览馆", "文化馆"]
    assert names_of("加强图书馆、文化馆服务。") == []
