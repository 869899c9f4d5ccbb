"""督办: what is behind, by how much, since when and why; and a leader's own judgement (主管研判) beside the light."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import streamlit as st

from data.views import Board, BoardRow, Judgement, Lagging, Light, disagreement
from pages.ui import markup, measures, notice, reads, words, workbook
from pages.ui.listing import lights_column
from pages.ui.markup import text
from pages.ui.tables import Html, project, table, tiles

YES, NO = "年内能完成", "年内难完成"


def figures(found: tuple[Lagging, ...], board: Board) -> None:
    """What is behind, in five figures."""
    counts = {light: sum(one.row.lit.light is light for one in found) for light in (Light.RED, Light.YELLOW)}
    short = sum(words.owed_wan(one.row.lit.to_green) or 0 for one in found)
    longest = max(found, key=lambda one: (lasting_days(one, board.as_of), one.row.id), default=None)
    silent = sum(not one.reason for one in found)
    unjudged = sum(one.row.judgement is None for one in found)
    markup.show(tiles((
        ("红灯", f"{counts[Light.RED]} 项", "严重滞后"), ("黄灯", f"{counts[Light.YELLOW]} 项", "滞后"),
        ("补足转绿合计", f"{short:,.2f}".rstrip("0").rstrip(".") + " 万元", "各项再完成多少即转绿,按表中各项相加"),
        ("持续最久", f"{lasting_days(longest, board.as_of)} 天" if longest else words.UNKNOWN, longest.row.name if longest else ""),
        ("未研判", f"{unjudged} 项", f"滞后项目中 {silent} 项台账未写存在问题" if silent else "台账都写了存在问题"),
    )))


def listing(found: tuple[Lagging, ...], board: Board) -> str | None:
    """The list; returns the id of the project that is chosen in it."""
    lines = [line(one, board.as_of) | {"灯": [measures.light_kind(one.row).label]} for one in found]
    # The gap before the name: on a phone what stands behind the name is out of sight.
    order = dict.fromkeys(("灯", "超(欠)时序", *(lines[0] if lines else ())))
    chosen = st.dataframe(
        lines, hide_index=True, on_select="rerun", selection_mode="single-row", key="supervise.list", placeholder="",
        column_order=list(order), column_config={
            "灯": lights_column(),
            "项目名称": st.column_config.TextColumn(width=260),
            "超(欠)时序": st.column_config.NumberColumn(format="%+.1f", width=92, help="百分点;负数为落后"),
            "补足转绿(万元)": st.column_config.NumberColumn(format="localized", width=118, help="再完成这么多即转绿;空为不靠投资转绿"),
            "已持续": st.column_config.TextColumn(width=190, help="从已载入的台账看;“至少”是说此前没有台账"),
            "原因": st.column_config.TextColumn(width="large", help="台账所写的存在问题;未写的,附上台账所写的进展"),
        },
    )
    rows = chosen.selection.rows
    return found[rows[0]].row.id if rows and rows[0] < len(found) else None


def line(one: Lagging, as_of: date | None) -> dict[str, object]:
    """One project as a line of the list, and of its workbook."""
    row = one.row
    waiting = sum(problem.closed_at is None for problem in one.problems)
    older = f"({'本期台账没有这一项,' if one.absent else ''}数据截至 {row.as_of})" if row.as_of and row.as_of != as_of else ""
    return {
        "灯": measures.light_kind(row).label, "项目名称": row.name,
        "超(欠)时序": None if row.lit.gap is None else round(row.lit.gap, 1),
        "补足转绿(万元)": words.owed_wan(row.lit.to_green),
        "已持续": lasting(one, as_of), "原因": why(one) + older, "责任单位": row.unit,
        "主管研判": said(row.judgement), "问题清单": f"{waiting} 个未销号" if waiting else "已销号" if one.problems else "",
    }


def export(found: tuple[Lagging, ...], board: Board) -> None:
    """The list as a workbook, each line with the working of its light and the source of its figures."""
    st.download_button(
        "导出督办清单 xlsx", lambda: sheet(found, board), file_name=f"{'演示_' if board.demo else ''}督办清单_{board.as_of}.xlsx",
        mime=workbook.MIME, icon=":material/download:", on_click="ignore", key="supervise.xlsx",
    )


def sheet(found: tuple[Lagging, ...], board: Board) -> bytes:
    """The workbook's bytes."""
    lines = [
        line(one, board.as_of) | {
            "研判意见": one.row.judgement.note if one.row.judgement else "", "亮灯算法": one.row.lit.working,
            "数据出处": str(one.row.evidence or ""),
        }
        for one in found
    ]
    demo = "【演示数据】" if board.demo else ""
    return workbook.made(
        f"{demo}督办清单", lines, notes=[f"数据截至 {words.day(board.as_of)};亮灯规则:{board.rule}"], sheet="督办清单",
        widths={"项目名称": 34, "原因": 44, "亮灯算法": 70, "数据出处": 40, "已持续": 24, "责任单位": 18, "研判意见": 30},
    )


def lasting_days(one: Lagging, as_of: date | None) -> int:
    """Days from the first data date of the spell to the board's."""
    return (as_of - one.since).days if one.since and as_of else 0


def lasting(one: Lagging, as_of: date | None) -> str:
    """How long it has been so, from the ledgers at hand: 至少, where no earlier one is known."""
    if one.since is None or as_of is None:
        return words.UNKNOWN
    days = lasting_days(one, as_of)
    if not days:
        return "首次有数据即亮灯" if one.from_first else "本期起"
    return f"{'至少 ' if one.from_first else ''}{days} 天(自 {one.since})"


