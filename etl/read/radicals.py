"""Radicals written as characters: PDFs printed by browsers hold ⼯ (a Kangxi radical) where the text means 工."""

from __future__ import annotations

import unicodedata

# Unicode gives the supplement's radicals no plain equivalent; these are the ones that are whole characters of today's script.
_SUPPLEMENT = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
_TABLE = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | {
    ord(radical): plain for radical, plain in _SUPPLEMENT.items()
}


def unified(text: str) -> str:
    """The text with plain characters for radicals; of the same length."""
    return text.translate(_TABLE)
