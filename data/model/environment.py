"""Which city this installation serves."""

from __future__ import annotations

import os

FIRST_REGION = "330282"
"""The region pack that comes with the product."""


def region_code() -> str:
    """The region's code: the environment's REGION (the name of a folder under data/regions/), else the pack that comes along."""
    return os.environ.get("REGION", "").strip() or FIRST_REGION
