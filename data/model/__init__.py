"""The records every part of the product speaks in. Frozen, typed, each field described once (:mod:`data.model.about`)."""

from data.model.about import About, FieldAbout, fields_of
from data.model.places import Feature, Location, Region, Town, TownShare, Village
from data.model.sources import ABSENT, Finding, Receipt, Refusal, Rejection, Run, SourceFile
from data.model.words import ItemKind, Light, Precision, ProjectClass, SourceKind, Stage
from data.model.works import Correction, Judgement, LedgerRow, Match, Observation, PlanItem, Problem, Progress, Project

__all__ = [
    "ABSENT", "About", "Correction", "Feature", "FieldAbout", "Finding", "ItemKind", "Judgement", "LedgerRow", "Light", "Location",
    "Match", "Observation", "PlanItem", "Precision", "Problem", "Progress", "Project", "ProjectClass", "Receipt", "Refusal",
    "Region", "Rejection", "Run", "SourceFile", "SourceKind", "Stage", "Town", "TownShare", "Village", "fields_of",
]
