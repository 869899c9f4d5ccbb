"""What is on the board, for other programs: OC4IDS, GeoJSON, GeoParquet, a workbook, a page."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path

from data.model.faults import why
from data.store import Store
from data.views import data_dates
from etl.errors import InputError
from etl.export.geojson import to_geojson
from etl.export.geoparquet import to_geoparquet
from etl.export.html import to_html
from etl.export.oc4ids import to_oc4ids
from etl.export.subject import Subject, subject_of
from etl.export.xlsx import to_xlsx

__all__ = ["ExportFormat", "Subject", "export", "subject_of"]


class ExportFormat(StrEnum):
    """What can be written."""

    OC4IDS = "oc4ids"
    GEOJSON = "geojson"
    GEOPARQUET = "geoparquet"
    XLSX = "xlsx"
    HTML = "html"


_WRITERS: dict[ExportFormat, Callable[[Subject], bytes]] = {
    ExportFormat.OC4IDS: to_oc4ids,
    ExportFormat.GEOJSON: to_geojson,
    ExportFormat.GEOPARQUET: to_geoparquet,
    ExportFormat.XLSX: to_xlsx,
    ExportFormat.HTML: to_html,
}


def export(store: Store, out: Path, *, format: ExportFormat | str, as_of: date | None = None, rule: str | None = None) -> Subject:
    """Write the board as of a data date (the latest when None) to a file, and return what was written.

    The file appears whole or not at all. Raises InputError for an unknown format, an empty board or a place that cannot be
    written to; StoreError for a store that cannot be read.
    """
    try:
        writer = _WRITERS[ExportFormat(format)]
    except ValueError:
        raise InputError(f"不支持的导出格式:{format!r}", f"可选:{'、'.join(ExportFormat)}") from None
    subject = subject_of(store, as_of=as_of, rule=rule)
    if not subject.board.rows:
        raise _nothing(store, as_of)
    _write(Path(out), writer(subject))
    return subject


def _nothing(store: Store, as_of: date | None) -> InputError:
    """Why there is nothing to write: nothing was loaded, or nothing by that date."""
    dates = data_dates(store)
    if as_of is None or not dates:
        return InputError("库中还没有可导出的项目", "先用 python -m etl run 载入文件")
    return InputError(f"截至 {as_of} 还没有数据", f"库中的数据日期:{'、'.join(map(str, dates[-12:]))}")


def _write(out: Path, content: bytes) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
        fresh = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            fresh.chmod(0o644)
            fresh.replace(out)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"写不了 {out}:{why(error)}", "请换一个可以写入的路径,并检查磁盘空间") from error
