"""What a page says when it has nothing to show: why, and what to do next."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.ui import address, filterbar, markup, navigation
from pages.ui.markup import text


def say(title: str, why: str, *, act: str = "", on_act: Callable[[], None] | None = None, key: str = "state") -> None:
    """A calm notice with its next step."""
    markup.show(f'<div class="state"><strong>{text(title)}</strong><p>{text(why)}</p></div>')
    if act and on_act:
        st.button(act, on_click=on_act, key=f"{key}.act", type="primary")


def empty_store() -> None:
    """Nothing has been loaded yet."""
    say("还没有数据", "请由办公室载入本月的工作要点和项目进度台账;也可在服务器上运行 python -m etl run,先载入自带的样例。")
    st.page_link(navigation.page("data"), label="到“数据”页载入", icon=":material/upload_file:")


def nothing_passes() -> None:
    """Every project is filtered out."""
    say("没有符合条件的项目", "筛选条件过严,或所选数据日期当时还没有这些项目。", act="清除全部筛选", on_act=filterbar.clear, key="nothing")


def unknown_project() -> None:
    """The address names a project the board does not have."""
    st.warning("链接中的项目不在当前看板上,可能已更名合并,或当时尚未列入。", icon=":material/link_off:")
    st.button("不再查找该项目", on_click=address.choose, args=(None,), key="unknown.act")


def failed(error: Exception) -> None:
    """The store could not be read."""
    remedy = getattr(error, "remedy", "") or "请检查 STORE_URL 或 var/board.gpkg 是否可读;问题持续时请联系管理员。"
    problem = getattr(error, "problem", "") or "读取数据时出错"
    st.error(f"{problem}。{remedy}".replace("。。", "。"), icon=":material/error:")
