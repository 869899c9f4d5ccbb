"""Type for PDFs: small TrueType copies of the faces, each with just the characters of one sheet.

Matplotlib embeds every face as TrueType, whatever its outlines are. Those of the Noto and Source Han families are PostScript ones,
which strict readers then refuse ("cannot extract the embedded font"); and it reads a face of 65,000 characters anew for
each PDF, which takes longer than all the rest. A copy has neither fault.
"""

from __future__ import annotations

import io
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.filterPen import DecomposingFilterPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from matplotlib.figure import Figure
from matplotlib.font_manager import FontPath, FontProperties
from matplotlib.text import Text

from briefing.fonts import Face

# How far a curve may leave the face's own, as a share of the type's size.
_TOLERANCE = 0.001
# What matplotlib measures the height of a line by.
_MEASURED = frozenset("lp ")
_NOTHING = ".notdef"


@contextmanager
def small_faces(figure: Figure) -> Iterator[None]:
    """Inside, every line of type of the figure is set in a copy of its face; at the end the faces are put back."""
    lines: dict[Face, list[Text]] = defaultdict(list)
    for line in figure.findobj(Text):
        if line.get_text():
            lines[_face(line)].append(line)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for number, (face, same) in enumerate(sorted(lines.items(), key=lambda item: (item[0].path, item[0].index))):
            copy = Path(folder) / f"{number}.ttf"
            copy.write_bytes(small_face(face, frozenset("".join(line.get_text() for line in same))))
            _set(same, FontProperties(fname=FontPath(str(copy), 0)))
        try:
            yield
        finally:
            for face, same in lines.items():
                _set(same, face.properties)


def small_face(face: Face, characters: frozenset[str]) -> bytes:
    """A TrueType file of these characters as the face has them: the same widths, curves within :data:`_TOLERANCE`."""
    whole, known = _source(face), _names(face)
    names = {ord(char): known[ord(char)] for char in sorted(characters | _MEASURED) if ord(char) in known}
    order = [_NOTHING, *sorted(set(names.values()) - {_NOTHING})]
    outlines = {name: _outline(face, name) for name in order}
    small = FontBuilder(whole["head"].unitsPerEm)
    small.updateHead(created=whole["head"].created, modified=whole["head"].modified)
    small.setupGlyphOrder(order)
    small.setupCharacterMap(names)
    small.setupGlyf(outlines)
    small.setupHorizontalMetrics({name: (whole["hmtx"][name][0], getattr(outlines[name], "xMin", 0)) for name in order})
    small.setupHorizontalHeader(ascent=whole["hhea"].ascent, descent=whole["hhea"].descent)
    small.setupNameTable({"psName": whole["name"].getDebugName(6) or "Type"})
    small.setupOS2()
    small.setupPost(keepGlyphNames=False)
    out = io.BytesIO()
    small.save(out)
    return out.getvalue()


def _face(line: Text) -> Face:
    path: Any = line.get_fontproperties().get_file()
    return Face(str(path), getattr(path, "face_index", 0))


def _set(lines: list[Text], properties: FontProperties) -> None:
    """Change the face of lines of type, not their size."""
    for line in lines:
        size = line.get_fontsize()
        line.set_fontproperties(properties)
        line.set_fontsize(size)


@cache
def _source(face: Face) -> TTFont:
    """The face as a file to copy from; read once, kept for all sheets."""
    return TTFont(face.path, fontNumber=face.index, lazy=True)


@cache
def _names(face: Face) -> Mapping[int, str]:
    return _source(face).getBestCmap()


@cache
def _outlines(face: Face) -> Any:
    return _source(face).getGlyphSet()


@cache
def _outline(face: Face, name: str) -> Glyph:
    pen = TTGlyphPen(None)
    # Postscript outlines run the other way round.
    curves = Cu2QuPen(pen, _source(face)["head"].unitsPerEm * _TOLERANCE, reverse_direction="glyf" not in _source(face))
    _outlines(face)[name].draw(DecomposingFilterPen(curves, _outlines(face)))
    return pen.glyph()
