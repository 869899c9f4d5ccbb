"""What one load brings to the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

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
    name, what was known of its place; towns and features replace those of the same key; so do matches of files that the store
    has. retracted: what goes out with this load and nothing takes its place (after a person's decision), as the class and the
    fields of :data:`data.store.schema.DISPLACED_BY`. All of it comes back when the load is undone.
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
    retracted: tuple[tuple[type, Mapping[str, Any]], ...] = ()
