"""Names and the roles that they play in a text."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """What a name in a text stands for."""

    FEATURE = "feature"
    TOWN = "town"
    VILLAGE = "village"
    GROUP = "group"
    REGION = "region"


class Named(NamedTuple):
    """A name as written; role is None when the gazetteer does not have it."""

    text: str
    role: Role | None = None


class Mention(NamedTuple):
    """A name found in a text at text[start:end]."""

    start: int
    end: int
    name: Named
