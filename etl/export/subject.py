"""What every export is made from: one board, its places, and what the work plans said, all of one state of the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from data.model import Location, Match, PlanItem, Project, Region, SourceFile, SourceKind
from data.store import Reader, Store
from data.views import Board, board, region_of

DEMO = "演示数据"


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A board with what it rests on. places: by project, those on the map only; quotes: what work plans said, by project."""

    board: Board
    region: Region
    projects: Mapping[str, Project]
    places: Mapping[str, Location]
    quotes: Mapping[str, tuple[tuple[SourceFile, PlanItem], ...]]

    @property
    def title(self) -> str:
        """The title of whatever is written."""
        when = f"(数据截至 {self.board.as_of})" if self.board.as_of else ""
        return f"{DEMO} " * self.board.demo + f"{self.region.name}重点工程进度{when}"


def subject_of(store: Store, *, as_of: date | None = None, rule: str | None = None) -> Subject:
    """The board as of a data date with its places and quotes. Raises StoreError, RuleError, RegionError."""
    shown = board(store, as_of, rule)
    mapped = {row.id for row in shown.rows if row.mapped}
    with store.reading() as now:
        return Subject(
            board=shown, region=region_of(store), projects={project.id: project for project in now.fetch(Project)},
            places={place.project: place for place in now.fetch(Location) if place.project in mapped and place.geometry},
            quotes=_quotes(now, shown.as_of),
        )  # fmt: skip


def _quotes(now: Reader, as_of: date | None) -> dict[str, tuple[tuple[SourceFile, PlanItem], ...]]:
    plans = {file.sha256: file for file in now.files(as_of) if file.kind is SourceKind.WORK_PLAN}
    items = {(item.source, f"{item.clause} {item.name}"): item for item in now.fetch(PlanItem, source=list(plans))}
    found: dict[str, list[tuple[SourceFile, PlanItem]]] = defaultdict(list)
    for match in now.fetch(Match, source=list(plans)):
        if match.project and (match.source, match.key) in items:
            found[match.project].append((plans[match.source], items[match.source, match.key]))
    return {project: tuple(pairs) for project, pairs in found.items()}
