import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from briefing.text import clean, clean_block, shorten, typeset


@settings(max_examples=150, deadline=None)
@given(st.text())
def test_clean_text_is_one_line_that_xml_takes(text):
    line = clean(text)
    assert "\n" not in line and not any(unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in line)
    element = etree.Element("t")
    element.text = line
    assert etree.fromstring(etree.tostring(element)).text in (line, line or None)


def test_hostile_text_stays_text():
    assert clean("a\u202eb\x00c\r\nd\u2028e") == "abc d e"
    assert clean("甲" * 50, limit=10) == "甲" * 9 + "…"
    assert shorten("甲乙", 2) == "甲乙"
    assert clean_block("一\r\n\r\n 二 \n") == "一\n二"


def test_our_sentences_are_set_in_full_width_punctuation():
    assert typeset("截至{日期},{范围}(时序{率});完") == "截至{日期}\uff0c{范围}\uff08时序{率}\uff09\uff1b完"
    assert typeset("完成率43.6%,超") == "完成率43.6%\uff0c超"


def test_times_and_numbers_keep_their_punctuation():
    assert typeset("7:30 3,000 f(x)") == "7:30 3,000 f(x)"
