"""The closed vocabularies of the domain. Each value is the Chinese word that users read and files hold."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Stage(StrEnum):
    """环节: how far a project is, in the order in which a project lives through them."""

    IDEA = "谋划"
    PREPARATION = "前期"
    TENDER = "招标"
    START = "开工"
    BUILDING = "在建"
    COMPLETED = "完工"
    IN_USE = "投用"
    SUSPENDED = "停工"
    CANCELLED = "取消"

    @property
    def rank(self) -> int | None:
        """Place in the normal course, 0 for 谋划; None for 停工 and 取消, which stand outside it."""
        return None if self in (Stage.SUSPENDED, Stage.CANCELLED) else list(Stage).index(self)


class ProjectClass(StrEnum):
    """A project's class in this year's plan."""

    CONTINUED = "续建"
    NEW = "新建"
    RESERVE = "预备"
    PREPARATORY = "前期"


class ItemKind(StrEnum):
    """What a work plan's item is: one project, a counted package, a programme without named works, or a plan on paper."""

    PROJECT = "project"
    PACKAGE = "package"
    PROGRAMME = "programme"
    PLAN = "plan"


class SourceKind(StrEnum):
    """What an input file is."""

    WORK_PLAN = "work_plan"
    LEDGER = "ledger"
    TOWNS = "towns"
    FEATURES = "features"


class Precision(StrEnum):
    """How well a place is known, best first.

    rank: 0 for the best; a place is never overwritten by one of a higher rank. label: the Chinese word on legends.
    """

    rank: int
    label: str

    SURVEYED = "surveyed", "实测"
    ALIGNMENT = "alignment", "线位"
    SCHEMATIC = "schematic", "示意"
    TOWN = "town", "仅知镇(街道)"
    CITY = "city", "全市性"
    NONE = "none", "未上图"

    def __new__(cls, value: str, label: str) -> Self:
        """A member that is its English word and knows its Chinese one."""
        member = str.__new__(cls, value)
        member._value_, member.label, member.rank = value, label, len(cls.__members__)
        return member


class Light(StrEnum):
    """亮灯: the computed judgement on a project's progress at a data date."""

    RED = "红"
    YELLOW = "黄"
    GREEN = "绿"
    BLUE = "蓝"
    GREY = "灰"
    UNRATED = "不评"

    @property
    def label(self) -> str:
        """What the light says, in words."""
        return _LIGHT_LABELS[self]


_LIGHT_LABELS = {
    Light.RED: "红灯(严重滞后)",
    Light.YELLOW: "黄灯(滞后)",
    Light.GREEN: "绿灯(正常)",
    Light.BLUE: "蓝(已完成)",
    Light.GREY: "灰(无数据)",
    Light.UNRATED: "不评(前期、预备)",
}
