"""The end of a statement: the steps of a project's life, a quantity, a time; read from the right, down to the object."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.extract.circumstances import TIME_END
from etl.extract.progress import UNDER_WAY
from etl.extract.vocabulary import Vocabulary

_QUANTITY_END = re.compile(
    r"(?:(?:累计|完成|实现|达到|达|超过|总)*(?:年度|计划|总)?(?:投资|工程量|形象进度|进度|总工程量|产值|总量|任务|路基|桩基|主体)?(?:完成率)?(?:的|达到|完成|达|超|超过|过)?"
    r"(?:\d+(?:\.\d+)?(?:%|亿元|万元|个百分点)|[三四五六七八九]成|过半)(?:的?(?:年度)?(?:投资|工程量|进度|任务|总工程量|计划))?(?:以上|左右)?)$"
)
_JOIN = "、和及与并,且至到" + "以"
# "…完成年内投资计划": under way, as planned.
_AS_PLANNED = re.compile(r"完成(?:年内|年度|本年度|全年|当年)(?:投资|建设)?(?:计划|任务|目标)$")
# "…开工前各项准备工作": what is prepared is the start.
_BEFORE_START = re.compile(r"(?:开工|开建|动工|施工)前的?(?:各项|相关|有关)?(?:准备|筹备)工作$")
# "…纳入国家建设规划", "…纳入上级盘子": what a project that is only thought of is to get into.
_ENTERED = re.compile(r"(?:纳入|列入(?=[^,、。]{0,18}(?:规划|计划|盘子|清单)))[^,、。]{2,24}$")


@dataclass(frozen=True, slots=True)
class Tail:
    """What a statement ends with: where it starts in the segment, its steps in order, and what is said of them.

    said_of: verbs that govern a step ("启动" of "…启动拆迁"); time and quantity as the text says them.
    """

    start: int
    steps: tuple[str, ...]
    said_of: tuple[str, ...]
    soft: bool
    time: str
    quantity: str


def read_tail(segment: str, start: int, words: Vocabulary) -> Tail:
    """The tail of a segment whose lead ends at `start`. Linear in its length."""
    end, soft, time, quantity = len(segment), False, "", ""
    steps: list[str] = []
    said_of: list[str] = []
    if (entered := _ENTERED.search(segment, start)) and (entered.start() == start or entered.start() - start >= 3):
        steps.append("纳入规划")
        end = entered.start()
    elif (before := _BEFORE_START.search(segment, start)) and before.start() - start >= 3:
        steps.append("开工准备")
        end = before.start()
    elif (planned := _AS_PLANNED.search(segment, start)) and planned.start() - start >= 3:
        steps.append(UNDER_WAY)
        end = planned.start()
    settled = end
    while end > start:
        body = segment[start:end]
        if (match := _QUANTITY_END.search(body[-40:])) and match[0]:
            quantity = match[0]
            end -= len(match[0])
            settled = end
            continue
        step, act = words.steps.ending(body), words.name_acts.ending(body)
        closing, between = words.closing.ending(body), words.between.ending(body)
        if (match := TIME_END.search(body[-16:])) and (steps or quantity) and match[0] != "全年":
            time = time or match[0]
            end -= len(match[0])
            settled = end
            continue
        if step and len(step) >= len(act) and len(step) >= len(between) and len(step) >= len(closing):
            # "…启动拆迁": 启动 is a verb of the step, not a step
            step = "完成" if (steps or quantity) and step in ("改造完成", "建设完成") else step
            (said_of if (steps or quantity) and step in ("启动", "完成") else steps).append(step)
            end -= len(step)
            settled = end
        elif act and len(act) > len(step) and (len(act) > len(between)):
            break
        elif closing and not steps:
            end -= len(closing)
        elif body[-1] == "等" and end < len(segment) and not steps and _step_before(body[:-1], words):
            # "…可研、立项、环评等手续"
            end -= 1
        elif between and (steps or quantity):
            soft = soft or between in words.soft
            end -= len(between)
            settled = end
        elif steps and end > start and body[-1] in _JOIN and _step_before(body[:-1], words):
            end -= 1
        else:
            break
    if not steps and end < settled:
        settled = end
    return Tail(settled, tuple(reversed(steps)), tuple(said_of), soft, time, quantity)


def _step_before(body: str, words: Vocabulary) -> bool:
    step, act = words.steps.ending(body), words.name_acts.ending(body)
    return bool(step) and len(step) >= len(act)
