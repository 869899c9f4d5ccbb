"""Forms: texts that differ only in their names are one sentence, and that is read once.

A form is a text in which every name is a sign (:mod:`geo.grammar.signs`): ``X(A—B段)`` has one form whatever X, A and B are
called. Its reading is a tree of signs; to fill a text's names in costs a tenth of reading. So how a name is spelt decides nothing
in the grammar: only the words of the text do, and which of its names are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from functools import lru_cache, partial
from operator import itemgetter

from geo.expression import Besides, Node, besides
from geo.grammar.coded import Coded
from geo.grammar.reading import tree
from geo.grammar.signs import meaning, sign, signed, spelt
from geo.named import Mention, Named

Fill = Callable[[Sequence[Named]], object]

# What a city's plans and ledgers say in all, names apart, is some thousands of sentences.
_FORMS_KEPT = 8_000


def form_of(text: str, mentions: Sequence[Mention]) -> tuple[str, list[Named]]:
    """The form of a text with these names in it, and its names by number, each once."""
    number: dict[Named, int] = {}
    pieces: list[str] = []
    last = 0
    for start, end, name in mentions:
        pieces += text[last:start], sign(number.setdefault(name, len(number)), name.role)
        last = end
    pieces.append(text[last:])
    return "".join(pieces), list(number)


@lru_cache(_FORMS_KEPT)
def reading(form: str) -> Callable[[Sequence[Named]], Node]:
    """What a form says: given a text's names by number, the text's tree."""
    node = tree(Coded(form))
    return _filling(node) or (lambda names: node)


def _filling(part: object) -> Fill | None:
    """How to make a part of a tree with names in place of its signs; None where it has none, and stays what it is."""
    if isinstance(part, Named) and part.role is not None:
        return itemgetter(meaning(part.text)[0])
    if isinstance(part, str):
        return (lambda names: spelt(part, names)) if signed(part) else None
    if isinstance(part, Besides):
        make, parts = besides, (part.node, part.others)
    elif is_dataclass(part):
        make, parts = type(part), [getattr(part, field.name) for field in fields(part)]
    elif isinstance(part, tuple):
        make, parts = (type(part) if isinstance(part, Named) else _tuple), part
    else:
        return None
    fills = [_filling(one) for one in parts]
    if not any(fills):
        return None
    fills = [fill or partial(_constant, one) for fill, one in zip(fills, parts, strict=True)]
    return lambda names: make(*[fill(names) for fill in fills])


def _tuple(*parts: object) -> tuple[object, ...]:
    return parts


def _constant(part: object, names: Sequence[Named]) -> object:
    return part
