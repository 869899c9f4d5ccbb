"""The parts of a project's own page: its course, its history, what was promised, where it lies, what is open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import altair as alt
import pandas as pd
import streamlit as st

from data.views import Board, Card, Evidence, PlanItem, SourceFile, Stage, described_place, time_progress
from pages.ui import address, card, filterbar, filters, listing, map, markup, navigation, origin, states, words
from pages.ui.filters import Choice
from pages.ui.frame import View
from pages.ui.markup import text
from pages.ui.theme import TOKENS

_COURSE = tuple(stage for stage in Stage if stage.rank is not None)


def chooser(board: Board, picked: str | None) -> None:
    """Find a project by name, alias or initials: what answers is listed, a row that is chosen goes into the address."""
    asked = filterbar.search().strip()
    if not asked and picked:
        return
    choice = Choice(text=asked)
    rows = filters.kept(board, choice).rows
    if not rows:
        states.say("没有找到项目", f"没有名称、别名或拼音首字母含“{asked}”的项目,请换几个字再找。")
        return
    listing.heading(f"{'找到' if asked else '选择一个项目:共'} {len(rows)} 项", "点选一行,看项目全貌")
    listing.table(board, rows, choice, picked=picked, height=min(40 + 35 * len(rows), 640 if picked is None else 250), choose=_found)


def _found(project: str | None) -> None:
    """A row was chosen: its page takes the place of what was searched."""
    address.choose(project)
    st.session_state["q"] = ""


def _panel(title: str, html: str, note: str = "") -> None:
    aside = f"<small>{text(note)}</small>" if note else ""
    markup.show(f'<section class="card"><h3 class="panel-title">{text(title)}{aside}</h3>{html}</section>')


def _none(what: str) -> str:
    return f'<p class="none-yet">{text(what)}</p>'


def course(full: Card) -> None:
    """环节 as a line: what lies behind, where it stands, what is to come."""
    now = full.row.stage
    rank = now.rank if now else None
    steps = "".join(
        f'<li class="{_step(stage, rank)}"{" aria-current=step" if stage is now else ""}>{text(stage.value)}</li>' for stage in _COURSE
    )
    aside = f'<p class="off-course">当前:{text(now.value)}</p>' if now and rank is None else "" if now else _none("环节未填报")
    dates = {"计划开工": "planned_start", "实际开工": "actual_start", "计划完工": "planned_finish"}
    known = ((label, getattr(full.row.progress, name, None)) for label, name in dates.items())
    when = "".join(f"<span>{text(label)} {text(words.day(day))}</span>" for label, day in known if day)
    _panel("环节", f'<ol class="course">{steps}</ol>{aside}<p class="dates">{when}</p>')


def _step(stage: Stage, rank: int | None) -> str:
    if rank is None or stage.rank is None:
        return "ahead"
    return "behind" if stage.rank < rank else "here" if stage.rank == rank else "ahead"


def history_frame(full: Card) -> pd.DataFrame:
    """The history as long rows: date, what (年度完成率, 时序进度, 形象进度), percent."""
    found = []
    for day, progress, _ in full.history:
        found.append((day, "时序进度", time_progress(day) * 100))
        if progress.year_plan and progress.year_plan > 0 and progress.year_done is not None:
            found.append((day, "年度投资完成率", progress.year_done / progress.year_plan * 100))
        if progress.physical_progress is not None:
            found.append((day, "形象进度", progress.physical_progress))
    return pd.DataFrame(found, columns=["日期", "指标", "百分比"]).astype({"日期": "datetime64[ns]"})


def history(full: Card) -> None:
    """Progress against 时序 over the data dates, and the rows they were read from."""
    if not full.history:
        return _panel("历次进度", _none("还没有台账填报该项目的进度"))
    with st.container(key="history"):
        markup.show('<h3 class="panel-title">历次进度<small>年度投资完成率与时序进度相比;形象进度为工程量</small></h3>')
        _plot(full)
        _rows(full)
    return None


_LINES = {"年度投资完成率": ("house-2", "solid", [1, 0]), "时序进度": ("ink-3", "dashed", [6, 4]), "形象进度": ("water", "dotted", [2, 2])}
"""What is drawn: its colour, its border style in the key, its dashes in the plot."""


def _plot(full: Card) -> None:
    frame = history_frame(full)
    kinds = list(_LINES)
    shown = set(frame["指标"])
    key = "".join(
        f'<span><i class="{border}" style="--c:{TOKENS[colour]}"></i>{text(name)}</span>'
        for name, (colour, border, _) in _LINES.items() if name in shown
    )
    markup.show(f'<div class="plot-key">{key}</div>')
    base = alt.Chart(frame).encode(
        x=alt.X("日期:T", axis=alt.Axis(format="%-m月%-d日", values=sorted(set(frame["日期"])), labelAngle=0, title=None, grid=False)),
        y=alt.Y("百分比:Q", axis=alt.Axis(title=None, labelExpr="datum.value + '%'"), scale=alt.Scale(domainMin=0)),
        color=alt.Color("指标:N", sort=kinds, legend=None,
                        scale=alt.Scale(domain=kinds, range=[TOKENS[colour] for colour, _, _ in _LINES.values()])),
        strokeDash=alt.StrokeDash("指标:N", legend=None, scale=alt.Scale(domain=kinds, range=[dash for _, _, dash in _LINES.values()])),
        tooltip=[alt.Tooltip("日期:T", format="%Y-%m-%d"), "指标:N", alt.Tooltip("百分比:Q", format=".1f")],
    )
    lines = base.mark_line(strokeWidth=2.5, point=alt.OverlayMarkDef(filled=True, size=55))
    st.altair_chart(lines.properties(height=230), alt="历次进度折线图")


def _rows(full: Card) -> None:
    rows = [
        f"<tr><td>{text(day)}</td><td>{text(words.money(one.year_plan))}</td><td>{text(words.money(one.year_done))}</td>"
        f"<td>{text(words.percent(one.physical_progress))}</td><td class='source'>{origin.link(full.row.id, evidence)}</td></tr>"
        for day, one, evidence in reversed(full.history)
    ]
    head = "<tr><th>数据截至</th><th>年度计划</th><th>本年累计</th><th>形象进度</th><th>来源</th></tr>"
    markup.show(f'<div class="scroll"><table class="plain">{head}{"".join(rows)}</table></div>')


def quotes(full: Card) -> None:
    """What every work plan that named it promised, word for word, beside what is reported."""
    found = "".join(_promise(full, source, item) for source, item in full.quotes)
    _panel("工作要点原文", found or _none("已载入的工作要点没有点名该项目"), "承诺与台账现状对照" if found else "")


def _promise(full: Card, source: SourceFile, item: PlanItem) -> str:
    where = origin.link(full.row.id, Evidence(file=source.name, clause=item.clause, source=source.sha256))
    soft = " · 力争" if item.soft else ""
    now = full.row.stage.value if full.row.stage else "环节未填报"
    said = full.row.progress.progress_words if full.row.progress else ""
    report = f"{now};{said}" if said else now
    return (
        f'<div class="promise"><div><span class="label">要求</span><blockquote>{text(item.verbatim)}<footer>{where} · '
        f"目标:{text(item.target or '无量化目标')}{soft}</footer></blockquote></div>"
        f'<div><span class="label">台账现状({text(words.day(full.row.as_of))})</span><p class="reported">{text(report)}</p>'
        f'<p>{text(kept_word(item.stage, full.row.stage))}</p></div></div>'
    )


def kept_word(promised: Stage | None, reported: Stage | None) -> str:
    """Whether the stage that was promised is reached; empty where either is not known or lies off the course."""
    if promised is None or promised.rank is None or reported is None or reported.rank is None:
        return ""
    return f"已达到所要求的环节({promised.value})" if reported.rank >= promised.rank else f"尚未达到所要求的环节({promised.value})"


def map_of(view: View, full: Card) -> None:
    """The map with this project chosen and in sight."""
    with st.container(key="map-small"):
        map.board_map(view.board, view.layers(), measure="light", scope=None, active=(), picked=full.row.id, compact=True,
                      key="map.project")


def place(full: Card) -> None:
    """Where it lies, how that is known, and how much of it lies in each town."""
    shares = [(card.town_name(share), card.share_words(share), _size(share.length_m, share.area_m2)) for share in full.row.towns]
    listed = markup.facts(((name, text(share), text(size)) for name, share, size in shares), columns=1) if shares else ""
    _panel("位置与镇街", card.where(full.location) + listed)
    st.page_link(navigation.page("places"), label="位置不对?去更正", icon=":material/edit_location:", query_params={"id": full.row.id})


def _apart(metres: float) -> str:
    return "相接" if metres < 1 else f"相距 {words.length(metres)}"


def _size(length_m: float | None, area_m2: float | None) -> str:
    return words.length(length_m) if length_m else words.area(area_m2) if area_m2 else ""


def problems(full: Card) -> None:
    """What is open: the ledger's words, the problem list, findings, judgements."""
    row = full.row
    trouble = row.progress.problems if row.progress else ""
    told = [f"<li>{text(trouble)} <small>{origin.link(row.id, row.evidence)}</small></li>"] if trouble else []
    listed = [
        f"<li>{text(one.text)} <small>{text(one.unit)}{text(';期限 ' + words.day(one.due)) if one.due else ''}"
        f"{text(';已销号 ' + words.day(one.closed_at.date())) if one.closed_at else ';未销号'}</small></li>"
        for one in full.problems
    ]
    warned = [
        f"<li><b>{text(one.kind)}</b> {text(one.text)} <small>{origin.link(row.id, origin.of_finding(full, one))}</small></li>"
        for one in full.findings
    ]
    judged = [
        f"<li>{'年内能完成' if one.achievable else '年内难完成'}:{text(one.note)} "
        f"<small>{text(one.who)} {text(words.day(one.at.date()))}</small></li>"
        for one in full.judgements
    ]
    parts = _titled("台账所列问题", told) + _titled("问题清单", listed) + _titled("数据预警", warned) + _titled("主管研判", judged)
    _panel("问题与预警", parts or _none("没有登记的问题"))


