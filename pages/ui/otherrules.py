"""换规则看: what every rule would make of today's board, before any is adopted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from data.views import Board, Light, Subject, compare, rule_book
from pages.ui import markup, measures, reads
from pages.ui.markup import text
from pages.ui.tables import Html, project, table


def panel(board: Board) -> None:
    """A row a rule with its lights as a bar; and for a chosen one, the projects whose light would change."""
    rules = rule_book(reads.store()).rules
    subjects = [Subject(row.id, row.progress, row.project_class, row.as_of) for row in board.rows]
    outcomes = compare(rules, subjects, as_of=board.as_of)
    current = next(outcome for outcome in outcomes if outcome.rule.name == board.rule)
    markup.show(_counts(outcomes, current, len(board.rows)))
    others = {outcome.rule.name: outcome for outcome in outcomes if outcome is not current}
    name = st.selectbox("看按哪条规则会变", list(others), key="rules.other", width=360) if others else None
    if not name:
        return
    turned = others[name].turned_from(current)
    if turned:
        markup.show(_turned(turned, others[name], {row.id: row.name for row in board.rows}))
    else:
        st.caption("按这条规则,没有项目变灯。")
    st.caption("只是试看,不改变看板。采用哪条规则由页首“亮灯规则”选择;缺省的规则写在区域包 region.toml 的 light_rule 一行。")


def _counts(outcomes: Sequence[Any], current: Any, total: int) -> str:
    lines = [
        (
            Html(f"<b>{text(outcome.rule.name)}</b>{'(现用)' if outcome is current else ''}"), Html(_bar(outcome.counts, total)),
            *(outcome.counts[light] for light in (Light.RED, Light.YELLOW, Light.GREEN)),
            "" if outcome is current else len(outcome.turned_from(current)),
            Html("<br>".join(text(line) for line in outcome.rule.words[:3])), outcome.rule.origin,
        )
        for outcome in outcomes
    ]
    headings = ("规则", "今日看板", "红", "黄", "绿", "变灯", "写法", "出处")
    return f'<div class="blocks rules">{table(headings, lines, numbers=("红", "黄", "绿", "变灯"), wide=("写法", "出处"))}</div>'


def _bar(counts: dict[Light, int], total: int) -> str:
    """How many of each light, as parts of one bar; the figures stand in it, and beside it for those who cannot see it."""
    kinds = {kind.key: kind for kind in measures.MEASURES["light"].kinds}
    parts = "".join(
        f'<span style="flex:{counts[light]};background:{kinds[light.value].paint.colour}" title="{text(kinds[light.value].label)} '
        f'{counts[light]}">{counts[light] if counts[light] * 25 > total else ""}</span>'
        for light in Light if counts[light]
    )
    said = "、".join(f"{kinds[light.value].label} {counts[light]}" for light in Light if counts[light])
    return f'<div class="stack" role="img" aria-label="{text(said)}">{parts}</div>'


def _turned(turned: dict[str, tuple[Light, Light]], outcome: Any, names: dict[str, str]) -> str:
    kinds = {kind.key: kind for kind in measures.MEASURES["light"].kinds}
    rank = list(Light).index
    lines = [
        (
            project(one, names[one]), Html(markup.pill(kinds[now.value])), Html(markup.pill(kinds[then.value])),
            outcome.lit[one].working,
        )
        for one, (now, then) in sorted(turned.items(), key=lambda item: (rank(item[1][1]), names[item[0]]))
    ]
    return f'<div class="blocks turned">{table(("项目", "现用", "改后", "算法"), lines, wide=("项目", "算法"))}</div>'
