"""A pause for the garbage collector."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Work that makes many objects and no cycles, spared the collector: it would walk a region's millions of objects for nothing.

    What goes out of use is freed as ever. The collector is left as it was found; of threads that pause it at once one may end
    the pause of the others early, which costs them time and nothing else.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
