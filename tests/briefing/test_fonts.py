import pytest

from briefing.errors import FontMissing
from briefing.fonts import GETA, find_fonts
from briefing.make import make, render


def test_no_font_is_an_error_that_names_the_package(tmp_path):
    with pytest.raises(FontMissing, match="fonts-noto-cjk"):
        find_fonts([tmp_path])


def test_a_font_without_chinese_is_no_font(tmp_path):
    (tmp_path / "simhei.ttf").write_bytes(b"not a font")
    with pytest.raises(FontMissing):
        find_fonts([tmp_path])


def test_without_a_font_nothing_is_made(brief, tmp_path, monkeypatch):
    monkeypatch.setattr("briefing.fonts.FOLDERS", (tmp_path / "none",))
    with pytest.raises(FontMissing):
        render(brief)
    with pytest.raises(FontMissing):
        make(brief, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_character_without_type_is_a_printers_mark_not_a_square():
    assert find_fonts().regular.printable("慈\U0001f600溪") == f"慈{GETA}溪"


def test_the_mainland_face_is_taken_from_the_collection():
    from matplotlib.ft2font import FT2Font

    face = find_fonts().regular
    assert FT2Font(face.path, face_index=face.index).family_name.endswith(("SC", "CN", "YaHei", "SimHei", "Hei"))


def test_lines_fit_and_lose_nothing_until_the_last():
    face, text = find_fonts().regular, "年度投资完成率达到时序进度\uff0c或低于时序进度不足十个百分点。" * 3
    lines = face.wrapped(text, 20, 300, most=99)
    assert "".join(lines) == text and all(face.width(line, 20) <= 300 for line in lines)
    assert not any(line[0] in "\uff0c。" for line in lines)
    cut = face.wrapped(text, 20, 300, most=2)
    assert len(cut) == 2 and cut[-1].endswith("…") and face.width(cut[-1], 20) <= 300


def test_a_long_name_shrinks_a_little_then_is_cut():
    face = find_fonts().bold
    text, size = face.fitted("五塘外环工程", 20, 110)
    assert text == "五塘外环工程" and 16 <= size < 20
    text, size = face.fitted("五塘外环工程" * 4, 20, 110)
    assert text.endswith("…") and face.width(text, size) <= 110
