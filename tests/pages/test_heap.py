"""What stays is set aside from the collector, and what was set aside and has since become garbage still goes."""

import gc
import weakref

import pytest

from pages.ui import heap


@pytest.fixture(autouse=True)
def as_it_was():
    before = list(gc.callbacks)
    yield
    gc.callbacks[:] = before
    gc.unfreeze()


class Knot:
    def __init__(self):
        self.itself = self


def sparing():
    gc.callbacks[:] = [one for one in gc.callbacks if not isinstance(one, heap.Sparing)]
    heap.spare_what_stays()
    return next(one for one in gc.callbacks if isinstance(one, heap.Sparing))


def test_after_a_full_collection_what_is_left_is_set_aside():
    gc.unfreeze()
    sparing()
    gc.collect()
    assert gc.get_freeze_count() > 10_000
    assert len(gc.get_objects()) < gc.get_freeze_count() / 10, "the next collection would walk it all again"


def test_new_garbage_goes_with_the_next_collection():
    sparing()
    gc.collect()
    knot = weakref.ref(Knot())
    gc.collect()
    assert knot() is None


def test_garbage_that_was_set_aside_while_in_use_goes_when_all_is_walked_again(monkeypatch):
    sparing()
    kept = Knot()
    gc.collect()
    knot = weakref.ref(kept)
    del kept
    gc.collect()
    assert knot() is not None, "nothing was set aside"
    monkeypatch.setattr(heap, "WHOLE_EVERY_S", 0.0)
    gc.collect()
    assert knot() is None


def test_a_partial_collection_sets_nothing_aside():
    sparing()
    gc.collect()
    before, kept = gc.get_freeze_count(), [Knot() for _ in range(1000)]
    gc.collect(1)
    assert gc.get_freeze_count() <= before
    assert kept


def test_asking_twice_changes_nothing():
    sparing()
    heap.spare_what_stays()
    assert sum(isinstance(one, heap.Sparing) for one in gc.callbacks) == 1
