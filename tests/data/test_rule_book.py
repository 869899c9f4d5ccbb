"""The rule file: what it must say, what it may override, and how a broken one is refused."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.lights import (
    RuleError,
    light,
    load_rules,
    parse_rules,
)
from data.model import Light, Progress, ProjectClass

RULES = Path(__file__).parents[2] / "data" / "regions" / "330282" / "light_rules.toml"
BOOK = load_rules(RULES)
WAN = 10_000


def test_the_books_first_rule_is_the_default_and_says_where_it_comes_from():
    assert BOOK.names == ("默认", "银川2025", "武汉", "三亚2022", "新晃2015")
    assert BOOK.rule() is BOOK.rules[0]
    assert "未查到" in BOOK.rule().origin
    for rule in BOOK.rules:
        assert [line[:2] for line in rule.words[:3]] == ["绿灯", "黄灯", "红灯"]


def test_the_words_say_the_limits():
    assert "低于时序进度10至30个百分点" in BOOK.rule("银川2025").words[1]
    assert "60%至80%(不含)" in BOOK.rule("武汉").words[1]
    assert "达到时序进度" in BOOK.rule("三亚2022").words[0]


def one_rule(**keys):
    lines = {"name": '"甲"', "origin": '"某市"', "measure": '"gap"', "yellow": '">=10"', "red": '">30"'} | keys
    return "[[rules]]\n" + "\n".join(f"{key} = {value}" for key, value in lines.items() if value is not None)


def test_overrides_by_month_and_by_class():
    text = one_rule() + (
        '\n[[rules.when]]\nmonths = [1, 2]\nclasses = ["新建"]\nyellow = ">15"\nred = ">40"\n'
        '[[rules.when]]\nclasses = ["新建"]\nmeasure = "ratio"\nyellow = "<80"\nred = "<60.5"\n'
    )
    rule = parse_rules(text).rule("甲")
    new, old = ProjectClass.NEW, ProjectClass.CONTINUED

    def judge(done, as_of, kind):
        return light(Progress(year_plan=1000, year_done=done), project_class=kind, as_of=as_of, rule=rule).light

    february, june = date(2024, 2, 29), date(2024, 6, 30)
    assert judge(17, february, old) is Light.YELLOW
    assert judge(17, february, new) is Light.GREEN
    assert judge(400, june, old) is Light.YELLOW
    assert judge(400, june, new) is Light.GREEN
    assert [judge(done, june, new) for done in (303, 302)] == [Light.YELLOW, Light.RED]
    assert any("1、2月新建项目" in line for line in rule.words)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "没有规则"),
        ("rules = 3", "没有规则"),
        ("[[rules]", "TOML"),
        (one_rule() + '\ncolour = "blue"', "colour"),
        ('mode = 1\n' + one_rule(), "mode"),
        (one_rule(measure='"points"'), "points"),
        (one_rule(yellow="10"), "yellow"),
        (one_rule(yellow='"<10"'), "<10"),
        (one_rule(red=None), "red"),
        (one_rule(red='">5"'), "红灯应比黄灯更落后"),
        (one_rule(measure='"ratio"', yellow='"<60"', red='"<80"'), "红灯应比黄灯更落后"),
        (one_rule(name=None), "name"),
        (one_rule(name="3"), "name"),
        (one_rule(unrated='["旧建"]'), "旧建"),
        (one_rule(unrated="3"), "3"),
        (one_rule(suspended='"绿"'), "绿"),
        (one_rule(start="{ yellow_months = 3, red_months = 1 }"), "开工灯"),
        (one_rule(start="{ yellow = 3 }"), "yellow"),
        (one_rule(start="true"), "start"),
        (one_rule() + "\n[[rules.when]]\nmonths = [13]", "13"),
        (one_rule() + "\n[[rules.when]]\nred = \">40\"", "何时适用"),
        (one_rule() + "\n" + one_rule(), "重名"),
    ],
)
def test_a_rule_file_that_cannot_be_used_is_refused_by_name(text, said):
    with pytest.raises(RuleError) as refusal:
        parse_rules(text)
    assert said in str(refusal.value)
    assert refusal.value.remedy
    assert "\n" not in str(refusal.value)


def test_a_missing_or_foreign_file_is_refused(tmp_path):
    with pytest.raises(RuleError, match="light_rules"):
        load_rules(tmp_path / "light_rules.toml")
    foreign = tmp_path / "gbk.toml"
    foreign.write_bytes('# 规则'.encode("gbk"))
    with pytest.raises(RuleError, match="UTF-8"):
        load_rules(foreign)


def test_a_file_saved_by_notepad_is_read(tmp_path):
    path = tmp_path / "light_rules.toml"
    path.write_bytes(b"\xef\xbb\xbf" + RULES.read_bytes())
    assert load_rules(path) == BOOK
    with pytest.raises(RuleError, match="可选:默认"):
        BOOK.rule("上海")


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text_is_a_book_or_a_refusal(text):
    try:
        assert parse_rules(text).rules
    except RuleError as refusal:
        assert refusal.problem
