"""One project, one item: repeated mentions inside a document become one, the plan's word before the review's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from data.model import PlanItem
from etl.extract.found import Found
from etl.extract.names import dissect
from etl.extract.targets import NONE

# A short form stands near the full one; further back it is another thing, and looking there would be quadratic.
NEAR = 60
_SAME = (("高速公路", "高速"), ("高速铁路", "高铁"), ("轨道交通", "地铁"), ("至", "-"), ("—", "-"), ("“", ""), ("”", ""))
_TAIL = re.compile(r"(?:建设工程|建设项目|工程项目|工程|项目|建设)$")
_PHASE = re.compile(r"[一二三四五六七八九十\d]{1,2}期")
_SIDE = re.compile(r"[东西南北中]部|[东西南北中]段")
_ROUTE = re.compile(r"^(?:[GSX]\d{2,4}|\d{2,4}(?:国道|省道|县道)|[\u4e00-\u9fffA-Za-z\d]{2,8}?(?:线|路|大道|高速|快速路|铁路|江|河))")
_PART = re.compile(r"以[东西南北]|交叉口|段|保通|桩基|标段|主线|沿线")


def merged(found: Sequence[Found], own: tuple[str, ...]) -> list[PlanItem]:
    """Items in the order of the text, each project once. Names that differ in phase or side never meet."""
    kept: list[Found] = []
    by_key: dict[str, Found] = {}
    for one in found:
        key = _key(one.item.name, own)
        known = by_key.get(key) or _whole_of(one, kept, own)
        if known is None:
            by_key[key] = one
            kept.append(one)
        else:
            _absorb(known, one)
    return [replace(one.item, places=tuple(dict.fromkeys(one.places))) for one in kept]


def _key(name: str, own: tuple[str, ...]) -> str:
    for city in own:
        if name.startswith(city):
            name = re.sub(r"^[省市县区]", "", name[len(city) :]) or name
    for form, same in _SAME:
        name = name.replace(form, same)
    return _TAIL.sub("", name) or name


def _whole_of(one: Found, kept: Sequence[Found], own: tuple[str, ...]) -> Found | None:
    """The project of the same clause that this mention is a short form or a part of."""
    name = one.item.name
    for known in islice(reversed(kept), NEAR):
        if known.item.clause != one.item.clause:
            break
        whole = known.item.name
        if _PHASE.findall(name) and set(_PHASE.findall(name)) != set(_PHASE.findall(whole)):
            continue
        if "段" in name and "段" in whole and not whole.startswith(name):
            continue
        if set(_SIDE.findall(name)) - set(_SIDE.findall(whole)):
            continue
        if len(name) >= 3 and whole.startswith(name):
            return known
        route = _ROUTE.match(name)
        part = route and whole.startswith(route[0]) and len(name) > len(route[0]) and _PART.search(name)
        if part and one.span != known.span and not _TAIL.search(name) and not dissect(name).act:
            return known
    return None


def _absorb(known: Found, one: Found) -> None:
    """Add a further mention. A plan's mention replaces what a review said; of two plans the further stage holds."""
    if known.past and not one.past:
        places = known.places + one.places
        known.item, known.past, known.places = (
            replace(one.item, name=max(known.item.name, one.item.name, key=len)),
            False,
            places,
        )
        return
    known.places.extend(one.places)
    if one.past and not known.past:
        return
    item, other = known.item, one.item
    further = other.stage if other.stage and (item.stage is None or (other.stage.rank or 0) > (item.stage.rank or 0)) else item.stage
    action = item.action if other.action in item.action.split("/") else f"{item.action}/{other.action}"
    known.item = replace(
        item,
        stage=further,
        action=action,
        soft=item.soft or other.soft,
        target=other.target if item.target == NONE else item.target,
        unit=item.unit or other.unit,
    )
