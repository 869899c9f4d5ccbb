"""The filter bar (筛选栏): what the address asks for, and the widgets that change it.

What is filtered for stands in the address and is read from there. Colouring, search and towns are widgets bound to it: where they
are on the page, they are asked. The others stand behind one button and are built only while it is open: each widget costs a run
of the page half a millisecond. What is not on the page cannot be bound, so these put into the address themselves what they are
set to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.views import Board
from pages.ui import filters, markup, parts
from pages.ui.filters import AMOUNTS, FIELDS, Choice
from pages.ui.measures import BANDS, MEASURES

if TYPE_CHECKING:
    from pages.ui.frame import View  # which imports this module by way of states

TOWN, *BEHIND = FIELDS
BUTTON = "behind"
"""Key of the part with the button."""
_OFFERED = "towns.offered"

_BEHIND = (*(field.key for field in BEHIND), "band", "amount")
"""Keys of what stands behind the button."""
_NONE: frozenset[str] = frozenset()


def asked_measure() -> str:
    """The measure to colour by, as the address asks. It says the measure's title, for people read it."""
    return _measure(st.query_params.get("by"))


def _measure(title: str | None) -> str:
    return next((key for key, measure in MEASURES.items() if measure.title == title), next(iter(MEASURES)))


def asked(board: Board, *, measure: str) -> Choice:
    """What the address filters for; what cannot be filtered for is passed over."""
    said = {key: frozenset(st.query_params.get_all(key)) for key in st.query_params}
    fields = tuple((key, chosen) for key, values in filters.known(board).items() if (chosen := said.get(key, _NONE).intersection(values)))
    band = said.get("band", _NONE).intersection(BANDS) if MEASURES[measure].filter == "band" else _NONE
    amount = next(iter(said.get("amount", _NONE).intersection(AMOUNTS)), None)
    return Choice(fields, band, amount, st.query_params.get("q", ""), measure)


def stands(board: Board) -> Choice:
    """What the bar on the page stands at: its widgets, and what stands behind the button as the address has it."""
    return parts.once("choice", lambda: _stands_at(board))


def _stands_at(board: Board) -> Choice:
    now = asked(board, measure=_measure(st.session_state.get("by")))
    towns = frozenset(st.session_state.get(TOWN.key, ())).intersection(filters.known(board)[TOWN.key])
    others = (pair for pair in now.fields if pair[0] != TOWN.key)
    return replace(now, fields=(*(((TOWN.key, towns),) if towns else ()), *others), text=st.session_state.get("q") or "")


def opened() -> tuple[str, ...]:
    """The part with the button, where it is open: what stands behind it depends on the board and on the measure."""
    return (BUTTON,) if st.session_state.get("more") else ()


def offers(board: Board) -> bool:
    """Whether the towns to choose from are a board's: another date's may have others, and the bar is to be drawn anew."""
    return st.session_state.get(_OFFERED) == frozenset(filters.known(board)[TOWN.key])


def banded() -> bool:
    """Whether bands of a rate are filtered for: with another measure that filter falls away, or comes back."""
    return "band" in st.query_params


def measure(*, on_change: Callable[[], None] | None = None) -> str:
    """The measure to colour by, as a widget."""
    titles = [measure.title for measure in MEASURES.values()]
    return _measure(st.segmented_control("着色", titles, key="by", default=titles[0], required=True, bind="query-params",
                                         label_visibility="collapsed", on_change=on_change))


def search(*concerned: str) -> str:
    """What is searched for, as a widget: a part of a name or alias, or of their pinyin initials. concerned: the parts of the page
    that it concerns; without any, the whole.
    """
    return st.text_input("搜索", key="q", bind="query-params", type="search", live="300ms", placeholder="搜索名称、别名、拼音首字母",
                         label_visibility="collapsed", max_chars=40, **_changing(concerned)) or ""


def widgets(bar: DeltaGenerator, view: View, *concerned: str) -> None:
    """The filters as widgets in a bar: search, towns, and the rest behind one button; :func:`stands` says what they stand at.
    concerned: the parts of the page that they concern; without any, the whole.
    """
    with bar.container(key="filters", horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        search(*concerned)
        towns = filters.known(view.board)[TOWN.key]
        st.multiselect(TOWN.label, towns, key=TOWN.key, bind="query-params", placeholder=f"全部{TOWN.label}",
                       label_visibility="collapsed", **_changing(concerned))
        st.session_state[_OFFERED] = frozenset(towns)
        st.fragment(_more, key=BUTTON)(view, concerned)


def _changing(concerned: tuple[str, ...]) -> dict[str, Any]:
    return {"on_change": parts.run, "args": concerned} if concerned else {}


def _more(view: View, concerned: tuple[str, ...]) -> None:
    """The button, and while it is open what stands behind it. A part of its own: to open and to close it runs nothing else."""
    board = view.again().board
    known, behind = filters.known(board), stands(board)
    # The label is part of what the button is: were the count in it, each choice would close it.
    button = st.popover("筛选", icon=":material/filter_alt:", key="more", on_change="rerun")
    if count := replace(behind, fields=tuple(pair for pair in behind.fields if pair[0] != TOWN.key), text="").count:
        markup.show(f'<b class="set" title="{count} 项筛选条件">{count}</b>')
    if not button.open:
        return
    measure = MEASURES[behind.measure]
    with button:
        for field in BEHIND:
            _several(field.key, field.label, known[field.key], dict(behind.fields).get(field.key, frozenset()), concerned)
        if measure.filter == "band":
            _several("band", f"{measure.title}区间", BANDS, behind.band, concerned)
        _stands("amount", behind.amount)
        st.selectbox("总投资", list(AMOUNTS), index=None, key=_key("amount"), placeholder="不限", on_change=_tell,
                     args=("amount", concerned))
        st.button("清除全部筛选", on_click=clear, icon=":material/filter_alt_off:", width="stretch")


def _several(key: str, label: str, values: Sequence[str], said: frozenset[str], concerned: tuple[str, ...]) -> None:
    _stands(key, said)
    st.multiselect(label, list(values), key=_key(key), placeholder="全部", on_change=_tell, args=(key, concerned))


def _key(key: str) -> str:
    return f"more.{key}"


def _stands(key: str, said: frozenset[str] | str | None) -> None:
    """Before it is drawn, set a widget to what the address says, unless it stands there: the order of choosing is the reader's."""
    now = st.session_state.get(_key(key))
    if (frozenset(now) if isinstance(now, list) else now) != said:
        st.session_state[_key(key)] = list(said) if isinstance(said, frozenset) else said


def _tell(key: str, concerned: tuple[str, ...]) -> None:
    """A widget behind the button was set: it goes into the address, and the parts that it concerns are run."""
    _put(key, st.session_state[_key(key)])
    parts.run(*((BUTTON, *concerned) if concerned else ()))


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
