"""What one load brings to the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from data.model import (
    Feature,
    Finding,
    LedgerRow,
    Location,
    Match,
    Observation,
    PlanItem,
    Project,
    Receipt,
    Rejection,
    SourceFile,
    Town,
    TownShare,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The records of one load; they go in together or not at all.

    sources: the files and their bytes. projects: new or changed ones only. locations and shares replace, for each project they
    name, what was known of its place; towns and features replace those of the same key. rematched names sources already in the
    store whose matches and observations are given anew (after a person's decision): the earlier ones go out with this load.
    """

    sources: tuple[tuple[SourceFile, bytes], ...] = ()
    items: tuple[PlanItem, ...] = ()
    rows: tuple[LedgerRow, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    findings: tuple[Finding, ...] = ()
    projects: tuple[Project, ...] = ()
    matches: tuple[Match, ...] = ()
    observations: tuple[Observation, ...] = ()
    locations: tuple[Location, ...] = ()
    shares: tuple[TownShare, ...] = ()
    towns: tuple[Town, ...] = ()
    features: tuple[Feature, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    versions: Mapping[str, str] = field(default_factory=dict)
    rematched: tuple[str, ...] = ()
