"""The queue of places, by doubt: why each must be looked at, and who has set it right."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.views import Doubt, PlaceState
from pages.ui import address, notice

DOUBTED, CORRECTED, ALL = "存疑", "已更正", "全部"
KEY = "placing.list"


def kept(queue: Sequence[PlaceState], which: str | None) -> list[PlaceState]:
    """The part of the queue that is asked for; what is in doubt where nothing is."""
    if which == ALL:
        return list(queue)
    if which == CORRECTED:
        return [one for one in queue if one.correction is not None]
    return [one for one in queue if one.doubt is not Doubt.NOT]


def show(queue: Sequence[PlaceState], *, picked: str | None) -> None:
    """The queue as a list; choosing a line puts its project into the address."""
    labels = {which: f"{which} {len(kept(queue, which))}" for which in (DOUBTED, CORRECTED, ALL)}
    which = st.segmented_control(
        "清单", list(labels), format_func=labels.get, default=DOUBTED, key="placing.which", label_visibility="collapsed",
    )
    listed = kept(queue, which)
    if not listed:
        notice.show(notice.GOOD, "没有更正过的位置" if which == CORRECTED else "没有存疑的位置")
        return
    ids = [one.id for one in listed]
    wanted = [ids.index(picked)] if picked in ids else []
    before = st.session_state.get(KEY)
    if before is None or list(before["selection"]["rows"]) != wanted:
        st.session_state[KEY] = {"selection": {"rows": wanted, "columns": [], "cells": []}}
    st.dataframe(
        [
            {
                "存疑": one.doubt.value if one.doubt is not Doubt.NOT else "", "项目": one.name, "原因": one.reason,
                "精度": one.precision.label, "更正": one.corrected,
            }
            for one in listed
        ],
        key=KEY, hide_index=True, height="stretch", selection_mode="single-row", placeholder="",
        on_select=lambda: address.choose(_chosen(ids)),
        column_config={
            "存疑": st.column_config.TextColumn(width=78), "项目": st.column_config.TextColumn(width=190),
            "原因": st.column_config.TextColumn(width=240), "精度": st.column_config.TextColumn(width=96),
            "更正": st.column_config.TextColumn(width=130, help="更正人和日期"),
        },
    )


def _chosen(ids: Sequence[str]) -> str | None:
    rows = st.session_state[KEY]["selection"]["rows"]
    return ids[rows[0]] if rows and rows[0] < len(ids) else None
