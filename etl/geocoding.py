"""Whether 天地图 is asked, and with what: only where the operator has set a token."""

from __future__ import annotations

import os
from pathlib import Path

from data.model import Region
from geo.tianditu import PER_DAY, SERVICE, Geocoder

CACHE = Path(__file__).parents[1] / "var" / "tianditu"


def geocoder(region: Region) -> Geocoder | None:
    """The geocoder for a region, or None: nothing leaves the house unless TIANDITU_TOKEN is set.

    TIANDITU_DAILY limits the requests of a day; TIANDITU_URL points to a 天地图 node within the government's own network.
    """
    token = os.environ.get("TIANDITU_TOKEN", "").strip()
    if not token:
        return None
    daily = os.environ.get("TIANDITU_DAILY", "")
    return Geocoder(
        token, CACHE / region.code, service=os.environ.get("TIANDITU_URL") or SERVICE,
        per_day=int(daily) if daily.isdecimal() else PER_DAY,
    )
