"""What is loaded: the files with their dates and refusals, what was found in them, and the way back."""

from __future__ import annotations

from datetime import date, timedelta, timezone
from itertools import groupby

import streamlit as st

from data.views import Finding, Loaded, SourceKind
from etl.pipeline import undo_load
from pages.ui import markup, notice, preview, reads, workbook
from pages.ui.preview import KINDS
from pages.ui.tables import project, table, tiles

CHINA = timezone(timedelta(hours=8))
FEW = 60
"""Findings that are shown in one table; beyond it they are folded by kind."""
MOST = 200
"""Findings of a kind that are shown; the workbook has them all."""


def freshness(files: tuple[Loaded, ...], today: date) -> None:
    """How fresh the board is, in four figures."""
    ledgers = {one.source.as_of for one in files if one.source.kind is SourceKind.LEDGER and one.source.as_of}
    plans = [one.source.as_of for one in files if one.source.kind is SourceKind.WORK_PLAN and one.source.as_of]
    age = f"距今 {(today - max(ledgers)).days} 天,共 {len(ledgers)} 个数据日期" if ledgers else "载入台账后看板才有进度"
    refused, found = sum(len(one.rejections) for one in files), sum(len(one.findings) for one in files)
    markup.show(tiles((
        ("最新台账", f"{max(ledgers)}" if ledgers else "尚无", age),
        ("最新工作要点", f"{max(plans):%Y-%m}" if plans else "尚无", f"共 {len(plans)} 份"),
        ("未收", f"{refused} 处", "在“已载入”点选文件,看原因、下载标出问题的原表" if refused else "全部收入"),
        ("待确认", f"{len(reads.waiting())} 个", "名称相近,须由人确认"),
        ("需留意", f"{found} 条", "下降、调减、倒退、推迟、缺项、不符"),
    )))


def listing(files: tuple[Loaded, ...]) -> None:
    """The files, the latest load first; a chosen one opens below."""
    chosen = st.dataframe(
        [
            {
                "文件": one.source.name, "类别": KINDS[one.source.kind], "数据截至": one.source.as_of, "收入": one.taken,
                "未收": len(one.rejections), "需留意": len(one.findings), "载入": f"第 {one.run} 次",
                "载入时间": f"{one.loaded_at.astimezone(CHINA):%Y-%m-%d %H:%M}", "演示": "演示数据" if one.source.demo else "",
            }
            for one in files
        ],
        hide_index=True, key="shelf.files", on_select="rerun", selection_mode="single-row", placeholder="未写明",
        column_config={"文件": st.column_config.TextColumn(width="large")},
    )
    rows = chosen.selection.rows
    if rows and rows[0] < len(files):
        _file(files[rows[0]])
    else:
        st.caption("点选一个文件,看它未收了什么、有什么要留意,或取回原件。")


def _file(one: Loaded) -> None:
    """One file: what was refused of it, what was found in it, and the file itself."""
    source = one.source
    with st.container(key="shelf-file"):
        markup.show(f'<div class="list-head"><h2>{markup.text(source.name)}</h2><small>{markup.text(source.title)}</small></div>')
        content = reads.store().content(source.sha256)
        if one.rejections:
            preview.refusals(one.rejections, key="shelf.rejections")
        else:
            notice.show(notice.GOOD, "全部收入,没有未收之处")
        if one.findings:
            markup.show(_table(one.findings[:MOST], {source.sha256: source.name}))
        with st.container(horizontal=True, gap="small"):
            if one.rejections:
                preview.download_marked(source.name, content, one.rejections, key="shelf.marked")
            st.download_button(
                "下载原件", content, file_name=source.name, icon=":material/draft:", on_click="ignore", key="shelf.original",
            )


