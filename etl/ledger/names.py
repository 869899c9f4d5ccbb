"""The name's cell: a code embedded in it, numbering before it, and several projects in one cell."""

from __future__ import annotations

import re

from etl.ledger.text import squeeze, tidy

CODE = re.compile(r"(?<!\d)\d{4}-\d{6}-\d{2}-\d{2}-\d{6}(?!\d)")
_NUMBERING = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}[、..]|[((][一二三四五六七八九十]{1,3}[))]|\d{1,3}[、..)](?=\D)|[((]\d{1,3}[))]|[①-⑳])\s*"
)
_NUMBERED_PART = re.compile(r"(?:^|[\s;;。])(?:\d{1,2}[、..)](?!\d)|[((]\d{1,2}[))]|[①-⑳])\s*")
_ENDING = re.compile(
    r"(工程|项目|建设|改造|整治|扩容|扩建|拓宽|提升|新建|大桥|公路|快速路|高速|铁路|道路|大道|路|桥|隧道|水库|河道|泵站|水闸|管网|医院|学校|中心|园|厂|站|段|片|区块|期)(\([^()]*\))?$"
)
_PACKAGE = re.compile(r"等(\d+|[一二三四五六七八九十]+|若干)?[个项条座处]?.{0,8}(项目|工程)(\(.*\))?$")


def code_in(text: str) -> str | None:
    """The 项目代码 in a text, by its shape (the check digit's rule is not known)."""
    found = CODE.search(squeeze(text))
    return found[0] if found else None


def clean_name(text: str) -> str:
    """A name on one line, without embedded code and numbering. What starts with = + - @ stays as it is: it is text."""
    plain = re.sub(r"[\((\[【]?\s*(?:项目代码|代码|编码)?[::]?\s*\d{4}-\d{6}-\d{2}-\d{2}-\d{6}\s*[\))\]】]?", "", text)
    return tidy(_NUMBERING.sub("", plain)) or tidy(text)


def _ends(text: str) -> str:
    """Without the marks that closed it."""
    return re.sub(r"^[;;。\s]+|[;;。\s]+$", "", text)


def projects_in(text: str) -> list[str]:
    """The projects one cell names: several when they are numbered, or set apart by line or semicolon and each a name."""
    numbered = [part for part in _NUMBERED_PART.split(text) if part.strip()]
    if len(numbered) > 1 and len(_NUMBERED_PART.findall(text)) == len(numbered):
        return [tidy(_ends(part)) for part in numbered]
    for mark in (r"[;;]", r"\n+"):
        parts = [tidy(part) for part in re.split(mark, text) if part.strip()]
        if len(parts) > 1 and all(len(part) >= 4 and _ENDING.search(squeeze(part)) for part in parts):
            return parts
    return [text]


def parts_of(text: str, count: int) -> list[str] | None:
    """A text of the same row split the same way, if it falls into as many parts."""
    numbered = [part for part in _NUMBERED_PART.split(text) if part.strip()]
    if len(numbered) == count and len(_NUMBERED_PART.findall(text)) == count:
        return [tidy(_ends(part)) for part in numbered]
    for mark in (r"[;;]", r"\n+"):
        parts = [tidy(part) for part in re.split(mark, _ends(text)) if part.strip()]
        if len(parts) == count:
            return parts
    return None


def is_package(name: str) -> bool:
    """新章镇大桥、彩虹桥新建等项目: one row for several works whose names it does not all give."""
    return bool(_PACKAGE.search(squeeze(name)))
