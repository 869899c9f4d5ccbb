"""出处: the file behind a figure or a promise, opened where it stands, as it was read. The address holds which one is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import streamlit as st

from data.views import Card, Evidence, Finding, Progress
from etl.pipeline import SheetExcerpt, TextExcerpt, sheet_excerpt, text_excerpt
from pages.ui import address, markup, notice, reads, words
from pages.ui.markup import text
from pages.ui.remember import remembered

AT = "at"
"""Which place is open, in the address."""

_READ = {
    "环节": lambda one: one.stage.value if one.stage else None,
    "总投资": lambda one: words.money(one.total_investment, unknown=""),
    "年度计划": lambda one: words.money(one.year_plan, unknown=""),
    "本年累计完成": lambda one: words.money(one.year_done, unknown=""),
    "开工以来累计": lambda one: words.money(one.total_done, unknown=""),
    "形象进度": lambda one: words.percent(one.physical_progress, unknown=""),
    "进展": lambda one: one.progress_words,
    "问题": lambda one: one.problems,
}


@dataclass(frozen=True, slots=True)
class Origin:
    """A place in a file. words: those to look for in a document; progress: what was read from a ledger's row."""

    evidence: Evidence
    label: str
    words: str = ""
    progress: Progress | None = None


def key_of(evidence: Evidence) -> str:
    """A place as the address writes it."""
    where = f"{evidence.row}.{evidence.sheet}" if evidence.row is not None else evidence.clause
    return f"{evidence.source[:12]}.{where}"


def origins(full: Card) -> dict[str, Origin]:
    """Every place that speaks of a project, by its key: ledgers latest first, then work plans, then what warnings point at."""
    return {key_of(one.evidence): one for one in reversed([*_all(full)]) if one.evidence.source}


def _all(full: Card) -> Iterator[Origin]:
    for finding in full.findings:
        if evidence := of_finding(full, finding):
            yield Origin(evidence, f"预警 · {evidence}")
    for source, item in reversed(full.quotes):
        evidence = Evidence(file=source.name, clause=item.clause, source=source.sha256)
        yield Origin(evidence, f"工作要点 · {evidence}", words=item.verbatim)
    for day, progress, evidence in full.history:
        yield Origin(evidence, f"{words.day(day)} · {evidence}", progress=progress)


def of_finding(full: Card, finding: Finding) -> Evidence | None:
    """The row a warning points at, where it is one of the project's own ledgers."""
    file = next((evidence.file for _, _, evidence in full.history if evidence.source == finding.source), None)
    if file is None or finding.row is None:
        return None
    return Evidence(file=file, sheet=finding.sheet, row=finding.row, source=finding.source)


def link(project: str, evidence: Evidence | None, *, label: str = "") -> str:
    """The evidence as HTML, a link to its place where the file is known."""
    if evidence is None:
        return ""
    said = text(label or evidence)
    if not evidence.source:
        return said
    return f'<a class="origin" href="{text(address.to("project", id=project, **{AT: key_of(evidence)}))}" target="_self">{said}</a>'


def button(full: Card) -> None:
    """The way to the row that the figures in force were read from."""
    if full.row.evidence and full.row.evidence.source:
        st.button("查看台账原行", icon=":material/table_view:", key="origin.open", help="打开数据所在的文件、工作表和行",
                  on_click=_open, args=(key_of(full.row.evidence),))


def show(full: Card) -> None:
    """Open what the address asks for; a place that does not speak of this project is dropped from the address."""
    asked = st.query_params.get(AT)
    if asked is None:
        return
    if asked in origins(full):
        _dialog(full)
    else:
        _close()


def _open(key: str) -> None:
    st.query_params[AT] = key


def _close() -> None:
    st.query_params.pop(AT, None)


@st.dialog("出处", width="large", icon=":material/table_view:", on_dismiss=_close)
def _dialog(full: Card) -> None:
    found = origins(full)
    asked = st.query_params.get(AT)
    if st.session_state.get("origin") not in found or st.session_state["origin"] != asked:
        st.session_state["origin"] = asked if asked in found else next(iter(found))
    chosen = st.selectbox("出处", list(found), key="origin", format_func=lambda key: found[key].label, label_visibility="collapsed",
                          on_change=lambda: _open(st.session_state["origin"]))
    one = found[chosen]
    demo = any(file.source.demo for file in reads.loaded() if file.source.sha256 == one.evidence.source)
    mark = '<span class="demo">演示数据</span>' if demo else ""
    markup.show(f'<p class="of-file">{text(full.row.name)} · {text(one.evidence)} {mark}</p>')
    with notice.remedied():
        excerpt, content = _excerpt(reads.store(), one.evidence.source, key_of(one.evidence), one)
        markup.show(_sheet(excerpt) if isinstance(excerpt, SheetExcerpt) else _text(excerpt, one.words))
        if one.progress:
            markup.show(_as_read(one.progress))
        st.download_button("下载原件", content, file_name=one.evidence.file, icon=":material/download:", on_click="ignore",
                           key="origin.file")


@remembered(32, says="正在打开原件…")
def _excerpt(_store: Any, source: str, key: str, _one: Origin) -> tuple[SheetExcerpt | TextExcerpt, bytes]:
    content, evidence = _store.content(source), _one.evidence
    if evidence.row is None:
        return text_excerpt(content, name=evidence.file, words=_one.words), content
    return sheet_excerpt(content, name=evidence.file, sheet=evidence.sheet, row=evidence.row), content


def _sheet(excerpt: SheetExcerpt) -> str:
    """Rows as a spreadsheet shows them: letters above, numbers at the left, the row itself marked."""
    head = "".join(f"<th scope=col>{text(letter)}</th>" for letter in excerpt.columns)
    body = "".join(
        f"<tr{_kind(line.number == excerpt.row, line.heading)}><th scope=row>{line.number}</th>"
        + "".join(f"<td>{text(cell)}</td>" for cell in line.cells) + "</tr>"
        for line in excerpt.lines
    )
    more = f"<p class='none-yet'>右侧还有 {excerpt.more_columns} 列,见原件。</p>" if excerpt.more_columns else ""
    table = f'<table class="cells"><thead><tr><th></th>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div class="scroll" tabindex="0">{table}</div>{more}'


def _kind(here: bool, heading: bool) -> str:
    return ' class="here" aria-current="true"' if here else ' class="head"' if heading else ""


def _text(excerpt: TextExcerpt, words_asked: str) -> str:
    if excerpt.at is None:
        return f"<blockquote>{text(words_asked)}</blockquote><p class='none-yet'>原文跨段,按条款摘出。</p>"
    parts = []
    for number, paragraph in enumerate(excerpt.paragraphs):
        said = text(paragraph)
        if number == excerpt.at:
            said = said.replace(text(words_asked), f"<mark>{text(words_asked)}</mark>")
        parts.append(f'<p{" class=here" if number == excerpt.at else ""}>{said}</p>')
    return f'<div class="passage">{"".join(parts)}</div>'


def _as_read(progress: Progress) -> str:
    """What the row was read as, so that it can be held against the cells."""
    said = [(label, value) for label, read in _READ.items() if (value := read(progress))]
    return f'<div class="as-read"><h4>读作</h4>{markup.facts((label, text(value), "") for label, value in said)}</div>' if said else ""
