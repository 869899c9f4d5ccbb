"""Text files to paragraphs."""

from __future__ import annotations

from etl.read.decode import decode


def paragraphs(data: bytes) -> list[str]:
    """One a line. Raises InputError when the bytes are no text."""
    return decode(data).split("\n")
