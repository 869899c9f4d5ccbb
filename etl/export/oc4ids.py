"""OC4IDS, the Open Contracting for Infrastructure Data Standard, schema 0.9.5: a project package.

https://standard.open-contracting.org/infrastructure/0.9/en/reference/schema/ . What the standard has no word for (停工, the
lights, the class, the sector's own word) goes into ``additionalClassifications``; what is unknown is left out.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from data.model import ProjectClass, Stage
from data.views import BoardRow
from etl.errors import InputError
from etl.export.subject import DEMO, Subject

PREFIX_VARIABLE = "OC4IDS_PREFIX"
DEFAULT_PREFIX = "000000"
"""No registered prefix: the office applies for its own and sets OC4IDS_PREFIX."""

STATUS = {
    Stage.IDEA: "identification", Stage.PREPARATION: "preparation", Stage.TENDER: "implementation",
    Stage.START: "implementation", Stage.BUILDING: "implementation", Stage.SUSPENDED: "implementation",
    Stage.COMPLETED: "completion", Stage.IN_USE: "maintenance", Stage.CANCELLED: "cancelled",
}  # fmt: skip

# The kind of work as names say it: the first that occurs wins.
TYPE_WORDS = (
    ("expansion", ("扩建", "扩容", "拓宽", "扩大")),
    ("rehabilitation", ("改造", "提升", "整治", "维修", "修缮", "加固", "清淤")),
    ("construction", ("新建",)),
)

SECTOR_WORDS = (
    ("transport.rail", ("铁路", "轨道", "高铁", "城际")),
    ("transport.road", ("公路", "快速路", "道路", "高架", "桥", "交通")),
    ("transport.water", ("港口", "航道", "码头")),
    ("naturalResources.floodProtection", ("河道", "防洪", "排涝", "海塘", "北排", "闸")),
    ("waterAndWaste", ("水库", "管网", "环卫", "污水", "供水", "垃圾", "水利")),
    ("health", ("医疗", "医院", "卫生")),
    ("education", ("教育", "学校", "幼儿园", "中学", "小学")),
    ("energy", ("能源", "电力", "变电", "光伏", "燃气")),
    ("communications", ("通信",)),
    ("cultureSportsAndRecreation", ("文化", "体育", "公园", "旅游")),
    ("housing", ("住房", "安置", "小区")),
)


def to_oc4ids(subject: Subject) -> bytes:
    """The project package as JSON. Raises InputError for a prefix that is not six letters or digits."""
    prefix = os.environ.get(PREFIX_VARIABLE, DEFAULT_PREFIX)
    if not re.fullmatch(r"[0-9a-z]{6}", prefix):
        raise InputError(f"OC4IDS 前缀 {prefix!r} 不是六位小写字母或数字", f"请改正环境变量 {PREFIX_VARIABLE}")
    published = max((source.loaded_at for source in subject.board.sources), default=datetime.now(UTC))
    package = {
        "uri": f"urn:oc4ids:{prefix}:{subject.region.code}:{subject.board.as_of or 'undated'}",
        "publishedDate": published.isoformat(timespec="seconds"),
        "version": "0.9",
        "publisher": {"name": f"{subject.region.name}人民政府" + f"({DEMO})" * subject.board.demo},
        "projects": [_known(_project(subject, row, prefix)) for row in subject.board.rows],
    }
    return json.dumps(package, ensure_ascii=False, indent=1).encode()


def _project(subject: Subject, row: BoardRow, prefix: str) -> dict[str, Any]:
    project = subject.projects[row.id]
    quotes = subject.quotes.get(row.id, ())
    said = ";".join(f"{source.title or source.name} {item.clause}:{item.verbatim}" for source, item in quotes)
    figures = row.progress
    return {
        "id": f"oc4ids-{prefix}-{row.id}",
        "identifiers": [{"scheme": "CN-TZXM", "id": project.code}] if project.code else None,
        "updated": _moment(row.as_of),
        "title": row.name,
        "description": f"{DEMO}:数字并非实际进度。" if subject.board.demo else None,
        "status": STATUS[row.stage] if row.stage else None,
        "type": _type(row),
        "sector": sectors_of(f"{row.sector} {row.name}"),
        "additionalClassifications": list(_classifications(subject, row)),
        "publicAuthority": {"name": row.unit} if row.unit else None,
        "locations": list(_locations(subject, row)),
        "budget": _budget(row),
        "forecasts": [_metric("financialProgress", "年度计划投资", figures.year_plan, _year(row))] if figures else None,
        "metrics": list(_metrics(row)),
        "milestones": list(_milestones(row)),
        "policyAlignment": {"description": said} if said else None,
    }


def sectors_of(text: str) -> list[str]:
    """Codes of projectSector for a sector's or project's words, each with its parent; empty when no word is known."""
    code = next((code for code, words in SECTOR_WORDS if any(word in text for word in words)), "")
    parent = code.partition(".")[0]
    return list(dict.fromkeys(one for one in (parent, code) if one))


def _type(row: BoardRow) -> str | None:
    found = next((code for code, words in TYPE_WORDS if any(word in row.name for word in words)), None)
    return found or ("construction" if row.project_class is ProjectClass.NEW else None)


def _classifications(subject: Subject, row: BoardRow) -> Iterator[dict[str, str]]:
    yield {"scheme": "亮灯", "id": str(row.lit.light), "description": row.lit.working or subject.board.rule}
    if row.project_class:
        yield {"scheme": "项目类别", "id": str(row.project_class), "description": str(row.project_class)}
    if row.stage:
        yield {"scheme": "环节", "id": str(row.stage), "description": str(row.stage)}
    if row.sector:
        yield {"scheme": "行业", "id": row.sector, "description": row.sector}


def _locations(subject: Subject, row: BoardRow) -> Iterator[dict[str, Any]]:
    """The geometry (longitude first), a part a location where it is of several kinds; then the towns by their codes."""
    place = subject.places.get(row.id)
    if place is not None:
        for number, part in enumerate(_simple_parts(place.geometry), 1):
            yield {"id": f"place-{number}", "description": f"{place.precision.label}:{place.text}", "geometry": mapping(part)}
    codes = [share.town for share in row.towns if share.town]
    if codes:
        yield {"id": "towns", "description": "镇(街道)", "gazetteer": {"scheme": "CN-NBS", "identifiers": codes}}


def _simple_parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    """The standard has no GeometryCollection."""
    return list(geometry.geoms) if geometry.geom_type == "GeometryCollection" else [geometry]


def _budget(row: BoardRow) -> dict[str, Any] | None:
    figures = row.progress
    if figures is None or (figures.total_investment is None and figures.year_plan is None):
        return None
    plan = None
    if figures.year_plan is not None and row.as_of:
        amount = _value(figures.year_plan)
        entry = {"id": f"year-{row.as_of.year}", "description": "年度计划投资", "amount": amount, "period": _year(row)}
        plan = [{"id": "year-plan", "description": "按年度", "budgetBreakdown": [entry]}]
    return _known({
        "amount": _value(figures.total_investment) if figures.total_investment is not None else None,
        "budgetBreakdowns": plan,
    })  # fmt: skip


def _metrics(row: BoardRow) -> Iterator[dict[str, Any]]:
    figures = row.progress
    if figures is None:
        return
    until = _known({"endDate": _moment(row.as_of)})
    if figures.year_done is not None:
        yield _metric("financialProgress", "本年累计完成投资", figures.year_done, {**(_year(row) or {}), **until})
    if figures.physical_progress is not None:
        observation = {"id": "1", "measure": str(figures.physical_progress), "unit": {"name": "%"}, "period": until}
        yield {"id": "physicalProgress", "title": "形象进度", "observations": [_known(observation)]}


def _metric(identity: str, title: str, amount: int | None, period: dict[str, Any] | None) -> dict[str, Any] | None:
    if amount is None:
        return None
    observation = {"id": "1", "value": _value(amount), "period": period}
    return {"id": identity, "title": title, "observations": [_known(observation)]}


def _milestones(row: BoardRow) -> Iterator[dict[str, Any]]:
    figures = row.progress
    if figures is None:
        return
    if figures.planned_start or figures.actual_start:
        met = figures.actual_start is not None
        yield _known({
            "id": "start", "title": "开工", "type": "delivery", "status": "met" if met else "scheduled",
            "dueDate": _moment(figures.planned_start), "dateMet": _moment(figures.actual_start),
        })  # fmt: skip
    if figures.planned_finish:
        yield {"id": "finish", "title": "完工", "type": "delivery", "dueDate": _moment(figures.planned_finish)}


def _year(row: BoardRow) -> dict[str, Any] | None:
    """The whole year of the data date: what a yearly plan is for."""
    if row.as_of is None:
        return None
    return {"startDate": _moment(date(row.as_of.year, 1, 1)), "endDate": _moment(date(row.as_of.year, 12, 31))}


def _value(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": "CNY"}


def _moment(day: date | None) -> str | None:
    return f"{day.isoformat()}T00:00:00Z" if day else None


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    """Without what is unknown: the standard asks that nothing empty is published."""
    kept = {name: [one for one in value if one is not None] if isinstance(value, list) else value for name, value in fields.items()}
    return {name: value for name, value in kept.items() if value not in (None, "", [], {})}
