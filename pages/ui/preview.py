"""What a load would do, before anything is stored: file by file, what goes in, what is refused and why, what is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import streamlit as st

from data.views import Rejection, SourceKind
from etl.pipeline import Loading, confirm_mapping, marked_copy
from pages.ui import markup, notice, reads, words, workbook
from pages.ui.markup import text
from pages.ui.tables import Html, table, tiles

KINDS = {SourceKind.WORK_PLAN: "工作要点", SourceKind.LEDGER: "进度台账", SourceKind.TOWNS: "镇界", SourceKind.FEATURES: "地名要素"}


def show(loading: Loading) -> None:
    """The whole preview."""
    asked = st.session_state.get("intake.asked", {}).values()
    for refused in loading.refused:
        if not (refused.asks_date and refused.name in asked):
            notice.show(notice.BAD, f"{refused.name}:{refused.problem}", more=refused.remedy)
    for name in loading.already_known:
        notice.show(notice.NEWS, f"{name} 此前已载入过", more="内容与库中的文件逐字节相同,不会重复载入。")
    if not loading.batch.sources:
        return
    _questions(loading)
    _sums(loading)
    _files(loading)
    _refusals(loading)
    _findings(loading)
    _taken(loading)


def _sums(loading: Loading) -> None:
    batch = loading.batch
    rows = sum(rejection.whole_row for rejection in batch.rejections)
    minted = [found for found in batch.matches if found.rule.startswith("新增")]
    kinds = "、".join(f"{kind} {count}" for kind, count in Counter(one.kind for one in batch.findings).most_common(3))
    markup.show(tiles((
        ("将收入", f"{len(batch.items) + len(batch.rows)} 条", f"工作要点 {len(batch.items)} 项,台账 {len(batch.rows)} 行"),
        ("未收", f"{len(batch.rejections)} 处", f"整行 {rows} 行,其余为个别单元格" if batch.rejections else "没有"),
        ("新项目", f"{len(minted)} 个", "、".join(found.name for found in minted[:3]) or "名称都已对上项目"),
        ("待确认", f"{len(loading.doubtful)} 条", "名称相近,载入后由人确认" if loading.doubtful else "没有"),
        ("需留意", f"{len(batch.findings)} 条", kinds or "没有"),
    )))


def _files(loading: Loading) -> None:
    """Each file's own account: seen = taken + refused + no project."""
    lines = []
    for (source, _), receipt in zip(loading.batch.sources, loading.batch.receipts, strict=False):
        cells = sum(rejection.source == source.sha256 for rejection in loading.batch.rejections)
        demo = ' <span class="demo">演示数据</span>' if source.demo else ""
        lines.append((
            Html(text(source.name) + demo), KINDS[source.kind], words.day(source.as_of), receipt.seen, receipt.taken,
            sum(refusal.count for refusal in receipt.refused), receipt.set_aside, cells, ";".join(receipt.notes),
        ))
    headings = ("文件", "类别", "数据截至", "行(条)", "收入", "整行未收", "不是项目", "未收处", "说明")
    markup.show(table(headings, lines, numbers=headings[3:8], wide=("文件", "说明")))


def _refusals(loading: Loading) -> None:
    batch = loading.batch
    if not batch.rejections:
        return
    with st.expander(f"未收的 {len(batch.rejections)} 处:原因与处理办法", expanded=True, icon=":material/block:"):
        refusals(batch.rejections, key="intake.rejections", names={source.sha256: source.name for source, _ in batch.sources})
        for source, content in batch.sources:
            if mine := [rejection for rejection in batch.rejections if rejection.source == source.sha256]:
                download_marked(source.name, content, mine, key=f"intake.marked.{source.sha256[:8]}", several=len(batch.sources) > 1)


def refusals(rejections: Sequence[Rejection], *, key: str, names: dict[str, str] | None = None) -> None:
    """Refusals as a table: where, what, why, what to do."""
    st.dataframe([
        {
            **({"文件": names[r.source]} if names and len(names) > 1 else {}), "工作表": r.sheet, "行": r.row, "列": r.column,
            "原值": r.value, "问题": r.problem, "处理办法": r.remedy, "范围": "整行" if r.whole_row else "单元格",
        }
        for r in rejections
    ], hide_index=True, key=key, placeholder="", column_config={
        "行": st.column_config.NumberColumn(width=56), "问题": st.column_config.TextColumn(width="large"),
        "处理办法": st.column_config.TextColumn(width="large"), "范围": st.column_config.TextColumn(width=64),
    })


