"""Spares the garbage collector what stays.

Streamlit runs a full collection after every run of a page. It walks all that Python tracks, some 500,000 objects of libraries
and boards that outlive every page: measured, 100 to 200 ms of a rerun that else takes 10. :func:`spare_what_stays` sets
aside (``gc.freeze``) what has outlived a full collection, so that the next walks only what is new. Once in a while all of it is
walked again: what was set aside while in use and has since become garbage goes then, so memory does not grow.
"""

from __future__ import annotations

import gc
import time

WHOLE_EVERY_S = 60.0
"""How long cyclic garbage that was set aside may stay."""

WORTH_SETTING_ASIDE_S = 0.0002
"""A full collection that works longer has walked enough to be worth it."""


class Sparing:
    """A callback of the collector: told when a collection starts and stops, whoever asked for it."""

    def __init__(self) -> None:
        self._whole_at = float("-inf")
        self._begun = 0.0
        self._whole = False

    def __call__(self, phase: str, info: dict[str, int]) -> None:
        """Before a full collection, now and then: put back all that was set aside. After one: set aside what is left."""
        if info["generation"] < 2:
            return
        if phase == "start":
            # The thread's own time, not the clock's: on a busy machine a short walk may take long.
            self._begun, self._whole = time.thread_time(), time.monotonic() - self._whole_at >= WHOLE_EVERY_S
            if self._whole:
                self._whole_at = time.monotonic()
                gc.unfreeze()
        elif self._whole or time.thread_time() - self._begun >= WORTH_SETTING_ASIDE_S:
            gc.freeze()


def spare_what_stays() -> None:
    """From now on; asking twice changes nothing."""
    if not any(isinstance(callback, Sparing) for callback in gc.callbacks):
        gc.callbacks.append(Sparing())
