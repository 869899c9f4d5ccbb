"""Plan items and ledger rows to projects, by written rules; what is doubtful waits for a person and loses nothing."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.model import LedgerRow, Match, PlanItem, Project, Receipt, Refusal, Region
from etl.matching.matcher import Matcher, Record, key_of

__all__ = ["Matching", "key_of", "match"]


@dataclass(frozen=True, slots=True)
class Matching:
    """What matching found.

    matches: one a record, save plans and programmes that name no known project; .project is None where a person must
    confirm. projects: new or changed. only_planned: ids that the work plans name and no ledger; only_reported: the
    reverse; both over this load and the earlier matches.
    """

    matches: tuple[Match, ...]
    projects: tuple[Project, ...]
    only_planned: tuple[str, ...]
    only_reported: tuple[str, ...]
    receipt: Receipt

    @property
    def doubtful(self) -> tuple[Match, ...]:
        """Records that wait for a person's answer, with the candidates, the likeliest first."""
        return tuple(found for found in self.matches if found.project is None)


def match(
    items: Sequence[PlanItem], rows: Sequence[LedgerRow], projects: Iterable[Project], *, region: Region,
    decisions: Mapping[str, str] | None = None, next_number: int = 1, earlier: Sequence[Match] = (),
) -> Matching:
    """Say of every plan item and ledger row which project it means.

    In this order: a person's decision (name to project id, or 'new'); 项目代码; the same name once width, brackets, the
    city before and 工程, 项目, 建设 behind are set aside; an alias; a name that earlier loads matched; a near name by the
    rules of :mod:`etl.matching.verdict`. Where near names leave a doubt the record waits (project None, with candidates);
    where there is none, a new project is made, numbered from next_number. Ledgers go first, by date: their names are
    fuller. The same records against the same projects always give the same ids.
    """
    started = time.perf_counter()
    matcher = Matcher(
        projects, region=region, decisions=decisions or {}, next_number=next_number, earlier=earlier,
    )
    matches: list[Match] = []
    for records in _files(rows, items):
        matches += matcher.match_file(records)
    planned, reported = _sides((*earlier, *matches))
    taken = sum(found.project is not None for found in matches)
    waiting = len(matches) - taken
    seen = len(items) + len(rows)
    receipt = Receipt(
        stage="比对", seen=seen, taken=taken, set_aside=seen - len(matches),
        refused=(Refusal(waiting, "名称相近,待人工确认"),) if waiting else (),
        notes=(f"新增或更新项目 {len(matcher.changed)} 个",), seconds=round(time.perf_counter() - started, 3),
    )
    return Matching(
        tuple(matches), tuple(matcher.changed.values()), tuple(sorted(planned - reported)), tuple(sorted(reported - planned)),
        receipt,
    )


def _files(rows: Sequence[LedgerRow], items: Sequence[PlanItem]) -> Iterable[list[Record]]:
    """The records file by file: ledgers by data date, then work plans in the order given."""
    ledgers: dict[tuple[date, str], list[Record]] = {}
    for row in rows:
        ledgers.setdefault((row.as_of or date.max, row.source), []).append(row)
    plans: dict[str, list[Record]] = {}
    for item in items:
        plans.setdefault(item.source, []).append(item)
    return [*(ledgers[key] for key in sorted(ledgers)), *plans.values()]


def _sides(matches: Iterable[Match]) -> tuple[set[str], set[str]]:
    """The projects that work plans name, and those that ledgers report."""
    planned, reported = set(), set()
    for found in matches:
        if found.project:
            (reported if "!" in found.key else planned).add(found.project)
    return planned, reported
