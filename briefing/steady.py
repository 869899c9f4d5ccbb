"""Same data, same bytes: pictures and office files without clocks, random names or machine-dependent order in them."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Mapping
from typing import Any

from matplotlib import rc_context

from briefing.pdftype import small_faces
from briefing.sheet import Sheet

# The earliest time a zip can hold; office suites show the document's own dates, not these.
EPOCH = (1980, 1, 1, 0, 0, 0)
# Settings of matplotlib are the process's; a page and a timer's run may draw at once.
_DRAWING = threading.Lock()


def png(sheet: Sheet, *, across: int | None = None) -> bytes:
    """The sheet as PNG, with no software or time in it; ``across``: its width in pixels where it is not to be the sheet's own."""
    scale = across / sheet.size.pixels[0] if across else 1.0
    return _saved(sheet, "png", dpi=sheet.size.dpi * scale, metadata={"Software": None}, pil_kwargs={"compress_level": 4})


def pdf(sheet: Sheet, *, title: str) -> bytes:
    """The sheet as PDF with its fonts embedded as real type, so that text can be searched and printed sharp."""
    with small_faces(sheet.figure):
        return _saved(sheet, "pdf", metadata={"CreationDate": None, "Producer": None, "Creator": None, "Title": title})


def _saved(sheet: Sheet, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    with _DRAWING, rc_context({"pdf.fonttype": 42, "pdf.compression": 6, "savefig.bbox": None}):
        sheet.figure.savefig(out, format=kind, facecolor="white", **options)
    return out.getvalue()


def repacked(package: bytes) -> bytes:
    """An office file (zip) with fixed times and, after the first entry that the format wants first, sorted names."""
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        return packed({name: old.read(name) for name in old.namelist()})


def packed(files: Mapping[str, bytes]) -> bytes:
    """Files by name as a zip with fixed times and sorted names, what an office file must begin with first."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new:
        for name in sorted(files, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, files[name])
    return out.getvalue()
