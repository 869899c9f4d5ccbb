"""The filter bar (筛选栏): what the address asks for, and the widgets that change it.

What is filtered for stands in the address and is read from there. Colouring, search and towns are widgets bound to it. The
others stand behind one button and are built only while it is open: each widget costs a run of the page half a millisecond. What
is not on the page cannot be bound, so these put into the address themselves what they are set to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import streamlit as st

from data.views import Board
from pages.ui import filters, markup
from pages.ui.filters import AMOUNTS, FIELDS, Choice
from pages.ui.measures import BANDS, MEASURES

TOWN, *BEHIND = FIELDS
BUTTON = "behind"
"""Key of the fragment with the button."""

_BEHIND = (*(field.key for field in BEHIND), "band", "amount")
"""Keys of what stands behind the button."""


def asked_measure() -> str:
    """The measure to colour by, as the address asks. It says the measure's title, for people read it."""
    return next((key for key, measure in MEASURES.items() if measure.title == st.query_params.get("by")), next(iter(MEASURES)))


def asked(board: Board, *, measure: str) -> Choice:
    """What the address filters for; what cannot be filtered for is passed over."""
    known = filters.known(board)
    fields = tuple((key, chosen) for key, values in known.items() if (chosen := _some(key, values)))
    band = _some("band", BANDS) if MEASURES[measure].filter == "band" else frozenset()
    return Choice(fields, band, _one("amount", AMOUNTS), st.query_params.get("q", ""), measure)


def _some(key: str, allowed: Iterable[str]) -> frozenset[str]:
    return frozenset(st.query_params.get_all(key)).intersection(allowed)


def _one(key: str, allowed: Iterable[str]) -> str | None:
    said = st.query_params.get(key)
    return said if said in allowed else None


def measure() -> str:
    """The measure to colour by, as a widget."""
    titles = {measure.title: key for key, measure in MEASURES.items()}
    chosen = st.segmented_control("着色", list(titles), key="by", default=next(iter(titles)), required=True, bind="query-params",
                                  label_visibility="collapsed")
    return titles.get(chosen, next(iter(titles.values())))


def search() -> str:
    """What is searched for, as a widget: a part of a name or alias, or of their pinyin initials."""
    return st.text_input("搜索", key="q", bind="query-params", type="search", live="300ms", placeholder="搜索名称、别名、拼音首字母",
                         label_visibility="collapsed", max_chars=40) or ""


def widgets(board: Board, *, measure: str, part: str = "app") -> Choice:
    """The filters as widgets: search, towns, and the rest behind one button. Returns what they stand at. part: the part of the
    page that they concern, by its fragment's key.
    """
    known = filters.known(board)
    with st.container(key="filters", horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        text = search()
        towns = st.multiselect(TOWN.label, known[TOWN.key], key=TOWN.key, bind="query-params", placeholder=f"全部{TOWN.label}",
                               label_visibility="collapsed")
        st.fragment(_more, key=BUTTON)(board, measure, part)
    return renewed(Choice(((TOWN.key, frozenset(towns)),) if towns else (), text=text, measure=measure), board)


def renewed(choice: Choice, board: Board) -> Choice:
    """A choice with its towns and its text, and what stands behind the button as the address has it now: the map's legend may have
    filtered since.
    """
    now = asked(board, measure=choice.measure)
    towns = (pair for pair in choice.fields if pair[0] == TOWN.key)
    others = (pair for pair in now.fields if pair[0] != TOWN.key)
    return replace(now, fields=(*towns, *others), text=choice.text)


def _more(board: Board, measure: str, part: str) -> None:
    """The button, and while it is open what stands behind it. A fragment: to open and to close it runs nothing else."""
    known, behind = filters.known(board), asked(board, measure=measure)
    # The label is part of what the button is: were the count in it, each choice would close it.
    button = st.popover("筛选", icon=":material/filter_alt:", key="more", on_change="rerun")
    if count := replace(behind, fields=tuple(pair for pair in behind.fields if pair[0] != TOWN.key), text="").count:
        markup.show(f'<b class="set" title="{count} 项筛选条件">{count}</b>')
    if not button.open:
        return
    measure = MEASURES[behind.measure]
    with button:
        for field in BEHIND:
            _several(field.key, field.label, known[field.key], dict(behind.fields).get(field.key, frozenset()), part)
        if measure.filter == "band":
            _several("band", f"{measure.title}区间", BANDS, behind.band, part)
        _stands("amount", behind.amount)
        st.selectbox("总投资", list(AMOUNTS), index=None, key=_key("amount"), placeholder="不限", on_change=_tell, args=("amount", part))
        st.button("清除全部筛选", on_click=clear, icon=":material/filter_alt_off:", width="stretch")


def _several(key: str, label: str, values: Sequence[str], said: frozenset[str], part: str) -> None:
    _stands(key, said)
    st.multiselect(label, list(values), key=_key(key), placeholder="全部", on_change=_tell, args=(key, part))


def _key(key: str) -> str:
    return f"more.{key}"


def _stands(key: str, said: frozenset[str] | str | None) -> None:
    """Before it is drawn, set a widget to what the address says, unless it stands there: the order of choosing is the reader's."""
    now = st.session_state.get(_key(key))
    if (frozenset(now) if isinstance(now, list) else now) != said:
        st.session_state[_key(key)] = list(said) if isinstance(said, frozenset) else said


def _tell(key: str, part: str) -> None:
    """A widget behind the button was set: it goes into the address, and the part that it concerns is run."""
    _put(key, st.session_state[_key(key)])
    st.rerun(part)


def _put(key: str, values: list[str] | str | None) -> None:
    if values:
        st.query_params[key] = values
    else:
        st.query_params.pop(key, None)


def clear() -> None:
    """Set every filter to nothing, and run the page. A callback: it runs before the widgets are drawn."""
    st.session_state["q"], st.session_state[TOWN.key] = "", []
    for key in _BEHIND:
        _put(key, None)
    # The whole page: a run of a part takes what bound widgets stand at from the address, which still has their old values.
    st.rerun()


def set_from_legend(measure: str, keys: Iterable[str]) -> None:
    """The legend was clicked: its classes become the filter of that measure."""
    _put(MEASURES[measure].filter, [key for key in keys if key in MEASURES[measure].ranks])
