import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from briefing.content import compose
from briefing.document import render_document
from briefing.errors import TemplateError
from briefing.make import DOCUMENT, WIDE_PNG
from briefing.starter_document import starter_document
from tests.briefing.conftest import brief_of


@pytest.fixture(scope="module")
def document(files):
    return Document(io.BytesIO(files[DOCUMENT]))


def said(document):
    parts = [paragraph.text for paragraph in document.paragraphs]
    parts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(parts)


def with_template(content, path, edit=None):
    template = Document(io.BytesIO(starter_document()))
    if edit:
        edit(template)
    template.save(path)
    return replace(content, brief=replace(content.brief, pack=replace(content.brief.pack, document=path)))


def test_no_field_is_left_over(document):
    assert "{" not in said(document) and "}" not in said(document)


def test_it_holds_what_a_bulletin_holds(document, content):
    text = said(document)
    assert content.summary in text
    assert all(sentence in text for sentence in content.changes)
    assert len(document.inline_shapes) == 1
    heads = [tuple(cell.text for cell in table.rows[0].cells) for table in document.tables]
    assert heads[0] == ("行业", "项目数", "总投资", "年度计划", "累计完成", "完成率", "本期新增")
    assert [head[0] for head in heads] == ["行业", "责任单位", "镇\uff08街道\uff09", "序号", "文件"]


def test_every_lagging_project_with_gap_need_reason_and_unit(document, content):
    rows = [tuple(cell.text for cell in row.cells) for row in document.tables[3].rows][1:]
    assert [(row[0], row[2], row[4], row[5], row[6], row[7]) for row in rows] == [
        (str(one.number), one.name, one.gap, one.to_green, one.reason, one.unit) for one in content.figures.lagging
    ]


def test_tables_add_up_to_the_board(document, content):
    last = [cell.text for cell in document.tables[0].rows[-1].cells]
    assert last == list(content.figures.whole.cells)


def test_heads_are_repeated_and_rows_stay_whole(document):
    for table in document.tables:
        assert table.rows[0]._tr.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
        assert all(row._tr.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in table.rows)


