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


def made_since(parent: Path, moment: datetime) -> bool:
    """Whether a folder under ``parent`` holds a briefing that was written since a moment (local time)."""
    folders = [folder for folder in parent.iterdir() if folder.is_dir() and read_manifest(folder)] if parent.is_dir() else []
    return any(datetime.fromtimestamp((folder / NAME).stat().st_mtime) >= moment for folder in folders)
