"""By what projects are coloured: the light, a rate, 形象进度, or the stage. Each measure is a short list of named classes.

A class has a badge (shape and letter) beside its colour, so that it is read without it. Classes stand in the order in which
they are drawn: the first lies on top.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from data.views import Board, BoardRow, Light, Stage
from pages.ui.theme import COURSE, LIGHTS, STEPS, UNKNOWN, Paint

_STEP_BOUNDS = (0.2, 0.4, 0.6, 0.8, 1.0)
BANDS = ("低于20%", "20–40%", "40–60%", "60–80%", "80–100%", "100%及以上", "未知")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One class of a measure: its key (also in the address), what the legend says of it, its letter and its paint."""

    key: str
    label: str
    words: str = ""
    mark: str
    paint: Paint


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A way to colour projects. named lists the classes whose projects are named on the map even when it is full."""

    key: str
    title: str
    kinds: tuple[Kind, ...]
    key_of: Callable[[BoardRow], str]
    filter: str
    named: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    ranks: Mapping[str, int] = field(default_factory=dict)

    def rank(self, row: BoardRow) -> int:
        """Which of the kinds a project belongs to, by position."""
        return self.ranks[self.key_of(row)]


def _measure(key: str, title: str, kinds: Sequence[Kind], key_of: Callable[[BoardRow], str], **more: object) -> Measure:
    ranks = {kind.key: rank for rank, kind in enumerate(kinds)}
    return Measure(key=key, title=title, kinds=tuple(kinds), key_of=key_of, ranks=ranks, **more)


def band(ratio: float | None) -> str:
    """The band of a ratio, by name; borders belong to the band above, as 100% belongs to 100%及以上."""
    return BANDS[-1] if ratio is None else BANDS[sum(ratio >= bound for bound in _STEP_BOUNDS)]


def _bands(unknown: str) -> list[Kind]:
    steps = [Kind(key=name, label=name, mark=str(n), paint=paint) for n, (name, paint) in enumerate(zip(BANDS, STEPS, strict=False), 1)]
    return [*steps, Kind(key=BANDS[-1], label=unknown, mark="?", paint=UNKNOWN)]


_LIGHT_LABELS = {"红": "红灯", "黄": "黄灯", "绿": "绿灯", "蓝": "已完成", "灰": "无数据", "不评": "不评灯"}
_LIGHT_WORDS = {"红": "严重滞后", "黄": "滞后", "绿": "正常", "蓝": "完工、投用", "灰": "未填报", "不评": "前期、预备"}
_STAGES = (Stage.SUSPENDED, *(stage for stage in Stage if stage.rank is not None), Stage.CANCELLED)
_STAGE_PAINTS = {stage: COURSE[7 if stage is Stage.SUSPENDED else 8 if stage is Stage.CANCELLED else stage.rank] for stage in Stage}
_STAGE_MARKS = dict(zip(Stage, "谋前招开建完投停消", strict=True))


def _lights() -> list[Kind]:
    return [
        Kind(key=light.value, label=_LIGHT_LABELS[light.value], words=_LIGHT_WORDS[light.value], mark=light.value[0], paint=paint)
        for light, paint in ((Light(name), paint) for name, paint in LIGHTS.items())
    ]


def _stages() -> list[Kind]:
    known = [Kind(key=stage.value, label=stage.value, mark=_STAGE_MARKS[stage], paint=_STAGE_PAINTS[stage]) for stage in _STAGES]
    return [*known, Kind(key="未知", label="环节未知", mark="?", paint=UNKNOWN)]


def _physical(row: BoardRow) -> float | None:
    done = row.progress.physical_progress if row.progress else None
    return None if done is None else done / 100


MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in (
        _measure("light", "亮灯", _lights(), lambda row: row.lit.light.value, filter="light", named=("红", "黄")),
        _measure("year", "年度完成率", _bands("无年度计划或未填报"), lambda row: band(row.year_rate), filter="band",
                 named=BANDS[:2], words=("本年累计完成投资 ÷ 年度计划投资",)),
        _measure("total", "总完成率", _bands("总投资或累计未知"), lambda row: band(row.total_rate), filter="band",
                 words=("开工以来累计完成投资 ÷ 总投资",)),
        _measure("physical", "形象进度", _bands("未填报"), lambda row: band(_physical(row)), filter="band",
                 words=("工程量完成的百分比,不是资金完成率",)),
        _measure("stage", "环节", _stages(), lambda row: row.stage.value if row.stage else "未知", filter="stage", named=("停工",)),
    )
}


def light_kind(row: BoardRow) -> Kind:
    """The class of a project's light, with its badge."""
    lights = MEASURES["light"]
    return lights.kinds[lights.rank(row)]


def _said_of(kind: Kind, lines: Sequence[str]) -> str:
    """What a rule's lines say of a class, as ``红灯:低于…`` does."""
    for line in lines:
        label, colon, words = line.replace("：", ":", 1).partition(":")
        if colon and label == kind.label:
            return words
    return ""


def spec(measure: Measure, board: Board) -> dict[str, object]:
    """A measure as the map needs it: title, the rule in words, classes with their paint, and each project's class."""
    lines = board.rule_words if measure.key == "light" else measure.words
    said = {kind.key: _said_of(kind, lines) for kind in measure.kinds}
    return {
        "title": f"{measure.title} · {board.rule}规则" if measure.key == "light" else measure.title,
        "words": [line for line in lines if not any(line.endswith(one) for one in said.values() if one)],
        "named": list(measure.named),
        "classes": [
            {"key": kind.key, "label": kind.label, "words": said[kind.key] or kind.words, "mark": kind.mark, **kind.paint._asdict()}
            for kind in measure.kinds
        ],
        "of": [measure.rank(row) for row in board.rows],
    }
