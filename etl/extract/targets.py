"""The target a statement sets: a quantity, a deadline with its step, or a result; "无量化目标" where the text sets none."""

from __future__ import annotations

import re

from data.model import Stage
from etl.extract.statements import Statement, target_quantity
from etl.extract.vocabulary import vocabulary

NONE = "无量化目标"
_TARGET_STEPS = frozenset({Stage.TENDER, Stage.START, Stage.COMPLETED, Stage.IN_USE})
_ANNOUNCED = re.compile(r"启动|完成|实现|进场|具备|通过|取得|结顶|封顶|合龙|获批|累计|突破\d")
_SOFT = re.compile(r"^(?:确保|力争|争取|力求)")
_IDLE_END = re.compile(r"(?:年度|全年)(?:建设|目标)*任务$|(?<!前期)(?<!等)(?:工作|任务|事宜|手续)+$")


def target_of(statement: Statement, name: str, *, month: int | None, year: int | None) -> str:
    """The target in the text's own words; month or year the document is for say until when a bare 完成 is due."""
    target = _target(statement, name, month=month, year=year)
    return _due(statement, month=month, year=year) + target if target.startswith("完成") and not statement.deadline else target


def _target(statement: Statement, name: str, *, month: int | None, year: int | None) -> str:
    tail = _IDLE_END.sub("", statement.tail).strip(" ,、")
    quantity = target_quantity(statement.tail) or statement.quantity
    if statement.quantity.startswith("完成") and quantity in statement.quantity:
        quantity = statement.quantity
    if quantity and not statement.steps:
        if quantity.startswith("投资") and "完成" in statement.verbs:
            quantity = f"完成{quantity}"
        return f"{_with_time(statement, quantity)}{'(力争)' if statement.soft else ''}"
    results = [verb for verb in statement.verbs if verb in vocabulary().result_verbs]
    if "完成" in statement.said_of and not results:
        due = _due(statement, month=month, year=year)
        return f"{due}{_SOFT.sub('', _without(tail, statement.deadline))}"
    if any(verb in ("完成", "全面完成", "基本完成") for verb in results):
        due = _due(statement, month=month, year=year)
        return f"{due}{results[-1]}{_without(tail, statement.deadline)}"
    if results:
        step = _of_project(name, tail)
        return _with_time(statement, _adverb(statement, results[0]) + _without(step, statement.deadline))
    stages = {vocabulary().step_stage[step] for step in statement.steps}
    if stages & _TARGET_STEPS or (statement.steps and (statement.soft or _ANNOUNCED.search(tail))):
        return _with_time(statement, _SOFT.sub("", tail)) + (f",{quantity}" if quantity and quantity not in tail else "")
    if quantity or statement.deadline:
        return _with_time(statement, quantity or tail or NONE)
    return NONE


def _due(statement: Statement, *, month: int | None, year: int | None) -> str:
    """The text's own deadline, else the document's month or year, that in brackets as not said in so many words."""
    if statement.deadline:
        return statement.deadline
    return f"({month}月内)" if month else f"({year}年内)" if year else ""


def _of_project(name: str, tail: str) -> str:
    """启动…项目建设: the head belongs to the name, and to the target's words."""
    return f"项目{tail}" if tail == "建设" and name.endswith("项目") else tail


def _adverb(statement: Statement, verb: str) -> str:
    return f"正式{verb}" if f"正式{verb}" in statement.lead else verb


def _without(text: str, part: str) -> str:
    return text.replace(part, "", 1) if part else text


def _with_time(statement: Statement, text: str) -> str:
    return text if not statement.deadline or statement.deadline in text else statement.deadline + text
