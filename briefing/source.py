"""From the store to a :class:`Brief`: the only module of the briefing that asks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rapidfuzz import process

from briefing.brief import Brief, for_town, prepare, towns_of
from briefing.content import compose
from briefing.errors import BriefingError
from briefing.numbers import day
from data import views
from data.views import Store


def make_brief(
    store: Store,
    when: date | None = None,
    *,
    since: date | None = None,
    town: str | None = None,
    edited: str = "",
    rule: str | None = None,
) -> Brief:
    """The brief of a data date (None: the latest), with what changed since another (None: the data date before).

    rule: the light rule by name, None for the region's own; edited: the 综述 as a person rewrote it, empty for the generated one.

    Raises :class:`BriefingError`: no data at all, a date without data (says which dates there are), an unknown town (says
    which names are near), a ``since`` that is not before ``when``.
    """
    dates = data_dates(store)
    when = _known_date(when, dates)
    since = earlier_date(since, when, dates)
    brief = prepare(
        views.board(store, when, rule),
        views.map_layers(store),
        since=since,
        before=views.board(store, since, rule) if since else None,
        changes=views.changes(store, since, when, rule) if since else (),
    )
    brief = for_town(brief, known_town(brief, town)) if town else brief
    return replace(brief, edited=edited)


def data_dates(store: Store) -> tuple[date, ...]:
    """The dates a briefing can be made for, oldest first: those of ledgers, or that of the latest work plan where there are none."""
    latest = views.board(store).as_of
    return views.data_dates(store) or ((latest,) if latest else ())


def summary(brief: Brief) -> str:
    """The 综述 as the system writes it, before any person's edit."""
    return compose(brief).generated


def earlier_date(since: date | None, when: date, dates: Sequence[date]) -> date | None:
    """The date to compare with: the one asked for, put back to the last data date not after it; else the data date before."""
    before = [one for one in dates if one < when]
    if since is None:
        return before[-1] if before else None
    if since >= when:
        raise BriefingError(f"对比日期 {since} 不早于数据日期 {when}", "请用 --since 指定更早的日期")
    known = [one for one in before if one <= since]
    if not known:
        raise BriefingError(f"{day(since, year=True)}及以前没有数据,无从对比", f"库中的数据日期:{_listed(dates)}")
    return known[-1]


def known_town(brief: Brief, town: str) -> str:
    """The town's full name by its name, with or without 镇 or 街道. Raises :class:`BriefingError` naming the nearest ones."""
    names = towns_of(brief.layers)
    found = [name for name in names if name == town] or [name for name in names if name.startswith(town) and town]
    if len(found) == 1:
        return found[0]
    near = [name for name, _, _ in process.extract(town, names, limit=3)] if names else []
    raise BriefingError(f"没有名为“{town}”的镇(街道)", f"相近的有:{'、'.join(near) or '无'}")


def _known_date(when: date | None, dates: Sequence[date]) -> date:
    if not dates:
        raise BriefingError("库中还没有数据", "请先载入:python -m etl run --ledger 台账文件")
    if when is None:
        return dates[-1]
    if when not in dates:
        raise BriefingError(f"没有数据截至 {when} 的台账", f"库中的数据日期:{_listed(dates)}")
    return when


def _listed(dates: Sequence[date]) -> str:
    shown = [str(one) for one in dates[-12:]]
    return ("…、" if len(dates) > len(shown) else "") + "、".join(shown)
