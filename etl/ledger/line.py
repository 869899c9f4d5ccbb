"""What a row below a header can be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """The kinds of rows. ``value`` is the word for the receipt."""

    PROJECT = "项目"
    CONTINUATION = "续行"
    TOTAL = "合计"
    SUBTOTAL = "小计"
    OF_WHICH = "其中"
    SECTION = "分类标题"
    HEADER = "重复表头"
    NUMBERS = "栏次"
    NOTE = "说明"
    NAMELESS = "无名称"
    UNCLEAR = "项目或分类"
    STRUCK = "删除线"
    PARENT = "上级项目"


@dataclass(frozen=True, slots=True)
class Line:
    """A row and what it is.

    label: the text that told (a total's or a heading's), or a part's whole; level: the rank of a heading, 1 for the parts (1.1) of a
    parent (1); unit: the money unit that a heading or a note states for what stands below it.
    """

    number: int
    kind: Kind
    label: str = ""
    level: int = 0
    unit: str = ""
