"""Forms: texts that differ only in their names are one sentence, and that is read once.

A form is a text in which every name is a sign (:mod:`geo.grammar.signs`): ``X(A—B段)`` has one form whatever X, A and B are
called. Its reading is a tree of signs; to fill a text's names in costs a tenth of reading. So how a name is spelt decides nothing
in the grammar: only the words of the text do, and which of its names are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from geo.expression import Besides, besides
from geo.grammar.coded import Coded
from geo.grammar.reading import tree
from geo.grammar.signs import meaning, sign, signed, spelt
from geo.named import Mention, Named

# From a text's names, by number, to its tree or a part of it.
Filling = Callable[[Sequence[Named]], Any]

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
def reading(form: str) -> Filling:
    """What a form says: from a text's names (by number) to its tree."""
    return _filling(tree(Coded(form)))


def _filling(part: object) -> Filling:
    """What makes a part of a reading, with a text's names in place of their signs."""
    if isinstance(part, Named):
        if part.role is not None:
            return itemgetter(meaning(part.text)[0])
        words = _filling(part.text)
        return lambda names: Named(words(names))
    if isinstance(part, str) and signed(part):
        return lambda names: spelt(part, names)
    if isinstance(part, tuple) and part:
        fillings = [_filling(one) for one in part]
        return lambda names: tuple([fill(names) for fill in fillings])
    if isinstance(part, Besides):
        node, others = _filling(part.node), _filling(part.others)
        return lambda names: besides(node(names), others(names))
    if slots := getattr(part, "__slots__", None):  # another node: its fields, in their order
        kind, fillings = type(part), [_filling(getattr(part, slot)) for slot in slots]
        return lambda names: kind(*[fill(names) for fill in fillings])
    return lambda _: part
