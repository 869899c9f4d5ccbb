"""问题清单: problems that people keep, with unit and due date, closed (销号) with evidence; no load ever touches them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

import streamlit as st

from data.views import Problem
from pages.ui import markup, notice, reads, states, words, workbook
from pages.ui.markup import text
from pages.ui.tables import Html, project, table

OPEN, CLOSED = "未销号", "已销号"


def listing(today: date) -> None:
    """The list, what is overdue first, and the forms to add to it and to close an entry."""
    problems, names = reads.problems(), reads.project_names()
    waiting = [one for one in problems if one.closed_at is None]
    late = [one for one in waiting if overdue(one, today)]
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        states_of = [OPEN, CLOSED]
        shown = st.segmented_control("状态", states_of, default=OPEN, required=True, key="problems.state", label_visibility="collapsed")
        closed = len(problems) - len(waiting)
        st.caption(f"未销号 {len(waiting)} 个,其中超期 {len(late)} 个;已销号 {closed} 个。由人登记,载入与撤回都不改动。")
    wanted = ordered([one for one in problems if (one.closed_at is None) == (shown == OPEN)])
    if wanted:
        markup.show(_table(wanted, names, today))
        _export(wanted, names, today)
    else:
        states.say("清单是空的", "在下面登记问题,写明责任单位和解决期限。" if shown == OPEN else "还没有销号的问题。")
    left, right = st.columns(2)
    with left:
        _add(names, today, turn=len(problems))
    with right:
        _close(ordered(waiting), names, turn=len(waiting))


def ordered(problems: Sequence[Problem]) -> list[Problem]:
    """By due date, so that what is longest overdue stands first and what has no date last."""
    return sorted(problems, key=lambda one: (one.due or date.max, one.id))


def overdue(one: Problem, today: date) -> int:
    """Days past the due date; 0 when there is time, no date, or it is closed."""
    return max(0, (today - one.due).days) if one.due and one.closed_at is None else 0


def _line(one: Problem, names: dict[str, str], today: date) -> dict[str, object]:
    late = overdue(one, today)
    return {
        "序号": one.id, "项目": names.get(one.project, one.project), "问题": one.text, "责任单位": one.unit, "期限": one.due,
        "状态": f"超期 {late} 天" if late else CLOSED if one.closed_at else OPEN, "登记": f"{one.opened_by} {one.opened_at:%Y-%m-%d}",
        "销号": f"{one.closed_by} {one.closed_at:%Y-%m-%d}" if one.closed_at else "", "销号依据": one.evidence,
    }


def _table(problems: Sequence[Problem], names: dict[str, str], today: date) -> str:
    lines = []
    for one in problems:
        known = one.project if one.project in names else None
        line = _line(one, names, today) | {"项目": project(known, names.get(one.project, one.project))}
        if overdue(one, today):
            line["状态"] = Html(f'<b class="late">{text(line["状态"])}</b>')
        lines.append(tuple(line.values()))
    return table(tuple(_line(problems[0], names, today)), lines, wide=("项目", "问题", "销号依据"), numbers=("序号",))


def _export(problems: Sequence[Problem], names: dict[str, str], today: date) -> None:
    st.download_button(
        "导出问题清单 xlsx",
        lambda: workbook.made(
            "问题清单", [_line(one, names, today) for one in problems], notes=[f"{words.day(today)}导出"],
            widths={"问题": 50, "项目": 32, "销号依据": 36, "责任单位": 18, "登记": 20},
        ),
        file_name=f"问题清单_{today}.xlsx", mime=workbook.MIME, icon=":material/download:", on_click="ignore", key="problems.xlsx",
    )


def _add(names: dict[str, str], today: date, *, turn: int) -> None:
    """turn: grows with every entry, so that the fields are empty again after one, and only then."""
    with st.form(f"problems.add.{turn}"):
        markup.show('<h3 class="panel-title">登记问题</h3>')
        chosen = st.selectbox(
            "项目", sorted(names, key=names.get), format_func=names.get, index=None, placeholder="输入名称查找",
            key=f"problems.project.{turn}",
        )
        said = st.text_area("问题", key=f"problems.text.{turn}", height=80)
        left, middle, right = st.columns(3)
        unit = left.text_input("责任单位", key=f"problems.unit.{turn}")
        due = middle.date_input("解决期限", value=today + timedelta(days=30), key=f"problems.due.{turn}", format="YYYY-MM-DD")
        who = right.text_input("登记人", key=f"problems.who.{turn}")
        if st.form_submit_button("登记", icon=":material/add_task:"):
            if not (chosen and said.strip() and unit.strip() and who.strip()):
                notice.show(notice.WARNING, "项目、问题、责任单位、登记人都要填写")
                return
            _kept("问题已登记", lambda: reads.store().add(Problem(
                id=0, project=chosen, text=said.strip(), unit=unit.strip(), due=due, opened_by=who.strip(),
                opened_at=datetime.now(UTC).replace(microsecond=0),
            )))


def _close(problems: Sequence[Problem], names: dict[str, str], *, turn: int) -> None:
    with st.form(f"problems.close.{turn}"):
        markup.show('<h3 class="panel-title">销号<small>写明依据,登记后不再改动</small></h3>')
        by_id = {one.id: one for one in problems}
        number = st.selectbox(
            "问题", list(by_id), index=None, placeholder="选择未销号的问题", key=f"problems.number.{turn}",
            format_func=lambda n: f"{n} {names.get(by_id[n].project, words.UNKNOWN)}:{by_id[n].text[:30]}",
        )
        evidence = st.text_area("销号依据", key=f"problems.evidence.{turn}", height=80, placeholder="文件、照片编号或验收结论")
        who = st.text_input("销号人", key=f"problems.closer.{turn}")
        if st.form_submit_button("销号", icon=":material/task_alt:"):
            if number is None:
                notice.show(notice.WARNING, "请选择要销号的问题")
                return
            _kept("已销号", lambda: reads.store().close_problem(number, by=who.strip(), evidence=evidence.strip()))


def _kept(done: str, act: Callable[[], object]) -> None:
    with notice.remedied():
        act()
        notice.keep(notice.GOOD, done)
        st.rerun()
