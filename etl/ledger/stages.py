"""Stage (环节) and class of a project from a ledger's words. What is planned is not done; a state is not a class."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from data.model import ProjectClass, Stage
from etl.ledger.text import squeeze
from etl.ledger.vocabulary import words

_CLAUSES = re.compile(r"[,,;;。\n]|(?<=[^\d])\.(?=[^\d])")


@cache
def _rules() -> tuple[tuple[Stage, re.Pattern[str]], ...]:
    return tuple((Stage(name), re.compile(pattern)) for name, pattern in words()["stage"]["rules"])


@cache
def _status() -> tuple[tuple[Stage, re.Pattern[str]], ...]:
    return tuple((Stage(name), re.compile(pattern)) for name, pattern in words()["status"].items())


@cache
def _future() -> re.Pattern[str]:
    return re.compile(words()["stage"]["future"])


@lru_cache(maxsize=16384)
def stage_of_status(text: str) -> Stage | None:
    """The stage a status cell names (在建, 前期, 已完工); None where it names none."""
    plain = squeeze(text)
    return next((stage for stage, pattern in _status() if pattern.search(plain)), None) or stage_of_words(text)


@lru_cache(maxsize=16384)
def stage_of_words(text: str) -> Stage | None:
    """The stage that a progress text tells: of all its clauses about what is, the one farthest along; a stop wins over all.

    "完成勘察设计招标" and "完成可研" are 前期, not 完工. Clauses about what is to come tell nothing.
    """
    found: list[Stage] = []
    for clause in _CLAUSES.split(squeeze(text.replace("\n", ";"))):
        stage = next((stage for stage, pattern in _rules() if pattern.search(clause)), None)
        if stage is None or (_future().search(clause) and stage not in (Stage.SUSPENDED, Stage.CANCELLED)):
            continue
        whole = stage not in (Stage.COMPLETED, Stage.IN_USE) or not re.search(words()["stage"]["partial"], clause)
        found.append(stage if whole else Stage.BUILDING)
    stopped = [stage for stage in found if stage.rank is None]
    return stopped[-1] if stopped else max(found, key=lambda stage: stage.rank or 0, default=None)


@cache
def _classes() -> tuple[tuple[ProjectClass, re.Pattern[str]], ...]:
    return tuple(
        (ProjectClass(name), re.compile(pattern)) for name, pattern in words()["class"].items() if name not in ("crossing", "nature")
    )


@lru_cache(maxsize=4096)
def class_of(text: str) -> ProjectClass | None:
    """The class that a cell or a section's heading names; None for 竣工投产 (it crosses the classes) and for other words."""
    plain = squeeze(text)
    if is_crossing(plain):
        return None
    return next((name for name, pattern in _classes() if pattern.search(plain)), None)


def is_crossing(text: str) -> bool:
    """竣工投产 and the like: counted under another class as well."""
    return bool(re.search(words()["class"]["crossing"], text)) and not re.search(r"未|年|续建|新建|新开工|前期", text)


def is_nature(text: str) -> bool:
    """建设性质 as what is built (改建, 扩建), which tells no class."""
    return bool(re.search(words()["class"]["nature"], squeeze(text)))
