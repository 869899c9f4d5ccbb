"""A text coded for the grammar: its names as signs by role, and the way back from a place in the code to what stands there.

What stands there is told in the signs of the text's form (:mod:`geo.grammar.forms`), each of which is one name of the text.
"""

from __future__ import annotations

import re
from typing import Self

from geo.expression import Border, End, Named, Off, Tip
from geo.grammar.signs import KILOMETRE, OFF, SIGN, as_name, by_role, metres, signed
from geo.named import Role
from geo.vocabulary import BORDER_ENDINGS, PLACE_ENDINGS

_TIP = re.compile("^(?:(起点|终点|起|终)|([东西南北]{1,2})(?:端|头|起点|终点))$")
_NUMERALS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2}


class Coded:
    """A form to be read. coded: the same with every name by its role only; names: what each sign stands for, by its place."""

    def __init__(self, form: str) -> None:
        self.form = form
        self.coded = by_role(form)
        self.names = {match.start(): as_name(match[0]) for match in SIGN.finditer(form)}
        self.roles = {name.role for name in self.names.values()}

    def part(self, start: int, end: int) -> Self:
        """A span of it, as a text of its own."""
        return type(self)(self.form[start:end])

    def without(self, start: int, end: int) -> Self:
        """All but a span of it."""
        return type(self)(self.form[:start] + self.form[end:])

    def said(self, start: int, end: int) -> str:
        """What stands in a span of it."""
        return self.form[start:end]

    def named(self, match: re.Match[str], group: int, *, offset: int = 0) -> Named:
        """What a group of a match stands for: a known name, or the words. offset: where the match began in the code."""
        start, end = match.span(group)
        return self.names.get(offset + start) or Named(self.said(offset + start, offset + end))

    def all(self, role: Role) -> tuple[Named, ...]:
        """The names of one role, each once, in their order."""
        if role not in self.roles:
            return ()
        return tuple(dict.fromkeys([name for name in self.names.values() if name.role is role]))

    def end(self, start: int, end: int, *, besides: Named | None) -> End | None:
        """One end of a stretch, from a span of the coded text; None when the words are no place."""
        names = self.names
        if end - start > 4 and (off := OFF.search(self.coded[:end], start)):
            return Off(names[off.start(1)], off["side"], metres(off))
        found = [names[i] for i in range(start, end) if i in names]
        for name in found:
            if name.role is Role.FEATURE and name != besides:
                return name
        said = self.said(start, end).removesuffix("段")
        if said.endswith(BORDER_ENDINGS):
            return Border(next((name for name in found if name.role is Role.TOWN), None), said)
        if found and (found[0] != besides or len(said) == len(found[0].text)):
            return found[0]
        if tip := _TIP.match(said):
            return Tip(tip[2] or "", said)
        is_place = said and (said[-1] in PLACE_ENDINGS or signed(said[-1]) or KILOMETRE.match(said))
        return Named(said) if is_place else None


def number(text: str) -> int:
    """A small number in figures or Chinese numerals (十五 is 15)."""
    if text.isdecimal():
        return int(text)
    total = current = 0
    for character in text:
        if character in "十百":
            total += (current or 1) * (10 if character == "十" else 100)
            current = 0
        else:
            current = _NUMERALS.get(character, int(character) if character.isdecimal() else 0)
    return total + current
