"""What the patterns of place expressions are made of, over coded text, where every name of the gazetteer is one sign by its role.

In the form of a text a sign also tells which of the text's names it is; the first name's signs stand for the roles.

Each form has its patterns beside it. Repetitions are bounded and none is nested in another, so a search is linear in the text
but for a small factor.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from geo.named import Named, Role
from geo.vocabulary import DIGITS, MEASURES, PRIVATE

# Signs are from Unicode's private use area; ``plain`` removes them from texts that bring their own.
_ROLES = (Role.FEATURE, Role.TOWN, Role.VILLAGE, Role.GROUP, Role.REGION)
_PLACE = {role: place for place, role in enumerate(_ROLES)}
F, T, V, G, R = map(chr, PRIVATE[:len(_ROLES)])
SIGN = re.compile(f"[{chr(PRIVATE.start)}-{chr(PRIVATE.stop - 1)}]")
_TO_ROLES = {code: (F, T, V, G, R)[place % len(_ROLES)] for place, code in enumerate(PRIVATE)}

ANY = f"[{F}-{R}]"
WORD = f"[^{F}-{R}()\\-,、,;:。/]"
SIDE = "(?P<side>[东西南北]{1,2})"
# 一 between two names is a dash mistyped, or misread from a scan.
TO = f"(?:-{{1,3}}|至|到|(?<={ANY})一(?={ANY}))"
TOWARDS = "(?:以|往|向)"
SOME = f"(?P<n>[{DIGITS}]{{1,4}})余?(?P<m>[{MEASURES}])"
# 500米, 1.2公里; with 处, the place so far away.
DISTANCE = re.compile("约?(?P<far>\\d{1,5}(?:\\.\\d{1,3})?)(?P<unit>公里|千米|km|KM|米|m)(?P<spot>处|位置)?")

TOWN_LINE = re.compile(f"({T})(?:境内|范围内|辖区)?的?({F})")
# A place on a line, so far to one side of another.
OFF = re.compile(
    f"({F})(?:路口|交叉口|口)?(?:{TOWARDS}|(?=[东西南北]{{1,2}}[侧面])){SIDE}(?:侧|面)?{DISTANCE.pattern}$"
)
SEPARATOR = re.compile(TO)
KILOMETRE = re.compile("^[A-Z]{0,2}K?\\d+\\+\\d+")


def metres(distance: re.Match[str]) -> float:
    """What a match of ``DISTANCE``, or of a pattern that it is a part of, comes to."""
    return float(distance["far"]) * (1.0 if distance["unit"] in ("米", "m") else 1000.0)


def sign(number: int, role: Role) -> str:
    """The sign of the name of this number (from 0) in a text, by its role there."""
    return chr(PRIVATE.start + number * len(_ROLES) + _PLACE[role])


@cache
def meaning(sign: str) -> tuple[int, Role]:
    """What a sign stands for: number and role."""
    number, place = divmod(ord(sign) - PRIVATE.start, len(_ROLES))
    return number, _ROLES[place]


@cache
def as_name(sign: str) -> Named:
    """What stands for a name until the text's own is filled in."""
    return Named(sign, meaning(sign)[1])


def by_role(form: str) -> str:
    """A form with its signs told apart by role only."""
    return form.translate(_TO_ROLES)


def signed(form: str) -> bool:
    """Whether a form, or a piece of one, has signs in it."""
    return SIGN.search(form) is not None


def spelt(form: str, names: Sequence[Named]) -> str:
    """A form, or a piece of one, in the words of the text that has these names."""
    return SIGN.sub(lambda match: names[meaning(match[0])[0]].text, form) if form else form
