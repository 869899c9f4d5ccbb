"""督办: red and yellow by gap, with reason, unit, amount to green and how long; 主管研判; 问题清单; 换规则看."""

from datetime import date

import streamlit as st

from pages.ui import frame, notice, otherrules, problems, reads, states, supervision

view = frame.begin("督办")
notice.show_kept()
found = reads.lagging(view.board)

behind, judged, kept, rules = st.tabs(
    ["滞后项目", "主管研判", "问题清单", "换规则看"], key="tab", bind="query-params", on_change="rerun",
)
with behind:
    if found and behind.open:
        supervision.figures(found, view.board)
        picked = supervision.listing(found, view.board)
        for one in found:
            if one.row.id == picked:
                supervision.detail(one, view.board)
        if not picked:
            st.caption("点选一行,看亮灯的算法与出处,记下主管研判。")
        supervision.export(found, view.board)
    elif not found:
        states.say("没有滞后项目", "按当前规则,所有有数据的项目都不亮红灯、黄灯。")
with judged:
    if judged.open:
        supervision.judgements(view.board)
with kept:
    if kept.open:
        problems.listing(date.today())
with rules:
    if rules.open:
        otherrules.panel(view.board)
