"""What a named feature is: told by its tags, or by its name's ending. All of it is data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Named, but nothing that a project lies on.
NOT_A_PLACE = ""

# Tag (field, as OpenStreetMap and files derived from it name them) -> kind by value; '*' is any other value.
TAGS: Mapping[str, Mapping[str, str]] = {
    "railway": {
        "station": "station", "halt": "station", "rail": "rail", "subway": "rail", "light_rail": "rail", "construction": "rail",
        "proposed": "rail", "tram": "rail", "monorail": "rail", "*": NOT_A_PLACE,
    },
    "waterway": {"dam": NOT_A_PLACE, "weir": NOT_A_PLACE, "lock_gate": NOT_A_PLACE, "*": "river"},
    "highway": {
        "bus_stop": NOT_A_PLACE, "street_lamp": NOT_A_PLACE, "traffic_signals": NOT_A_PLACE, "services": NOT_A_PLACE,
        "rest_area": NOT_A_PLACE, "*": "road",
    },
    "water": {"reservoir": "reservoir", "lake": "reservoir", "river": "river", "canal": "river"},
    "landuse": {"reservoir": "reservoir"},
    "natural": {"water": "reservoir"},
    "man_made": {"bridge": "bridge", "dyke": "seawall"},
}  # fmt: skip

# Endings of names, longest first where one ends another.
ENDINGS: tuple[tuple[str, str], ...] = (
    ("水库", "reservoir"), ("湖", "reservoir"), ("海塘", "seawall"), ("海堤", "seawall"), ("大堤", "seawall"),
    ("大桥", "bridge"), ("桥", "bridge"), ("立交", "bridge"), ("高铁站", "station"), ("火车站", "station"), ("站", "station"),
    ("铁路", "rail"), ("高铁", "rail"), ("轨道", "rail"), ("号线", "rail"), ("城际", "rail"),
    ("快速路", "road"), ("高速公路", "road"), ("高速", "road"), ("公路", "road"), ("大道", "road"), ("国道", "road"),
    ("省道", "road"), ("县道", "road"), ("外环", "road"), ("环线", "road"), ("高架", "road"), ("隧道", "road"), ("路", "road"),
    ("街", "road"), ("巷", "road"), ("弄", "road"), ("线", "road"),
    ("横江", "river"), ("江", "river"), ("河", "river"), ("浦", "river"), ("溪", "river"), ("渠", "river"), ("港", "river"),
    ("泾", "river"), ("浜", "river"), ("塘", "river"), ("沟", "river"),
    ("片区", "area"), ("区块", "area"), ("板块", "area"), ("开发区", "area"), ("园区", "area"), ("新区", "area"),
)  # fmt: skip

# Headings under which files keep names, best first; compared without regard to case.
NAME_FIELDS = (
    "名称", "标准名称", "地名", "道路名称", "路名", "路线名称", "线路名称", "河流名称", "河道名称", "河名", "水库名称", "桥梁名称",
    "name:zh", "name", "mc", "roadname", "rname", "lxmc", "hlmc", "dlmc", "title",
)  # fmt: skip

ALIAS_FIELDS = ("别名", "曾用名", "alt_name", "old_name", "official_name", "short_name")


def kind_by_tags(tags: Mapping[str, Any]) -> str | None:
    """The kind that tags give, the most telling tag first; NOT_A_PLACE where they say so, None when they say nothing."""
    for field, kinds in TAGS.items():
        value = tags.get(field)
        if isinstance(value, str) and value and (kind := kinds.get(value, kinds.get("*"))) is not None:
            return kind
    return None


def kind_by_name(name: str) -> str | None:
    """The kind that a name's ending gives, whatever bracket follows it."""
    bare = name.split("(")[0].split("\uff08")[0].strip()
    return next((kind for ending, kind in ENDINGS if bare.endswith(ending)), None)
