"""A text coded for the grammar: its names as signs, and the way back from a place in the code to the names and words there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Self

from geo.expression import Border, End, Named, Off, Tip
from geo.grammar.signs import KILOMETRE, OFF, SIGNS, metres
from geo.named import Mention, Role
from geo.vocabulary import BORDER_ENDINGS, PLACE_ENDINGS

_TIP = re.compile("^(?:(起点|终点|起|终)|([东西南北]{1,2})(?:端|头|起点|终点))$")
_NUMERALS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2}


class Coded:
    """A text in which every name is one sign. names: what each sign stands for, by its place in the code."""

    def __init__(self, text: str, coded: str, names: dict[int, Named]) -> None:
        self.text = text
        self.coded = coded
        self.names = names
        self.roles = {name.role for name in names.values()}

    @classmethod
    def of(cls, text: str, mentions: Sequence[Mention]) -> Self:
        """The reading of a text with these names in it."""
        coded = ""
        names: dict[int, Named] = {}
        last = 0
        for start, end, name in mentions:
            coded += text[last:start]
            names[len(coded)] = name
            coded += SIGNS[name.role]
            last = end
        return cls(text, coded + text[last:], names)

    def part(self, start: int, end: int) -> Self:
        """A span of it, as a text of its own."""
        names = {i - start: self.names[i] for i in range(start, end) if i in self.names}
        return type(self)(self.said(start, end), self.coded[start:end], names)

    def without(self, start: int, end: int) -> Self:
        """All but a span of it."""
        gone = end - start
        names = {i if i < start else i - gone: name for i, name in self.names.items() if not start <= i < end}
        return type(self)(self.said(0, start) + self.said(end, len(self.coded)), self.coded[:start] + self.coded[end:], names)

    def said(self, start: int, end: int) -> str:
        """The original words of a span of the coded text."""
        names, coded = self.names, self.coded
        return "".join([names[i].text if i in names else coded[i] for i in range(start, end)])

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
        return Named(said) if said and (said[-1] in PLACE_ENDINGS or KILOMETRE.match(said)) else None


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
