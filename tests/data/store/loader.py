"""A process that loads, for the tests that kill it or read beside it: ``python loader.py URL FIRST COUNT [PROJECTS]``.

Says "ready" when the store is open, then loads COUNT ledgers of PROJECTS projects, one day after another.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, timedelta

from data.model import Project
from data.store import Store, open_store
from tests.data.store.samples import ledger

FIRST_DAY = date(2020, 1, 1)


def load_numbered(store: Store, number: int, projects: int) -> None:
    """The ledger of a number: every project has done exactly that much, in one state there is never more than one figure."""
    day = FIRST_DAY + timedelta(days=number)
    batch = ledger(f"第{number}期", day, {f"r-{one}": number for one in range(projects)}, plan=10**9)
    store.load(replace(batch, projects=tuple(Project(id=f"r-{one}", name=f"第{number}期的名称") for one in range(projects))))


def main(url: str, first: int, how_many: int, projects: int) -> None:
    store = open_store(url)
    print("ready", flush=True)
    for number in range(first, first + how_many):
        load_numbered(store, number, projects)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:5]))
