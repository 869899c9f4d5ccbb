"""Loading files: choose, see what will be taken and refused, then store it; nothing is written before the last click."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from etl.pipeline import Input, Loading, commit, ledger_template, load, prepare, sample_inputs
from pages.ui import markup, notice, preview, reads, workbook

TYPES = ["txt", "docx", "pdf", "html", "htm", "xlsx", "xls", "xlsm", "csv"]
_STEPS = (
    ("选文件", "工作要点 txt、docx、pdf、html;台账 xlsx、xls、csv,可一次多个"),
    ("看预览", "将收入什么、未收什么、哪些要留意,此时尚未入库"),
    ("载入", "确认后一次入库,可一键撤回;原有数据不受影响"),
)


def panel(*, empty: bool) -> None:
    """The whole way of files into the store. empty: nothing was ever loaded; then the bundled sample is offered."""
    left, right = st.columns([2, 1], gap="medium")
    with left:
        files = st.file_uploader(
            "把本月的工作要点、本期的项目进度台账拖到这里", type=TYPES, accept_multiple_files=True, key=f"intake.files.{_round()}",
        )
    with right, st.container(key="intake-help"):
        _help(empty=empty)
    if files:
        _go([Input(file.name, file.getvalue()) for file in files])


def _help(*, empty: bool) -> None:
    steps = "".join(f"<li><b>{name}</b><span>{said}</span></li>" for name, said in _STEPS)
    markup.show(f'<ol class="steps">{steps}</ol>')
    with st.container(horizontal=True, gap="small"):
        if template := ledger_template():
            st.download_button(
                "下载台账模板", template.data, file_name="项目进度台账模板.xlsx", mime=workbook.MIME, icon=":material/table_view:",
                on_click="ignore", key="intake.template",
            )
        if empty and sample_inputs() and st.button("载入演示数据", icon=":material/science:", key="intake.sample"):
            _load_sample()


def _load_sample() -> None:
    bar = st.progress(0.0, "正在读取…")
    with notice.remedied():
        done = load(sample_inputs(), reads.store(), progress=_teller(bar))
        notice.keep(notice.GOOD, f"已载入演示数据,共 {len(done.batch.sources)} 个文件", more="载入正式数据之前可在“已载入”中撤回。")
        st.rerun()


def _go(given: Sequence[Input]) -> None:
    inputs = _dated(given)
    loading, renewed = _previewed(inputs)
    if loading is None:
        return
    asked = st.session_state.setdefault("intake.asked", {})
    fresh = {file.sha256: file.name for file, refused in _asking(inputs, loading) if file.sha256 not in asked and refused.asks_date}
    if fresh:
        asked |= fresh
    _ask_dates(given)
    preview.show(loading)
    _store_button(loading, renewed=renewed)


def _asking(inputs: Sequence[Input], loading: Loading) -> list[tuple[Input, Any]]:
    """The files of which nothing can be taken, each with why."""
    refused = {one.name: one for one in loading.refused}
    return [(file, refused[file.name]) for file in inputs if file.name in refused]


def _dated(inputs: Sequence[Input]) -> list[Input]:
    """The files with the data dates that were given for those that do not say."""
    dates = st.session_state.setdefault("intake.dates", {})
    return [Input(file.name, file.data, as_of=dates.get(file.sha256)) for file in inputs]


def _ask_dates(inputs: Sequence[Input]) -> None:
    """A date field for each ledger that does not say its date; it stays while the file is chosen, to be corrected."""
    asked = st.session_state["intake.asked"]
    for file in {one.sha256: one for one in inputs if one.sha256 in asked}.values():
        key = f"intake.date.{file.sha256[:12]}"
        notice.show(notice.WARNING, f"{file.name} 没有写明数据日期", more="请填写这份台账的数据截至日期,填好后自动重新预览。")
        st.date_input("数据截至日期", value=None, key=key, format="YYYY-MM-DD", on_change=_keep_date, args=(file.sha256, key), width=220)


def _keep_date(sha256: str, key: str) -> None:
    st.session_state["intake.dates"][sha256] = st.session_state[key]


def _previewed(inputs: Sequence[Input]) -> tuple[Loading | None, bool]:
    """What a load of these files would do, and whether it was worked out just now: once for these files and this state of
    the store.
    """
    key = (tuple((file.sha256, file.name, file.as_of) for file in inputs), reads.version())
    if st.session_state.get("intake.key") == key:
        return st.session_state["intake.loading"], False
    bar, loading = st.progress(0.0, "正在读取…"), None
    with notice.remedied():
        loading = prepare(inputs, reads.store(), progress=_teller(bar))
        st.session_state["intake.key"], st.session_state["intake.loading"] = key, loading
    bar.empty()
    return loading, True


def _teller(bar: Any) -> Any:
    def tell(stage: str, done: int, total: int) -> None:
        bar.progress(min(done / max(total, 1), 1.0), f"{stage} {done}/{total}")

    return tell


def _store_button(loading: Loading, *, renewed: bool) -> None:
    count = len(loading.batch.sources)
    if not count:
        return
    with st.container(key="intake-act"):
        clicked = st.button(f"确认载入 {count} 个文件", type="primary", icon=":material/save:", key="intake.store")
    if not clicked:
        return
    if renewed:
        notice.show(notice.WARNING, "预览之后库中的数据有了变化,没有载入", more="上面已按最新数据重新预览,请核对后再点载入。")
        return
    bar = st.progress(0.0, "正在存储…")
    with notice.remedied():
        done = commit(loading, reads.store(), progress=_teller(bar))
        names = "、".join(source.name for source, _ in loading.batch.sources)
        more = f"{len(done.doubtful)} 个名称待确认,请到“待确认”。" if done.doubtful else "看板已更新。"
        notice.keep(notice.GOOD, f"已载入(第 {done.run.id} 次):{names}", more=more)
        _forget()
        st.rerun()
    bar.empty()


def _round() -> int:
    return st.session_state.get("intake.round", 0)


def _forget() -> None:
    """Start anew with an empty field: what was chosen is stored."""
    for key in ("intake.key", "intake.loading", "intake.asked", "intake.dates"):
        st.session_state.pop(key, None)
    st.session_state["intake.round"] = _round() + 1
