"""Text from files is untrusted: what may stand in a picture, a document or a slide."""

from __future__ import annotations

import re
import unicodedata

# Control and format characters break XML and turn text around; line breaks become spaces.
_UNWANTED = {"Cc", "Cf", "Cs", "Co", "Cn"}


def clean(text: str | None, *, limit: int = 0) -> str:
    """One line of plain text: control characters gone, spaces single, at most ``limit`` characters (0: no limit) with an ellipsis."""
    kept = "".join(" " if char in "\n\r\t\v\f\u2028\u2029" else char for char in text or "" if _wanted(char))
    line = " ".join(kept.split())
    return shorten(line, limit) if limit else line


def clean_block(text: str | None) -> str:
    """Several paragraphs of plain text, blank ones gone."""
    lines = (clean(line) for line in re.split(r"[\n\r\u2028\u2029]+", text or ""))
    return "\n".join(line for line in lines if line)


def shorten(text: str, limit: int) -> str:
    """At most ``limit`` characters, the last an ellipsis where something was cut."""
    return text if len(text) <= limit else text[: max(limit - 1, 0)] + "…"


def _wanted(char: str) -> bool:
    return char in "\n\r\t\v\f\u2028\u2029" or unicodedata.category(char) not in _UNWANTED


# Full-width , ; : ! ? ( ) by their numbers: they look too much like the others in a listing.
_FULL = str.maketrans(",;:!?", "\uff0c\uff1b\uff1a\uff01\uff1f")
COMMA, SEMICOLON = "\uff0c", "\uff1b"
_PAIR = re.compile(r"\(([^()]*)\)")
_MARK = re.compile(r"(?<=[^\x00-\x7f]|[}%)])[,;:!?]|[,;:!?](?=[^\x00-\x7f{])|[,;:!?](?={)")


def typeset(text: str) -> str:
    """A sentence of our own with the full-width punctuation that official papers are set in; 7:30 and 3,000 stay as they are.

    Not for names from files, which are printed as they were written.
    """
    paired = _PAIR.sub(lambda match: f"\uff08{match[1]}\uff09" if _chinese(match) else match[0], text)
    return _MARK.sub(lambda match: match[0].translate(_FULL), paired)


def _chinese(match: re.Match[str]) -> bool:
    around = match.string[max(match.start() - 1, 0) : match.start()] + match[1] + match.string[match.end() : match.end() + 1]
    return any(char in "{}" or ord(char) > 127 for char in around)
