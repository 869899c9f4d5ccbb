"""How a field of a record describes itself, once, for every reader of it.

A record is a frozen dataclass whose fields are ``Annotated[type, About(...)]``. The store makes its columns from these, the
data dictionary in the manual is printed from them, and a test finds a field that says nothing about itself.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints


@dataclass(frozen=True, slots=True)
class About:
    """What a field means.

    label: the Chinese word users know it by; meaning: one sentence; unit: 元, %, m, 度 … or empty;
    key: part of the record's identity in the store.
    """

    label: str
    meaning: str = ""
    unit: str = ""
    key: bool = False


@dataclass(frozen=True, slots=True)
class FieldAbout:
    """One field of a record: its Python name, its type without the annotation, and what it says of itself."""

    name: str
    type: Any
    about: About


@cache
def fields_of(record: type) -> tuple[FieldAbout, ...]:
    """The described fields of a record class, in their order.

    Raises TypeError for a field without an :class:`About`, so that nothing undescribed reaches the store.
    """
    return tuple(_described(record))


def _described(record: type) -> Iterator[FieldAbout]:
    hints = get_type_hints(record, include_extras=True)
    for field in dataclasses.fields(record):
        hint = hints[field.name]
        if get_origin(hint) is not Annotated:
            raise TypeError(f"{record.__name__}.{field.name} has no About")
        kind, about, *_ = get_args(hint)
        yield FieldAbout(field.name, kind, about)
