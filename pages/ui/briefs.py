"""The briefing that a page is about: chosen by date, rule, date to compare with and town; made once for each state of all of these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from briefing.brief import Brief, towns_of
from briefing.content import Content, compose
from briefing.document import render_document
from briefing.edits import kept_edit, usable
from briefing.errors import BriefingError
from briefing.make import Files, render_all, render_map
from briefing.pack import template_stamp
from briefing.preview import document_html, slides_html
from briefing.sheet import WIDE
from briefing.slides import render_slides
from briefing.source import make_brief
from data.views import Correction
from pages.ui import address, reads
from pages.ui.frame import View
from pages.ui.remember import remembered

WHOLE = "全市"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A briefing to show. key: what everything made of it is kept under; edit: the 综述 that a person left for it, used or not."""

    brief: Brief
    content: Content
    key: tuple[Any, ...]
    edit: Correction | None

    @property
    def name(self) -> str:
        """What its files are called."""
        demo = "演示_" if self.brief.board.demo else ""
        return f"{demo}简报_{self.brief.as_of}" + (f"_{self.brief.town}" if self.brief.town else "")


@dataclass(frozen=True, slots=True)
class Pages:
    """What there is to look at: the map, and the office files with their pages as HTML."""

    picture: bytes
    document: bytes
    slides: bytes
    document_html: str
    slides_html: tuple[str, ...]


def chosen(view: View) -> Chosen | None:
    """The briefing that the page's choices ask for, with a person's 综述 where one is in force; None with a notice where there is none."""
    with st.container(key="controls", horizontal=True, vertical_alignment="center", gap="small"):
        since = _since(view)
        town = _town(view)
    key = (view.now, view.as_of, view.rule, since, town, template_stamp(view.board.region))
    try:
        brief = _brief(key, reads.store(), view.as_of, since, town, view.rule)
        generated = compose(brief)
    except BriefingError as error:
        told(error)
        return None
    edit = kept_edit(reads.store(), brief.as_of, town)
    edited = usable(edit, generated.generated)
    if edited:
        brief = replace(brief, edited=edited)
    return Chosen(brief, compose(brief) if edited else generated, (*key, edited), edit)


def told(error: BriefingError) -> None:
    """Say what could not be made, and what to do."""
    st.error(f"{error.problem}。{error.remedy}".replace("。。", "。"), icon=":material/error:")


def pages(one: Chosen) -> Pages:
    """The pages to look at. Raises :class:`BriefingError`: a broken template, no font."""
    return _pages(one.key, one.content)


def files(one: Chosen, *, all_towns: bool, progress: Callable[[str], None]) -> Files:
    """Every file that goes out, its manifest among them."""
    return _files((*one.key, all_towns), one.brief, all_towns, progress)


def _since(view: View) -> date | None:
    earlier = [day for day in reads.data_dates(now=view.now) if view.board.as_of and day < view.board.as_of]
    if not earlier:
        return None
    asked = st.selectbox("对比日期", [day.isoformat() for day in earlier], key="since", bind="query-params", width=240,
                         label_visibility="collapsed", help="本期变化从哪一日算起")
    return address.day(asked)


def _town(view: View) -> str:
    names = towns_of(view.layers())
    asked = st.selectbox("范围", [WHOLE, *names], key="scope", bind="query-params", width=200, label_visibility="collapsed",
                         help="全市一份,或某个镇(街道)一份")
    return "" if asked == WHOLE else asked


@remembered(16, says="正在准备简报…")
def _brief(key: tuple, _store: Any, as_of: date | None, since: date | None, town: str, rule: str | None) -> Brief:
    return make_brief(_store, as_of, since=since, town=town or None, rule=rule)


@remembered(12, says="正在绘图、排版…")
def _pages(key: tuple, _content: Content) -> Pages:
    picture = render_map(_content, WIDE)[0]
    document, slides = render_document(_content, picture), render_slides(_content, picture)
    return Pages(picture, document, slides, document_html(document), slides_html(slides))


@remembered(4)
def _files(key: tuple, _brief: Brief, all_towns: bool, _progress: Callable[[str], None]) -> Files:
    return render_all(_brief, all_towns=all_towns, progress=_progress)
