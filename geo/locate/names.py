"""From a name in a text to the features it may mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from data.model import Feature
from geo.expression import Named
from geo.gazetteer import Found, Gazetteer
from geo.vocabulary import KIND_LABELS, KIND_ORDER, KIND_WORDS


class Asked(NamedTuple):
    """What a place is asked with besides its tree: the whole text, and the published length in metres where one is known."""

    text: str
    published: float | None = None


@dataclass(slots=True)
class Candidate:
    """A feature that a name may mean, with what a reader should know of the choice."""

    feature: Feature
    notes: list[str]
    doubt: str = ""


def candidates(gazetteer: Gazetteer, name: Named, asked: Asked) -> list[Candidate]:
    """The features a name may mean, the likeliest first."""
    found = gazetteer.features(name.text)
    if found is None and name.role is None:
        found = _near(gazetteer, name.text)
    if found is None:
        return []
    notes = [found.note] if found.note else []
    doubt = "按近似名取,待核" if found.near else ""
    features = found.features
    if len(features) > 1:
        features, word = by_context(features, asked.text)
        kinds = "、".join(KIND_LABELS.get(feature.kind, feature.kind) for feature in features)
        first = KIND_LABELS.get(features[0].kind, features[0].kind)
        why = f"按文中“{word}”取{first}" if word else f"文中未分,先取{first}"
        notes = [*notes, f"“{name.text}”有{kinds}同名,{why}"]
        doubt = doubt or ("" if word else "同名而种类不同,待核")
    return [Candidate(feature, notes if not i else notes[:-1], doubt) for i, feature in enumerate(features)]


def _near(gazetteer: Gazetteer, words: str) -> Found | None:
    """A known name a misprint away from the words, or from what they end in (加快某某路)."""
    for start in range(max(0, len(words) - 12), len(words) - 3):
        if found := gazetteer.features(words[start:]) or gazetteer.near(words[start:]):
            return found
    return None


def by_context(features: Iterable[Feature], text: str) -> tuple[list[Feature], str]:
    """Features of one name but several kinds, the likeliest first, and the word of the text that decided (empty: none did)."""
    features = list(features)
    if len(features) < 2:
        return features, ""
    words = {kind: next((word for word in words if word in text), "") for kind, words in KIND_WORDS.items()}
    order = {kind: rank for rank, kind in enumerate(KIND_ORDER)}
    ranked = sorted(features, key=lambda f: (not words.get(f.kind), order.get(f.kind, len(order))))
    return ranked, words.get(ranked[0].kind, "")
