"""From a text to its tree: ``parse``.

The names that the gazetteer finds are replaced by one sign each, so that the forms of the language can be read by short patterns
(:mod:`geo.grammar.signs`) whatever the names are, and each form once (:mod:`geo.grammar.forms`). The text is cut to MAX_TEXT
characters, so the work is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from geo.expression import Node
from geo.grammar.forms import form_of, reading
from geo.named import Mention
from geo.vocabulary import plain

__all__ = ["Names", "parse"]

# X(A—B)、(B—C): the second pair of brackets speaks of X, too.
_BRACKETS_ON = re.compile("\\)[、,;和与及]\\(")


class Names(Protocol):
    """What ``parse`` needs of a gazetteer."""

    def mentions(self, text: str) -> Sequence[Mention]:
        """Names in a plain text, from left to right, none overlapping."""
        ...


def parse(text: str, names: Names) -> Node:
    """The tree of a place expression or project name. Never raises: what cannot be read is ``Unknown``."""
    text = _BRACKETS_ON.sub("、", plain(text))
    form, named = form_of(text, names.mentions(text))
    return reading(form)(named)