def why(one: Lagging) -> str:
    """The reason that the ledger gives; where it gives none that is said, with what it says of the progress beside it."""
    words_on_it = one.row.progress.progress_words if one.row.progress else ""
    return one.reason or f"台账未写存在问题{f';进展:{words_on_it}' if words_on_it else ''}"


def said(judgement: Judgement | None) -> str:
    """A leader's judgement in a word."""
    return "未研判" if judgement is None else YES if judgement.achievable else NO


def detail(one: Lagging, board: Board) -> None:
    """One project: both lights, the working, where its figures stand, what is open; and a form to judge."""
    row = one.row
    problems = "".join(
        f"<li>{text(problem.text)}<small> {text(problem.unit)};期限 {text(words.day(problem.due))};"
        f"{'已销号' if problem.closed_at else '未销号'}</small></li>"
        for problem in one.problems
    )
    left, right = st.columns([1.5, 1], gap="small")
    with left:
        markup.show(
            f'<section class="desk-card"><h2>{project(row.id, row.name)}</h2>{two_lights(row)}'
            f'<h3>亮灯算法</h3><p>{text(row.lit.working)}</p><p class="source">数据出处:{text(row.evidence or "没有台账数据")}</p>'
            f"<h3>原因</h3><p>{text(why(one))}</p><p class='source'>{text(lasting(one, board.as_of))}"
            f"{text(f';红灯自 {one.red_since}') if one.red_since else ''}</p>"
            f"{f'<h3>问题清单</h3><ul>{problems}</ul>' if problems else ''}</section>"
        )
    with right:
        judge(row)


def two_lights(row: BoardRow) -> str:
    """The computed light and the leader's own beside it; where they disagree, that is said."""
    judged = row.judgement
    note = f":{judged.note}" if judged and judged.note else ""
    by = f'<p class="source">{text(f"{judged.who} {judged.at:%Y-%m-%d}{note}")}</p>' if judged else ""
    own = f"<b>{text(said(judged))}</b>{by}"
    conflict = disagreement(row.lit, judged.achievable) if judged else ""
    return (
        f'<div class="two-lights"><div><span class="label">计算亮灯</span>{markup.pill(measures.light_kind(row))}</div>'
        f'<div><span class="label">主管研判</span>{own}</div></div>'
        + (notice.html(notice.WARNING, "研判与亮灯不一致", more=conflict) if conflict else "")
    )


def judge(row: BoardRow) -> None:
    """The form for a leader's own judgement; earlier ones are kept. After one its fields are empty again."""
    turn = f"{row.id}.{row.judgement.at.timestamp() if row.judgement else 0}"
    with st.form(f"supervise.judge.{turn}"):
        answer = st.radio("主管研判:年内能否完成年度任务", [YES, NO], index=None, horizontal=True, key=f"supervise.answer.{turn}")
        note = st.text_area("意见", key=f"supervise.note.{turn}", height=80)
        who = st.text_input("研判人", key=f"supervise.who.{turn}")
        if st.form_submit_button("记下研判", icon=":material/edit_note:"):
            if not (answer and who.strip()):
                notice.show(notice.WARNING, "请选择能否完成,并填写研判人")
                return
            with notice.remedied():
                reads.store().add(Judgement(
                    project=row.id, at=datetime.now(UTC), achievable=answer == YES, note=note.strip(), who=who.strip(),
                ))
                notice.keep(notice.GOOD, "研判已记下", more="与计算的灯并列显示,不改变灯色;以前的研判保留。")
                st.rerun()


def judgements(board: Board) -> None:
    """All that was judged, what disagrees with its light first; and the way to judge any project of the board."""
    judged = [row for row in board.rows if row.judgement]
    conflicts = {row.id: disagreement(row.lit, row.judgement.achievable) for row in judged}
    left, right = st.columns([1.7, 1], gap="small")
    with left:
        count = sum(map(bool, conflicts.values()))
        if count:
            notice.show(notice.WARNING, f"{count} 个项目的研判与亮灯不一致", more="排在最前,请核对数据或研判。")
        if judged:
            markup.show(_judged(sorted(judged, key=lambda row: (not conflicts[row.id], row.name)), conflicts))
        else:
            notice.show(notice.NEWS, "还没有主管研判", more="可对任何项目研判年内能否完成;在“滞后项目”点选一行,或在右侧选择项目。")
    with right:
        names = {row.id: row.name for row in sorted(board.rows, key=lambda row: row.name)}
        chosen = st.selectbox(
            "对哪个项目研判", list(names), index=None, format_func=names.get, placeholder="输入名称查找", key="supervise.any",
        )
        if chosen:
            judge(next(row for row in board.rows if row.id == chosen))


def _judged(rows: Sequence[BoardRow], conflicts: dict[str, str]) -> str:
    lines = [
        (
            project(row.id, row.name), Html(markup.pill(measures.light_kind(row))), said(row.judgement), row.judgement.note,
            f"{row.judgement.who} {row.judgement.at:%Y-%m-%d}", Html(f"<b class=late>{text(conflicts[row.id])}</b>"),
        )
        for row in rows
    ]
    return table(("项目", "计算亮灯", "主管研判", "意见", "研判人", "不一致"), lines, wide=("项目", "意见", "不一致"))
