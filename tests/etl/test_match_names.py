"""Names taken apart, and the written rules on two near names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.region import load_region
from etl.matching.names import Reader, numeral, tidy
from etl.matching.verdict import Answer, contains, judge

READER = Reader(load_region("330282"))


def answer(one, other, **more):
    return judge(READER.read(one), READER.read(other), **more).answer


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12), ("二", 2), ("十", 10), ("十二", 12), ("二十", 20), ("二十三", 23), ("II", 2), ("VI", 6), ("百", None),
        ("二三", None),
    ],
)
def test_numbers_as_names_write_them(text, number):
    assert numeral(text) == number


def test_one_spelling_of_width_brackets_dashes_and_quotes():
    for spelling in ("孙塘北路〔科技路~清水湾桥〕 “A”地块", "孙塘北路(科技路-清水湾桥)A地块"):
        assert tidy(spelling) == "孙塘北路(科技路—清水湾桥)A地块"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("慈溪市城镇排水管网工程项目", "城镇排水管网"),
        ("市城镇排水管网建设工程", "城镇排水管网"),
        ("市域铁路", "市域铁路"),
        ("市政道路", "市政道路"),
        ("慈溪站", "慈溪站"),
        ("新建工程", "新建工程"),
    ],
)
def test_the_city_before_and_empty_words_behind_are_set_aside_unless_nothing_remains(text, plain):
    assert READER.read(text).plain == plain


def test_marks_are_read_wherever_they_stand():
    name = READER.read("慈溪市浒山街道中部三塘横江(漾山路江至蛟门浦段)清淤扩容工程(二期)第3标段(续建)(共5个项目)")
    assert name.ordinals == {("期", 2), ("标", 3)}
    assert name.directions == "中"
    assert name.ends == {frozenset({"漾山路江", "蛟门浦"})}
    assert name.works == {"清淤", "扩容"}
    assert "浒山街道" in name.places
    assert name.numbers == ()


@pytest.mark.parametrize("word", ["中心城区", "中医院", "中学", "初中", "集中供热"])
def test_words_with_a_direction_in_them_say_none(word):
    assert READER.read(f"{word}改造").directions == ""


def test_brackets_and_dashes_alone_make_no_difference():
    assert answer("孙塘北路科技路至清水湾桥段道路有机更新", "孙塘北路(科技路-清水湾桥)道路有机更新") is Answer.SAME
    assert answer("中横线快速路一期科六路段", "中横线快速路二期(科六路)") is Answer.DIFFERENT


@pytest.mark.parametrize(
    ("one", "other", "holds"),
    [
        ("北外环", "北外环城市段", True), ("外环", "外环线", False), ("排水管网", "城镇排水管网", True),
        ("道路", "城镇道路改造", False),
    ],
)
def test_when_one_name_holds_the_other(one, other, holds):
    assert contains(one, other) is contains(other, one) is holds


WORDS = st.lists(
    st.sampled_from([
        "慈溪市", "浒山街道", "东", "西部", "三塘横江", "百丈", "路", "河", "(一期)", "二期", "Ⅱ期", "(甲桥—乙闸)", "12", "A",
        "清淤", "扩容", "改造", "综合", "工程", "项目", "及", "小学",
    ]),
    min_size=1, max_size=6,
).map("".join)


@given(one=WORDS, other=WORDS)
@settings(max_examples=200, deadline=None)
def test_it_does_not_matter_which_name_is_asked_about(one, other):
    there, back = answer(one, other), answer(other, one)
    assert there is back
    if READER.read(one).ordinals != READER.read(other).ordinals:
        assert there is not Answer.SAME


@given(one=WORDS)
@settings(max_examples=100, deadline=None)
def test_a_name_is_itself_with_its_city_and_its_empty_words(one):
    assert READER.read(one).ordinals == READER.read(f" {one} ").ordinals
    assert answer(one, one) is Answer.SAME


@given(st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_text_can_be_taken_apart(text):
    name = READER.read(text)
    assert judge(name, name).answer is Answer.SAME


def test_hostile_names_are_taken_apart_too():
    brackets = "(" * 5_000 + ")" * 5_000
    for text in (brackets, ")(" * 5_000, "9" * 20_000 + "期", "一" * 10_000 + "期", "第" * 10_000, "慈溪市" * 5_000):
        assert READER.read(text).text == text
