"""The stage a statement asks for: what its steps say, else what its verbs imply."""

from __future__ import annotations

import re

from data.model import Stage
from etl.extract.statements import PLAIN_STEPS, Statement
from etl.extract.vocabulary import vocabulary

_PREPARED = re.compile("(?:准备|筹备)(?:工作)?$")
# "…具备通车条件": done, not yet in use.
_FIT_FOR = re.compile(r"具备.{2,8}条件")
# "投资3亿元", "80%", "八成": so much is done, and not all.
_SHORT_OF_ALL = re.compile(r"^(?!.*100%).*(?:投资|%)|[三四五六七八九]成")
_HALF = re.compile(r"[半单左右]幅")
_PURSUED = re.compile("推进|推动|扫尾|收尾|展开|铺开|提速")
# "…进入铺轨阶段": a stage that is entered is not behind.
_ENTERS = re.compile(r"进入(?!.*验收).{2,12}阶段")

_DONE = frozenset({"完成", "全面完成", "全部完成", "基本完成"})
# The main structure is inspected, and done, before the whole is.
_MAIN_STRUCTURE = re.compile(r"主体(?:结构)?(?:通过|质量|分部)*验收$|主体(?:结构|工程)?(?:已|基本|全部|全面)*(?:完工|完成|建成|竣工)$")
_HOW_FAR = re.compile(r"(?:已|均|也|都|基本|全部|全面|全线|顺利|部分|建设)*(?:贯通|完成|完工|建成|竣工|全部完成|基本完成|成型|收尾|扫尾)$")
# What is said of a part as of the whole: its inspection and handing over are the whole's.
_REACHED = frozenset({"贯通", "完成", "完工", "建成", "竣工", "全部完成", "基本完成", "成型", "收尾", "扫尾"})


def main_stage(statement: Statement) -> Stage | None:
    """The stage the statement asks for: what its steps say, else what its verbs imply; None when it says nothing of works."""
    words = vocabulary()
    if statement.steps and _PREPARED.search(statement.tail):
        return Stage.PREPARATION
    steps = _without_done(statement.steps)
    said = [words.step_stage[step] for step in steps]
    outside = [stage for stage in said if stage.rank is None]
    if outside:
        return outside[-1]
    led = [words.verb_stage[verb] for verb in statement.verbs if verb in words.verb_stage]
    results = [words.verb_stage[verb] for verb in (*statement.verbs, *statement.said_of) if verb in words.result_verbs]
    strong = max(results, key=_rank, default=None)
    if statement.quantity and not said and _SHORT_OF_ALL.search(statement.quantity):
        return Stage.BUILDING
    if any(stage.rank is not None and stage.rank < 3 for stage in said):
        # "…推进前期工作": how a step is pursued is no further step
        said = [stage for step, stage in zip(steps, said, strict=True) if not _PURSUED.search(step)]
        if statement.steps[0] == "建设" and said[-1] is Stage.PREPARATION:
            # "…项目建设前期工作"
            said = [Stage.PREPARATION]
    if said:
        furthest = max(said, key=_rank)
        if furthest is Stage.IN_USE and _HALF.search(statement.tail):
            return Stage.BUILDING
        if furthest is Stage.IN_USE and _FIT_FOR.search(statement.tail):
            return Stage.COMPLETED
        if furthest is Stage.COMPLETED and (_ENTERS.search(statement.tail) or _of_a_part(statement, said)):
            return Stage.BUILDING
        if furthest is not Stage.BUILDING:
            return furthest
        if any(stage is Stage.IDEA for stage in led) and not strong:
            return Stage.IDEA
        # 启动…建设 is a start, 完成…建设 an end; 封顶 and the like stay what they are.
        plain = all(step in PLAIN_STEPS or _PURSUED.search(step) for step in statement.steps)
        return strong if strong and plain else furthest
    if strong:
        return strong
    if Stage.IDEA in led:
        return Stage.IDEA
    return max(led, key=_rank, default=None)


def _rank(stage: Stage) -> int:
    return stage.rank if stage.rank is not None else -1


def _without_done(steps: tuple[str, ...]) -> tuple[str, ...]:
    """Reads "初步设计已完成": what is done is that step, no more; "建设完成" is the whole."""
    before = tuple(step for step in steps[:-1] if step not in PLAIN_STEPS)
    return before if before and steps[-1] in _DONE else steps


def _of_a_part(statement: Statement, said: list[Stage]) -> bool:
    """Reads "导流洞贯通", "桩基完成": what is finished is a part."""
    building = any(stage is Stage.BUILDING and step not in PLAIN_STEPS for step, stage in zip(statement.steps, said, strict=False))
    if _MAIN_STRUCTURE.search(statement.tail):
        return True
    if any(step in _REACHED for step in statement.steps) and all(_of_parts(piece) for piece in re.split("[、,]", statement.tail)):
        return True
    if statement.steps[-1] not in _REACHED:
        return False
    before = _HOW_FAR.sub("", statement.tail)
    return (building and statement.steps[-1] == "完成") or bool(vocabulary().parts.at(statement.tail)) or _is_part(before)


def _of_parts(piece: str) -> bool:
    """Whether a piece of several ("幕墙收尾、开展精装修") tells of a part, or of what is under way."""
    before = _HOW_FAR.sub("", piece)
    step = vocabulary().steps.ending(piece)
    return _is_part(before) or (before == piece and vocabulary().step_stage.get(step) is Stage.BUILDING)


def _is_part(text: str) -> bool:
    """Reads "混凝土路基及水稳", "地下结构及地面结构": what is built of the works, not they themselves."""
    words, text = vocabulary(), text.removesuffix("工程")
    built = words.progress.ending(text)
    return bool(words.parts.ending(text) or (built and words.step_stage[built] is Stage.BUILDING))
