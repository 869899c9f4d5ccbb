"""What the patterns of place expressions are made of, over coded text, where every name of the gazetteer is one sign by its role.

Each form has its patterns beside it. Repetitions are bounded and none is nested in another, so a search is linear in the text
but for a small factor.
"""

from __future__ import annotations

import re

from geo.named import Role
from geo.vocabulary import DIGITS, MEASURES

# One sign a role, from Unicode's private use area; ``plain`` removes them from texts that bring their own.
F, T, V, G, R = "\ue001", "\ue002", "\ue003", "\ue004", "\ue005"
SIGNS = {Role.FEATURE: F, Role.TOWN: T, Role.VILLAGE: V, Role.GROUP: G, Role.REGION: R}

ANY = f"[{F}-{R}]"
WORD = f"[^{F}-{R}()\\-,、,;:。/]"
SIDE = "(?P<side>[东西南北]{1,2})"
TO = "(?:-{1,3}|至|到)"
TOWARDS = "(?:以|往|向)"
SOME = f"(?P<n>[{DIGITS}]{{1,4}})余?(?P<m>[{MEASURES}])"
# 500米, 1.2公里; with 处, the place so far away.
DISTANCE = re.compile("约?(?P<far>\\d{1,5}(?:\\.\\d{1,3})?)(?P<unit>公里|千米|km|KM|米|m)(?P<spot>处|位置)?")

TOWN_LINE = re.compile(f"({T})(?:境内|范围内|辖区)?的?({F})")
# A place on a line, so far to one side of another.
OFF = re.compile(f"({F})(?:路口|交叉口|口)?{TOWARDS}{SIDE}(?:侧|面)?{DISTANCE.pattern}$")
SEPARATOR = re.compile(TO)
KILOMETRE = re.compile("^[A-Z]{0,2}K?\\d+\\+\\d+")


def metres(distance: re.Match[str]) -> float:
    """What a match of ``DISTANCE``, or of a pattern that it is a part of, comes to."""
    return float(distance["far"]) * (1.0 if distance["unit"] in ("米", "m") else 1000.0)
