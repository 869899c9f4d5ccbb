"""综述 and 本期变化 in sentences: from figures and the office's wording, right for none, one and many."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from briefing.brief import Brief
from briefing.figures import Figures
from briefing.numbers import PLACES, money, points_words, rounded
from briefing.text import COMMA, clean
from briefing.wording import Wording
from data.views.shapes import BoardRow, Change, Light

# How many names a sentence lists before it says 等N项.
LISTED = 3
LISTED_CHANGES = 5
# Nearly every gap moves; a bulletin tells the few that moved most (changes come largest first).
MOST_ONLY = {"差距缩小": 3, "差距扩大": 3}


def summary(brief: Brief, figures: Figures) -> str:
    """综述: one paragraph. A sentence whose subject does not exist (no plan, nothing behind) is left out or has its own wording."""
    wording, fields, totals = brief.pack.wording, figures.fields, brief.board.totals
    if not totals.projects:
        return wording.fill("综述.无项目", fields)
    some = 0 < totals.invested < totals.projects - totals.without_figures
    spread = wording.fill("综述.总投资范围", fields) if some else ""
    sentences = [wording.fill(_opening(brief), {**fields, "总投资范围": spread})]
    if totals.without_figures and totals.without_figures < totals.projects:
        sentences.append(wording.fill("综述.无数据", fields))
    if totals.year_rate is not None and not _is_rate(totals.year_rate, totals.year_done, totals.year_plan):
        sentences.append(wording.fill("综述.口径", fields))
    if totals.total_rate is not None:
        sentences.append(wording.fill("综述.开累", fields))
        if not _is_rate(totals.total_rate, totals.total_done, totals.total_investment):
            sentences.append(wording.fill("综述.开累口径", fields))
    if fields["可比项目数"] != "0":
        sentences.append(wording.fill("综述.本期", fields))
    lights = COMMA.join(wording.fill(f"灯.{light.value}", {"数量": str(count)}) for light, count in figures.lights if count)
    sentences.append(wording.fill("综述.亮灯", {**fields, "亮灯分述": lights}))
    if figures.lagging:
        names = named([one.name for one in figures.lagging if one.light is figures.lagging[0].light], wording, LISTED)
        sentences.append(wording.fill("综述.滞后", {**fields, "滞后名单": names}))
    elif any(count for light, count in figures.lights if light in (Light.GREEN, Light.BLUE)):
        sentences.append(wording.fill("综述.无滞后", fields))
    return "".join(sentences)


def _opening(brief: Brief) -> str:
    totals = brief.board.totals
    if totals.year_rate is not None:
        return "综述.总述"
    return "综述.总述无数据" if totals.year_done is None else "综述.总述无计划"


def _is_rate(rate: float, done: int | None, whole: int | None) -> bool:
    """Whether a rate is also that of the two sums printed beside it (not so where a project reports only one of the two)."""
    return bool(whole) and done is not None and math.isclose(done / whole, rate, abs_tol=1e-12)


def changes(brief: Brief, figures: Figures) -> tuple[str, ...]:
    """本期变化: an opening, then a sentence a kind of change, in the order of the wording; one sentence where nothing changed."""
    wording, fields = brief.pack.wording, figures.fields
    if brief.since is None:
        return (wording.fill("文档.无上期", fields),)
    told = _by_kind(brief, wording, fields)
    return (wording.fill("变化.开头", fields), *told) if told else (wording.fill("变化.无变化", fields),)


def _by_kind(brief: Brief, wording: Wording, fields: Mapping[str, str]) -> list[str]:
    groups: dict[str, list[Change]] = defaultdict(list)
    rows = {row.id: row for row in brief.board.rows}
    for change in brief.changes:
        if _worth_telling(change, rows, brief.earlier):
            groups[change.kind].append(change)
    known = [kind for kind in wording.under("变化") if kind in groups and kind not in ("无变化", "开头", "其他")]
    sentences = []
    for kind in (*known, *sorted(groups.keys() - set(known))):
        names = [_described(change, rows.get(change.project), wording) for change in groups[kind]][: MOST_ONLY.get(kind)]
        filled = {**fields, "名单": listed(names, LISTED_CHANGES), "数量": str(len(names)), "类别": clean(kind)}
        sentences.append(wording.fill(f"变化.{kind}" if kind in known else "变化.其他", filled))
    return sentences


def _worth_telling(change: Change, rows: Mapping[str, BoardRow], earlier: Mapping[str, BoardRow]) -> bool:
    """A gap is told as closing only of who was behind, as widening only of who is; others are ahead, and their gap is no lag."""
    row = {"差距缩小": earlier, "差距扩大": rows}.get(change.kind, {}).get(change.project)
    return row is None or (row.lit.gap is not None and rounded(row.lit.gap, PLACES) < 0)


def _described(change: Change, row: BoardRow | None, wording: Wording) -> str:
    """A changed project as its kind's wording has it: 甲(由黄灯转红灯,欠时序进度21.7个百分点); else its name alone."""
    key = f"变化项目.{change.kind}"
    fields = {
        "名称": clean(change.name), "原": _plain(change.was), "现": _plain(change.now), "变动": _amount(change),
        "超欠": points_words(row.lit.gap) if row else "",
    }  # fmt: skip
    filled = wording.fill(key if wording.optional(key) else "变化项目.其他", fields)
    # A field that is unknown leaves no empty brackets and no stray comma behind.
    return _EMPTY.sub("", _STRAY.sub(r"\1", filled))


_STRAY = re.compile("[\uff0c、](\uff09)")
_EMPTY = re.compile("\uff08\uff09")


def _plain(text: str) -> str:
    """A value without its gloss: 黄灯(滞后) is 黄灯."""
    return clean(re.sub(r"[(\uff08].*", "", text), limit=30)


def _amount(change: Change) -> str:
    if change.amount is None:
        return ""
    if change.kind in ("差距缩小", "差距扩大"):
        return f"{rounded(abs(change.amount), PLACES)}个百分点"
    return money(abs(round(change.amount)))


def listed(names: Sequence[str], limit: int) -> str:
    """甲; 甲、乙; 甲、乙、丙等5项."""
    return "、".join(names[:limit]) + (f"等{len(names)}项" if len(names) > limit else "")


def named(names: Sequence[str], wording: Wording, limit: int) -> str:
    """A list of projects with its count, worded for one, a few, or many."""
    key = "名单.一项" if len(names) == 1 else "名单.几项" if len(names) <= limit else "名单.多项"
    return wording.fill(key, {"名单": joined(names[:limit]) if len(names) <= limit else "、".join(names[:limit]), "数量": str(len(names))})


def joined(names: Sequence[str]) -> str:
    """甲; 甲和乙; 甲、乙和丙."""
    return "和".join(part for part in ("、".join(names[:-1]), *names[-1:]) if part)
