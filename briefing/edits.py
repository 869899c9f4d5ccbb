"""The 综述 as people rewrote it: kept in the store beside the text that the system had written, withdrawn but never erased.

An edit is a :class:`Correction` of the briefing of one date (and town). It holds as long as the system would still write
the text that the person had before them: once the figures move on, yesterday's words must not go out under today's date.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from briefing.errors import BriefingError
from briefing.text import clean, clean_block
from data.views import Correction, Store

FIELD = "综述"
LONGEST = 20_000
"""Characters; a 综述 is one paragraph, and what is pasted by mistake is not kept."""


def kept_edit(store: Store, as_of: date | None, town: str = "") -> Correction | None:
    """The edit in force for the briefing of a date: was is the text then generated, becomes the person's."""
    found = store.fetch(Correction, subject=subject(as_of, town), field=FIELD, withdrawn_at=None)
    return found[-1] if found else None


def usable(edit: Correction | None, generated: str) -> str:
    """The person's text where it still belongs to what the system writes; else empty."""
    return edit.becomes if edit and edit.was == generated else ""


def keep_edit(store: Store, as_of: date | None, text: str, *, generated: str, who: str, town: str = "") -> Correction | None:
    """Keep a person's 综述 beside the generated one; the edit before is withdrawn.

    A text equal to the generated one is no edit: it only withdraws the one before. Raises :class:`BriefingError` for an empty
    text, one that is too long, or no name.
    """
    text, who = clean_block(text), clean(who, limit=40)
    if not text:
        raise BriefingError("综述是空的", "要恢复系统写的文字,请点“恢复系统文字”")
    if len(text) > LONGEST:
        raise BriefingError(f"综述有 {len(text)} 个字,过长", f"请改到 {LONGEST} 字以内")
    if not who:
        raise BriefingError("没有写修改人", "请填写姓名,以便日后查考")
    withdraw_edit(store, as_of, town, who=who)
    if text == generated:
        return None
    return store.add(
        Correction(
            id=0,
            subject=subject(as_of, town),
            field=FIELD,
            was=generated,
            becomes=text,
            reason="简报综述修改",
            who=who,
            at=datetime.now(UTC).replace(microsecond=0),
        )
    )


def withdraw_edit(store: Store, as_of: date | None, town: str = "", *, who: str) -> None:
    """Go back to the generated text; the edit stays on record, with who took it back. Raises BriefingError without a name."""
    who = clean(who, limit=40)
    if not who:
        raise BriefingError("没有写修改人", "请填写姓名,以便日后查考")
    for edit in store.fetch(Correction, subject=subject(as_of, town), field=FIELD, withdrawn_at=None):
        store.withdraw(edit.id, who=who)


def subject(as_of: date | None, town: str = "") -> str:
    """What an edit is about, as the store knows it: brief:2024-05-31, or brief:2024-05-31/某镇."""
    return f"brief:{as_of or ''}" + (f"/{town}" if town else "")
