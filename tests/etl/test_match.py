"""Matching: which names are one project, which are two, which are asked about; ids that stay."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box

from data.model import Feature, ItemKind, LedgerRow, Match, PlanItem, Project, Region, Town
from data.region import load_region
from etl.match import key_of, match

CODE = "2312-330212-04-01-310969"
OTHER_CODE = "2402-330212-04-01-118822"


def region(**more):
    square = box(121, 30, 121.7, 30.5)
    town = Town(code="330999001000", name="临江街道", kind="街道", seat_lon=None, seat_lat=None, geometry=square)
    road = Feature(name="望海路", kind="road", geometry=square.boundary)
    return Region(**{
        "code": "330999", "name": "海东市", "short_names": ("海东", "我市"), "crs": 4549, "datum": "CGCS2000",
        "bbox": (121.0, 30.0, 121.7, 30.5), "light_rule": "", "published": None, "outline": square,
        "towns": (town, replace(town, code="330999002000", name="沙湾镇")), "villages": (), "features": (road,),
        "projects": (),
    } | more)


HERE = region()


def project(number, name, *aliases, **more):
    return Project(id=f"330999-{number:04d}", name=name, aliases=aliases, **more)


def row(name, number=1, *, source="台账", as_of=date(2024, 5, 31), **more):
    return LedgerRow(source=source, sheet="项目", row=number, name=name, as_of=as_of, **more)


def item(name, clause="三(一)", **more):
    return PlanItem(source="要点", clause=clause, name=name, verbatim=name, **more)


def only(matching):
    (found,) = matching.matches
    return found


def found_for(name, *known, **more):
    projects = [project(number, text) for number, text in enumerate(known, 1)]
    return only(match((), [row(name, **more)], projects, region=HERE, next_number=50))


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("海东市望海路改造工程", "望海路改造"),
        ("市城镇污水管网工程", "海东市城镇污水管网建设工程"),
        ("望海路(一期)工程", "望海路[一期]"),
        ("望海路 改造 工程", "望海路改造工程"),
        ("望海路二期工程", "望海路工程(二期)"),
        ("望海路Ⅱ期", "望海路二期"),
        ("望海路2期", "望海路第二期工程"),
        ("青云河(甲桥—乙闸段)整治", "青云河(乙闸至甲桥)整治工程"),
        ("青云河(甲桥~乙闸)整治", "青云河(甲桥-乙闸)整治"),
        ("实验小学扩建(续建)", "实验小学扩建工程"),
        ("望海苑(2#地块)", "望海苑2号地块"),
        ("110KV输变电工程", "110千伏输变电"),
    ],
)
def test_spellings_of_one_name_are_one_project(name, known):
    found = found_for(name, known)
    assert (found.project, found.rule, found.score) == ("330999-0001", "同名", 100.0)


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("中部三塘横江综合整治工程", "西部三塘横江综合整治工程"),
        ("望海路快速路一期", "望海路快速路二期"),
        ("望海路快速路Ⅲ期", "望海路快速路二期"),
        ("青云水库清淤扩容工程", "青云水库扩容工程"),
        ("中心城区扩大北排工程", "中心城区防洪排涝工程(二期)"),
        ("望海北路改造工程", "望海南路改造工程"),
        ("青云河(甲桥—乙闸)整治工程", "青云河(甲桥—丙闸)整治工程"),
        ("海堤加固1标段", "海堤加固2标段"),
        ("海堤加固第三批工程", "海堤加固第四批工程"),
        ("明州路等5条人行道维修", "明州路等6条人行道维修"),
        ("2023年农村公路提升工程", "2024年农村公路提升工程"),
        ("临江街道实验小学", "沙湾镇实验小学"),
        ("A地块安置房", "B地块安置房"),
        ("3号线", "5号线"),
        ("第二人民医院迁建", "第四人民医院迁建"),
        ("明月医院门诊楼", "石塘水闸管理房"),
    ],
)
def test_names_that_differ_in_what_counts_are_two_projects(name, known):
    found = found_for(name, known)
    assert (found.project, found.rule, found.candidates) == ("330999-0050", "新增", ())


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("望海路快速路", "望海路快速路二期"),
        ("西部三塘横江", "西部三塘横江综合整治工程"),
        ("青云河整治工程", "青云河(甲桥—乙闸)整治工程"),
        ("老城区小区改造提升", "老城区小区改造"),
        ("百丈桥村文化礼堂", "百两桥村文化礼堂"),
        ("沙湾镇垃圾处置中心", "垃圾处置中心"),
        ("铁路站房地方配套工程", "铁路站房配套工程"),
        ("海东中学扩建", "中学扩建"),
        ("望海路工程", "望海路(甲桥—乙闸段)"),
    ],
)
def test_what_only_one_name_says_is_asked_and_nothing_is_lost(name, known):
    matching = match((), [row(name)], [project(1, known)], region=HERE, next_number=50)
    found = only(matching)
    assert (found.project, found.candidates) == (None, ("330999-0001",))
    assert found.rule.startswith("待确认:")
    assert matching.doubtful == (found,)
    assert matching.projects == ()
    assert (matching.receipt.seen, matching.receipt.taken) == (1, 0)
    assert "待人工确认" in matching.receipt.refused[0].reason


@pytest.mark.parametrize(
    ("name", "known"),
    [("铁路站房和配套项目工程", "铁路站房及配套"), ("二期望海路快速路", "望海路快速路二期")],
)
def test_empty_words_and_their_order_do_not_matter(name, known):
    found = found_for(name, known)
    assert found.project == "330999-0001"
    assert found.score >= 95


def test_the_same_investment_to_the_yuan_supports_a_near_name():
    known = project(1, "滨海新城中学迁移安排", total_investment=123_456_700)
    near = row("滨海新城中学迁移安排区", total_investment=123_456_700)
    assert only(match((), [near], [known], region=HERE)).project == known.id
    other = replace(near, total_investment=123_456_800)
    assert only(match((), [other], [known], region=HERE)).project is None


def test_aliases_and_codes():
    known = project(1, "望海路快速路二期", "望海路二期", code=CODE)
    by_alias = only(match((), [row("望海路(二期)")], [known], region=HERE))
    assert (by_alias.project, by_alias.rule) == (known.id, "别名")
    renamed = match((), [row("东环快速通道", code=CODE)], [known], region=HERE)
    assert (only(renamed).project, only(renamed).rule) == (known.id, "代码")
    assert renamed.projects == (replace(known, aliases=("望海路二期", "东环快速通道")),)


def test_a_code_learned_is_kept():
    learned = match((), [row("望海路改造", code=f" {CODE} ", unit="交通局")], [project(1, "望海路改造")], region=HERE)
    assert learned.projects == (project(1, "望海路改造", code=CODE, unit="交通局"),)


def test_code_and_name_that_contradict_each_other_are_asked():
    known = [project(1, "望海路改造", code=CODE), project(2, "青云河整治", code=OTHER_CODE)]
    crossed = only(match((), [row("青云河整治", code=CODE)], known, region=HERE))
    assert (crossed.project, crossed.candidates) == (None, ("330999-0001", "330999-0002"))
    foreign = only(match((), [row("青云河整治", code="2501-330212-04-01-000001")], known, region=HERE))
    assert (foreign.project, foreign.candidates) == (None, ("330999-0002",))


def test_a_code_shared_by_several_names_of_a_file_identifies_none():
    rows = [row("望海路人行道", 1, code=CODE), row("石塘桥加固", 2, code=CODE)]
    matching = match((), rows, [], region=HERE)
    assert len({found.project for found in matching.matches}) == 2
    assert all(new.code is None for new in matching.projects)


def test_two_projects_of_one_name_are_asked():
    known = [project(1, "幸福河湖"), project(2, "幸福河湖工程")]
    found = only(match((), [row("幸福河湖建设")], known, region=HERE))
    assert (found.project, set(found.candidates)) == (None, {"330999-0001", "330999-0002"})


# People

def test_a_persons_answer_wins_and_is_not_asked_again():
    known = project(1, "望海路快速路二期")
    asked = row("望海路快速路")
    assert only(match((), [asked], [known], region=HERE)).project is None
    answered = only(match((), [asked], [known], region=HERE, decisions={"望海路快速路": known.id}))
    assert (answered.project, answered.rule) == (known.id, "人工")
    # Withdrawn, it is asked again: the answer did not turn into knowledge of its own.
    again = only(match((), [asked], [known], region=HERE, earlier=[answered]))
    assert again.project is None


def test_the_answer_new_makes_one_project_and_keeps_it():
    known = [project(1, "望海路快速路二期")]
    decisions = {"望海路快速路": "new"}
    first = match((), [row("望海路快速路", source="一月")], known, region=HERE, decisions=decisions, next_number=7)
    assert only(first).project == "330999-0007"
    second = match(
        (), [row("望海路快速路", source="二月")], [*known, *first.projects], region=HERE, decisions=decisions,
        next_number=8, earlier=first.matches,
    )
    assert only(second).project == "330999-0007"
    assert second.projects == ()


def test_an_answer_that_names_no_project_is_not_followed():
    assert only(match((), [row("青云河整治")], [], region=HERE, decisions={"青云河整治": "330999-9999"})).rule == "新增"


# Over time

def test_the_id_stays_while_the_name_changes_over_the_months():
    january = match((), [row("望海路改造", 6, source="一月", as_of=date(2024, 1, 31), code=CODE)], [], region=HERE)
    february = match(
        (), [row("望海大道品质工程", 9, source="二月", as_of=date(2024, 2, 29), code=CODE)], january.projects, region=HERE,
        next_number=2, earlier=january.matches,
    )
    march = match(
        (), [row("望海大道品质工程", 3, source="三月", as_of=date(2024, 3, 31))], february.projects, region=HERE,
        next_number=2, earlier=(*january.matches, *february.matches),
    )
    assert only(january).project == only(february).project == only(march).project


def test_a_former_name_is_known_from_earlier_matches():
    known = project(1, "望海路快速路二期")
    earlier = Match(source="一月", key="项目!4", name="滨海通道", project=known.id, rule="代码", score=100.0)
    found = only(match((), [row("滨海通道工程")], [known], region=HERE, earlier=[earlier]))
    assert (found.project, found.rule) == (known.id, "曾用名")


def test_the_ledgers_own_row_settles_a_near_name_but_not_a_different_one():
    known = [project(1, "老城区小区改造"), project(2, "海堤加固一期")]
    earlier = [
        Match(source="一月", key="项目!4", name="老城区小区改造", project=known[0].id, rule="同名", score=100.0),
        Match(source="一月", key="项目!5", name="海堤加固一期", project=known[1].id, rule="同名", score=100.0),
    ]
    near, other = match(
        (), [row("老城区小区改造提升", 4), row("海堤加固二期", 5)], known, region=HERE, earlier=earlier, next_number=50,
    ).matches
    assert (near.project, near.rule) == (known[0].id, "近似:名称相近且台账行号相同")
    assert (other.project, other.rule) == ("330999-0050", "新增")


def test_an_id_is_never_given_twice():
    found = only(match((), [row("青云河整治")], [project(1, "望海路改造"), project(2, "石塘桥")], region=HERE, next_number=1))
    assert found.project == "330999-0003"


def test_within_one_ledger_a_near_name_is_another_project():
    rows = [row("青云河整治工程", 1), row("青云河(甲桥—乙闸)整治工程", 2)]
    matching = match((), rows, [project(1, "青云河整治")], region=HERE, next_number=50)
    assert [found.project for found in matching.matches] == ["330999-0001", "330999-0050"]


def test_weekly_ledgers_of_one_load_share_their_projects():
    rows = [row("望海路改造", 4, source=f"第{week}周", as_of=date(2024, 5, 3 + 7 * week)) for week in range(4)]
    matching = match((), rows, [], region=HERE)
    assert {found.project for found in matching.matches} == {"330999-0001"}
    assert [found.rule for found in matching.matches] == ["新增", "同名", "同名", "同名"]


# Plan items

def test_plan_items_and_rows_meet_and_the_lonely_of_both_sides_are_listed():
    items = [item("望海路改造"), item("海堤加固")]
    rows = [row("海东市望海路改造工程", 1), row("石塘桥重建", 2)]
    matching = match(items, rows, [], region=HERE)
    project_of = {found.name: found.project for found in matching.matches}
    assert project_of["望海路改造"] == project_of["海东市望海路改造工程"]
    assert matching.only_planned == (project_of["海堤加固"],)
    assert matching.only_reported == (project_of["石塘桥重建"],)


def test_a_plan_on_paper_makes_no_project_but_finds_a_known_one():
    plan = item("青云片区规划", kind=ItemKind.PLAN)
    nothing = match([plan], (), [], region=HERE)
    assert (nothing.matches, nothing.projects, nothing.receipt.set_aside) == ((), (), 1)
    assert only(match([plan], (), [project(1, "青云片区规划")], region=HERE)).project == "330999-0001"


def test_keys_tell_the_projects_of_one_cell_apart():
    assert key_of(row("甲桥", 7)) == "项目!7"
    assert key_of(row("乙桥", 7, part=1)) == "项目!7#1"
    assert key_of(item("甲桥")) == "三(一) 甲桥"


# The registry of the bundled region

def test_every_registered_name_and_alias_finds_its_own_project():
    here = load_region("330282")
    for known in here.projects:
        for spelling in (known.name, *known.aliases):
            found = only(match((), [row(spelling)], here.projects, region=here))
            assert found.project == known.id, spelling


def test_near_pairs_of_the_registry_stay_apart():
    here = load_region("330282")
    names = ["梅湖水库扩容", "梅湖水库清淤扩容", "中部三塘横江", "西部三塘横江", "中横线快速路一期", "中横线快速路二期",
             "扩大北排", "防洪排涝二期"]
    matching = match([item(name) for name in names], (), here.projects, region=here)
    assert len({found.project for found in matching.matches}) == len(names)
    assert None not in {found.project for found in matching.matches}


# Properties

NAMES = st.lists(st.text(st.sampled_from("望海路桥河一二期(—)东西工程改造扩容12AⅡ "), min_size=1, max_size=14), max_size=12)


@given(rows=NAMES, items=NAMES, known=NAMES)
@settings(max_examples=100, deadline=None)
def test_matching_accounts_for_every_record_and_is_stable(rows, items, known):
    rows = [row(name, number) for number, name in enumerate(rows, 1)]
    items = [item(name, f"一({number})") for number, name in enumerate(items, 1)]
    projects = [project(number, name) for number, name in enumerate(known, 100)]
    once = match(items, rows, projects, region=HERE)
    assert len(once.matches) == len(rows) + len(items)
    known_ids = {entry.id for entry in (*projects, *once.projects)}
    for found in once.matches:
        assert found.project in known_ids or (found.project is None and set(found.candidates) <= known_ids and found.candidates)
    merged = {entry.id: entry for entry in (*projects, *once.projects)}
    again = match(items, rows, list(merged.values()), region=HERE, next_number=9000)
    sure = {(found.key): found.project for found in once.matches if found.project}
    assert all(found.project == sure[found.key] for found in again.matches if found.project and found.key in sure)


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_name_can_be_matched(name):
    assert match((), [row(name)], [project(1, "望海路改造")], region=HERE).matches
