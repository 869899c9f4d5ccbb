"""Whether this week's briefing is still to be made, for runs that only cron or a Windows task starts."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path

from briefing.manifest import NAME, read_manifest

MONDAY, AT = 0, time(7, 30)


def last_due(now: datetime) -> datetime:
    """The last Monday 7:30 that is not after ``now``."""
    monday = datetime.combine(now.date() - timedelta(days=now.weekday() - MONDAY), AT)
    return monday if monday <= now.replace(tzinfo=None) else monday - timedelta(days=7)


def made_since(parent: Path, moment: datetime, town: str | None = None) -> bool:
    """Whether a folder under ``parent`` holds a briefing that was written since a moment (local time).

    town: the one the briefing is of, by its full or its short name; a town's sheet is not the whole region's briefing.
    """
    folders = {folder: record for folder in _folders(parent) if (record := read_manifest(folder))}
    same = [folder for folder, record in folders.items() if _is_of(record.get("town"), town)]
    return any(datetime.fromtimestamp((folder / NAME).stat().st_mtime) >= moment for folder in same)


def _folders(parent: Path) -> list[Path]:
    return [folder for folder in parent.iterdir() if folder.is_dir()] if parent.is_dir() else []


def _is_of(made: str | None, wanted: str | None) -> bool:
    return bool(made and made.startswith(wanted)) if wanted else not made
