"""A brief, worked out and put into words: what every renderer copies from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefing import words
from briefing.brief import Brief
from briefing.figures import Figures, figures
from briefing.groups import HEADER
from briefing.numbers import day
from briefing.text import clean, clean_block
from data.views.shapes import SourceFile

KINDS = {"work_plan": "工作要点", "ledger": "进度台账", "towns": "镇街边界", "features": "地名要素"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """figures: the numbers; generated: the 综述 as the system wrote it; summary: as it goes out (a person's, where there is one);
    changes: 本期变化, a sentence a kind; texts: longer fields of templates; sources: the lines of the table of sources.
    """

    brief: Brief
    figures: Figures
    generated: str
    summary: str
    changes: tuple[str, ...]
    texts: Mapping[str, str]
    sources: tuple[tuple[str, ...], ...]

    @property
    def fields(self) -> Mapping[str, str]:
        """The short fields of templates."""
        return self.figures.fields

    @property
    def group_header(self) -> tuple[str, ...]:
        """The heads of the tables by sector, unit and town, after the name."""
        return HEADER


def compose(brief: Brief) -> Content:
    """Work a brief out. Raises :class:`briefing.errors.TemplateError` where the wording is broken."""
    worked = figures(brief)
    generated = words.summary(brief, worked)
    summary = clean_block(brief.edited) or generated
    wording, fields = brief.pack.wording, worked.fields
    texts = {
        "标题": wording.fill("文档.镇街标题" if brief.town else "文档.标题", fields),
        "单位": wording.fill("名称.单位", fields),
        "综述": summary,
        "数字口径": wording.fill("文档.数字口径", fields),
        "本期新增口径": wording.fill(_new_note(brief, fields), fields),
        "滞后概述": wording.fill("文档.滞后概述" if worked.lagging else "文档.无滞后", fields),
        "演示标记": wording.fill("文档.演示", fields) if worked.demo else "",
    }
    return Content(
        brief=brief,
        figures=worked,
        generated=generated,
        summary=summary,
        changes=words.changes(brief, worked),
        texts=texts,
        sources=tuple(_source(source) for source in brief.board.sources),
    )


def _new_note(brief: Brief, fields: Mapping[str, str]) -> str:
    """Which sentence says what 本期新增 is measured from."""
    if brief.since is None:
        return "文档.无上期"
    return "文档.本期新增口径" if fields["可比项目数"] != "0" else "文档.无可比"


def _source(source: SourceFile) -> tuple[str, ...]:
    return clean(source.name), KINDS.get(source.kind, source.kind), day(source.as_of, year=True), "是" if source.demo else ""
