"""The narrow door of pages and briefing: one function a question; each answer is made from one state of the store."""

from data.lights import Lit, RuleError, Subject, compare, disagreement, time_progress
from data.model import (
    Correction,
    Finding,
    Judgement,
    Light,
    Location,
    Match,
    Observation,
    PlanItem,
    Precision,
    Problem,
    Progress,
    Project,
    ProjectClass,
    Rejection,
    Run,
    SourceFile,
    SourceKind,
    Stage,
    TownShare,
)
from data.model.faults import why
from data.model.placement import described as described_place
from data.region import RegionError
from data.store import NoStore, Store, StoreError
from data.views.board import board, data_dates
from data.views.card import card
from data.views.changes import KINDS as CHANGE_KINDS
from data.views.changes import changes
from data.views.connect import connect, region_of, rule_book, rules, rules_stamp
from data.views.lagging import lagging
from data.views.layers import map_layers
from data.views.pending import Candidate, OneSided, Unmatched, Waiting, unmatched, waiting
from data.views.placing import Doubt, PlaceState, PlaceWords, place_words, places
from data.views.shapes import (
    Board,
    BoardRow,
    Card,
    Change,
    Evidence,
    Lagging,
    Loaded,
    MapLayers,
    RuleWords,
    Status,
    Totals,
    TownTotals,
)
from data.views.status import doubtful, loaded, status, towns
from data.views.totals import totals, town_totals

__all__ = [
    "CHANGE_KINDS",
    "Board",
    "BoardRow",
    "Candidate",
    "Card",
    "Change",
    "Correction",
    "Doubt",
    "Evidence",
    "Finding",
    "Judgement",
    "Lagging",
    "Light",
    "Lit",
    "Loaded",
    "Location",
    "MapLayers",
    "Match",
    "NoStore",
    "Observation",
    "OneSided",
    "PlaceState",
    "PlaceWords",
    "PlanItem",
    "Precision",
    "Problem",
    "Progress",
    "Project",
    "ProjectClass",
    "RegionError",
    "Rejection",
    "RuleError",
    "RuleWords",
    "Run",
    "SourceFile",
    "SourceKind",
    "Stage",
    "Status",
    "Store",
    "StoreError",
    "Subject",
    "Totals",
    "TownShare",
    "TownTotals",
    "Unmatched",
    "Waiting",
    "board",
    "card",
    "changes",
    "compare",
    "connect",
    "data_dates",
    "described_place",
    "disagreement",
    "doubtful",
    "lagging",
    "loaded",
    "map_layers",
    "place_words",
    "places",
    "region_of",
    "rule_book",
    "rules",
    "rules_stamp",
    "status",
    "time_progress",
    "totals",
    "town_totals",
    "towns",
    "unmatched",
    "waiting",
    "why",
]