def undo(files: tuple[Loaded, ...]) -> None:
    """One click and a confirmation: what the last load brought goes, what it displaced returns."""
    number = max(one.run for one in files)
    last = [one.source.name for one in files if one.run == number]
    with st.popover("撤回最近一次载入", icon=":material/undo:", key="shelf.undo.ask"):
        listed = "".join(f"<li>{markup.text(name)}</li>" for name in last[:12])
        more = f"<li>等 {len(last)} 个文件</li>" if len(last) > 12 else ""
        markup.show(
            f'<div class="undo"><p>将撤回第 {number} 次载入的 {len(last)} 个文件:</p><ul>{listed}{more}</ul>'
            "<p>人工更正、名称确认、研判、问题清单都保留;原文件可随时重新载入。</p></div>"
        )
        if st.button("确认撤回", type="primary", key="shelf.undo"):
            with notice.remedied():
                undo_load(reads.store(), expected=number)
                notice.keep(notice.GOOD, f"已撤回第 {number} 次载入,看板回到此前的样子")
                st.rerun()


def findings(files: tuple[Loaded, ...]) -> None:
    """What was found at load, by kind: of the last load, or of all."""
    number = max((one.run for one in files), default=0)
    all_found = [(one, finding) for one in files for finding in one.findings]
    if not all_found:
        kinds = "累计下降、计划调减、环节倒退、时间推迟、上期有本期没有、合计不符等"
        notice.show(notice.GOOD, "没有需要留意的", more=f"{kinds},会在载入时发现并列在这里。")
        return
    scopes = ["全部", "最近一次载入"]
    scope = st.segmented_control("范围", scopes, default=scopes[0], required=True, key="shelf.scope", label_visibility="collapsed")
    found = [(one, finding) for one, finding in all_found if scope == "全部" or one.run == number]
    files_of = {one.source.sha256: one.source.name for one in files}
    if not found:
        notice.show(notice.GOOD, "最近一次载入没有需要留意的")
    ordered = sorted(found, key=lambda pair: (pair[1].kind, str(pair[0].source.as_of), pair[1].number), reverse=True)
    by_kind = {kind: [finding for _, finding in same] for kind, same in groupby(ordered, key=lambda pair: pair[1].kind)}
    if 0 < len(ordered) <= FEW:
        markup.show(_table([finding for _, finding in ordered], files_of))
    for kind, listed in by_kind.items() if len(ordered) > FEW else ():
        with st.expander(f"{kind}({len(listed)})"):
            markup.show(_table(listed[:MOST], files_of))
            if len(listed) > MOST:
                st.caption(f"只列出最近的 {MOST} 条,全部 {len(listed)} 条见导出的表。")
    st.download_button(
        "导出 xlsx", lambda: _workbook([finding for _, finding in ordered], files_of), file_name="需留意.xlsx", mime=workbook.MIME,
        icon=":material/download:", on_click="ignore", key="shelf.findings.xlsx",
    )


def _table(found: list[Finding] | tuple[Finding, ...], files_of: dict[str, str]) -> str:
    names = reads.project_names()
    lines = [
        (f.kind, project(f.project, names.get(f.project or "", "")) if f.project else "", f.text, files_of.get(f.source, ""), _where(f))
        for f in found
    ]
    return table(("类型", "项目", "发现", "文件", "位置"), lines, wide=("项目", "发现"))


def _where(one: Finding) -> str:
    row = f" 第 {one.row} 行" if one.row is not None else ""
    return f"{one.sheet}{row} {one.column}".strip()


def _workbook(found: list[Finding], files_of: dict[str, str]) -> bytes:
    names = reads.project_names()
    lines = [
        {
            "类型": f.kind, "项目": names.get(f.project or "", ""), "说明": f.text, "前值": f.was, "现值": f.now,
            "文件": files_of.get(f.source, ""), "工作表": f.sheet, "行": f.row, "列": f.column,
        }
        for f in found
    ]
    demo = "【演示数据】" if any(one.source.demo for one in reads.loaded()) else ""
    return workbook.made(f"{demo}需留意", lines, sheet="需留意", widths={"说明": 70, "项目": 30, "文件": 34})
