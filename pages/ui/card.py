"""A project's card: what it is, how it stands, why its light is what it is, where it lies, with the source of every figure."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from data.views import BoardRow, Location, Precision, TownShare
from pages.ui import address, markup, navigation, origin, words
from pages.ui.markup import text
from pages.ui.measures import light_kind

_PRECISION_WORDS = {
    Precision.SURVEYED: "实测位置", Precision.ALIGNMENT: "已知线位", Precision.SCHEMATIC: "示意位置,据公开文字绘制",
    Precision.TOWN: "仅知所在镇街", Precision.CITY: "全市性项目", Precision.NONE: "未上图",
}


def show(row: BoardRow, location: Location) -> None:
    """The card beside the map, with the way to the project's own page. location: without its geometry will do."""
    parts = (head(row), rates(row), markup.facts(figures(row)), working(row), trouble(row), place(row, location))
    markup.show(f'<article class="card">{"".join(parts)}</article>')
    st.page_link(navigation.page("project"), label="查看项目全貌", icon=":material/arrow_forward:", icon_position="right",
                 query_params={"id": row.id, **address.along()})


def sheet(row: BoardRow) -> None:
    """The same on the project's own page, where place and problems have panels of their own."""
    markup.show(f'<article class="card wide">{head(row)}{rates(row)}{markup.facts(figures(row))}{working(row)}</article>')


def page_of(project: str, name: str) -> str:
    """A project's name as a link to its page."""
    return f'<a href="{text(address.to("project", id=project))}" target="_self">{text(name)}</a>'


def head(row: BoardRow) -> str:
    """Light, name, and what kind of thing it is."""
    kinds = [row.sector, row.project_class.value if row.project_class else "", row.stage.value if row.stage else "环节未知", row.unit]
    tags = "".join(f"<span>{text(kind)}</span>" for kind in kinds if kind)
    also = f'<p class="also">又名:{text("、".join(row.aliases))}</p>' if row.aliases else ""
    return f'<header>{markup.badge(light_kind(row))}<h2>{text(row.name)}</h2></header><p class="tags">{tags}</p>{also}'


def rates(row: BoardRow) -> str:
    """Both rates, never mixed: the year's against 时序, the whole's against nothing."""
    paint = light_kind(row).paint
    plan = row.progress.year_plan if row.progress else None
    year = words.rate(row.year_rate, unknown=words.NO_PLAN if row.progress and not plan else words.UNKNOWN)
    against = f"时序 {words.rate(row.lit.time_progress)}" + (f" · {words.gap(row.lit.gap)}" if row.lit.gap is not None else "")
    physical = row.progress.physical_progress if row.progress else None
    return (
        '<div class="rates">'
        + _rate("年度投资完成率", year, markup.bar(row.year_rate, mark=row.lit.time_progress, colour=paint.colour), against)
        + _rate("总投资完成率", words.rate(row.total_rate), markup.bar(row.total_rate), "开工以来累计 ÷ 总投资")
        + _rate("形象进度", words.percent(physical), markup.bar(None if physical is None else physical / 100), _progress_words(row))
        + "</div>"
    )


def _progress_words(row: BoardRow) -> str:
    return row.progress.progress_words if row.progress and row.progress.progress_words else "工程量,不是资金"


def _rate(label: str, value: str, bar: str, note: str) -> str:
    return f'<div><span>{text(label)}</span><b>{text(value)}</b>{bar}<small>{text(note)}</small></div>'


def figures(row: BoardRow) -> Iterable[tuple[str, str, str]]:
    """Amounts, with the row of the ledger they stand in."""
    known = row.progress
    yield "总投资", text(words.money(known.total_investment if known else None)), ""
    yield "年度计划", text(words.money(known.year_plan if known else None)), ""
    yield "本年累计完成", text(words.money(known.year_done if known else None)), ""
    yield "开工以来累计", text(words.money(known.total_done if known else None)), ""
    yield "数据", text(words.day(row.as_of)), origin.link(row.id, row.evidence)


def working(row: BoardRow) -> str:
    """How the light came about, in one line a person can check."""
    judged = row.judgement
    own = ""
    if judged:
        said = "年内能完成" if judged.achievable else "年内难完成"
        own = f'<p class="judged">主管研判:{text(said)}{text(":" + judged.note if judged.note else "")}({text(judged.who)})</p>'
    return f'<section><h3>亮灯依据 <small>{text(row.lit.rule)}</small></h3><p>{text(row.lit.working)}</p>{own}</section>'


def trouble(row: BoardRow) -> str:
    """The problems the ledger tells of."""
    problems = row.progress.problems if row.progress else ""
    return f"<section><h3>存在问题</h3><p>{text(problems)}</p></section>" if problems else ""


def place(row: BoardRow, location: Location) -> str:
    """Where it lies, how that is known, and in which towns."""
    towns = "、".join(town_share(share) for share in row.towns)
    return f"<section><h3>位置</h3>{f'<p>{towns}</p>' if towns else ''}{where(location)}</section>"


def where(location: Location) -> str:
    """How well the place is known, by what evidence; or why it is not."""
    what = f"人工更正的位置({location.precision.label})" if location.method == "corrected" else _PRECISION_WORDS[location.precision]
    partial = "(只知其中一部分)" if location.partial else ""
    evidence = "".join(f"<li>{text(line)}</li>" for line in location.evidence)
    reason = f"<p>{text(location.reason)}</p>" if location.reason else ""
    size = f",长 {words.length(location.length_m)}" if location.length_m else ""
    return f"<p>{text(what + partial + size)}</p>{reason}{f'<ul>{evidence}</ul>' if evidence else ''}"


def town_name(share: TownShare) -> str:
    """The town's name; what lies outside the region says so."""
    return share.name or "市域以外"


def town_share(share: TownShare) -> str:
    """A town and its share, as HTML."""
    name = text(town_name(share))
    return name if share.share is not None and share.share >= 0.9995 else f"{name} {text(share_words(share))}"


def share_words(share: TownShare) -> str:
    """How much of a project lies in a town; of a town that a text states and the map does not show it is not known."""
    return "写明在此,占比不详" if share.share is None else words.rate(share.share)