def _titled(title: str, items: Sequence[str]) -> str:
    return f"<h4>{text(title)}</h4><ul>{''.join(items)}</ul>" if items else ""


def corrections(full: Card) -> None:
    """People's decisions on this project; withdrawn ones are struck through, never gone."""
    def lines() -> Iterable[str]:
        for one in full.corrections:
            place = one.subject.startswith("place:")
            becomes = described_place(one.field, one.becomes) if place else one.becomes
            what = f"{'位置' if place else text(one.field)}:{text(one.was or '空')} → {text(becomes)}"
            tail = f"<small>{text(one.reason)};{text(one.who)} {text(words.day(one.at.date()))}</small>"
            gone = f"({text(one.withdrawn_by)} {text(words.day(one.withdrawn_at.date()))} 撤回)" if one.withdrawn_at else ""
            yield f"<li>{f'<s>{what}</s>{gone}' if gone else what} {tail}</li>"

    if full.corrections:
        _panel("人工更正", f"<ul>{''.join(lines())}</ul>")


def neighbours(full: Card) -> None:
    """The nearest other projects, each a link."""
    if full.neighbours:
        items = "".join(
            f"<li>{card.page_of(one, name)} <small>{text(_apart(metres))}</small></li>"
            for one, name, metres in full.neighbours
        )
        _panel("邻近项目", f"<ul class='plain'>{items}</ul>")
