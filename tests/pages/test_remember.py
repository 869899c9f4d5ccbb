import threading
import time

import pytest

from pages.ui.remember import forget, remembered


def test_an_answer_is_made_once_under_what_counts():
    made = []

    @remembered(8)
    def answer(_store, version, name):
        made.append((_store, version, name))
        return (version, name)

    assert answer("a store", 1, "x") is answer("the same, opened again", 1, "x")
    assert answer("a store", 2, "x") == (2, "x") and answer("a store", 1, "y") == (1, "y")
    assert made == [("a store", 1, "x"), ("a store", 2, "x"), ("a store", 1, "y")]


def test_no_more_is_kept_than_said_and_what_was_asked_for_last_stays():
    made = []

    @remembered(2)
    def answer(key):
        made.append(key)
        return key

    for key in (1, 2, 1, 3, 1, 2):
        answer(key)
    assert made == [1, 2, 3, 2]


def test_who_comes_while_it_is_made_waits_and_gets_the_same():
    made, got = [], []

    @remembered(2)
    def slow(key):
        made.append(key)
        time.sleep(0.2)
        return object()

    several = [threading.Thread(target=lambda: got.append(slow(1))) for _ in range(5)]
    for one in several:
        one.start()
    for one in several:
        one.join()
    assert made == [1] and len(got) == 5 and len(set(map(id, got))) == 1


def test_a_failure_is_not_kept_and_blocks_nobody():
    tries = []

    @remembered(2)
    def fails_once(key):
        tries.append(key)
        if len(tries) == 1:
            raise OSError("busy")
        return key

    with pytest.raises(OSError, match="busy"):
        fails_once(1)
    assert fails_once(1) == 1


def test_all_can_be_forgotten():
    made = []

    @remembered(2)
    def answer(key):
        made.append(key)

    answer(1)
    forget()
    answer(1)
    assert made == [1, 1]
