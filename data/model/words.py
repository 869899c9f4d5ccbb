"""The closed vocabularies of the domain. Each value is the Chinese word that users read and files hold."""

from __future__ import annotations

from enum import StrEnum


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
    """How well a place is known, best first."""

    SURVEYED = "surveyed"
    ALIGNMENT = "alignment"
    SCHEMATIC = "schematic"
    TOWN = "town"
    CITY = "city"
    NONE = "none"

    @property
    def rank(self) -> int:
        """0 for the best; a place is never overwritten by one of a higher rank."""
        return list(Precision).index(self)

    @property
    def label(self) -> str:
        """The Chinese word on legends."""
        return _PRECISION_LABELS[self]


_PRECISION_LABELS = {
    Precision.SURVEYED: "实测",
    Precision.ALIGNMENT: "线位",
    Precision.SCHEMATIC: "示意",
    Precision.TOWN: "仅知镇(街道)",
    Precision.CITY: "全市性",
    Precision.NONE: "未上图",
}


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
