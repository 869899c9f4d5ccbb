"""Words to geometry: place expressions, the gazetteer, towns, coordinates, and the map's definition.

What one asks of it, for a region (:class:`data.model.Region`; ``data.region.load_region()`` reads one from its pack):

    from geo import Locator, TownIndex, parse

    locator, towns = Locator(region), TownIndex(region)     # make them once, keep them, share them between threads
    place = locator.locate("甲路(乙路—丙路段)")               # a Location: geometry, method, precision, evidence; or the reason
    places = list(locator.locate_many(texts))               # the same for many, some times faster
    shares = towns.shares(place.geometry)                   # how much of it lies in which town; shares_many for many
    tree = parse("甲路(乙路—丙路段)", locator.gazetteer)      # what the words mean, before anything is drawn

Geometry goes in and comes out in EPSG:4490 (longitude, latitude); lengths are metres in the region's projected CRS. Names are
loaded when first asked for: a page that draws a map need not load the grammar.
"""

from __future__ import annotations

from importlib import import_module

_HOMES = {
    "Gazetteer": "geo.gazetteer", "Locator": "geo.locate", "Question": "geo.locate", "Stated": "geo.locate",
    "TownIndex": "geo.towns", "convert_datum": "geo.datums", "parse": "geo.grammar", "to_degrees": "geo.crs", "to_metres": "geo.crs",
}

__all__ = [*_HOMES]


def __getattr__(name: str) -> object:
    """One of the names above, from its module."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
