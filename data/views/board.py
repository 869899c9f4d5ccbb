"""The whole board as of a data date."""

from __future__ import annotations

from datetime import date

from data.model import SourceFile, SourceKind, Town
from data.store import Reader, Store
from data.views.assemble import assemble
from data.views.connect import rule_in_force, rules_stamp
from data.views.shapes import Board
from data.views.totals import totals


def board(store: Store, as_of: date | None = None, rule: str | None = None) -> Board:
    """The board as of a data date (the latest when None) under a light rule (the region's own when None).

    Each project stands with its last figures up to that date. A date without a ledger means the last one before it: the board's
    own date, and so its 时序进度, is that of its figures. Raises RuleError for an unknown rule, StoreError for a store that
    cannot be read.
    """
    stamp = rules_stamp(store)
    in_force = rule_in_force(store, rule)
    with store.reading() as now:
        day = _data_date(now, as_of)
        assembled = assemble(now, as_of=day, rule=in_force)
        plans = [file for file in now.files(day) if file.kind is SourceKind.WORK_PLAN]
        sources = tuple(sorted((*plans, *assembled.sources), key=lambda source: (source.as_of or date.min, source.name)))
        return Board(
            region=store.region, as_of=day, rule=in_force.name, rule_words=in_force.words, rows=assembled.rows,
            totals=totals(assembled.rows, day), demo=any(source.demo for source in sources),
            approximate_towns=now.count(Town, approximate=True) > 0, sources=sources, version=now.version(),
            rules_stamp=stamp,
        )  # fmt: skip


def _data_date(now: Reader, as_of: date | None) -> date | None:
    """The last data date up to a day, or the day itself where no ledger is as early."""
    if as_of is None:
        return latest_date(now)
    return max((day for day in now.data_dates() if day <= as_of), default=as_of)


def latest_date(now: Reader) -> date | None:
    """The last data date of a ledger; without one, of a work plan; None for an empty store."""
    dates = now.data_dates()
    if dates:
        return dates[-1]
    return max((plan.as_of for plan in now.fetch(SourceFile, kind=SourceKind.WORK_PLAN) if plan.as_of), default=None)


def data_dates(store: Store) -> tuple[date, ...]:
    """The data dates a board can be asked for, oldest first."""
    with store.reading() as now:
        return now.data_dates()
