"""A batch made ready for the store: what is known already set aside, one record a key, everything counted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
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
from data.store.batch import Batch
from data.store.schema import key_of


@dataclass(frozen=True)
class Tidied:
    """The records to write, by class; the files' bytes; and the account of what was given."""

    records: dict[type, list[Any]]
    contents: dict[str, bytes]
    receipt: Receipt

    @property
    def anything(self) -> bool:
        """Whether there is anything to write."""
        return any(self.records.values())


def tidied(batch: Batch, known: Collection[str]) -> Tidied:
    """The batch without what its already known files say. known: checksums of the batch's files that the store has."""
    sources = [(source, content) for source, content in batch.sources if source.sha256 not in known]
    # Said twice in one file: the first is kept. Said anew of a thing: the last word counts.
    once = {
        PlanItem: batch.items, LedgerRow: batch.rows,
        Rejection: _numbered(batch.rejections), Finding: _numbered(batch.findings),
        SourceFile: [source for source, _ in sources],
    }
    anew = {
        Project: batch.projects, Match: batch.matches, Observation: batch.observations, Location: batch.locations,
        TownShare: batch.shares, Town: batch.towns, Feature: batch.features,
    }
    records = {record: _by_key(reversed(_fresh(given, known)), record)[::-1] for record, given in once.items()}
    records |= {record: _by_key(_fresh(given, known), record) for record, given in anew.items()}
    seen = sum(len(given) for given in (*once.values(), *anew.values()))
    taken = sum(len(found) for found in records.values())
    receipt = Receipt(stage="store", seen=seen, taken=taken, set_aside=seen - taken)
    return Tidied(records, {source.sha256: content for source, content in sources}, receipt)


def _fresh(records: Iterable[Any], known: Collection[str]) -> list[Any]:
    return [one for one in records if getattr(one, "source", None) not in known]


def _by_key(records: Iterable[Any], record: type) -> list[Any]:
    """One record a key, the last given."""
    key = key_of(record)
    return list({tuple(getattr(one, name) for name in key): one for one in records}.values())


def _numbered(records: Sequence[Any]) -> Sequence[Any]:
    """Rejections or findings of several stages: numbered through within their file when two stages counted alike."""
    if len({(one.source, one.number) for one in records}) == len(records):
        return records
    counts: dict[str, int] = {}
    result = []
    for one in records:
        counts[one.source] = counts.get(one.source, 0) + 1
        result.append(replace(one, number=counts[one.source]))
    return result