def download_marked(name: str, content: bytes, rejections: Sequence[Rejection], *, key: str, several: bool = False) -> None:
    """The file with what was refused marked in it; its name is said beside the button where there are several."""
    if several:
        markup.show(f'<p class="of-file">{text(name)}</p>')
    st.download_button(
        "下载标出问题的原表", lambda: marked_copy(content, rejections, name=name), icon=":material/download:", on_click="ignore", key=key,
        file_name=f"{name.rpartition('.')[0] or name}_未收.xlsx", mime=workbook.MIME,
        help="问题单元格标红并附批注,首页是清单;改好后可重新载入",
    )


def _findings(loading: Loading) -> None:
    found = loading.batch.findings
    if not found:
        return
    with st.expander(f"需留意的 {len(found)} 条:照收,但请核对", icon=":material/visibility:"):
        st.dataframe(
            [{"类型": f.kind, "说明": f.text, "前值": f.was, "现值": f.now, "工作表": f.sheet, "行": f.row} for f in found],
            hide_index=True, key="intake.findings", placeholder="", column_config={"说明": st.column_config.TextColumn(width="large")},
        )


def _taken(loading: Loading) -> None:
    """What goes in, so that a misread column is seen before it is stored."""
    batch = loading.batch
    rules = {(found.source, found.key): found for found in batch.matches}
    names = reads.project_names() | {project.id: project.name for project in batch.projects}

    def meant(source: str, key: str) -> str:
        found = rules.get((source, key))
        return "" if found is None else "待确认" if found.project is None else f"{names.get(found.project, '')}({found.rule})"

    with st.expander(f"将收入的 {len(batch.rows) + len(batch.items)} 条:读成了什么、对上了哪个项目", icon=":material/list:"):
        if batch.rows:
            st.dataframe([
                {
                    "项目名称": row.name, "对上": meant(row.source, f"{row.sheet}!{row.row}" + (f"#{row.part}" if row.part else "")),
                    "数据截至": row.as_of, "环节": row.stage, "总投资": words.money(row.total_investment),
                    "年度计划": words.money(row.year_plan), "本年累计": words.money(row.year_done), "开累": words.money(row.total_done),
                    "形象进度": words.percent(row.physical_progress), "责任单位": row.unit, "工作表": row.sheet, "行": row.row,
                }
                for row in batch.rows
            ], hide_index=True, key="intake.rows", placeholder="")
        if batch.items:
            st.dataframe([
                {
                    "条款": item.clause, "项目": item.name, "对上": meant(item.source, f"{item.clause} {item.name}"), "环节": item.stage,
                    "目标": item.target, "原文": item.verbatim,
                }
                for item in batch.items
            ], hide_index=True, key="intake.items", placeholder="")


def _questions(loading: Loading) -> None:
    """Columns whose meaning the clerk confirms once; kept for every ledger of the same shape."""
    asked: dict[str, dict[str, Any]] = {}
    for question in loading.questions:
        asked.setdefault(question.shape, {}).setdefault(question.column, question)
    if asked:
        count = sum(map(len, asked.values()))
        notice.show(notice.WARNING, f"有 {count} 列的含义须确认", more="确认一次,今后同样表头的台账不再询问;未确认的列不收入。")
    for shape, questions in asked.items():
        with st.form(f"intake.columns.{shape}"):
            answers = [_question(question, f"intake.column.{shape}.{number}") for number, question in enumerate(questions.values())]
            who = st.text_input("确认人", key=f"intake.who.{shape}", width=220)
            if st.form_submit_button("确认列的含义", icon=":material/check:"):
                if not (all(answers) and who.strip()):
                    notice.show(notice.WARNING, "请为每一列选定含义,并填写确认人")
                    continue
                with notice.remedied():
                    columns = dict(zip(questions, answers, strict=True))
                    confirm_mapping(reads.store(), shape, columns, who=who.strip(), reason="载入时确认列的含义")
                    st.rerun()


def _question(question: Any, key: str) -> str | None:
    samples = "、".join(question.samples[:3])
    markup.show(
        f'<p class="question"><b>{text(question.column)}</b>({text(question.sheet)} {text(question.letter)} 列,如 {text(samples)}):'
        f"{text(question.problem)}。{text(question.remedy)}。</p>"
    )
    options = dict(question.candidates) | {"ignore": "不采用这一列"}
    return st.selectbox(
        f"{question.letter} 列是", list(options), format_func=options.get, index=None, placeholder="请选择", key=key, width=320,
    )
