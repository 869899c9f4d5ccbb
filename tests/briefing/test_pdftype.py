import io
import re
import zlib

import matplotlib
import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from briefing.fonts import Face, find_fonts
from briefing.pdftype import small_face
from briefing.sheet import WIDE, Sheet
from briefing.steady import pdf, png

TRUETYPE = b"\x00\x01\x00\x00"
DEJAVU = Face(f"{matplotlib.get_data_path()}/fonts/ttf/DejaVuSans.ttf", 0)


def sheet_of(*lines: str) -> Sheet:
    sheet = Sheet(WIDE, find_fonts())
    for number, line in enumerate(lines):
        sheet.write(line, (100, 100 + 60 * number), 40, bold=bool(number % 2))
    return sheet


def programs(made: bytes) -> list[bytes]:
    """The font programs in a PDF that are given as TrueType."""
    found = re.findall(rb"(\d+) 0 R", b" ".join(re.findall(rb"/FontFile2 (\d+ 0 R)", made)))
    streams = (re.search(rb"(?<!\d)%s 0 obj.*?stream\n(.*?)\nendstream" % number, made, re.DOTALL) for number in found)
    return [zlib.decompress(stream[1]) for stream in streams if stream]


def test_what_a_pdf_gives_as_truetype_is_truetype():
    found = programs(pdf(sheet_of("慈溪市重点工程 2024", "欠时序进度21.7个百分点"), title="题"))
    assert len(found) >= 2 and all(one.startswith(TRUETYPE) for one in found)


def test_a_pdf_leaves_the_sheet_as_it_was():
    sheet = sheet_of("中横线快速路", "西潮塘")
    before = png(sheet)
    first = pdf(sheet, title="题")
    assert png(sheet) == before and pdf(sheet, title="题") == first


@pytest.mark.parametrize("face", [DEJAVU, find_fonts().regular, find_fonts().bold], ids=["truetype", "regular", "bold"])
def test_a_copy_has_the_same_widths_and_outlines(face):
    known = TTFont(face.path, fontNumber=face.index).getBestCmap()
    chars = frozenset(char for char in "é浒塘Åg1(\uff08%𠮷" if ord(char) in known)
    whole, small = TTFont(face.path, fontNumber=face.index), TTFont(io.BytesIO(small_face(face, chars)))
    assert set(map(chr, small.getBestCmap())) == chars | set("lp ")
    for char in chars:
        (was, old), (now, new) = ((font, font.getBestCmap()[ord(char)]) for font in (whole, small))
        assert now["hmtx"][new][0] == was["hmtx"][old][0]
        assert bounds(now, new) == pytest.approx(bounds(was, old), abs=2)


def bounds(font: TTFont, name: str) -> tuple[float, ...]:
    pen = BoundsPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(pen)
    return pen.bounds
