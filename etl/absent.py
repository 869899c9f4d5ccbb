"""上期有、本期没有: a project that one ledger reports and the next of the same kind does not, though nobody called it finished.

Departments send ledgers of their own, so a ledger is held against the last one that it carries on: the last before it at least
half of whose projects it reports again. A ledger that carries on none is held against none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.model import ABSENT, Finding, Match, Observation, Project, SourceFile, SourceKind, Stage

MOST_TRIED = 40
"""How many ledgers before a new one (and after one that comes late) are asked whether they are of the same kind."""

_NAMED = 8
_DONE_WITH = (Stage.COMPLETED, Stage.IN_USE, Stage.CANCELLED)

MatchesOf = Callable[[str], Sequence[Match]]
SeenAt = Callable[[date, Collection[str]], Mapping[str, Observation]]


@dataclass(frozen=True, slots=True)
class _Report:
    """The projects that a ledger speaks of; possible are those that a name still in doubt may mean."""

    projects: frozenset[str]
    possible: frozenset[str]

    def carries_on(self, earlier: _Report) -> bool:
        """Whether this is the next ledger of the same kind."""
        return bool(earlier.projects) and 2 * len(self.projects & earlier.projects) >= len(earlier.projects)


def absent(
    new: Sequence[SourceFile], stored: Sequence[SourceFile], projects: Mapping[str, Project], *, matches_of: MatchesOf, seen_at: SeenAt,
) -> tuple[Finding, ...]:
    """What new ledgers no longer report, and what stored ones do not of an older ledger that comes late.

    matches_of: a ledger's matches by its sha256; seen_at: the last observations of projects up to a date. A finding belongs to
    the ledger that is silent. Where a unit that had several projects is silent on all of them, that is one finding.
    """
    dated = sorted((one for one in (*stored, *new) if one.kind is SourceKind.LEDGER and one.as_of), key=lambda one: one.as_of)
    reports = _Reports(dated, matches_of)
    found: list[Finding] = []
    for ledger in (one for one in dated if one in new):
        for earlier, later in reports.neighbours(ledger, stored):
            missing = reports.missing(earlier, later)
            seen = seen_at(earlier.as_of, reports.of(earlier).projects) if missing else {}
            found += _findings(_unfinished(missing, seen, projects, reports.of(later)), seen, earlier, later, reports.of(later))
    return tuple(found)


class _Reports:
    """Ledgers by date, each read when it is first asked for."""

    def __init__(self, dated: Sequence[SourceFile], matches_of: MatchesOf) -> None:
        self._dated, self._matches_of = dated, matches_of
        self._read: dict[str, _Report] = {}

    def of(self, ledger: SourceFile) -> _Report:
        """What a ledger reports."""
        if ledger.sha256 not in self._read:
            matches = self._matches_of(ledger.sha256)
            self._read[ledger.sha256] = _Report(
                frozenset(one.project for one in matches if one.project),
                frozenset(candidate for one in matches if one.project is None for candidate in one.candidates),
            )
        return self._read[ledger.sha256]

    def neighbours(self, ledger: SourceFile, stored: Sequence[SourceFile]) -> Iterator[tuple[SourceFile, SourceFile]]:
        """(earlier, later): the ledger and the one that it carries on; and it and the stored one that carries it on."""
        before = [one for one in reversed(self._dated) if one.as_of < ledger.as_of][:MOST_TRIED]
        after = [one for one in self._dated if one.as_of > ledger.as_of and one in stored][:MOST_TRIED]
        if earlier := next((one for one in before if self.of(ledger).carries_on(self.of(one))), None):
            yield earlier, ledger
        if later := next((one for one in after if self.of(one).carries_on(self.of(ledger))), None):
            yield ledger, later

    def missing(self, earlier: SourceFile, later: SourceFile) -> frozenset[str]:
        """Projects of the earlier ledger that neither the later one nor any other since speaks of."""
        since = [one for one in self._dated if earlier.as_of < one.as_of <= later.as_of]
        return self.of(earlier).projects.difference(*(self.of(one).projects | self.of(one).possible for one in since))


def _unfinished(
    missing: Collection[str], seen: Mapping[str, Observation], projects: Mapping[str, Project], later: _Report,
) -> list[str]:
    """Those that were not done with, and are not reported as a whole or in parts instead."""
    wholes = {projects[one].parent for one in later.projects if one in projects}
    parts = {one for one in missing if one in projects and projects[one].parent in later.projects}
    return sorted(one for one in missing if one in seen and seen[one].stage not in _DONE_WITH and one not in wholes and one not in parts)


def _findings(
    missing: Sequence[str], seen: Mapping[str, Observation], earlier: SourceFile, later: SourceFile, report: _Report,
) -> Iterator[Finding]:
    reporting = {seen[one].unit for one in report.projects if one in seen}
    silent: dict[str, list[str]] = defaultdict(list)
    for project in missing:
        silent[seen[project].unit].append(project)
    where = f"上期({earlier.as_of},{earlier.name})有,本期({later.as_of})没有"
    for unit, theirs in silent.items():
        names = [seen[one].name for one in theirs]
        if unit and unit not in reporting and len(theirs) > 1:
            listed = "、".join(names[:_NAMED]) + ("等" if len(names) > _NAMED else "")
            text = f"“{unit}”的 {len(names)} 个项目{where}:{listed};若本期台账不含该单位,可不理会"
            yield _finding(later, text, was=f"{len(names)} 个项目")
            continue
        for project, name in zip(theirs, names, strict=True):
            stage = seen[project].stage
            yield _finding(later, f"“{name}”{where},此前未报完工", was=stage or "已列入", project=project)


def _finding(later: SourceFile, text: str, *, was: str, project: str | None = None) -> Finding:
    return Finding(source=later.sha256, number=0, kind=ABSENT, text=text, project=project, was=was, now="未列入")
