"""综述: the text that the system wrote beside the one that a person may rewrite; the edit is kept, and its numbers are checked."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from briefing.edits import keep_edit, withdraw_edit
from briefing.errors import BriefingError
from briefing.proof import strange_numbers
from data.views import StoreError
from pages.ui import markup, reads, words
from pages.ui.briefs import Chosen
from pages.ui.markup import text


def panel(one: Chosen) -> None:
    """The generated text, the editable one, and what to do with it."""
    with st.container(key="brief-editor"):
        markup.show(f'<h3 class="panel-title">综述<small>{text(_state(one))}</small></h3>')
        with st.expander("系统写的文字", expanded=bool(one.brief.edited)):
            markup.show(f'<p class="generated">{text(one.content.generated)}</p>')
        _elder(one)
        field = f"brief.text.{hash(one.key)}"
        draft = st.text_area("可在此修改,发出的简报以此为准", value=one.content.summary, height=200, key=field)
        st.text_input("修改人", key="brief.who", placeholder="姓名,留作查考", max_chars=40)
        _warned(draft, one)
        with st.container(horizontal=True, gap="small"):
            changed = draft.strip() != one.content.summary.strip()
            st.button("保存修改", key="brief.keep", type="primary", disabled=not changed, on_click=_keep, args=(one, field))
            st.button("恢复系统文字", key="brief.reset", disabled=not (one.brief.edited or changed), on_click=_reset, args=(one, field))
        if said := st.session_state.pop("brief.said", None):
            (st.warning if said[0] else st.success)(said[1])


def _state(one: Chosen) -> str:
    if one.brief.edited and one.edit:
        return f"已由{one.edit.who}于{words.day(one.edit.at.date())}修改,发出的是修改稿"
    return "尚未修改,发出的是系统写的文字"


def _elder(one: Chosen) -> None:
    """An edit that was made of another text: shown, not used."""
    if one.edit is None or one.brief.edited:
        return
    st.warning(
        f"{one.edit.who}于{words.day(one.edit.at.date())}改过这一期的综述,此后数据、规则或对比日期有变,该修改稿未采用。"
        "请核对后把仍适用的话抄到下面。", icon=":material/history:",
    )
    with st.expander("未采用的修改稿"):
        markup.show(f'<p class="generated">{text(one.edit.becomes)}</p>')


def _warned(draft: str, one: Chosen) -> None:
    found = strange_numbers(draft, one.content)
    if found:
        st.warning(f"这些数不在本期简报里,请核对:{'、'.join(found)}", icon=":material/rule:")


def _keep(one: Chosen, field: str) -> None:
    # Read here, not handed over: what was typed last may not have reached the page before the click.
    text, who = st.session_state[field], st.session_state["brief.who"]
    _told(
        lambda: keep_edit(reads.store(), one.brief.as_of, text, generated=one.content.generated, who=who, town=one.brief.town),
        "已保存,简报以修改稿为准",
    )


def _reset(one: Chosen, field: str) -> None:
    who = st.session_state["brief.who"]

    def back() -> None:
        withdraw_edit(reads.store(), one.brief.as_of, one.brief.town, who=who)

    if not one.brief.edited or _told(back, "已恢复系统写的文字;修改稿留有记录"):
        st.session_state[field] = one.content.generated


def _told(act: Callable[[], object], said: str) -> bool:
    """Do it and say what came of it; whether it was done."""
    try:
        act()
    except (BriefingError, StoreError) as error:
        st.session_state["brief.said"] = (True, f"{error.problem}。{error.remedy}")
        return False
    st.session_state["brief.said"] = (False, said)
    return True
