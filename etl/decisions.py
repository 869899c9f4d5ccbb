"""What people decide, carried through: which project a name means, where a project lies, what a column holds.

Every decision is kept as a Correction, wins over every method, can be withdrawn, and is never asked again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from data.model import Correction, Region, Run
from data.model.placement import PLACE_SUBJECT
from data.region import load_region
from data.store import Store, StoreChanged
from etl.correcting import keep, reinstate, replace_places
from etl.errors import InputError, StaleError
from etl.known import MAPPING_SUBJECT, MATCH_SUBJECT, known_projects
from etl.matching.matcher import NEW
from etl.settling import settle


def decide_match(store: Store, name: str, becomes: str, *, who: str, reason: str, region: Region | None = None) -> Run | None:
    """Say which project a name means (its id, or 'new'): in every file in which it waits, and in all that come.

    Spellings that differ in width, brackets or a trailing 工程 are one name; another answer for it takes the first one's place.
    Returns the run that settled it; None when no record is of this name.
    """
    pack = region or load_region()
    if becomes != NEW and becomes not in {project.id for project in known_projects(store, pack)}:
        raise InputError(f"没有编号为 {becomes} 的项目", "请从列表中选择项目,或选“另一个新项目”")
    keep(store, MATCH_SUBJECT + name, "project", "", becomes, who, reason)
    return settle(store, region=pack)


def undo_load(store: Store, *, expected: int | None = None, region: Region | None = None) -> Run | None:
    """Take back the last load of files, and what was settled since; what people decided holds and is applied to what stays.

    expected: the number of the load that is meant; StaleError where another has come since. Returns the load that was taken
    back, None where there is none.
    """
    try:
        run = store.undo_last(expected=expected)
    except StoreChanged as error:
        raise StaleError(error.problem, error.remedy) from error
    if run is not None:
        settle(store, region=region)
        replace_places(store, corrected_places(store), region=region)
    return run


def corrected_places(store: Store) -> set[str]:
    """The projects whose place a person has set. Undoing a load brings back places of before, which must not displace these."""
    standing = store.fetch(Correction, withdrawn_at=None)
    return {one.subject.removeprefix(PLACE_SUBJECT) for one in standing if one.subject.startswith(PLACE_SUBJECT)}


def withdraw(store: Store, correction: int, *, who: str, region: Region | None = None) -> Correction:
    """Take a correction back; what it decided is worked out anew. A place that an earlier correction had given returns."""
    gone = store.withdraw(correction, who=who)
    if gone.subject.startswith(PLACE_SUBJECT):
        reinstate(store, gone)
        replace_places(store, [gone.subject.removeprefix(PLACE_SUBJECT)], region=region)
    elif gone.subject.startswith(MATCH_SUBJECT):
        settle(store, region=region)
    return gone


def confirm_mapping(store: Store, shape: str, columns: Mapping[str, str], *, who: str, reason: str) -> Correction:
    """Keep what the clerk said the columns of a ledger of this shape hold: column header → field."""
    return keep(store, MAPPING_SUBJECT + shape, "columns", "", json.dumps(columns, ensure_ascii=False), who, reason)
