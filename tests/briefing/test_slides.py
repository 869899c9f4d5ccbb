import io
import zipfile
from dataclasses import replace

import pytest
from pptx import Presentation

from briefing.content import compose
from briefing.errors import TemplateError
from briefing.make import SLIDES, WIDE_PNG
from briefing.slides import MOST_PAGES, render_slides
from briefing.starter_slides import starter_slides
from tests.briefing.conftest import brief_of


def slides_of(data):
    return list(Presentation(io.BytesIO(data)).slides)


def said(slide):
    parts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    tables = [shape.table for shape in slide.shapes if shape.has_table]
    return "\n".join(parts + [cell.text for table in tables for row in table.rows for cell in row.cells])


def test_the_same_figures_as_the_document(files, content):
    slides = slides_of(files[SLIDES])
    everything = "\n".join(said(slide) for slide in slides)
    assert "{" not in everything and content.summary in everything
    for field in ("项目数", "年度计划", "累计完成", "完成率", "超欠百分点"):
        assert content.fields[field] in said(slides[1])
    assert all(one.name in everything for one in content.figures.lagging)
    assert all(sentence in everything for sentence in content.changes)


def test_every_slide_is_marked_as_sample_data(files):
    for slide in slides_of(files[SLIDES]):
        pictures = [shape for shape in slide.shapes if shape.shape_type is not None and shape.shape_type.name == "PICTURE"]
        assert pictures or "演示数据" in said(slide)


def test_the_map_fills_a_slide(files):
    deck = Presentation(io.BytesIO(files[SLIDES]))
    pictures = [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type and shape.shape_type.name == "PICTURE"]
    assert len(pictures) == 1 and pictures[0].width >= deck.slide_width * 0.99


def test_tables_stay_on_their_slides(files):
    deck = Presentation(io.BytesIO(files[SLIDES]))
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_table:
                assert shape.top + sum(row.height for row in shape.table.rows) <= deck.slide_height


def test_a_long_list_ends_with_how_many_more_there_are(files):
    content = compose(brief_of(300, mix="half"))
    late = [slide for slide in slides_of(render_slides(content, files[WIDE_PNG])) if "滞后项目" in said(slide)]
    assert len(late) == MOST_PAGES
    shown = sum(one.name in said(slide) for slide in late for one in content.figures.lagging[:60])
    assert shown and "另有" in said(late[-1]) and "见文字简报" in said(late[-1])


def test_an_unknown_field_is_named_with_its_slide(content, files, tmp_path):
    deck = Presentation(io.BytesIO(starter_slides()))
    deck.slides[0].shapes.add_textbox(0, 0, 100, 100).text_frame.text = "{没有}"
    deck.save(tmp_path / "slides.pptx")
    broken = replace(content, brief=replace(content.brief, pack=replace(content.brief.pack, slides=tmp_path / "slides.pptx")))
    with pytest.raises(TemplateError, match=r"slides\.pptx 第 1 页.*“没有”"):
        render_slides(broken, files[WIDE_PNG])


def in_table(deck, text):
    deck.slides[0].shapes.add_table(1, 1, 0, 0, 100, 100).table.cell(0, 0).text = text


def in_group(deck, text):
    deck.slides[0].shapes.add_group_shape().shapes.add_textbox(0, 0, 100, 100).text_frame.text = text


def in_notes(deck, text):
    deck.slides[0].notes_slide.notes_text_frame.text = text


def in_master(deck, text):
    next(iter(deck.slide_masters[0].placeholders)).text_frame.text = text


@pytest.mark.parametrize("put", [in_table, in_group, in_notes, in_master])
def test_fields_are_filled_and_checked_wherever_they_stand(content, files, tmp_path, put):
    def made(text):
        deck = Presentation(io.BytesIO(starter_slides()))
        put(deck, text)
        deck.save(tmp_path / "slides.pptx")
        pack = replace(content.brief.pack, slides=tmp_path / "slides.pptx")
        return render_slides(replace(content, brief=replace(content.brief, pack=pack)), files[WIDE_PNG])

    with zipfile.ZipFile(io.BytesIO(made("甲{数据日期}"))) as package:
        assert any("甲2024年5月31日" in package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))
    with pytest.raises(TemplateError, match=r"slides\.pptx .*“没有”"):
        made("{没有}")


def test_words_after_a_long_table_are_filled_on_every_copy_of_its_slide(files, tmp_path):
    content = compose(brief_of(300, mix="half"))
    deck = Presentation(io.BytesIO(starter_slides()))
    for slide in deck.slides:
        slide.shapes.add_textbox(0, 0, 100, 100).text_frame.text = "截至{数据日期}"
    deck.save(tmp_path / "slides.pptx")
    content = replace(content, brief=replace(content.brief, pack=replace(content.brief.pack, slides=tmp_path / "slides.pptx")))
    assert all("截至2024年5月31日" in said(slide) for slide in slides_of(render_slides(content, files[WIDE_PNG])))


def test_a_damaged_presentation_is_named(content, files, tmp_path):
    whole = starter_slides()
    (tmp_path / "slides.pptx").write_bytes(whole[:6000] + bytes(byte ^ 255 for byte in whole[6000:6400]) + whole[6400:])
    broken = replace(content, brief=replace(content.brief, pack=replace(content.brief.pack, slides=tmp_path / "slides.pptx")))
    with pytest.raises(TemplateError, match=r"slides\.pptx"):
        render_slides(broken, files[WIDE_PNG])


def test_a_template_that_is_no_presentation(content, files, tmp_path):
    (tmp_path / "slides.pptx").write_bytes(b"nothing")
    broken = replace(content, brief=replace(content.brief, pack=replace(content.brief.pack, slides=tmp_path / "slides.pptx")))
    with pytest.raises(TemplateError, match=r"slides\.pptx"):
        render_slides(broken, files[WIDE_PNG])
