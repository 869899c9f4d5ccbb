"""The Chinese font of the pictures: found by file, measured by its own advance widths, never replaced by squares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from matplotlib.font_manager import FontPath, FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags

from briefing.errors import FontMissing
from briefing.text import clean

# Where systems keep fonts, and which files hold Chinese ones, best first: (regular, bold, family to take from a collection).
FOLDERS = tuple(
    Path(folder).expanduser()
    for folder in (
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "~/.local/share/fonts",
        "~/.fonts",
        "C:/Windows/Fonts",
        "/System/Library/Fonts",
    )
)
FILES = (
    ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc", "Noto Sans CJK SC"),
    ("NotoSansCJKsc-Regular.otf", "NotoSansCJKsc-Bold.otf", "Noto Sans CJK SC"),
    ("NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf", "Noto Sans SC"),
    ("SourceHanSansCN-Regular.otf", "SourceHanSansCN-Bold.otf", "Source Han Sans CN"),
    ("SourceHanSansSC-Regular.otf", "SourceHanSansSC-Bold.otf", "Source Han Sans SC"),
    ("msyh.ttc", "msyhbd.ttc", "Microsoft YaHei"),
    ("simhei.ttf", "simhei.ttf", "SimHei"),
    ("wqy-zenhei.ttc", "wqy-zenhei.ttc", "WenQuanYi Zen Hei"),
    ("wqy-microhei.ttc", "wqy-microhei.ttc", "WenQuanYi Micro Hei"),
)
# What printers set for a character that no type is at hand for.
GETA = "〓"
_NOT_FIRST = "\uff0c\uff1b\uff1a\uff09\uff01\uff1f、。”)"
_PROBE = "慈溪市重点工程"


@dataclass(frozen=True)
class Face:
    """One weight of the font: where it is, and which face of a collection."""

    path: str
    index: int

    @property
    def properties(self) -> FontProperties:
        """As matplotlib wants it; the size is given by the text."""
        return FontProperties(fname=FontPath(self.path, self.index))

    def width(self, text: str, size: float) -> float:
        """Advance width of a line of text, in the unit of ``size``."""
        return sum(_advance(self, char) for char in text) * size

    def printable(self, text: str) -> str:
        """The text cleaned, with 〓 for a character this font has no type for."""
        known = _charmap(self)
        return "".join(char if ord(char) in known else GETA for char in clean(text))

    def fitted(self, text: str, size: float, room: float, *, least: float = 0.8) -> tuple[str, float]:
        """A line that fits ``room``: the text, smaller by as much as ``least``; then cut with an ellipsis. Gives (text, size)."""
        full = self.width(text, size)
        if full <= room:
            return text, size
        if full * least <= room:
            return text, size * room / full
        size *= least
        while text and self.width(text + "…", size) > room:
            text = text[:-1]
        return text + "…", size

    def wrapped(self, text: str, size: float, room: float, *, most: int) -> list[str]:
        """The text in lines no wider than ``room``, at most so many, the last cut with an ellipsis where more would follow."""
        lines, start = [], 0
        while start < len(text):
            end, used = start, 0.0
            while end < len(text) and (used := used + _advance(self, text[end]) * size) <= room:
                end += 1
            # A line does not begin with a mark that belongs to the one before.
            while start + 1 < end < len(text) and text[end] in _NOT_FIRST:
                end -= 1
            lines.append(text[start : max(end, start + 1)])
            start = max(end, start + 1)
        if len(lines) > most:
            lines = [*lines[: most - 1], self.fitted("".join(lines[most - 1 :]), size, room, least=1.0)[0]]
        return lines


@dataclass(frozen=True)
class Fonts:
    """The two weights that the pictures are set in."""

    regular: Face
    bold: Face


def find_fonts(folders: Sequence[Path] | None = None) -> Fonts:
    """The best Chinese font in these folders (None: those of the system).

    Raises :class:`FontMissing`, naming the package to install, where there is none: a picture of squares is worse than none.
    """
    return _find(FOLDERS if folders is None else tuple(folders))


@cache
def _find(folders: tuple[Path, ...]) -> Fonts:
    present = {path.name.lower(): path for folder in reversed(folders) if folder.is_dir() for path in sorted(folder.rglob("*.[ot]t[fc]"))}
    for regular, bold, family in FILES:
        if (path := present.get(regular.lower())) and (face := _face(path, family)):
            heavier = present.get(bold.lower())
            return Fonts(face, (heavier and _face(heavier, family)) or face)
    raise FontMissing(
        "本机没有中文字体,图上文字会成方框,故未生成", "请安装字体包 fonts-noto-cjk(Debian/Ubuntu:sudo apt-get install fonts-noto-cjk)后重试"
    )


def _face(path: Path, family: str) -> Face | None:
    """The face of this family in the file, if it can write Chinese."""
    try:
        faces = [FT2Font(str(path), face_index=index) for index in range(FT2Font(str(path)).num_faces)]
    except (RuntimeError, OSError):
        return None
    index = next((number for number, face in enumerate(faces) if face.family_name == family), 0)
    known = faces[index].get_charmap() if faces else {}
    return Face(str(path), index) if all(ord(char) in known for char in _PROBE) else None


@cache
def _font(face: Face) -> FT2Font:
    font = FT2Font(face.path, face_index=face.index)
    font.set_size(1000, 72)
    return font


@cache
def _charmap(face: Face) -> frozenset[int]:
    return frozenset(_font(face).get_charmap())


@cache
def _advance(face: Face, char: str) -> float:
    code = ord(char) if ord(char) in _charmap(face) else ord(GETA)
    return _font(face).load_char(code, flags=LoadFlags.NO_HINTING).linearHoriAdvance / 65536 / 1000
