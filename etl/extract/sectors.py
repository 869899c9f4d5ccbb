"""The sector a name belongs to."""

from __future__ import annotations

import re
from functools import lru_cache

from etl.extract.names import dissect
from etl.extract.vocabulary import vocabulary

# The first sectors tell what is done rather than what stands there (lighting, pavements): they win wherever their cue is.
_BY_WORK = 3
# Facilities that say little by themselves: a cue elsewhere in the name is better evidence.
_WEAK = frozenset(
    {
        "配套",
        "基础设施",
        "配套设施",
        "大楼",
        "综合楼",
        "通道",
        "社区",
        "小区",
        "乡村",
        "处理中心",
        "片",
        "港",
        "线",
        "馆",
        "连通",
        "装置",
        "楼",
        "号炉",
    }
)

# "304线降坡": a road by its number, not a railway.
_NUMBERED_ROAD = re.compile(r"(?<!\d)\d{3}线")


@lru_cache(maxsize=20_000)
def sector_of(name: str) -> str:
    """The sector's name, or '' when nothing in the name tells."""
    words, anatomy = vocabulary(), dissect(name)
    main, joint, _ = name.partition("及配套")
    if joint and dissect(main).facility:
        # "甲水厂及配套管网工程" is a waterworks
        return sector_of(main)
    if _NUMBERED_ROAD.search(name) and not anatomy.inner:
        return "公路"
    for sector in words.sectors[:_BY_WORK]:
        if any(cue in name for cue in sector.cues):
            return sector.name
    if anatomy.facility and anatomy.facility not in _WEAK and not anatomy.section:
        return words.facility_sector[anatomy.facility]
    inner = _last_facility(name)
    if inner and inner not in _WEAK:
        return words.facility_sector[inner]
    for sector in words.sectors:
        if any(cue in name for cue in sector.cues):
            return sector.name
    return words.facility_sector.get(anatomy.facility or inner, "水利-引调水" if anatomy.holds else "")


def _last_facility(name: str) -> str:
    """The facility nearest to the name's end."""
    facilities = vocabulary().facilities
    return next((found for end in range(len(name), 0, -1) if (found := facilities.ending(name, end)) and found not in _WEAK), "")
