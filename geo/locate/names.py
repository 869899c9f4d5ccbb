"""From a name in a text to the features it may mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from geo.locate.book import Known
from geo.vocabulary import KIND_LABELS, KIND_ORDER, KIND_WORDS

_UNDECIDED = "同名而种类不同,待核"


class Asked(NamedTuple):
    """What a place is asked with besides its tree: the whole text, and the published length in metres where one is known."""

    text: str
    published: float | None = None


class Meant(NamedTuple):
    """The features of a name, and how they were found; see :class:`geo.gazetteer.Found`."""

    features: tuple[Known, ...]
    note: str = ""
    near: bool = False


class Candidate(NamedTuple):
    """A feature that a name may mean, with what a reader should know of the choice."""

    feature: Known
    notes: list[str]
    doubt: str = ""


def candidates(meant: Meant, name: str, text: str) -> list[Candidate]:
    """The features a name may mean in a text, the likeliest first."""
    features, note, near = meant
    notes = [note] if note else []
    doubt = "按近似名取,待核" if near else ""
    if len(features) == 1:
        return [Candidate(features[0], notes, doubt)]
    ranked, word = by_context(features, text)
    kinds = "、".join(KIND_LABELS.get(feature.kind, feature.kind) for feature in ranked)
    first = KIND_LABELS.get(ranked[0].kind, ranked[0].kind)
    why = f"按文中“{word}”取{first}" if word else f"文中未分,先取{first}"
    chosen = Candidate(ranked[0], [*notes, f"“{name}”有{kinds}同名,{why}"], doubt or ("" if word else _UNDECIDED))
    return [chosen, *(Candidate(feature, notes, chosen.doubt) for feature in ranked[1:])]


def decided(candidate: Candidate, why: str) -> Candidate:
    """A feature that alone of several of its name fits what the text says of it: which of them is meant is no longer in doubt."""
    kind = KIND_LABELS.get(candidate.feature.kind, candidate.feature.kind)
    said = f"“{candidate.feature.name}”同名的几处中,只有{kind}{why}"
    return Candidate(candidate.feature, [*candidate.notes, said], "" if candidate.doubt == _UNDECIDED else candidate.doubt)


def by_context(features: Sequence[Known], text: str) -> tuple[list[Known], str]:
    """Features of one name but several kinds, the likeliest first, and the word of the text that decided (empty: none did)."""
    words = {kind: next((word for word in words if word in text), "") for kind, words in KIND_WORDS.items()}
    order = {kind: rank for rank, kind in enumerate(KIND_ORDER)}
    ranked = sorted(features, key=lambda f: (not words.get(f.kind), order.get(f.kind, len(order))))
    return ranked, words.get(ranked[0].kind, "")
