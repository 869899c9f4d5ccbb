"""Forms: texts that differ only in their names are one sentence, and that is read once.

A form is a text in which every name is a sign (:mod:`geo.grammar.signs`): ``X(A—B段)`` has one form whatever X, A and B are
called. Its reading is a tree of signs; to fill a text's names in costs a tenth of reading. So how a name is spelt decides nothing
in the grammar: only the words of the text do, and which of its names are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

from geo.expression import Besides, Node, besides
from geo.grammar.coded import Coded
from geo.grammar.reading import tree
from geo.grammar.signs import meaning, sign, spelt
from geo.named import Mention, Named

Part = TypeVar("Part")

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
def reading(form: str) -> Node:
    """What a form says, in signs."""
    return tree(Coded(form))


def filled(part: Part, names: Sequence[Named]) -> Part:
    """A reading, or a part of one, with a text's names (by number) in place of their signs."""
    if isinstance(part, Named):
        if part.role is not None:
            return names[meaning(part.text)[0]]
        return Named(spelt(part.text, names))
    if isinstance(part, str):
        return spelt(part, names)
    if isinstance(part, tuple):
        return tuple([filled(one, names) for one in part])
    if isinstance(part, Besides):
        return besides(filled(part.node, names), filled(part.others, names))
    if slots := getattr(part, "__slots__", None):  # another node: its fields, in their order
        return type(part)(*[filled(getattr(part, slot), names) for slot in slots])
    return part
