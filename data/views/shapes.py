"""What the pages and the briefing are given: small prepared tables, all figures already worked out, each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from data.lights import Lit
from data.model import (
    Correction,
    Finding,
    Judgement,
    Light,
    Location,
    PlanItem,
    Precision,
    Problem,
    Progress,
    ProjectClass,
    Rejection,
    Run,
    SourceFile,
    Stage,
    TownShare,
)

NOT_PLACED = "尚未落图"
"""The reason of a project that no method has looked for yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a figure stands: file, sheet, row; or file, clause. source: the file's SHA-256, by which it can be opened."""

    file: str
    sheet: str = ""
    row: int | None = None
    clause: str = ""
    source: str = ""

    def __str__(self) -> str:
        """As a reader would say it: 某台账.xlsx «Sheet1» 第 12 行."""
        where = f" «{self.sheet}» 第 {self.row} 行" if self.row is not None else f" {self.clause}" if self.clause else ""
        return f"{self.file}{where}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """One project on the board as of a date. Rates are ratios (1.226 is 122.6 %), None where unknown."""

    id: str
    name: str
    aliases: tuple[str, ...]
    sector: str
    project_class: ProjectClass | None
    unit: str
    stage: Stage | None
    progress: Progress | None
    as_of: date | None
    evidence: Evidence | None
    year_rate: float | None
    total_rate: float | None
    lit: Lit
    judgement: Judgement | None
    towns: tuple[TownShare, ...]
    precision: Precision
    partial: bool
    mapped: bool
    place_reason: str
    length_m: float | None
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Roll-up of some rows: ratios of sums, each project once. Sums are over the rows that know the figure."""

    projects: int
    building: int
    total_investment: int | None
    year_plan: int | None
    year_done: int | None
    total_done: int | None
    year_rate: float | None
    total_rate: float | None
    time_progress: float
    gap: float | None
    lights: Mapping[Light, int]
    mapped: int
    without_figures: int
    rated: int = 0
    """How many projects the year_rate rests on: those with a year's plan and a figure done."""
    invested: int = 0
    """How many projects total_investment is the sum of."""
    total_rated: int = 0
    """How many projects the total_rate rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TownTotals:
    """A town beside others. A project counts whole in each of its towns, so towns do not add up to the region.

    shared: how many of the town's projects lie in other towns, too; length_m: the length of its part of line works.
    """

    code: str
    name: str
    totals: Totals
    shared: int
    length_m: float | None


@dataclass(frozen=True, slots=True)
class RuleWords:
    """A light rule to choose: its name, what it says line by line, who published it, and whether it is the one in force."""

    name: str
    words: tuple[str, ...]
    origin: str = ""
    in_force: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What is in the store, in a few figures."""

    where: str
    region: str
    version: int
    projects: int
    mapped: int
    data_dates: tuple[date, ...]
    files: int
    rejections: int
    findings: int
    doubtful: int
    demo: bool
    last_run: Run | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The whole board as of a data date under a rule. version is the store's; rules_stamp says of which state the rules were."""

    region: str
    as_of: date | None
    rule: str
    rule_words: tuple[str, ...]
    rows: tuple[BoardRow, ...]
    totals: Totals
    demo: bool
    approximate_towns: bool
    sources: tuple[SourceFile, ...]
    version: int
    rules_stamp: int = 0

    def row(self, project: str | None) -> BoardRow | None:
        """The row of a project, by its id; None where the board has none."""
        return next((row for row in self.rows if row.id == project), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lagging:
    """A red or yellow project: since which data date without a break, for what reason, with which problems on the list.

    from_first: it was so at the first data date known of it, and may have been before; absent: the ledger that should have
    reported it last does not, so that its figures are of a date before.
    """

    row: BoardRow
    since: date | None
    red_since: date | None
    reason: str
    problems: tuple[Problem, ...]
    from_first: bool = False
    absent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """All there is to say of one project as of a date."""

    row: BoardRow
    location: Location
    history: tuple[tuple[date, Progress, Evidence], ...]
    quotes: tuple[tuple[SourceFile, PlanItem], ...]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    judgements: tuple[Judgement, ...]
    corrections: tuple[Correction, ...]
    neighbours: tuple[tuple[str, str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """本期变化: one thing that became different for a project between two data dates."""

    project: str
    name: str
    kind: str
    was: str
    now: str
    amount: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """One file in the store, and what became of it."""

    source: SourceFile
    taken: int
    rejections: tuple[Rejection, ...]
    findings: tuple[Finding, ...]
    run: int
    loaded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLayers:
    """Geometry for the map, slim: GeoJSON texts ready to send, lon/lat, five decimals.

    shapes maps a project's id to its simplified geometry; towns and base are FeatureCollections (base: roads, water of the
    gazetteer). places says how each place is known, or why it is not: the records without their geometry, by project.
    """

    towns: str
    base: str
    shapes: Mapping[str, dict] = field(default_factory=dict)
    places: Mapping[str, Location] = field(default_factory=dict)
    bbox: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)

    def place(self, project: str) -> Location:
        """Where a project lies and how that is known, in words: without its geometry."""
        return self.places.get(project) or Location(project=project, reason=NOT_PLACED)
