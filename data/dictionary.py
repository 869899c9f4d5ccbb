"""The data dictionary (数据字典) of the manual, printed from what the records say of themselves.

``python -m data.dictionary`` writes docs/数据字典.md; a test holds the file to this output.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Union, get_args, get_origin

from shapely.geometry.base import BaseGeometry

from data import model
from data.model import fields_of

PATH = Path(__file__).parent.parent / "docs" / "数据字典.md"
RECORDS = (
    model.SourceFile, model.PlanItem, model.LedgerRow, model.Rejection, model.Finding, model.Project, model.Match,
    model.Observation, model.Location, model.TownShare, model.Town, model.Village, model.Feature, model.Correction,
    model.Judgement, model.Problem, model.Run,
)
_WORDS = {
    str: "文字", int: "整数", float: "小数", bool: "是否", date: "日期", datetime: "时间", dict: "对象", bytes: "字节",
    BaseGeometry: "几何",
}


def dictionary() -> str:
    """The whole dictionary as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# 数据字典"
    yield ""
    yield "由 `python -m data.dictionary` 从程序中的记录定义生成。金额一律为整数元,几何为 EPSG:4490(经度、纬度)。"
    for record in RECORDS:
        summary = " ".join((record.__doc__ or "").split("\n\n")[0].split())
        yield from ("", f"## {record.__name__}", "", summary, "")
        yield from ("| 字段 | 名称 | 类型 | 单位 | 含义 |", "|---|---|---|---|---|")
        for described in fields_of(record):
            about = described.about
            name = f"**{described.name}**" if about.key else described.name
            yield f"| {name} | {about.label} | {type_words(described.type)} | {about.unit} | {about.meaning} |"


def type_words(kind: Any) -> str:
    """A field's type as a reader would say it; an enumeration by its values."""
    if get_origin(kind) in (Union, types.UnionType):
        known = [part for part in get_args(kind) if part is not type(None)]
        return f"{type_words(known[0])},可空"
    if get_origin(kind) is tuple:
        return f"{type_words(get_args(kind)[0])}列表"
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return "、".join(kind)
    return _WORDS[kind]


if __name__ == "__main__":
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_text(dictionary(), "utf-8")
