"""Kept edits, on both kinds of store."""

from datetime import date

import pytest

from briefing.edits import keep_edit, kept_edit, usable, withdraw_edit
from briefing.errors import BriefingError
from data.views import Correction

MAY = date(2024, 5, 31)


def test_an_edit_is_kept_beside_the_generated_text(store):
    keep_edit(store, MAY, "改过的。\n第二段。", generated="原文。", who="张三")
    edit = kept_edit(store, MAY)
    assert (edit.was, edit.becomes, edit.who) == ("原文。", "改过的。\n第二段。", "张三")
    assert usable(edit, "原文。") == "改过的。\n第二段。"
    assert kept_edit(store, date(2024, 4, 30)) is None and kept_edit(store, MAY, "周巷镇") is None


def test_an_edit_of_another_text_is_not_used(store):
    keep_edit(store, MAY, "改过的。", generated="原文。", who="张三")
    assert usable(kept_edit(store, MAY), "数据变了的原文。") == "" and usable(None, "原文。") == ""


def test_the_later_edit_holds_and_the_earlier_stays_on_record(store):
    for text in ("一稿。", "二稿。"):
        keep_edit(store, MAY, text, generated="原文。", who="张三")
    assert kept_edit(store, MAY).becomes == "二稿。"
    assert [one.becomes for one in store.fetch(Correction)] == ["一稿。", "二稿。"]


def test_going_back_to_the_generated_text(store):
    keep_edit(store, MAY, "改过的。", generated="原文。", who="张三")
    withdraw_edit(store, MAY, who="李四")
    assert kept_edit(store, MAY) is None and [one.withdrawn_by for one in store.fetch(Correction)] == ["李四"]
    # A text equal to the generated one is no edit.
    assert keep_edit(store, MAY, " 原文。 ", generated="原文。", who="张三") is None and kept_edit(store, MAY) is None


@pytest.mark.parametrize(("text", "who", "said"), [("  ", "张三", "空"), ("改过的", " ", "修改人"), ("长" * 30_000, "张三", "过长")])
def test_what_cannot_be_kept_says_why(store, text, who, said):
    with pytest.raises(BriefingError, match=said):
        keep_edit(store, MAY, text, generated="原文。", who=who)
    assert store.fetch(Correction) == ()
