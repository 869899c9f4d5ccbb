"""One project's place at the desk: what is known, what the texts say, what a correction would come to, and keeping it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import streamlit as st

from data import views
from data.views import Card, Doubt, PlaceState, PlaceWords
from etl.pipeline import Placement, Preview, Previewer, correct_place, withdraw
from pages.ui import card, markup, notice, reads, theme, words
from pages.ui.markup import text
from pages.ui.remember import remembered

WHO = "placing.last"
"""Who corrected last: asked once, offered again."""


def looks() -> None:
    """Give the desk its own looks, on top of the house's."""
    theme.wear("placing.css")


def queue() -> tuple[PlaceState, ...]:
    """The projects of the board by doubt, the gravest first."""
    return _queue(reads.store(), reads.version())


def previewer() -> Previewer:
    """What tries placements on the layers as they are now."""
    return _previewer(reads.store(), reads.version())


def said(project: str) -> tuple[PlaceWords, ...]:
    """What the texts say of where a project lies."""
    return _said(reads.store(), reads.version(), project)


@remembered(4)
def _queue(_store: Any, version: reads.Version) -> tuple[PlaceState, ...]:
    return views.places(_store)


@remembered(2, says="正在准备地名要素…")
def _previewer(_store: Any, version: reads.Version) -> Previewer:
    return Previewer(_store)


@remembered(256)
def _said(_store: Any, version: reads.Version, project: str) -> tuple[PlaceWords, ...]:
    return views.place_words(_store, project)


def nothing_chosen(queue: tuple[PlaceState, ...]) -> None:
    """No project is chosen: how many wait, and for what."""
    counts = Counter(one.doubt for one in queue)
    lines = "".join(f"<li>{text(doubt.value)} {counts[doubt]} 项</li>" for doubt in Doubt if counts[doubt] and doubt is not Doubt.NOT)
    body = f"<p>共 {len(queue)} 项,{sum(counts.values()) - counts[Doubt.NOT]} 项的位置存疑:</p><ul>{lines}</ul>" if lines else ""
    markup.show(
        f'<section class="card"><h3 class="panel-title">选择一个项目</h3>{body or "<p>各项目的位置都没有疑问。</p>"}'
        "<p>在清单中点选,核对依据后更正:写地点、选要素、在图上画,或只选镇街。</p></section>",
    )


def about(state: PlaceState, full: Card) -> None:
    """How the place is known, by which evidence; what the texts say; and the correction that stands, with the way back."""
    mark = f'<span class="doubt-mark">{text(state.doubt.value)}</span>' if state.doubt is not Doubt.NOT else ""
    reason = state.reason if state.doubt is not Doubt.NOT and state.reason not in (full.location.reason, *full.location.evidence) else ""
    towns = "、".join(card.town_share(share) for share in full.row.towns)
    told = "".join(
        f"<li>{text(one.words)} <small>{text(one.evidence or '项目登记表')}</small></li>" for one in said(state.id)
    )
    texts = f"<h4>文中所述</h4><ul>{told}</ul>" if told else "<h4>文中所述</h4><p class='none-yet'>没有写明地点</p>"
    markup.show(
        f'<section class="card"><header><h2>{text(state.name)}</h2>{mark}</header>{f"<p>{text(reason)}</p>" if reason else ""}'
        f"<h4>现在的位置</h4>{f'<p>{towns}</p>' if towns else ''}{card.where(full.location)}{texts}</section>",
    )
    if state.correction is not None:
        _standing(state)


def _standing(state: PlaceState) -> None:
    one = state.correction
    assert one is not None
    what = views.described_place(one.field, one.becomes)
    markup.show(
        f'<section class="card corrected"><p><b>{text(one.who)}</b> {text(words.day(one.at.date()))} 更正为 {text(what)}</p>'
        f"<p>{text(one.reason)}</p><p><small>原为 {text(one.was or '—')}</small></p></section>",
    )
    with st.popover("撤回这条更正", icon=":material/undo:"), st.form("placing.back", border=False):
        st.text("撤回后恢复到更正以前的位置;更正本身留有记录。")
        who = st.text_input("撤回人", value=st.session_state.get(WHO, ""), key="placing.withdraw.who")
        if st.form_submit_button("确认撤回", type="primary", key="placing.withdraw"):
            with notice.remedied():
                withdraw(reads.store(), one.id, who=who.strip())
                st.session_state[WHO] = who.strip()
                notice.keep(notice.GOOD, f"已撤回“{state.name}”的位置更正", more="恢复到更正以前的位置。")
                st.rerun()


def tried(project: str, placement: Placement | None) -> Preview | None:
    """What a placement would come to; None where nothing has been said yet."""
    return previewer().preview(project, placement) if placement is not None else None


def outcome(preview: Preview | None) -> None:
    """The preview in words: how well it would be known, how long, in which towns, by what evidence; or why it leads nowhere."""
    if preview is None:
        return
    place = preview.location
    if place.geometry is None:
        notice.show(notice.WARNING, "这样还落不到图上", more=place.reason)
        return
    size = f",长 {words.length(place.length_m)}" if place.length_m else ""
    partial = "(只有其中一部分)" if place.partial else ""
    towns = "、".join(card.town_share(share) for share in preview.shares)
    evidence = "".join(f"<li>{text(line)}</li>" for line in place.evidence)
    reason = f"<p>{text(place.reason)}</p>" if place.reason else ""
    markup.show(
        f'<section class="card preview" role="status"><h4>更正后</h4><p><b>{text(place.precision.label + partial + size)}</b></p>'
        f"<p>{towns}</p>{reason}<ul>{evidence}</ul></section>",
    )


def save(state: PlaceState, placement: Placement | None, preview: Preview | None) -> None:
    """Who says so and why, and keeping it."""
    ready = placement is not None and preview is not None and preview.location.geometry is not None
    with st.form("placing.form"):
        left, right = st.columns([1, 1.6])
        who = left.text_input("更正人", value=st.session_state.get(WHO, ""), key="placing.who")
        why = right.text_input("依据", placeholder="如 设计图、现场核对", key=f"placing.why.{state.id}")
        if not st.form_submit_button("保存更正", type="primary", width="stretch", disabled=not ready):
            return
    if placement is None:
        return
    if not (who.strip() and why.strip()):
        notice.show(notice.WARNING, "请填写更正人和依据")
        return
    with notice.remedied():
        correct_place(reads.store(), state.id, placement, who=who.strip(), reason=why.strip())
        st.session_state[WHO] = who.strip()
        notice.keep(notice.GOOD, f"已更正“{state.name}”的位置", more="胜过自动落图,今后载入不会改动;可随时撤回。")
        st.rerun()
