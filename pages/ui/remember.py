"""Answers that are kept (缓存): made once for everyone under a key, given to all who ask, the one unused longest thrown away.

Streamlit's own caches hash every argument anew at every look-up; measured, eighteen look-ups were a fifth of what a rerun costs.
Keys here are values that hash themselves. What is kept is shared as it is, so it must not be changed: give frozen things.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, MutableMapping
from contextlib import AbstractContextManager, nullcontext
from functools import wraps
from threading import Condition
from typing import Any, ParamSpec, TypeVar

import streamlit as st
from cachetools import LRUCache, cached

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound=MutableMapping[Any, Any])

_all: list[tuple[MutableMapping[Any, Any], AbstractContextManager[Any]]] = []


def remembered(most: int, *, says: str = "") -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep a function's answers, most of them at once. Arguments whose names begin with ``_`` are no part of the key; all are given
    by position. Who asks while an answer is being made waits for it. says: what the page shows while it is made.
    """

    def remembering(make: Callable[P, R]) -> Callable[P, R]:
        count = [number for number, name in enumerate(inspect.signature(make).parameters) if not name.startswith("_")]
        cache: LRUCache[Any, Any] = LRUCache(most)
        condition = Condition()
        _all.append((cache, condition))

        @wraps(make)
        def saying(*arguments: P.args) -> R:
            with st.spinner(says):
                return make(*arguments)

        key = lambda *arguments: tuple(arguments[number] for number in count)  # noqa: E731
        return cached(cache, key=key, condition=condition)(saying if says else make)

    return remembering


def with_the_rest(kept: M) -> M:
    """A mapping that is emptied whenever all that is kept is thrown away."""
    _all.append((kept, nullcontext()))
    return kept


def forget() -> None:
    """Throw away all that is kept."""
    for cache, guard in _all:
        with guard:
            cache.clear()
