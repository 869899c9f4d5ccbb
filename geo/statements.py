"""Towns that the source states beside the shares that a drawing gives.

A published list of towns, or a town in the words themselves, is better known than a line drawn from a description, or than a
town's area where that is only near. So with either of these, and only then:

- a stated town that the drawing does not reach is one of the place's towns all the same, with the basis ``stated``; how much of
  the place lies there is unknown, so it has no share. Of a point it is known: all of it.
- a town that the drawing reaches and nobody states stays, as drawn: lists name the towns that matter, and seldom all.
- where the drawing reaches none of the stated towns it lies beside the truth, and its own towns are dropped.

The shares that are numbers sum to 1 as before.
"""

from __future__ import annotations

from data.model import Location, Precision, Region, TownShare

STATED = "stated"
"""The basis of a share that a statement gave."""


def with_stated(drawn: tuple[TownShare, ...], place: Location, region: Region) -> tuple[TownShare, ...]:
    """The shares of a place, the largest first, those without a number last. drawn: as its geometry gives them."""
    if not place.stated_towns or not drawn:
        return drawn
    if place.precision.rank < Precision.SCHEMATIC.rank and not any(town.approximate for town in region.towns):
        return drawn
    by_name = {town.name: town for town in region.towns}
    stated = [town for name in dict.fromkeys(place.stated_towns) if (town := by_name.get(name))]
    reached = {share.town for share in drawn}
    missed = [town for town in stated if town.code not in reached]
    if not missed:
        return drawn
    kept = drawn if len(missed) < len(stated) else ()
    whole = 1.0 if not kept and len(missed) == 1 and drawn[0].basis == "point" else None
    added = (TownShare(project=place.project, town=town.code, name=town.name, share=whole, basis=STATED) for town in missed)
    return (*kept, *added)
