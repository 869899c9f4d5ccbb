"""The manifest of a briefing: which files, their hashes, the data date, the rule, the counts, the sources. No clock in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from briefing.content import Content

NAME = "manifest.json"
FORMAT = "briefing-1"


def render_manifest(content: Content, files: Mapping[str, bytes]) -> bytes:
    """The manifest as JSON. files: every other file of the folder by its path there."""
    board, totals = content.brief.board, content.brief.board.totals
    record = {
        "format": FORMAT,
        "region": board.region,
        "town": content.brief.town or None,
        "data_date": _iso(board.as_of),
        "since": _iso(content.brief.since),
        "rule": {"name": board.rule, "words": list(board.rule_words)},
        "demo": board.demo,
        "approximate_towns": board.approximate_towns,
        "store_version": board.version,
        "counts": {
            "projects": totals.projects,
            "mapped": totals.mapped,
            "without_figures": totals.without_figures,
            "lights": {light.value: count for light, count in content.figures.lights},
        },
        "amounts": {
            "total_investment": totals.total_investment,
            "year_plan": totals.year_plan,
            "year_done": totals.year_done,
            "total_done": totals.total_done,
            "year_rate": totals.year_rate,
            "total_rate": totals.total_rate,
            "time_progress": totals.time_progress,
            "gap": totals.gap,
        },
        "figures": dict(content.fields),
        "summary": {"generated": content.generated, "edited": content.summary if content.brief.edited else None},
        "sources": [
            {"name": source.name, "sha256": source.sha256, "kind": source.kind.value, "data_date": _iso(source.as_of), "demo": source.demo}
            for source in board.sources
        ],
        "files": [{"path": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in sorted(files.items())],
    }
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest in a folder; None where there is none, or none of ours."""
    try:
        record = json.loads((folder / NAME).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError):
        return None
    return record if isinstance(record, dict) and record.get("format") == FORMAT else None


def last_date(parent: Path, before: date | None) -> date | None:
    """The data date of the latest briefing in the folders under ``parent``, of those before a date."""
    found = []
    for folder in sorted(parent.iterdir()) if parent.is_dir() else ():
        record = read_manifest(folder) if folder.is_dir() and not folder.name.startswith(".") else None
        try:
            when = date.fromisoformat(str(record["data_date"])) if record else None
        except (KeyError, ValueError):
            continue
        if when and (before is None or when < before):
            found.append(when)
    return max(found, default=None)


def _iso(when: date | None) -> str | None:
    return when.isoformat() if when else None
