"""A work plan's text to items: chapters and clauses, statements, lists, names, and what of them is public works.

>>> extraction = extract(document)
>>> [item.name for item in extraction.items]

Pure functions of records; the words live in ``vocabulary/``. Never raises on any text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import zip_longest
from time import perf_counter

from data.model import PlanItem, Receipt, Refusal, Region, Stage
from etl.extract.clauses import clauses
from etl.extract.found import Frame, Reading
from etl.extract.items import LONGEST_SEGMENT, read_clause
from etl.extract.merge import merged
from etl.extract.rows import as_statements
from etl.extract.text import canonical
from etl.read.document import Document

__all__ = ["Extraction", "extract"]

_ISSUER = re.compile(r"([\u4e00-\u9fff]{2,7}?)(省|市|县|区|自治区)(?:人民政府|政府办公|委办公)")
_TITLE = re.compile(
    r"^ *(?:20\d\d ?年)?([\u4e00-\u9fff]{2,6}?)(?:省|市|县|区|自治区)(?:(?:人民)?政府|委)?(?:20\d\d ?年|\d+年)?"
    r"[^\n。,]{0,12}(?:工作|计划|任务|安排)",
    re.MULTILINE,
)
_OWN_BEFORE = re.compile(r"^.*(?:省|市|自治区|经|由|各|对|和|向|受|代表|将)")


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a document gave: its items in the text's order, and the receipt (in sentences)."""

    items: tuple[PlanItem, ...]
    receipt: Receipt


def extract(document: Document, region: Region | None = None, *, source: str = "") -> Extraction:
    """The items of a work plan.

    region: its short names are what the text may call its own city by; source: SourceFile.sha256 for the items.
    Never raises on text; a document without works gives no items. Linear in the text's length.
    """
    began = perf_counter()
    text = canonical(document.text)
    own = own_names(text, region)
    read = list(clauses(as_statements(text, document.text)))
    frame = Frame(document.text, document.month, document.year, own, source, only_back=all(clause.past for clause in read[1:]))
    reading = Reading()
    for clause, following in zip_longest(read, read[1:]):
        read_clause(clause, following, frame, reading)
    for one in reading.promised:
        one.item = replace(one.item, stage=one.item.stage or Stage.BUILDING)
    items = tuple(_as_written(item, text, document.text) for item in _distinct(merged(reading.found, own)))
    refused = (Refusal(reading.too_long, f"句子超过 {LONGEST_SEGMENT} 字,未读"),) if reading.too_long else ()
    past = sum(one.past for one in reading.found)
    notes = (f"回顾部分提到 {past} 处,同名的以计划部分为准",) if past else ()
    receipt = Receipt(
        stage="工作要点",
        subject=document.name,
        seen=reading.seen,
        taken=reading.taken,
        refused=refused,
        set_aside=reading.set_aside,
        notes=notes,
        seconds=perf_counter() - began,
    )
    return Extraction(items, receipt)


def own_names(text: str, region: Region | None = None) -> tuple[str, ...]:
    """What the document calls its own city or province: the issuers it names most, and the region's name."""
    counted: Counter[str] = Counter()
    for match in _TITLE.finditer(text[:2_000]):
        counted[match[1]] += 1
    for match in _ISSUER.finditer(text[:20_000] + text[-2_000:]):
        name = _OWN_BEFORE.sub("", match[1])
        if len(name) >= 2:
            counted[name] += 1
    names = [name for name, _ in counted.most_common(2)]
    if region is not None:
        names += [re.sub(r"[省市县区]$", "", name) for name in (region.name, *region.short_names) if name[0] not in "我全本"]
    return tuple(dict.fromkeys(name for name in names if len(name) >= 2))


def _as_written(item: PlanItem, uniform: str, original: str) -> PlanItem:
    """The name with the document's own punctuation, where it stands in the document as one piece."""
    at = uniform.find(item.name) if uniform != original else -1
    return item if at < 0 else replace(item, name=original[at : at + len(item.name)])


def _distinct(items: list[PlanItem]) -> list[PlanItem]:
    """Clause and name are a record's key: of two that agree in both, the first stays."""
    return list({(item.clause, item.name): item for item in reversed(items)}.values())[::-1]
