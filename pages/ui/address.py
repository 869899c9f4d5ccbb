"""The address holds the whole view, so that it can be sent to a colleague.

Filters, date, rule and measure are widgets bound to the address under their keys: Streamlit drops what is not among the
allowed values. The chosen project is the one part that no widget owns, and is checked here.
"""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

import streamlit as st

from data.views import Board, BoardRow

CHOICE = "id"
_ALONG = ("date", "rule")
"""What goes along from page to page: the board that is looked at."""


def asked() -> str | None:
    """The project the address asks for, unchecked."""
    return st.query_params.get(CHOICE) or None


def choice(board: Board) -> str | None:
    """The chosen project, if the board has it."""
    row = chosen(board)
    return row.id if row else None


def chosen(board: Board) -> BoardRow | None:
    """The chosen project's row, if the board has it."""
    wanted = asked()
    return board.row(wanted) if wanted else None


def choose(project: str | None) -> None:
    """Put the chosen project into the address, or take it out."""
    if project is None:
        st.query_params.pop(CHOICE, None)
    elif st.query_params.get(CHOICE) != project:
        st.query_params[CHOICE] = project


def along() -> dict[str, str]:
    """The date and rule in force, where the address names them."""
    asked = st.query_params.to_dict()
    return {key: asked[key] for key in _ALONG if key in asked}


def to(page: str, **asked: str) -> str:
    """An address within the board, under the date and rule in force. Not yet made safe for HTML."""
    return f"{page}?{urlencode(asked | along())}"


def with_more(**asked: str) -> str:
    """The address of the page in hand with more asked for. Not yet made safe for HTML."""
    there = [(key, value) for key in st.query_params for value in st.query_params.get_all(key) if key not in asked]
    return f"?{urlencode([*there, *asked.items()])}"


def day(text: str | None) -> date | None:
    """A date as the address writes it (``2024-05-31``), None for anything else."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
