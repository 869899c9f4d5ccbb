"""What waits for a person: names in doubt, asked once each; the decisions that stand; and what only one side knows."""

from __future__ import annotations

import json

import streamlit as st

from data.views import Candidate, OneSided, Waiting
from etl.pipeline import decide_match, withdraw
from pages.ui import markup, notice, reads, words
from pages.ui.markup import text
from pages.ui.tables import project, table

NEW = "new"
AT_ONCE = 15
"""Names asked at a time: more would make the page slow and nobody braver."""


def names() -> None:
    """Each name in doubt once, with its own facts and those of what it may mean."""
    waiting = reads.waiting()
    if not waiting:
        notice.show(notice.GOOD, "没有待确认的名称", more="工作要点与台账中的名称都已对上项目。")
    for one in waiting[:AT_ONCE]:
        _ask(one)
    if len(waiting) > AT_ONCE:
        st.caption(f"还有 {len(waiting) - AT_ONCE} 个名称,确认以上各项后依次列出。")
    _decided()


def _ask(one: Waiting) -> None:
    known = reads.project_names()
    with st.form(f"pending.{one.name}"):
        markup.show(_facts(one))
        markup.show(_candidates(one.candidates))
        ids = [candidate.id for candidate in one.candidates]
        options = [*ids, NEW, *sorted(set(known) - set(ids), key=known.get)]
        labels = known | {NEW: "另一个新项目(以上都不是)"}
        answer, who, reason, act = st.columns([3, 1.2, 2, 1], vertical_alignment="bottom")
        chosen = answer.selectbox(
            "是哪个项目", options, format_func=lambda option: labels.get(option, option), index=None,
            placeholder="选择候选、新项目,或输入名称查找其他项目", key=f"pending.answer.{one.name}",
        )
        person = who.text_input("确认人", value=st.session_state.get("pending.last", ""), key=f"pending.who.{one.name}")
        why = reason.text_input("依据", placeholder="如 问过市住建局", key=f"pending.reason.{one.name}")
        if act.form_submit_button("确认", type="primary", width="stretch"):
            if not (chosen and person.strip()):
                notice.show(notice.WARNING, "请选择是哪个项目,并填写确认人")
                return
            with notice.remedied():
                decide_match(reads.store(), one.name, chosen, who=person.strip(), reason=why.strip() or "人工确认")
                st.session_state["pending.last"] = person.strip()
                notice.keep(notice.GOOD, f"已确认“{one.name}”", more=f"{len(one.places)} 处数据已归入,今后不再询问。")
                st.rerun()


def _facts(one: Waiting) -> str:
    """What the files say of the name, so that it can be told from others."""
    said = [
        ("责任单位", one.unit), ("总投资", words.money(one.total_investment, unknown="")),
        ("年度计划", words.money(one.year_plan, unknown="")), ("地点", one.place), ("原文", one.quote),
    ]
    facts = "".join(f"<span>{label} <b>{text(value)}</b></span>" for label, value in said if value)
    places = ";".join(str(place) for place in one.places[:3]) + (f" 等 {len(one.places)} 处" if len(one.places) > 3 else "")
    return (
        f'<div class="doubt"><h3>“{text(one.name)}”是哪个项目?<small>{text(one.why)}</small></h3>'
        f'<p class="said">{facts}</p><p class="source">见于 {len(one.places)} 处:{text(places)}</p></div>'
    )


def _candidates(candidates: tuple[Candidate, ...]) -> str:
    lines = [
        (
            project(one.id, one.name), "、".join(one.aliases), one.unit, one.project_class or "",
            words.money(one.total_investment), "、".join(one.towns), one.place,
        )
        for one in candidates
    ]
    return table(("候选项目", "又名", "责任单位", "类别", "总投资", "镇街", "地点"), lines, wide=("候选项目", "又名", "地点"))


def _decided() -> None:
    """The decisions that stand; each can be taken back, and is then asked again."""
    kept = [one for one in reads.corrections() if one.subject.startswith(("match:", "mapping:"))]
    if not kept:
        return
    known = reads.project_names()
    with st.expander(f"已确认的 {len(kept)} 项", icon=":material/history:"):
        lines = []
        for one in kept:
            kind, _, subject = one.subject.partition(":")
            means = _columns(one.becomes) if kind == "mapping" else "新项目" if one.becomes == NEW else known.get(one.becomes, one.becomes)
            subject = f"表头 {subject}" if kind == "mapping" else subject
            lines.append((one.id, subject, means, one.who, f"{one.at:%Y-%m-%d}", one.reason))
        markup.show(table(("序号", "名称或表头", "确认为", "确认人", "日期", "依据"), lines, wide=("名称或表头", "确认为", "依据")))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            numbers = [one.id for one in kept]
            number = st.selectbox("撤回一项确认", numbers, index=None, placeholder="序号", key="pending.withdraw", width=200)
            who = st.text_input("撤回人", value=st.session_state.get("pending.last", ""), key="pending.withdraw.who", width=140)
            if st.button("撤回确认", disabled=number is None, key="pending.withdraw.act"):
                with notice.remedied():
                    withdraw(reads.store(), number, who=who.strip())
                    notice.keep(notice.GOOD, f"已撤回第 {number} 项确认,有关名称将重新比对")
                    st.rerun()


def _columns(becomes: str) -> str:
    try:
        return ";".join(f"{header} 为 {field}" for header, field in json.loads(becomes).items())
    except (ValueError, AttributeError):
        return becomes


def both_sides() -> None:
    """What a work plan promised and no ledger reports; what a ledger reports and no work plan names."""
    found = reads.unmatched()
    left, right = st.columns(2, gap="medium")
    with left:
        _side("工作要点点名、台账没有", "没有进度可看,须催报或确认名称", found.only_planned, quoted=True)
    with right:
        _side("台账填报、工作要点没有", "不在已载入的工作要点之列", found.only_reported, quoted=False)


def _side(title: str, note: str, found: tuple[OneSided, ...], *, quoted: bool) -> None:
    markup.show(f'<div class="list-head"><h2>{title}</h2><small>{len(found)} 个项目;{note}</small></div>')
    if not found:
        notice.show(notice.GOOD, "没有")
        return
    last = "原文" if quoted else "总投资"
    lines = [
        (project(one.id, one.name), one.unit, one.quote if quoted else words.money(one.total_investment), str(one.evidence))
        for one in found
    ]
    markup.show(table(("项目", "责任单位", last, "出处"), lines, wide=("项目", "原文", "出处"), numbers=("总投资",)))