def test_every_run_has_its_chinese_font(document):
    runs = [run for run in document.element.body.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
    assert runs and all(run.find(qn("w:rPr")).find(qn("w:rFonts")).get(qn("w:eastAsia")) for run in runs)


def test_pages_are_numbered_and_marked_as_sample_data(document):
    section = document.sections[0]
    assert "PAGE" in section.footer._element.xml
    assert "演示数据" in section.header.paragraphs[0].text


def test_real_data_are_not_marked(files):
    content = compose(brief_of(10, demo=False))
    document = Document(io.BytesIO(render_document(content, files[WIDE_PNG])))
    assert "演示" not in "".join(paragraph.text for paragraph in document.sections[0].header.paragraphs)


def test_the_mark_stands_even_if_the_offices_template_leaves_it_out(content, files, tmp_path):
    def bare(template):
        template.sections[0].header.paragraphs[0].clear()

    made = Document(io.BytesIO(render_document(with_template(content, tmp_path / "document.docx", bare), files[WIDE_PNG])))
    assert "演示数据" in "".join(paragraph.text for paragraph in made.sections[0].header.paragraphs)


def test_the_office_adds_a_sentence_with_a_field_split_over_runs(content, files, tmp_path):
    def add(template):
        paragraph = template.add_paragraph()
        for piece in ("共{项", "目数", "}项"):
            paragraph.add_run(piece)

    made = Document(io.BytesIO(render_document(with_template(content, tmp_path / "document.docx", add), files[WIDE_PNG])))
    assert made.paragraphs[-1].text == "共50项"


def test_an_unknown_field_is_named_with_its_place(content, files, tmp_path):
    broken = with_template(content, tmp_path / "document.docx", lambda template: template.add_paragraph("共{项目个数}项"))
    with pytest.raises(TemplateError, match=r"document\.docx 第 \d+ 段.*“项目个数”"):
        render_document(broken, files[WIDE_PNG])


PLACES = {
    "文本框": '<w:p {}><w:r><w:pict><w:t/><w:txbxContent><w:p><w:r><w:t>{{{}}}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>',
    "第 28 段": '<w:p {}><w:hyperlink w:anchor="a"><w:r><w:t>{{{}}}</w:t></w:r></w:hyperlink></w:p>',
    "第 1 张表格": "<w:tbl {}><w:tr><w:tc><w:p><w:r><w:t>{{{}}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
}


@pytest.mark.parametrize("place", PLACES)
def test_fields_are_filled_and_checked_wherever_they_stand(content, files, tmp_path, place):
    def add(field):
        piece = parse_xml(PLACES[place].format(nsdecls("w"), field))
        return lambda template: template.element.body.insert_element_before(piece, "w:sectPr")

    made = render_document(with_template(content, tmp_path / "document.docx", add("数据日期")), files[WIDE_PNG])
    texts = ["".join(one.text or "" for one in p.iter(qn("w:t"))) for p in Document(io.BytesIO(made)).element.body.iter(qn("w:p"))]
    assert "2024年5月31日" in texts and not any("{" in text for text in texts)
    with pytest.raises(TemplateError, match=rf"document\.docx {place} .*“没有”"):
        render_document(with_template(content, tmp_path / "document.docx", add("没有")), files[WIDE_PNG])


def test_the_first_pages_footer_is_filled(content, files, tmp_path):
    def add(template):
        template.sections[0].different_first_page_header_footer = True
        template.sections[0].first_page_footer.paragraphs[0].add_run("截至{数据日期}")

    made = Document(io.BytesIO(render_document(with_template(content, tmp_path / "document.docx", add), files[WIDE_PNG])))
    assert made.sections[0].first_page_footer.paragraphs[0].text == "截至2024年5月31日"


def test_a_block_among_words_is_told(content, files, tmp_path):
    broken = with_template(content, tmp_path / "document.docx", lambda template: template.add_paragraph("见{滞后项目表}"))
    with pytest.raises(TemplateError, match=r"“\{滞后项目表\}”没有单独成段"):
        render_document(broken, files[WIDE_PNG])


def test_a_header_or_cell_keeps_a_paragraph_when_its_field_is_empty(files, tmp_path):
    def add(template):
        template.add_table(1, 1).cell(0, 0).paragraphs[0].add_run("{演示标记}")

    real = with_template(compose(brief_of(10, demo=False)), tmp_path / "document.docx", add)
    made = Document(io.BytesIO(render_document(real, files[WIDE_PNG])))
    assert [paragraph.text for paragraph in made.sections[0].header.paragraphs] == [""]
    assert [paragraph.text for paragraph in made.tables[-1].cell(0, 0).paragraphs] == [""]


def test_a_damaged_word_file_is_named(content, files, tmp_path):
    broken = with_template(content, tmp_path / "document.docx")
    with zipfile.ZipFile(tmp_path / "document.docx") as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    with zipfile.ZipFile(tmp_path / "document.docx", "w") as short:
        for name, data in parts.items():
            short.writestr(name, data[:-40] if name == "word/document.xml" else data)
    with pytest.raises(TemplateError, match=r"document\.docx"):
        render_document(broken, files[WIDE_PNG])


def test_a_template_that_is_no_word_file(content, files, tmp_path):
    path = tmp_path / "document.docx"
    path.write_bytes(b"PK\x03\x04 broken")
    broken = replace(content, brief=replace(content.brief, pack=replace(content.brief.pack, document=path)))
    with pytest.raises(TemplateError, match=r"document\.docx"):
        render_document(broken, files[WIDE_PNG])


def test_hostile_names_stay_text(files):
    brief = brief_of(10)
    rows = tuple(replace(row, name="<w:p/>&\x00\x1b]]>{综述}", unit="\ud800=1+1") for row in brief.board.rows)
    content = compose(replace(brief, board=replace(brief.board, rows=rows)))
    text = said(Document(io.BytesIO(render_document(content, files[WIDE_PNG]))))
    assert "<w:p/>&]]>{综述}" in text


def test_nothing_in_it_tells_the_time_it_was_made(files):
    with zipfile.ZipFile(io.BytesIO(files[DOCUMENT])) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2024-05-31" in package.read("docProps/core.xml")
