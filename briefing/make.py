"""The whole briefing: every file of it from a brief, in memory, then put in place at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from briefing.brief import Brief, for_town, towns_of
from briefing.content import Content, compose
from briefing.document import render_document
from briefing.folder import check_place, write_folder
from briefing.fonts import Fonts, find_fonts
from briefing.manifest import NAME, render_manifest
from briefing.mapdraw import draw_map
from briefing.sheet import A4, WIDE, Size
from briefing.slides import render_slides
from briefing.steady import packed, pdf, png

WIDE_PNG, WIDE_PDF, A4_PNG, A4_PDF = "地图_1920x1080.png", "地图_1920x1080.pdf", "地图_A4.png", "地图_A4.pdf"
DOCUMENT, SLIDES, SUMMARY, EDITED = "简报.docx", "简报.pptx", "综述.txt", "综述_修改稿.txt"
TOWNS = "镇街"

Progress = Callable[[str], None]
Files = dict[str, bytes]


def render_map(content: Content, size: Size, *, fonts: Fonts | None = None) -> tuple[bytes, bytes]:
    """The map picture of a size as (PNG, PDF)."""
    sheet = draw_map(content.brief, content.figures, size, fonts=fonts)
    return png(sheet), pdf(sheet, title=content.texts["标题"])


def render(brief: Brief, *, progress: Progress = lambda step: None, fonts: Fonts | None = None) -> Files:
    """Every file of one briefing by name, the manifest too: a pure function of the brief, the same bytes each time."""
    content = compose(brief)
    fonts = fonts or find_fonts()
    files: Files = {}
    progress("地图 1920×1080")
    files[WIDE_PNG], files[WIDE_PDF] = render_map(content, WIDE, fonts=fonts)
    progress("地图 A4")
    files[A4_PNG], files[A4_PDF] = render_map(content, A4, fonts=fonts)
    progress("文字简报")
    files[DOCUMENT] = render_document(content, files[WIDE_PNG])
    progress("演示文稿")
    files[SLIDES] = render_slides(content, files[WIDE_PNG])
    files.update(texts(content))
    return files


def render_town(brief: Brief, town: str, *, fonts: Fonts | None = None) -> Files:
    """One town's sheet: its A4 map (PDF) and its 简报, from the brief of the whole region."""
    content = compose(for_town(brief, town))
    sheet = draw_map(content.brief, content.figures, A4, fonts=fonts)
    title = content.texts["标题"]
    picture = png(sheet, across=WIDE.pixels[0])
    return {f"{TOWNS}/{town}_地图_A4.pdf": pdf(sheet, title=title), f"{TOWNS}/{town}_简报.docx": render_document(content, picture)}


def render_all(
    brief: Brief, *, all_towns: bool = False, extra: Files | None = None, progress: Progress = lambda step: None
) -> Files:
    """Every file of the briefing with its manifest. all_towns: a sheet for every town, too; extra: further files (screenshots)."""
    fonts = find_fonts()
    files = render(brief, progress=progress, fonts=fonts)
    if all_towns:
        for town in _sheets(brief):
            progress(town)
            files.update(render_town(brief, town, fonts=fonts))
    files.update(extra or {})
    files[NAME] = render_manifest(compose(brief), files)
    return files


def make(
    brief: Brief, folder: Path, *, all_towns: bool = False, extra: Files | None = None, progress: Progress = lambda step: None
) -> tuple[str, ...]:
    """Write the briefing as a folder that appears whole or not at all; gives the names of its files.

    all_towns, extra: as of :func:`render_all`. Raises :class:`briefing.errors.BriefingError`.
    """
    check_place(folder)
    files = render_all(brief, all_towns=all_towns, extra=extra, progress=progress)
    progress("写入文件夹")
    write_folder(folder, files)
    return tuple(sorted(files))


def zipped(files: Files, *, folder: str) -> bytes:
    """All files as one zip, in a folder of that name; the same bytes for the same files."""
    return packed({f"{folder}/{name}": data for name, data in files.items()})


def steps(brief: Brief, *, all_towns: bool = False) -> int:
    """How many steps :func:`make` will tell its progress of."""
    return 5 + (len(towns_of(brief.layers)) if all_towns else 0)


def _sheets(brief: Brief) -> Iterator[str]:
    yield from ((brief.town,) if brief.town else towns_of(brief.layers))


def texts(content: Content) -> Files:
    """The 综述 as text files: the generated one, and a person's beside it where there is one."""
    files = {SUMMARY: (content.generated + "\n").encode()}
    if content.brief.edited:
        files[EDITED] = (content.summary + "\n").encode()
    return files
