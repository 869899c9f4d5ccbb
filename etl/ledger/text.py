"""Text of cells made comparable: full-width to half-width, spaces and brackets tidied."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CJK = "\u2e80-\u9fff\uf900-\ufaff、。,;:()《》“”"
_BETWEEN_CJK = re.compile(rf"(?<=[{_CJK}])\s+(?=[{_CJK}0-9])|(?<=[0-9])\s+(?=[{_CJK}])")


@lru_cache(maxsize=65536)
def squeeze(text: str) -> str:
    """NFKC and without any white space: how headers and key words are compared."""
    return (
        re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace("〔", "(").replace("〕", ")").replace("【", "(").replace("】", ")")
    )


@lru_cache(maxsize=65536)
def tidy(text: str) -> str:
    """Text as a person would write it on one line: no line breaks or spaces between Chinese characters."""
    return re.sub(r"\s+", " ", _BETWEEN_CJK.sub("", text)).strip()


DASHES = frozenset(
    [
        "",
        "-",
        "--",
        "---",
        "—",
        "——",
        "–",
        "/",
        "\\",
        "//",
        "无",
        "暂无",
        "空",
        "待定",
        "未定",
        "待明确",
        "n/a",
        "na",
        "nan",
        "none",
        "null",
        "*",
        "…",
        "……",
        "......",
        "...",
        ".",
    ]
)


def means_nothing(text: str) -> bool:
    """A dash, a stroke, 无, 待定: the author says that there is no value."""
    return squeeze(text).lower() in DASHES
