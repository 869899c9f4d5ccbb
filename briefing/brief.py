"""What a briefing is made of: a board, the one before it, what changed between, the map, and the templates. No store below here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from briefing.pack import Pack, load_pack
from data import views
from data.views.shapes import Board, BoardRow, Change, Light, MapLayers

BEHIND = (Light.RED, Light.YELLOW)


@dataclass(frozen=True, kw_only=True)
class Brief:
    """One briefing, ready to be written. Everything in it is a record; rendering it needs neither store nor clock.

    since and before: the date and the board that 本期变化 and 本期新增 are measured from, None for a first briefing;
    town: the 镇(街道) this sheet is for, empty for the whole region (rows, totals and changes are then of that town only);
    edited: the 综述 as a person rewrote it, kept beside the generated one.
    """

    board: Board
    layers: MapLayers
    since: date | None = None
    before: Board | None = None
    changes: tuple[Change, ...] = ()
    town: str = ""
    edited: str = ""
    pack: Pack

    @property
    def as_of(self) -> date | None:
        """数据截至."""
        return self.board.as_of

    @cached_property
    def earlier(self) -> Mapping[str, BoardRow]:
        """The rows of the board before, by project id."""
        return {row.id: row for row in self.before.rows} if self.before else {}


def prepare(
    board: Board,
    layers: MapLayers,
    *,
    since: date | None = None,
    before: Board | None = None,
    changes: tuple[Change, ...] = (),
    edited: str = "",
    pack: Pack | None = None,
) -> Brief:
    """A brief of the whole region from prepared records."""
    return Brief(
        board=board, layers=layers, since=since, before=before, changes=changes, edited=edited, pack=pack or load_pack(board.region)
    )


def for_town(brief: Brief, town: str) -> Brief:
    """The same brief for one town: a project counts whole in every town that it touches, and the sheet says so."""
    rows = tuple(row for row in brief.board.rows if town in {share.name for share in row.towns})
    ids = {row.id for row in rows}
    return replace(
        brief,
        town=town,
        edited="",
        board=replace(brief.board, rows=rows, totals=views.totals(rows, brief.board.as_of)),
        changes=tuple(change for change in brief.changes if change.project in ids),
    )


def towns_of(layers: MapLayers) -> tuple[str, ...]:
    """Names of the towns on the map, in their order there."""
    from briefing.ground import read_towns

    return tuple(town.name for town in read_towns(layers))
