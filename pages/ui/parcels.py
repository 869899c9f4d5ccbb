"""What is big, as parcels (包裹): each given to the browser at an address of its own, by which it is fetched once and kept.

Geometry and boards are the same for everybody and change only with the store. Sent as arguments of the map they went through the
page's connection anew for every visitor and every page; now a message names them in a few letters. An address is made of what it
names: nothing ever changes under one, so a browser never asks twice, whichever store is served.

A parcel is there as long as somebody keeps it (:mod:`pages.ui.remember`). Here only those are kept that are sent ahead.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from weakref import WeakValueDictionary

from pages.ui import packing

ROOT = "board/data"
"""Where parcels are, from the server's root."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Parcel:
    """Its address, from the server's root, and its body: JSON, gzipped."""

    address: str
    body: bytes


_there: WeakValueDictionary[str, Parcel] = WeakValueDictionary()
_ahead: dict[str, Parcel] = {}


def put(text: str) -> Parcel:
    """A JSON text as a parcel, there for as long as the answer is kept."""
    body = packing.gzipped(text)
    address = f"{ROOT}/{hashlib.sha256(body).hexdigest()[:24]}"
    return _there.setdefault(address, Parcel(address, body))


def at(address: str) -> Parcel | None:
    """The parcel at an address, there for as long as the answer is kept; None where nothing is."""
    return _there.get(address)


def send_ahead(**kinds: Parcel) -> None:
    """What the next visitor's map will ask for, by kind: named in the page itself, it is there before the map is."""
    _ahead.update(kinds)


def ahead() -> dict[str, Parcel]:
    """What is sent ahead at the moment, by kind."""
    return dict(_ahead)
